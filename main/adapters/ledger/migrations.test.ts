import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { instant } from '../../core/time/instant.ts';
import { SqliteLedger } from '../sqliteLedger.ts';
import { FROZEN, FROZEN_STATE } from '../testing/frozenLedger.ts';
import { temporaryFolder } from '../testing/launches.ts';
import { MIGRATIONS } from './migrations.ts';
import { SCHEMA_VERSION } from './schema.ts';
import { SqliteFile } from './sqliteFile.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/ledger');

let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const schemaOf = (path: string): unknown => {
  const file = new SqliteFile(path);
  const schema = file.all('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name');
  file.close();
  // A column that was added stands on a line of its own.
  const plain = (sql: unknown): string =>
    String(sql)
      .replace(/\s+/g, ' ')
      .replace(/ ?([,()]) ?/g, '$1');
  return schema.map(({ type, name, sql }) => ({ type, name, sql: plain(sql) }));
};

it('has one step for every version after the first, in order', () => {
  expect(MIGRATIONS.map(({ to }) => to)).toEqual(Array.from({ length: SCHEMA_VERSION - 1 }, (_, index) => index + 2));
});

it('has a frozen ledger of every version', () => {
  const wanted = Array.from({ length: SCHEMA_VERSION }, (_, index) => `version-${String(index + 1)}.sqlite3`);
  expect(readdirSync(FIXTURES).sort()).toEqual(wanted);
});

it.each(readdirSync(FIXTURES))('opens %s with everything that is in it, in the shape of a new one', (name) => {
  const path = join(folder.path, 'old.sqlite3');
  copyFileSync(join(FIXTURES, name), path);
  const ledger = new SqliteLedger(path);
  expect([...ledger.everything()]).toEqual(FROZEN);
  const open = ledger.open();
  expect(Object.fromEntries(open.state)).toEqual(FROZEN_STATE);
  expect(open.nextId).toBe(9);
  expect(open.lastRuns.get('ingest')?.last.run).toBe('0001-ingest');
  expect(ledger.fateCounts('ingest', 'day', instant(0), instant(1e13))).toMatchObject([{ coalesced: 4, failed: 1 }]);
  ledger.close();
  const fresh = join(folder.path, 'new.sqlite3');
  new SqliteLedger(fresh).close();
  expect(schemaOf(path)).toEqual(schemaOf(fresh));
});
