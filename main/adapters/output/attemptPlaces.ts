import { readdirSync } from 'node:fs';
import { readAttemptNote } from '../running/attemptNote.ts';
import { EVERYTHING, type Range } from './outputReader.ts';

/** Where an attempt begins in everything its run printed. */
interface Place {
  readonly attempt: number;
  readonly from: number;
}

const FIRST: Place = { attempt: 1, from: 0 };
const NOTE = /^attempt-(\d+)\.json$/;

/**
 * Which attempt of a run printed what, by the notes that attempts leave in its folder. Remembers what was read: where an attempt begins never
 * changes. An attempt without a note (a full disk) belongs to the one before it.
 */
export class AttemptPlaces {
  readonly #folder: string;
  readonly #known = new Map<number, Place | null>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The attempts known by now, in order; the first always begins with the output. */
  all(): readonly Place[] {
    for (const number of this.#numbers()) {
      if (number === 1 || this.#known.has(number)) continue;
      const note = readAttemptNote(this.#folder, number);
      // Half written just now: it is read at the next look.
      if (note === null) continue;
      this.#known.set(number, note.outputFrom === undefined ? null : { attempt: number, from: note.outputFrom });
    }
    const later = [...this.#known.values()].filter((place) => place !== null);
    return [FIRST, ...later.sort((a, b) => a.attempt - b.attempt)];
  }

  /** What an attempt printed; nothing where there is no such attempt, everything for null. */
  rangeOf(attempt: number | null): Range {
    if (attempt === null) return EVERYTHING;
    const all = this.all();
    const index = all.findIndex((place) => place.attempt === attempt);
    const place = all[index];
    if (place === undefined) return { from: Infinity, to: Infinity };
    return { from: place.from, to: all[index + 1]?.from ?? Infinity };
  }

  /** Tells of a place in the output which attempt printed it. */
  lookup(): (place: number) => number {
    const all = this.all();
    return (place) => {
      let found = 1;
      for (const { attempt, from } of all) if (from <= place) found = attempt;
      return found;
    };
  }

  #numbers(): readonly number[] {
    try {
      return readdirSync(this.#folder).flatMap((name) => {
        const number = NOTE.exec(name)?.[1];
        return number === undefined ? [] : [Number(number)];
      });
    } catch {
      // Removed by retention.
      return [];
    }
  }
}
