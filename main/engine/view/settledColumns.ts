import type { TimelineColumn } from '../../../preload/contract.ts';
import { type Instant, instant } from '../../core/time/instant.ts';
import type { Columns } from './columns.ts';
import type { Reading } from './reading.ts';

/** Rows at one zoom that are remembered: each is there at the zoom itself, and by the hour where that is finer. */
const MOST_ROWS = 800;

/** What is decided a minute after it was due is decided on time; what is still open is asked of the engine. Milliseconds. */
const ON_TIME_MS = 60_000;

interface Remembered {
  readonly from: Instant;
  readonly to: Instant;
  readonly columns: readonly TimelineColumn[];
}

/**
 * Columns in which every due moment has its final fate: those never change (semantics §10.4), so single entries are read for them once.
 * Invariant: a remembered column is whole, and lies before everything that is open.
 */
export class SettledColumns {
  readonly #rows = new Map<string, Remembered>();

  /** Forgets everything: history was removed, or the clock corrected. */
  clear(): void {
    this.#rows.clear();
  }

  /** Puts what is remembered of [from, …) into `columns`; answers from where on entries have to be read. */
  take(job: string, era: number, columns: Columns, from: Instant): Instant {
    const row = this.#rows.get(keyOf(job, era, columns));
    if (row === undefined || row.from > from || row.to <= from) return from;
    columns.addColumns(row.columns.filter((column) => column.from >= from));
    return row.to;
  }

  /** Remembers the columns of [from, …) that are settled. */
  keep(job: string, era: number, columns: Columns, from: Instant, reading: Reading): void {
    const to = settledUntil(job, columns, reading);
    if (to <= from) return;
    const key = keyOf(job, era, columns);
    this.#rows.delete(key);
    this.#rows.set(key, { from, to, columns: columns.list().filter((column) => column.from < to) });
    const oldest = this.#rows.keys().next();
    if (this.#rows.size > MOST_ROWS && oldest.done !== true) this.#rows.delete(oldest.value);
  }
}

const keyOf = (job: string, era: number, columns: Columns): string => `${job} ${String(columns.bin)} ${String(era)}`;

/** The start of the first column that can still change. */
function settledUntil(job: string, columns: Columns, { scheduler, clock }: Reading): Instant {
  let until = clock.now() - ON_TIME_MS;
  // What the engine has accounted for last lies at the end of the machine span; nothing later is settled.
  until = Math.min(until, scheduler.machine.to - ON_TIME_MS);
  for (const { entry } of scheduler.openMoments(job)) until = Math.min(until, entry.due);
  return columns.startOf(instant(until));
}
