import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Instant } from '../core/time/instant.ts';
import { writeDurably } from './durableFile.ts';
import { AttemptPlaces } from './output/attemptPlaces.ts';
import {
  decodePieces,
  OutputReader,
  type OutputPiece,
  type OutputStretch,
  type TextPiece,
} from './output/outputReader.ts';
import { LineSearch, type Match } from './output/search.ts';
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

/** Bytes read at once where all of an output is gone through: others get their turn in between. */
const STRETCH = 1 << 20;

/** Decoded output: the shape of `OutputChunk` in the contract. */
export interface OutputText {
  readonly pieces: readonly (TextPiece & { readonly attempt: number })[];
  readonly next: number;
  readonly total: number;
  readonly omitted: number | null;
  readonly end: boolean;
}

/** What is read of an output. */
export interface Wanted {
  readonly from: number;
  readonly limit: number;
  /** Null: of all attempts. */
  readonly attempt: number | null;
  /** The run is over, so that half a character at the end is all there will be. */
  readonly ended: boolean;
}

/** What is known of a run's folder: its reader, and where attempts begin. */
interface Known {
  readonly reader: OutputReader;
  readonly places: AttemptPlaces;
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
  readonly #readers = new Map<string, Known>();

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
    return this.#knownOf(run)?.reader.read(from, limit) ?? NOTHING;
  }

  /** The same as text, of one attempt where it is named. */
  readText(run: string, { from, limit, attempt, ended }: Wanted): OutputText {
    const known = this.#knownOf(run);
    if (known === null) return { ...NOTHING, pieces: [], end: ended };
    const { reader, places } = known;
    const within = places.rangeOf(attempt);
    const { pieces, next, total, omitted } = reader.read(from, limit, within);
    // A later attempt has begun: no more of this one comes.
    const over = ended || within.to !== Infinity;
    const decoded = decodePieces(pieces, over && next >= total);
    const attemptAt = places.lookup();
    return {
      pieces: decoded.pieces.map((piece) => ({ ...piece, attempt: attemptAt(piece.offset) })),
      next: next - decoded.heldBack,
      total: attempt === null ? total : total - Math.min(within.from, total),
      omitted,
      end: over && next - decoded.heldBack >= total,
    };
  }

  /** The lines that hold a text, at most `limit`, oldest first; `more` where there are further ones. Others get their turn meanwhile. */
  async search(
    run: string,
    wanted: {
      readonly text: string;
      readonly matchCase: boolean;
      readonly attempt: number | null;
      readonly limit: number;
    },
  ): Promise<{ readonly matches: readonly (Match & { readonly attempt: number })[]; readonly more: boolean }> {
    const search = new LineSearch(wanted.text, wanted.matchCase);
    for (const stretch of this.#stretches(run, wanted.attempt)) {
      for (const { piece, gap } of stretch) {
        if (gap > 0) search.end();
        search.push(piece);
      }
      if (search.found.length > wanted.limit) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    search.end();
    const attemptAt = this.#knownOf(run)?.places.lookup() ?? (() => 1);
    const matches = search.found
      .slice(0, wanted.limit)
      .map((match) => ({ ...match, attempt: attemptAt(match.place) }))
      .sort((a, b) => a.place - b.place);
    return { matches, more: search.found.length > wanted.limit };
  }

  /**
   * All that is kept of a run by now, or of one attempt of it, byte for byte as it was printed, both streams in order; where the middle was
   * left out a line says so. Null where nothing is kept. `size` is what it comes to while nothing is added to it.
   */
  file(run: string, attempt: number | null): { readonly size: number; readonly pieces: Iterable<Buffer> } | null {
    const known = this.#knownOf(run);
    if (known === null) return null;
    const { total, omitted } = known.reader.read(0, 0, known.places.rangeOf(attempt));
    const printed = total - Math.min(known.places.rangeOf(attempt).from, total);
    const size = printed - (omitted ?? 0) + (omitted === null ? 0 : leftOut(omitted).length);
    const stretches = this.#stretches(run, attempt);
    function* pieces(): Generator<Buffer> {
      for (const stretch of stretches) {
        for (const { piece, gap } of stretch) {
          if (gap > 0) yield leftOut(gap);
          yield piece.bytes;
        }
      }
    }
    return { size, pieces: pieces() };
  }

  /** All that is kept by now, a stretch at a time; `gap`: bytes left out before a piece. */
  *#stretches(run: string, attempt: number | null): Generator<{ readonly piece: OutputPiece; readonly gap: number }[]> {
    const known = this.#knownOf(run);
    if (known === null) return;
    const within = known.places.rangeOf(attempt);
    const { total } = known.reader.read(0, 0, within);
    let expected = Math.min(within.from, total);
    for (let from = expected; from < total;) {
      const { pieces, next } = known.reader.read(from, Math.min(STRETCH, total - from), { ...within, to: total });
      if (next <= from) return;
      from = next;
      yield pieces.map((piece) => {
        const gap = piece.offset - expected;
        expected = piece.offset + piece.bytes.length;
        return { piece, gap };
      });
    }
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

  #knownOf(run: string): Known | null {
    const folder = this.find(run);
    if (folder === null) return null;
    const known = this.#readers.get(folder) ?? {
      reader: new OutputReader(folder),
      places: new AttemptPlaces(folder),
    };
    this.#readers.delete(folder);
    this.#readers.set(folder, known);
    const oldest = this.#readers.keys().next();
    if (this.#readers.size > READERS && oldest.done !== true) this.#readers.delete(oldest.value);
    return known;
  }
}

const NOTHING: OutputStretch = { pieces: [], next: 0, total: 0, omitted: null };

/** What stands where the middle of an output was left out. */
const leftOut = (bytes: number): Buffer => Buffer.from(`\n— ${String(bytes)} bytes were left out here —\n`);

const isOver = (day: string, before: Instant): boolean => Date.parse(`${day}T00:00:00Z`) + DAY_MS <= before;

const exists = (folder: string): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
