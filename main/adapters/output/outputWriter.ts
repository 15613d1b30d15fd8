import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, rmSync, unlinkSync, writeSync } from 'node:fs';
import {
  encodeFileHeader,
  FILE_HEADER_BYTES,
  FRAME_HEADER_BYTES,
  putFrameHeader,
  type FrameHeader,
  type Stream,
} from './frames.ts';
import { Gathering } from './gathering.ts';
import { Masking, needlesOf } from './masking.ts';
import { readFrames } from './readFrames.ts';
import { halves, headPath, segmentsOf, tailPath } from './segments.ts';

/** Small pieces are gathered this long, so that a program that prints byte by byte does not cost a frame each. Milliseconds. */
const GATHER_MS = 25;
/** Frames that are written because there is much to write end at a multiple of this: the system keeps whole pages faster than parts. */
const ALIGNED = 1 << 16;
const SMALLEST_SEGMENT = 1 << 16;

/** A file being written. */
interface OpenFile {
  readonly path: string;
  readonly file: number;
  size: number;
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
  /** What is not yet in a frame: bytes of one stream, and when the first of them came. */
  #gathering: Gathering | null = null;
  #gathered: { readonly stream: Stream; readonly at: number } | null = null;
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
    return this.#total + (this.#gathering?.length ?? 0);
  }

  /** The first reason for which output could not be kept; null where all was. */
  get problem(): string | null {
    return this.#problem;
  }

  /** The bytes are the writer's only until it returns. */
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
    this.#writeGathered(this.#gathering?.length ?? 0);
  }

  close(): void {
    for (const stream of ['out', 'err', 'note'] as const) this.endStream(stream);
    this.flush();
    this.#gathering = null;
    for (const open of [this.#headFile, this.#tailFile]) if (open !== null) closeSync(open.file);
    this.#headFile = null;
    this.#tailFile = null;
  }

  #gather(stream: Stream, bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (this.#gathered !== null && this.#gathered.stream !== stream) this.flush();
    const gathering = (this.#gathering ??= new Gathering());
    for (let from = 0; from < bytes.length;) {
      this.#gathered ??= { stream, at: this.#now() };
      from += gathering.take(bytes, from);
      if (gathering.isFull) this.#writeGathered(this.#alignedLength(gathering.length));
    }
    if (gathering.length === 0) return;
    this.#gathered ??= { stream, at: this.#now() };
    this.#timer ??= setTimeout(() => {
      this.flush();
    }, GATHER_MS);
  }

  /** So much of a frame that it ends where a page of its file does. */
  #alignedLength(length: number): number {
    const file = this.#total < this.#head ? this.#headFile : this.#tailFile;
    const over = ((file?.size ?? FILE_HEADER_BYTES) + FRAME_HEADER_BYTES + length) % ALIGNED;
    return length - over;
  }

  /** Writes the first so many of the gathered bytes. */
  #writeGathered(length: number): void {
    const [gathering, gathered] = [this.#gathering, this.#gathered];
    if (gathering === null || gathered === null || length === 0) return;
    for (let done = 0; done < length;) {
      const offset = this.#total;
      const room = offset < this.#head ? this.#head - offset : Infinity;
      const frame = { ...gathered, offset, length: Math.min(room, length - done) };
      try {
        const target = offset < this.#head ? this.#openHead() : this.#openTail(offset);
        // What is before these bytes is written already, or room: there the header goes.
        writeFrame(target, frame, gathering.block, done);
        if (offset >= this.#head) this.#tailBytes += frame.length;
      } catch (error) {
        // The program goes on; the reader shows the hole by the offsets.
        this.#failed(error);
      }
      this.#total += frame.length;
      done += frame.length;
    }
    gathering.drop(length);
    this.#gathered = null;
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
      this.#tailStarts.shift();
      try {
        unlinkSync(tailPath(this.#folder, first));
      } catch {
        // Removed by somebody else already; a reader passes over what is too old in any case.
      }
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

/** Writes a whole frame, whose header goes at a position of `block` and whose bytes are behind that; or nothing of it that counts. */
function writeFrame(target: OpenFile, frame: FrameHeader, block: Buffer, position: number): void {
  putFrameHeader(block, position, frame);
  const length = FRAME_HEADER_BYTES + frame.length;
  try {
    // What a full disk cut short is written on, and fails there.
    for (let written = 0; written < length;) {
      written += writeSync(target.file, block, position + written, length - written, target.size + written);
    }
  } catch (error) {
    ftruncateSync(target.file, target.size);
    throw error;
  }
  target.size += length;
}
