import { dueOfStart, type Sequence } from '../core/sequence.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Journal } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { Obligations } from './obligations.ts';
import type { JobStore } from './ports.ts';

/** Names one start of a sequence, as `DueEntry.sequence`. */
export const startName = (sequence: string, id: number): string => `${sequence}/${String(id)}`;

/** The sequence of a start's name. */
export const sequenceOf = (start: string): string => start.slice(0, start.lastIndexOf('/'));

/** Sequences (semantics §2.7): a start owes a due moment for each step; `oneAtATime` lets a step go when the one before it is over. */
export class Sequences {
  readonly #store: JobStore;
  readonly #journal: Journal;
  readonly #book: JobBook;
  readonly #obligations: Obligations;
  readonly #byId = new Map<string, Sequence>();

  constructor(store: JobStore, journal: Journal, book: JobBook, obligations: Obligations) {
    this.#store = store;
    this.#journal = journal;
    this.#book = book;
    this.#obligations = obligations;
    for (const sequence of store.sequences()) this.#byId.set(sequence.id, sequence);
  }

  all(): readonly Sequence[] {
    return [...this.#byId.values()];
  }

  get(id: string): Sequence | null {
    return this.#byId.get(id) ?? null;
  }

  save(sequence: Sequence): void {
    this.#store.putSequence(sequence);
    this.#byId.set(sequence.id, sequence);
    this.#journal.touchSequences();
  }

  remove(id: string): void {
    this.#store.removeSequence(id);
    this.#byId.delete(id);
    this.#journal.touchSequences();
  }

  /** Owes every step of a start at `at`. Steps whose job is gone or disabled make nothing due. */
  start(sequence: Sequence, at: Instant): void {
    const start = startName(sequence.id, this.#journal.id());
    for (const { step, due } of dueOfStart(sequence, at)) {
      const state = this.#book.get(step.job);
      if (state === null || !state.job.enabled) continue;
      this.#obligations.owe(state, -1, due, { step: step.index }, start);
    }
    this.#journal.touchSequences();
  }
}
