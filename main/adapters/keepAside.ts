import { existsSync, renameSync } from 'node:fs';
import { dirname, extname, join, basename } from 'node:path';
import type { Instant } from '../core/time/instant.ts';

/**
 * A free name beside a file, for keeping what could not be read: `jobs.damaged-2026-11-25T22-10-00Z.json`. Ends as the file does, so
 * that it opens in the same programs; never the name of an existing file.
 */
export function keepAsideName(path: string, now: Instant): string {
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-') + 'Z';
  const ending = extname(path);
  const stem = join(dirname(path), `${basename(path, ending)}.damaged-${stamp}`);
  let name = stem + ending;
  for (let count = 2; existsSync(name); count += 1) name = `${stem}-${String(count)}${ending}`;
  return name;
}

/** Moves a file that could not be read aside and says where it is now. Its bytes are not touched (semantics §10.8). */
export function keepAside(path: string, now: Instant): string {
  const aside = keepAsideName(path, now);
  renameSync(path, aside);
  return aside;
}
