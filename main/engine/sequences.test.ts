import { expect, describe, it } from 'vitest';
import { duration, instant } from '../core/time/instant.ts';
import { UTC } from '../core/time/zone.ts';
import { readSequence, type Sequence } from '../core/sequence.ts';
import { jobOf, StillWorld } from './testing/stillWorld.ts';

const START = '2026-01-05T00:00:00Z';
const MINUTE = 60_000;

function sequenceOf(document: Record<string, unknown>): Sequence {
  const context = { now: instant(Date.parse(START)), zone: UTC, draw: () => 0.5, jobs: ['a', 'b'] };
  const read = readSequence(document, context);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** Fates of a job's due moments in the order in which they were written, with their start in letters. */
function fatesOf(world: StillWorld, job: string): string[] {
  const names = new Map<number, string>();
  const nameOf = (start: number): string => {
    const name = names.get(start) ?? 'first second third'.split(' ')[names.size] ?? '';
    names.set(start, name);
    return name;
  };
  return [...world.ledger.dueEntries(job, { limit: 100 })]
    .sort((a, b) => a.id - b.id)
    .map(({ facts, fate, reason }) =>
      `${facts.start === undefined ? 'own' : nameOf(facts.start)} ${fate} ${reason ?? ''}`.trim(),
    );
}

describe('a start that is open', () => {
  const steps = [{ job: 'a' }, { job: 'b', after: 'PT10M' }];
  /** `a` runs, `b` has come and waits for it. */
  const begun = (): StillWorld => {
    const world = new StillWorld(START, [jobOf('a', START, []), jobOf('b', START, [])]);
    world.scheduler.start();
    world.scheduler.saveSequence(sequenceOf({ id: 's', name: 'S', steps }));
    world.scheduler.wish({ kind: 'startSequence', sequence: 's' });
    world.pass(15 * MINUTE);
    return world;
  };
  const jobsStarted = (world: StillWorld): readonly string[] => world.started.map(({ job }) => job.id);

  it.each<[string, Record<string, unknown>]>([
    ['turned round', { steps: [...steps].reverse() }],
    ['given another step before', { steps: [{ job: 'b' }, ...steps] }],
    ['left with one step', { steps: [{ job: 'a' }] }],
    ['freed', { steps, concurrency: 'free' }],
  ])('keeps the steps it was started with where the sequence is %s', (_what, edited) => {
    const world = begun();
    world.scheduler.saveSequence(sequenceOf({ id: 's', name: 'S', ...edited }));
    world.pass(MINUTE);
    expect(jobsStarted(world)).toEqual(['a']);
    expect(world.scheduler.jobsOfStarts('s')).toEqual(new Set(['a', 'b']));
    world.end(world.started[0]?.run ?? '');
    expect(jobsStarted(world)).toEqual(['a', 'b']);
  });

  it('keeps them over a restart as well, and each has the priority it was started with', () => {
    const world = new StillWorld(START, [jobOf('a', START, []), jobOf('b', START, [])]);
    world.scheduler.start();
    const both = (first: number, second: number) => [
      { job: 'a', after: 'PT10M', priority: first },
      { job: 'b', after: 'PT10M', priority: second },
    ];
    world.scheduler.saveSequence(sequenceOf({ id: 's', name: 'S', steps: both(2, 1) }));
    world.scheduler.wish({ kind: 'startSequence', sequence: 's' });
    world.scheduler.saveSequence(sequenceOf({ id: 's', name: 'S', steps: both(1, 2), concurrency: 'free' }));
    world.scheduler.dispose();
    world.launch().start();
    world.pass(11 * MINUTE);
    expect(jobsStarted(world)).toEqual(['b']);
    world.end(world.started[0]?.run ?? '');
    expect(jobsStarted(world)).toEqual(['b', 'a']);
  });

  it('has its steps named by their places at its start', () => {
    const world = begun();
    world.scheduler.saveSequence(sequenceOf({ id: 's', name: 'S', steps: [...steps].reverse() }));
    expect(world.scheduler.wish({ kind: 'cancelSequence', sequence: 's', start: null, step: 1 }).ok).toBe(true);
    expect(fatesOf(world, 'a')).toEqual(['first running']);
    expect(fatesOf(world, 'b')).toEqual(['first skipped sequenceCancelled']);
  });

  it('is cancelled, but for what runs, where its sequence is removed', () => {
    const world = begun();
    world.scheduler.removeSequence('s');
    expect(fatesOf(world, 'a')).toEqual(['first running']);
    expect(fatesOf(world, 'b')).toEqual(['first skipped sequenceCancelled']);
  });

  it('is cancelled at the next start where Wakeful went between removing the sequence and writing that down', () => {
    const world = begun();
    world.scheduler.dispose();
    world.store.removeSequence('s');
    world.launch().start();
    expect(fatesOf(world, 'b')).toEqual(['first skipped sequenceCancelled']);
  });
});

describe('cancelling', () => {
  const twoStarts = (): { world: StillWorld; first: number; second: number } => {
    const world = new StillWorld(START, [jobOf('a', START, []), jobOf('b', START, [])]);
    world.scheduler.start();
    const steps = [
      { job: 'a', after: 'PT10M' },
      { job: 'b', after: 'PT20M' },
    ];
    world.scheduler.saveSequence(sequenceOf({ id: 's', name: 'S', steps, concurrency: 'free' }));
    const begin = (): number => {
      const wished = world.scheduler.wish({ kind: 'startSequence', sequence: 's' });
      return wished.ok ? (wished.start ?? 0) : 0;
    };
    const first = begin();
    world.pass(MINUTE);
    return { world, first, second: begin() };
  };
  const cancel = (world: StillWorld, start: number | null, step: number | null) =>
    world.scheduler.wish({ kind: 'cancelSequence', sequence: 's', start, step });

  it('one start leaves the others', () => {
    const { world, first, second } = twoStarts();
    expect(first).not.toBe(second);
    expect(cancel(world, second, null).ok).toBe(true);
    expect(fatesOf(world, 'a')).toEqual(['first waiting', 'second skipped sequenceCancelled']);
    expect(fatesOf(world, 'b')).toEqual(['first waiting', 'second skipped sequenceCancelled']);
    expect(cancel(world, second, null)).toMatchObject({ ok: false, error: { code: 'notWaiting' } });
  });

  it('one step of one start leaves its other steps, and the same step of the others', () => {
    const { world, first } = twoStarts();
    expect(cancel(world, first, 1).ok).toBe(true);
    expect(fatesOf(world, 'a')).toEqual(['first waiting', 'second waiting']);
    expect(fatesOf(world, 'b')).toEqual(['first skipped sequenceCancelled', 'second waiting']);
  });

  it('without a start cancels every open one', () => {
    const { world } = twoStarts();
    expect(cancel(world, null, 0).ok).toBe(true);
    expect(fatesOf(world, 'a')).toEqual(['first skipped sequenceCancelled', 'second skipped sequenceCancelled']);
    expect(fatesOf(world, 'b')).toEqual(['first waiting', 'second waiting']);
  });

  it('a step that waits as one with other due moments of its job leaves those', () => {
    const cron = { type: 'cron', expression: '5 * * * *' };
    const conditions = [{ kind: 'network' as const }];
    const job = jobOf('b', START, [cron], { conditions, deadline: duration(600 * MINUTE) });
    const world = new StillWorld(START, [job]);
    world.online = false;
    world.scheduler.start();
    world.scheduler.saveSequence(sequenceOf({ id: 's', name: 'S', steps: [{ job: 'b', after: 'PT10M' }] }));
    world.scheduler.wish({ kind: 'startSequence', sequence: 's' });
    world.pass(15 * MINUTE);
    expect(fatesOf(world, 'b')).toEqual(['first waiting', 'own waiting']);
    expect(cancel(world, null, null).ok).toBe(true);
    expect(fatesOf(world, 'b')).toEqual(['first skipped sequenceCancelled', 'own waiting']);
    world.online = true;
    world.scheduler.notice({ kind: 'network', up: true });
    expect(world.started).toHaveLength(1);
  });
});
