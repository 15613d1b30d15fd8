import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fate, FateReason, Outcome, Standing } from '../../core/fate.ts';
import { instant, type Instant } from '../../core/time/instant.ts';
import type { Change, ClockStep, DueEntry, Incident, Ledger, MachineSpan, Notice, RunEntry, Wish } from '../ledger.ts';
import { MemoryLedger } from '../memoryLedger.ts';

/** A ledger under test. */
export interface Subject {
  readonly ledger: Ledger;
  /** Closes it and opens the same history again, as a restarted program does. */
  reopen(): Ledger;
  /** Closes and removes it. */
  remove(): void;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60_000;
/** 25 November 2026, 00:00 UTC. */
const START = Date.UTC(2026, 10, 25);
const at = (ms: number): Instant => instant(START + ms);

/** A due entry with what a test changes. */
export const dueEntry = (id: number, over: Partial<DueEntry> = {}): DueEntry => ({
  id,
  job: 'ingest',
  trigger: 0,
  due: at(id * MINUTE),
  count: 1,
  fate: 'ran',
  reason: null,
  facts: {},
  run: null,
  decided: at(id * MINUTE),
  era: 1,
  ...over,
});

/** A run with what a test changes. */
export const runEntry = (id: number, over: Partial<RunEntry> = {}): RunEntry => ({
  run: `run-${String(id)}`,
  id,
  job: 'ingest',
  cause: 'due',
  due: null,
  started: at(id * MINUTE),
  ended: at(id * MINUTE + 5000),
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
});

const machineSpan = (id: number, over: Partial<MachineSpan> = {}): MachineSpan => ({
  id,
  state: 'awake',
  from: at(0),
  to: at(id * MINUTE),
  era: 1,
  ...over,
});

const incident = (id: number, over: Partial<Incident> = {}): Incident => ({
  id,
  job: 'ingest',
  kind: 'failing',
  opened: at(id * MINUTE),
  closed: null,
  failures: 1,
  firstRun: null,
  lastRun: null,
  ...over,
});

const notice = (id: number, over: Partial<Notice> = {}): Notice => ({
  id,
  at: at(id * MINUTE),
  kind: 'failed',
  job: 'ingest',
  run: null,
  incident: null,
  title: 'Ingest failed',
  body: 'Exit code 75.',
  read: false,
  ...over,
});

const wish = (id: number, over: Partial<Wish> = {}): Wish => ({
  id,
  at: at(id * MINUTE),
  kind: 'runNow',
  job: 'ingest',
  about: null,
  run: null,
  ...over,
});

const clockStep = (id: number, over: Partial<ClockStep> = {}): ClockStep => ({
  id,
  from: at(id * MINUTE),
  to: at(id * MINUTE - HOUR),
  era: 2,
  ...over,
});

/**
 * What every ledger must do, run against one. The factory makes an empty ledger for every test.
 */
export function ledgerConforms(name: string, create: () => Subject): void {
  describe(`${name} as a ledger`, () => {
    let subject: Subject;
    let ledger: Ledger;
    beforeEach(() => {
      subject = create();
      ledger = subject.ledger;
    });
    afterEach(() => {
      subject.remove();
    });
    const due = (...entries: DueEntry[]): void => {
      ledger.commit(entries.map((entry) => ({ kind: 'due', entry })));
    };
    const ids = (entries: readonly { readonly id: number }[]): number[] => entries.map(({ id }) => id);

    it('begins empty, with the id 1', () => {
      const open = ledger.open();
      expect({ ...open, state: [...open.state], lastRuns: [...open.lastRuns] }).toEqual({
        nextId: 1,
        due: [],
        runs: [],
        machine: null,
        incidents: [],
        state: [],
        lastRuns: [],
      });
      expect([...ledger.everything()]).toEqual([]);
    });

    it('gives back every field of every kind, after being opened again too', () => {
      const changes: Change[] = [
        {
          kind: 'due',
          entry: dueEntry(1, {
            sequence: 'evening/1',
            trigger: -1,
            last: at(HOUR),
            count: 61,
            fate: 'caughtUp',
            reason: 'asleep',
            facts: { from: at(0), to: at(HOUR), condition: 'the “network”\n', missed: 61, also: 'öäü 🌙' },
            run: 'run-2',
            era: 3,
          }),
        },
        {
          kind: 'run',
          entry: runEntry(2, {
            cause: 'wish',
            due: at(1),
            ended: null,
            outcome: null,
            exitCode: null,
            signal: 'SIGTERM',
            message: 'A "message"\nof two lines',
            attempts: 3,
            process: { pid: 4711, startedAt: 'ab:12' },
            outputs: { rows: '96', nested: { list: [1, null, true, 'x'] }, big: 1e300 },
            fingerprint: 'f00',
            cpuMs: 1250,
            peakMemory: 73_400_320,
            upstream: { other: 'run-1' },
            catchUp: true,
            era: 3,
          }),
        },
        { kind: 'machine', entry: machineSpan(3, { state: 'asleep', era: 3 }) },
        { kind: 'clock', entry: clockStep(4) },
        { kind: 'wish', entry: wish(5, { kind: 'pause', job: null, about: at(DAY), run: 'run-2' }) },
        { kind: 'incident', entry: incident(6, { firstRun: 'run-1', lastRun: 'run-2', failures: 4 }) },
        { kind: 'notice', entry: notice(7, { incident: 6, run: 'run-2', read: true, job: null }) },
      ];
      ledger.commit(changes);
      ledger.commit([{ kind: 'state', entry: { key: 'watermark/ingest/0', value: { at: 1, list: [] } } }]);
      expect([...ledger.everything()]).toEqual(changes);
      ledger = subject.reopen();
      expect([...ledger.everything()]).toEqual(changes);
      const open = ledger.open();
      expect(open.nextId).toBe(8);
      expect(open.machine).toEqual(machineSpan(3, { state: 'asleep', era: 3 }));
      expect(ids(open.runs)).toEqual([2]);
      expect(ids(open.incidents)).toEqual([6]);
      expect([...open.state]).toEqual([['watermark/ingest/0', { at: 1, list: [] }]]);
    });

    it('replaces an entry whose id it knows whole', () => {
      due(dueEntry(1, { fate: 'waiting', reason: 'waited', facts: { condition: 'power' }, sequence: 's' }));
      due(dueEntry(1, { fate: 'ran', due: at(HOUR) }));
      expect(ledger.dueEntries('ingest', { limit: 9 })).toEqual([dueEntry(1, { fate: 'ran', due: at(HOUR) })]);
      expect(ledger.open().due).toEqual([]);
    });

    it('opens with what is not final, in order of id', () => {
      due(
        dueEntry(3, { fate: 'queued' }),
        dueEntry(1, { fate: 'waiting' }),
        dueEntry(2, { fate: 'skipped', reason: 'paused' }),
        dueEntry(4, { fate: 'running' }),
      );
      ledger.commit([
        { kind: 'run', entry: runEntry(6, { outcome: null }) },
        { kind: 'run', entry: runEntry(5, { outcome: 'failed' }) },
        { kind: 'incident', entry: incident(7) },
        { kind: 'incident', entry: incident(8, { closed: at(DAY) }) },
      ]);
      const open = ledger.open();
      expect(ids(open.due)).toEqual([1, 3, 4]);
      expect(ids(open.runs)).toEqual([6]);
      expect(ids(open.incidents)).toEqual([7]);
      expect(open.nextId).toBe(9);
    });

    it('keeps each job’s last ended and last succeeded run, a newer era before a later hour', () => {
      const ended = (id: number, outcome: Outcome | null, over: Partial<RunEntry> = {}): Change => ({
        kind: 'run',
        entry: runEntry(id, { outcome, ...over }),
      });
      ledger.commit([ended(1, 'succeeded'), ended(2, 'failed'), ended(3, null), ended(4, 'stopped', { job: 'b' })]);
      const first = ledger.open().lastRuns;
      expect(first.get('ingest')).toEqual({ last: runEntry(2, { outcome: 'failed' }), lastSucceeded: runEntry(1) });
      expect(first.get('b')?.lastSucceeded).toBeNull();
      const earlier = { ended: at(-DAY), started: at(-DAY), era: 2 };
      ledger.commit([ended(5, 'succeeded', earlier), ended(6, 'killed')]);
      expect(ledger.open().lastRuns.get('ingest')).toEqual({
        last: runEntry(5, earlier),
        lastSucceeded: runEntry(5, earlier),
      });
    });

    it('takes of runs that ended the one in the newest era, with the latest end, then with the highest id, however they come', () => {
      const ended = (id: number, over: Partial<RunEntry>): Change => ({ kind: 'run', entry: runEntry(id, over) });
      const last = (): number[] => {
        const runs = ledger.open().lastRuns.get('ingest');
        return [runs?.last.id ?? 0, runs?.lastSucceeded?.id ?? 0];
      };
      ledger.commit([ended(5, { ended: at(HOUR) })]);
      // One that began later ended before it; one that began before ended together with it.
      ledger.commit([ended(9, { ended: at(HOUR - 1), outcome: 'failed' }), ended(3, { ended: at(HOUR) })]);
      expect(last()).toEqual([5, 5]);
      ledger.commit([ended(7, { ended: at(HOUR), outcome: 'failed' })]);
      expect(last()).toEqual([7, 5]);
      ledger.commit([ended(10, { era: 2, ended: at(-DAY) })]);
      ledger.commit([ended(11, { ended: at(DAY) })]);
      ledger = subject.reopen();
      expect(last()).toEqual([10, 10]);
    });

    it('counts no test among the runs that a job had last', () => {
      const ended = (id: number, over: Partial<RunEntry>): Change => ({ kind: 'run', entry: runEntry(id, over) });
      ledger.commit([ended(1, { cause: 'test' }), ended(2, { cause: 'test', job: 'never' })]);
      expect([...ledger.open().lastRuns]).toEqual([]);
      ledger.commit([ended(3, { cause: 'wish', outcome: 'failed' }), ended(4, { cause: 'test' })]);
      ledger = subject.reopen();
      expect([...ledger.open().lastRuns.keys()]).toEqual(['ingest']);
      expect(ledger.open().lastRuns.get('ingest')).toMatchObject({ last: { id: 3 }, lastSucceeded: null });
    });

    it('counts no run that never started among the runs that a job had last', () => {
      const ended = (id: number, over: Partial<RunEntry>): Change => ({ kind: 'run', entry: runEntry(id, over) });
      const dropped = { started: null, attempts: 0, outcome: 'stopped' } as const;
      ledger.commit([ended(1, { ended: at(HOUR) }), ended(2, { ...dropped, ended: at(2 * HOUR) })]);
      ledger.commit([ended(3, { ...dropped, job: 'never' })]);
      ledger = subject.reopen();
      expect([...ledger.open().lastRuns].map(([job, { last }]) => [job, last.id])).toEqual([['ingest', 1]]);
    });

    it('pages through due entries from the newest, by fate where asked', () => {
      due(...[1, 2, 3, 4, 5, 6].map((id) => dueEntry(id, { fate: id % 2 === 0 ? 'ran' : 'expired' })));
      due(dueEntry(7, { due: at(3 * MINUTE) }), dueEntry(8, { job: 'other' }));
      expect(ids(ledger.dueEntries('ingest', { limit: 4 }))).toEqual([6, 5, 4, 7]);
      expect(ids(ledger.dueEntries('ingest', { limit: 9, before: at(4 * MINUTE) }))).toEqual([7, 3, 2, 1]);
      expect(ids(ledger.dueEntries('ingest', { limit: 2, fates: ['expired', 'skipped'] }))).toEqual([5, 3]);
      expect(ids(ledger.dueEntries('ingest', { limit: 9, fates: ['ran', 'expired', 'ran'] }))).toHaveLength(7);
      expect(ledger.dueEntries('ingest', { limit: 9, fates: [] })).toEqual([]);
      expect(ledger.dueEntries('nobody', { limit: 9 })).toEqual([]);
    });

    it('finds the entry of a due moment, within spans too, the newest era first', () => {
      due(
        dueEntry(1, { due: at(0), last: at(10 * MINUTE), count: 11 }),
        dueEntry(2, { due: at(20 * MINUTE) }),
        dueEntry(3, { due: at(5 * MINUTE), last: at(6 * MINUTE), count: 2, era: 2, trigger: 1 }),
      );
      const found = (minutes: number): number | undefined => ledger.dueEntryAt('ingest', at(minutes * MINUTE))?.id;
      expect([0, 4, 5, 6, 7, 10, 11, 20, 21].map(found)).toEqual([1, 1, 3, 3, 1, 1, undefined, 2, undefined]);
    });

    it('gives what touches a stretch of time, of several jobs, the oldest first', () => {
      due(
        dueEntry(1, { due: at(0), last: at(100 * MINUTE), count: 101 }),
        dueEntry(2, { due: at(90 * MINUTE), job: 'b' }),
        dueEntry(3, { due: at(95 * MINUTE) }),
        dueEntry(4, { due: at(120 * MINUTE), job: 'b' }),
        dueEntry(5, { due: at(121 * MINUTE), job: 'b' }),
        dueEntry(6, { due: at(95 * MINUTE), job: 'c' }),
      );
      const between = (from: number, to: number, limit = 9): number[] =>
        ids(ledger.dueBetween(['ingest', 'b'], at(from * MINUTE), at(to * MINUTE), limit));
      expect(between(90, 120)).toEqual([1, 2, 3, 4]);
      expect(between(90, 120, 2)).toEqual([1, 2]);
      expect(between(101, 119)).toEqual([]);
      expect(between(100, 100)).toEqual([1]);
    });

    it('pages through runs, those that have not started first, and gives what was in progress', () => {
      ledger.commit(
        [
          runEntry(1, { started: at(0), ended: at(HOUR) }),
          runEntry(2, { started: at(MINUTE), ended: at(2 * MINUTE) }),
          runEntry(3, { started: at(3 * MINUTE), ended: null, outcome: null }),
          runEntry(4, { started: null, ended: null, outcome: null }),
          runEntry(5, { job: 'b', started: at(4 * MINUTE), ended: at(5 * MINUTE) }),
        ].map((entry) => ({ kind: 'run', entry })),
      );
      expect(ids(ledger.runs(null, { limit: 9 }))).toEqual([4, 5, 3, 2, 1]);
      expect(ids(ledger.runs('ingest', { limit: 2 }))).toEqual([4, 3]);
      expect(ids(ledger.runs('ingest', { limit: 9, before: at(3 * MINUTE) }))).toEqual([2, 1]);
      expect(ids(ledger.runsBetween(['ingest', 'b'], at(10 * MINUTE), at(20 * MINUTE), 9))).toEqual([1, 3]);
      expect(ids(ledger.runsBetween(['ingest', 'b'], at(0), at(4 * MINUTE), 3))).toEqual([1, 2, 3]);
      expect(ledger.run('run-5')?.job).toBe('b');
      expect(ledger.run('nothing')).toBeNull();
    });

    it('counts each final due moment once, by hour and by day', () => {
      due(
        dueEntry(1, { due: at(0), fate: 'ran' }),
        dueEntry(2, { due: at(HOUR - 1), fate: 'skipped', reason: 'paused' }),
        dueEntry(3, { due: at(HOUR), fate: 'running' }),
        dueEntry(4, { due: at(DAY), fate: 'expired', reason: 'tooLate' }),
        dueEntry(5, { due: at(0), last: at(2 * HOUR), count: 3, fate: 'coalesced', reason: 'asleep' }),
      );
      const none = { ran: 0, failed: 0, caughtUp: 0, coalesced: 0, skipped: 0, expired: 0 };
      expect(ledger.fateCounts('ingest', 'hour', at(0), at(DAY))).toEqual([
        { ...none, from: at(0), ran: 1, skipped: 1, coalesced: 1 },
        { ...none, from: at(HOUR), coalesced: 1 },
        { ...none, from: at(2 * HOUR), coalesced: 1 },
      ]);
      expect(ledger.fateCounts('ingest', 'day', at(HOUR), at(DAY + 1))).toEqual([
        { ...none, from: at(0), ran: 1, skipped: 1, coalesced: 3 },
        { ...none, from: at(DAY), expired: 1 },
      ]);
      expect(ledger.fateCounts('ingest', 'day', at(DAY), at(DAY))).toEqual([]);
    });

    it('sums up what was in a stretch, of every job', () => {
      due(
        dueEntry(1, { due: at(0), fate: 'ran' }),
        dueEntry(2, { due: at(HOUR), last: at(2 * DAY + HOUR), count: 49, fate: 'coalesced', reason: 'asleep' }),
        dueEntry(3, { job: 'report', due: at(3 * HOUR), fate: 'expired', reason: 'tooLate' }),
        dueEntry(4, { job: 'later', due: at(3 * DAY), fate: 'ran' }),
      );
      const none = { ran: 0, failed: 0, caughtUp: 0, coalesced: 0, skipped: 0, expired: 0 };
      const sums = (from: number, to: number): unknown => Object.fromEntries(ledger.fateSums(at(from), at(to)));
      expect(sums(0, 3 * DAY)).toEqual({
        ingest: { ...none, ran: 1, coalesced: 49 },
        report: { ...none, expired: 1 },
      });
      expect(sums(2.5 * HOUR, 3 * HOUR)).toEqual({ ingest: { ...none, coalesced: 1 } });
      expect(sums(HOUR, 2 * DAY + 1)).toEqual({
        ingest: { ...none, coalesced: 48 },
        report: { ...none, expired: 1 },
      });
      expect(sums(4 * DAY, 5 * DAY)).toEqual({});
    });

    it('adds up columns of any width, hours from an hour on and moments below', () => {
      due(
        dueEntry(1, { due: at(0), fate: 'ran' }),
        dueEntry(2, { due: at(10 * 60_000), fate: 'ran' }),
        dueEntry(3, { due: at(14 * 60_000), fate: 'skipped', reason: 'paused' }),
        dueEntry(4, { due: at(20 * 60_000), fate: 'running' }),
        dueEntry(5, { due: at(HOUR), last: at(2 * HOUR), count: 13, fate: 'coalesced', reason: 'asleep' }),
        dueEntry(6, { job: 'report', due: at(0), fate: 'ran' }),
      );
      const none = { ran: 0, failed: 0, caughtUp: 0, coalesced: 0, skipped: 0, expired: 0 };
      const columns = (bin: number, offset: number, from: number, to: number): unknown =>
        ledger.fateColumns('ingest', bin, offset, at(from), at(to));
      const quarter = 15 * 60_000;
      expect(columns(quarter, 0, 0, 90 * 60_000)).toEqual([
        { ...none, from: at(0), ran: 2, skipped: 1 },
        { ...none, from: at(HOUR), coalesced: 3 },
        { ...none, from: at(HOUR + quarter), coalesced: 3 },
      ]);
      expect(columns(quarter, 5 * 60_000, 1, HOUR + 12 * 60_000)).toEqual([
        { ...none, from: at(10 * 60_000), ran: 1, skipped: 1 },
        { ...none, from: at(HOUR), coalesced: 2 },
        { ...none, from: at(HOUR + 10 * 60_000), coalesced: 1 },
      ]);
      expect(columns(2 * HOUR, HOUR, 0, DAY)).toEqual([
        { ...none, from: at(0), ran: 2, skipped: 1 },
        { ...none, from: at(HOUR), coalesced: 13 },
      ]);
      expect(columns(2 * HOUR, 0, HOUR, 2 * HOUR)).toEqual([{ ...none, from: at(HOUR), coalesced: 12 }]);
      expect(ledger.fateColumns('no-such-job', HOUR, 0, at(0), at(DAY))).toEqual([]);
    });

    it('finds the incidents that were open in a stretch', () => {
      ledger.commit([
        { kind: 'incident', entry: incident(1, { opened: at(0), closed: at(HOUR) }) },
        { kind: 'incident', entry: incident(2, { opened: at(2 * HOUR), closed: null }) },
        { kind: 'incident', entry: incident(3, { opened: at(HOUR), closed: at(3 * HOUR) }) },
      ]);
      const { job } = incident(1);
      const found = (from: number, to: number): number[] =>
        ledger.incidentsBetween(job, at(from), at(to)).map(({ id }) => id);
      expect(found(0, DAY)).toEqual([1, 3, 2]);
      expect(found(HOUR + 1, 1.5 * HOUR)).toEqual([3]);
      expect(found(DAY, 2 * DAY)).toEqual([2]);
      expect(ledger.incidentsBetween('no-such-job', at(0), at(DAY))).toEqual([]);
    });

    it('counts a moment whose run failed as failed, whichever of the two was written first', () => {
      const counts = (): unknown => ledger.fateCounts('ingest', 'day', at(0), at(DAY))[0];
      const failed: Change = { kind: 'run', entry: runEntry(2, { outcome: 'failed', due: at(0) }) };
      due(dueEntry(1, { due: at(0), fate: 'ran', run: 'run-2' }));
      expect(counts()).toMatchObject({ ran: 1, failed: 0 });
      ledger.commit([failed]);
      expect(counts()).toMatchObject({ ran: 0, failed: 1 });
      due(dueEntry(1, { due: at(0), fate: 'caughtUp', run: 'run-2' }));
      expect(counts()).toMatchObject({ ran: 0, caughtUp: 0, failed: 1 });
      due(dueEntry(3, { due: at(1), fate: 'coalesced', run: 'run-2' }));
      expect(counts()).toMatchObject({ coalesced: 1, failed: 1 });
    });

    it('keeps small state by key until it is taken away', () => {
      ledger.commit([
        { kind: 'state', entry: { key: 'a', value: 1 } },
        { kind: 'state', entry: { key: 'b', value: 'text' } },
      ]);
      ledger.commit([
        { kind: 'state', entry: { key: 'a', value: { deep: [true] } } },
        { kind: 'state', entry: { key: 'b', value: null } },
        { kind: 'state', entry: { key: 'never', value: null } },
      ]);
      expect([...subject.reopen().open().state]).toEqual([['a', { deep: [true] }]]);
    });

    it('prunes what is over and no invariant needs, and never gives out an id again', () => {
      const before = at(DAY);
      ledger.commit([
        { kind: 'due', entry: dueEntry(1) },
        { kind: 'due', entry: dueEntry(2, { fate: 'waiting' }) },
        { kind: 'due', entry: dueEntry(3, { last: at(DAY), count: 9 }) },
        { kind: 'due', entry: dueEntry(4, { fate: 'coalesced', run: 'run-6' }) },
        { kind: 'run', entry: runEntry(5) },
        { kind: 'run', entry: runEntry(6, { outcome: null, ended: null }) },
        { kind: 'run', entry: runEntry(7) },
        { kind: 'run', entry: runEntry(8, { outcome: 'failed' }) },
        { kind: 'machine', entry: machineSpan(9) },
        { kind: 'machine', entry: machineSpan(10) },
        { kind: 'clock', entry: clockStep(11) },
        { kind: 'wish', entry: wish(12) },
        { kind: 'incident', entry: incident(13) },
        { kind: 'incident', entry: incident(14, { closed: at(HOUR) }) },
        { kind: 'notice', entry: notice(15, { incident: 13 }) },
        { kind: 'notice', entry: notice(16, { incident: 14 }) },
        { kind: 'due', entry: dueEntry(17, { due: at(DAY) }) },
        { kind: 'notice', entry: notice(18) },
      ]);
      ledger.prune(before);
      expect([...ledger.everything()].map(({ entry }) => entry.id)).toEqual([2, 3, 4, 6, 7, 8, 10, 13, 15, 17]);
      ledger = subject.reopen();
      expect(ledger.open().nextId).toBe(19);
      expect(ledger.fateCounts('ingest', 'day', at(DAY), at(2 * DAY))).toMatchObject([{ from: at(DAY), ran: 2 }]);
    });

    it.each([1, 2, 3, 4])('answers as the plain model does after a random history, seed %i', (seed) => {
      const random = chance(seed);
      const model = new MemoryLedger();
      const history = new RandomHistory(random);
      for (let step = 0; step < 60; step += 1) {
        const changes = history.changes();
        ledger.commit(changes);
        model.commit(changes);
        if (step % 20 === 19) ledger = subject.reopen();
        if (step === 30) {
          const before = at(Math.floor(history.now / 2));
          ledger.prune(before);
          model.prune(before);
          history.prunedUpTo = before;
        }
        if (step % 6 === 5) expectSameAnswers(ledger, model, history, random);
      }
    });
  });
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const JOBS = ['ingest', 'report', 'clean up'] as const;
const FATES: readonly (Fate | Standing)[] = [
  'ran',
  'caughtUp',
  'coalesced',
  'skipped',
  'expired',
  'waiting',
  'queued',
  'running',
];
const REASONS: readonly (FateReason | null)[] = [null, 'asleep', 'busy', 'paused', 'tooLate'];
const OUTCOMES: readonly (Outcome | null)[] = ['succeeded', 'failed', 'killed', 'stopped', 'interrupted', null];

/** Makes changes as an engine might: new entries, and known ones that go on. */
class RandomHistory {
  now = 0;
  prunedUpTo: Instant = at(-DAY);
  private id = 1;
  private readonly random: () => number;
  private readonly open: DueEntry[] = [];
  private readonly openRuns: RunEntry[] = [];

  constructor(random: () => number) {
    this.random = random;
  }

  pick<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.random() * from.length)];
    if (found === undefined) throw new Error('There is nothing to pick from.');
    return found;
  }

  changes(): Change[] {
    const changes: Change[] = [];
    const count = 1 + Math.floor(this.random() * 8);
    for (let index = 0; index < count; index += 1) changes.push(this.change());
    return changes;
  }

  private change(): Change {
    this.now += Math.floor(this.random() * 30 * MINUTE);
    const kind = this.random();
    if (kind < 0.35) return { kind: 'due', entry: this.due() };
    if (kind < 0.45 && this.open.length > 0) return { kind: 'due', entry: this.goOn() };
    if (kind < 0.6) return { kind: 'run', entry: this.run() };
    if (kind < 0.7 && this.openRuns.length > 0) return { kind: 'run', entry: this.endRun() };
    return this.small(kind);
  }

  private due(): DueEntry {
    const count = this.random() < 0.3 ? 2 + Math.floor(this.random() * 200) : 1;
    const due = at(this.now);
    if (count > 1) this.now += count * MINUTE;
    const entry = dueEntry(this.next(), {
      job: this.pick(JOBS),
      trigger: Math.floor(this.random() * 3),
      due,
      count,
      ...(count > 1 ? { last: at(this.now) } : {}),
      fate: this.pick(FATES),
      reason: this.pick(REASONS),
      run: this.random() < 0.5 ? `run-${String(this.id + Math.floor(this.random() * 6))}` : null,
      facts: this.random() < 0.5 ? {} : { missed: count },
      era: 1 + Math.floor(this.now / (2 * DAY)),
    });
    this.open.push(entry);
    return entry;
  }

  private goOn(): DueEntry {
    const before = this.open.splice(Math.floor(this.random() * this.open.length), 1)[0];
    if (before === undefined) throw new Error('There is nothing that goes on.');
    return { ...before, fate: this.pick(FATES.slice(0, 5)), decided: at(this.now) };
  }

  private run(): RunEntry {
    const entry = runEntry(this.next(), {
      job: this.pick(JOBS),
      due: this.random() < 0.5 ? at(this.now) : null,
      started: this.random() < 0.8 ? at(this.now) : null,
      ended: null,
      outcome: null,
      era: 1 + Math.floor(this.now / (2 * DAY)),
    });
    this.openRuns.push(entry);
    return entry;
  }

  private endRun(): RunEntry {
    const before = this.openRuns.splice(Math.floor(this.random() * this.openRuns.length), 1)[0];
    if (before === undefined) throw new Error('There is no run that could end.');
    const outcome = this.pick(OUTCOMES.slice(0, 5));
    return { ...before, started: before.started ?? at(this.now), ended: at(this.now), outcome, outputs: { rows: '1' } };
  }

  private small(kind: number): Change {
    if (kind < 0.76) {
      const from = at(this.now);
      this.now += Math.floor(this.random() * 3 * HOUR);
      return { kind: 'machine', entry: machineSpan(this.next(), { from, to: at(this.now) }) };
    }
    const id = this.next();
    const job = this.pick(JOBS);
    if (kind < 0.8) return { kind: 'clock', entry: clockStep(id, { from: at(this.now), to: at(this.now - HOUR) }) };
    if (kind < 0.86) return { kind: 'wish', entry: wish(id, { at: at(this.now), job: this.pick([job, null]) }) };
    const closed = this.random() < 0.5 ? at(this.now + HOUR) : null;
    if (kind < 0.92) return { kind: 'incident', entry: incident(id, { job, opened: at(this.now), closed }) };
    if (kind < 0.96) {
      const about = this.random() < 0.5 ? Math.floor(this.random() * id) : null;
      return { kind: 'notice', entry: notice(id, { at: at(this.now), job, incident: about }) };
    }
    return { kind: 'state', entry: { key: `key-${job}`, value: this.pick([null, 1, 'text', { deep: [1] }]) } };
  }

  private next(): number {
    const id = this.id;
    this.id += 1;
    return id;
  }
}

function expectSameAnswers(ledger: Ledger, model: Ledger, history: RandomHistory, random: () => number): void {
  const moment = (): Instant => at(Math.floor(random() * history.now));
  expect([...ledger.everything()]).toEqual([...model.everything()]);
  const [open, wanted] = [ledger.open(), model.open()];
  expect({ ...open, state: [...open.state].sort(), lastRuns: [...open.lastRuns].sort() }).toEqual({
    ...wanted,
    state: [...wanted.state].sort(),
    lastRuns: [...wanted.lastRuns].sort(),
  });
  const [a, b] = [moment(), moment()];
  const [from, to] = a < b ? [a, b] : [b, a];
  for (const job of JOBS) {
    expect(ledger.dueEntries(job, { limit: 20 })).toEqual(model.dueEntries(job, { limit: 20 }));
    const page = { limit: 7, before: to, fates: ['ran', 'expired', 'running'] as const };
    expect(ledger.dueEntries(job, page)).toEqual(model.dueEntries(job, page));
    for (const when of [from, to, moment()]) expect(ledger.dueEntryAt(job, when)).toEqual(model.dueEntryAt(job, when));
    for (const bin of ['hour', 'day'] as const) {
      // What is left of a day that was partly pruned is for each ledger to say.
      const since = instant(Math.max(from, Math.ceil((history.prunedUpTo + 1) / DAY) * DAY));
      expect(ledger.fateCounts(job, bin, since, at(2 * history.now))).toEqual(
        model.fateCounts(job, bin, since, at(2 * history.now)),
      );
    }
    expect(ledger.runs(job, { limit: 9, before: to })).toEqual(model.runs(job, { limit: 9, before: to }));
    expect(ledger.newestRuns(job, 6)).toEqual(model.newestRuns(job, 6));
    expect(ledger.wishes(job, { limit: 5 })).toEqual(model.wishes(job, { limit: 5 }));
    expect(ledger.incidents({ limit: 5, job, open: true })).toEqual(model.incidents({ limit: 5, job, open: true }));
  }
  const whole = instant(Math.max(from, Math.ceil((history.prunedUpTo + 1) / DAY) * DAY));
  const sums = (of: Ledger): unknown => [...of.fateSums(whole, to)].sort(([one], [other]) => (one < other ? -1 : 1));
  if (whole < to) {
    expect(sums(ledger)).toEqual(sums(model));
    for (const job of JOBS) {
      for (const bin of [5 * 60_000, HOUR, 8 * HOUR]) {
        expect(ledger.fateColumns(job, bin, HOUR / 2, whole, to)).toEqual(
          model.fateColumns(job, bin, HOUR / 2, whole, to),
        );
      }
    }
  }
  for (const job of JOBS) expect(ledger.incidentsBetween(job, from, to)).toEqual(model.incidentsBetween(job, from, to));
  expect(ledger.dueBetween(JOBS, from, to, 25)).toEqual(model.dueBetween(JOBS, from, to, 25));
  expect(ledger.runs(null, { limit: 15 })).toEqual(model.runs(null, { limit: 15 }));
  expect(ledger.runsBetween(JOBS, from, to, 25)).toEqual(model.runsBetween(JOBS, from, to, 25));
  expect(ledger.machineBetween(from, to)).toEqual(model.machineBetween(from, to));
  expect(ledger.clockSteps(from, to)).toEqual(model.clockSteps(from, to));
  expect(ledger.notices({ limit: 6, before: to })).toEqual(model.notices({ limit: 6, before: to }));
  expect(ledger.wishes(null, { limit: 6 })).toEqual(model.wishes(null, { limit: 6 }));
  expect(ledger.incidents({ limit: 6, before: to })).toEqual(model.incidents({ limit: 6, before: to }));
}
