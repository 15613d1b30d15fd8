/** Scenarios from semantics §6: concurrency, retries, timeouts, outcomes and what outlives Wakeful, with the whole output. */
import { describe, expect, it } from 'vitest';
import { shortly, type Scenario, type Shortly } from '../testing/scenario.ts';

const lives = (name: string, scenario: Scenario, expected: Shortly): void =>
  it(name, () => expect(shortly(scenario)).toEqual(expected));

const at = (expression: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'a',
  triggers: [{ type: 'cron', expression }],
  ...more,
});
const awake = ['awake 00:00-09:00'];
const end = 'PT9H';

describe('concurrency', () => {
  lives(
    'forbid skips a moment that comes while the job runs',
    { jobs: [at('0,1 8 * * *')], behaves: [{ job: 'a', takes: 'PT90S' }], end },
    {
      due: ['a/0 08:00 ran R1 @08:01:30', 'a/0 08:01 skipped stillRunning - @08:01'],
      runs: ['R1 a due 08:00-08:01:30 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'lets a run start at the instant at which the one before it ends',
    { jobs: [at('0,1 8 * * *')], behaves: [{ job: 'a', takes: 'PT60S' }], end },
    {
      due: ['a/0 08:00 ran R1 @08:01', 'a/0 08:01 ran R2 @08:02'],
      runs: ['R1 a due 08:00-08:01 succeeded x1', 'R2 a due 08:01-08:02 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'queue lets one wait, and further ones coalesce into it',
    { jobs: [at('0-3 8 * * *', { concurrency: 'queue' })], behaves: [{ job: 'a', takes: 'PT150S' }], end },
    {
      due: [
        'a/0 08:00 ran R1 @08:02:30',
        'a/0 08:01 caughtUp busy R2 @08:05',
        'a/0 08:02 coalesced busy R2 @08:02',
        'a/0 08:03 caughtUp busy R3 @08:07:30',
      ],
      runs: [
        'R1 a due 08:00-08:02:30 succeeded x1',
        'R2 a due 08:02:30-08:05 succeeded x1',
        'R3 a due 08:05-08:07:30 succeeded x1',
      ],
      machine: awake,
    },
  );
  lives(
    'queue lets as many wait as its limit says',
    { jobs: [at('0-3 8 * * *', { concurrency: 'queue', queueLimit: 2 })], behaves: [{ job: 'a', takes: 'PT4M' }], end },
    {
      due: [
        'a/0 08:00 ran R1 @08:04',
        'a/0 08:01 caughtUp busy R2 @08:08',
        'a/0 08:02 caughtUp busy R3 @08:12',
        'a/0 08:03 coalesced busy R3 @08:03',
      ],
      runs: [
        'R1 a due 08:00-08:04 succeeded x1',
        'R2 a due 08:04-08:08 succeeded x1',
        'R3 a due 08:08-08:12 succeeded x1',
      ],
      machine: awake,
    },
  );
  lives(
    'replace stops the running one, and the new one starts when that has ended',
    {
      jobs: [at('0,1 8 * * *', { concurrency: 'replace' })],
      behaves: [{ job: 'a', takes: 'PT5M', ignoresStop: true }],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:01:20', 'a/0 08:01 ran R2 @08:06:20'],
      runs: ['R1 a due 08:00-08:01:20 stopped x1', 'R2 a due 08:01:20-08:06:20 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'allow runs up to max at once and skips beyond',
    { jobs: [at('0-2 8 * * *', { concurrency: 'allow', max: 2 })], behaves: [{ job: 'a', takes: 'PT5M' }], end },
    {
      due: ['a/0 08:00 ran R1 @08:05', 'a/0 08:01 ran R2 @08:06', 'a/0 08:02 skipped stillRunning - @08:02'],
      runs: ['R1 a due 08:00-08:05 succeeded x1', 'R2 a due 08:01-08:06 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'forbid refuses run now while the job runs',
    {
      jobs: [at('0 8 * * *')],
      behaves: [{ job: 'a', takes: 'PT5M' }],
      events: [['PT8H1M', 'runNow', { job: 'a' }]],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:05'], runs: ['R1 a due 08:00-08:05 succeeded x1'], machine: awake },
  );
  lives(
    'forbid skips a due moment while a wish runs',
    {
      jobs: [at('0 8 * * *')],
      behaves: [{ job: 'a', takes: 'PT5M' }],
      events: [['PT7H58M', 'runNow', { job: 'a' }]],
      end,
    },
    {
      due: ['a/0 08:00 skipped stillRunning - @08:00'],
      runs: ['R1 a wish 07:58-08:03 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'queue makes run now wait',
    {
      jobs: [at('0 8 * * *', { concurrency: 'queue' })],
      behaves: [{ job: 'a', takes: 'PT5M' }],
      events: [['PT8H1M', 'runNow', { job: 'a' }]],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:05'],
      runs: ['R1 a due 08:00-08:05 succeeded x1', 'R2 a wish 08:05-08:10 succeeded x1'],
      machine: awake,
    },
  );
});

describe('a run that stood in line, then waits for a condition', () => {
  lives(
    'is the same run after a restart (found by a random life)',
    {
      jobs: [at('0,1 8 * * *', { concurrency: 'queue', conditions: [{ network: true }] })],
      behaves: [{ job: 'a', takes: 'PT30M' }],
      events: [
        ['PT8H30S', 'network', { up: false }],
        ['PT8H35M', 'crash'],
        ['PT8H40M', 'launch'],
        ['PT8H50M', 'network', { up: true }],
      ],
      end: 'PT9H30M',
    },
    {
      due: ['a/0 08:00 ran R1 @08:30', 'a/0 08:01 caughtUp waited R2 @09:20'],
      runs: ['R1 a due 08:00-08:30 succeeded x1', 'R2 a due 08:50-09:20 succeeded x1'],
      machine: ['awake 00:00-08:35', 'notRunning 08:35-08:40', 'awake 08:40-09:30'],
    },
  );
});

describe('retries', () => {
  lives(
    'are attempts of one run, with growing delays up to the longest',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 3, delay: 'PT30S', factor: 2, maxDelay: 'PT50S' } })],
      behaves: [{ job: 'a', takes: 'PT10S', exit: [1, 0] }],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:02:50'], runs: ['R1 a due 08:00-08:02:50 failed x4'], machine: awake },
  );
  lives(
    'are made only after the exit codes that ask for them',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 2, delay: 'PT30S', onExitCodes: [75] } })],
      behaves: [{ job: 'a', exit: 1 }],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:00'], runs: ['R1 a due 08:00-08:00 failed x1'], machine: awake },
  );
  lives(
    'wait time awake: a sleep between makes them later by its length',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 1, delay: 'PT1M' } })],
      behaves: [{ job: 'a', exit: 1 }],
      events: [
        ['PT8H20S', 'suspend'],
        ['PT8H30M', 'resume'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:30:40'],
      runs: ['R1 a due 08:00-08:30:40 failed x2'],
      machine: ['awake 00:00-08:00:20', 'asleep 08:00:20-08:30', 'awake 08:30-09:00'],
    },
  );
  lives(
    'make a run go on: a moment that comes between two attempts finds it running',
    {
      jobs: [at('0,1 8 * * *', { retry: { limit: 1, delay: 'PT2M' } })],
      behaves: [{ job: 'a', exit: 1 }],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:02', 'a/0 08:01 skipped stillRunning - @08:01'],
      runs: ['R1 a due 08:00-08:02 failed x2'],
      machine: awake,
    },
  );
  lives(
    'are not made of what a person stopped',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 2, delay: 'PT1M' } })],
      behaves: [{ job: 'a', takes: 'PT5M' }],
      events: [['PT8H1M', 'stop', { job: 'a' }]],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:01'], runs: ['R1 a due 08:00-08:01 stopped x1'], machine: awake },
  );
  lives(
    'end where a person stops the run between two attempts',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 2, delay: 'PT10M' } })],
      behaves: [{ job: 'a', exit: 1 }],
      events: [['PT8H1M', 'stop', { job: 'a' }]],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:01'], runs: ['R1 a due 08:00-08:01 stopped x1'], machine: awake },
  );
  lives(
    'go on after a crash of Wakeful, each at its time; what the computer took away is interrupted',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 3, delay: 'PT10M' } })],
      behaves: [{ job: 'a', exit: 1 }],
      events: [
        ['PT8H1M', 'crash'],
        ['PT8H4M', 'launch'],
        ['PT8H11M', 'crash'],
        ['PT8H22M', 'launch'],
        ['PT8H25M', 'powerOff'],
        ['PT8H26M', 'powerOn'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:26'],
      runs: ['R1 a due 08:00-08:25 interrupted x3'],
      machine: [
        'awake 00:00-08:01',
        'notRunning 08:01-08:04',
        'awake 08:04-08:11',
        'notRunning 08:11-08:22',
        'awake 08:22-08:25',
        'off 08:25-08:26',
        'awake 08:26-09:00',
      ],
    },
  );
});

describe('the delay of a retry', () => {
  lives(
    'counts time awake also over a crash of Wakeful',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 1, delay: 'PT30M' } })],
      behaves: [{ job: 'a', exit: 1 }],
      events: [
        ['PT8H5M', 'crash'],
        ['PT8H6M', 'suspend'],
        ['PT8H26M', 'resume'],
        ['PT8H27M', 'launch'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:50'],
      runs: ['R1 a due 08:00-08:50 failed x2'],
      machine: ['awake 00:00-08:05', 'notRunning 08:05-08:27', 'awake 08:27-09:00'],
    },
  );
});

describe('timeouts', () => {
  lives(
    'end an attempt',
    { jobs: [at('0 8 * * *', { timeout: { attempt: 'PT1M' } })], behaves: [{ job: 'a', takes: 'PT5M' }], end },
    { due: ['a/0 08:00 ran R1 @08:01'], runs: ['R1 a due 08:00-08:01 timedOut x1'], machine: awake },
  );
  lives(
    'give a process that ignores them its grace',
    {
      jobs: [at('0 8 * * *', { timeout: { attempt: 'PT1M', grace: 'PT5S' } })],
      behaves: [{ job: 'a', takes: 'PT5M', ignoresStop: true }],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:01:05'], runs: ['R1 a due 08:00-08:01:05 timedOut x1'], machine: awake },
  );
  lives(
    'of the whole count over all attempts and the waiting between',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 9, delay: 'PT1M' }, timeout: { total: 'PT3M30S' } })],
      behaves: [{ job: 'a', takes: 'PT1M', exit: 1 }],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:03:30'], runs: ['R1 a due 08:00-08:03:30 timedOut x2'], machine: awake },
  );
  lives(
    'count time awake',
    {
      jobs: [at('0 8 * * *', { timeout: { attempt: 'PT10M' } })],
      behaves: [{ job: 'a', takes: 'PT1H' }],
      events: [
        ['PT8H5M', 'suspend'],
        ['PT8H30M', 'resume'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:35'],
      runs: ['R1 a due 08:00-08:35 timedOut x1'],
      machine: ['awake 00:00-08:05', 'asleep 08:05-08:30', 'awake 08:30-09:00'],
    },
  );
  lives(
    'are retried',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 1, delay: 'PT1M' }, timeout: { attempt: 'PT2M' } })],
      behaves: [{ job: 'a', takes: 'PT5M' }],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:05'], runs: ['R1 a due 08:00-08:05 timedOut x2'], machine: awake },
  );
  lives(
    'go on counting over a crash of Wakeful, the time awake alone',
    {
      jobs: [at('0 8 * * *', { timeout: { attempt: 'PT30M' } })],
      behaves: [{ job: 'a', takes: 'PT3H' }],
      events: [
        ['PT8H10M', 'crash'],
        ['PT8H12M', 'suspend'],
        ['PT9H12M', 'resume'],
        ['PT9H15M', 'launch'],
      ],
      end: 'PT12H',
    },
    {
      due: ['a/0 08:00 ran R1 @09:30'],
      runs: ['R1 a due 08:00-09:30 timedOut x1'],
      machine: ['awake 00:00-08:10', 'notRunning 08:10-09:15', 'awake 09:15-12:00'],
    },
  );
  lives(
    'that passed while Wakeful did not run end the attempt when it is taken up',
    {
      jobs: [at('0 8 * * *', { timeout: { total: 'PT30M' } })],
      behaves: [{ job: 'a', takes: 'PT3H' }],
      events: [
        ['PT8H10M', 'crash'],
        ['PT9H', 'launch'],
      ],
      end: 'PT12H',
    },
    {
      due: ['a/0 08:00 ran R1 @09:00'],
      runs: ['R1 a due 08:00-09:00 timedOut x1'],
      machine: ['awake 00:00-08:10', 'notRunning 08:10-09:00', 'awake 09:00-12:00'],
    },
  );
});

describe('a stop', () => {
  lives(
    'that a person asked for stays one over a crash of Wakeful: the run is stopped, and not retried',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 2 }, timeout: { grace: 'PT5M' } })],
      behaves: [{ job: 'a', takes: 'PT1H', ignoresStop: true }],
      events: [
        ['PT8H10M', 'stop', { job: 'a' }],
        ['PT8H12M', 'crash'],
        ['PT8H13M', 'launch'],
      ],
      end: 'PT12H',
    },
    {
      due: ['a/0 08:00 ran R1 @08:15'],
      runs: ['R1 a due 08:00-08:15 stopped x1'],
      machine: ['awake 00:00-08:12', 'notRunning 08:12-08:13', 'awake 08:13-12:00'],
    },
  );
});

describe('outcomes', () => {
  lives(
    'are failed, killed and couldNotStart by how the process ended, and succeeded by the codes that say so',
    {
      jobs: [at('0,10,20,30 8 * * *', { successExitCodes: [0, 3] })],
      behaves: [{ job: 'a', exit: [1, 'SIGSEGV', 'missing', 3] }],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:00', 'a/0 08:10 ran R2 @08:10', 'a/0 08:20 ran R3 @08:20', 'a/0 08:30 ran R4 @08:30'],
      runs: [
        'R1 a due 08:00-08:00 failed x1',
        'R2 a due 08:10-08:10 killed x1',
        'R3 a due 08:20-08:20 couldNotStart x1',
        'R4 a due 08:30-08:30 succeeded x1',
      ],
      machine: awake,
    },
  );
  lives(
    'are interrupted where the power went; ended is the last sign of life, and the moment is not run again',
    {
      jobs: [at('0 8 * * *', { retry: { limit: 3, delay: 'PT1M' } })],
      behaves: [{ job: 'a', takes: 'PT1H' }],
      events: [
        ['PT8H10M', 'powerOff'],
        ['PT8H20M', 'powerOn'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:20'],
      runs: ['R1 a due 08:00-08:10 interrupted x1'],
      machine: ['awake 00:00-08:10', 'off 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'are interrupted where quitting stops them, at once',
    {
      jobs: [at('0 8 * * *')],
      behaves: [{ job: 'a', takes: 'PT1H' }],
      events: [
        ['PT8H10M', 'quit'],
        ['PT8H20M', 'launch'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:10'],
      runs: ['R1 a due 08:00-08:10 interrupted x1'],
      machine: ['awake 00:00-08:10', 'notRunning 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'stay open over a quitting that leaves processes alone: they are adopted',
    {
      jobs: [at('0 8 * * *')],
      settings: { onQuit: 'leave' },
      behaves: [{ job: 'a', takes: 'PT30M' }],
      events: [
        ['PT8H10M', 'quit'],
        ['PT8H20M', 'launch'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:30'],
      runs: ['R1 a due 08:00-08:30 succeeded x1'],
      machine: ['awake 00:00-08:10', 'notRunning 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'come late where quitting lets what runs finish, and nothing new starts meanwhile',
    {
      jobs: [at('0 8 * * *'), { id: 'b', triggers: [{ type: 'cron', expression: '15 8 * * *' }] }],
      settings: { onQuit: 'finish' },
      behaves: [{ job: 'a', takes: 'PT30M' }],
      events: [
        ['PT8H10M', 'quit'],
        ['PT8H50M', 'launch'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:30', 'b/0 08:15 caughtUp notRunning R2 @08:50'],
      runs: ['R1 a due 08:00-08:30 succeeded x1', 'R2 b due 08:50-08:50 succeeded x1'],
      machine: ['awake 00:00-08:30', 'notRunning 08:30-08:50', 'awake 08:50-09:00'],
    },
  );
  lives(
    'are those of the process where it outlives a crash of Wakeful: it is adopted, never started twice',
    {
      jobs: [at('0 8 * * *')],
      behaves: [{ job: 'a', takes: 'PT30M', exit: 4 }],
      events: [
        ['PT8H10M', 'crash'],
        ['PT8H20M', 'launch'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:30'],
      runs: ['R1 a due 08:00-08:30 failed x1'],
      machine: ['awake 00:00-08:10', 'notRunning 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'are those of the process also where it ended while Wakeful was away after a crash, at its own time',
    {
      jobs: [at('0 8 * * *')],
      behaves: [{ job: 'a', takes: 'PT15M' }],
      events: [
        ['PT8H10M', 'crash'],
        ['PT8H20M', 'launch'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:20'],
      runs: ['R1 a due 08:00-08:15 succeeded x1'],
      machine: ['awake 00:00-08:10', 'notRunning 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'are its own also where its limit would have passed by the time Wakeful is there again',
    {
      jobs: [at('0 8 * * *', { timeout: { total: 'PT18M' } })],
      behaves: [{ job: 'a', takes: 'PT15M' }],
      events: [
        ['PT8H10M', 'crash'],
        ['PT8H20M', 'launch'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:20'],
      runs: ['R1 a due 08:00-08:15 succeeded x1'],
      machine: ['awake 00:00-08:10', 'notRunning 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'are interrupted where the process goes down with the computer while Wakeful is away',
    {
      jobs: [at('0 8 * * *')],
      behaves: [{ job: 'a', takes: 'PT15M' }],
      events: [
        ['PT8H10M', 'crash'],
        ['PT8H12M', 'powerOff'],
        ['PT8H20M', 'powerOn'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:20'],
      runs: ['R1 a due 08:00-08:10 interrupted x1'],
      machine: ['awake 00:00-08:10', 'off 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'are known also where the computer was switched off after they ended',
    {
      jobs: [at('0 8 * * *')],
      behaves: [{ job: 'a', takes: 'PT15M', exit: 3 }],
      events: [
        ['PT8H10M', 'crash'],
        ['PT8H17M', 'powerOff'],
        ['PT8H20M', 'powerOn'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:20'],
      runs: ['R1 a due 08:00-08:15 failed x1'],
      machine: ['awake 00:00-08:10', 'off 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'that were not seen begin a period at their own time; one that was over by then is due at the first second after',
    {
      jobs: [{ id: 'a', triggers: [{ type: 'interval', every: 'PT1H', from: 'finish' }] }],
      behaves: [{ job: 'a', takes: 'PT15M' }],
      events: [
        ['PT1H10M', 'crash'],
        ['PT3H', 'launch'],
      ],
      end: 'PT4H',
    },
    {
      due: ['a/0 01:00 ran R1 @03:00', 'a/0 03:00:01 ran R2 @03:15:01'],
      runs: ['R1 a due 01:00-01:15 succeeded x1', 'R2 a due 03:00:01-03:15:01 succeeded x1'],
      machine: ['awake 00:00-01:10', 'notRunning 01:10-03:00', 'awake 03:00-04:00'],
    },
  );
  lives(
    'that were not seen begin no period whose due moment would lie after the trigger ends',
    {
      jobs: [
        { id: 'a', triggers: [{ type: 'interval', every: 'PT1H', from: 'finish', until: '2026-01-05T02:30:00Z' }] },
      ],
      behaves: [{ job: 'a', takes: 'PT15M' }],
      events: [
        ['PT1H10M', 'crash'],
        ['PT3H', 'launch'],
      ],
      end: 'PT4H',
    },
    {
      due: ['a/0 01:00 ran R1 @03:00'],
      runs: ['R1 a due 01:00-01:15 succeeded x1'],
      machine: ['awake 00:00-01:10', 'notRunning 01:10-03:00', 'awake 03:00-04:00'],
    },
  );
  lives(
    'of an adopted process keep another run of the job away',
    {
      jobs: [at('0,25 8 * * *')],
      behaves: [{ job: 'a', takes: 'PT30M' }],
      events: [
        ['PT8H10M', 'crash'],
        ['PT8H20M', 'launch'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:30', 'a/0 08:25 skipped stillRunning - @08:25'],
      runs: ['R1 a due 08:00-08:30 succeeded x1'],
      machine: ['awake 00:00-08:10', 'notRunning 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'of a process that runs on in a sleep come when it has had its time awake',
    {
      jobs: [at('0 8 * * *')],
      behaves: [{ job: 'a', takes: 'PT10M' }],
      events: [
        ['PT8H5M', 'suspend'],
        ['PT8H30M', 'resume'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:35'],
      runs: ['R1 a due 08:00-08:35 succeeded x1'],
      machine: ['awake 00:00-08:05', 'asleep 08:05-08:30', 'awake 08:30-09:00'],
    },
  );
  lives(
    'with the output cancel=true disable the job',
    {
      jobs: [at('0,10 8 * * *')],
      behaves: [{ job: 'a', outputs: { cancel: 'true' } }],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:00'], runs: ['R1 a due 08:00-08:00 succeeded x1'], machine: awake },
  );
});
