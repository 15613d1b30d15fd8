import type { Outcome } from '../core/fate.ts';
import type { Instant } from '../core/time/instant.ts';
import { BIN_MS, binOf, columnEnd, type ColumnGrid, countedAs, momentsByBin, type Counted } from './fateBins.ts';
import type { DueEntry, FateCounts } from './ledger.ts';

export type Bin = 'hour' | 'day';
type Counts = Record<Counted, number>;
type Bins = Map<Instant, Counts>;

const noCounts = (): Counts => ({ ran: 0, failed: 0, caughtUp: 0, coalesced: 0, skipped: 0, expired: 0 });

function add(bins: Bins, start: Instant, column: Counted, count: number): void {
  const counts = bins.get(start) ?? noCounts();
  counts[column] += count;
  bins.set(start, counts);
}

/** All bins together. */
export function sumOf(bins: readonly FateCounts[]): Omit<FateCounts, 'from'> {
  const sum = noCounts();
  for (const counts of bins) for (const column of Object.keys(sum) as Counted[]) sum[column] += counts[column];
  return sum;
}

interface CountedColumn {
  readonly end: number;
  from: Instant;
  readonly counts: Counts;
}

/** Adds up bins or moments, in any order, in columns (`Ledger.fateColumns`). */
export class FateColumns {
  readonly #grid: Pick<ColumnGrid, 'bin' | 'offset'>;
  readonly #columns = new Map<number, CountedColumn>();
  /** The column that was added to last: mostly the next goes there too. */
  #last: CountedColumn | null = null;

  constructor(grid: Pick<ColumnGrid, 'bin' | 'offset'>) {
    this.#grid = grid;
  }

  add(at: Instant, column: Counted, count: number): void {
    if (count > 0) this.#columnOf(at)[column] += count;
  }

  #columnOf(at: Instant): Counts {
    const { bin, offset } = this.#grid;
    let last = this.#last;
    if (last === null || at >= last.end || at < last.end - bin) {
      const end = columnEnd(at, bin, offset);
      last = this.#columns.get(end) ?? { end, from: at, counts: noCounts() };
      this.#columns.set(end, last);
      this.#last = last;
    }
    if (at < last.from) last.from = at;
    return last.counts;
  }

  list(): readonly FateCounts[] {
    return [...this.#columns].sort(([a], [b]) => a - b).map(([, { from, counts }]) => ({ from, ...counts }));
  }
}

/** Counts fates by adding up entries when it is asked, and keeps what pruned entries counted in bins that go on. */
export class FateCounting {
  /** By job, bin and the bin's start. */
  private readonly residue = new Map<string, Record<Bin, Bins>>();
  private readonly outcomeOf: (run: string) => Outcome | null;

  constructor(outcomeOf: (run: string) => Outcome | null) {
    this.outcomeOf = outcomeOf;
  }

  /** Jobs of which pruned entries still count. */
  jobs(): Iterable<string> {
    return this.residue.keys();
  }

  /** The bins that touch [from, to), oldest first, of a job with these entries. */
  between(job: string, entries: readonly DueEntry[], bin: Bin, from: Instant, to: Instant): readonly FateCounts[] {
    const bins: Bins = new Map();
    for (const entry of entries) this.count(entry, bin, bins);
    for (const [start, counts] of this.residue.get(job)?.[bin] ?? []) {
      for (const column of Object.keys(counts) as Counted[])
        if (counts[column] > 0) add(bins, start, column, counts[column]);
    }
    return [...bins]
      .filter(([start]) => start < to && start + BIN_MS[bin] > from)
      .sort(([a], [b]) => a - b)
      .map(([start, counts]) => ({ from: start, ...counts }));
  }

  /** Entries go: counters go with the bins that lie whole before `before`; of the others, what the entries counted is kept. */
  forget(gone: readonly DueEntry[], before: Instant): void {
    for (const bin of ['hour', 'day'] as const) {
      const firstKept = binOf(before, bin);
      for (const entry of gone) this.count(entry, bin, this.binsOf(entry.job)[bin]);
      for (const bins of this.residue.values()) {
        for (const start of bins[bin].keys()) if (start < firstKept) bins[bin].delete(start);
      }
    }
  }

  private binsOf(job: string): Record<Bin, Bins> {
    const known = this.residue.get(job);
    if (known !== undefined) return known;
    const fresh = { hour: new Map(), day: new Map() };
    this.residue.set(job, fresh);
    return fresh;
  }

  private count(entry: DueEntry, bin: Bin, bins: Bins): void {
    const column = countedAs(entry.fate, entry.run === null ? null : this.outcomeOf(entry.run));
    if (column === null) return;
    for (const [start, count] of momentsByBin(entry, bin)) add(bins, start, column, count);
  }
}
