import { byTurn, type JobState, type Pending } from './jobState.ts';

/** A run that could start, with its job. */
export interface Candidate {
  readonly state: JobState;
  readonly pending: Pending;
}

/**
 * Catch-up runs that could start and wait for one of the `catchUpAtOnce` places (semantics §5.5), in the order of turns. Whoever is called
 * leaves the line, and joins it again where it still has no place. Runs that were dropped meanwhile are called like others: their job is
 * looked at for nothing.
 */
export class PlaceLine {
  /** The first to go is the last. */
  readonly #line: Candidate[] = [];
  readonly #members = new Set<Pending>();

  join(candidate: Candidate): void {
    if (this.#members.has(candidate.pending)) return;
    this.#members.add(candidate.pending);
    this.#line.splice(this.#placeOf(candidate), 0, candidate);
  }

  /** How many of those in the line go before a candidate that is not in it. */
  before(candidate: Candidate): number {
    return this.#line.length - this.#placeOf(candidate);
  }

  #placeOf(candidate: Candidate): number {
    let low = 0;
    let high = this.#line.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#line[middle];
      if (other !== undefined && byTurn(candidate, other) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls the first; null where nobody waits. */
  call(): Candidate | null {
    const first = this.#line.pop();
    if (first === undefined) return null;
    this.#members.delete(first.pending);
    return first;
  }
}
