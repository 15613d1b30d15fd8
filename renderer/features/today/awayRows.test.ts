import { expect, it } from 'vitest';
import type { DueView } from '../../../preload/contract.ts';
import { awayRows } from './awayRows.ts';

const due = (change: Partial<DueView>): DueView => ({
  id: 1,
  job: 'ingest',
  trigger: 0,
  due: 1000,
  last: null,
  count: 1,
  fate: 'ran',
  reason: null,
  run: null,
  outcome: null,
  label: 'Ran',
  estimated: false,
  ...change,
});

it('tells a run with everything that it answered for, and leaves out what ran on time', () => {
  const rows = awayRows([
    due({ fate: 'caughtUp', run: 'r1', label: 'Caught up 08:11', outcome: 'succeeded' }),
    due({ fate: 'coalesced', run: 'r1', count: 8, label: '8 coalesced' }),
    due({ fate: 'ran', run: 'r2', outcome: 'succeeded' }),
    due({ fate: 'ran', run: 'r3', outcome: 'failed', label: 'Failed' }),
    due({ fate: 'expired', label: 'Expired, too late' }),
    due({ fate: 'coalesced', run: 'r9', count: 3, label: '3 coalesced' }),
  ]);
  expect(rows.map(({ label }) => label)).toEqual([
    'Caught up 08:11, for 9 due moments',
    'Failed',
    'Expired, too late',
    '3 coalesced',
  ]);
});
