import { MemoryLedger } from '../memoryLedger.ts';
import { ledgerConforms } from './ledgerConformance.ts';

ledgerConforms('MemoryLedger', () => {
  const ledger = new MemoryLedger();
  return { ledger, reopen: () => ledger, remove: () => undefined };
});
