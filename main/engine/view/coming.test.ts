import { describe, expect, it } from 'vitest';
import { instant } from '../../core/time/instant.ts';
import { comingOf as comingIn, countComing } from './coming.ts';
import type { Reading } from './reading.ts';
import { ProgramWorld } from './testing/programWorld.ts';

const MINUTE = 60_000;
const at = (time: string): number => Date.parse(`2026-03-02T${time}Z`);
const cron = (expression: string) => ({ type: 'cron', expression, zone: 'UTC' });
const after = (job: string, delay: string) => ({ type: 'after', job, on: 'success', delay });

/** The due moments of a job that are to come, as its page lists them, the next first. */
const comingOf = async (world: ProgramWorld, job: string, count: number) =>
  (await world.ask('listDue', { job, before: null, limit: 1, comingUp: count }))
    .filter(({ fate }) => fate === 'comingUp')
    .map(({ due, estimated }) => [due, estimated])
    .reverse();

describe('what is to come of a job that follows another', () => {
  it('is not guessed again where it is owed already', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [cron('5 * * * *')] });
    const two = await world.add({ name: 'Two', triggers: [after(one, 'PT10M')] });
    world.passRunning(6 * MINUTE);
    expect(await comingOf(world, two, 3)).toEqual([
      [at('12:15:00'), false],
      [at('13:15:00'), true],
      [at('14:15:00'), true],
    ]);
  });

  it('is not guessed from a due moment that led to no run', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [cron('5 * * * *')] });
    const two = await world.add({ name: 'Two', triggers: [after(one, 'PT10M')] });
    await world.ask('skipNext', { job: one });
    expect(await comingOf(world, two, 1)).toEqual([[at('13:15:00'), true]]);
    world.passRunning(6 * MINUTE);
    expect(await comingOf(world, two, 1)).toEqual([[at('13:15:00'), true]]);
  });

  it('is guessed from a run that goes on', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [cron('5 * * * *')] });
    const two = await world.add({ name: 'Two', triggers: [after(one, 'PT10M')] });
    world.world.pass(6 * MINUTE);
    expect(await comingOf(world, two, 2)).toEqual([
      [at('12:15:00'), true],
      [at('13:15:00'), true],
    ]);
  });

  it('is guessed from what the other owes itself', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [cron('5 * * * *')] });
    const two = await world.add({ name: 'Two', triggers: [after(one, 'PT10M')] });
    const three = await world.add({ name: 'Three', triggers: [after(two, 'PT5M')] });
    expect(await comingOf(world, three, 1)).toEqual([[at('12:20:00'), true]]);
    world.passRunning(6 * MINUTE);
    expect(await comingOf(world, three, 2)).toEqual([
      [at('12:20:00'), true],
      [at('13:20:00'), true],
    ]);
  });

  it('is looked for behind a pause, however many due moments the other has before', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [cron('* * * * *')] });
    const two = await world.add({ name: 'Two', triggers: [after(one, 'PT10S')] });
    await world.ask('pause', { job: two, until: at('18:00:00') });
    expect(await comingOf(world, two, 1)).toEqual([[at('18:00:10'), true]]);
  });
});

describe('a run by hand', () => {
  it('is what became of the job last, until it is due again', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [cron('5 * * * *')] });
    const byHand = async () => (await world.ask('listJobs', {}))[0]?.byHand;
    world.passRunning(6 * MINUTE);
    expect(await byHand()).toBeNull();
    const { run } = await world.ask('runNow', { job: one });
    expect(await byHand()).toBeNull();
    world.world.pass(1000);
    world.world.end(run);
    expect(await byHand()).toEqual({ started: at('12:06:00'), outcome: 'succeeded', text: 'Ran' });
    world.passRunning(60 * MINUTE);
    expect(await byHand()).toBeNull();
  });
});

describe('a draft that follows another job', () => {
  it('is told by the name of that job, with its next due moments as guesses', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ id: 'one', name: 'Source one', triggers: [cron('5 * * * *')] });
    const report = await world.ask('checkDraft', {
      id: null,
      document: {
        name: 'Two',
        run: { command: ['true'] },
        triggers: [after(one, 'PT10M'), cron('0 20 * * *')],
        conditions: [{ job: 'gone', succeeded: 'today' }, null],
      },
      count: 2,
    });
    expect(report.names).toEqual({ [one]: 'Source one' });
    expect(report.triggers).toMatchObject([
      {
        sentence: '10 minutes after Source one succeeded',
        next: [at('12:15:00'), at('13:15:00')],
        estimated: true,
      },
      { next: [at('20:00:00'), Date.parse('2026-03-03T20:00:00Z')] },
    ]);
    expect(report.triggers[1]).not.toHaveProperty('estimated');
  });
});

describe('the number of due moments to come', () => {
  it('is that of the listed ones, along a chain, at every point of its life', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [cron('*/7 * * * *'), cron('30 13 * * *')] });
    const two = await world.add({ name: 'Two', triggers: [after(one, 'PT4M')] });
    const three = await world.add({ name: 'Three', triggers: [after(two, 'PT90S'), after(one, 'PT2H')] });
    const { world: machine } = world;
    const clock = { now: () => instant(machine.now), localZone: () => 'UTC' };
    const reading: Pick<Reading, 'scheduler' | 'clock'> = { scheduler: machine.scheduler, clock };
    const compare = () => {
      for (const job of [one, two, three]) {
        const stored = machine.scheduler.job(job)!;
        for (const [from, to] of [
          [0, 60],
          [0, 200],
          [30, 150],
        ] as const) {
          const begin = instant(machine.now + from * MINUTE);
          const end = instant(machine.now + to * MINUTE);
          const listed = comingIn(stored, begin, 500, reading as Reading, () => null).filter(({ at }) => at <= end);
          expect(countComing(stored, begin, end, reading as Reading, () => null)).toBe(listed.length);
          expect(listed.length).toBeGreaterThan(0);
        }
      }
    };
    compare();
    for (const minutes of [3, 2, 3, 4, 1]) {
      world.passRunning(minutes * MINUTE);
      compare();
    }
    machine.pass(2 * MINUTE);
    compare();
    await world.ask('skipNext', { job: one });
    compare();
    await world.ask('pause', { job: two, until: machine.now + 45 * MINUTE });
    compare();
  });

  it('is shown in the columns of a job that follows another', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [cron('* * * * *')] });
    const two = await world.add({ name: 'Two', triggers: [after(one, 'PT10S')] });
    const { rows } = await world.ask('timeline', {
      from: at('12:00:00'),
      to: at('18:00:00'),
      width: 700,
      jobs: [two],
    });
    expect(rows).toMatchObject([{ kind: 'columns' }]);
    const [row] = rows;
    const sum = row?.kind === 'columns' ? row.columns.reduce((total, { comingUp }) => total + comingUp, 0) : 0;
    expect(sum).toBe(359);
  });
});

describe('due every five minutes or more often', () => {
  const oftenOf = async (world: ProgramWorld) => (await world.ask('readToday', {})).often.map(({ name }) => name);

  it('is said of a job by its rhythm, and of what follows it', async () => {
    const world = new ProgramWorld();
    const one = await world.add({ name: 'One', triggers: [cron('* * * * *')] });
    await world.add({ name: 'Two', triggers: [after(one, 'PT10S')] });
    await world.add({ name: 'Five', triggers: [cron('*/5 * * * *')] });
    await world.add({ name: 'Six', triggers: [cron('*/6 * * * *')] });
    expect(await oftenOf(world)).toEqual(['One', 'Two', 'Five']);
    const { ribbon, comingUp } = await world.ask('readToday', {});
    expect(new Set(ribbon.marks.map(({ job }) => job))).toEqual(new Set(['six']));
    expect(comingUp).toMatchObject([{ name: 'Six', ifAway: 'would catch up', within: null }]);
  });

  it('is not said where some due moments lie close together and the others far', async () => {
    const world = new ProgramWorld();
    await world.add({ name: 'Twice a night', triggers: [cron('0,1 3 * * *')] });
    expect(await oftenOf(world)).toEqual([]);
  });
});
