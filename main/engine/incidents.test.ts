import { describe, expect, it } from 'vitest';
import type { Job } from '../core/job.ts';
import type { AttemptReport } from './ports.ts';
import { jobOf, StillWorld } from './testing/stillWorld.ts';

const START = '2026-03-02T12:00:00Z';
const HOUR = 3_600_000;

function worldWith(more: Partial<Job>): StillWorld {
  const world = new StillWorld(START, [jobOf('a', START, [{ type: 'cron', expression: '0 * * * *' }], more)]);
  world.scheduler.start();
  return world;
}

/** The next hour's run, which ends at once. */
function runOnce(world: StillWorld, exitCode: number, report: Partial<AttemptReport> = {}): void {
  const before = world.started.length;
  world.pass(HOUR);
  for (const { run } of world.started.slice(before)) {
    const told = { outputs: {}, fingerprint: null, ...report };
    world.scheduler.runnerEvents.ended(run, 1, { kind: 'exited', exitCode }, told);
  }
}

describe('a job that fails too often', () => {
  it('is disabled after the n-th failure in a row, told once, and has as many tries again when it is enabled', () => {
    const world = worldWith({ giveUpAfter: 3 });
    for (const exitCode of [1, 1, 0, 1, 1]) runOnce(world, exitCode);
    expect(world.scheduler.job('a')?.job.enabled).toBe(true);
    runOnce(world, 1);
    expect(world.scheduler.job('a')?.job.enabled).toBe(false);
    expect(world.shown.at(-1)).toBe('a was disabled');
    expect(
      world.scheduler
        .openIncidents()
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['failing', 'gaveUp']);
    const [notice] = world.ledger.notices({ limit: 1 });
    expect(notice).toMatchObject({ kind: 'gaveUp', job: 'a' });
    expect(notice?.body).toMatch(/^It failed 3 times in a row\. Mend it, then enable it again/);
    const starts = world.started.length;
    world.pass(5 * HOUR);
    expect(world.started).toHaveLength(starts);

    world.scheduler.setEnabled('a', true);
    for (const exitCode of [1, 1]) runOnce(world, exitCode);
    expect(world.scheduler.job('a')?.job.enabled).toBe(true);
    runOnce(world, 1);
    expect(world.scheduler.job('a')?.job.enabled).toBe(false);

    world.scheduler.setEnabled('a', true);
    runOnce(world, 0);
    expect(world.scheduler.openIncidents()).toEqual([]);
  });

  it('goes on where nothing was said', () => {
    const world = worldWith({});
    for (let count = 0; count < 30; count += 1) runOnce(world, 1);
    expect(world.scheduler.job('a')?.job.enabled).toBe(true);
  });
});

describe('a job that uses more than it should', () => {
  it('is told once, until a run keeps within its limits', () => {
    const world = worldWith({ limits: { memory: 1, output: null, then: 'notify' } });
    const overLimit = 'It goes on, although it used 9 MiB of memory, and its job allows 1 MiB.';
    for (const report of [{ overLimit }, { overLimit }]) runOnce(world, 0, report);
    expect(world.shown).toEqual(['a uses more than it should']);
    expect(world.scheduler.lastRun('a')).toMatchObject({ outcome: 'succeeded', message: overLimit });
    runOnce(world, 0);
    expect(world.scheduler.openIncidents()).toEqual([]);
    runOnce(world, 0, { overLimit });
    expect(world.shown).toHaveLength(2);
  });
});

describe('what a run used', () => {
  it('adds up over its attempts, and memory is the most of any', () => {
    const retry = { limit: 1, delay: 0 as Job['deadline'], factor: 1, maxDelay: null, jitter: 0, onExitCodes: null };
    const world = worldWith({ retry });
    world.pass(HOUR);
    const { run } = world.started[0]!;
    const told = (attempt: number, exitCode: number, cpuMs: number, peakMemory: number): void => {
      const report = { outputs: {}, fingerprint: null, cpuMs, peakMemory };
      world.scheduler.runnerEvents.ended(run, attempt, { kind: 'exited', exitCode }, report);
    };
    told(1, 1, 100, 7000);
    told(2, 0, 30, 5000);
    expect(world.scheduler.lastRun('a')).toMatchObject({ cpuMs: 130, peakMemory: 7000, attempts: 2 });
  });
});

it('the notification of a failure has the last line of its output', () => {
  const world = worldWith({});
  world.lastLine = 'Connection refused';
  runOnce(world, 75);
  expect(world.ledger.notices({ limit: 1 })[0]?.body).toBe('Failed, exit code 75. Connection refused');
});
