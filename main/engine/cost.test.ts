import { cpuUsage } from 'node:process';
import { describe, expect, it } from 'vitest';
import { jobOf, StillWorld } from './testing/stillWorld.ts';

const START = '2026-01-05T00:00:00Z';
const zones = ['local', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];

const manyJobs = (count: number, expression: (index: number) => string) =>
  Array.from({ length: count }, (_, index) =>
    jobOf(`job-${index}`, START, [{ type: 'cron', expression: expression(index), zone: zones[index % zones.length]! }]),
  );

/** Milliseconds of the processor that something takes: others may be busy on the same machine. */
const took = (act: () => void): number => {
  const before = cpuUsage();
  act();
  const { user, system } = cpuUsage(before);
  return (user + system) / 1000;
};

describe('what an evaluation costs', () => {
  it('arms 10,000 jobs within 300 ms', () => {
    const world = new StillWorld(
      START,
      manyJobs(10_000, (index) => `${index % 60} ${index % 24} * * ${index % 7}`),
    );
    const ms = took(() => world.scheduler.start());
    expect(ms).toBeLessThan(600);
    expect(world.alarm).not.toBeNull();
  });

  it('decides 9,000 missed of 10,000 after 8 hours asleep within a second', () => {
    const world = new StillWorld(
      START,
      manyJobs(10_000, (index) => (index % 10 === 9 ? '0 20 * * *' : `${1 + (index % 58)} * * * *`)),
    );
    world.scheduler.start();
    world.pass(1000);
    const ms = took(() => world.sleep(8 * 3_600_000));
    expect(ms).toBeLessThan(1500);
    expect(world.started).toHaveLength(2);
  });

  it('starts 10,000 jobs due at one instant in one evaluation', () => {
    const world = new StillWorld(
      START,
      manyJobs(10_000, () => '30 * * * *'),
    );
    world.scheduler.start();
    const ms = took(() => world.pass(30 * 60_000));
    expect(ms).toBeLessThan(1500);
    expect(world.started).toHaveLength(10_000);
  });

  it('costs nothing noticeable where nothing is due, with 10 jobs as with 100,000', () => {
    const each = [10, 1000, 10_000, 100_000].map((count) => {
      const world = new StillWorld(
        START,
        manyJobs(count, (index) => `${index % 60} 20 * * *`),
      );
      world.scheduler.start();
      const ms = took(() => {
        for (let k = 0; k < 20_000; k += 1) {
          world.now += 1;
          world.mono += 1;
          world.scheduler.evaluate('alarm');
        }
      });
      return (ms * 1000) / 20_000;
    });
    expect(Math.max(...each)).toBeLessThan(100);
  });

  it('accounts for a year of missed minutes at once', () => {
    const world = new StillWorld(
      START,
      manyJobs(1, () => '* * * * *'),
    );
    world.scheduler.start();
    const ms = took(() => world.sleep(365 * 86_400_000));
    expect(ms).toBeLessThan(50);
    const entries = world.ledger.dueEntries('job-0', { limit: 10 });
    expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(365 * 24 * 60);
    expect(world.started).toHaveLength(1);
  });
});
