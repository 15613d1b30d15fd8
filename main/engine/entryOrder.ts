import type { Instant } from '../core/time/instant.ts';
import type { DueEntry, Page, RunEntry } from './ledger.ts';

/** Runs by start, the ones that have not started last; ties by id. */
export const byStart = (a: RunEntry, b: RunEntry): number =>
  a.started === b.started ? a.id - b.id : (a.started ?? Infinity) - (b.started ?? Infinity);

/** Due entries by their due moment; ties by id. */
export const byDue = (a: DueEntry, b: DueEntry): number => a.due - b.due || a.id - b.id;

/** Whether `a` ended after `b`: eras first, because in a new era the wall clock begins earlier. */
export const endedAfter = (a: RunEntry, b: RunEntry | null | undefined): boolean =>
  b === null ||
  b === undefined ||
  a.era - b.era > 0 ||
  (a.era === b.era && ((a.ended ?? 0) - (b.ended ?? 0) || a.id - b.id) > 0);

/** A page of things that have an instant, newest first; ties: the higher id first. */
export function pageOf<T extends { readonly id: number }>(
  all: Iterable<T>,
  at: (entry: T) => Instant | null,
  page: Page,
): readonly T[] {
  const found: T[] = [];
  for (const entry of all) {
    if (page.before === undefined || (at(entry) ?? Infinity) < page.before) found.push(entry);
  }
  found.sort((a, b) => {
    const [left, right] = [at(a), at(b)];
    return left === right ? b.id - a.id : (right ?? Infinity) - (left ?? Infinity);
  });
  return found.slice(0, page.limit);
}
