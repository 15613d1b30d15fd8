import { readFileSync } from 'node:fs';

/** Resident memory of a process, MiB. */
export interface Memory {
  readonly rss: number;
  /**
   * What of it is the process's own: not pages of files, of which those of Node.js itself are most, lie in memory once for all its processes,
   * and are counted as far as they were touched.
   */
  readonly own: number;
}

/** As Linux tells it. */
export function memoryOf(pid: number | 'self'): Memory {
  const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
  const mebibytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) / 1024;
  return { rss: mebibytes('Rss'), own: mebibytes('Anonymous') };
}
