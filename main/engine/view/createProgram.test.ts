import { describe, expect, it } from 'vitest';
import { callNames } from '../../../preload/contract.ts';
import { ProgramWorld } from './testing/programWorld.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const hourly = { type: 'cron', expression: '5 * * * *' };

describe('the program', () => {
  it('refuses calls that do not exist, and payloads that are not what a call takes, without a defect', async () => {
    const { program, defects } = new ProgramWorld();
    expect(await program.call('readStat', {})).toEqual({
      ok: false,
      error: { code: 'unknownCall', message: 'There is no call "readStat". Did you mean "readState"?' },
    });
    for (const name of callNames) {
      for (const payload of [undefined, null, 7, 'x', [], { surplus: true }]) {
        expect(await program.call(name, payload), name).toMatchObject({ ok: false, error: { code: 'badRequest' } });
      }
    }
    expect(await program.call('constructor', {})).toMatchObject({ error: { code: 'unknownCall' } });
    expect(defects).toEqual([]);
  });

  it('answers every call about nothing without a defect', async () => {
    const world = new ProgramWorld();
    for (const name of ['readState', 'readToday', 'listJobs', 'graph', 'listSequences', 'readSettings'] as const) {
      expect(await world.program.call(name, {}), name).toMatchObject({ ok: true });
    }
    for (const [name, payload] of [
      ['readJob', { job: 'x' }],
      ['runNow', { job: 'x' }],
      ['setEnabled', { job: 'x', enabled: true }],
      ['deleteJob', { job: 'x' }],
      ['pause', { job: 'x', until: null }],
      ['unpause', { job: 'x' }],
      ['skipNext', { job: 'x' }],
      ['dismiss', { job: 'x', due: 0 }],
      ['runAgain', { job: 'x', due: 0 }],
      ['why', { job: 'x', at: 0 }],
      ['listDue', { job: 'x', before: null, limit: 5, comingUp: 5 }],
    ] as const) {
      expect(await world.refusal(name, payload), name).toBe('unknownJob');
    }
    expect(await world.refusal('readRun', { run: 'x' })).toBe('unknownRun');
    expect(await world.refusal('stopRun', { run: 'x' })).toBe('unknownRun');
    expect(await world.refusal('startSequence', { sequence: 'x' })).toBe('unknownSequence');
    expect(world.defects).toEqual([]);
  });

  it('saves a job, tells who listens, and refuses an edit of what was changed meanwhile', async () => {
    const world = new ProgramWorld();
    const id = await world.add({ name: 'Ingest', triggers: [hourly] });
    expect(world.pushes).toContainEqual({ kind: 'jobs', jobs: null });
    const { document, revision, row } = await world.ask('readJob', { job: id });
    expect(row).toMatchObject({ id: 'ingest', state: 'scheduled', when: 'Every hour at :05' });
    expect(row.next?.at).toBe(Date.parse('2026-03-02T12:05:00Z'));

    const edit = { id, document: { ...document, name: 'Ingest one' }, revision };
    expect(await world.ask('saveJob', edit)).toMatchObject({ id, revision: revision + 1 });
    expect(await world.refusal('saveJob', edit)).toBe('changedElsewhere');
    expect((await world.ask('readJob', { job: id })).row.name).toBe('Ingest one');
  });

  it('gives back the document of a job that is deleted, so that it can be had again', async () => {
    const world = new ProgramWorld();
    const id = await world.add({ name: 'Ingest', triggers: [hourly] });
    const { document } = await world.ask('deleteJob', { job: id });
    expect(await world.ask('listJobs', {})).toEqual([]);
    expect((await world.ask('saveJob', { id: null, document, revision: null })).id).toBe(id);
  });

  it('says of an incident that is over what was, and of a job that was given up why', async () => {
    const world = new ProgramWorld();
    const slow = await world.add({ name: 'Slow', notify: { stillRunningAfter: 'PT1M' } });
    const { run } = await world.ask('runNow', { job: slow });
    const text = async (): Promise<string | undefined> =>
      (await world.ask('listInbox', { before: null, limit: 1 }))[0]?.incident?.text;
    world.world.pass(90_000);
    expect(await text()).toBe('Still running, for 30 s longer than it should');
    world.world.end(run);
    world.world.pass(3_600_000);
    expect(await text()).toBe('Ran 30 s longer than it should');

    const failing = await world.add({ name: 'Failing', giveUpAfter: 2, notify: { failure: false } });
    for (let tries = 0; tries < 2; tries += 1) world.world.end((await world.ask('runNow', { job: failing })).run, 1);
    expect(await text()).toBe('Was disabled after 2 failures in a row');
  });

  it('tells the life of a run: running, its output, its end, the incident and the recovery', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Ingest', triggers: [hourly] });
    const { run } = await world.ask('runNow', { job });
    world.output.set(run, 'one\ntwo\n');
    expect((await world.ask('readToday', {})).running).toMatchObject([{ run, name: 'Ingest', tail: ['one', 'two'] }]);
    expect(await world.refusal('runNow', { job })).toBe('stillRunning');
    const output = await world.ask('readOutput', { run, from: 0, limit: 100 });
    expect(output).toMatchObject({ next: 8, end: false, pieces: [{ text: 'one\ntwo\n' }] });

    world.world.pass(5000);
    world.world.end(run, 75);
    expect(await world.ask('readRun', { run })).toMatchObject({
      outcome: 'failed',
      exitCode: 75,
      text: 'Failed after 5 s with exit code 75',
    });
    expect((await world.ask('readOutput', { run, from: 8, limit: 100 })).end).toBe(true);
    expect((await world.ask('listJobs', {}))[0]).toMatchObject({
      state: 'attention',
      lastRuns: [['failed', 5000]],
      lastRun: { run, outcome: 'failed' },
      lastFate: null,
      byHand: { outcome: 'failed', text: 'Failed, exit code 75' },
      incident: { kind: 'failing', failures: 1 },
      waiting: null,
    });
    expect((await world.ask('readToday', {})).sentence).toBe('1 job is failing.');
    const [failed] = await world.ask('listInbox', { before: null, limit: 10 });
    expect(failed).toMatchObject({
      job,
      run,
      read: false,
      incident: { text: 'Failed, exit code 75', lastLine: 'two', closed: null },
    });
    expect(await world.ask('readState', {})).toMatchObject({ openIncidents: 1, unread: 1 });

    await world.ask('markRead', { ids: [failed!.id] });
    expect((await world.ask('readState', {})).unread).toBe(0);
    const second = await world.ask('runNow', { job });
    world.world.end(second.run);
    const inbox = await world.ask('listInbox', { before: null, limit: 10 });
    expect(inbox).toHaveLength(1);
    expect(inbox[0]!.incident?.closed).not.toBeNull();
    expect(inbox[0]!.steps).toHaveLength(2);
    expect((await world.ask('listJobs', {}))[0]).toMatchObject({ state: 'scheduled', incident: null });
  });

  it('explains a night asleep: one run caught up, the others coalesced, the page says so', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Ingest', triggers: [hourly] });
    world.passRunning(HOUR);
    world.world.sleep(8 * HOUR);
    const { run } = world.world.started.at(-1)!;
    world.world.pass(2000);
    world.world.end(run);

    const due = await world.ask('listDue', { job, before: null, limit: 50, comingUp: 2 });
    expect(due.map(({ fate, count }) => [fate, count])).toEqual([
      ['comingUp', 1],
      ['comingUp', 1],
      ['caughtUp', 1],
      ['coalesced', 7],
      ['ran', 1],
    ]);
    const caughtUp = await world.ask('why', { job, at: Date.parse('2026-03-02T20:05:00Z') });
    expect(caughtUp.sentence).toMatch(
      /^It was due at 20:05 and started at 21:00, because this computer was asleep from 13:00 to 21:00/,
    );
    expect(caughtUp.steps.map(({ kind }) => kind)).toEqual(['asleep', 'due', 'woke', 'started', 'ended']);
    expect(caughtUp.facts.some(({ value }) => value.includes('7'))).toBe(true);
    const coalesced = await world.ask('why', { job, at: Date.parse('2026-03-02T15:05:00Z') });
    expect(coalesced.sentence).toContain('answers for');
    const today = await world.ask('readToday', {});
    expect(today.sentence).toBe('You were away 8 h. 1 job caught up.');
    expect(today.away).toMatchObject({ state: 'asleep', to: Date.parse('2026-03-02T21:00:00Z') });
    expect(world.defects).toEqual([]);
  });

  it('is not due at an instant that is nobody’s', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Ingest', triggers: [hourly] });
    expect(await world.refusal('why', { job, at: Date.parse('2026-03-02T12:06:00Z') })).toBe('notDue');
    const coming = await world.ask('why', { job, at: Date.parse('2026-03-02T12:05:00Z') });
    expect(coming.sentence).toBe('Due at 12:05, in 5 minutes.');
  });

  it('shows what follows another job as an estimate, then as owed, then as what became of it', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [hourly] });
    const two = await world.add({
      name: 'Two',
      triggers: [{ type: 'after', job: one, on: 'success', delay: 'PT10M' }],
    });
    expect((await world.ask('readJob', { job: two })).row.next).toEqual({
      at: Date.parse('2026-03-02T12:15:00Z'),
      estimated: true,
    });
    const upcoming = (await world.ask('readToday', {})).comingUp.find(({ due }) => due.job === two);
    expect(upcoming).toMatchObject({ text: 'After One', due: { estimated: true } });
    expect((await world.ask('graph', {})).edges).toMatchObject([{ from: one, to: two, state: 'notYet' }]);

    world.passRunning(6 * MINUTE);
    expect((await world.ask('readJob', { job: two })).row.next).toMatchObject({ estimated: false });
    const [owed] = await world.ask('listDue', { job: two, before: null, limit: 10, comingUp: 1 });
    expect(owed).toMatchObject({ fate: 'comingUp', estimated: false });
    expect(owed?.id).not.toBeNull();

    world.passRunning(11 * MINUTE);
    const page = await world.ask('readJob', { job: two });
    expect(page.upstream).toMatchObject([
      { job: one, name: 'One', state: 'held', text: '10 minutes after each success' },
    ]);
    expect(page.row.lastFate).toMatchObject({ fate: 'ran', outcome: 'succeeded' });
  });

  it('pauses, skips and says so', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Ingest', triggers: [hourly] });
    expect(await world.ask('skipNext', { job })).toEqual({ due: Date.parse('2026-03-02T12:05:00Z') });
    await world.ask('pause', { job, until: Date.parse('2026-03-02T15:00:00Z') });
    const [row] = await world.ask('listJobs', {});
    expect(row).toMatchObject({
      state: 'paused',
      paused: { until: Date.parse('2026-03-02T15:00:00Z'), everything: false },
      next: { at: Date.parse('2026-03-02T15:05:00Z') },
    });
    await world.ask('unpause', { job });
    await world.ask('pause', { job: null, until: null });
    const [second] = await world.ask('listJobs', {});
    expect(second).toMatchObject({ paused: { until: null, everything: true }, next: null });
    expect((await world.ask('readState', {})).paused).toEqual({ until: null });
    expect(await world.refusal('pause', { job: null, until: 5 })).toBe('pastUntil');
  });

  it('reports on a draft: every problem with its field, each trigger explained', async () => {
    const world = new ProgramWorld();
    const report = await world.ask('checkDraft', {
      id: null,
      count: 3,
      document: { name: '', run: {}, triggers: [{ type: 'cron', expression: '61 * * * *' }, hourly], nice: 99 },
    });
    expect(report.problems.map(({ field }) => field)).toEqual(['name', 'run', 'triggers[0].expression', 'nice']);
    expect(report.triggers[0]).toBeNull();
    expect(report.triggers[1]?.next).toEqual(
      ['12:05', '13:05', '14:05'].map((time) => Date.parse(`2026-03-02T${time}:00Z`)),
    );
    const good = await world.ask('checkDraft', {
      id: null,
      count: 1,
      document: { name: 'A', run: { command: ['a'] } },
    });
    expect(good).toMatchObject({ problems: [], triggers: [] });
    expect(good.sentences[0]).toBe('Only when started by hand.');
  });

  it('reads what is typed, and says where a zone is wrong', async () => {
    const world = new ProgramWorld();
    const phrase = await world.ask('explainText', { text: 'every monday at 10:30', zone: null, count: 1 });
    expect(phrase).toMatchObject({ takenFor: 'phrase', next: [Date.parse('2026-03-09T10:30:00Z')] });
    expect(await world.refusal('explainText', { text: 'evry monday', zone: null, count: 1 })).toBeTruthy();
    const zoned = await world.program.invoke('explainText', { text: '0 9 * * *', zone: 'Europe/Berln', count: 1 });
    expect(zoned).toMatchObject({
      ok: false,
      error: { code: 'unknownZone', field: 'zone', suggestion: 'Europe/Berlin' },
    });
  });

  it('shows a job that could not be read, with what is wrong, and keeps its id from others', async () => {
    const world = new ProgramWorld();
    const problem = { code: 'unknownKey', message: '"nmae" is not known.', field: 'nmae' };
    world.unreadable = [{ id: 'broken', name: 'Broken', document: { id: 'broken', nmae: 'x' }, problem }];
    expect((await world.ask('listJobs', {}))[0]).toMatchObject({ id: 'broken', state: 'attention', problem });
    expect((await world.ask('readJob', { job: 'broken' })).document).toEqual({ id: 'broken', nmae: 'x' });
    expect(await world.add({ name: 'Broken' })).toBe('broken-2');
    expect(await world.refusal('runNow', { job: 'broken' })).toBe('unknownJob');
  });

  it('keeps the triggers of a sequence apart from jobs', async () => {
    const world = new ProgramWorld();
    await world.add({ name: 'A' });
    const document = {
      name: 'Evening',
      steps: [{ job: 'a' }],
      triggers: [{ type: 'cron', expression: '30 12 * * *' }],
    };
    await world.ask('saveSequence', { id: null, document });
    expect((await world.ask('listSequences', {}))[0]?.when).toBe('Every day at 12:30');
    world.passRunning(45 * MINUTE);
    expect((await world.ask('listJobs', {})).map(({ id, lastFate }) => [id, lastFate?.fate])).toEqual([['a', 'ran']]);
    expect((await world.ask('readState', {})).jobs).toBe(1);
    expect((await world.ask('timeline', { jobs: null, from: 0, to: world.world.now, width: 900 })).rows).toHaveLength(
      1,
    );
    expect((await world.ask('listSequences', {}))[0]?.starts).toHaveLength(1);
    expect((await world.ask('why', { job: 'a', at: Date.parse('2026-03-02T12:30:00Z') })).sentence).toContain('12:30');
  });

  it('carries a sequence from its start to its last step', async () => {
    const world = new ProgramWorld();
    await world.add({ name: 'A' });
    await world.add({ name: 'B' });
    const document = { name: 'Evening', steps: [{ job: 'a' }, { job: 'b', after: 'PT10M' }] };
    expect(await world.refusal('saveSequence', { id: null, document: { name: 'X', steps: [{ job: 'c' }] } })).toBe(
      'unknownJob',
    );
    const { id } = await world.ask('saveSequence', { id: null, document });
    const { start } = await world.ask('startSequence', { sequence: id });
    expect((await world.ask('listSequences', {}))[0]).toMatchObject({
      id,
      name: 'Evening',
      when: null,
      starts: [{ start, active: true }],
    });
    world.passRunning(15 * MINUTE);
    const [sequence] = await world.ask('listSequences', {});
    expect(sequence?.starts[0]).toMatchObject({ start, active: false, at: Date.parse('2026-03-02T12:00:00Z') });
    expect(sequence?.starts[0]?.steps.map(({ job, fate }) => [job, fate])).toEqual([
      ['a', 'ran'],
      ['b', 'ran'],
    ]);
    const second = await world.ask('startSequence', { sequence: id });
    expect(second.start).not.toBe(start);
    await world.ask('cancelSequence', { start: second.start, step: null });
    const [again] = await world.ask('listSequences', {});
    expect(again?.starts.map((one) => one.start)).toEqual([second.start, start]);
    expect(again?.starts[0]?.steps.map(({ job, fate }) => [job, fate])).toContainEqual(['b', 'skipped']);
    // Of two that are open each is its own.
    const third = await world.ask('startSequence', { sequence: id });
    const fourth = await world.ask('startSequence', { sequence: id });
    await world.ask('cancelSequence', { start: third.start, step: 1 });
    const [last] = await world.ask('listSequences', {});
    const fatesOf = (start: string) => last?.starts.find((one) => one.start === start)?.steps.map(({ fate }) => fate);
    expect(fatesOf(third.start)?.[1]).toBe('skipped');
    expect(fatesOf(fourth.start)?.[1]).toBe('comingUp');
    expect(await world.refusal('cancelSequence', { start: third.start, step: 1 })).toBe('notWaiting');
    expect(await world.refusal('cancelSequence', { start: id, step: null })).toBe('unknownStart');
    // An open start shows, and takes wishes for, the steps it was started with.
    const turned = { name: 'Evening', steps: [{ job: 'b', after: 'PT10M' }, { job: 'a' }] };
    await world.ask('saveSequence', { id, document: turned });
    const [edited] = await world.ask('listSequences', {});
    const steps = edited?.starts.find((one) => one.start === fourth.start)?.steps;
    expect(steps?.map(({ job, step }) => [job, step])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    await world.ask('deleteSequence', { sequence: id });
    expect(await world.ask('listSequences', {})).toEqual([]);
  });
});
