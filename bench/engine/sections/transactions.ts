import { measured } from '../processes.ts';
import { ms, table } from '../tables.ts';

type Kind = 'own' | 'log' | 'journal' | 'bare';

const NAMES: readonly (readonly [Kind, string])[] = [
  ['own', 'the ledger: start or end of a run, with its counters'],
  ['log', 'four rows into SQLite, write-ahead log, exclusive'],
  ['journal', 'four rows into SQLite as it comes'],
  ['bare', 'a page into a file, and the disk asked: the floor'],
];

/** A durable transaction, beside plainer ones in turn with it. */
export function section(): string {
  const found = measured('transactions') as Record<Kind, { wallMs: number; cpuMs: number }>;
  const rows = NAMES.map(([kind, name]) => [
    name,
    ms(found[kind].wallMs),
    ms(Math.max(0, found[kind].wallMs - found.bare.wallMs)),
    ms(found[kind].cpuMs),
  ]);
  return `#### A durable transaction\n\n${table(['median of 1,000, in turn', 'by the clock', 'above the floor', 'processor time'], rows)}`;
}
