import { readFileSync } from 'node:fs';
import { writeDurably } from '../durableFile.ts';

/**
 * What a small saved document needs of the library that writes it: electron-store on the desktop and conf headless both have this
 * shape. Setting `store` writes atomically; a write that returned is on the disk. It is made only once the file is known to be readable
 * or absent, because both libraries read it when they are made.
 */
export interface DocumentFile {
  readonly path: string;
  store: Record<string, unknown>;
}

/** Makes the writer of the document at a path. */
export type OpenDocumentFile = (path: string) => DocumentFile;

/** The same over plain files, for where neither library is: the command line alone, and tests. */
export const plainDocumentFile: OpenDocumentFile = (path) => ({
  path,
  get store(): Record<string, unknown> {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  },
  set store(value: Record<string, unknown>) {
    writeDurably(path, `${JSON.stringify(value, null, '\t')}\n`);
  },
});
