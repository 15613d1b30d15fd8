import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type * as Sqlite from 'node-sqlite3-wasm';
import type { Database, Statement } from 'node-sqlite3-wasm';
import { syncFolder } from '../durableFile.ts';
import { nameSqliteError } from './sqliteErrors.ts';

/**
 * Loads SQLite compiled by V8's baseline compiler alone. Optimising its one big function takes 25 to 40 MiB that are never given back, and
 * makes a commit of thousands of entries a third faster and a usual one not at all (bench/engine). V8 asks when the module is loaded, so
 * it is not imported.
 */
function loadSqlite(): typeof Sqlite {
  setFlagsFromString('--liftoff-only');
  return createRequire(import.meta.url)('node-sqlite3-wasm') as typeof Sqlite;
}

let loaded: typeof Sqlite | null = null;

/** A value of a column or parameter. */
export type Value = number | bigint | string | Uint8Array | null;

/** A row as SQLite gives it, by column name. */
export type Row = Readonly<Record<string, Value>>;

/** The marker that node-sqlite3-wasm makes while a file is in use; a process that is killed leaves it behind. */
export const lockOf = (path: string): string => `${path}.lock`;

/** Removes the marker a killed process left. Only for the holder of the single-instance lock. */
export function removeStaleLock(path: string): void {
  rmSync(lockOf(path), { recursive: true, force: true });
}

/** SQLite text ends at the first NUL: a picture of it is kept instead of losing what follows. */
const bindable = (value: Value): Value =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\u2400') : value;

/**
 * One SQLite file, used by this process alone, with its statements prepared once.
 * Invariants: 1. write-ahead log in exclusive mode, every commit on the disk before it returns; 2. no statement stays open between
 * two calls (an open reader would keep the log from being folded back); 3. every error is a `LedgerError`.
 */
export class SqliteFile {
  readonly path: string;
  readonly #database: Database;
  readonly #statements = new Map<string, Statement>();
  #inTransaction = false;

  constructor(path: string) {
    this.path = path;
    let database: Database | null = null;
    try {
      loaded ??= loadSqlite();
      database = new loaded.Database(path);
      // Exclusive before the log is touched: only so does SQLite keep the log's index in memory of its own.
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      database.exec('PRAGMA journal_mode = WAL');
      database.exec('PRAGMA synchronous = FULL');
      database.exec('PRAGMA cache_size = -8000');
      database.exec('PRAGMA temp_store = MEMORY');
      database.all('SELECT count(*) FROM sqlite_schema');
    } catch (error) {
      const named = nameSqliteError(error, path);
      try {
        database?.close();
      } catch {
        // The first error is the one to tell: a file that did not open cannot close properly either.
      }
      throw named;
    }
    this.#database = database;
    syncFolder(dirname(path));
  }

  /** All rows of a query. */
  all(sql: string, values: readonly Value[] = []): Row[] {
    return this.#guarded(sql, (statement) => statement.all(values.map(bindable)) as Row[]);
  }

  /** The first row, read to the end of the statement: write queries so that there is at most one. */
  one(sql: string, values: readonly Value[] = []): Row | null {
    return this.all(sql, values)[0] ?? null;
  }

  /** Runs one statement that gives no rows. */
  run(sql: string, values: readonly Value[] = []): void {
    this.#guarded(sql, (statement) => {
      statement.run(values.map(bindable));
    });
  }

  /** Runs statements that take no values and are not kept. */
  exec(sql: string): void {
    try {
      this.#database.exec(sql);
    } catch (error) {
      throw nameSqliteError(error, this.path);
    }
  }

  /** Runs `work` as one transaction: whole on the disk when it returns, absent when it throws. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) throw nameSqliteError(new Error('a transaction within a transaction'), this.path);
    this.run('BEGIN IMMEDIATE');
    this.#inTransaction = true;
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      // A failed write may have rolled back by itself.
      if (this.#database.inTransaction) this.exec('ROLLBACK');
      throw nameSqliteError(error, this.path);
    } finally {
      this.#inTransaction = false;
    }
  }

  /** Folds the log back into the file and closes it. */
  close(): void {
    if (!this.#database.isOpen) return;
    this.#forgetStatements();
    try {
      this.#database.close();
    } catch (error) {
      throw nameSqliteError(error, this.path);
    }
  }

  #guarded<T>(sql: string, use: (statement: Statement) => T): T {
    try {
      let statement = this.#statements.get(sql);
      if (statement === undefined) {
        statement = this.#database.prepare(sql);
        this.#statements.set(sql, statement);
      }
      return use(statement);
    } catch (error) {
      // A statement that failed would refuse its next use: prepare it again then.
      const failed = this.#statements.get(sql);
      this.#statements.delete(sql);
      if (failed !== undefined) finalizeQuietly(failed);
      throw nameSqliteError(error, this.path);
    }
  }

  #forgetStatements(): void {
    for (const statement of this.#statements.values()) finalizeQuietly(statement);
    this.#statements.clear();
  }
}

function finalizeQuietly(statement: Statement): void {
  try {
    statement.finalize();
  } catch {
    // Finalizing tells the error of the last step once more; it was thrown there.
  }
}
