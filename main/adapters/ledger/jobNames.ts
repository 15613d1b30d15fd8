import type { SqliteFile } from './sqliteFile.ts';

/** What is kept of a job beside its entries. */
interface KnownJob {
  readonly key: number;
  /** Longest `last - due` among its spans, milliseconds. */
  longestSpan: number;
  /** Longest `ended - started` among its runs, milliseconds. */
  longestRun: number;
}

/** Job names as numbers: rows of a million due moments do not repeat the name. Read when first asked for, then remembered. */
export class JobNames {
  readonly #file: SqliteFile;
  readonly #known = new Map<string, KnownJob>();

  constructor(file: SqliteFile) {
    this.#file = file;
  }

  /** The job's number and longest span; null where the ledger has nothing of it. */
  find(name: string): Readonly<KnownJob> | null {
    return this.#lookUp(name);
  }

  /** The job's number, made where it is new. Within a transaction only. */
  keyOf(name: string): number {
    const known = this.#lookUp(name);
    if (known !== null) return known.key;
    this.#file.run('INSERT INTO jobs (name) VALUES (?)', [name]);
    const made = this.#lookUp(name);
    if (made === null) throw new Error(`The job ${name} was inserted and is not there.`);
    return made.key;
  }

  /** Keeps the longest span. Within a transaction only. */
  noteSpan(name: string, length: number): void {
    const known = this.#lookUp(name);
    if (known === null || length <= known.longestSpan) return;
    this.#file.run('UPDATE jobs SET longest_span = ? WHERE id = ?', [length, known.key]);
    known.longestSpan = length;
  }

  /** Keeps the longest run. Within a transaction only. */
  noteRun(name: string, length: number): void {
    const known = this.#lookUp(name);
    if (known === null || length <= known.longestRun) return;
    this.#file.run('UPDATE jobs SET longest_run = ? WHERE id = ?', [length, known.key]);
    known.longestRun = length;
  }

  /** After a transaction that did not happen: what was remembered may not be in the file. */
  forget(): void {
    this.#known.clear();
  }

  #lookUp(name: string): KnownJob | null {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const row = this.#file.one('SELECT id, longest_span, longest_run FROM jobs WHERE name = ?', [name]);
    if (row === null) return null;
    const found = {
      key: Number(row['id']),
      longestSpan: Number(row['longest_span']),
      longestRun: Number(row['longest_run']),
    };
    this.#known.set(name, found);
    return found;
  }
}
