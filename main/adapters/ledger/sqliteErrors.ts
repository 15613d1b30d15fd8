import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LedgerError } from '../../engine/ledger.ts';

/** More than any transaction of ours writes, so that a disk that is nearly full is called full. */
const PROBE_BYTES = 1 << 20;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * Why nothing can be written into a folder, found by trying: SQLite's file layer says "disk I/O error" for a full disk, a read-only
 * one and a broken one alike. Null where writing works.
 */
export function whyNotWritable(folder: string): LedgerError['kind'] | null {
  const probe = join(folder, `.wakeful-probe-${String(process.pid)}`);
  let file: number | null = null;
  try {
    file = openSync(probe, 'w', 0o600);
    let left = PROBE_BYTES;
    const zeros = Buffer.alloc(1 << 16);
    while (left > 0) left -= writeSync(file, zeros);
    fsyncSync(file);
    return null;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return 'readOnly';
    return 'other';
  } finally {
    if (file !== null) closeSync(file);
    rmSync(probe, { force: true });
  }
}

/** What each kind means to a person. */
const texts: Record<LedgerError['kind'], string> = {
  locked: 'The ledger is in use by another program.',
  damaged: 'The ledger is damaged and cannot be read.',
  full: 'The disk is full: the ledger cannot be written.',
  readOnly: 'The ledger cannot be written: its folder is read-only.',
  newer: 'The ledger was written by a newer version of Wakeful.',
  other: 'The ledger cannot be read or written.',
};

/** Makes a `LedgerError` with the text for its kind, the file and what the cause said. */
export function ledgerError(kind: LedgerError['kind'], path: string, cause?: unknown): LedgerError {
  const said = cause instanceof Error ? ` (${cause.message})` : '';
  return new LedgerError(kind, `${texts[kind]} ${path}${said}`, { cause });
}

/** Names what SQLite complained about. SQLite's messages are part of its documented interface (`sqlite3_errstr`). */
export function nameSqliteError(error: unknown, path: string): LedgerError {
  if (error instanceof LedgerError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/is locked/.test(message)) return ledgerError('locked', path, error);
  if (/malformed|not a database|corrupt/.test(message)) return ledgerError('damaged', path, error);
  if (/is full/.test(message)) return ledgerError('full', path, error);
  if (/readonly/.test(message)) return ledgerError('readOnly', path, error);
  if (/I\/O error|unable to open|Could not open/.test(message)) {
    return ledgerError(whyNotWritable(dirname(path)) ?? 'other', path, error);
  }
  return ledgerError('other', path, error);
}
