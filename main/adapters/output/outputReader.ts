import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { Stream } from './frames.ts';
import { NO_FRAMES, readCompressedFrames, readFrames, type FoundFrame, type FoundFrames } from './readFrames.ts';
import { halves, segmentsOf, type Segment } from './segments.ts';

/** Bytes of one stream as they came. */
export interface OutputPiece {
  readonly stream: Stream;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Place of its first byte in everything the run printed. */
  readonly offset: number;
  readonly bytes: Buffer;
}

/** A stretch of output. */
export interface OutputStretch {
  readonly pieces: readonly OutputPiece[];
  /** Where to go on reading. */
  readonly next: number;
  /** Where the range ends by now: with everything, the bytes printed so far, kept or not. */
  readonly total: number;
  /** Bytes missing in the middle of the range; null where none are. */
  readonly omitted: number | null;
}

/** A part of everything printed: places from `from` on and before `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export const EVERYTHING: Range = { from: 0, to: Infinity };

/** The kept stretches of a run: what lies between them was left out. */
interface Kept {
  readonly segment: Segment;
  readonly found: FoundFrames;
}

/**
 * Reads the output of one run from its folder, also while it is written. Remembers where frames lie, so that following costs what is
 * new. Not safe against the folder being removed and made again.
 */
export class OutputReader {
  readonly #folder: string;
  readonly #known = new Map<string, FoundFrames>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * At most `limit` bytes from `from` on: a place in everything printed; negative: that many bytes before the end of the range. A place that
   * was left out is answered from the first kept byte after it, one before the range from its beginning.
   */
  read(from: number, limit: number, within: Range = EVERYTHING): OutputStretch {
    const kept = this.#kept();
    const printed = kept.reduce((end, { found }) => Math.max(end, endOf(found)), 0);
    const { head, tail } = halves(kept[0]?.found.limit ?? 0);
    const tailFrom = Math.max(head, printed - tail);
    const low = Math.min(within.from, printed);
    const total = Math.max(low, Math.min(within.to, printed));
    let position = Math.max(low, from < 0 ? total + from : Math.min(from, total));
    const pieces: OutputPiece[] = [];
    let left = limit;
    let omitted = 0;
    let expected = low;
    for (const { segment, found } of kept) {
      const wanted: { readonly frame: FoundFrame; readonly begin: number; readonly end: number }[] = [];
      for (const frame of found.frames) {
        const isHead = frame.offset < head;
        // What of the frame is kept by the rule: all in the head, in the tail only what is within the last half.
        const first = Math.max(low, isHead ? frame.offset : Math.max(frame.offset, tailFrom));
        const end = Math.min(total, frame.offset + frame.length);
        if (end <= first) continue;
        omitted += Math.max(0, first - expected);
        expected = end;
        const begin = Math.max(first, position);
        if (begin >= end || left <= 0) continue;
        const take = Math.min(left, end - begin);
        wanted.push({ frame, begin, end: begin + take });
        left -= take;
        position = begin + take;
      }
      if (wanted.length === 0) continue;
      for (const { frame, begin, bytes } of bytesOf(segment, found, wanted)) {
        pieces.push({ stream: frame.stream, at: frame.at, offset: begin, bytes });
      }
    }
    omitted += Math.max(0, total - expected);
    return { pieces, next: position, total, omitted: omitted === 0 ? null : omitted };
  }

  #kept(): Kept[] {
    const kept: Kept[] = [];
    for (const segment of segmentsOf(this.#folder)) {
      try {
        const known = this.#known.get(segment.path) ?? NO_FRAMES;
        const found = segment.compressed
          ? known === NO_FRAMES
            ? readCompressedFrames(segment.path)
            : known
          : readFrames(segment.path, known);
        this.#known.set(segment.path, found);
        kept.push({ segment, found });
      } catch (error) {
        // A tail file may be dropped by the writer, or compressed, between the listing and here.
        if (!isGone(error)) throw error;
      }
    }
    return kept;
  }
}

const endOf = ({ frames }: FoundFrames): number => {
  const last = frames[frames.length - 1];
  return last === undefined ? 0 : last.offset + last.length;
};

function bytesOf<T extends { readonly frame: FoundFrame; readonly begin: number; readonly end: number }>(
  segment: Segment,
  found: FoundFrames,
  wanted: readonly T[],
): (T & { readonly bytes: Buffer })[] {
  const whole = found.bytes;
  const place = ({ frame, begin }: T): number => frame.position + (begin - frame.offset);
  if (whole !== null) {
    return wanted.map((piece) => ({
      ...piece,
      bytes: whole.subarray(place(piece), place(piece) + piece.end - piece.begin),
    }));
  }
  let file: number;
  try {
    file = openSync(segment.path, 'r');
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
  try {
    return wanted.map((piece) => {
      const bytes = Buffer.alloc(piece.end - piece.begin);
      const read = readSync(file, bytes, 0, bytes.length, place(piece));
      return { ...piece, bytes: bytes.subarray(0, read) };
    });
  } finally {
    closeSync(file);
  }
}

const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A piece as text. */
export interface TextPiece {
  readonly stream: Stream;
  /** Place of its first byte in everything the run printed. */
  readonly offset: number;
  readonly at: number;
  readonly text: string;
}

/**
 * Decodes pieces as UTF-8, each stream by itself, so that a character cut by the border of two pieces is whole. What is not UTF-8
 * becomes U+FFFD. `heldBack`: bytes at the very end that may be the beginning of a character; with `ended` they are decoded as they are.
 */
export function decodePieces(
  pieces: readonly OutputPiece[],
  ended: boolean,
): { readonly pieces: readonly TextPiece[]; readonly heldBack: number } {
  const decoders: Record<Stream, StringDecoder> = {
    out: new StringDecoder('utf8'),
    err: new StringDecoder('utf8'),
    note: new StringDecoder('utf8'),
  };
  const last = pieces[pieces.length - 1];
  const heldBack = ended || last === undefined ? 0 : unfinished(last.bytes);
  const decoded: TextPiece[] = [];
  for (const piece of pieces) {
    const bytes = piece === last && heldBack > 0 ? piece.bytes.subarray(0, -heldBack) : piece.bytes;
    const text = decoders[piece.stream].write(bytes);
    if (text !== '') decoded.push({ stream: piece.stream, offset: piece.offset, at: piece.at, text });
  }
  for (const stream of ['out', 'err', 'note'] as const) {
    const rest = decoders[stream].end();
    if (rest !== '') decoded.push({ stream, offset: last?.offset ?? 0, at: last?.at ?? 0, text: rest });
  }
  return { pieces: decoded, heldBack };
}

/** Bytes at the end that begin a character without ending it; 0 to 3. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? back : 0;
    }
  }
  return 0;
}
