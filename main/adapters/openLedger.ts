import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../core/problem.ts';
import type { Instant } from '../core/time/instant.ts';
import { LedgerError } from '../engine/ledger.ts';
import { keepAsideName } from './keepAside.ts';
import { removeStaleLock } from './ledger/sqliteFile.ts';
import { SqliteLedger } from './sqliteLedger.ts';

/** Name of the ledger in its folder. */
export const LEDGER_FILE = 'ledger.sqlite3';

/** The ledger, and what happened to the one before it where something did. */
export interface OpenedLedger {
  readonly ledger: SqliteLedger;
  /** Set where a damaged ledger was kept aside and this one began empty; also in the ledger, as a notice. */
  readonly problem: Problem | null;
}

/**
 * Opens the ledger of a folder, making both where they are missing. Only for the holder of the single-instance lock: the marker that a
 * killed process left is removed.
 * A damaged ledger is kept aside under a dated name and a new one begins with that fact recorded (semantics §10.8). Throws
 * `LedgerError` `newer` (nothing was touched), `full` and `readOnly`: there is then no ledger to work with.
 */
export function openLedger(folder: string, now: Instant): OpenedLedger {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, LEDGER_FILE);
  removeStaleLock(path);
  try {
    return { ledger: openWhole(path), problem: null };
  } catch (error) {
    if (!(error instanceof LedgerError) || error.kind !== 'damaged') throw error;
    return beginAnew(path, now, error);
  }
}

/** Opens, and reads what the engine will read first: damage there shows now, while there is still a choice. */
function openWhole(path: string): SqliteLedger {
  const ledger = new SqliteLedger(path);
  try {
    ledger.open();
    return ledger;
  } catch (error) {
    try {
      ledger.close();
    } catch {
      // What is wrong with it was said by the reading; closing a damaged file may fail too.
    }
    throw error;
  }
}

function beginAnew(path: string, now: Instant, cause: LedgerError): OpenedLedger {
  const aside = keepAsideName(path, now);
  removeStaleLock(path);
  for (const ending of ['', '-wal', '-journal']) {
    if (existsSync(path + ending)) renameSync(path + ending, aside + ending);
  }
  const ledger = openWhole(path);
  const message = `The history could not be read and was kept as ${aside}. A new history began.`;
  ledger.commit([
    {
      kind: 'notice',
      entry: {
        id: ledger.open().nextId,
        at: now,
        kind: 'storage',
        job: null,
        run: null,
        incident: null,
        title: 'The history was damaged',
        body: `${message} What SQLite said: ${cause.cause instanceof Error ? cause.cause.message : cause.message}`,
        read: false,
      },
    },
  ]);
  return { ledger, problem: { code: 'ledgerDamaged', message, field: aside } };
}
