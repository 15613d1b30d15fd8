import { mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { watch } from 'chokidar';
import type { Disposable } from '../../engine/ports.ts';

/** Editors write in several steps; what they do within this time is one change. Milliseconds. */
const SETTLE_MS = 200;

/**
 * Calls `changed` after a file was made, changed, replaced or removed. The folder is watched, not the file: most programs replace a
 * file by another of the same name, and a watch on the file itself would stay with the old one.
 */
export function watchDocument(path: string, changed: () => void): Disposable {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let timer: NodeJS.Timeout | null = null;
  const watcher = watch(folder, { depth: 0, ignoreInitial: true, ignored: (entry) => !isOf(entry, folder, path) });
  watcher.on('all', () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  });
  // The next write is compared with the disk all the same: a watch that fails loses only the promptness.
  watcher.on('error', () => undefined);
  return {
    dispose: () => {
      if (timer !== null) clearTimeout(timer);
      void watcher.close();
    },
  };
}

const isOf = (entry: string, folder: string, path: string): boolean =>
  entry === folder || join(dirname(entry), basename(entry)) === path;
