import { describe, expect, it } from 'vitest';
import { instant, type Instant } from '../core/time/instant.ts';
import type { Change, DueEntry, Incident, MachineSpan, Notice, RunEntry } from './ledger.ts';
import { MemoryLedger } from './memoryLedger.ts';

const HOUR = 3_600_000;
const hour = (count: number): Instant => instant(count * HOUR);

const due = (id: number, over: Partial<DueEntry> = {}): Change => ({
  kind: 'due',
  entry: {
    id,
    job: 'a',
    trigger: 0,
    due: hour(id),
    count: 1,
    fate: 'ran',
    reason: null,
    facts: {},
    run: null,
    decided: hour(id),
    era: 1,
    ...over,
  },
});

const run = (id: number, over: Partial<RunEntry> = {}): Change => ({
  kind: 'run',
  entry: {
    run: `r${id}`,
    id,
    job: 'a',
    cause: 'due',
    due: null,
    started: hour(id),
    ended: hour(id),
    outcome: 'succeeded',
    exitCode: 0,
    signal: null,
    message: null,
    attempts: 1,
    process: null,
    outputs: {},
    fingerprint: null,
    upstream: {},
    catchUp: false,
    era: 1,
    ...over,
  },
});

const span = (id: number, over: Partial<MachineSpan> = {}): Change => ({
  kind: 'machine',
  entry: { id, state: 'awake', from: hour(0), to: hour(id), era: 1, ...over },
});

const incident = (id: number, over: Partial<Incident> = {}): Change => ({
  kind: 'incident',
  entry: {
    id,
    job: 'a',
    kind: 'failing',
    opened: hour(id),
    closed: null,
    failures: 1,
    firstRun: null,
    lastRun: null,
    ...over,
  },
});

const notice = (id: number, over: Partial<Notice> = {}): Change => ({
  kind: 'notice',
  entry: {
    id,
    at: hour(id),
    kind: 'failed',
    job: 'a',
    run: null,
    incident: null,
    title: 't',
    body: 'b',
    read: false,
    ...over,
  },
});

function ledgerOf(...changes: Change[]): MemoryLedger {
  const ledger = new MemoryLedger();
  ledger.commit(changes);
  return ledger;
}

const ids = (entries: readonly { readonly id: number }[]): number[] => entries.map(({ id }) => id);

describe('a ledger in memory', () => {
  it('opens with what is not final, the last machine span and the next free id', () => {
    const ledger = ledgerOf(
      span(1),
      due(2, { fate: 'waiting' }),
      due(3),
      run(4, { outcome: null, ended: null }),
      run(5),
      incident(6),
      incident(7, { closed: hour(8) }),
      span(8, { state: 'asleep' }),
    );
    const open = ledger.open();
    expect(open.nextId).toBe(9);
    expect(ids(open.due)).toEqual([2]);
    expect(ids(open.runs)).toEqual([4]);
    expect(ids(open.incidents)).toEqual([6]);
    expect(open.machine).toMatchObject({ id: 8, state: 'asleep' });
  });

  it('replaces an entry whose id is known, and an entry that became final is not open any more', () => {
    const ledger = ledgerOf(due(1, { fate: 'running', run: 'r2' }), run(2, { outcome: null }));
    ledger.commit([due(1, { run: 'r2' }), run(2)]);
    expect(ledger.open()).toMatchObject({ due: [], runs: [], nextId: 3 });
    expect(ledger.dueEntries('a', { limit: 9 })).toHaveLength(1);
  });

  it('keeps state by key, and null removes', () => {
    const ledger = ledgerOf(
      { kind: 'state', entry: { key: 'era', value: 2 } },
      { kind: 'state', entry: { key: 'pause', value: { until: null } } },
    );
    ledger.commit([{ kind: 'state', entry: { key: 'pause', value: null } }]);
    expect([...ledger.open().state]).toEqual([['era', 2]]);
  });

  it("knows each job's last ended and last succeeded run by their ends, not by the order of writing", () => {
    const ledger = ledgerOf(
      run(1, { ended: hour(9) }),
      run(2, { ended: hour(3) }),
      run(3, { ended: hour(10), outcome: 'failed' }),
    );
    expect(ledger.open().lastRuns.get('a')).toMatchObject({ last: { id: 3 }, lastSucceeded: { id: 1 } });
  });

  it('takes a run of a later era for the later one, although the clock was put back', () => {
    const ledger = ledgerOf(run(1, { ended: hour(90) }), run(2, { ended: hour(3), era: 2 }));
    expect(ledger.open().lastRuns.get('a')).toMatchObject({ last: { id: 2 }, lastSucceeded: { id: 2 } });
  });

  it('gives due moments newest first, before an instant, of some fates, at most so many', () => {
    const ledger = ledgerOf(due(1), due(2, { fate: 'skipped' }), due(3), due(4, { job: 'b' }), due(5));
    expect(ids(ledger.dueEntries('a', { limit: 2 }))).toEqual([5, 3]);
    expect(ids(ledger.dueEntries('a', { limit: 9, before: hour(5) }))).toEqual([3, 2, 1]);
    expect(ids(ledger.dueEntries('a', { limit: 9, fates: ['skipped'] }))).toEqual([2]);
  });

  it('finds the entry whose span holds an instant, of the newest era', () => {
    const ledger = ledgerOf(
      due(1, { due: hour(1), last: hour(5), count: 5, fate: 'coalesced' }),
      due(2, { due: hour(3), era: 2 }),
    );
    expect(ledger.dueEntryAt('a', hour(3))?.id).toBe(2);
    expect(ledger.dueEntryAt('a', hour(4))?.id).toBe(1);
    expect(ledger.dueEntryAt('a', hour(6))).toBeNull();
  });

  it('gives the spans that touch a stretch, oldest first', () => {
    const ledger = ledgerOf(
      due(1, { due: hour(1), last: hour(5), count: 5 }),
      due(2, { due: hour(6) }),
      due(3, { due: hour(9) }),
    );
    expect(ids(ledger.dueBetween(['a'], hour(5), hour(6), 9))).toEqual([1, 2]);
  });

  it('puts a run that has not started before all that have', () => {
    const ledger = ledgerOf(run(1), run(2, { started: null, ended: null, outcome: null }), run(3));
    expect(ids(ledger.runs('a', { limit: 9 }))).toEqual([2, 3, 1]);
    expect(ids(ledger.runs(null, { limit: 9, before: hour(3) }))).toEqual([1]);
  });

  it('gives the runs in progress at some time of a stretch', () => {
    const ledger = ledgerOf(
      run(1, { started: hour(1), ended: hour(2) }),
      run(2, { started: hour(2), ended: hour(6) }),
      run(3, { started: hour(3), ended: null, outcome: null }),
      run(4, { started: hour(8) }),
    );
    expect(ids(ledger.runsBetween(['a'], hour(4), hour(7), 9))).toEqual([2, 3]);
  });

  it('counts final fates by hour and day, a span in each of its bins, a failed run as failed', () => {
    const ledger = ledgerOf(
      due(1, { due: hour(22), last: hour(25), count: 4, fate: 'coalesced' }),
      due(2, { due: hour(25), run: 'r4' }),
      due(3, { due: hour(26), fate: 'waiting' }),
      run(4, { outcome: 'failed' }),
    );
    const none = { ran: 0, failed: 0, caughtUp: 0, coalesced: 0, skipped: 0, expired: 0 };
    expect(ledger.fateCounts('a', 'day', hour(0), hour(48))).toEqual([
      { from: hour(0), ...none, coalesced: 2 },
      { from: hour(24), ...none, coalesced: 2, failed: 1 },
    ]);
    expect(ledger.fateCounts('a', 'hour', hour(25), hour(26))).toEqual([
      { from: hour(25), ...none, coalesced: 1, failed: 1 },
    ]);
  });

  it('prunes what is over and keeps what is open, the newest runs and the last span', () => {
    const ledger = ledgerOf(
      due(1),
      due(2, { fate: 'waiting' }),
      due(3, { run: 'r4', fate: 'coalesced' }),
      run(4, { outcome: null, ended: null }),
      run(5),
      run(6),
      run(7, { outcome: 'failed' }),
      span(8),
      span(9, { from: hour(8) }),
      incident(10),
      notice(11, { incident: 10 }),
      notice(12),
    );
    ledger.prune(hour(100));
    expect([...ledger.everything()].map(({ entry }) => entry.id)).toEqual([2, 3, 4, 6, 7, 9, 10, 11]);
    expect(ledger.run('r5')).toBeNull();
    expect(ledger.open().nextId).toBe(13);
  });

  it('keeps the counts of a day that goes on after pruning, and drops whole days', () => {
    const ledger = ledgerOf(due(1, { due: hour(5) }), due(2, { due: hour(30) }), due(3, { due: hour(40) }));
    ledger.prune(hour(35));
    expect(ids(ledger.dueEntries('a', { limit: 9 }))).toEqual([3]);
    expect(ledger.fateCounts('a', 'day', hour(0), hour(72))).toMatchObject([{ from: hour(24), ran: 2 }]);
    expect(ledger.fateCounts('a', 'hour', hour(0), hour(72))).toMatchObject([{ from: hour(40), ran: 1 }]);
  });

  it('gives everything in the order of first writing', () => {
    const ledger = ledgerOf(span(1), due(2), run(3), incident(4), notice(5));
    ledger.commit([span(1, { to: hour(50) })]);
    expect([...ledger.everything()].map(({ kind }) => kind)).toEqual(['machine', 'due', 'run', 'incident', 'notice']);
  });
});
