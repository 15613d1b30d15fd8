import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync, writevSync } from 'node:fs';
import {
  encodeFileHeader,
  encodeFrameHeader,
  FILE_HEADER_BYTES,
  FRAME_HEADER_BYTES,
  LONGEST_FRAME,
  type Stream,
} from './frames.ts';
import { Masking, needlesOf } from './masking.ts';
import { readFrames } from './readFrames.ts';
import { halves, headPath, segmentsOf, tailPath } from './segments.ts';

/** Small pieces are gathered this long, so that a program that prints byte by byte does not cost a frame each. Milliseconds. */
const GATHER_MS = 25;
const SMALLEST_SEGMENT = 1 << 16;

/** A file being written. */
interface OpenFile {
  readonly path: string;
  readonly file: number;
  size: number;
}

/** What is gathered and not yet in a frame: pieces of one stream. */
interface Gathered {
  readonly stream: Stream;
  readonly at: number;
  pieces: Buffer[];
  bytes: number;
}

/**
 * Keeps the output of one run: both streams in the order in which they came, with times, the first and the last half of `limit` bytes.
 * Invariants: 1. what a reader sees is a beginning of what was written, without holes but those it is told of; 2. the disk holds at most
 * the limit and a quarter of its half, plus headers; 3. a write that fails (disk full) loses bytes, never the run: see `problem`.
 */
export class OutputWriter {
  readonly #folder: string;
  readonly #head: number;
  readonly #tail: number;
  readonly #limit: number;
  readonly #now: () => number;
  readonly #masks: Readonly<Record<Stream, Masking>>;
  #total = 0;
  #headFile: OpenFile | null = null;
  #tailFile: OpenFile | null = null;
  #tailStarts: number[] = [];
  #tailBytes = 0;
  #gathered: Gathered | null = null;
  #timer: NodeJS.Timeout | null = null;
  #problem: string | null = null;

  /** Goes on where an earlier attempt of the run left off. `secrets` are never written. */
  constructor(folder: string, limit: number, secrets: readonly string[], now: () => number = Date.now) {
    this.#folder = folder;
    this.#limit = limit;
    const { head, tail } = halves(limit);
    this.#head = head;
    this.#tail = tail;
    this.#now = now;
    const needles = needlesOf(secrets);
    this.#masks = { out: new Masking(needles), err: new Masking(needles), note: new Masking(needles) };
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      this.#goOn();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Bytes printed so far, also those that were not kept. */
  get total(): number {
    return this.#total + (this.#gathered?.bytes ?? 0);
  }

  /** The first reason for which output could not be kept; null where all was. */
  get problem(): string | null {
    return this.#problem;
  }

  write(stream: Stream, chunk: Buffer): void {
    this.#gather(stream, this.#masks[stream].push(chunk));
  }

  /** At the end of a stream: what could have been the beginning of a secret is none. */
  endStream(stream: Stream): void {
    this.#gather(stream, this.#masks[stream].end());
  }

  /** Writes what is gathered, so that readers see it. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const gathered = this.#gathered;
    this.#gathered = null;
    if (gathered === null) return;
    const bytes = gathered.pieces.length === 1 ? gathered.pieces[0] : Buffer.concat(gathered.pieces);
    if (bytes !== undefined) this.#append(gathered.stream, gathered.at, bytes);
  }

  close(): void {
    for (const stream of ['out', 'err', 'note'] as const) this.endStream(stream);
    this.flush();
    for (const open of [this.#headFile, this.#tailFile]) if (open !== null) closeSync(open.file);
    this.#headFile = null;
    this.#tailFile = null;
  }

  #gather(stream: Stream, bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.#gathered !== null && this.#gathered.stream !== stream) this.flush();
    this.#gathered ??= { stream, at: this.#now(), pieces: [], bytes: 0 };
    this.#gathered.pieces.push(bytes);
    this.#gathered.bytes += bytes.length;
    if (this.#gathered.bytes >= LONGEST_FRAME) this.flush();
    else
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, GATHER_MS);
  }

  #append(stream: Stream, at: number, bytes: Buffer): void {
    let from = 0;
    while (from < bytes.length) {
      const offset = this.#total;
      const room = offset < this.#head ? this.#head - offset : Infinity;
      const piece = bytes.subarray(from, from + Math.min(LONGEST_FRAME, room));
      try {
        const target = offset < this.#head ? this.#openHead() : this.#openTail(offset);
        writeFrame(target, encodeFrameHeader({ stream, at, offset, length: piece.length }), piece);
        if (offset >= this.#head) this.#tailBytes += piece.length;
      } catch (error) {
        // The program goes on; the reader shows the hole by the offsets.
        this.#failed(error);
      }
      this.#total += piece.length;
      from += piece.length;
    }
    this.#dropOldTails();
  }

  #failed(error: unknown): void {
    this.#problem ??= `Some output could not be kept: ${error instanceof Error ? error.message : String(error)}`;
  }

  #openHead(): OpenFile {
    this.#headFile ??= openForAppending(headPath(this.#folder), this.#limit);
    return this.#headFile;
  }

  #openTail(offset: number): OpenFile {
    const segment = Math.max(SMALLEST_SEGMENT, Math.ceil(this.#tail / 4));
    if (this.#tailFile === null || this.#tailBytes >= segment) {
      if (this.#tailFile !== null) closeSync(this.#tailFile.file);
      this.#tailFile = null;
      this.#tailFile = openForAppending(tailPath(this.#folder, offset), this.#limit);
      this.#tailStarts.push(offset);
      this.#tailBytes = 0;
    }
    return this.#tailFile;
  }

  /** A tail file goes when all that is to be kept lies in the files after it. */
  #dropOldTails(): void {
    for (;;) {
      const [first, second] = this.#tailStarts;
      if (first === undefined || second === undefined || second > this.#total - this.#tail) return;
      rmSync(tailPath(this.#folder, first), { force: true });
      this.#tailStarts.shift();
    }
  }

  #goOn(): void {
    for (const { path, start, compressed } of segmentsOf(this.#folder)) {
      if (compressed) continue;
      const { frames } = readFrames(path);
      const last = frames[frames.length - 1];
      if (last !== undefined) this.#total = Math.max(this.#total, last.offset + last.length);
      if (path !== headPath(this.#folder)) this.#tailStarts.push(start);
    }
  }
}

/** Opens a file for appending after its last whole frame. */
function openForAppending(path: string, limit: number): OpenFile {
  const isNew = !existsSync(path);
  const size = isNew ? 0 : readFrames(path).end;
  const file = openSync(path, isNew ? 'w' : 'r+', 0o600);
  if (size < FILE_HEADER_BYTES) {
    try {
      writeSync(file, encodeFileHeader(limit), 0, FILE_HEADER_BYTES, 0);
    } catch (error) {
      closeSync(file);
      rmSync(path, { force: true });
      throw error;
    }
    return { path, file, size: FILE_HEADER_BYTES };
  }
  return { path, file, size };
}

/** Writes a whole frame or nothing of it that counts. */
function writeFrame(target: OpenFile, header: Buffer, bytes: Buffer): void {
  const length = FRAME_HEADER_BYTES + bytes.length;
  try {
    // Both at once, without copying them together; what a full disk cut short is written on, and fails there.
    let written = writevSync(target.file, [header, bytes], target.size);
    while (written < length) {
      const rest = written < FRAME_HEADER_BYTES ? header : bytes;
      const from = rest === header ? written : written - FRAME_HEADER_BYTES;
      written += writeSync(target.file, rest, from, rest.length - from, target.size + written);
    }
  } catch (error) {
    ftruncateSync(target.file, target.size);
    throw error;
  }
  target.size += length;
}
