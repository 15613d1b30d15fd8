import { SCHEMA, SCHEMA_VERSION } from './schema.ts';

/** One step: what brings a ledger of version `to - 1` to version `to`. Steps that were shipped never change. */
export interface Migration {
  readonly to: number;
  readonly sql: string;
}

/**
 * The steps after version 1, in order. A new version is one entry here, the same change in `schema.ts`, and a frozen file of the
 * version before it in `fixtures/ledger`, on which its test runs.
 */
export const MIGRATIONS: readonly Migration[] = [
  // What a run used: processor time in milliseconds, the most memory in bytes. Pruning asks job by job, and every commit is cheaper
  // without an index of all counters.
  {
    to: 2,
    sql: `ALTER TABLE runs ADD COLUMN cpu_ms INTEGER; ALTER TABLE runs ADD COLUMN peak_memory INTEGER;
      DROP INDEX counts_by_start;`,
  },
];

/** The SQL that brings a ledger of `version` (0: an empty file) to the present one, in order. */
export function stepsFrom(version: number): readonly string[] {
  if (version === 0) return [SCHEMA];
  return MIGRATIONS.filter(({ to }) => to > version && to <= SCHEMA_VERSION).map(({ sql }) => sql);
}
