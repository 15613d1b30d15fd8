import type { Instant } from '../../core/time/instant.ts';
import { BIN_MS } from '../../engine/fateBins.ts';
import type { LedgerReads } from './reads.ts';
import type { SqliteFile, Value } from './sqliteFile.ts';

/** Rows removed in one transaction: a first pruning of years does not hold the engine up in one piece. */
const STRIDE = 5000;

/** Removes history before `before`; what must stay is said at `Ledger.prune`. */
export function prune(file: SqliteFile, reads: LedgerReads, before: Instant): void {
  // Ids only grow, also where the newest entries go.
  const nextId = reads.nextId();
  file.transaction(() => {
    file.run(`INSERT OR REPLACE INTO meta VALUES ('nextId', ?)`, [nextId]);
    const countsFrom = Math.floor(before / BIN_MS.hour) * BIN_MS.hour;
    file.run(`INSERT OR REPLACE INTO meta VALUES ('countsFrom', ?)`, [countsFrom]);
  });
  for (const { job } of file.all('SELECT id AS job FROM jobs')) {
    removeAll(
      file,
      'due',
      `job = ? AND due < ? AND last < ? AND counted > 0
       AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.run = due.run AND r.outcome IS NULL)`,
      [job ?? null, before, before],
    );
    removeAll(
      file,
      'runs',
      `job = ? AND started_or_never < ? AND outcome IS NOT NULL AND ended < ?
       AND id NOT IN (SELECT last FROM newest_runs UNION SELECT succeeded FROM newest_runs WHERE succeeded IS NOT NULL)`,
      [job ?? null, before, before],
    );
  }
  removeAll(file, 'machine', '"to" < ? AND id < (SELECT max(id) FROM machine)', [before]);
  removeAll(file, 'clock', '"to" < ?', [before]);
  removeAll(file, 'wishes', 'at < ?', [before]);
  removeAll(file, 'incidents', 'closed IS NOT NULL AND closed < ?', [before]);
  removeAll(
    file,
    'notices',
    `at < ? AND NOT EXISTS (SELECT 1 FROM incidents i WHERE i.id = notices.incident AND i.closed IS NULL)`,
    [before],
  );
  file.transaction(() => {
    for (const { job } of file.all('SELECT id AS job FROM jobs')) {
      for (const bin of ['hour', 'day'] as const) {
        file.run('DELETE FROM counts WHERE job = ? AND bin = ? AND start <= ?', [
          job ?? null,
          bin,
          before - BIN_MS[bin],
        ]);
      }
    }
  });
}

function removeAll(file: SqliteFile, table: string, where: string, values: readonly Value[]): void {
  for (;;) {
    const removed = file.transaction(() => {
      file.run(
        `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE ${where} LIMIT ${String(STRIDE)})`,
        values,
      );
      return Number(file.one('SELECT changes() AS removed')?.['removed'] ?? 0);
    });
    if (removed < STRIDE) return;
  }
}
