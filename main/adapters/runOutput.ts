import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Instant } from '../core/time/instant.ts';
import { writeDurably } from './durableFile.ts';
import { decodePieces, OutputReader, type OutputStretch, type TextPiece } from './output/outputReader.ts';
import { segmentsOf } from './output/segments.ts';

/** Readers kept for runs that are being followed. */
const READERS = 8;
const compress = promisify(gzip);

/** Marks a day whose output is all compressed. */
const COMPRESSED = '.compressed';
const DAY_MS = 86_400_000;
const DAY_FOLDER = /^\d{4}-\d{2}-\d{2}$/;

/** Bytes first looked at for the last lines; doubled until there are enough. */
const TAIL_BYTES = 16_384;

/** Decoded output: the shape of `OutputChunk` in the contract, without what only the ledger knows. */
export interface OutputText {
  readonly pieces: readonly TextPiece[];
  readonly next: number;
  readonly total: number;
  readonly omitted: number | null;
}

/** A run's folder is named after it; what file systems do not take in a name is written as %XX. */
const folderName = (run: string): string =>
  Array.from(Buffer.from(run), (byte, index) => {
    const letter = String.fromCharCode(byte);
    const plain = /[A-Za-z0-9_-]/.test(letter) || (letter === '.' && index > 0);
    return plain ? letter : `%${byte.toString(16).padStart(2, '0')}`;
  }).join('');

const dayName = (at: Instant): string => new Date(at).toISOString().slice(0, 10);

/**
 * The output of all runs: one folder a run, gathered by the UTC day on which it began, so that what is old is found without looking at
 * everything.
 */
export class RunOutputs {
  readonly #root: string;
  readonly #folders = new Map<string, string>();
  readonly #readers = new Map<string, OutputReader>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The folder of a run, made if it is new: for the one who starts it. */
  folderFor(run: string, now: Instant): string {
    const found = this.find(run);
    if (found !== null) return found;
    const folder = join(this.#root, dayName(now), folderName(run));
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch {
      // A full disk: the run goes on without its output, and its report says so.
    }
    this.#folders.set(run, folder);
    return folder;
  }

  /** The folder of a run; null where there is none (any more). */
  find(run: string): string | null {
    const known = this.#folders.get(run);
    if (known !== undefined && exists(known)) return known;
    const name = folderName(run);
    // Newest first: what is asked for is mostly young.
    for (const day of this.#days().reverse()) {
      const folder = join(this.#root, day, name);
      if (!exists(folder)) continue;
      if (this.#folders.size > 1000) this.#folders.clear();
      this.#folders.set(run, folder);
      return folder;
    }
    return null;
  }

  /** At most `limit` bytes from `from` (negative: from the end); empty where nothing is kept. See `OutputReader.read`. */
  read(run: string, from: number, limit: number): OutputStretch {
    const folder = this.find(run);
    if (folder === null) return { pieces: [], next: 0, total: 0, omitted: null };
    return this.#readerOf(folder).read(from, limit);
  }

  /** The same as text. `ended`: the run is over, so that half a character at the end is all there will be. */
  readText(run: string, from: number, limit: number, ended: boolean): OutputText {
    const { pieces, next, total, omitted } = this.read(run, from, limit);
    const decoded = decodePieces(pieces, ended && next >= total);
    return { pieces: decoded.pieces, next: next - decoded.heldBack, total, omitted };
  }

  /** The last `lines` lines of both streams together, as a terminal would show them: of a line drawn over only the last state. */
  tail(run: string, lines: number): readonly string[] {
    for (let bytes = TAIL_BYTES; ; bytes *= 2) {
      const { pieces, total } = this.read(run, -bytes, bytes);
      const text = decodePieces(pieces, true)
        .pieces.map((piece) => piece.text)
        .join('');
      const all = text.replace(/\r?\n$/, '').split(/\r?\n/);
      if (all.length <= lines && bytes < total) continue;
      const shown = all.map((line) => line.slice(line.replace(/\r+$/, '').lastIndexOf('\r') + 1).replace(/\r+$/, ''));
      return text === '' ? [] : shown.slice(-lines);
    }
  }

  /**
   * Compresses the output of runs that began on days that were over before that instant, a file at a time and in the background; a day
   * that is done is not looked at again. Resolves with the number of files.
   */
  async compressBefore(before: Instant): Promise<number> {
    let count = 0;
    for (const day of this.#days()) {
      const done = join(this.#root, day, COMPRESSED);
      if (!isOver(day, before) || existsSync(done)) continue;
      for (const name of readdirSync(join(this.#root, day))) {
        const folder = join(this.#root, day, name);
        for (const { path, compressed } of segmentsOf(folder)) {
          if (compressed) continue;
          writeDurably(`${path}.gz`, await compress(readFileSync(path)));
          rmSync(path);
          count += 1;
        }
        this.#readers.delete(folder);
      }
      writeFileSync(done, '');
    }
    return count;
  }

  /** Removes the output of runs that began on days that were over before that instant. */
  removeBefore(before: Instant): void {
    for (const day of this.#days()) {
      if (!isOver(day, before)) continue;
      rmSync(join(this.#root, day), { recursive: true, force: true });
    }
    this.#folders.clear();
    this.#readers.clear();
  }

  #days(): string[] {
    try {
      return readdirSync(this.#root)
        .filter((name) => DAY_FOLDER.test(name))
        .sort();
    } catch {
      // Nothing has run yet.
      return [];
    }
  }

  #readerOf(folder: string): OutputReader {
    const reader = this.#readers.get(folder) ?? new OutputReader(folder);
    this.#readers.delete(folder);
    this.#readers.set(folder, reader);
    const oldest = this.#readers.keys().next();
    if (this.#readers.size > READERS && oldest.done !== true) this.#readers.delete(oldest.value);
    return reader;
  }
}

const isOver = (day: string, before: Instant): boolean => Date.parse(`${day}T00:00:00Z`) + DAY_MS <= before;

const exists = (folder: string): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
