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
export const MIGRATIONS: readonly Migration[] = [];

/** The SQL that brings a ledger of `version` (0: an empty file) to the present one, in order. */
export function stepsFrom(version: number): readonly string[] {
  if (version === 0) return [SCHEMA];
  return MIGRATIONS.filter(({ to }) => to > version && to <= SCHEMA_VERSION).map(({ sql }) => sql);
}
