import type { Stream } from './frames.ts';
import type { OutputPiece } from './outputReader.ts';

/** A line in which something was found. */
export interface Match {
  /** Place of the line's first byte in everything printed. */
  readonly place: number;
  readonly stream: Stream;
  readonly at: number;
  /** As a terminal shows it, without escape sequences; of a long one the part around what was found. */
  readonly line: string;
  readonly start: number;
  readonly length: number;
}

/** A line that is longer is looked through in pieces of this length, which overlap by what is looked for. Bytes. */
const LONGEST_LINE = 1 << 16;
/** Of a long line so much is given, with so much before what was found. Characters. */
const SHOWN = 400;
const SHOWN_BEFORE = 80;

const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** What begins with an escape and is not shown: colours and movements, and what is said to the terminal itself (titles, links). */
const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);
const SEQUENCES = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)|[@-Z\\\\-_])`,
  'g',
);

/** A line of one stream that has not ended yet. */
interface OpenLine {
  readonly place: number;
  readonly at: number;
  bytes: Buffer[];
  length: number;
}

/** Looks for a text in the lines of output as it goes by, each stream by itself; a line drawn over counts in each of its states. */
export class LineSearch {
  readonly #pattern: RegExp;
  readonly #overlap: number;
  readonly #open = new Map<Stream, OpenLine>();
  readonly #found: Match[] = [];
  readonly #passed = new WeakSet<Buffer>();

  constructor(text: string, matchCase: boolean) {
    this.#pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), matchCase ? 'u' : 'iu');
    this.#overlap = Buffer.byteLength(text) * 2;
  }

  /** What was found by now, in the order in which the lines ended. */
  get found(): readonly Match[] {
    return this.#found;
  }

  push({ stream, at, offset, bytes }: OutputPiece): void {
    let from = 0;
    for (;;) {
      if (!this.#open.has(stream)) from = this.#skip(bytes, from);
      const end = lineEnd(bytes, from);
      this.#take(stream, at, offset + from, bytes.subarray(from, end === -1 ? bytes.length : end));
      if (end === -1) return;
      this.#endLine(stream);
      from = end + 1;
    }
  }

  /** The last lines, which no line end ended. */
  end(): void {
    for (const stream of [...this.#open.keys()]) this.#endLine(stream);
  }

  /** At the beginning of a line: whole lines that hold nothing are passed over all at once. */
  #skip(bytes: Buffer, from: number): number {
    const end = Math.max(bytes.lastIndexOf(NEWLINE), bytes.lastIndexOf(RETURN)) + 1;
    if (end <= from || this.#passed.has(bytes)) return from;
    // Looked at once a piece: where something is in it, its lines are gone through one by one.
    this.#passed.add(bytes);
    return this.#pattern.test(bytes.toString('utf8', from, end).replace(SEQUENCES, '')) ? from : end;
  }

  #take(stream: Stream, at: number, place: number, bytes: Buffer): void {
    if (bytes.length === 0) return;
    let line = this.#open.get(stream);
    if (line === undefined) {
      line = { place, at, bytes: [], length: 0 };
      this.#open.set(stream, line);
    }
    line.bytes.push(bytes);
    line.length += bytes.length;
    if (line.length < LONGEST_LINE) return;
    const whole = Buffer.concat(line.bytes);
    if (this.#look(stream, line, whole))
      this.#open.set(stream, { place: place + bytes.length, at, bytes: [], length: 0 });
    else {
      const kept = whole.subarray(-this.#overlap);
      this.#open.set(stream, { place: line.place, at: line.at, bytes: [kept], length: kept.length });
    }
  }

  #endLine(stream: Stream): void {
    const line = this.#open.get(stream);
    if (line === undefined) return;
    this.#open.delete(stream);
    this.#look(stream, line, line.bytes.length === 1 ? (line.bytes[0] ?? Buffer.alloc(0)) : Buffer.concat(line.bytes));
  }

  #look(stream: Stream, { place, at }: OpenLine, bytes: Buffer): boolean {
    const line = bytes.toString('utf8').replace(SEQUENCES, '');
    const hit = this.#pattern.exec(line);
    if (hit === null) return false;
    const from = line.length <= SHOWN ? 0 : Math.max(0, hit.index - SHOWN_BEFORE);
    this.#found.push({
      ...{ place, stream, at, line: line.slice(from, from + SHOWN) },
      ...{ start: hit.index - from, length: Math.min(hit[0].length, SHOWN - (hit.index - from)) },
    });
    return true;
  }
}

function lineEnd(bytes: Buffer, from: number): number {
  const newline = bytes.indexOf(NEWLINE, from);
  const before = newline === -1 ? bytes : bytes.subarray(0, newline);
  const drawnOver = before.indexOf(RETURN, from);
  return drawnOver === -1 ? newline : drawnOver;
}
