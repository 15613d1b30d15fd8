/** Scenarios from semantics §2.7 and §7: upstream jobs, conditions and sequences, with the whole output. */
import { describe, expect, it } from 'vitest';
import { shortly, type Scenario, type Shortly } from '../testing/scenario.ts';

const lives = (name: string, scenario: Scenario, expected: Shortly): void =>
  it(name, () => expect(shortly(scenario)).toEqual(expected));

const cron = (id: string, expression: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  triggers: [{ type: 'cron', expression }],
  ...more,
});
const after = (
  id: string,
  trigger: Record<string, unknown>,
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  id,
  triggers: [{ type: 'after', job: 'a', ...trigger }],
  ...more,
});
const awake = ['awake 00:00-09:00'];
const end = 'PT9H';

describe('after', () => {
  lives(
    'success makes a moment at the end of the upstream, and delay later',
    {
      jobs: [cron('a', '0 8 * * *'), after('b', { on: 'success' }), after('c', { on: 'success', delay: 'PT10M' })],
      behaves: [{ job: 'a', takes: 'PT5M' }],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:05', 'b/0 08:05 ran R2 @08:05', 'c/0 08:15 ran R3 @08:15'],
      runs: [
        'R1 a due 08:00-08:05 succeeded x1',
        'R2 b due 08:05-08:05 succeeded x1',
        'R3 c due 08:15-08:15 succeeded x1',
      ],
      machine: awake,
    },
  );
  lives(
    'failure, any and exit codes follow what they name',
    {
      jobs: [
        cron('a', '0,30 8 * * *'),
        after('f', { on: 'failure' }),
        after('n', { on: 'any' }),
        after('s', { on: 'success' }),
        after('t', { on: [3, 4] }),
      ],
      behaves: [{ job: 'a', exit: [3, 0] }],
      end,
    },
    {
      due: [
        'a/0 08:00 ran R1 @08:00',
        'f/0 08:00 ran R2 @08:00',
        'n/0 08:00 ran R3 @08:00',
        't/0 08:00 ran R4 @08:00',
        'a/0 08:30 ran R5 @08:30',
        'n/0 08:30 ran R6 @08:30',
        's/0 08:30 ran R7 @08:30',
      ],
      runs: [
        'R1 a due 08:00-08:00 failed x1',
        'R2 f due 08:00-08:00 succeeded x1',
        'R3 n due 08:00-08:00 succeeded x1',
        'R4 t due 08:00-08:00 succeeded x1',
        'R5 a due 08:30-08:30 succeeded x1',
        'R6 n due 08:30-08:30 succeeded x1',
        'R7 s due 08:30-08:30 succeeded x1',
      ],
      machine: awake,
    },
  );
  lives(
    'sees the run, not its attempts',
    {
      jobs: [cron('a', '0 8 * * *', { retry: { limit: 1, delay: 'PT1M' } }), after('b', { on: 'failure' })],
      behaves: [{ job: 'a', exit: 1 }],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:01', 'b/0 08:01 ran R2 @08:01'],
      runs: ['R1 a due 08:00-08:01 failed x2', 'R2 b due 08:01-08:01 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'what a person stopped is neither success nor failure, and is any',
    {
      jobs: [
        cron('a', '0 8 * * *'),
        after('f', { on: 'failure' }),
        after('n', { on: 'any' }),
        after('s', { on: 'success' }),
      ],
      behaves: [{ job: 'a', takes: 'PT1H' }],
      events: [['PT8H10M', 'stop', { job: 'a' }]],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:10', 'n/0 08:10 ran R2 @08:10'],
      runs: ['R1 a due 08:00-08:10 stopped x1', 'R2 n due 08:10-08:10 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'follows only where its expression holds of the outputs',
    {
      jobs: [cron('a', '0,30 8 * * *'), after('b', { if: 'outputs.rows > 0' })],
      behaves: [{ job: 'a', outputs: [{ rows: 0 }, { rows: 3 }] }],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:00', 'a/0 08:30 ran R2 @08:30', 'b/0 08:30 ran R3 @08:30'],
      runs: [
        'R1 a due 08:00-08:00 succeeded x1',
        'R2 a due 08:30-08:30 succeeded x1',
        'R3 b due 08:30-08:30 succeeded x1',
      ],
      machine: awake,
    },
  );
  lives(
    'follows a run that a person wished for, and a chain to its end',
    {
      jobs: [{ id: 'a' }, after('b', {}), { id: 'c', triggers: [{ type: 'after', job: 'b' }] }],
      behaves: [
        { job: 'a', takes: 'PT1M' },
        { job: 'b', takes: 'PT1M' },
      ],
      events: [['PT8H', 'runNow', { job: 'a' }]],
      end,
    },
    {
      due: ['b/0 08:01 ran R2 @08:02', 'c/0 08:02 ran R3 @08:02'],
      runs: [
        'R1 a wish 08:00-08:01 succeeded x1',
        'R2 b due 08:01-08:02 succeeded x1',
        'R3 c due 08:02-08:02 succeeded x1',
      ],
      machine: awake,
    },
  );
  lives(
    'survives a sleep, a quitting and a power-off as an obligation, and is caught up for',
    {
      jobs: [cron('a', '0,20,40 8 * * *'), after('b', { delay: 'PT5M' })],
      events: [
        ['PT8H1M', 'suspend'],
        ['PT8H10M', 'resume'],
        ['PT8H21M', 'quit'],
        ['PT8H30M', 'launch'],
        ['PT8H41M', 'powerOff'],
        ['PT8H50M', 'powerOn'],
      ],
      end,
    },
    {
      due: [
        'a/0 08:00 ran R1 @08:00',
        'b/0 08:05 caughtUp asleep R2 @08:10',
        'a/0 08:20 ran R3 @08:20',
        'b/0 08:25 caughtUp notRunning R4 @08:30',
        'a/0 08:40 ran R5 @08:40',
        'b/0 08:45 caughtUp off R6 @08:50',
      ],
      runs: [
        'R1 a due 08:00-08:00 succeeded x1',
        'R2 b due 08:10-08:10 succeeded x1',
        'R3 a due 08:20-08:20 succeeded x1',
        'R4 b due 08:30-08:30 succeeded x1',
        'R5 a due 08:40-08:40 succeeded x1',
        'R6 b due 08:50-08:50 succeeded x1',
      ],
      machine: [
        'awake 00:00-08:01',
        'asleep 08:01-08:10',
        'awake 08:10-08:21',
        'notRunning 08:21-08:30',
        'awake 08:30-08:41',
        'off 08:41-08:50',
        'awake 08:50-09:00',
      ],
    },
  );
  lives(
    'an end that was not seen is due when it is noticed',
    {
      jobs: [cron('a', '0 8 * * *'), after('b', { on: 'failure' })],
      behaves: [{ job: 'a', takes: 'PT1H' }],
      events: [
        ['PT8H10M', 'powerOff'],
        ['PT8H20M', 'powerOn'],
      ],
      end,
    },
    {
      due: ['a/0 08:00 ran R1 @08:20', 'b/0 08:20 ran R2 @08:20'],
      runs: ['R1 a due 08:00-08:10 interrupted x1', 'R2 b due 08:20-08:20 succeeded x1'],
      machine: ['awake 00:00-08:10', 'off 08:10-08:20', 'awake 08:20-09:00'],
    },
  );
});

describe('a job with its own times that needs a fresh upstream', () => {
  const needs = (
    condition: Record<string, unknown> = {},
    more: Record<string, unknown> = {},
  ): Record<string, unknown> =>
    cron('b', '0 8 * * *', { conditions: [{ job: 'a', succeeded: 'sinceMyLastRun', ...condition }], ...more });
  lives(
    'runs at once where any success came before its first run',
    { jobs: [cron('a', '0 7 * * *'), needs()], end },
    {
      due: ['a/0 07:00 ran R1 @07:00', 'b/0 08:00 ran R2 @08:00'],
      runs: ['R1 a due 07:00-07:00 succeeded x1', 'R2 b due 08:00-08:00 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'waits for it, and catches up when it has come',
    { jobs: [cron('a', '10 8 * * *'), needs()], behaves: [{ job: 'a', takes: 'PT5M' }], end },
    {
      due: ['b/0 08:00 caughtUp waited R2 @08:15', 'a/0 08:10 ran R1 @08:15'],
      runs: ['R1 a due 08:10-08:15 succeeded x1', 'R2 b due 08:15-08:15 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'expires at its deadline: the upstream did not run',
    { jobs: [{ id: 'a' }, needs({}, { deadline: 'PT30M' })], end },
    { due: ['b/0 08:00 expired upstreamNotRun - @08:30'], runs: [], machine: awake },
  );
  lives(
    'expires at its deadline: the upstream failed',
    { jobs: [cron('a', '10 8 * * *'), needs({}, { deadline: 'PT30M' })], behaves: [{ job: 'a', exit: 1 }], end },
    {
      due: ['b/0 08:00 expired upstreamFailed - @08:30', 'a/0 08:10 ran R1 @08:10'],
      runs: ['R1 a due 08:10-08:10 failed x1'],
      machine: awake,
    },
  );
  lives(
    'does not take the same success twice',
    {
      jobs: [
        cron('a', '0 7 * * *'),
        cron('b', '0,30 8 * * *', { conditions: [{ job: 'a', succeeded: 'sinceMyLastRun' }] }),
      ],
      end,
    },
    {
      due: ['a/0 07:00 ran R1 @07:00', 'b/0 08:00 ran R2 @08:00', 'b/0 08:30 waiting - @08:30'],
      runs: ['R1 a due 07:00-07:00 succeeded x1', 'R2 b due 08:00-08:00 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'within a time takes what is not older',
    {
      jobs: [
        cron('a', '0 7 * * *'),
        cron('b', '30 7 * * *', { conditions: [{ job: 'a', within: 'PT1H' }] }),
        cron('c', '30 8 * * *', { conditions: [{ job: 'a', within: 'PT1H' }], deadline: 'PT10M' }),
      ],
      end,
    },
    {
      due: ['a/0 07:00 ran R1 @07:00', 'b/0 07:30 ran R2 @07:30', 'c/0 08:30 expired upstreamNotRun - @08:40'],
      runs: ['R1 a due 07:00-07:00 succeeded x1', 'R2 b due 07:30-07:30 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'is not let in twice by one success, where two wait for it and both may run at once',
    {
      jobs: [
        { id: 'a', triggers: [] },
        cron('b', '20,40 8 * * *', {
          conditions: [{ job: 'a', succeeded: 'sinceMyLastRun' }],
          concurrency: 'allow',
          catchUp: { runs: 'all' },
        }),
      ],
      events: [
        ['PT8H50M', 'runNow', { job: 'a' }],
        ['PT8H55M', 'runNow', { job: 'a' }],
      ],
      end: 'PT9H',
    },
    {
      due: ['b/0 08:20 caughtUp waited R1 @08:50', 'b/0 08:40 caughtUp waited R3 @08:55'],
      runs: [
        'R1 b due 08:50-08:50 succeeded x1',
        'R2 a wish 08:50-08:50 succeeded x1',
        'R3 b due 08:55-08:55 succeeded x1',
        'R4 a wish 08:55-08:55 succeeded x1',
      ],
      machine: ['awake 00:00-09:00'],
    },
  );
});

describe('what quitting makes due', () => {
  const jobs = (catchUp: Record<string, unknown>): Scenario['jobs'] => [
    cron('a', '0 7 * * *'),
    { id: 'b', triggers: [{ type: 'after', job: 'a', on: 'failure' }], catchUp },
  ];
  const quitting: Pick<Scenario, 'behaves' | 'events' | 'end'> = {
    behaves: [{ job: 'a', takes: 'PT10M' }],
    events: [
      ['PT7H5M', 'quit'],
      ['PT7H30M', 'launch'],
    ],
    end,
  };
  const machine = ['awake 00:00-07:05', 'notRunning 07:05-07:30', 'awake 07:30-09:00'];
  const quit = 'R1 a due 07:00-07:05 interrupted x1';
  lives(
    'is caught up at the next launch, missed because Wakeful did not run',
    { jobs: jobs({}), ...quitting },
    {
      due: ['a/0 07:00 ran R1 @07:05', 'b/0 07:05 caughtUp notRunning R2 @07:30'],
      runs: [quit, 'R2 b due 07:30-07:30 succeeded x1'],
      machine,
    },
  );
  lives(
    'expires where the catch-up policy does not cover that',
    { jobs: jobs({ afterOff: false }), ...quitting },
    { due: ['a/0 07:00 ran R1 @07:05', 'b/0 07:05 expired noCatchUp - @07:30'], runs: [quit], machine },
  );
});

describe('a sequence', () => {
  const jobs = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const steps = [
    { job: 'a', after: 'PT0S' },
    { job: 'b', after: 'PT2M', priority: 2 },
    { job: 'c', after: 'PT2M', priority: 1 },
  ];
  const started: NonNullable<Scenario['events']> = [['PT8H', 'startSequence', { sequence: 's' }]];
  lives(
    'one at a time lets a step wait until the one before it ended, then start at once',
    {
      jobs,
      sequences: [{ id: 's', name: 'S', steps }],
      behaves: [
        { job: 'a', takes: 'PT3M30S' },
        { job: 'c', takes: 'PT10S' },
      ],
      events: started,
      end,
    },
    {
      due: [
        'a of s 08:00 ran R1 @08:03:30',
        'b of s 08:02 caughtUp busy R3 @08:03:40',
        'c of s 08:02 caughtUp busy R2 @08:03:40',
      ],
      runs: [
        'R1 a due 08:00-08:03:30 succeeded x1',
        'R2 c due 08:03:30-08:03:40 succeeded x1',
        'R3 b due 08:03:40-08:03:40 succeeded x1',
      ],
      machine: awake,
    },
  );
  lives(
    'free runs each step at its own time',
    {
      jobs,
      sequences: [{ id: 's', name: 'S', steps, concurrency: 'free' }],
      behaves: [{ job: 'a', takes: 'PT10M' }],
      events: started,
      end,
    },
    {
      due: ['a of s 08:00 ran R1 @08:10', 'b of s 08:02 ran R3 @08:02', 'c of s 08:02 ran R2 @08:02'],
      runs: [
        'R1 a due 08:00-08:10 succeeded x1',
        'R2 c due 08:02-08:02 succeeded x1',
        'R3 b due 08:02-08:02 succeeded x1',
      ],
      machine: awake,
    },
  );
  lives(
    'that is cancelled skips what has not started',
    {
      jobs,
      sequences: [{ id: 's', name: 'S', steps }],
      behaves: [{ job: 'a', takes: 'PT10M' }],
      events: [...started, ['PT8H1M', 'cancelSequence', { sequence: 's' }]],
      end,
    },
    {
      due: [
        'a of s 08:00 ran R1 @08:10',
        'b of s 08:02 skipped sequenceCancelled - @08:01',
        'c of s 08:02 skipped sequenceCancelled - @08:01',
      ],
      runs: ['R1 a due 08:00-08:10 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'can be cancelled step by step',
    {
      jobs,
      sequences: [{ id: 's', name: 'S', steps }],
      events: [...started, ['PT8H1M', 'cancelSequence', { sequence: 's', step: 2 }]],
      end,
    },
    {
      due: [
        'a of s 08:00 ran R1 @08:00',
        'b of s 08:02 ran R2 @08:02',
        'c of s 08:02 skipped sequenceCancelled - @08:01',
      ],
      runs: ['R1 a due 08:00-08:00 succeeded x1', 'R2 b due 08:02-08:02 succeeded x1'],
      machine: awake,
    },
  );
  lives(
    'survives a restart, and is caught up for',
    {
      jobs,
      sequences: [{ id: 's', name: 'S', steps }],
      events: [...started, ['PT8H1M', 'powerOff'], ['PT8H10M', 'powerOn']],
      end,
    },
    {
      due: ['a of s 08:00 ran R1 @08:00', 'b of s 08:02 caughtUp off R3 @08:10', 'c of s 08:02 caughtUp off R2 @08:10'],
      runs: [
        'R1 a due 08:00-08:00 succeeded x1',
        'R2 c due 08:10-08:10 succeeded x1',
        'R3 b due 08:10-08:10 succeeded x1',
      ],
      machine: ['awake 00:00-08:01', 'off 08:01-08:10', 'awake 08:10-09:00'],
    },
  );
  lives(
    'is started by an interval again and again',
    {
      jobs: [{ id: 'a' }],
      sequences: [{ id: 's', name: 'S', steps: [{ job: 'a' }], triggers: [{ type: 'interval', every: 'PT3H' }] }],
      events: [
        ['PT4H', 'suspend'],
        ['PT7H', 'resume'],
      ],
      end: 'PT10H',
    },
    {
      due: ['a of s 03:00 ran R1 @03:00', 'a of s 06:00 caughtUp asleep R2 @07:00', 'a of s 10:00 ran R3 @10:00'],
      runs: [
        'R1 a due 03:00-03:00 succeeded x1',
        'R2 a due 07:00-07:00 succeeded x1',
        'R3 a due 10:00-10:00 succeeded x1',
      ],
      machine: ['awake 00:00-04:00', 'asleep 04:00-07:00', 'awake 07:00-10:00'],
    },
  );
  for (const concurrency of ['forbid', 'replace', 'queue', 'allow']) {
    lives(
      `one at a time lets a step wait for the one before it where both are of a job with ${concurrency}`,
      {
        jobs: [{ id: 'a', concurrency }],
        sequences: [{ id: 's', name: 'S', steps: ['PT0S', 'PT1M', 'PT2M'].map((after) => ({ job: 'a', after })) }],
        behaves: [{ job: 'a', takes: 'PT5M' }],
        events: started,
        end,
      },
      {
        due: [
          'a of s 08:00 ran R1 @08:05',
          'a of s 08:01 caughtUp busy R2 @08:10',
          'a of s 08:02 caughtUp busy R3 @08:15',
        ],
        runs: [
          'R1 a due 08:00-08:05 succeeded x1',
          'R2 a due 08:05-08:10 succeeded x1',
          'R3 a due 08:10-08:15 succeeded x1',
        ],
        machine: awake,
      },
    );
  }
  lives(
    'is started by its own triggers',
    {
      jobs,
      sequences: [{ id: 's', name: 'S', steps: [{ job: 'a' }], triggers: [{ type: 'cron', expression: '0 8 * * *' }] }],
      end,
    },
    { due: ['a of s 08:00 ran R1 @08:00'], runs: ['R1 a due 08:00-08:00 succeeded x1'], machine: awake },
  );
  lives(
    'counts from my last run also after a restart, where the newest one that ended never started',
    {
      jobs: [
        { id: 'a', triggers: [{ type: 'cron', expression: '0 4 * * *' }] },
        {
          id: 'b',
          triggers: [{ type: 'cron', expression: '0 9 * * *' }],
          conditions: [{ job: 'a', succeeded: 'sinceMyLastRun' }],
          deadline: 'PT3H',
        },
      ],
      sequences: [
        {
          id: 's',
          name: 's',
          steps: [
            { job: 'b', after: 'PT0S' },
            { job: 'b', after: 'PT1M' },
          ],
          concurrency: 'oneAtATime',
        },
      ],
      events: [
        ['PT3H', 'startSequence', { sequence: 's' }],
        ['PT8H', 'quit'],
        ['PT8H10M', 'launch'],
      ],
      end: 'PT10H',
    },
    {
      due: [
        'b of s 03:00 caughtUp waited R1 @04:00',
        'b of s 03:01 expired upstreamNotRun - @07:00',
        'a/0 04:00 ran R2 @04:00',
        'b/0 09:00 waiting - @09:00',
      ],
      runs: ['R1 b due 04:00-04:00 succeeded x1', 'R2 a due 04:00-04:00 succeeded x1', 'R3 b due …-07:00 stopped x0'],
      machine: ['awake 00:00-08:00', 'notRunning 08:00-08:10', 'awake 08:10-10:00'],
    },
  );
});
