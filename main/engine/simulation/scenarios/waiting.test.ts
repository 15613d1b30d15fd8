/** Scenarios from semantics §7: conditions that are waited for, and people's wishes, with the whole output. */
import { describe, expect, it } from 'vitest';
import { shortly, type Scenario, type Shortly } from '../testing/scenario.ts';

const lives = (name: string, scenario: Scenario, expected: Shortly): void =>
  it(name, () => expect(shortly(scenario)).toEqual(expected));

const cron = (expression: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'a',
  triggers: [{ type: 'cron', expression }],
  ...more,
});
const awake = ['awake 00:00-09:00'];
const end = 'PT9H';
const network = [{ network: true }];
const offline: NonNullable<Scenario['events']>[number] = ['PT7H', 'network', { up: false }];

describe('a condition', () => {
  lives(
    'is waited for, and the moment catches up because it waited',
    {
      jobs: [cron('0 8 * * *', { conditions: network })],
      events: [offline, ['PT8H10M', 'network', { up: true }]],
      end,
    },
    { due: ['a/0 08:00 caughtUp waited R1 @08:10'], runs: ['R1 a due 08:10-08:10 succeeded x1'], machine: awake },
  );
  lives(
    'that holds within 60 s leaves the moment on time',
    {
      jobs: [cron('0 8 * * *', { conditions: network })],
      events: [offline, ['PT8H50S', 'network', { up: true }]],
      end,
    },
    { due: ['a/0 08:00 ran R1 @08:00:50'], runs: ['R1 a due 08:00:50-08:00:50 succeeded x1'], machine: awake },
  );
  lives(
    'that is still waited for at the end is told as waiting, and names no run that may never be',
    { jobs: [cron('0 8 * * *', { conditions: network })], events: [offline], end },
    { due: ['a/0 08:00 waiting - @08:00'], runs: [], machine: awake },
  );
  lives(
    'that does not hold by the deadline lets the moment expire then',
    { jobs: [cron('0 8 * * *', { conditions: network, deadline: 'PT30M' })], events: [offline], end },
    { due: ['a/0 08:00 expired conditionDeadline - @08:30'], runs: [], machine: awake },
  );
  lives(
    'whose deadline passed in a sleep lets it expire on waking, even if it holds by then',
    {
      jobs: [cron('0 8 * * *', { conditions: network, deadline: 'PT20M' })],
      events: [offline, ['PT8H10M', 'suspend'], ['PT8H20M', 'network', { up: true }], ['PT8H40M', 'resume']],
      end,
    },
    {
      due: ['a/0 08:00 expired conditionDeadline - @08:40'],
      runs: [],
      machine: ['awake 00:00-08:10', 'asleep 08:10-08:40', 'awake 08:40-09:00'],
    },
  );
  lives(
    'counts its deadline by the wall clock: a sleep within it does not make it longer',
    {
      jobs: [cron('0 8 * * *', { conditions: network, deadline: 'PT40M' })],
      events: [offline, ['PT8H10M', 'suspend'], ['PT8H30M', 'resume']],
      end,
    },
    {
      due: ['a/0 08:00 expired conditionDeadline - @08:40'],
      runs: [],
      machine: ['awake 00:00-08:10', 'asleep 08:10-08:30', 'awake 08:30-09:00'],
    },
  );
  lives(
    'that waits through a restart goes on waiting with the same deadline',
    {
      jobs: [cron('0 8 * * *', { conditions: network, deadline: 'PT40M' })],
      events: [offline, ['PT8H10M', 'crash'], ['PT8H20M', 'launch']],
      end,
    },
    {
      due: ['a/0 08:00 expired conditionDeadline - @08:40'],
      runs: [],
      machine: ['awake 00:00-08:10', 'notRunning 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
  lives(
    'holds of mains power when that comes',
    {
      jobs: [cron('0 8 * * *', { conditions: [{ power: 'ac' }] })],
      events: [
        ['PT7H', 'power', { state: 'battery' }],
        ['PT8H10M', 'power', { state: 'ac' }],
      ],
      end,
    },
    { due: ['a/0 08:00 caughtUp waited R1 @08:10'], runs: ['R1 a due 08:10-08:10 succeeded x1'], machine: awake },
  );
  lives(
    'and another must hold together',
    {
      jobs: [cron('0 8 * * *', { conditions: [{ power: 'ac' }, { network: true }] })],
      events: [
        offline,
        ['PT7H', 'power', { state: 'battery' }],
        ['PT8H10M', 'network', { up: true }],
        ['PT8H15M', 'network', { up: false }],
        ['PT8H20M', 'power', { state: 'ac' }],
        ['PT8H30M', 'network', { up: true }],
      ],
      end,
    },
    { due: ['a/0 08:00 caughtUp waited R1 @08:30'], runs: ['R1 a due 08:30-08:30 succeeded x1'], machine: awake },
  );
  lives(
    'that is a command is asked until it says yes',
    {
      jobs: [cron('0 8 * * *', { conditions: [{ command: ['test', '-d', '/mnt/usb'] }] })],
      events: [
        ['PT7H', 'command', { exit: 1 }],
        ['PT8H10M10S', 'command', { exit: 0 }],
      ],
      end,
    },
    {
      due: ['a/0 08:00 caughtUp waited R1 @08:10:30'],
      runs: ['R1 a due 08:10:30-08:10:30 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'makes moments that come while one waits wait as one: latest runs for the newest',
    {
      jobs: [cron('0,20,40 8 * * *', { conditions: network })],
      events: [offline, ['PT8H50M', 'network', { up: true }]],
      end,
    },
    {
      due: ['a/0 08:00..08:20 x2 coalesced waited R1 @08:50', 'a/0 08:40 caughtUp waited R1 @08:50'],
      runs: ['R1 a due 08:50-08:50 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'makes earliest run for the oldest',
    {
      jobs: [cron('0,20,40 8 * * *', { conditions: network, catchUp: { runs: 'earliest' } })],
      events: [offline, ['PT8H50M', 'network', { up: true }]],
      end,
    },
    {
      due: ['a/0 08:00 caughtUp waited R1 @08:50', 'a/0 08:20..08:40 x2 coalesced waited R1 @08:50'],
      runs: ['R1 a due 08:50-08:50 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'makes all keep each, and run them one after another',
    {
      jobs: [cron('0,20 8 * * *', { conditions: network, catchUp: { runs: 'all' } })],
      behaves: [{ job: 'a', takes: 'PT1M' }],
      events: [offline, ['PT8H50M', 'network', { up: true }]],
      end,
    },
    {
      due: ['a/0 08:00 caughtUp waited R1 @08:51', 'a/0 08:20 caughtUp waited R2 @08:52'],
      runs: ['R1 a due 08:50-08:51 succeeded x1', 'R2 a due 08:51-08:52 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'has its deadline for each due moment, from when that one began to wait',
    {
      jobs: [cron('0,20,40 8 * * *', { conditions: network, deadline: 'PT30M' })],
      events: [offline, ['PT8H45M', 'network', { up: true }]],
      end,
    },
    {
      due: [
        'a/0 08:00 expired conditionDeadline - @08:30',
        'a/0 08:20 coalesced waited R1 @08:45',
        'a/0 08:40 caughtUp waited R1 @08:45',
      ],
      runs: ['R1 a due 08:45-08:45 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'of none leaves moments that were on time and had to wait alone',
    {
      jobs: [cron('0 8 * * *', { conditions: network, catchUp: { runs: 'none' } })],
      events: [offline, ['PT8H10M', 'network', { up: true }]],
      end,
    },
    { due: ['a/0 08:00 caughtUp waited R1 @08:10'], runs: ['R1 a due 08:10-08:10 succeeded x1'], machine: awake },
  );
  lives(
    'of the network is given its time after a resume',
    {
      jobs: [cron('0 8 * * *', { conditions: network })],
      events: [
        ['PT7H', 'suspend'],
        ['PT7H10M', 'network', { up: false }],
        ['PT8H30M', 'resume'],
        ['PT8H30M12S', 'network', { up: true }],
      ],
      end,
    },
    {
      due: ['a/0 08:00 caughtUp asleep R1 @08:30:12'],
      runs: ['R1 a due 08:30:12-08:30:12 succeeded x1'],
      machine: ['awake 00:00-07:00', 'asleep 07:00-08:30', 'awake 08:30-09:00'],
    },
  );
});

describe('a pause', () => {
  const half = cron('*/30 * * * *');
  lives(
    'of a job skips its moments until it ends',
    {
      jobs: [half],
      events: [
        ['PT10M', 'pause', { job: 'a' }],
        ['PT1H10M', 'unpause', { job: 'a' }],
      ],
      end: 'PT2H',
    },
    {
      due: [
        'a/0 00:30 skipped paused - @00:30',
        'a/0 01:00 skipped paused - @01:00',
        'a/0 01:30 ran R1 @01:30',
        'a/0 02:00 ran R2 @02:00',
      ],
      runs: ['R1 a due 01:30-01:30 succeeded x1', 'R2 a due 02:00-02:00 succeeded x1'],
      machine: ['awake 00:00-02:00'],
    },
  );
  lives(
    'of everything skips the moments of every job',
    {
      jobs: [half, { ...half, id: 'b' }],
      events: [
        ['PT10M', 'pause'],
        ['PT40M', 'unpause'],
      ],
      end: 'PT1H',
    },
    {
      due: [
        'a/0 00:30 skipped paused - @00:30',
        'b/0 00:30 skipped paused - @00:30',
        'a/0 01:00 ran R1 @01:00',
        'b/0 01:00 ran R2 @01:00',
      ],
      runs: ['R1 a due 01:00-01:00 succeeded x1', 'R2 b due 01:00-01:00 succeeded x1'],
      machine: ['awake 00:00-01:00'],
    },
  );
  lives(
    'until an instant ends there by itself; the moment at that instant runs',
    { jobs: [half], events: [['PT10M', 'pause', { job: 'a', until: '2026-01-05T01:00:00Z' }]], end: 'PT1H30M' },
    {
      due: ['a/0 00:30 skipped paused - @00:30', 'a/0 01:00 ran R1 @01:00', 'a/0 01:30 ran R2 @01:30'],
      runs: ['R1 a due 01:00-01:00 succeeded x1', 'R2 a due 01:30-01:30 succeeded x1'],
      machine: ['awake 00:00-01:30'],
    },
  );
  lives(
    'skips also what is due within it while the computer sleeps, and what is missed after it is caught up for',
    {
      jobs: [half],
      events: [
        ['PT10M', 'pause', { job: 'a', until: '2026-01-05T01:10:00Z' }],
        ['PT20M', 'suspend'],
        ['PT2H10M', 'resume'],
      ],
      end: 'PT2H20M',
    },
    {
      due: [
        'a/0 00:30..01:00 x2 skipped paused - @02:10',
        'a/0 01:30 coalesced asleep R1 @02:10',
        'a/0 02:00 caughtUp asleep R1 @02:10',
      ],
      runs: ['R1 a due 02:10-02:10 succeeded x1'],
      machine: ['awake 00:00-00:20', 'asleep 00:20-02:10', 'awake 02:10-02:20'],
    },
  );
  lives(
    'survives a restart',
    {
      jobs: [half],
      events: [
        ['PT10M', 'pause', { job: 'a' }],
        ['PT20M', 'powerOff'],
        ['PT50M', 'powerOn'],
      ],
      end: 'PT1H10M',
    },
    {
      due: ['a/0 00:30 skipped paused - @00:50', 'a/0 01:00 skipped paused - @01:00'],
      runs: [],
      machine: ['awake 00:00-00:20', 'off 00:20-00:50', 'awake 00:50-01:10'],
    },
  );
  lives(
    'does not keep a person from running the job now',
    {
      jobs: [half],
      events: [
        ['PT10M', 'pause', { job: 'a' }],
        ['PT20M', 'runNow', { job: 'a' }],
      ],
      end: 'PT25M',
    },
    { due: [], runs: ['R1 a wish 00:20-00:20 succeeded x1'], machine: ['awake 00:00-00:25'] },
  );
});

describe('skipping the next', () => {
  const half = cron('*/30 * * * *');
  lives(
    'skips one due moment',
    { jobs: [half], events: [['PT10M', 'skipNext', { job: 'a' }]], end: 'PT1H' },
    {
      due: ['a/0 00:30 skipped skipNext - @00:30', 'a/0 01:00 ran R1 @01:00'],
      runs: ['R1 a due 01:00-01:00 succeeded x1'],
      machine: ['awake 00:00-01:00'],
    },
  );
  lives(
    'twice before it skips one',
    {
      jobs: [half],
      events: [
        ['PT10M', 'skipNext', { job: 'a' }],
        ['PT20M', 'skipNext', { job: 'a' }],
      ],
      end: 'PT1H',
    },
    {
      due: ['a/0 00:30 skipped skipNext - @00:30', 'a/0 01:00 ran R1 @01:00'],
      runs: ['R1 a due 01:00-01:00 succeeded x1'],
      machine: ['awake 00:00-01:00'],
    },
  );
  lives(
    'takes the oldest of several missed',
    {
      jobs: [half],
      events: [
        ['PT10M', 'skipNext', { job: 'a' }],
        ['PT20M', 'suspend'],
        ['PT1H40M', 'resume'],
      ],
      end: 'PT1H50M',
    },
    {
      due: [
        'a/0 00:30 skipped skipNext - @01:40',
        'a/0 01:00 coalesced asleep R1 @01:40',
        'a/0 01:30 caughtUp asleep R1 @01:40',
      ],
      runs: ['R1 a due 01:40-01:40 succeeded x1'],
      machine: ['awake 00:00-00:20', 'asleep 00:20-01:40', 'awake 01:40-01:50'],
    },
  );
});

describe('other wishes', () => {
  lives(
    'dismissing skips what waits',
    {
      jobs: [cron('0 8 * * *', { conditions: network })],
      events: [offline, ['PT8H10M', 'dismiss', { job: 'a' }], ['PT8H20M', 'network', { up: true }]],
      end,
    },
    { due: ['a/0 08:00 skipped dismissed - @08:10'], runs: [], machine: awake },
  );
  lives(
    'running now is a run for no due moment, and the next due moment comes all the same',
    {
      jobs: [cron('0 8 * * *')],
      events: [['PT7H59M', 'runNow', { job: 'a' }]],
      behaves: [{ job: 'a', takes: 'PT5S' }],
      end,
    },
    {
      due: ['a/0 08:00 ran R2 @08:00:05'],
      runs: ['R1 a wish 07:59-07:59:05 succeeded x1', 'R2 a due 08:00-08:00:05 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'wishing while nobody is there does nothing',
    {
      jobs: [cron('0 1 * * *')],
      events: [
        ['PT2H', 'suspend'],
        ['PT3H', 'runNow', { job: 'a' }],
        ['PT4H', 'resume'],
        ['PT5H', 'quit'],
        ['PT6H', 'runNow', { job: 'a' }],
      ],
      end: 'PT7H',
    },
    {
      due: ['a/0 01:00 ran R1 @01:00'],
      runs: ['R1 a due 01:00-01:00 succeeded x1'],
      machine: ['awake 00:00-02:00', 'asleep 02:00-04:00', 'awake 04:00-05:00', 'notRunning 05:00-07:00'],
    },
  );
});

describe('disabling a job', () => {
  lives(
    'skips everything of it that waits, a span of missed moments whole (found by a random life)',
    {
      jobs: [cron('*/10 * * * *', { conditions: network })],
      events: [
        ['PT2M', 'network', { up: false }],
        ['PT5M', 'suspend'],
        ['PT50M', 'resume'],
        ['PT52M', 'disable', { job: 'a' }],
      ],
      end: 'PT54M',
    },
    {
      due: ['a/0 00:10..00:50 x5 skipped jobChanged - @00:52'],
      runs: [],
      machine: ['awake 00:00-00:05', 'asleep 00:05-00:50', 'awake 00:50-00:54'],
    },
  );
});

describe('a blackout', () => {
  lives(
    'skips the moments of its days in the zone of the job',
    {
      jobs: [cron('0 12 * * *', { blackouts: [{ from: '2026-01-06', to: '2026-01-07' }] })],
      end: 'PT96H',
    },
    {
      due: [
        'a/0 12:00 ran R1 @12:00',
        'a/0 1d12:00 skipped blackout - @1d12:00',
        'a/0 2d12:00 skipped blackout - @2d12:00',
        'a/0 3d12:00 ran R2 @3d12:00',
      ],
      runs: ['R1 a due 12:00-12:00 succeeded x1', 'R2 a due 3d12:00-3d12:00 succeeded x1'],
      machine: ['awake 00:00-4d00:00'],
    },
  );
});
