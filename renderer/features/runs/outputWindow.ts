import type { Api, OutputChunk } from '../../../preload/contract.ts';
import type { Piece } from './outputText.ts';

/** Bytes asked for at a time. */
const PORTION = 512 * 1024;
/** Asked for first: whole where it is little, and enough to know how much there is. Bytes. */
const FIRST = 64 * 1024;
/** Output up to this size is shown whole, and of more at most this is held at a time; bytes. */
export const HELD = 2 * 1024 * 1024;

/** A stretch of output as one answer gave it. */
interface Portion {
  readonly from: number;
  readonly next: number;
  readonly pieces: readonly Piece[];
}

/** What is held of the output of a run. */
export interface Held {
  readonly pieces: readonly Piece[];
  /** Place of its beginning in the whole output, bytes; 0: nothing is before it. */
  readonly from: number;
  /** Whether it reaches to the end of what is written by now. */
  readonly toEnd: boolean;
  readonly total: number;
  readonly omitted: number | null;
  /** The run, or the attempt, has ended and there is no more. */
  readonly end: boolean;
}

/** What changed: more at the end, or everything is to be drawn anew. */
export type Change = { readonly kind: 'more'; readonly pieces: readonly Piece[] } | { readonly kind: 'anew' };

export const nothingHeld: Held = { pieces: [], from: 0, toEnd: true, total: 0, omitted: null, end: false };

/**
 * A window over the output of a run: a bounded stretch of it, for a terminal cannot hold a gigabyte. Small output is held whole. Of large
 * output the end is; earlier and later portions come in at either side, and leave at the other.
 */
export class OutputWindow {
  readonly #api: Pick<Api, 'readOutput'>;
  readonly #run: string;
  readonly #attempt: number | null;
  readonly #changed: (held: Held, change: Change) => void;
  #portions: readonly Portion[] = [];
  #held: Held = nothingHeld;
  #busy: Promise<void> | null = null;
  #again = false;
  #isAlive = true;

  constructor(
    api: Pick<Api, 'readOutput'>,
    run: string,
    attempt: number | null,
    changed: (held: Held, change: Change) => void,
  ) {
    this.#api = api;
    this.#run = run;
    this.#attempt = attempt;
    this.#changed = changed;
  }

  /** Reads the beginning, and where there is more than can be held, the end instead. */
  open(): Promise<void> {
    return this.#alone(async () => {
      const first = await this.#read(0, FIRST);
      if (first === null) return;
      if (first.total > HELD) {
        this.#show(await this.#last(first.total));
        return;
      }
      this.#take(first, 0);
      await this.#onward();
    });
  }

  /** Reads what was written since, where the end is held. */
  follow(): Promise<void> {
    if (this.#busy !== null) {
      this.#again = true;
      return this.#busy;
    }
    if (!this.#held.toEnd || this.#held.end) return Promise.resolve();
    return this.#alone(() => this.#onward());
  }

  /** A portion before the first. */
  earlier(): Promise<void> {
    return this.#alone(async () => {
      const { from } = this.#held;
      if (from === 0) return;
      const start = Math.max(0, from - PORTION);
      const chunk = await this.#read(start, from - start);
      if (chunk === null) return;
      const portions = [portionOf(chunk, start, start > 0), ...this.#portions];
      while (sizeOf(portions) > HELD && portions.length > 1) portions.pop();
      this.#set(portions, chunk, portions.length > this.#portions.length && this.#held.toEnd);
    });
  }

  /** A portion after the last. */
  later(): Promise<void> {
    return this.#alone(async () => {
      const from = this.#portions[this.#portions.length - 1]?.next ?? 0;
      const chunk = await this.#read(from, PORTION);
      if (chunk === null) return;
      const portions = [...this.#portions, portionOf(chunk, from, false)];
      while (sizeOf(portions) > HELD && portions.length > 1) portions.shift();
      this.#set(portions, chunk, chunk.next >= chunk.total);
    });
  }

  /** What begins at a place: a line that was found. */
  jump(place: number): Promise<void> {
    return this.#alone(async () => {
      this.#show(await this.#read(place, PORTION), place);
    });
  }

  /** The end, as it is now. */
  toEnd(): Promise<void> {
    return this.#alone(async () => {
      const now = await this.#read(this.#held.total, 1);
      if (now !== null) this.#show(await this.#last(now.total));
    });
  }

  dispose(): void {
    this.#isAlive = false;
  }

  async #last(total: number): Promise<(OutputChunk & { readonly begin: number }) | null> {
    const begin = Math.max(0, total - PORTION);
    const chunk = await this.#read(begin, PORTION);
    return chunk === null ? null : { ...chunk, begin };
  }

  #show(chunk: (OutputChunk & { readonly begin?: number }) | null, place?: number): void {
    if (chunk === null) return;
    const from = place ?? chunk.begin ?? 0;
    // A line that was found begins at its place; the end of the output begins anywhere in one.
    this.#set([portionOf(chunk, from, place === undefined && from > 0)], chunk, chunk.next >= chunk.total);
  }

  async #onward(): Promise<void> {
    for (;;) {
      this.#again = false;
      const from = this.#portions[this.#portions.length - 1]?.next ?? 0;
      const chunk = await this.#read(from, PORTION);
      if (chunk === null) return;
      const hasMoved = chunk.next > from;
      this.#take(chunk, from);
      if (chunk.end || (!hasMoved && !this.#askedMeanwhile())) return;
    }
  }

  // Set from outside while an answer is awaited, which the compiler cannot know.
  #askedMeanwhile(): boolean {
    return this.#again;
  }

  #take(chunk: OutputChunk, from: number): void {
    const portions = [...this.#portions, portionOf(chunk, from, false)];
    // The terminal lets go of its oldest lines by itself.
    while (sizeOf(portions) > HELD && portions.length > 1) portions.shift();
    this.#portions = portions;
    this.#held = heldOf(portions, chunk, true);
    this.#changed(this.#held, { kind: 'more', pieces: chunk.pieces });
  }

  #set(portions: readonly Portion[], chunk: OutputChunk, toEnd: boolean): void {
    this.#portions = portions;
    this.#held = heldOf(portions, chunk, toEnd);
    this.#changed(this.#held, { kind: 'anew' });
  }

  /** Null: refused, lost, or nobody looks any more. A lost line is no end: the next look goes on from the same place. */
  async #read(from: number, limit: number): Promise<OutputChunk | null> {
    try {
      const answer = await this.#api.readOutput({ run: this.#run, attempt: this.#attempt, from, limit });
      return this.#isAlive && answer.ok ? answer.value : null;
    } catch {
      return null;
    }
  }

  #alone(work: () => Promise<void> | void): Promise<void> {
    const before = this.#busy ?? Promise.resolve();
    const mine = before.then(async () => {
      if (this.#isAlive) await work();
    });
    this.#busy = mine;
    return mine.finally(() => {
      if (this.#busy === mine) this.#busy = null;
    });
  }
}

const sizeOf = (portions: readonly Portion[]): number =>
  (portions[portions.length - 1]?.next ?? 0) - (portions[0]?.from ?? 0);

function heldOf(portions: readonly Portion[], { total, omitted, end }: OutputChunk, toEnd: boolean): Held {
  return {
    pieces: portions.flatMap(({ pieces }) => pieces),
    from: portions[0]?.from ?? 0,
    toEnd,
    total,
    omitted,
    end: end && toEnd,
  };
}

/** `midLine`: it may begin within a line, whose rest stays outside. */
function portionOf(chunk: OutputChunk, from: number, midLine: boolean): Portion {
  const [first, ...rest] = chunk.pieces;
  const newline = midLine ? (first?.text.indexOf('\n') ?? -1) : -1;
  if (first === undefined || newline < 0) return { from, next: chunk.next, pieces: chunk.pieces };
  const outside = new TextEncoder().encode(first.text.slice(0, newline + 1)).length;
  return {
    from: from + outside,
    next: chunk.next,
    pieces: [{ ...first, text: first.text.slice(newline + 1) }, ...rest],
  };
}
