import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ledgerConforms } from '../engine/testing/ledgerConformance.ts';
import { SqliteLedger } from './sqliteLedger.ts';
import { temporaryFolder } from './testing/launches.ts';

ledgerConforms('SqliteLedger', () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'ledger.sqlite3');
  let ledger = new SqliteLedger(path);
  return {
    ledger,
    reopen: () => {
      ledger.close();
      ledger = new SqliteLedger(path);
      return ledger;
    },
    remove: () => {
      ledger.close();
      folder.remove();
    },
  };
});

it('a ledger of version 1 is brought to the present one, and tells of runs what it knew', () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'ledger.sqlite3');
  copyFileSync(join(import.meta.dirname, 'fixtures/ledger/version-1.sqlite3'), path);
  const before = new SqliteLedger(path);
  const runs = before.runs(null, { limit: 100 });
  expect(runs.length).toBeGreaterThan(0);
  expect(runs.every((run) => !('cpuMs' in run) && !('peakMemory' in run))).toBe(true);
  const [newest] = runs;
  before.commit([{ kind: 'run', entry: { ...newest!, cpuMs: 40, peakMemory: 4096 } }]);
  before.close();
  const again = new SqliteLedger(path);
  expect(again.run(newest!.run)).toEqual({ ...newest!, cpuMs: 40, peakMemory: 4096 });
  expect(again.runs(null, { limit: 100 })).toHaveLength(runs.length);
  again.close();
  folder.remove();
});
