import { formsOf } from '../secrets/forms.ts';

/** What stands in the place of a secret. */
export const MASK = Buffer.from('\u2022\u2022\u2022');

/** So many first bytes of a secret are looked for where it may be cut; the rest is compared there. */
const BEGINNING = 4;

/** The byte sequences to look for, longest first. Empty values mask nothing. */
export function needlesOf(secrets: readonly string[]): readonly Buffer[] {
  const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf));
  return [...forms].map((form) => Buffer.from(form)).sort((a, b) => b.length - a.length);
}

/** A text without the secrets, in whatever form they stand in it. */
export function maskText(text: string, needles: readonly Buffer[]): string {
  if (needles.length === 0) return text;
  const masking = new Masking(needles);
  return Buffer.concat([masking.push(Buffer.from(text)), masking.end()]).toString('utf8');
}

/**
 * Replaces secrets in one stream as it passes, also where a secret is cut by the border of two chunks: an end that could be the
 * beginning of a secret is held back until it is decided.
 */
export class Masking {
  readonly #needles: readonly Buffer[];
  #held: Buffer = Buffer.alloc(0);

  constructor(needles: readonly Buffer[]) {
    this.#needles = needles;
  }

  /** What may be written now. */
  push(chunk: Buffer): Buffer {
    if (this.#needles.length === 0) return chunk;
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const hits = new Hits(bytes, this.#needles);
    // A secret may begin here and be cut by the chunk's end: then it is not decided yet, nor what a longer one would cover.
    const undecided = this.#undecidedIn(bytes);
    const pieces: Buffer[] = [];
    let from = 0;
    for (;;) {
      const hit = hits.next(from);
      const open = undecided.find((start) => start >= from) ?? bytes.length;
      if (hit === null || open <= hit.at) {
        pieces.push(bytes.subarray(from, open));
        this.#held = Buffer.from(bytes.subarray(open));
        return Buffer.concat(pieces);
      }
      pieces.push(bytes.subarray(from, hit.at), MASK);
      from = hit.at + hit.length;
    }
  }

  /** What was held back, at the end of the stream. */
  end(): Buffer {
    const held = this.#held;
    this.#held = Buffer.alloc(0);
    const hits = new Hits(held, this.#needles);
    const pieces: Buffer[] = [];
    let from = 0;
    for (let hit = hits.next(0); hit !== null; hit = hits.next(from)) {
      pieces.push(held.subarray(from, hit.at), MASK);
      from = hit.at + hit.length;
    }
    pieces.push(held.subarray(from));
    return Buffer.concat(pieces);
  }

  /** The places from which the rest of the bytes is the beginning of a longer secret, in order. */
  #undecidedIn(bytes: Buffer): readonly number[] {
    const found = new Set<number>();
    for (const needle of this.#needles) {
      const first = Math.max(0, bytes.length - needle.length + 1);
      const isBeginning = (start: number): boolean => bytes.compare(needle, 0, bytes.length - start, start) === 0;
      // A long way before the end only where it begins like the secret; at the very end one by one.
      const last = Math.max(first, bytes.length - BEGINNING);
      const beginning = needle.subarray(0, BEGINNING);
      for (let at = bytes.indexOf(beginning, first); at !== -1 && at < last; at = bytes.indexOf(beginning, at + 1)) {
        if (isBeginning(at)) found.add(at);
      }
      for (let start = last; start < bytes.length; start += 1) if (isBeginning(start)) found.add(start);
    }
    return [...found].sort((a, b) => a - b);
  }
}

/** Finds secrets in bytes from the beginning on; each is looked for only as far as it has to be. */
class Hits {
  readonly #bytes: Buffer;
  readonly #needles: readonly Buffer[];
  /** Where each needle is next; -1: nowhere any more. */
  readonly #next: number[];

  constructor(bytes: Buffer, needles: readonly Buffer[]) {
    this.#bytes = bytes;
    this.#needles = needles;
    this.#next = needles.map((needle) => bytes.indexOf(needle));
  }

  /** The first secret from a position on; of those that begin together the longest. */
  next(from: number): { readonly at: number; readonly length: number } | null {
    let first: { readonly at: number; readonly length: number } | null = null;
    this.#needles.forEach((needle, index) => {
      let at = this.#next[index] ?? -1;
      if (at !== -1 && at < from) {
        at = this.#bytes.indexOf(needle, from);
        this.#next[index] = at;
      }
      if (at !== -1 && (first === null || at < first.at)) first = { at, length: needle.length };
    });
    return first;
  }
}
