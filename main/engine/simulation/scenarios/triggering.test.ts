/** Scenarios from semantics §2.4, §2.6 and §2.8: intervals, once and events, with the whole output. */
import { describe, expect, it } from 'vitest';
import { shortly, type Scenario, type Shortly } from '../testing/scenario.ts';

const lives = (name: string, scenario: Scenario, expected: Shortly): void =>
  it(name, () => expect(shortly(scenario)).toEqual(expected));

const on = (trigger: Record<string, unknown>, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: 'a',
  triggers: [trigger],
  ...more,
});
const ran = (...times: string[]): Pick<Shortly, 'due' | 'runs'> => ({
  due: times.map((time, index) => `a/0 ${time} ran R${String(index + 1)} @${time}`),
  runs: times.map((time, index) => `R${String(index + 1)} a due ${time}-${time} succeeded x1`),
});

describe('an interval', () => {
  lives(
    'from start counts from the start of the run before',
    { jobs: [on({ type: 'interval', every: 'PT30M' })], behaves: [{ job: 'a', takes: 'PT10M' }], end: 'PT1H20M' },
    {
      due: ['a/0 00:30 ran R1 @00:40', 'a/0 01:00 ran R2 @01:10'],
      runs: ['R1 a due 00:30-00:40 succeeded x1', 'R2 a due 01:00-01:10 succeeded x1'],
      machine: ['awake 00:00-01:20'],
    },
  );
  lives(
    'from finish counts from its end',
    {
      jobs: [on({ type: 'interval', every: 'PT30M', from: 'finish' })],
      behaves: [{ job: 'a', takes: 'PT10M' }],
      end: 'PT1H25M',
    },
    {
      due: ['a/0 00:30 ran R1 @00:40', 'a/0 01:10 ran R2 @01:20'],
      runs: ['R1 a due 00:30-00:40 succeeded x1', 'R2 a due 01:10-01:20 succeeded x1'],
      machine: ['awake 00:00-01:25'],
    },
  );
  lives(
    'as a phrase counts from the end of the run before, as the words of schedule do',
    {
      jobs: [on({ type: 'phrase', text: 'every 30 minutes' })],
      behaves: [{ job: 'a', takes: 'PT10M' }],
      end: 'PT1H25M',
    },
    {
      due: ['a/0 00:30 ran R1 @00:40', 'a/0 01:10 ran R2 @01:20'],
      runs: ['R1 a due 00:30-00:40 succeeded x1', 'R2 a due 01:10-01:20 succeeded x1'],
      machine: ['awake 00:00-01:25'],
    },
  );
  lives(
    'immediately is due at the start',
    { jobs: [on({ type: 'interval', every: 'PT30M', immediately: true })], end: 'PT40M' },
    { ...ran('00:00', '00:30'), machine: ['awake 00:00-00:40'] },
  );
  lives(
    'has at most one missed moment after a sleep, and goes on from that run',
    {
      jobs: [on({ type: 'interval', every: 'PT30M' })],
      events: [
        ['PT40M', 'suspend'],
        ['PT3H10M', 'resume'],
      ],
      end: 'PT4H',
    },
    {
      due: ['a/0 00:30 ran R1 @00:30', 'a/0 01:00 caughtUp asleep R2 @03:10', 'a/0 03:40 ran R3 @03:40'],
      runs: [
        'R1 a due 00:30-00:30 succeeded x1',
        'R2 a due 03:10-03:10 succeeded x1',
        'R3 a due 03:40-03:40 succeeded x1',
      ],
      machine: ['awake 00:00-00:40', 'asleep 00:40-03:10', 'awake 03:10-04:00'],
    },
  );
  lives(
    'counts one period from a decision that led to no run',
    {
      jobs: [on({ type: 'interval', every: 'PT30M' }, { catchUp: { runs: 'none' } })],
      events: [
        ['PT40M', 'suspend'],
        ['PT3H10M', 'resume'],
      ],
      end: 'PT4H',
    },
    {
      due: ['a/0 00:30 ran R1 @00:30', 'a/0 01:00 expired noCatchUp - @03:10', 'a/0 03:40 ran R2 @03:40'],
      runs: ['R1 a due 00:30-00:30 succeeded x1', 'R2 a due 03:40-03:40 succeeded x1'],
      machine: ['awake 00:00-00:40', 'asleep 00:40-03:10', 'awake 03:10-04:00'],
    },
  );
  lives(
    'starts its period anew with a run from a wish',
    { jobs: [on({ type: 'interval', every: 'PT30M' })], events: [['PT20M', 'runNow', { job: 'a' }]], end: 'PT1H' },
    {
      due: ['a/0 00:50 ran R2 @00:50'],
      runs: ['R1 a wish 00:20-00:20 succeeded x1', 'R2 a due 00:50-00:50 succeeded x1'],
      machine: ['awake 00:00-01:00'],
    },
  );
  lives(
    'is not stretched by a step of the clock',
    { jobs: [on({ type: 'interval', every: 'PT1H' })], events: [['PT30M', 'clock', { by: '-PT20M' }]], end: 'PT1H30M' },
    {
      due: ['a/0 00:40 ran R1 @00:40'],
      runs: ['R1 a due 00:40-00:40 succeeded x1'],
      machine: ['awake 00:00-00:30:30', 'clock 00:30:30>00:10:30 era 1', 'awake 00:10:30-01:10'],
    },
  );
  lives(
    'has no moment after until',
    { jobs: [on({ type: 'interval', every: 'PT30M', until: '2026-01-05T01:10:00Z' })], end: 'PT3H' },
    { ...ran('00:30', '01:00'), machine: ['awake 00:00-03:00'] },
  );
});

describe('once', () => {
  lives(
    'is due once',
    { jobs: [on({ type: 'once', at: '2026-01-05T01:00:00Z' })], end: 'PT3H' },
    { ...ran('01:00'), machine: ['awake 00:00-03:00'] },
  );
  lives(
    'is missed like any other while the computer is off',
    {
      jobs: [on({ type: 'once', at: '2026-01-05T01:00:00Z' })],
      events: [
        ['PT30M', 'powerOff'],
        ['PT2H', 'powerOn'],
      ],
      end: 'PT3H',
    },
    {
      due: ['a/0 01:00 caughtUp off R1 @02:00'],
      runs: ['R1 a due 02:00-02:00 succeeded x1'],
      machine: ['awake 00:00-00:30', 'off 00:30-02:00', 'awake 02:00-03:00'],
    },
  );
});

describe('an event', () => {
  lives(
    'start comes with every start, perBoot with the first since the boot; neither with what was saved after the start',
    {
      jobs: [
        { id: 'a', triggers: [{ type: 'start' }] },
        { id: 'b', triggers: [{ type: 'start', once: 'perBoot' }] },
        { id: 'c', triggers: [{ type: 'cron', expression: '@reboot' }] },
      ],
      events: [
        ['PT10M', 'quit'],
        ['PT20M', 'launch'],
        ['PT30M', 'powerOff'],
        ['PT40M', 'powerOn'],
        ['PT50M', 'crash'],
        ['PT55M', 'launch'],
      ],
      end: 'PT1H',
    },
    {
      due: [
        'a/0 00:20 ran R1 @00:20',
        'a/0 00:40 ran R2 @00:40',
        'b/0 00:40 ran R3 @00:40',
        'c/0 00:40 ran R4 @00:40',
        'a/0 00:55 ran R5 @00:55',
      ],
      runs: [
        'R1 a due 00:20-00:20 succeeded x1',
        'R2 a due 00:40-00:40 succeeded x1',
        'R3 b due 00:40-00:40 succeeded x1',
        'R4 c due 00:40-00:40 succeeded x1',
        'R5 a due 00:55-00:55 succeeded x1',
      ],
      machine: [
        'awake 00:00-00:10',
        'notRunning 00:10-00:20',
        'awake 00:20-00:30',
        'off 00:30-00:40',
        'awake 00:40-00:50',
        'notRunning 00:50-00:55',
        'awake 00:55-01:00',
      ],
    },
  );
  lives(
    'start comes also where the clock was put back to before the jobs were saved',
    {
      jobs: [on({ type: 'start' })],
      events: [
        ['PT6H', 'quit'],
        ['PT6H10M', 'clock', { by: '-PT1H' }],
        ['PT6H20M', 'launch'],
        ['PT6H30M', 'powerOff'],
        ['PT6H40M', 'clock', { by: '-PT26H' }],
        ['PT7H', 'powerOn'],
      ],
      end: 'PT7H10M',
    },
    {
      due: ['a/0 05:20 ran R1 @05:20', 'a/0 -1d04:00 ran R2 @-1d04:00 era 2'],
      runs: ['R1 a due 05:20-05:20 succeeded x1', 'R2 a due -1d04:00--1d04:00 succeeded x1 era 2'],
      machine: [
        'awake 00:00-06:00',
        'clock 06:00>05:20 era 1',
        'awake 05:20-05:30',
        'clock 05:30>-1d04:00 era 2',
        'awake -1d04:00--1d04:10 era 2',
      ],
    },
  );
  lives(
    'resume comes with waking, once however often it is told, and after a time',
    {
      jobs: [
        { id: 'a', triggers: [{ type: 'resume' }] },
        { id: 'b', triggers: [{ type: 'resume', after: 'PT5M' }] },
      ],
      events: [
        ['PT10M', 'suspend'],
        ['PT20M', 'resume'],
        ['PT20M1S', 'resume'],
      ],
      end: 'PT1H',
    },
    {
      due: ['a/0 00:20 ran R1 @00:20', 'b/0 00:25 ran R2 @00:25'],
      runs: ['R1 a due 00:20-00:20 succeeded x1', 'R2 b due 00:25-00:25 succeeded x1'],
      machine: ['awake 00:00-00:10', 'asleep 00:10-00:20', 'awake 00:20-01:00'],
    },
  );
  lives(
    'resume that is told to nobody comes when it is noticed',
    {
      jobs: [on({ type: 'resume' })],
      events: [
        ['PT10M10S', 'suspend'],
        ['PT20M', 'resume', { silent: true }],
      ],
      end: 'PT1H',
    },
    { ...ran('00:20:20'), machine: ['awake 00:00-00:10:10', 'asleep 00:10:10-00:20', 'awake 00:20-01:00'] },
  );
  lives(
    'network comes when it comes up, not when it was up',
    {
      jobs: [on({ type: 'network' })],
      events: [
        ['PT10M', 'network', { up: false }],
        ['PT20M', 'network', { up: true }],
        ['PT30M', 'network', { up: true }],
      ],
      end: 'PT1H',
    },
    { ...ran('00:20'), machine: ['awake 00:00-01:00'] },
  );
  lives(
    'power comes when that state begins',
    {
      jobs: [on({ type: 'power', state: 'battery' })],
      events: [
        ['PT10M', 'power', { state: 'battery' }],
        ['PT20M', 'power', { state: 'ac' }],
        ['PT30M', 'power', { state: 'battery' }],
      ],
      end: 'PT1H',
    },
    { ...ran('00:10', '00:30'), machine: ['awake 00:00-01:00'] },
  );
  lives(
    'unlock and mount come with theirs',
    {
      jobs: [
        { id: 'a', triggers: [{ type: 'unlock' }] },
        { id: 'b', triggers: [{ type: 'mount' }] },
      ],
      events: [
        ['PT10M', 'lock'],
        ['PT20M', 'unlock'],
        ['PT30M', 'mount', { path: '/mnt/usb' }],
      ],
      end: 'PT1H',
    },
    {
      due: ['a/0 00:20 ran R1 @00:20', 'b/0 00:30 ran R2 @00:30'],
      runs: ['R1 a due 00:20-00:20 succeeded x1', 'R2 b due 00:30-00:30 succeeded x1'],
      machine: ['awake 00:00-01:00'],
    },
  );
  lives(
    'watch comes once for changes that settle together',
    {
      jobs: [on({ type: 'watch', paths: ['/in'] })],
      events: [
        ['PT10M', 'file', { path: '/in/a' }],
        ['PT10M0.5S', 'file', { path: '/in/b' }],
        ['PT20M', 'file', { path: '/out/a' }],
        ['PT30M', 'file', { path: '/in/a', removed: true }],
      ],
      end: 'PT1H',
    },
    { ...ran('00:10:01', '00:30:01'), machine: ['awake 00:00-01:00'] },
  );
  lives(
    'idle comes also where the clock was put back to before the job was enabled',
    {
      jobs: [on({ type: 'idle', for: 'PT20M' })],
      events: [
        ['PT130S', 'suspend'],
        ['PT190S', 'clock', { by: '-PT2H' }],
        ['PT250S', 'resume'],
      ],
      end: 'PT1500S',
    },
    {
      due: ['a/0 -1d22:24:10 ran R1 @-1d22:24:10'],
      runs: ['R1 a due -1d22:24:10--1d22:24:10 succeeded x1'],
      machine: [
        'awake 00:00-00:02:10',
        'asleep 00:02:10-00:04:10',
        'clock 00:04:10>-1d22:04:10 era 1',
        'awake -1d22:04:10--1d22:25',
      ],
    },
  );
  lives(
    'idle comes when there was no input for its time, once',
    { jobs: [on({ type: 'idle', for: 'PT10M' })], events: [['PT30M', 'input']], end: 'PT1H' },
    { ...ran('00:10', '00:40'), machine: ['awake 00:00-01:00'] },
  );
  lives(
    'is not due while the job is disabled, nor when it is enabled after as long without input, but after the next input',
    {
      jobs: [on({ type: 'idle', for: 'PT10M' })],
      events: [
        ['PT2M', 'disable', { job: 'a' }],
        ['PT20M', 'enable', { job: 'a' }],
        ['PT30M', 'input'],
      ],
      end: 'PT1H',
    },
    { due: ['a/0 00:40 ran R1 @00:40'], runs: ['R1 a due 00:40-00:40 succeeded x1'], machine: ['awake 00:00-01:00'] },
  );
});

describe('keepAlive', () => {
  lives(
    'starts the program again, at least throttle after its last start',
    {
      jobs: [on({ type: 'keepAlive' })],
      behaves: [{ job: 'a', takes: ['PT3S', 'PT1M', 'PT2H'] }],
      end: 'PT1H',
    },
    {
      due: ['a/0 00:00 ran R1 @00:00:03', 'a/0 00:00:10 ran R2 @00:01:10', 'a/0 00:01:10 running R3 @00:01:10'],
      runs: [
        'R1 a due 00:00-00:00:03 succeeded x1',
        'R2 a due 00:00:10-00:01:10 succeeded x1',
        'R3 a due 00:01:10-… … x1',
      ],
      machine: ['awake 00:00-01:00'],
    },
  );
  lives(
    'after failure leaves a program alone that ended well',
    {
      jobs: [on({ type: 'keepAlive', when: 'afterFailure' })],
      behaves: [{ job: 'a', takes: 'PT1M', exit: [1, 0] }],
      end: 'PT1H',
    },
    {
      due: ['a/0 00:00 ran R1 @00:01', 'a/0 00:01 ran R2 @00:02'],
      runs: ['R1 a due 00:00-00:01 failed x1', 'R2 a due 00:01-00:02 succeeded x1'],
      machine: ['awake 00:00-01:00'],
    },
  );
  lives(
    'is not due twice at one moment where its job was disabled before the moment and enabled again, over a restart too',
    {
      jobs: [on({ type: 'keepAlive', throttle: 'PT30M' })],
      events: [
        ['PT2M', 'disable', { job: 'a' }],
        ['PT4M', 'enable', { job: 'a' }],
        ['PT6M', 'disable', { job: 'a' }],
        ['PT7M', 'quit'],
        ['PT8M', 'launch'],
        ['PT9M', 'enable', { job: 'a' }],
      ],
      end: 'PT40M',
    },
    {
      due: [
        'a/0 00:00 ran R1 @00:00',
        'a/0 00:30 skipped jobChanged - @00:02',
        'a/0 00:30:01 skipped jobChanged - @00:06',
        'a/0 00:30:02 ran R2 @00:30:02',
        'a/0 01:00:02 waiting - @00:30:02',
      ],
      runs: ['R1 a due 00:00-00:00 succeeded x1', 'R2 a due 00:30:02-00:30:02 succeeded x1'],
      machine: ['awake 00:00-00:07', 'notRunning 00:07-00:08', 'awake 00:08-00:40'],
    },
  );
  lives(
    'keeps its throttle over restarts of Wakeful, also where a blackout let it start nothing',
    {
      jobs: [on({ type: 'keepAlive', throttle: 'PT30M' }, { blackouts: [{ from: '2026-01-05' }] })],
      events: [
        ['PT40M', 'quit'],
        ['PT45M10S', 'launch'],
        ['PT70M', 'quit'],
        ['PT72M10S', 'launch'],
      ],
      end: 'PT100M',
    },
    {
      due: [
        'a/0 00:00 skipped blackout - @00:00',
        'a/0 00:30 skipped blackout - @00:30',
        'a/0 01:00 skipped blackout - @01:00',
        'a/0 01:30 skipped blackout - @01:30',
        'a/0 02:00 waiting - @01:39:40',
      ],
      runs: [],
      machine: [
        'awake 00:00-00:40',
        'notRunning 00:40-00:45:10',
        'awake 00:45:10-01:10',
        'notRunning 01:10-01:12:10',
        'awake 01:12:10-01:40',
      ],
    },
  );
  lives(
    'after success goes by the last run that started, not by one that waited in vain',
    {
      jobs: [
        {
          id: 'a',
          triggers: [
            { type: 'keepAlive', when: 'afterSuccess' },
            { type: 'cron', expression: '30 2 * * *' },
          ],
          conditions: [{ power: 'ac' }],
          deadline: 'PT1H',
        },
      ],
      sequences: [
        {
          id: 's',
          name: 's',
          concurrency: 'oneAtATime',
          steps: [
            { job: 'a', after: 'PT0S' },
            { job: 'a', after: 'PT1M' },
          ],
          triggers: [{ type: 'cron', expression: '45 1 * * *' }],
        },
      ],
      behaves: [{ job: 'a', takes: 'PT1M', exit: 1 }],
      events: [['PT1H', 'power', { state: 'battery' }]],
      end: 'PT9H',
    },
    {
      due: [
        'a/0 00:00 ran R1 @00:01',
        'a of s 01:45 expired conditionDeadline - @02:45',
        'a of s 01:46 expired conditionDeadline - @03:45',
        'a/1 02:30 coalesced busy R2 @02:30',
      ],
      runs: ['R1 a due 00:00-00:01 failed x1', 'R2 a due …-03:45 stopped x0'],
      machine: ['awake 00:00-09:00'],
    },
  );
  lives(
    'that was given up is kept running again from its next run on',
    {
      jobs: [on({ type: 'keepAlive', limit: 1, window: 'PT1M' })],
      behaves: [{ job: 'a', takes: ['PT1S', 'PT1S', 'PT2S', 'PT3H'], exit: 1 }],
      events: [['PT10M', 'runNow', { job: 'a' }]],
      end: 'PT1H',
    },
    {
      due: ['a/0 00:00 ran R1 @00:00:01', 'a/0 00:00:10 ran R2 @00:00:11', 'a/0 00:10:10 running R4 @00:10:10'],
      runs: [
        'R1 a due 00:00-00:00:01 failed x1',
        'R2 a due 00:00:10-00:00:11 failed x1',
        'R3 a wish 00:10-00:10:02 failed x1',
        'R4 a due 00:10:10-… … x1',
      ],
      machine: ['awake 00:00-01:00'],
    },
  );
});

describe('queue', () => {
  lives(
    'is due again after each run while the directory is not empty, throttle apart',
    {
      jobs: [on({ type: 'queue', directory: '/spool' })],
      events: [
        ['PT10M', 'file', { path: '/spool/x' }],
        ['PT10M25S', 'file', { path: '/spool/x', removed: true }],
      ],
      end: 'PT1H',
    },
    { ...ran('00:10', '00:10:10', '00:10:20'), machine: ['awake 00:00-01:00'] },
  );
  lives(
    'is due on waking for what came while asleep',
    {
      jobs: [on({ type: 'queue', directory: '/spool' })],
      events: [
        ['PT10M', 'suspend'],
        ['PT15M', 'file', { path: '/spool/x' }],
        ['PT20M', 'resume'],
        ['PT20M5S', 'file', { path: '/spool/x', removed: true }],
      ],
      end: 'PT1H',
    },
    { ...ran('00:20'), machine: ['awake 00:00-00:10', 'asleep 00:10-00:20', 'awake 00:20-01:00'] },
  );
  lives(
    'keeps its throttle over a restart',
    {
      jobs: [on({ type: 'queue', directory: '/spool', throttle: 'PT30M' })],
      events: [
        ['PT10M', 'file', { path: '/spool/x' }],
        ['PT15M', 'crash'],
        ['PT20M', 'launch'],
      ],
      end: 'PT50M',
    },
    { ...ran('00:10', '00:40'), machine: ['awake 00:00-00:15', 'notRunning 00:15-00:20', 'awake 00:20-00:50'] },
  );
});
