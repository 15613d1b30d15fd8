import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One file of a run's output: the head, or a piece of the tail. */
export interface Segment {
  readonly path: string;
  /** Place of its first byte in everything the run printed. */
  readonly start: number;
  readonly compressed: boolean;
}

const HEAD = 'output.head';
const TAIL = /^output\.tail-(\d+)(\.gz)?$/;
const PLACES = 15;

export const headPath = (folder: string): string => join(folder, HEAD);

/** Tail files are named by where they begin, so that their names sort. */
export const tailPath = (folder: string, start: number): string =>
  join(folder, `output.tail-${String(start).padStart(PLACES, '0')}`);

/** The files of a run's output in order; none where it printed nothing or the folder is gone. */
export function segmentsOf(folder: string): Segment[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    // Removed by retention, or never made.
    return [];
  }
  const found: Segment[] = [];
  for (const name of names) {
    if (name === HEAD) found.push({ path: join(folder, name), start: 0, compressed: false });
    if (name === `${HEAD}.gz` && !names.includes(HEAD))
      found.push({ path: join(folder, name), start: 0, compressed: true });
    const tail = TAIL.exec(name);
    // A compressed file beside its original is half of an interrupted compression.
    if (tail?.[2] !== undefined && names.includes(name.slice(0, -3))) continue;
    if (tail !== null)
      found.push({ path: join(folder, name), start: Number(tail[1]), compressed: tail[2] !== undefined });
  }
  return found.sort((a, b) => a.start - b.start || (a.path.includes(HEAD) ? -1 : 1));
}

/** How a limit is divided: the first and the last half are kept, to the byte. */
export const halves = (limit: number): { readonly head: number; readonly tail: number } => {
  const head = Math.floor(limit / 2);
  return { head, tail: limit - head };
};
