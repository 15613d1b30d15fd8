import { describe, expect, it } from 'vitest';
import { duration, instant } from '../core/time/instant.ts';
import { LedgerError, type Change } from './ledger.ts';
import { MemoryLedger } from './memoryLedger.ts';
import { jobOf, StillWorld } from './testing/stillWorld.ts';

const START = '2026-01-05T00:00:00Z';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (ms: number) => instant(Date.parse(START) + ms);
const hourly = { type: 'cron', expression: '0 * * * *' };

class Full extends MemoryLedger {
  full = false;
  override commit(changes: readonly Change[]): void {
    if (this.full) throw new LedgerError('full', 'There is no room on the disk.');
    super.commit(changes);
  }
}

function worldOf(ledger: Full, more: Parameters<typeof jobOf>[3] = {}, trigger: unknown = hourly): StillWorld {
  const world = new StillWorld(START, [jobOf('a', START, [trigger], more)], ledger);
  world.scheduler.start();
  return world;
}

describe('a run whose intent could not be written', () => {
  it('starts, and is recorded to start, when it could', () => {
    const ledger = new Full();
    const world = worldOf(ledger);
    ledger.full = true;
    world.pass(HOUR + 20 * MINUTE);
    expect(world.started).toEqual([]);
    ledger.full = false;
    world.pass(MINUTE);
    const [spec] = world.started;
    const run = ledger.run(spec?.run ?? '');
    expect(run?.started).toBeGreaterThanOrEqual(at(HOUR + 20 * MINUTE));
    expect(ledger.dueEntryAt('a', at(HOUR))).toMatchObject({ fate: 'running', reason: 'busy', decided: run?.started });
    world.end(spec?.run ?? '');
    expect(ledger.dueEntryAt('a', at(HOUR))).toMatchObject({ fate: 'caughtUp', reason: 'busy' });
  });

  it('is on time where it was only a moment', () => {
    const ledger = new Full();
    const world = worldOf(ledger);
    ledger.full = true;
    world.pass(HOUR + 10_000);
    ledger.full = false;
    world.pass(10_000);
    world.end(world.started[0]?.run ?? '');
    expect(ledger.dueEntryAt('a', at(HOUR))).toMatchObject({ fate: 'ran', reason: null });
  });

  it('has its limits and its period from its real start', () => {
    const ledger = new Full();
    const timeout = { attempt: null, total: duration(10 * MINUTE), grace: duration(0) };
    const world = worldOf(ledger, { timeout }, { type: 'interval', every: 'PT1H' });
    ledger.full = true;
    world.pass(HOUR + 30 * MINUTE);
    ledger.full = false;
    world.pass(9 * MINUTE);
    expect(world.started).toHaveLength(1);
    expect(world.stopped).toEqual([]);
    world.end(world.started[0]?.run ?? '');
    expect(world.scheduler.nextDue('a')).toBeGreaterThanOrEqual(at(2 * HOUR + 30 * MINUTE));
  });

  it('has the limit of a further attempt from its real start, and the start of its first', () => {
    const ledger = new Full();
    const retry = {
      limit: 1,
      delay: duration(MINUTE),
      factor: 1,
      maxDelay: null,
      jitter: 0,
      onExitCodes: null,
    };
    const timeout = { attempt: duration(10 * MINUTE), total: null, grace: duration(0) };
    const world = worldOf(ledger, { retry, timeout });
    world.pass(HOUR);
    const { run } = world.started[0] ?? { run: '' };
    world.end(run, 1);
    ledger.full = true;
    world.pass(30 * MINUTE);
    expect(world.started).toHaveLength(1);
    ledger.full = false;
    world.pass(9 * MINUTE);
    expect(world.started).toHaveLength(2);
    expect(world.stopped).toEqual([]);
    expect(ledger.run(run)?.started).toBe(at(HOUR));
  });
});

describe('a run that outlived Wakeful', () => {
  const follower = { type: 'after', job: 'a', on: 'any', delay: 'PT5M' };
  const left = (): { world: StillWorld; run: string } => {
    const jobs = [jobOf('a', START, [hourly]), jobOf('b', START, [follower])];
    const world = new StillWorld(START, jobs);
    world.scheduler.start();
    world.pass(HOUR);
    const run = world.started[0]?.run ?? '';
    world.scheduler.dispose();
    world.adoptable.add(run);
    world.now += 20 * MINUTE;
    world.mono += 20 * MINUTE;
    world.launch().start();
    world.now += 1000;
    return { world, run };
  };
  const report = { outputs: {}, fingerprint: null };

  it('ended when it really did, where that was before it was noticed; what follows it counts from the noticing', () => {
    const { world, run } = left();
    const endedAt = at(HOUR + 7 * MINUTE);
    world.scheduler.runnerEvents.ended(run, 1, { kind: 'exited', exitCode: 0 }, { ...report, endedAt });
    expect(world.ledger.run(run)).toMatchObject({ outcome: 'succeeded', started: at(HOUR), ended: endedAt });
    expect(world.ledger.dueEntryAt('a', at(HOUR))).toMatchObject({
      fate: 'ran',
      decided: at(HOUR + 20 * MINUTE + 1000),
    });
    expect(world.scheduler.openMoments('b').map(({ entry }) => entry.due)).toEqual([at(HOUR + 25 * MINUTE + 1000)]);
  });

  it('is followed from its end where that was seen', () => {
    const { world, run } = left();
    const endedAt = at(HOUR + 20 * MINUTE + 900);
    world.scheduler.runnerEvents.ended(run, 1, { kind: 'exited', exitCode: 0 }, { ...report, endedAt });
    expect(world.scheduler.openMoments('b').map(({ entry }) => entry.due)).toEqual([at(HOUR + 25 * MINUTE + 900)]);
  });
});
