import type { Fate, Outcome, Standing } from '../core/fate.ts';
import { isFailure } from '../core/fate.ts';
import { instant, type Instant } from '../core/time/instant.ts';
import type { DueEntry, FateCounts } from './ledger.ts';

/** The columns of `FateCounts`, in the order in which they are stored. */
export type Counted = Exclude<keyof FateCounts, 'from'>;

/** In the order in which ledgers number them. */
export const COUNTED: readonly Counted[] = ['ran', 'failed', 'caughtUp', 'coalesced', 'skipped', 'expired'];

/** Length of the bins in milliseconds. Days are days of UTC: the view adds hours up where a local day is drawn. */
export const BIN_MS = { hour: 3_600_000, day: 86_400_000 } as const;

/**
 * The column in which a due moment with this fate is counted; null while its fate is not final. `outcome` is that of the run which
 * ran for it, null where it is not known.
 */
export function countedAs(fate: Fate | Standing, outcome: Outcome | null): Counted | null {
  switch (fate) {
    case 'ran':
    case 'caughtUp':
      return outcome !== null && isFailure(outcome) ? 'failed' : fate;
    case 'coalesced':
    case 'skipped':
    case 'expired':
      return fate;
    case 'waiting':
    case 'queued':
    case 'running':
      return null;
  }
}

/** Start of the bin that holds an instant. */
export const binOf = (at: Instant, bin: 'hour' | 'day'): Instant => instant(Math.floor(at / BIN_MS[bin]) * BIN_MS[bin]);

/**
 * How many due moments of an entry lie in each bin, by the bin's start. A span keeps only its ends and its count, so its moments are
 * taken as evenly spaced: the sum is always right, and for a regular trigger each bin is.
 */
export function momentsByBin(
  entry: Pick<DueEntry, 'due' | 'last' | 'count'>,
  bin: 'hour' | 'day',
): Map<Instant, number> {
  const bins = new Map<Instant, number>();
  const last = entry.last ?? entry.due;
  if (entry.count <= 1 || last <= entry.due) {
    bins.set(binOf(entry.due, bin), entry.count);
    return bins;
  }
  const step = (last - entry.due) / (entry.count - 1);
  const length = BIN_MS[bin];
  // The number of moments before an instant, by arithmetic: a span of a year costs its bins, not its moments.
  const before = (at: number): number =>
    at <= entry.due ? 0 : Math.min(entry.count, Math.ceil((at - entry.due) / step - 1e-9));
  const end = binOf(last, bin);
  for (let start = binOf(entry.due, bin); start <= end; start = instant(start + length)) {
    const upTo = start === end ? entry.count : before(start + length);
    const moments = upTo - before(start);
    if (moments > 0) bins.set(start, moments);
  }
  return bins;
}

/** The moments of a span, or of a single entry, in [from, to): the first of each column (`Ledger.fateColumns`), and how many it holds. */
export function* momentsByColumn(
  entry: Pick<DueEntry, 'due' | 'last' | 'count'>,
  { bin, offset, from, to }: ColumnGrid,
): IterableIterator<readonly [Instant, number]> {
  const { due, count } = entry;
  const step = count > 1 ? ((entry.last ?? due) - due) / (count - 1) : 0;
  if (step <= 0) {
    if (due >= from && due < to) yield [due, count];
    return;
  }
  const before = (at: number): number => Math.min(count, Math.max(0, Math.ceil((at - due) / step - 1e-9)));
  for (let first = before(from); first < count;) {
    const at = instant(Math.round(due + first * step));
    if (at >= to) return;
    const end = Math.max(first + 1, before(Math.min(to, columnEnd(at, bin, offset))));
    yield [at, end - first];
    first = end;
  }
}

/** Columns of `Ledger.fateColumns`. */
export interface ColumnGrid {
  readonly bin: number;
  readonly offset: number;
  readonly from: Instant;
  readonly to: Instant;
}

/** End of the column that holds an instant. */
export const columnEnd = (at: number, bin: number, offset: number): number =>
  (Math.floor((at + offset) / bin) + 1) * bin - offset;
