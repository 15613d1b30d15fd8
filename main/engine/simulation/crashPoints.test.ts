/**
 * Wakeful is stopped at every single write of a life, before it and after it, and launched again 7 s later: the invariants of semantics §10
 * hold whatever the point (§10.6).
 */
import { describe, expect, it } from 'vitest';
import { violationsOf } from './testing/checker.ts';
import { lifeOf, liveSimulation, type LiveOptions, type Lived } from './testing/liveThrough.ts';
import { simulationOf, START, type Scenario } from './testing/scenario.ts';
import type { RawEvent } from './testing/truth.ts';
import { parseDuration } from '../../core/time/iso.ts';

const cronJob = (id: string, expression: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  triggers: [{ type: 'cron', expression }],
  ...more,
});

const ms = (text: string): number => {
  const read = parseDuration(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.exact;
};

const worlds: Readonly<Record<string, Scenario>> = {
  'catching up after sleep and power-off, more jobs than may at once': {
    jobs: [
      cronJob('a', '*/10 * * * *'),
      cronJob('b', '*/15 * * * *', { catchUp: { runs: 'all', limit: 2 } }),
      cronJob('c', '5 * * * *', { catchUp: { runs: 'earliest' } }),
      cronJob('d', '*/20 * * * *', { catchUp: { runs: 'none' } }),
    ],
    behaves: ['a', 'b', 'c', 'd'].map((job) => ({ job, takes: 'PT40S' })),
    events: [
      ['PT22M', 'suspend'],
      ['PT1H37M', 'resume'],
      ['PT1H52M', 'powerOff'],
      ['PT3H8M', 'powerOn'],
    ],
    end: 'PT3H31M',
  },
  'a queue, a replacing job and an allowing one': {
    jobs: [
      cronJob('a', '*/2 * * * *', { concurrency: 'queue' }),
      cronJob('b', '*/3 * * * *', { concurrency: 'replace' }),
      cronJob('c', '* * * * *', { concurrency: 'allow', max: 2 }),
    ],
    behaves: [
      { job: 'a', takes: 'PT170S' },
      { job: 'b', takes: 'PT200S' },
      { job: 'c', takes: 'PT150S' },
    ],
    end: 'PT16M',
  },
  'retries and timeouts': {
    jobs: [
      cronJob('a', '*/5 * * * *', { retry: { limit: 2, delay: 'PT20S' } }),
      cronJob('b', '*/6 * * * *', { retry: { limit: 1, delay: 'PT30S' }, timeout: { attempt: 'PT25S' } }),
    ],
    behaves: [
      { job: 'a', takes: 'PT10S', exit: [1, 0] },
      { job: 'b', takes: 'PT2M' },
    ],
    events: [
      ['PT5M35S', 'suspend'],
      ['PT9M', 'resume'],
    ],
    end: 'PT21M',
  },
  'a chain, and a condition on an upstream': {
    jobs: [
      cronJob('a', '*/5 * * * *'),
      { id: 'b', triggers: [{ type: 'after', job: 'a', on: 'success', delay: 'PT30S' }] },
      { id: 'c', triggers: [{ type: 'after', job: 'b', on: 'any' }] },
      cronJob('d', '*/7 * * * *', { conditions: [{ job: 'a', succeeded: 'sinceMyLastRun' }] }),
    ],
    behaves: [
      { job: 'a', takes: 'PT20S', exit: [0, 0, 1, 0] },
      { job: 'b', takes: 'PT15S' },
      { job: 'c', takes: 'PT5S' },
    ],
    events: [
      ['PT11M', 'powerOff'],
      ['PT14M', 'powerOn'],
    ],
    end: 'PT31M',
  },
  'sequences, by hand and by their own trigger': {
    jobs: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    sequences: [
      {
        id: 's',
        name: 'S',
        steps: [{ job: 'a' }, { job: 'b', after: 'PT1M' }, { job: 'c', after: 'PT2M' }],
        triggers: [{ type: 'cron', expression: '*/10 * * * *' }],
      },
      { id: 'f', name: 'F', concurrency: 'free', steps: [{ job: 'c' }, { job: 'a', after: 'PT3M' }] },
    ],
    behaves: ['a', 'b', 'c'].map((job) => ({ job, takes: 'PT90S' })),
    events: [
      ['PT5M', 'startSequence', { sequence: 'f' }],
      ['PT11M', 'suspend'],
      ['PT16M', 'resume'],
      ['PT21M', 'cancelSequence', { sequence: 's' }],
    ],
    end: 'PT26M',
  },
  'conditions, wishes, pauses and intervals': {
    jobs: [
      cronJob('a', '*/5 * * * *', { conditions: [{ network: true }], deadline: 'PT8M' }),
      { id: 'b', triggers: [{ type: 'interval', every: 'PT4M' }] },
      cronJob('c', '*/3 * * * *'),
    ],
    behaves: [{ job: 'b', takes: 'PT30S' }],
    events: [
      ['PT4M', 'network', { up: false }],
      ['PT7M', 'runNow', { job: 'c' }],
      ['PT8M', 'pause', { job: 'c' }],
      ['PT10M', 'skipNext', { job: 'b' }],
      ['PT16M', 'unpause', { job: 'c' }],
      ['PT17M', 'stop', { job: 'b' }],
      ['PT19M', 'network', { up: true }],
      ['PT22M', 'clock', { by: '-PT26H' }],
    ],
    end: 'PT31M',
  },
  'programs kept running, given up, and queues of files': {
    jobs: [
      { id: 'a', triggers: [{ type: 'keepAlive', throttle: 'PT1M' }] },
      { id: 'b', triggers: [{ type: 'keepAlive', when: 'afterFailure', throttle: 'PT10S', limit: 3, window: 'PT5M' }] },
      { id: 'c', triggers: [{ type: 'keepAlive', when: { pathExists: '/in/a' }, throttle: 'PT2M' }] },
      {
        id: 'd',
        triggers: [{ type: 'queue', directory: '/in', throttle: 'PT90S' }],
        concurrency: 'queue',
        queueLimit: 2,
      },
    ],
    behaves: [
      { job: 'a', takes: 'PT40S' },
      { job: 'b', takes: 'PT5S', exit: 1 },
      { job: 'c', takes: 'PT30S' },
      { job: 'd', takes: 'PT20S' },
    ],
    events: [
      ['PT2M', 'file', { path: '/in/a' }],
      ['PT3M', 'runNow', { job: 'd' }],
      ['PT5M', 'stop', { job: 'a' }],
      ['PT6M', 'suspend'],
      ['PT8M', 'resume'],
      ['PT9M', 'file', { path: '/in/a', removed: true }],
      ['PT10M', 'runNow', { job: 'a' }],
    ],
    end: 'PT12M',
  },
  'files, the network, mains power, waking and starting': {
    jobs: [
      { id: 'a', triggers: [{ type: 'watch', paths: ['/in'], settle: 'PT20S' }] },
      { id: 'b', triggers: [{ type: 'network' }, { type: 'power', state: 'ac' }] },
      { id: 'c', triggers: [{ type: 'resume', after: 'PT1M' }, { type: 'unlock' }] },
      { id: 'd', triggers: [{ type: 'start' }, { type: 'start', once: 'perBoot' }, { type: 'mount' }] },
    ],
    behaves: ['a', 'b', 'c', 'd'].map((job) => ({ job, takes: 'PT25S' })),
    events: [
      ['PT1M', 'file', { path: '/in/a' }],
      ['PT1M10S', 'file', { path: '/in/b' }],
      ['PT2M', 'network', { up: false }],
      ['PT3M', 'power', { state: 'battery' }],
      ['PT4M', 'suspend'],
      ['PT5M', 'network', { up: true }],
      ['PT6M', 'resume'],
      ['PT7M', 'power', { state: 'ac' }],
      ['PT8M', 'unlock'],
      ['PT9M', 'mount', { path: '/media/x' }],
      ['PT10M', 'file', { path: '/in/a', removed: true }],
      ['PT11M', 'powerOff'],
      ['PT12M', 'powerOn'],
    ],
    end: 'PT14M',
  },
  'limits of time, of failures and of what a run may use': {
    jobs: [
      cronJob('a', '*/3 * * * *', {
        timeout: { attempt: 'PT40S', total: 'PT90S', grace: 'PT5S' },
        retry: { limit: 3, delay: 'PT10S' },
      }),
      cronJob('b', '* * * * *', { giveUpAfter: 4, notify: { failure: true, afterFailures: 2 } }),
      cronJob('c', '*/2 * * * *', {
        limits: { memory: 2_000_000, then: 'notify' },
        notify: { stillRunningAfter: 'PT30S' },
      }),
      cronJob('d', '*/2 * * * *', { blackouts: [{ from: '2026-01-05' }] }),
      cronJob('e', '* * * * *', { concurrency: 'queue', queueLimit: 2, catchUp: { runs: 'all', limit: 3 } }),
    ],
    behaves: [
      { job: 'a', takes: 'PT2M', ignoresStop: true },
      { job: 'b', takes: 'PT5S', exit: 1 },
      { job: 'c', takes: 'PT45S', overLimit: [true, true, false] },
      { job: 'e', takes: 'PT100S' },
    ],
    events: [
      ['PT5M30S', 'suspend'],
      ['PT9M30S', 'resume'],
    ],
    end: 'PT13M',
  },
  'processes that outlive Wakeful, and end while it is away': {
    jobs: [cronJob('a', '*/3 * * * *', { concurrency: 'allow', max: 2 }), cronJob('b', '*/4 * * * *')],
    settings: { onQuit: 'leave' },
    behaves: [
      { job: 'a', takes: 'PT2M', exit: [3, 'SIGSEGV'] },
      { job: 'b', takes: 'PT90S', exit: [0, 1] },
    ],
    events: [
      ['PT4M30S', 'quit'],
      ['PT7M30S', 'launch'],
      ['PT9M20S', 'crash'],
      ['PT13M10S', 'launch'],
    ],
    end: 'PT16M',
  },
};

function wrongWith(world: Scenario, lived: Lived): readonly string[] {
  const events = (world.events ?? []).map(([t, event, more]): RawEvent => ({
    ...more,
    event,
    t: ms(t),
    ...(typeof more?.['by'] === 'string' ? { by: -ms(more['by'].replace('-', '')) } : {}),
  }));
  const timeline = { start: Date.parse(START), zone: 'UTC', end: ms(world.end), events };
  const violations = violationsOf(lifeOf(world.jobs, world.behaves ?? [], timeline, lived, world.settings));
  return [...lived.violations, ...(violations ?? [])];
}

describe.each(Object.entries(worlds))('%s', (_name, world) => {
  const live = (options?: LiveOptions): Lived =>
    liveSimulation(simulationOf(world), { everyHeartbeat: true, ...options });

  it('keeps the invariants when nothing stops it', () => {
    expect(wrongWith(world, live({ evaluateTwice: true }))).toEqual([]);
  });

  it('keeps the invariants wherever it is stopped', () => {
    const { writes } = live();
    expect(writes).toBeGreaterThan(10);
    const wrong: string[] = [];
    for (let write = 1; write <= writes && wrong.length < 5; write += 1) {
      for (const when of ['before', 'after'] as const) {
        const lived = live({ stopAt: { write, when } });
        expect(lived.stopped, `write ${String(write)} ${when}`).toHaveLength(1);
        wrong.push(...wrongWith(world, lived).map((what) => `stopped ${when} write ${String(write)}: ${what}`));
      }
    }
    expect(wrong).toEqual([]);
  });
});
