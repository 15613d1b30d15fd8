import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { Fate, Standing } from '../core/fate.ts';
import type { Instant } from '../core/time/instant.ts';
import type {
  Change,
  ClockStep,
  DueEntry,
  FateCounts,
  Incident,
  Ledger,
  MachineSpan,
  Notice,
  OpenState,
  Page,
  RunEntry,
  RunGist,
  Wish,
} from '../engine/ledger.ts';
import { JobNames } from './ledger/jobNames.ts';
import { stepsFrom } from './ledger/migrations.ts';
import { prune } from './ledger/pruning.ts';
import { LedgerReads } from './ledger/reads.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from './ledger/schema.ts';
import { ledgerError } from './ledger/sqliteErrors.ts';
import { SqliteFile } from './ledger/sqliteFile.ts';
import { LedgerWrites } from './ledger/writes.ts';

/** Bytes of an SQLite file that say what it is: its header, and that of the page which lists its tables (https://sqlite.org/fileformat.html). */
const HEADER_BYTES = 108;
const MAGIC = 'SQLite format 3\0';

/**
 * The ledger in one SQLite file. For one process at a time: the caller holds the single-instance lock.
 * Opening throws `LedgerError`: `newer` without having touched the file, `damaged` where it is no ledger or its pages do not fit
 * together, `locked`, `full`, `readOnly`. What to do about each is decided in `openLedger`.
 */
export class SqliteLedger implements Ledger {
  readonly #file: SqliteFile;
  readonly #reads: LedgerReads;
  readonly #writes: LedgerWrites;

  constructor(path: string) {
    refuseForeign(path);
    this.#file = new SqliteFile(path);
    try {
      bringUpToDate(this.#file);
    } catch (error) {
      this.#file.close();
      throw error;
    }
    const names = new JobNames(this.#file);
    this.#reads = new LedgerReads(this.#file, names);
    this.#writes = new LedgerWrites(this.#file, names);
  }

  open(): OpenState {
    return this.#reads.openState();
  }

  commit(changes: readonly Change[]): void {
    if (changes.length > 0) this.#writes.commit(changes);
  }

  dueEntries(job: string, page: Page & { readonly fates?: readonly (Fate | Standing)[] }): readonly DueEntry[] {
    return this.#reads.dueEntries(job, page);
  }

  dueEntryAt(job: string, at: Instant): DueEntry | null {
    return this.#reads.dueEntryAt(job, at);
  }

  dueBetween(jobs: readonly string[], from: Instant, to: Instant, limit: number): readonly DueEntry[] {
    return this.#reads.dueBetween(jobs, from, to, limit);
  }

  run(run: string): RunEntry | null {
    return this.#reads.run(run);
  }

  runs(job: string | null, page: Page): readonly RunEntry[] {
    return this.#reads.runs(job, page);
  }

  newestRuns(job: string, limit: number): readonly RunGist[] {
    return this.#reads.newestRuns(job, limit);
  }

  runsBetween(jobs: readonly string[], from: Instant, to: Instant, limit: number): readonly RunEntry[] {
    return this.#reads.runsBetween(jobs, from, to, limit);
  }

  machineBetween(from: Instant, to: Instant): readonly MachineSpan[] {
    return this.#reads.machineBetween(from, to);
  }

  clockSteps(from: Instant, to: Instant): readonly ClockStep[] {
    return this.#reads.clockSteps(from, to);
  }

  fateCounts(job: string, bin: 'hour' | 'day', from: Instant, to: Instant): readonly FateCounts[] {
    return this.#reads.fateCounts(job, bin, from, to);
  }

  incidents(page: Page & { readonly job?: string; readonly open?: boolean }): readonly Incident[] {
    return this.#reads.incidents(page);
  }

  fateColumns(job: string, bin: number, offset: number, from: Instant, to: Instant): readonly FateCounts[] {
    return this.#reads.fateColumns(job, { bin, offset, from, to });
  }

  fateSums(from: Instant, to: Instant): ReadonlyMap<string, Omit<FateCounts, 'from'>> {
    return this.#reads.fateSums(from, to);
  }

  incidentsBetween(job: string, from: Instant, to: Instant): readonly Incident[] {
    return this.#reads.incidentsBetween(job, from, to);
  }

  notices(page: Page): readonly Notice[] {
    return this.#reads.notices(page);
  }

  wishes(job: string | null, page: Page): readonly Wish[] {
    return this.#reads.wishes(job, page);
  }

  prune(before: Instant): void {
    try {
      prune(this.#file, this.#reads, before);
    } finally {
      this.#writes.forget();
    }
  }

  everything(): Iterable<Exclude<Change, { kind: 'state' }>> {
    return this.#reads.everything();
  }

  close(): void {
    this.#file.close();
  }
}

/** Looks at the first bytes alone, so that a file that is not ours or is newer stays as it is. */
function refuseForeign(path: string): void {
  if (!existsSync(path)) return;
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  let read: number;
  try {
    read = readSync(file, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(file);
  }
  // A crash right after the file was made leaves it empty.
  if (read === 0) return;
  if (read < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC) throw ledgerError('damaged', path);
  const version = header.readUInt32BE(60);
  const application = header.readUInt32BE(68);
  if (application !== 0 && application !== APPLICATION_ID) throw ledgerError('damaged', path);
  // Ours without its mark was cut off while it was made, and has no tables in the file yet.
  const hasTables = header.readUInt8(100) !== 13 || header.readUInt16BE(103) > 0;
  if (application === 0 && hasTables) throw ledgerError('damaged', path);
  if (version > SCHEMA_VERSION) throw ledgerError('newer', path);
}

function bringUpToDate(file: SqliteFile): void {
  const version = Number(file.one('PRAGMA user_version')?.['user_version'] ?? 0);
  if (version === SCHEMA_VERSION) return;
  if (version > SCHEMA_VERSION) throw ledgerError('newer', file.path);
  if (version === 0 && file.all('SELECT name FROM sqlite_schema LIMIT 1').length > 0) {
    throw ledgerError('damaged', file.path);
  }
  file.transaction(() => {
    for (const sql of stepsFrom(version)) file.exec(sql);
    file.exec(`PRAGMA application_id = ${String(APPLICATION_ID)}`);
    file.exec(`PRAGMA user_version = ${String(SCHEMA_VERSION)}`);
  });
  // Into the file itself: an older Wakeful looks at its first bytes to see that it may not touch it.
  file.all('PRAGMA wal_checkpoint(TRUNCATE)');
}
