import { existsSync, readFileSync } from 'node:fs';

/** A job that appends a line to a file each time it runs; `code` is its exit code. */
export const appending = (name: string, file: string, more: object = {}, code = 0) => ({
  id: null,
  revision: null,
  document: {
    name,
    run: { shell: `echo ran >> "${file}"; echo "mailbox is locked"; exit ${String(code)}`, shellPath: '/bin/sh' },
    triggers: [],
    ...more,
  },
});

/** How often it ran. */
export const linesIn = (file: string): number =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
