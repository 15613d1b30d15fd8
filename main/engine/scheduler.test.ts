import { describe, expect, it } from 'vitest';
import { duration, instant } from '../core/time/instant.ts';
import { readSequence, type Sequence } from '../core/sequence.ts';
import { UTC } from '../core/time/zone.ts';
import { LedgerError, type Change } from './ledger.ts';
import { MemoryLedger } from './memoryLedger.ts';
import { jobOf, StillWorld, triggerOf } from './testing/stillWorld.ts';

const START = '2026-01-05T00:00:00Z';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (text: string) => instant(Date.parse(`2026-01-${text}:00Z`));

const hourly = { type: 'cron', expression: '0 * * * *' };
const minutely = { type: 'cron', expression: '* * * * *' };

/** Fates of a job, oldest first, in short. */
function fatesOf(world: StillWorld, job: string): string[] {
  const time = (when: number) => new Date(when).toISOString().slice(11, 16);
  return [...world.ledger.dueEntries(job, { limit: 1000 })]
    .sort((a, b) => a.due - b.due || a.id - b.id)
    .map(({ due, count, last, fate, reason }) => {
      const span = count > 1 ? `..${time(last ?? due)} x${count}` : '';
      return `${time(due)}${span} ${fate}${reason === null ? '' : ` ${reason}`}`;
    });
}

function started(world: StillWorld): StillWorld {
  world.scheduler.start();
  return world;
}

describe('a sleep of eight hours with a job every minute', () => {
  it('is exactly one catch-up run, decided with the resume', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [minutely])]));
    world.pass(30_000);
    world.sleep(8 * HOUR + 20 * 1000);
    expect(world.started).toHaveLength(1);
    expect(fatesOf(world, 'a')).toEqual(['00:01..07:59 x479 coalesced asleep', '08:00 running']);
  });

  it('is the same over a restart', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [minutely])]));
    world.pass(30_000);
    world.now += 8 * HOUR + 20 * 1000;
    world.launch().start();
    expect(world.started).toHaveLength(1);
    expect(fatesOf(world, 'a')).toEqual(['00:01..07:59 x479 coalesced notRunning', '08:00 running']);
  });

  it('runs nothing twice where the clock goes back an hour', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])]));
    for (const run of [0, 1]) {
      world.pass(HOUR);
      world.end(world.started[run]!.run);
    }
    world.stepClock(-HOUR);
    world.scheduler.evaluate('heartbeat');
    world.pass(90 * MINUTE);
    expect(fatesOf(world, 'a')).toEqual(['01:00 ran', '02:00 ran']);
    expect(world.scheduler.era).toBe(1);
  });
});

describe('evaluating', () => {
  it('twice at the same instant changes nothing', () => {
    const writes: (readonly Change[])[] = [];
    class Watched extends MemoryLedger {
      override commit(changes: readonly Change[]): void {
        writes.push(changes);
        super.commit(changes);
      }
    }
    const world = started(new StillWorld(START, [jobOf('a', START, [minutely])], new Watched()));
    world.pass(10 * MINUTE);
    const before = writes.length;
    for (const reason of ['alarm', 'heartbeat', 'resume', 'event', 'suspend'] as const) {
      world.scheduler.evaluate(reason);
      world.scheduler.evaluate(reason);
    }
    expect(writes.length).toBe(before);
  });

  it('makes the intent durable before the runner is asked', () => {
    const world = new StillWorld(START, [jobOf('a', START, [hourly])]);
    let known: string | null = null;
    const start = world.started.push.bind(world.started);
    world.started.push = (...specs) => {
      known = world.ledger.run(specs[0]!.run)?.run ?? null;
      return start(...specs);
    };
    started(world).pass(HOUR);
    expect(known).toBe(world.started[0]!.run);
  });

  it('tells its listeners once, with the jobs that changed', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly]), jobOf('b', START, [minutely])]));
    const told: string[][] = [];
    const listening = world.scheduler.onChange(({ jobs }) => void told.push([...jobs]));
    world.pass(MINUTE);
    expect(told).toEqual([['b']]);
    listening.dispose();
    world.pass(HOUR);
    expect(told).toHaveLength(1);
  });
});

describe('an alarm that is set ahead', () => {
  it('prepares the start, which the runner carries out on the instant, and no moment is decided twice', () => {
    const world = new StillWorld(START, [jobOf('a', START, [hourly])]);
    world.lead = 5;
    world.launch().start();
    expect(world.alarm).toBe(at('05T01:00') - 5);
    world.pass(HOUR - 5);
    expect(world.started).toMatchObject([{ notBefore: at('05T01:00'), due: at('05T01:00') }]);
    expect(world.ledger.run(world.started[0]!.run)?.started).toBe(at('05T01:00'));
    world.pass(5);
    world.scheduler.evaluate('heartbeat');
    world.end(world.started[0]!.run);
    expect(fatesOf(world, 'a')).toEqual(['01:00 ran']);
    world.pass(HOUR);
    expect(fatesOf(world, 'a')).toEqual(['01:00 ran', '02:00 running']);
  });

  it('does not ring without end where something is due within the lead', () => {
    const world = new StillWorld(START, [jobOf('a', START, [hourly])]);
    world.lead = 5;
    world.launch().start();
    world.scheduler.wish({ kind: 'pause', job: 'a', until: at('05T00:30') });
    world.pass(30 * MINUTE - 3);
    expect(world.alarm).toBeGreaterThan(world.now);
  });
});

describe('a ledger that cannot be written', () => {
  class Full extends MemoryLedger {
    full = false;
    override commit(changes: readonly Change[]): void {
      if (this.full) throw new LedgerError('full', 'There is no room on the disk.');
      super.commit(changes);
    }
  }

  it('starts nothing, decides nothing more, and goes on when there is room', () => {
    const ledger = new Full();
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])], ledger));
    ledger.full = true;
    world.pass(2 * HOUR);
    expect(world.started).toEqual([]);
    expect(world.scheduler.storage?.kind).toBe('full');
    ledger.full = false;
    world.pass(MINUTE);
    expect(world.scheduler.storage).toBeNull();
    expect(world.started).toHaveLength(1);
    expect(fatesOf(world, 'a')).toEqual(['01:00 running busy', '02:00 skipped stillRunning']);
    expect(ledger.notices({ limit: 5 })).toMatchObject([{ kind: 'storage' }]);
  });
});

describe('jobs that are edited', () => {
  it('count from their saving, also for what is immediate', () => {
    const world = started(new StillWorld(START));
    world.pass(HOUR + 1000);
    const job = jobOf('a', '2026-01-05T01:00:01Z', [{ type: 'interval', every: 'PT10M', immediately: true }]);
    world.scheduler.saveJob(job);
    expect(fatesOf(world, 'a')).toEqual(['01:00 running']);
    world.scheduler.evaluate('heartbeat');
    expect(world.started).toHaveLength(1);
    expect(world.store.load()).toHaveLength(1);
  });

  it('let go what they wait for when their trigger changes, and keep it when another does', () => {
    const conditions = [{ kind: 'network' as const }];
    const world = new StillWorld(START, [
      jobOf('a', START, [hourly, { type: 'cron', expression: '30 * * * *' }], { conditions }),
    ]);
    world.online = false;
    started(world).pass(HOUR);
    const kept = world.scheduler.job('a')!;
    const again = (triggers: readonly unknown[]) => {
      const job = { ...kept.job, triggers: triggers.map((trigger) => triggerOf(trigger, START)) };
      world.scheduler.saveJob({ ...kept, job, enabledAt: instant(world.now), revision: kept.revision + 1 });
    };
    again([{ type: 'cron', expression: '45 * * * *' }, hourly]);
    expect(fatesOf(world, 'a').slice(-1)).toEqual(['01:00 waiting']);
    expect(world.scheduler.openMoments('a').map(({ entry }) => entry.trigger)).toEqual([1]);
    again([{ type: 'cron', expression: '45 * * * *' }]);
    expect(fatesOf(world, 'a').slice(-1)).toEqual(['01:00 skipped jobChanged']);
  });

  it('have no due moments while disabled, and none for that time afterwards', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])]));
    world.scheduler.setEnabled('a', false);
    expect(world.scheduler.nextDue('a')).toBeNull();
    world.pass(2 * HOUR + 1000);
    world.scheduler.setEnabled('a', true);
    world.pass(HOUR);
    expect(fatesOf(world, 'a')).toEqual(['03:00 running']);
  });

  it('are stopped and forgotten when they are removed', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])]));
    world.pass(HOUR);
    world.scheduler.removeJob('a');
    const [spec] = world.started;
    expect(world.stopped).toEqual([spec!.run]);
    world.end(spec!.run);
    expect(world.ledger.run(spec!.run)).toMatchObject({ outcome: 'stopped', message: 'Its job was removed' });
    expect(world.scheduler.jobs()).toEqual([]);
    world.pass(HOUR);
    expect(world.started).toHaveLength(1);
  });

  it('are disabled by the output cancel=true after the run', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])]));
    world.pass(HOUR);
    world.end(world.started[0]!.run, 0, { cancel: 'true' });
    expect(world.scheduler.job('a')?.job.enabled).toBe(false);
    expect(world.store.load()[0]?.job.enabled).toBe(false);
  });
});

describe('wishes', () => {
  it('to run now are refused under forbid while it runs', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [])]));
    const wished = world.scheduler.wish({ kind: 'runNow', job: 'a' });
    expect(wished).toEqual({ ok: true, run: world.started[0]!.run });
    expect(world.scheduler.wish({ kind: 'runNow', job: 'a' })).toMatchObject({
      ok: false,
      error: { code: 'stillRunning' },
    });
  });

  it('to skip the next one skip one, however often they are made', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])]));
    world.scheduler.wish({ kind: 'skipNext', job: 'a' });
    world.scheduler.wish({ kind: 'skipNext', job: 'a' });
    world.pass(2 * HOUR);
    expect(fatesOf(world, 'a')).toEqual(['01:00 skipped skipNext', '02:00 running']);
  });

  it('to pause everything hold what waits, and skip what is due meanwhile', () => {
    const conditions = [{ kind: 'network' as const }];
    const world = new StillWorld(START, [jobOf('a', START, [hourly], { conditions })]);
    world.online = false;
    started(world).pass(HOUR);
    world.scheduler.wish({ kind: 'pause', job: null, until: null });
    world.online = true;
    world.scheduler.notice({ kind: 'network', up: true });
    world.pass(HOUR);
    expect(fatesOf(world, 'a')).toEqual(['01:00 waiting', '02:00 skipped paused']);
    world.scheduler.wish({ kind: 'unpause', job: null });
    expect(fatesOf(world, 'a')).toEqual(['01:00 running waited', '02:00 skipped paused']);
  });

  it('to run again need a due moment that was', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])]));
    world.pass(HOUR);
    world.end(world.started[0]!.run, 1);
    expect(world.scheduler.wish({ kind: 'runAgain', job: 'a', due: at('05T00:30') })).toMatchObject({ ok: false });
    expect(world.scheduler.wish({ kind: 'runAgain', job: 'a', due: at('05T01:00') })).toMatchObject({ ok: true });
    expect(world.started[1]).toMatchObject({ due: at('05T01:00') });
    expect(world.ledger.run(world.started[1]!.run)).toMatchObject({ cause: 'wish', due: at('05T01:00') });
  });

  it('about unknown jobs are answered', () => {
    const world = started(new StillWorld(START));
    expect(world.scheduler.wish({ kind: 'stop', job: 'nobody' })).toMatchObject({
      ok: false,
      error: { code: 'unknownJob' },
    });
  });

  it('to test a job run it as it is given, beside the saved one, and nothing follows', () => {
    const follows = jobOf('b', START, [{ type: 'after', job: 'a' }]);
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly]), follows]));
    world.pass(HOUR);
    const edited = {
      ...jobOf('a', START, []).job,
      run: { command: ['other'] },
      timeout: { attempt: duration(MINUTE), total: null, grace: duration(1000) },
    };
    const tested = world.scheduler.test(edited);
    expect(world.started[1]?.job.run).toEqual({ command: ['other'] });
    world.pass(MINUTE);
    expect(world.stopped).toEqual([tested.ok ? tested.run : null]);
    world.end(world.started[1]!.run);
    expect(world.ledger.run(world.started[1]!.run)).toMatchObject({ cause: 'test', outcome: 'timedOut' });
    expect(fatesOf(world, 'b')).toEqual([]);
    expect(world.scheduler.lastRun('a')).toBeNull();
  });
});

describe('a sequence that was to start by itself while the computer slept', () => {
  const nightly = (): Sequence => {
    const read = readSequence(
      {
        id: 's',
        name: 'Nightly',
        steps: [{ job: 'a' }, { job: 'b', after: 'PT10M' }],
        triggers: [{ type: 'cron', expression: '0 3 * * *' }],
      },
      { now: at('05T00:00'), zone: UTC, draw: () => 0 },
    );
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
  };

  it('is started once, at its time, and each step obeys the policy of its job', () => {
    const none = { runs: 'none' as const, within: null, limit: 10, afterSleep: true, afterOff: true };
    const world = started(new StillWorld(START, [jobOf('a', START, []), jobOf('b', START, [], { catchUp: none })]));
    world.scheduler.saveSequence(nightly());
    world.pass(MINUTE);
    world.sleep(55 * HOUR);
    expect(fatesOf(world, 'a')).toEqual(['03:00 running asleep']);
    expect(fatesOf(world, 'b')).toEqual(['03:10 expired noCatchUp']);
  });
});

describe('blackouts', () => {
  it('skip what falls into them, also while asleep, and catching up leaves them out', () => {
    const blackouts = [{ kind: 'dates' as const, from: '2026-01-06', to: '2026-01-06' }];
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly], { blackouts })]));
    world.pass(22 * HOUR + 1000);
    world.end(world.started[0]!.run);
    world.sleep(28 * HOUR);
    expect(fatesOf(world, 'a').slice(-4)).toEqual([
      '23:00 coalesced asleep',
      '00:00..23:00 x24 skipped blackout',
      '00:00..01:00 x2 coalesced asleep',
      '02:00 running',
    ]);
  });
});

describe('incidents', () => {
  const failing = (world: StillWorld, exitCode: number) => {
    world.pass(HOUR);
    world.end(world.started[world.started.length - 1]!.run, exitCode);
  };

  it('open with the first failure, are told once, and once more on recovery', () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])]));
    for (const exitCode of [0, 1, 1, 1]) failing(world, exitCode);
    expect(world.shown).toHaveLength(1);
    expect(world.scheduler.openIncidents()).toMatchObject([{ kind: 'failing', failures: 3 }]);
    failing(world, 0);
    expect(world.shown).toHaveLength(2);
    expect(world.scheduler.openIncidents()).toEqual([]);
    expect(world.ledger.notices({ limit: 9 }).map(({ kind }) => kind)).toEqual(['recovered', 'failed']);
  });

  it('are held back in quiet hours, which end in one summary, also over a restart', () => {
    const world = new StillWorld(START, [jobOf('a', START, [hourly])]);
    world.settings = { ...world.settings, quietHours: { from: '22:00', to: '07:00' } };
    started(world);
    for (const exitCode of [1, 0, 1]) failing(world, exitCode);
    expect(world.shown).toEqual([]);
    expect(world.ledger.notices({ limit: 9 })).toHaveLength(3);
    world.launch().start();
    world.pass(4 * HOUR);
    expect(world.shown).toHaveLength(1);
  });

  it('tell of a run that goes on too long', () => {
    const notify = {
      failure: true,
      afterFailures: 1,
      recovery: true,
      missed: false,
      stillRunningAfter: duration(HOUR),
      ping: null,
    };
    const world = started(
      new StillWorld(START, [jobOf('a', START, [{ type: 'cron', expression: '0 1 * * *' }], { notify })]),
    );
    world.pass(2 * HOUR - 1000);
    expect(world.shown).toEqual([]);
    world.pass(1000);
    expect(world.shown).toHaveLength(1);
    world.end(world.started[0]!.run);
    expect(world.scheduler.openIncidents()).toEqual([]);
  });

  it('tell of a row of missed due moments where the job asks for it', () => {
    const notify = {
      failure: true,
      afterFailures: 1,
      recovery: true,
      missed: true,
      stillRunningAfter: null,
      ping: null,
    };
    const catchUp = { runs: 'none' as const, within: null, limit: 10, afterSleep: true, afterOff: true };
    const world = started(
      new StillWorld(START, [jobOf('a', START, [{ type: 'cron', expression: '0 3 * * *' }], { notify, catchUp })]),
    );
    for (let night = 0; night < 3; night += 1) {
      world.sleep(8 * HOUR);
      world.pass(16 * HOUR);
    }
    expect(world.ledger.notices({ limit: 9 }).map(({ kind }) => kind)).toEqual(['missed']);
    expect(world.scheduler.openIncidents()).toMatchObject([{ kind: 'missed', failures: 3 }]);
  });

  it('open where a program is kept running in vain', () => {
    const keep = { type: 'keepAlive', throttle: 'PT0S', limit: 3, window: 'PT5S' };
    const world = started(new StillWorld(START, [jobOf('a', START, [keep])]));
    for (let k = 0; k < 10; k += 1) {
      const last = world.started[world.started.length - 1];
      if (world.scheduler.running('a').length > 0) world.end(last!.run, 1);
      world.pass(1000);
    }
    expect(world.started).toHaveLength(4);
    expect(world.scheduler.openIncidents().map(({ kind }) => kind)).toEqual(['failing', 'gaveUp']);
    world.scheduler.setEnabled('a', false);
    world.scheduler.setEnabled('a', true);
    expect(world.started).toHaveLength(5);
  });

  it('end once a program that is kept running has been up for a minute again', () => {
    const keep = { type: 'keepAlive', throttle: 'PT10S' };
    const world = started(new StillWorld(START, [jobOf('a', START, [keep])]));
    world.pass(1000);
    world.end(world.started[0]!.run, 1);
    expect(world.scheduler.openIncidents().map(({ kind }) => kind)).toEqual(['failing']);
    world.pass(10_000);
    expect(world.scheduler.running('a')).toHaveLength(1);
    world.pass(58_000);
    expect(world.scheduler.openIncidents()).toHaveLength(1);
    world.pass(3000);
    expect(world.scheduler.openIncidents()).toEqual([]);
    expect(world.shown.filter((title) => title.includes('works again'))).toHaveLength(1);
    world.end(world.started[1]!.run, 1);
    expect(world.scheduler.openIncidents()).toMatchObject([{ kind: 'failing', failures: 1 }]);
  });

  it('do not open where the computer went away under a program that is kept running', () => {
    const world = started(
      new StillWorld(START, [jobOf('a', START, [{ type: 'keepAlive' }]), jobOf('b', START, [hourly])]),
    );
    world.pass(HOUR);
    expect(world.scheduler.running().map(({ job }) => job)).toEqual(['a', 'b']);
    world.boot = 'another';
    world.pass(HOUR);
    world.launch();
    world.scheduler.start();
    world.pass(1000);
    expect(world.scheduler.lastRun('a')?.outcome).toBe('interrupted');
    expect(world.scheduler.openIncidents()).toMatchObject([{ job: 'b', kind: 'failing' }]);
    expect(world.scheduler.running('a')).toHaveLength(1);
  });
});

describe('quitting', () => {
  it('stops what runs, waits for it, and calls it interrupted', async () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])]));
    world.pass(HOUR);
    let gone = false;
    const quit = world.scheduler.quit('stop').then(() => (gone = true));
    await Promise.resolve();
    expect(gone).toBe(false);
    expect(world.stopped).toHaveLength(1);
    world.end(world.started[0]!.run);
    await quit;
    expect(world.ledger.run(world.started[0]!.run)?.outcome).toBe('interrupted');
    expect(world.shown).toEqual([]);
  });

  it('leaves running what it is told to leave', async () => {
    const world = started(new StillWorld(START, [jobOf('a', START, [hourly])]));
    world.pass(HOUR);
    await world.scheduler.quit('leave');
    expect(world.stopped).toEqual([]);
    expect(world.ledger.run(world.started[0]!.run)?.outcome).toBeNull();
  });

  it('starts nothing while it lets runs finish, and decides that time at the next start', async () => {
    const world = started(
      new StillWorld(START, [
        jobOf('a', START, [hourly]),
        jobOf('b', START, [{ type: 'cron', expression: '30 1 * * *' }]),
      ]),
    );
    world.pass(HOUR);
    const quit = world.scheduler.quit('finish');
    world.pass(HOUR);
    expect(world.started).toHaveLength(1);
    world.end(world.started[0]!.run);
    await quit;
    world.launch().start();
    expect(fatesOf(world, 'b')).toEqual(['01:30 running notRunning']);
  });
});
