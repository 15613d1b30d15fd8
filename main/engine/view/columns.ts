import type { TimelineColumn } from '../../../preload/contract.ts';
import { wallClock } from '../../core/time/civil.ts';
import { type Instant, instant } from '../../core/time/instant.ts';
import type { Zone } from '../../core/time/zone.ts';
import { BIN_MS, COUNTED, type Counted } from '../fateBins.ts';
import type { DueEntry, FateCounts } from '../ledger.ts';

/** More due moments in view than this, and nearer to each other than `NEAREST_PX`, are drawn as columns (ui.md §4.3). */
export const DENSE_COUNT = 24;
const NEAREST_PX = 12;

/** A column is at least this wide. */
const NARROWEST_PX = 5.4;

const MINUTE_MS = 60_000;

/** The widths a column may have in time, in milliseconds. */
export const BINS: readonly number[] = [5, 10, 15, 30, 60, 120, 240, 480, 1440].map((minutes) => minutes * MINUTE_MS);

/** The smallest bin whose column is wide enough at `width` pixels for [from, to]; the largest where none is. */
export function binFor(from: Instant, to: Instant, width: number): number {
  const msPerPx = (to - from) / width;
  return BINS.find((bin) => bin / msPerPx >= NARROWEST_PX) ?? BINS[BINS.length - 1] ?? BIN_MS.day;
}

/** Whether due moments, as instants in order, are too near to each other to be drawn singly. */
export function areDense(moments: readonly number[], msPerPx: number): boolean {
  if (moments.length <= DENSE_COUNT) return false;
  const gaps: number[] = [];
  for (let index = 1; index < moments.length; index += 1) {
    gaps.push((moments[index] ?? 0) - (moments[index - 1] ?? 0));
  }
  gaps.sort((a, b) => a - b);
  return (gaps[gaps.length >> 1] ?? 0) / msPerPx < NEAREST_PX;
}

/** The same of moments that are only counted: those of a stretch are taken as evenly spaced within it. */
export function areDenseIn(
  stretches: readonly { readonly length: number; readonly count: number }[],
  msPerPx: number,
): boolean {
  const some = stretches.filter(({ count }) => count > 0);
  const moments = some.reduce((sum, { count }) => sum + count, 0);
  if (moments <= DENSE_COUNT) return false;
  const near = some.reduce((sum, { length, count }) => sum + (length / count / msPerPx < NEAREST_PX ? count : 0), 0);
  return near > moments / 2;
}

type Column = { -readonly [K in keyof TimelineColumn]: TimelineColumn[K] };

const emptyColumn = (from: number): Column => ({
  from,
  ran: 0,
  failed: 0,
  caughtUp: 0,
  coalesced: 0,
  skipped: 0,
  expired: 0,
  comingUp: 0,
});

/** Columns of one row, made as they are filled. They begin at whole bins of the zone's wall clock, so that days begin at midnight. */
export class Columns {
  readonly bin: number;
  readonly #zone: Zone;
  readonly #columns = new Map<number, Column>();

  constructor(bin: number, zone: Zone) {
    this.bin = bin;
    this.#zone = zone;
  }

  /** Start of the column that holds an instant. */
  startOf(at: Instant): Instant {
    const offset = this.#zone.offsetAt(at);
    const label = wallClock(Math.floor((at + offset) / this.bin) * this.bin);
    // Up to an hour a column is real time, so that the hour that happens twice is two; a day is a day, however long.
    if (this.bin <= BIN_MS.hour) return instant(label - offset);
    const found = this.#zone.resolve(label);
    return found.kind === 'twice' ? found.first : found.at;
  }

  add(at: Instant, counted: Counted | 'comingUp', count: number): void {
    if (count > 0) this.#columnOf(at)[counted] += count;
  }

  #columnOf(at: Instant): Column {
    const from = this.startOf(at);
    let column = this.#columns.get(from);
    if (column === undefined) {
      column = emptyColumn(from);
      this.#columns.set(from, column);
    }
    return column;
  }

  /** Adds whole columns of the same bin and zone. */
  addColumns(columns: Iterable<TimelineColumn>): void {
    for (const column of columns) this.#columns.set(column.from, { ...column });
  }

  /** Adds numbers, each to the column that holds its beginning. */
  addCounts(counts: Iterable<FateCounts>): void {
    for (const count of counts) {
      const column = this.#columnOf(count.from);
      for (const counted of COUNTED) column[counted] += count[counted];
    }
  }

  /** Oldest first; columns without anything are left out. */
  list(): readonly TimelineColumn[] {
    return [...this.#columns.values()].sort((a, b) => a.from - b.from);
  }
}

/** The due moments of an entry: a span keeps its ends and its count, so those between are taken as evenly spaced. */
export function* momentsOf(entry: Pick<DueEntry, 'due' | 'last' | 'count'>): IterableIterator<Instant> {
  const last = entry.last ?? entry.due;
  const step = entry.count > 1 ? (last - entry.due) / (entry.count - 1) : 0;
  for (let index = 0; index < entry.count; index += 1) yield instant(Math.round(entry.due + index * step));
}
