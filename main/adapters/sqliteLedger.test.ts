import { join } from 'node:path';
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
