/** Scenarios from semantics §4 and §5.1–5.6, with the whole output that the rules ask for. */
import { describe, expect, it } from 'vitest';
import { shortly, type Scenario, type Shortly } from '../testing/scenario.ts';

const lives = (name: string, scenario: Scenario, expected: Shortly): void =>
  it(name, () => expect(shortly(scenario)).toEqual(expected));

const cron = (expression: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  triggers: [{ type: 'cron', expression }],
  ...more,
});
const half = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'a',
  ...cron('*/30 * * * *', more),
});
const sleptUntil = (t: string): NonNullable<Scenario['events']> => [
  ['PT10M', 'suspend'],
  [t, 'resume'],
];
const slept = (to: string, end: string): string[] => [`awake 00:00-00:10`, `asleep 00:10-${to}`, `awake ${to}-${end}`];

describe('a due moment', () => {
  lives(
    'that is run on time ran, which is final when the run ends',
    { jobs: [{ id: 'a', ...cron('0 8 * * *') }], behaves: [{ job: 'a', takes: 'PT3S' }], end: 'PT9H' },
    {
      due: ['a/0 08:00 ran R1 @08:00:03'],
      runs: ['R1 a due 08:00-08:00:03 succeeded x1'],
      machine: ['awake 00:00-09:00'],
    },
  );
  lives(
    'is running while its run is in progress',
    { jobs: [{ id: 'a', ...cron('0 8 * * *') }], behaves: [{ job: 'a', takes: 'PT2H' }], end: 'PT9H' },
    { due: ['a/0 08:00 running R1 @08:00'], runs: ['R1 a due 08:00-… … x1'], machine: ['awake 00:00-09:00'] },
  );
  lives(
    'exactly at the start is not due, one exactly at the end is',
    { jobs: [{ id: 'a', ...cron('0 0 * * *') }], end: 'PT24H' },
    {
      due: ['a/0 1d00:00 ran R1 @1d00:00'],
      runs: ['R1 a due 1d00:00-1d00:00 succeeded x1'],
      machine: ['awake 00:00-1d00:00'],
    },
  );
  lives(
    'whose run starts 60 s late ran, and 61 s late caught up',
    {
      jobs: [
        { id: 'a', ...cron('0,1 8 * * *', { concurrency: 'queue' }) },
        { id: 'b', ...cron('0,1 8 * * *', { concurrency: 'queue' }) },
      ],
      behaves: [
        { job: 'a', takes: ['PT120S', 'PT0S'] },
        { job: 'b', takes: ['PT121S', 'PT0S'] },
      ],
      end: 'PT9H',
    },
    {
      due: [
        'a/0 08:00 ran R1 @08:02',
        'b/0 08:00 ran R2 @08:02:01',
        'a/0 08:01 ran R3 @08:02',
        'b/0 08:01 caughtUp busy R4 @08:02:01',
      ],
      runs: [
        'R1 a due 08:00-08:02 succeeded x1',
        'R2 b due 08:00-08:02:01 succeeded x1',
        'R3 a due 08:02-08:02 succeeded x1',
        'R4 b due 08:02:01-08:02:01 succeeded x1',
      ],
      machine: ['awake 00:00-09:00'],
    },
  );
  lives(
    'of a disabled job is none',
    { jobs: [half({ enabled: false })], end: 'PT9H' },
    { due: [], runs: [], machine: ['awake 00:00-09:00'] },
  );
  lives(
    'of a job enabled later counts from then on, and of one disabled not any more',
    {
      jobs: [half({ enabled: false })],
      events: [
        ['PT1H10M', 'enable', { job: 'a' }],
        ['PT2H10M', 'disable', { job: 'a' }],
      ],
      end: 'PT3H',
    },
    {
      due: ['a/0 01:30 ran R1 @01:30', 'a/0 02:00 ran R2 @02:00'],
      runs: ['R1 a due 01:30-01:30 succeeded x1', 'R2 a due 02:00-02:00 succeeded x1'],
      machine: ['awake 00:00-03:00'],
    },
  );
});

describe('after a sleep', () => {
  lives(
    'latest runs once for the newest, and the others coalesce into that run',
    { jobs: [half()], events: sleptUntil('PT8H10M'), end: 'PT8H20M' },
    {
      due: ['a/0 00:30..07:30 x15 coalesced asleep R1 @08:10', 'a/0 08:00 caughtUp asleep R1 @08:10'],
      runs: ['R1 a due 08:10-08:10 succeeded x1'],
      machine: slept('08:10', '08:20'),
    },
  );
  lives(
    'earliest runs once for the oldest',
    { jobs: [half({ catchUp: { runs: 'earliest' } })], events: sleptUntil('PT8H10M'), end: 'PT8H20M' },
    {
      due: ['a/0 00:30 caughtUp asleep R1 @08:10', 'a/0 01:00..08:00 x15 coalesced asleep R1 @08:10'],
      runs: ['R1 a due 08:10-08:10 succeeded x1'],
      machine: slept('08:10', '08:20'),
    },
  );
  lives(
    'all runs the newest up to its limit, oldest first, one after another; the others are over the limit',
    {
      jobs: [half({ catchUp: { runs: 'all', limit: 3 } })],
      behaves: [{ job: 'a', takes: 'PT1M' }],
      events: sleptUntil('PT8H10M'),
      end: 'PT8H20M',
    },
    {
      due: [
        'a/0 00:30..06:30 x13 expired overLimit - @08:10',
        'a/0 07:00 caughtUp asleep R1 @08:11',
        'a/0 07:30 caughtUp asleep R2 @08:12',
        'a/0 08:00 caughtUp asleep R3 @08:13',
      ],
      runs: [
        'R1 a due 08:10-08:11 succeeded x1',
        'R2 a due 08:11-08:12 succeeded x1',
        'R3 a due 08:12-08:13 succeeded x1',
      ],
      machine: slept('08:10', '08:20'),
    },
  );
  lives(
    'none lets everything missed expire, and runs what is on time',
    { jobs: [half({ catchUp: { runs: 'none' } })], events: sleptUntil('PT8H30M20S'), end: 'PT8H40M' },
    {
      due: ['a/0 00:30..08:00 x16 expired noCatchUp - @08:30:20', 'a/0 08:30 ran R1 @08:30:20'],
      runs: ['R1 a due 08:30:20-08:30:20 succeeded x1'],
      machine: slept('08:30:20', '08:40'),
    },
  );
  lives(
    'the missed coalesce into the run of a moment that is on time',
    { jobs: [half()], events: sleptUntil('PT8H31M'), end: 'PT8H40M' },
    {
      due: ['a/0 00:30..08:00 x16 coalesced asleep R1 @08:31', 'a/0 08:30 ran R1 @08:31'],
      runs: ['R1 a due 08:31-08:31 succeeded x1'],
      machine: slept('08:31', '08:40'),
    },
  );
  lives(
    'earliest coalesces into the run of a moment that is on time as well',
    { jobs: [half({ catchUp: { runs: 'earliest' } })], events: sleptUntil('PT8H30M'), end: 'PT8H40M' },
    {
      due: ['a/0 00:30..08:00 x16 coalesced asleep R1 @08:30', 'a/0 08:30 ran R1 @08:30'],
      runs: ['R1 a due 08:30-08:30 succeeded x1'],
      machine: slept('08:30', '08:40'),
    },
  );
  lives(
    'a moment 61 s ago is missed',
    { jobs: [half()], events: sleptUntil('PT8H31M1S'), end: 'PT8H40M' },
    {
      due: ['a/0 00:30..08:00 x16 coalesced asleep R1 @08:31:01', 'a/0 08:30 caughtUp asleep R1 @08:31:01'],
      runs: ['R1 a due 08:31:01-08:31:01 succeeded x1'],
      machine: slept('08:31:01', '08:40'),
    },
  );
  lives(
    'all runs what is on time beside its limit, after the missed, and late for them',
    {
      jobs: [half({ catchUp: { runs: 'all', limit: 1 } })],
      behaves: [{ job: 'a', takes: 'PT5M' }],
      events: sleptUntil('PT8H30M'),
      end: 'PT8H50M',
    },
    {
      due: [
        'a/0 00:30..07:30 x15 expired overLimit - @08:30',
        'a/0 08:00 caughtUp asleep R1 @08:35',
        'a/0 08:30 caughtUp busy R2 @08:40',
      ],
      runs: ['R1 a due 08:30-08:35 succeeded x1', 'R2 a due 08:35-08:40 succeeded x1'],
      machine: slept('08:30', '08:50'),
    },
  );
  lives(
    'what is older than within is too late, exactly that old is not',
    { jobs: [half({ catchUp: { within: 'PT2H' } })], events: sleptUntil('PT8H'), end: 'PT8H20M' },
    {
      due: [
        'a/0 00:30..05:30 x11 expired tooLate - @08:00',
        'a/0 06:00..07:30 x4 coalesced asleep R1 @08:00',
        'a/0 08:00 ran R1 @08:00',
      ],
      runs: ['R1 a due 08:00-08:00 succeeded x1'],
      machine: slept('08:00', '08:20'),
    },
  );
  lives(
    'within is judged before the limit of all',
    {
      jobs: [half({ catchUp: { runs: 'all', limit: 2, within: 'PT2H' } })],
      events: sleptUntil('PT8H10M'),
      end: 'PT8H20M',
    },
    {
      due: [
        'a/0 00:30..06:00 x12 expired tooLate - @08:10',
        'a/0 06:30..07:00 x2 expired overLimit - @08:10',
        'a/0 07:30 caughtUp asleep R1 @08:10',
        'a/0 08:00 caughtUp asleep R2 @08:10',
      ],
      runs: ['R1 a due 08:10-08:10 succeeded x1', 'R2 a due 08:10-08:10 succeeded x1'],
      machine: slept('08:10', '08:20'),
    },
  );
  lives(
    'nothing is caught up where afterSleep is false',
    { jobs: [half({ catchUp: { afterSleep: false } })], events: sleptUntil('PT2H10M'), end: 'PT2H40M' },
    {
      due: ['a/0 00:30..02:00 x4 expired noCatchUp - @02:10', 'a/0 02:30 ran R1 @02:30'],
      runs: ['R1 a due 02:30-02:30 succeeded x1'],
      machine: slept('02:10', '02:40'),
    },
  );
  lives(
    'one policy decides for the missed moments of all triggers together',
    {
      jobs: [
        {
          id: 'a',
          triggers: [
            { type: 'cron', expression: '0 * * * *' },
            { type: 'cron', expression: '15 * * * *' },
          ],
        },
      ],
      events: sleptUntil('PT3H10M'),
      end: 'PT3H14M',
    },
    {
      due: [
        'a/1 00:15..02:15 x3 coalesced asleep R1 @03:10',
        'a/0 01:00..02:00 x2 coalesced asleep R1 @03:10',
        'a/0 03:00 caughtUp asleep R1 @03:10',
      ],
      runs: ['R1 a due 03:10-03:10 succeeded x1'],
      machine: slept('03:10', '03:14'),
    },
  );
  lives(
    'catching up never moves the time of the next run',
    {
      jobs: [{ id: 'a', triggers: [{ type: 'interval', every: 'PT6H', from: 'grid' }] }],
      events: sleptUntil('PT10H7M'),
      end: 'PT12H',
    },
    {
      due: ['a/0 06:00 caughtUp asleep R1 @10:07', 'a/0 12:00 ran R2 @12:00'],
      runs: ['R1 a due 10:07-10:07 succeeded x1', 'R2 a due 12:00-12:00 succeeded x1'],
      machine: slept('10:07', '12:00'),
    },
  );
  lives(
    'a second sleep is caught up for anew',
    {
      jobs: [half()],
      events: [...sleptUntil('PT1H10M'), ['PT1H20M', 'suspend'], ['PT2H10M', 'resume']],
      end: 'PT2H20M',
    },
    {
      due: [
        'a/0 00:30 coalesced asleep R1 @01:10',
        'a/0 01:00 caughtUp asleep R1 @01:10',
        'a/0 01:30 coalesced asleep R2 @02:10',
        'a/0 02:00 caughtUp asleep R2 @02:10',
      ],
      runs: ['R1 a due 01:10-01:10 succeeded x1', 'R2 a due 02:10-02:10 succeeded x1'],
      machine: [
        'awake 00:00-00:10',
        'asleep 00:10-01:10',
        'awake 01:10-01:20',
        'asleep 01:20-02:10',
        'awake 02:10-02:20',
      ],
    },
  );
});

describe('with several moments or jobs at once', () => {
  it('a free place goes to the oldest due moment, also where the job that freed it has more to run', () => {
    const all = { catchUp: { runs: 'all' } };
    const { runs } = shortly({
      jobs: [half(all), { ...half(all), id: 'b' }],
      behaves: ['a', 'b'].map((job) => ({ job, takes: 'PT4M' })),
      events: sleptUntil('PT1H10M'),
      settings: { catchUpAtOnce: 1 },
      end: 'PT1H29M',
    });
    expect(runs).toEqual([
      'R1 a due 01:10-01:14 succeeded x1',
      'R2 b due 01:14-01:18 succeeded x1',
      'R3 a due 01:18-01:22 succeeded x1',
      'R4 b due 01:22-01:26 succeeded x1',
    ]);
  });
  lives(
    'all runs one after another beside whatever else allow lets run, and what is on time later does not stand behind them',
    {
      jobs: [half({ catchUp: { runs: 'all' }, concurrency: 'allow' })],
      behaves: [{ job: 'a', takes: ['PT3H', 'PT15M'] }],
      events: [['PT5M', 'runNow', { job: 'a' }], ...sleptUntil('PT1H10M')],
      end: 'PT1H50M',
    },
    {
      due: ['a/0 00:30 caughtUp asleep R2 @01:25', 'a/0 01:00 caughtUp asleep R3 @01:40', 'a/0 01:30 ran R4 @01:45'],
      runs: [
        'R1 a wish 00:05-… … x1',
        'R2 a due 01:10-01:25 succeeded x1',
        'R3 a due 01:25-01:40 succeeded x1',
        'R4 a due 01:30-01:45 succeeded x1',
      ],
      machine: slept('01:10', '01:50'),
    },
  );
  lives(
    'two triggers at the same instant are one run; the other coalesces, busy',
    {
      jobs: [
        {
          id: 'a',
          triggers: [
            { type: 'cron', expression: '0 8 * * *' },
            { type: 'cron', expression: '0 8 * * 1' },
          ],
        },
      ],
      end: 'PT9H',
    },
    {
      due: ['a/0 08:00 ran R1 @08:00', 'a/1 08:00 coalesced busy R1 @08:00'],
      runs: ['R1 a due 08:00-08:00 succeeded x1'],
      machine: ['awake 00:00-09:00'],
    },
  );
  lives(
    'all runs for each of two triggers at the same instant',
    {
      jobs: [
        {
          id: 'a',
          concurrency: 'queue',
          queueLimit: 5,
          catchUp: { runs: 'all' },
          triggers: [
            { type: 'cron', expression: '0 8 * * *' },
            { type: 'cron', expression: '0 8 * * 1' },
          ],
        },
      ],
      behaves: [{ job: 'a', takes: 'PT10S' }],
      end: 'PT9H',
    },
    {
      due: ['a/0 08:00 ran R1 @08:00:10', 'a/1 08:00 ran R2 @08:00:20'],
      runs: ['R1 a due 08:00-08:00:10 succeeded x1', 'R2 a due 08:00:10-08:00:20 succeeded x1'],
      machine: ['awake 00:00-09:00'],
    },
  );
  lives(
    'all while the job still runs fills its queue, oldest first; further ones coalesce into the last that waits',
    {
      jobs: [{ id: 'a', ...cron('0 1-4 * * *', { concurrency: 'queue', queueLimit: 2, catchUp: { runs: 'all' } }) }],
      behaves: [{ job: 'a', takes: 'PT90M' }],
      events: [
        ['PT90M', 'suspend'],
        ['PT270M', 'resume'],
      ],
      end: 'PT10H',
    },
    {
      due: [
        'a/0 01:00 ran R1 @05:30',
        'a/0 02:00 caughtUp asleep R2 @07:00',
        'a/0 03:00 caughtUp asleep R3 @08:30',
        'a/0 04:00 coalesced asleep R3 @04:30',
      ],
      runs: [
        'R1 a due 01:00-05:30 succeeded x1',
        'R2 a due 05:30-07:00 succeeded x1',
        'R3 a due 07:00-08:30 succeeded x1',
      ],
      machine: ['awake 00:00-01:30', 'asleep 01:30-04:30', 'awake 04:30-10:00'],
    },
  );
  lives(
    'all under allow goes one after another, also behind what was left of an earlier time',
    {
      jobs: [{ id: 'a', ...cron('0 * * * *', { concurrency: 'allow', catchUp: { runs: 'all', limit: 2 } }) }],
      behaves: [{ job: 'a', takes: 'PT40M' }],
      events: [
        ['PT30M', 'suspend'],
        ['PT2H30S', 'resume'],
        ['PT2H10M', 'powerOff'],
        ['PT5H10M', 'powerOn'],
      ],
      end: 'PT6H59M',
    },
    {
      due: [
        'a/0 01:00 caughtUp asleep R1 @05:10',
        'a/0 02:00 caughtUp busy R2 @05:50',
        'a/0 03:00 expired overLimit - @05:10',
        'a/0 04:00 caughtUp off R3 @06:30',
        'a/0 05:00 running off R5 @06:30',
        'a/0 06:00 ran R4 @06:40',
      ],
      runs: [
        'R1 a due 02:00:30-02:10 interrupted x1',
        'R2 a due 05:10-05:50 succeeded x1',
        'R3 a due 05:50-06:30 succeeded x1',
        'R4 a due 06:00-06:40 succeeded x1',
        'R5 a due 06:30-… … x1',
      ],
      machine: [
        'awake 00:00-00:30',
        'asleep 00:30-02:00:30',
        'awake 02:00:30-02:10',
        'off 02:10-05:10',
        'awake 05:10-06:59',
      ],
    },
  );
  lives(
    'that needs the network has no longer than its deadline where networkGrace is nothing',
    {
      jobs: [{ id: 'a', ...cron('0 1 * * *', { conditions: [{ network: true }], deadline: 'PT5S' }) }],
      settings: { networkGrace: 'PT0S' },
      events: [
        ['PT5M', 'network', { up: false }],
        ['PT10M', 'suspend'],
        ['PT2H', 'resume'],
        ['PT2H10S', 'network', { up: true }],
      ],
      end: 'PT3H',
    },
    {
      due: ['a/0 01:00 expired conditionDeadline - @02:00:05'],
      runs: [],
      machine: ['awake 00:00-00:10', 'asleep 00:10-02:00', 'awake 02:00-03:00'],
    },
  );
  lives(
    'at most catchUpAtOnce runs that catch up are in progress at a time',
    {
      jobs: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, ...cron('0 1 * * *') })),
      settings: { catchUpAtOnce: 2 },
      behaves: ['a', 'b', 'c', 'd', 'e'].map((job) => ({ job, takes: 'PT1M' })),
      events: sleptUntil('PT2H'),
      end: 'PT3H',
    },
    {
      due: [
        'a/0 01:00 caughtUp asleep R1 @02:01',
        'b/0 01:00 caughtUp asleep R2 @02:01',
        'c/0 01:00 caughtUp asleep R3 @02:02',
        'd/0 01:00 caughtUp asleep R4 @02:02',
        'e/0 01:00 caughtUp asleep R5 @02:03',
      ],
      runs: [
        'R1 a due 02:00-02:01 succeeded x1',
        'R2 b due 02:00-02:01 succeeded x1',
        'R3 c due 02:01-02:02 succeeded x1',
        'R4 d due 02:01-02:02 succeeded x1',
        'R5 e due 02:02-02:03 succeeded x1',
      ],
      machine: slept('02:00', '03:00'),
    },
  );
  lives(
    'the lower priority number starts first, then the order of the list',
    {
      jobs: [
        { id: 'a', ...cron('0 1 * * *', { priority: 5 }) },
        { id: 'b', ...cron('0 1 * * *', { priority: -1 }) },
        { id: 'c', ...cron('0 1 * * *', { priority: 5 }) },
      ],
      settings: { catchUpAtOnce: 1 },
      behaves: ['a', 'b', 'c'].map((job) => ({ job, takes: 'PT1M' })),
      events: sleptUntil('PT2H'),
      end: 'PT3H',
    },
    {
      due: [
        'a/0 01:00 caughtUp asleep R2 @02:02',
        'b/0 01:00 caughtUp asleep R1 @02:01',
        'c/0 01:00 caughtUp asleep R3 @02:03',
      ],
      runs: [
        'R1 b due 02:00-02:01 succeeded x1',
        'R2 a due 02:01-02:02 succeeded x1',
        'R3 c due 02:02-02:03 succeeded x1',
      ],
      machine: slept('02:00', '03:00'),
    },
  );
  lives(
    'a catch-up of forbid while the job still runs is skipped, one that still ran on when the computer slept',
    {
      jobs: [half()],
      behaves: [{ job: 'a', takes: ['PT2H', 'PT0S'] }],
      events: [
        ['PT40M', 'suspend'],
        ['PT3H10M', 'resume'],
      ],
      end: 'PT3H20M',
    },
    {
      due: ['a/0 00:30 running R1 @00:30', 'a/0 01:00..03:00 x5 skipped stillRunning - @03:10'],
      runs: ['R1 a due 00:30-… … x1'],
      machine: ['awake 00:00-00:40', 'asleep 00:40-03:10', 'awake 03:10-03:20'],
    },
  );
  lives(
    'all while the job still runs under forbid skips those it would have run; what is over its limit is that all the same',
    {
      jobs: [half({ catchUp: { runs: 'all', limit: 2 } })],
      behaves: [{ job: 'a', takes: ['PT2H', 'PT0S'] }],
      events: [
        ['PT40M', 'suspend'],
        ['PT3H10M', 'resume'],
      ],
      end: 'PT3H20M',
    },
    {
      due: [
        'a/0 00:30 running R1 @00:30',
        'a/0 01:00..02:00 x3 expired overLimit - @03:10',
        'a/0 02:30..03:00 x2 skipped stillRunning - @03:10',
      ],
      runs: ['R1 a due 00:30-… … x1'],
      machine: ['awake 00:00-00:40', 'asleep 00:40-03:10', 'awake 03:10-03:20'],
    },
  );
  lives(
    'a catch-up of queue while the job still runs waits for it',
    {
      jobs: [half({ concurrency: 'queue' })],
      behaves: [{ job: 'a', takes: ['PT25M', 'PT0S'] }],
      events: [
        ['PT40M', 'suspend'],
        ['PT3H10M', 'resume'],
      ],
      end: 'PT3H28M',
    },
    {
      due: [
        'a/0 00:30 ran R1 @03:25',
        'a/0 01:00..02:30 x4 coalesced asleep R2 @03:10',
        'a/0 03:00 caughtUp asleep R2 @03:25',
      ],
      runs: ['R1 a due 00:30-03:25 succeeded x1', 'R2 a due 03:25-03:25 succeeded x1'],
      machine: ['awake 00:00-00:40', 'asleep 00:40-03:10', 'awake 03:10-03:28'],
    },
  );
  lives(
    'an on-time moment coalesces into a catch-up run that has not started yet',
    {
      jobs: [
        { id: 'a', ...cron('0 1 * * *') },
        { id: 'b', ...cron('0,10 2 * * *') },
      ],
      settings: { catchUpAtOnce: 1 },
      behaves: [{ job: 'a', takes: 'PT20M' }],
      events: sleptUntil('PT2H5M'),
      end: 'PT3H',
    },
    {
      due: [
        'a/0 01:00 caughtUp asleep R1 @02:25',
        'b/0 02:00 caughtUp asleep R2 @02:25',
        'b/0 02:10 coalesced busy R2 @02:10',
      ],
      runs: ['R1 a due 02:05-02:25 succeeded x1', 'R2 b due 02:25-02:25 succeeded x1'],
      machine: slept('02:05', '03:00'),
    },
  );
});

describe('catching up after the computer was off or Wakeful was not running', () => {
  lives(
    'afterOff decides for both, and afterSleep does not',
    {
      jobs: [half({ catchUp: { afterSleep: false } }), { ...half({ catchUp: { afterOff: false } }), id: 'b' }],
      events: [
        ['PT10M', 'powerOff'],
        ['PT1H10M', 'powerOn'],
        ['PT1H40M', 'crash'],
        ['PT2H10M', 'launch'],
      ],
      end: 'PT2H20M',
    },
    {
      due: [
        'a/0 00:30 coalesced off R1 @01:10',
        'b/0 00:30..01:00 x2 expired noCatchUp - @01:10',
        'a/0 01:00 caughtUp off R1 @01:10',
        'a/0 01:30 ran R2 @01:30',
        'b/0 01:30 ran R3 @01:30',
        'a/0 02:00 caughtUp notRunning R4 @02:10',
        'b/0 02:00 expired noCatchUp - @02:10',
      ],
      runs: [
        'R1 a due 01:10-01:10 succeeded x1',
        'R2 a due 01:30-01:30 succeeded x1',
        'R3 b due 01:30-01:30 succeeded x1',
        'R4 a due 02:10-02:10 succeeded x1',
      ],
      machine: [
        'awake 00:00-00:10',
        'off 00:10-01:10',
        'awake 01:10-01:40',
        'notRunning 01:40-02:10',
        'awake 02:10-02:20',
      ],
    },
  );
  lives(
    'what is on time at the launch runs on time',
    {
      jobs: [half()],
      events: [
        ['PT10M', 'quit'],
        ['PT30M30S', 'launch'],
      ],
      end: 'PT40M',
    },
    {
      due: ['a/0 00:30 ran R1 @00:30:30'],
      runs: ['R1 a due 00:30:30-00:30:30 succeeded x1'],
      machine: ['awake 00:00-00:10', 'notRunning 00:10-00:30:30', 'awake 00:30:30-00:40'],
    },
  );
});
