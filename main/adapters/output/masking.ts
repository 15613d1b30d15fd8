/** What stands in the place of a secret. */
export const MASK = Buffer.from('\u2022\u2022\u2022');

/** The forms in which programs print a value: as it is, within JSON, and within a URL. */
function formsOf(secret: string): string[] {
  const forms = [secret, JSON.stringify(secret).slice(1, -1)];
  try {
    forms.push(encodeURIComponent(secret));
  } catch {
    // A lone surrogate has no form within a URL.
  }
  return forms;
}

/** The byte sequences to look for, longest first. Empty values mask nothing. */
export function needlesOf(secrets: readonly string[]): readonly Buffer[] {
  const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf));
  return [...forms].map((form) => Buffer.from(form)).sort((a, b) => b.length - a.length);
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
    const pieces: Buffer[] = [];
    let from = 0;
    for (;;) {
      const hit = this.#next(bytes, from);
      // A longer secret may begin here or before and be cut by the chunk's end: then it is not decided yet.
      const undecided = this.#undecidedFrom(bytes, from, hit?.at ?? bytes.length);
      if (hit === null || undecided <= hit.at) {
        pieces.push(bytes.subarray(from, undecided));
        this.#held = Buffer.from(bytes.subarray(undecided));
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
    const pieces: Buffer[] = [];
    let from = 0;
    for (let hit = this.#next(held, 0); hit !== null; hit = this.#next(held, from)) {
      pieces.push(held.subarray(from, hit.at), MASK);
      from = hit.at + hit.length;
    }
    pieces.push(held.subarray(from));
    return Buffer.concat(pieces);
  }

  /** The first secret from a position; of those that begin together the longest. */
  #next(bytes: Buffer, from: number): { readonly at: number; readonly length: number } | null {
    let first: { readonly at: number; readonly length: number } | null = null;
    for (const needle of this.#needles) {
      const at = bytes.indexOf(needle, from);
      if (at !== -1 && (first === null || at < first.at)) first = { at, length: needle.length };
    }
    return first;
  }

  /** The first place in [from, before] from which the rest of the bytes is the beginning of a secret; the length where there is none. */
  #undecidedFrom(bytes: Buffer, from: number, before: number): number {
    const longest = (this.#needles[0]?.length ?? 1) - 1;
    for (let start = Math.max(from, bytes.length - longest); start <= before && start < bytes.length; start += 1) {
      const rest = bytes.length - start;
      for (const needle of this.#needles) {
        if (needle.length > rest && bytes.compare(needle, 0, rest, start) === 0) return start;
      }
    }
    return before === bytes.length ? bytes.length : Infinity;
  }
}
