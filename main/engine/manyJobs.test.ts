import { describe, expect, it } from 'vitest';
import { jobOf, StillWorld } from './testing/stillWorld.ts';

const START = '2026-01-05T00:00:00Z';
const zones = ['local', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];

const manyJobs = (count: number, expression: (index: number) => string) =>
  Array.from({ length: count }, (_, index) =>
    jobOf(`job-${index}`, START, [{ type: 'cron', expression: expression(index), zone: zones[index % zones.length]! }]),
  );

describe('very many jobs and moments', () => {
  it('arms 10,000 jobs with one alarm', () => {
    const world = new StillWorld(
      START,
      manyJobs(10_000, (index) => `${index % 60} ${index % 24} * * ${index % 7}`),
    );
    world.scheduler.start();
    expect(world.alarm).not.toBeNull();
  });

  it('decides 9,000 missed of 10,000 after 8 hours asleep, and starts two', () => {
    const world = new StillWorld(
      START,
      manyJobs(10_000, (index) => (index % 10 === 9 ? '0 20 * * *' : `${1 + (index % 58)} * * * *`)),
    );
    world.scheduler.start();
    world.pass(1000);
    world.sleep(8 * 3_600_000);
    expect(world.started).toHaveLength(2);
  });

  it('starts 10,000 jobs due at one instant in one evaluation', () => {
    const world = new StillWorld(
      START,
      manyJobs(10_000, () => '30 * * * *'),
    );
    world.scheduler.start();
    world.pass(30 * 60_000);
    expect(world.started).toHaveLength(10_000);
  });

  it('accounts for a year of missed minutes with one run', () => {
    const world = new StillWorld(
      START,
      manyJobs(1, () => '* * * * *'),
    );
    world.scheduler.start();
    world.sleep(365 * 86_400_000);
    const entries = world.ledger.dueEntries('job-0', { limit: 10 });
    expect(entries.reduce((sum, { count }) => sum + count, 0)).toBe(365 * 24 * 60);
    expect(world.started).toHaveLength(1);
  });
});

describe('what jobs make worth looking at', () => {
  it('is what a trigger or a condition names, for as long as there is such a job', () => {
    const world = new StillWorld(START, []);
    world.scheduler.start();
    const { scheduler } = world;
    const looked = (): string[] => (['network', 'power', 'mount'] as const).filter((what) => scheduler.looksFor(what));
    expect(looked()).toEqual([]);
    const waiting = jobOf('waiting', START, [], {
      conditions: [{ kind: 'network' }, { kind: 'wifi', names: ['home'] }],
    });
    scheduler.saveJob(waiting);
    scheduler.saveJob(jobOf('backup', START, [{ type: 'mount' }]));
    scheduler.saveJob(jobOf('charging', START, [{ type: 'power', state: 'ac' }]));
    expect(looked()).toEqual(['network', 'power', 'mount']);
    scheduler.saveJob({ ...waiting, job: { ...waiting.job, conditions: [] }, revision: 2 });
    scheduler.removeJob('backup');
    expect(looked()).toEqual(['power']);
  });
});
