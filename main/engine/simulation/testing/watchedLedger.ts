/** A ledger that is watched: what was final stays final, evaluating twice writes nothing, and it can stop the program at a write. */
import type { Change, Ledger } from '../../ledger.ts';
import { MemoryLedger } from '../../memoryLedger.ts';

/** Stands for the program ending between two instructions. */
export class Stop extends Error {
  override readonly name = 'Stop';
}

const FINAL = new Set(['ran', 'caughtUp', 'coalesced', 'skipped', 'expired']);

export interface WatchedLedger {
  readonly ledger: Ledger;
  /** Number of writes so far, of the ledger and of the store that shares the counter. */
  readonly writes: () => number;
  /** The most due moments of each job that ever stood in line at once. */
  readonly mostQueued: ReadonlyMap<string, number>;
  /** What was wrong with a write. */
  readonly violations: string[];
  /** From here on nothing but signs of life may be written, until `calm(false)`. */
  readonly calm: (on: boolean) => void;
  /** Counts a write of something else, and stops there where it is the one. */
  readonly write: (act: () => void) => void;
}

/** Stops the program at the k-th write, before or after it; never where `stopAt` is null. */
export function watchedLedger(
  stopAt: { readonly write: number; readonly when: 'before' | 'after' } | null,
): WatchedLedger {
  const ledger = new MemoryLedger();
  const violations: string[] = [];
  const known = new Map<number, Change>();
  const queued = new Map<string, Set<number>>();
  const mostQueued = new Map<string, number>();
  let writes = 0;
  let isCalm = false;

  const check = (change: Change): void => {
    if (change.kind === 'state') return;
    const before = known.get(change.entry.id);
    known.set(change.entry.id, change);
    if (isCalm && (change.kind === 'due' || change.kind === 'run' || change.kind === 'clock')) {
      violations.push(`evaluating again wrote ${JSON.stringify(change)}`);
    }
    if (before === undefined) return;
    if (before.kind !== change.kind) violations.push(`an id for two things: ${JSON.stringify([before, change])}`);
    if (before.kind === 'due' && change.kind === 'due' && FINAL.has(before.entry.fate)) {
      const { last: _l, count: _c, decided: _d, facts: _f, ...rest } = before.entry;
      const { last, count, decided: _d2, facts: _f2, ...now } = change.entry;
      if (
        JSON.stringify(rest) !== JSON.stringify(now) ||
        count < before.entry.count ||
        (last ?? now.due) < (before.entry.last ?? rest.due)
      ) {
        violations.push(`a final fate changed: ${JSON.stringify([before.entry, change.entry])}`);
      }
    }
    if (before.kind === 'run' && change.kind === 'run' && before.entry.outcome !== null) {
      if (JSON.stringify(before.entry) !== JSON.stringify(change.entry)) {
        violations.push(`an ended run changed: ${JSON.stringify([before.entry, change.entry])}`);
      }
    }
  };

  /** After a whole transaction: within one, what leaves the line and what joins it are at the same time. */
  const countQueued = (changes: readonly Change[]): void => {
    for (const change of changes) {
      if (change.kind !== 'due') continue;
      const { id, job, fate } = change.entry;
      const line = queued.get(job) ?? new Set<number>();
      queued.set(job, line);
      if (fate === 'queued') line.add(id);
      else line.delete(id);
    }
    for (const [job, line] of queued) mostQueued.set(job, Math.max(line.size, mostQueued.get(job) ?? 0));
  };

  const write = (act: () => void): void => {
    writes += 1;
    if (stopAt?.write === writes && stopAt.when === 'before') throw new Stop();
    act();
    if (stopAt?.write === writes && stopAt.when === 'after') throw new Stop();
  };

  /** A heartbeat's write is no point of its own: stopping there is a crash at that time. */
  const isSignOfLife = (change: Change): boolean =>
    change.kind === 'machine' || (change.kind === 'state' && change.entry.key === 'clock');

  const watched: Ledger = Object.create(ledger, {
    commit: {
      value: (changes: readonly Change[]) =>
        (changes.every(isSignOfLife) ? (act: () => void) => act() : write)(() => {
          changes.forEach(check);
          countQueued(changes);
          ledger.commit(changes);
        }),
    },
  }) as Ledger;
  return { ledger: watched, writes: () => writes, mostQueued, violations, calm: (on) => void (isCalm = on), write };
}
