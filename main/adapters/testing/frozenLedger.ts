import type { Change } from '../../engine/ledger.ts';
import { instant, type Instant } from '../../core/time/instant.ts';

const at = (minute: number): Instant => instant(Date.UTC(2026, 0, 5, 3, minute));

/** What stands in every frozen ledger of `fixtures/ledger`, whichever version wrote it: one entry of each kind, and state. */
export const FROZEN: readonly Exclude<Change, { kind: 'state' }>[] = [
  {
    kind: 'due',
    entry: {
      id: 1,
      job: 'ingest',
      trigger: 0,
      due: at(5),
      last: at(20),
      count: 4,
      fate: 'coalesced',
      reason: 'asleep',
      facts: { from: at(0), to: at(30) },
      run: '0001-ingest',
      decided: at(30),
      era: 1,
    },
  },
  {
    kind: 'due',
    entry: {
      id: 2,
      job: 'ingest',
      trigger: 0,
      due: at(25),
      count: 1,
      fate: 'caughtUp',
      reason: 'asleep',
      facts: {},
      run: '0001-ingest',
      decided: at(30),
      era: 1,
    },
  },
  {
    kind: 'run',
    entry: {
      run: '0001-ingest',
      id: 3,
      job: 'ingest',
      cause: 'due',
      due: at(25),
      started: at(30),
      ended: at(31),
      outcome: 'failed',
      exitCode: 75,
      signal: null,
      message: 'The source is away.',
      attempts: 2,
      process: { pid: 4711, startedAt: 'boot:1' },
      outputs: { rows: '96' },
      fingerprint: null,
      upstream: { fetch: '0000-fetch' },
      catchUp: true,
      era: 1,
    },
  },
  { kind: 'machine', entry: { id: 4, state: 'asleep', from: at(0), to: at(30), era: 1 } },
  { kind: 'clock', entry: { id: 5, from: at(40), to: at(10), era: 2 } },
  { kind: 'wish', entry: { id: 6, at: at(32), kind: 'pause', job: 'ingest', about: at(59), run: null } },
  {
    kind: 'incident',
    entry: {
      id: 7,
      job: 'ingest',
      kind: 'failing',
      opened: at(31),
      closed: null,
      failures: 1,
      firstRun: '0001-ingest',
      lastRun: '0001-ingest',
    },
  },
  {
    kind: 'notice',
    entry: {
      id: 8,
      at: at(31),
      kind: 'failed',
      job: 'ingest',
      run: '0001-ingest',
      incident: 7,
      title: 'Ingest failed',
      body: 'Exit code 75.',
      read: false,
    },
  },
];

/** The state that stands beside them. */
export const FROZEN_STATE: Readonly<Record<string, unknown>> = { 'watermark/ingest/0': at(25) };
