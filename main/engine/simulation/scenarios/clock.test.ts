/** Scenarios from semantics §5.7, §5.8 and §8: what the clock and the machine do, with the whole output that the rules ask for. */
import { describe, expect, it } from 'vitest';
import { shortly, type Scenario, type Shortly } from '../testing/scenario.ts';

const lives = (name: string, scenario: Scenario, expected: Shortly): void =>
  it(name, () => expect(shortly(scenario)).toEqual(expected));

const half = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'a',
  triggers: [{ type: 'cron', expression: '*/30 * * * *' }],
  ...more,
});
const ran = (names: readonly string[], from = 1): string[] =>
  names.map((at, index) => `a/0 ${at} ran R${String(index + from)} @${at}`);
const runs = (names: readonly string[], from = 1): string[] =>
  names.map((at, index) => `R${String(index + from)} a due ${at}-${at} succeeded x1`);

describe('the clock put back a little', () => {
  lives(
    'is waited out: nothing is due again until the time that was reached is reached again',
    { jobs: [half()], events: [['PT2H10M', 'clock', { by: '-PT1H' }]], end: 'PT4H' },
    {
      due: ran(['00:30', '01:00', '01:30', '02:00', '02:30', '03:00']),
      runs: runs(['00:30', '01:00', '01:30', '02:00', '02:30', '03:00']),
      machine: ['awake 00:00-02:10:30', 'clock 02:10:30>01:10:30 era 1', 'awake 01:10:30-03:00'],
    },
  );
  lives(
    'by three hours is still waited out',
    { jobs: [half()], events: [['PT3H10M', 'clock', { by: '-PT2H59M' }]], end: 'PT7H' },
    {
      due: ran(['00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00']),
      runs: runs(['00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00']),
      machine: ['awake 00:00-03:10:30', 'clock 03:10:30>00:11:30 era 1', 'awake 00:11:30-04:01'],
    },
  );
  lives(
    'does not keep a person from running the job',
    {
      jobs: [half()],
      events: [
        ['PT1H10M', 'clock', { by: '-PT1H' }],
        ['PT1H20M', 'runNow', { job: 'a' }],
      ],
      end: 'PT1H40M',
    },
    {
      due: ran(['00:30', '01:00'], 2),
      runs: ['R1 a wish 00:20-00:20 succeeded x1', ...runs(['00:30', '01:00'], 2)],
      machine: ['awake 00:00-01:10:30', 'clock 01:10:30>00:10:30 era 1', 'awake 00:10:30-00:40'],
    },
  );
  lives(
    'twice is measured from the latest time that was accounted: together they are a correction',
    {
      jobs: [half()],
      events: [
        ['PT5H10M', 'clock', { by: '-PT2H' }],
        ['PT5H20M', 'clock', { by: '-PT2H' }],
      ],
      end: 'PT6H',
    },
    {
      due: [
        ...ran(['00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00', '04:30', '05:00']),
        'a/0 01:30 ran R11 @01:30 era 2',
        'a/0 02:00 ran R12 @02:00 era 2',
      ],
      runs: [
        ...runs(['00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00', '04:30', '05:00']),
        'R11 a due 01:30-01:30 succeeded x1 era 2',
        'R12 a due 02:00-02:00 succeeded x1 era 2',
      ],
      machine: [
        'awake 00:00-05:10:30',
        'clock 05:10:30>03:10:30 era 1',
        'awake 03:10:30-03:20:30',
        'clock 03:20:30>01:20:30 era 2',
        'awake 01:20:30-02:00 era 2',
      ],
    },
  );
});

describe('the clock put back a lot', () => {
  lives(
    'begins a new era, in which the schedule goes on from the corrected time',
    { jobs: [half()], events: [['PT5H10M', 'clock', { by: '-PT4H' }]], end: 'PT6H' },
    {
      due: [
        ...ran(['00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00', '04:30', '05:00']),
        'a/0 01:30 ran R11 @01:30 era 2',
        'a/0 02:00 ran R12 @02:00 era 2',
      ],
      runs: [
        ...runs(['00:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30', '04:00', '04:30', '05:00']),
        'R11 a due 01:30-01:30 succeeded x1 era 2',
        'R12 a due 02:00-02:00 succeeded x1 era 2',
      ],
      machine: ['awake 00:00-05:10:30', 'clock 05:10:30>01:10:30 era 2', 'awake 01:10:30-02:00 era 2'],
    },
  );
  lives(
    'leaves a once that is spent spent',
    {
      jobs: [{ id: 'a', triggers: [{ type: 'once', at: '2026-01-05T02:00:00Z' }] }],
      events: [['PT5H10M', 'clock', { by: '-PT4H' }]],
      end: 'PT8H',
    },
    {
      due: ['a/0 02:00 ran R1 @02:00'],
      runs: ['R1 a due 02:00-02:00 succeeded x1'],
      machine: ['awake 00:00-05:10:30', 'clock 05:10:30>01:10:30 era 2', 'awake 01:10:30-04:00 era 2'],
    },
  );
  lives(
    'counts from the corrected time also where that lies before the job was saved',
    { jobs: [half()], events: [['PT40M', 'clock', { by: '-PT24H' }]], end: 'PT1H10M' },
    {
      due: ['a/0 00:30 ran R1 @00:30', 'a/0 -1d01:00 ran R2 @-1d01:00 era 2'],
      runs: ['R1 a due 00:30-00:30 succeeded x1', 'R2 a due -1d01:00--1d01:00 succeeded x1 era 2'],
      machine: ['awake 00:00-00:40:30', 'clock 00:40:30>-1d00:40:30 era 2', 'awake -1d00:40:30--1d01:10 era 2'],
    },
  );
});

describe('what stands in line when the clock is put back a lot', () => {
  it('starts when its turn comes, not when the new era reaches its old due moment (found by a random life)', () => {
    const { runs: started } = shortly({
      jobs: [{ id: 'a', concurrency: 'queue', triggers: [{ type: 'cron', expression: '0,1 8 * * *' }] }],
      behaves: [{ job: 'a', takes: 'PT30M' }],
      events: [['PT8H10M', 'clock', { by: '-PT26H' }]],
      end: 'PT9H30M',
    });
    expect(started).toEqual([
      'R1 a due 08:00--1d06:30 succeeded x1',
      expect.stringMatching(/^R2 a due -1d06:30--1d07:00 succeeded x1/),
    ]);
  });
});

describe('what began before the clock was put back a lot', () => {
  const clock = ['awake 00:00-04:10:30', 'clock 04:10:30>-1d18:10:30 era 2'];
  lives(
    'is late when it runs afterwards, whatever the clock shows',
    {
      jobs: [{ id: 'a', conditions: [{ power: 'ac' }], triggers: [{ type: 'cron', expression: '0 4 * * *' }] }],
      events: [
        ['PT10M', 'power', { state: 'battery' }],
        ['PT4H10M', 'clock', { by: '-PT10H' }],
        ['PT5H', 'power', { state: 'ac' }],
      ],
      end: 'PT6H',
    },
    {
      due: ['a/0 04:00 caughtUp waited R1 @-1d19:00'],
      runs: ['R1 a due -1d19:00--1d19:00 succeeded x1 era 2'],
      machine: [...clock, 'awake -1d18:10:30--1d20:00 era 2'],
    },
  );
  for (const job of ['a', undefined]) {
    lives(
      `is paused still, ${job ?? 'all'}`,
      {
        jobs: [{ id: 'a', triggers: [{ type: 'cron', expression: '30 19,20 * * *' }] }],
        events: [
          ['PT4H', 'pause', job === undefined ? {} : { job }],
          ['PT4H10M', 'clock', { by: '-PT10H' }],
          ['PT6H', 'unpause', job === undefined ? {} : { job }],
        ],
        end: 'PT7H',
      },
      {
        due: ['a/0 -1d19:30 skipped paused - @-1d19:30 era 2', 'a/0 -1d20:30 ran R1 @-1d20:30 era 2'],
        runs: ['R1 a due -1d20:30--1d20:30 succeeded x1 era 2'],
        machine: [...clock, 'awake -1d18:10:30--1d21:00 era 2'],
      },
    );
  }
});

describe('a restart in an era that began before the jobs were saved, by its clock', () => {
  lives(
    'finds what waits as it was (found by a random life)',
    {
      jobs: [half({ conditions: [{ network: true }] })],
      events: [
        ['PT10M', 'clock', { by: '-PT24H' }],
        ['PT15M', 'network', { up: false }],
        ['PT40M', 'crash'],
        ['PT45M', 'launch'],
        ['PT50M', 'network', { up: true }],
      ],
      end: 'PT55M',
    },
    {
      due: ['a/0 -1d00:30 caughtUp waited R1 @-1d00:50 era 2'],
      runs: ['R1 a due -1d00:50--1d00:50 succeeded x1 era 2'],
      machine: [
        'awake 00:00-00:10:30',
        'clock 00:10:30>-1d00:10:30 era 2',
        'awake -1d00:10:30--1d00:40 era 2',
        'notRunning -1d00:40--1d00:45 era 2',
        'awake -1d00:45--1d00:55 era 2',
      ],
    },
  );
  lives(
    'makes a start trigger due',
    {
      jobs: [{ id: 'a', triggers: [{ type: 'start' }] }],
      events: [
        ['PT10M', 'clock', { by: '-PT24H' }],
        ['PT40M', 'quit'],
        ['PT45M', 'launch'],
      ],
      end: 'PT55M',
    },
    {
      due: ['a/0 -1d00:45 ran R1 @-1d00:45 era 2'],
      runs: ['R1 a due -1d00:45--1d00:45 succeeded x1 era 2'],
      machine: [
        'awake 00:00-00:10:30',
        'clock 00:10:30>-1d00:10:30 era 2',
        'awake -1d00:10:30--1d00:40 era 2',
        'notRunning -1d00:40--1d00:45 era 2',
        'awake -1d00:45--1d00:55 era 2',
      ],
    },
  );
});

describe('the clock put forward', () => {
  lives(
    'is caught up like a sleep, with the reason clockChanged',
    { jobs: [half()], events: [['PT10M', 'clock', { by: 'PT2H' }]], end: 'PT30M' },
    {
      due: [
        'a/0 00:30..01:30 x3 coalesced clockChanged R1 @02:10:30',
        'a/0 02:00 caughtUp clockChanged R1 @02:10:30',
        'a/0 02:30 ran R2 @02:30',
      ],
      runs: ['R1 a due 02:10:30-02:10:30 succeeded x1', 'R2 a due 02:30-02:30 succeeded x1'],
      machine: ['awake 00:00-00:10:30', 'clock 00:10:30>02:10:30 era 1', 'awake 02:10:30-02:30'],
    },
  );
  lives(
    'is governed by afterSleep',
    { jobs: [half({ catchUp: { afterSleep: false } })], events: [['PT10M', 'clock', { by: 'PT2H' }]], end: 'PT30M' },
    {
      due: ['a/0 00:30..02:00 x4 expired noCatchUp - @02:10:30', 'a/0 02:30 ran R1 @02:30'],
      runs: ['R1 a due 02:30-02:30 succeeded x1'],
      machine: ['awake 00:00-00:10:30', 'clock 00:10:30>02:10:30 era 1', 'awake 02:10:30-02:30'],
    },
  );
  lives(
    'over a moment that is not 60 s ago when it is noticed leaves that on time',
    { jobs: [half()], events: [['PT29M30S', 'clock', { by: 'PT40S' }]], end: 'PT40M' },
    {
      due: ['a/0 00:30 ran R1 @00:30:40'],
      runs: ['R1 a due 00:30:40-00:30:40 succeeded x1'],
      machine: ['awake 00:00-00:30', 'clock 00:30>00:30:40 era 1', 'awake 00:30:40-00:40:40'],
    },
  );
  lives(
    'in a sleep is told from the sleep',
    {
      jobs: [half()],
      events: [
        ['PT10M', 'suspend'],
        ['PT30M', 'clock', { by: 'PT1H' }],
        ['PT1H10M', 'resume'],
      ],
      end: 'PT1H20M',
    },
    {
      due: [
        'a/0 00:30..01:00 x2 coalesced asleep R1 @02:10',
        'a/0 01:30 coalesced clockChanged R1 @02:10',
        'a/0 02:00 caughtUp clockChanged R1 @02:10',
      ],
      runs: ['R1 a due 02:10-02:10 succeeded x1'],
      machine: ['awake 00:00-00:10', 'asleep 00:10-01:10', 'clock 01:10>02:10 era 1', 'awake 02:10-02:20'],
    },
  );
});

describe('a change of the zone', () => {
  const daily = (expression: string): Scenario['jobs'] => [{ id: 'a', triggers: [{ type: 'cron', expression }] }];
  lives(
    'westward does not make a fixed label of the day due again',
    {
      jobs: daily('0 9 * * *'),
      zone: 'Europe/Berlin',
      events: [['PT10H', 'zone', { zone: 'America/New_York' }]],
      end: 'PT48H',
    },
    {
      due: ['a/0 08:00 ran R1 @08:00', 'a/0 1d14:00 ran R2 @1d14:00'],
      runs: ['R1 a due 08:00-08:00 succeeded x1', 'R2 a due 1d14:00-1d14:00 succeeded x1'],
      machine: ['awake 00:00-2d00:00'],
    },
  );
  lives(
    'westward before the label makes it due by the new local time',
    {
      jobs: daily('0 9 * * *'),
      zone: 'Europe/Berlin',
      events: [['PT7H', 'zone', { zone: 'America/New_York' }]],
      end: 'PT24H',
    },
    { due: ['a/0 14:00 ran R1 @14:00'], runs: ['R1 a due 14:00-14:00 succeeded x1'], machine: ['awake 00:00-1d00:00'] },
  );
  lives(
    'eastward past the label leaves it to the next day',
    {
      jobs: daily('0 9 * * *'),
      zone: 'America/New_York',
      events: [['PT13H', 'zone', { zone: 'Europe/Berlin' }]],
      end: 'PT36H',
    },
    {
      due: ['a/0 1d08:00 ran R1 @1d08:00'],
      runs: ['R1 a due 1d08:00-1d08:00 succeeded x1'],
      machine: ['awake 00:00-1d12:00'],
    },
  );
  lives(
    'there and back makes a label due that was jumped over and never was due (found by a random life)',
    {
      jobs: daily('0 12 * * *'),
      zone: 'Europe/Berlin',
      events: [
        ['PT6H', 'zone', { zone: 'Pacific/Auckland' }],
        ['PT7H', 'zone', { zone: 'UTC' }],
      ],
      end: 'PT24H',
    },
    { due: ['a/0 12:00 ran R1 @12:00'], runs: ['R1 a due 12:00-12:00 succeeded x1'], machine: ['awake 00:00-1d00:00'] },
  );
  lives(
    'there and back does not make a label due again that was due before the journey',
    {
      jobs: daily('0 9 * * *'),
      zone: 'Europe/Berlin',
      events: [
        ['PT10H', 'zone', { zone: 'Pacific/Auckland' }],
        ['PT11H', 'zone', { zone: 'America/New_York' }],
      ],
      end: 'PT30H',
    },
    { due: ['a/0 08:00 ran R1 @08:00'], runs: ['R1 a due 08:00-08:00 succeeded x1'], machine: ['awake 00:00-1d06:00'] },
  );
  lives(
    'in the hour that the old zone shows twice does not make a label due again that it showed the first time',
    {
      jobs: daily('30 2 * * *'),
      start: '2026-10-24T22:00:00Z',
      zone: 'Europe/Berlin',
      events: [['PT3H10M', 'zone', { zone: 'America/New_York' }]],
      end: 'PT12H',
    },
    {
      due: ['a/0 1d00:30 ran R1 @1d00:30'],
      runs: ['R1 a due 1d00:30-1d00:30 succeeded x1'],
      machine: ['awake 22:00-1d10:00'],
    },
  );
  lives(
    'does not make a label due again that was due after its job was enabled, whatever the old zone did to its clock before',
    {
      jobs: daily('0 9 * * *'),
      start: '2026-10-24T12:00:00Z',
      zone: 'Europe/Berlin',
      events: [
        ['PT19H40M', 'disable', { job: 'a' }],
        ['PT19H50M', 'enable', { job: 'a' }],
        ['PT21H', 'zone', { zone: 'America/New_York' }],
      ],
      end: 'PT30H',
    },
    {
      due: ['a/0 1d08:00 ran R1 @1d08:00'],
      runs: ['R1 a due 1d08:00-1d08:00 succeeded x1'],
      machine: ['awake 12:00-1d18:00'],
    },
  );
  lives(
    'makes wildcard cron go on in real time',
    {
      jobs: daily('0 * * * *'),
      zone: 'Europe/Berlin',
      events: [['PT2H10M', 'zone', { zone: 'America/New_York' }]],
      end: 'PT4H',
    },
    {
      due: ran(['01:00', '02:00', '03:00', '04:00']),
      runs: runs(['01:00', '02:00', '03:00', '04:00']),
      machine: ['awake 00:00-04:00'],
    },
  );
  lives(
    'in a sleep is noticed on waking: the gap is judged in the old zone',
    {
      jobs: daily('0 9 * * *'),
      zone: 'Europe/Berlin',
      events: [
        ['PT6H', 'suspend'],
        ['PT7H', 'zone', { zone: 'America/New_York' }],
        ['PT12H', 'resume'],
      ],
      end: 'PT36H',
    },
    {
      due: ['a/0 08:00 caughtUp asleep R1 @12:00'],
      runs: ['R1 a due 12:00-12:00 succeeded x1'],
      machine: ['awake 00:00-06:00', 'asleep 06:00-12:00', 'awake 12:00-1d12:00'],
    },
  );
  lives(
    'does not touch a job with a zone of its own',
    {
      jobs: [{ id: 'a', zone: 'Asia/Tokyo', triggers: [{ type: 'cron', expression: '0 9 * * *' }] }],
      zone: 'Europe/Berlin',
      events: [['PT12H', 'zone', { zone: 'America/New_York' }]],
      end: 'PT30H',
    },
    {
      due: ['a/0 1d00:00 ran R1 @1d00:00'],
      runs: ['R1 a due 1d00:00-1d00:00 succeeded x1'],
      machine: ['awake 00:00-1d06:00'],
    },
  );
  lives(
    'leaves no point of a daily grid out: its anchor is an instant, whatever the clock showed in the zone before',
    {
      zone: 'Europe/Berlin',
      jobs: [{ id: 'a', triggers: [{ type: 'interval', every: 'P1D', anchor: '2026-01-01T08:00:00Z' }] }],
      events: [['PT7H', 'zone', { zone: 'America/New_York' }]],
      end: 'PT9H',
    },
    { due: ran(['08:00']), runs: runs(['08:00']), machine: ['awake 00:00-09:00'] },
  );
});

describe('the machine history', () => {
  const none: Scenario['jobs'] = [{ id: 'a' }];
  lives(
    'has a sleep whose waking no event told, from the suspend to the waking',
    {
      jobs: none,
      events: [
        ['PT10M10S', 'suspend'],
        ['PT1H', 'resume', { silent: true }],
      ],
      end: 'PT2H',
    },
    { due: [], runs: [], machine: ['awake 00:00-00:10:10', 'asleep 00:10:10-01:00', 'awake 01:00-02:00'] },
  );
  lives(
    'has a sleep in which the clock was put back by as much as was slept, so that it shows no time between',
    {
      jobs: [{ id: 'a', triggers: [{ type: 'resume' }] }],
      events: [
        ['PT10M', 'suspend'],
        ['PT40M', 'clock', { by: '-PT1H' }],
        ['PT70M', 'resume'],
      ],
      end: 'PT80M',
    },
    {
      due: ['a/0 00:10 ran R1 @00:10'],
      runs: ['R1 a due 00:10-00:10 succeeded x1'],
      machine: ['awake 00:00-00:10', 'asleep 00:10-01:10', 'clock 01:10>00:10 era 1', 'awake 00:10-00:20'],
    },
  );
  lives(
    'is the same where events come twice',
    {
      jobs: none,
      events: [
        ['PT10M', 'suspend'],
        ['PT1H', 'resume'],
        ['PT1H', 'resume'],
        ['PT1H2S', 'resume'],
        ['PT1H30M', 'launch'],
      ],
      end: 'PT2H',
    },
    { due: [], runs: [], machine: ['awake 00:00-00:10', 'asleep 00:10-01:00', 'awake 01:00-02:00'] },
  );
  lives(
    'has power-off from the last heartbeat to the boot',
    {
      jobs: none,
      events: [
        ['PT10M10S', 'powerOff'],
        ['PT1H', 'powerOn'],
      ],
      end: 'PT2H',
    },
    { due: [], runs: [], machine: ['awake 00:00-00:10', 'off 00:10-01:00', 'awake 01:00-02:00'] },
  );
  lives(
    'has not running from the last heartbeat to the launch where the computer did not boot',
    {
      jobs: none,
      events: [
        ['PT10M10S', 'crash'],
        ['PT1H', 'launch'],
      ],
      end: 'PT2H',
    },
    { due: [], runs: [], machine: ['awake 00:00-00:10', 'notRunning 00:10-01:00', 'awake 01:00-02:00'] },
  );
  lives(
    'ends exactly where Wakeful quit',
    {
      jobs: none,
      events: [
        ['PT10M10S', 'quit'],
        ['PT1H', 'launch'],
      ],
      end: 'PT2H',
    },
    { due: [], runs: [], machine: ['awake 00:00-00:10:10', 'notRunning 00:10:10-01:00', 'awake 01:00-02:00'] },
  );
  lives(
    'does not guess a sleep inside a time in which Wakeful did not run',
    {
      jobs: none,
      events: [
        ['PT10M', 'quit'],
        ['PT20M', 'suspend'],
        ['PT40M', 'resume'],
        ['PT1H', 'launch'],
      ],
      end: 'PT2H',
    },
    { due: [], runs: [], machine: ['awake 00:00-00:10', 'notRunning 00:10-01:00', 'awake 01:00-02:00'] },
  );
  lives(
    'is off from a quit to a boot that lies between',
    {
      jobs: none,
      events: [
        ['PT10M', 'quit'],
        ['PT30M', 'powerOff'],
        ['PT1H', 'powerOn'],
      ],
      end: 'PT2H',
    },
    { due: [], runs: [], machine: ['awake 00:00-00:10', 'off 00:10-01:00', 'awake 01:00-02:00'] },
  );
  lives(
    'has power lost in a sleep from the suspend on',
    {
      jobs: none,
      events: [
        ['PT10M', 'suspend'],
        ['PT30M', 'powerOff'],
        ['PT1H', 'powerOn'],
      ],
      end: 'PT2H',
    },
    { due: [], runs: [], machine: ['awake 00:00-00:10', 'off 00:10-01:00', 'awake 01:00-02:00'] },
  );
  lives(
    'is completed to the end of the timeline by what the computer is then',
    { jobs: none, events: [['PT10M', 'suspend']], end: 'PT2H' },
    { due: [], runs: [], machine: ['awake 00:00-00:10', 'asleep 00:10-02:00'] },
  );
  lives(
    'ends off where the computer is off at the end',
    { jobs: none, events: [['PT10M', 'powerOff']], end: 'PT2H' },
    { due: [], runs: [], machine: ['awake 00:00-00:10', 'off 00:10-02:00'] },
  );
  lives(
    'tells a step of the clock that nobody saw by the end, at the end',
    {
      jobs: none,
      events: [
        ['PT10M', 'suspend'],
        ['PT30M', 'clock', { by: '-PT1H' }],
      ],
      end: 'PT2H',
    },
    {
      due: [],
      runs: [],
      machine: ['awake 00:00-00:10', 'asleep 00:10-02:00', 'clock 02:00>01:00 era 1'],
    },
  );
  lives(
    'ends not running where Wakeful has quit by the end',
    { jobs: none, events: [['PT10M', 'quit']], end: 'PT2H' },
    { due: [], runs: [], machine: ['awake 00:00-00:10', 'notRunning 00:10-02:00'] },
  );
});

describe('lines', () => {
  it('of a life with sleep, a catch-up run and a new era are printed as semantics §9 shows them', async () => {
    const { simulate } = await import('../simulate.ts');
    const { simulationOf } = await import('../testing/scenario.ts');
    const output = [
      ...simulate(
        simulationOf({
          jobs: [half()],
          behaves: [{ job: 'a', takes: 'PT0.25S' }],
          events: [
            ['PT10M', 'suspend'],
            ['PT1H40M', 'resume'],
            ['PT1H50M', 'clock', { by: '-PT24H' }],
          ],
          end: 'PT1H55M',
        }),
      ),
    ];
    const run = /"run":"([^"]+)"/.exec(output.join())?.[1] ?? '';
    expect(output.map((line) => line.replaceAll(run, 'R')).sort()).toEqual(
      [
        '{"kind":"machine","state":"awake","from":"2026-01-05T00:00:00Z","to":"2026-01-05T00:10:00Z"}',
        '{"kind":"machine","state":"asleep","from":"2026-01-05T00:10:00Z","to":"2026-01-05T01:40:00Z"}',
        '{"kind":"machine","state":"awake","from":"2026-01-05T01:40:00Z","to":"2026-01-05T01:50:30Z"}',
        '{"kind":"due","job":"a","trigger":0,"due":"2026-01-05T00:30:00Z","last":"2026-01-05T01:00:00Z","count":2,"fate":"coalesced","reason":"asleep","run":"R","decided":"2026-01-05T01:40:00Z"}',
        '{"kind":"due","job":"a","trigger":0,"due":"2026-01-05T01:30:00Z","fate":"caughtUp","reason":"asleep","run":"R","decided":"2026-01-05T01:40:00.250Z"}',
        '{"kind":"run","run":"R","job":"a","cause":"due","started":"2026-01-05T01:40:00Z","ended":"2026-01-05T01:40:00.250Z","outcome":"succeeded","attempts":1}',
        '{"kind":"clock","from":"2026-01-05T01:50:30Z","to":"2026-01-04T01:50:30Z","era":2}',
        '{"kind":"machine","state":"awake","from":"2026-01-04T01:50:30Z","to":"2026-01-04T01:55:00Z","era":2}',
      ].sort(),
    );
  });
});
