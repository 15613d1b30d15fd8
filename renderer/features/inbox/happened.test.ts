import { expect, it } from 'vitest';
import type { InboxEntry, RunView } from '../../../preload/contract.ts';
import { happened } from './happened.ts';

const run = (ended: number, outcome: RunView['outcome']): RunView => ({
  run: `r${String(ended)}`,
  job: 'mail',
  cause: 'due',
  due: ended - 10,
  started: ended - 10,
  ended,
  outcome,
  exitCode: outcome === 'succeeded' ? 0 : 75,
  signal: null,
  message: null,
  attempts: 1,
  catchUp: false,
  outputs: {},
  text: outcome === 'succeeded' ? 'Succeeded' : 'Failed, exit code 75',
});

const entry = (closed: number | null): InboxEntry => ({
  id: 1,
  at: 1_000_100,
  kind: 'failing',
  job: 'mail',
  name: 'Mail',
  run: null,
  title: 'Mail failed',
  body: '',
  read: false,
  incident: {
    id: 1,
    job: 'mail',
    name: 'Mail',
    kind: 'failing',
    opened: 1_000_000,
    closed,
    failures: 2,
    run: null,
    text: '',
    lastLine: null,
  },
  steps: [{ at: 1_000_100, text: 'Mail failed' }],
});

it('tells the last success, the failures and what was told, in order', () => {
  const runs = [run(3_000_000, 'failed'), run(1_000_000, 'failed'), run(900_000, 'succeeded'), run(1000, 'failed')];
  expect(happened(entry(null), runs, undefined).map(({ text }) => text)).toEqual([
    'Succeeded, the last time before',
    'Failed, exit code 75',
    'You were told: Mail failed',
    'Failed, exit code 75, again',
  ]);
});

it('ends with the success that ended it', () => {
  const runs = [run(4_000_000, 'failed'), run(3_000_000, 'succeeded'), run(1_000_000, 'failed')];
  expect(happened(entry(3_000_000), runs, undefined).map(({ text }) => text)).toEqual([
    'Failed, exit code 75',
    'You were told: Mail failed',
    'Succeeded',
  ]);
});
