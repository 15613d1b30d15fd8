import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Disposable } from '../../engine/ports.ts';

/** Editors write in several steps; what they do within this time is one change. Milliseconds. */
const SETTLE_MS = 200;

/**
 * Calls `changed` after a file was made, changed, replaced or removed. The folder is watched, not the file: most programs replace a
 * file by another of the same name, and a watch on the file itself would stay with the old one. What happens to other files of the folder,
 * to the ledger with every beat, is told by name and costs nothing more.
 */
export function watchDocument(path: string, changed: () => void): Disposable {
  const folder = dirname(path);
  const name = basename(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let timer: NodeJS.Timeout | null = null;
  const watcher = watched(folder, (file) => {
    // Some systems do not say which file it was.
    if (file !== null && file !== name) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(changed, SETTLE_MS);
  });
  return {
    dispose: () => {
      if (timer !== null) clearTimeout(timer);
      watcher?.close();
    },
  };
}

/** Null where the system watches no more folders. The next write is compared with the disk all the same: only the promptness is lost. */
function watched(folder: string, happened: (file: string | null) => void): FSWatcher | null {
  try {
    const watcher = watch(folder, (_, file) => {
      happened(file);
    });
    watcher.on('error', () => undefined);
    return watcher;
  } catch {
    return null;
  }
}
