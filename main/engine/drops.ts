import { takeNewest, takeOldest } from '../core/catchUp.ts';
import type { FateReason } from '../core/fate.ts';
import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState, Pending } from './jobState.ts';
import type { DueEntry, Facts } from './ledger.ts';

/**
 * Ends what waits without a start: a pending run whole, or some of the due moments that wait with it as one; the policy says which of those
 * that are left is the one that runs.
 */
export class Drops {
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #book: JobBook;
  #dropped = false;

  constructor(journal: Journal, turn: Turn, book: JobBook) {
    this.#journal = journal;
    this.#turn = turn;
    this.#book = book;
  }

  /** Whether any pending run was dropped whole since this was asked last. */
  takeDropped(): boolean {
    const dropped = this.#dropped;
    this.#dropped = false;
    return dropped;
  }

  /** Ends a pending run without a start: all that wait with it share the fate. */
  drop(state: JobState, pending: Pending, fate: 'skipped' | 'expired', reason: FateReason, facts: Facts): void {
    state.pending = state.pending.filter((other) => other !== pending);
    this.#dropped = true;
    const ending = [pending.rep, ...pending.members].filter((entry) => entry !== null);
    pending.rep = null;
    pending.members = [];
    this.endSome(state, pending, ending, fate, reason, facts);
    if (pending.entry !== null) {
      // It was named in the ledger when it was queued, and every run ends with exactly one outcome.
      this.#journal.run({ ...pending.entry, ended: this.#turn.now, outcome: 'stopped' });
    }
    if (state.pending.length === 0) this.#book.beginPeriod(state, { start: this.#turn.now, finish: this.#turn.now });
    this.#book.mark(state);
  }

  /**
   * Ends some of the due moments that wait as one, all together; the policy says which of the others runs now. One after another would
   * not do: with each the next comes forward, and leaves its span.
   */
  dropSome(
    state: JobState,
    pending: Pending,
    ids: ReadonlySet<number>,
    fate: 'skipped' | 'expired',
    reason: FateReason,
    facts: Facts,
  ): void {
    const waiting = [pending.rep, ...pending.members].filter((entry) => entry !== null);
    const ending = waiting.filter(({ id }) => ids.has(id));
    if (ending.length === 0) return;
    if (ending.length === waiting.length) this.drop(state, pending, fate, reason, facts);
    else this.endSome(state, pending, ending, fate, reason, facts);
  }

  /** Ends some of the due moments that wait as one; others are left. */
  endSome(
    state: JobState,
    pending: Pending,
    ending: readonly DueEntry[],
    fate: 'skipped' | 'expired',
    reason: FateReason,
    facts: Facts,
  ): void {
    for (const entry of ending) {
      const { joins: _, ...known } = entry.facts;
      this.#journal.due({ ...entry, fate, reason, facts: { ...known, ...facts }, run: null, decided: this.#turn.now });
    }
    pending.members = pending.members.filter((entry) => !ending.includes(entry));
    if (pending.rep !== null && ending.includes(pending.rep)) this.#promote(state, pending);
    this.#book.mark(state);
  }

  /** The one that was to run is over before others that wait with it: the policy says which of them runs now. */
  #promote(state: JobState, pending: Pending): void {
    const members = [...pending.members].sort((a, b) => a.due - b.due);
    const oldest = state.job.catchUp.runs === 'earliest';
    const chosen = oldest ? members[0] : members[members.length - 1];
    if (chosen === undefined) return;
    const trigger = state.triggers[chosen.trigger];
    const schedule = trigger === undefined ? null : this.#book.scheduleOf(state, trigger);
    const burst = { first: chosen.due, last: chosen.last ?? chosen.due, count: chosen.count, schedule };
    const { one, rest } = oldest ? takeOldest(burst) : takeNewest(burst);
    const { joins: _, ...facts } = chosen.facts;
    const { last: __, ...single } = chosen;
    pending.rep = this.#journal.due({ ...single, due: one.first, count: 1, facts });
    pending.members = members.filter((entry) => entry !== chosen);
    pending.catchUp = chosen.reason !== null;
    if (rest === null) return;
    const span = rest.count > 1 ? { last: rest.last } : {};
    const id = this.#journal.id();
    pending.members.push(
      this.#journal.due({ ...single, ...span, id, due: rest.first, count: rest.count, facts: chosen.facts }),
    );
  }
}
