import { describe, expect, it } from 'vitest';
import { zoneNamed } from '../documents/testing/jobContext.ts';
import { hours, instant, minutes, seconds } from '../time/instant.ts';
import { dueLabel, isFailedMark } from './dueLabel.ts';
import type { RunFacts } from './runText.ts';
import { type DueFacts, type WhyContext, whySentence } from './why.ts';
import { whyFacts } from './whyFacts.ts';
import { whySteps } from './whySteps.ts';

const zone = zoneNamed('Europe/Berlin');

/** A time in Berlin on 27 October 2026, a Tuesday, or `day` days from it; the clock went back two days before. */
const at = (text: string, day = 0) => {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map(Number);
  return instant(Date.UTC(2026, 9, 27 + day, hour - (day < -2 ? 2 : 1), minute, second));
};

const context: WhyContext = {
  zone,
  now: at('09:42'),
  nameOf: (job) => ({ one: 'Ingest source one', merge: 'Merge sources' })[job] ?? job,
};

const due = (change: Partial<DueFacts> = {}): DueFacts => ({
  due: at('08:05'),
  count: 1,
  fate: 'ran',
  reason: null,
  facts: {},
  decided: null,
  ...change,
});

const run = (change: Partial<RunFacts> = {}): RunFacts => ({
  started: at('08:05'),
  ended: at('08:07:08'),
  outcome: 'succeeded',
  exitCode: 0,
  signal: null,
  message: null,
  attempts: 1,
  ...change,
});
const late = run({ started: at('08:11'), ended: at('08:13:24') });

const asleep = { from: at('23:58', -1), to: at('08:10') };

type Row = [
  name: string,
  entry: Partial<DueFacts>,
  run: RunFacts | null,
  sentence: string,
  label: string,
  more?: Partial<WhyContext>,
];

const rows: readonly Row[] = [
  // ran
  ['ran', { due: at('09:05') }, run(), 'Due at 09:05 and started on time.', 'Ran'],
  ['ran with two attempts', {}, run({ attempts: 2 }), 'Due at 08:05 and started on time.', 'Ran, 2 attempts'],
  [
    'failed',
    { due: at('20:05', -1) },
    run({ started: at('20:05', -1), ended: at('20:06:52', -1), outcome: 'failed', exitCode: 75 }),
    'Due at 20:05, started on time, and failed after 1 min 52 s with exit code 75.',
    'Failed, exit code 75',
  ],
  [
    'killed',
    {},
    run({ outcome: 'killed', exitCode: null, signal: 'SIGKILL' }),
    'Due at 08:05, started on time, and was ended by SIGKILL after 2 min 8 s.',
    'Ended by SIGKILL',
  ],
  [
    'timed out',
    {},
    run({ outcome: 'timedOut', exitCode: null }),
    'Due at 08:05, started on time, and was stopped at its time limit, after 2 min 8 s.',
    'Timed out',
  ],
  [
    'could not start',
    {},
    run({
      outcome: 'couldNotStart',
      started: null,
      ended: at('08:05'),
      exitCode: null,
      message: 'There is no program "ingst".',
    }),
    'Due at 08:05. It could not start: There is no program "ingst".',
    'Could not start',
  ],
  [
    'interrupted',
    {},
    run({ outcome: 'interrupted', exitCode: null }),
    'Due at 08:05, started on time, and was interrupted after 2 min 8 s: Wakeful or this computer went away.',
    'Interrupted',
  ],
  [
    'stopped by a person',
    { due: at('09:38') },
    run({ started: at('09:38'), ended: at('09:40'), outcome: 'stopped', exitCode: null }),
    'Due at 09:38 and started on time. You stopped it at 09:40, after 2 min.',
    'Stopped',
  ],
  [
    'stopped by the next',
    {},
    run({ outcome: 'stopped', exitCode: null, message: 'the next one replaced it' }),
    'Due at 08:05 and started on time. It was stopped at 08:07, after 2 min 8 s: the next one replaced it.',
    'Stopped',
  ],
  // caught up
  [
    'caught up after sleep',
    { fate: 'caughtUp', reason: 'asleep', facts: asleep },
    late,
    'It was due at 08:05 and started at 08:11, because this computer was asleep from 23:58 to 08:10.',
    'Caught up 08:11',
  ],
  [
    'caught up with a second cause',
    { fate: 'caughtUp', reason: 'asleep', facts: { ...asleep, also: 'the network came back 58 seconds later' } },
    late,
    'It was due at 08:05 and started at 08:11, because this computer was asleep from 23:58 to 08:10 and the network came back 58 seconds later.',
    'Caught up 08:11',
  ],
  [
    'caught up after power-off',
    { fate: 'caughtUp', reason: 'off', facts: asleep },
    late,
    'It was due at 08:05 and started at 08:11, because this computer was off from 23:58 to 08:10.',
    'Caught up 08:11',
  ],
  [
    'caught up after Wakeful was away',
    { fate: 'caughtUp', reason: 'notRunning', facts: { from: at('07:05'), to: at('08:10') } },
    late,
    'It was due at 08:05 and started at 08:11, because Wakeful was not running from 07:05 to 08:10.',
    'Caught up 08:11',
  ],
  [
    'caught up after others',
    { fate: 'caughtUp', reason: 'busy', facts: { to: at('08:11') } },
    late,
    'It was due at 08:05 and started at 08:11, because other runs came first until 08:11.',
    'Caught up 08:11',
  ],
  [
    'caught up after waiting',
    { fate: 'caughtUp', reason: 'waited', facts: { condition: 'mains power', to: at('08:11') } },
    late,
    'It was due at 08:05 and started at 08:11, because it waited for mains power until 08:11.',
    'Caught up 08:11',
  ],
  [
    'caught up after a jump',
    { fate: 'caughtUp', reason: 'clockChanged', facts: { from: at('02:00'), to: at('08:10') } },
    late,
    'It was due at 08:05 and started at 08:11, because the clock jumped from 02:00 to 08:10.',
    'Caught up 08:11',
  ],
  [
    'caught up and failed',
    { fate: 'caughtUp', reason: 'asleep', facts: asleep },
    { ...late, outcome: 'failed', exitCode: 1 },
    'It was due at 08:05 and started at 08:11, because this computer was asleep from 23:58 to 08:10. It failed after 2 min 24 s with exit code 1.',
    'Failed, exit code 1',
  ],
  // coalesced
  [
    'coalesced',
    { due: at('03:05'), fate: 'coalesced', reason: 'asleep' },
    late,
    'The run at 08:11 answers for it. It was due at 03:05, while this computer was asleep.',
    'Coalesced',
  ],
  [
    'eight coalesced',
    { due: at('00:05'), last: at('07:05'), count: 8, fate: 'coalesced', reason: 'asleep' },
    late,
    '8 due moments from 00:05 to 07:05 passed while this computer was asleep. The run at 08:11 answers for all of them.',
    '8 coalesced, until 07:05',
  ],
  [
    'coalesced into one that has not started',
    { fate: 'coalesced', reason: 'off' },
    run({ started: null, ended: null, outcome: null }),
    'The run in line answers for it. It was due at 08:05, while this computer was off.',
    'Coalesced',
  ],
  [
    'coalesced on time',
    { fate: 'coalesced', reason: 'busy' },
    late,
    'The run at 08:11 answers for it. It was due at 08:05, while another run was about to start.',
    'Coalesced',
  ],
  [
    'coalesced while waiting',
    { fate: 'coalesced', reason: 'waited', facts: { condition: 'the network' } },
    late,
    'The run at 08:11 answers for it. It was due at 08:05, while it waited for the network.',
    'Coalesced',
  ],
  [
    'coalesced by a jump',
    { fate: 'coalesced', reason: 'clockChanged' },
    late,
    'The run at 08:11 answers for it. It was due at 08:05, when the clock jumped.',
    'Coalesced',
  ],
  // skipped
  [
    'paused',
    { fate: 'skipped', reason: 'paused', facts: { from: at('07:00'), to: at('09:00') } },
    null,
    'The job was paused from 07:00 until 09:00.',
    'Skipped, paused',
  ],
  [
    'paused without end',
    { fate: 'skipped', reason: 'paused', facts: { from: at('12:00', -6) } },
    null,
    'The job was paused from Wed 21 Oct, 12:00 on.',
    'Skipped, paused',
  ],
  [
    'skipped by choice',
    { fate: 'skipped', reason: 'skipNext', facts: { wishedAt: at('09:12', -1) } },
    null,
    'You chose to skip it, on Mon 26 Oct at 09:12.',
    'Skipped, as you chose',
  ],
  [
    'still running',
    { due: at('19:05', -1), fate: 'skipped', reason: 'stillRunning' },
    null,
    'The run from 18:05 went on until 19:17.',
    'Skipped, still running',
    { byRun: run({ started: at('18:05', -1), ended: at('19:17', -1) }) },
  ],
  [
    'still running now',
    { fate: 'skipped', reason: 'stillRunning' },
    null,
    'The run from 07:05 was still going on.',
    'Skipped, still running',
    { byRun: run({ started: at('07:05'), ended: null, outcome: null }) },
  ],
  [
    'sequence cancelled',
    { fate: 'skipped', reason: 'sequenceCancelled', decided: at('08:02') },
    null,
    'Evening batch was cancelled at 08:02.',
    'Skipped, sequence cancelled',
    { sequence: 'Evening batch' },
  ],
  [
    'dismissed',
    { fate: 'skipped', reason: 'dismissed', facts: { condition: 'mains power' }, decided: at('09:20') },
    null,
    'You dismissed it at 09:20 while it waited for mains power.',
    'Skipped, dismissed',
  ],
  [
    'job changed',
    { fate: 'skipped', reason: 'jobChanged', decided: at('09:02') },
    null,
    'The job was changed at 09:02 and is no longer due then.',
    'Skipped, job changed',
  ],
  [
    'blackout',
    { fate: 'skipped', reason: 'blackout', facts: { from: at('08:00'), to: at('09:00') } },
    null,
    'It fell into the blackout from 08:00 to 09:00.',
    'Skipped, blackout',
  ],
  [
    'twelve paused',
    { last: at('09:00'), count: 12, fate: 'skipped', reason: 'paused', facts: { from: at('07:00'), to: at('09:10') } },
    null,
    '12 due moments from 08:05 to 09:00. The job was paused from 07:00 until 09:10.',
    '12 skipped, paused, until 09:00',
  ],
  // expired
  [
    'no catching up',
    { fate: 'expired', reason: 'noCatchUp', facts: { cause: 'asleep' } },
    null,
    'Did not run: this computer was asleep, and the job does not catch up.',
    'Expired, no catching up',
  ],
  [
    'no catching up after off',
    { fate: 'expired', reason: 'noCatchUp', facts: { cause: 'off' } },
    null,
    'Did not run: this computer was off, and the job does not catch up.',
    'Expired, no catching up',
  ],
  [
    'too late',
    {
      due: at('07:30'),
      fate: 'expired',
      reason: 'tooLate',
      facts: { ...asleep, cause: 'asleep', within: minutes(30) },
    },
    null,
    'Did not run: it was useful for 30 minutes, and this computer woke 40 minutes later.',
    'Expired, too late',
  ],
  [
    'too late after off',
    { due: at('07:30'), fate: 'expired', reason: 'tooLate', facts: { ...asleep, cause: 'off', within: hours(12) } },
    null,
    'Did not run: it was useful for 12 hours, and this computer was on again 40 minutes later.',
    'Expired, too late',
  ],
  [
    'over the limit',
    { fate: 'expired', reason: 'overLimit', facts: { missed: 14, limit: 10 } },
    null,
    'Did not run: 14 were missed and the job runs the newest 10.',
    'Expired, over the limit',
  ],
  [
    'deadline',
    {
      due: at('14:20', -1),
      fate: 'expired',
      reason: 'conditionDeadline',
      facts: { condition: 'the network', deadline: at('16:20', -1) },
    },
    null,
    'Did not run: it waited for the network until 16:20, its deadline.',
    'Expired, no network',
  ],
  [
    'deadline of a command',
    {
      fate: 'expired',
      reason: 'conditionDeadline',
      facts: { condition: 'test -d /mnt/usb to succeed', deadline: at('09:20') },
    },
    null,
    'Did not run: it waited for test -d /mnt/usb to succeed until 09:20, its deadline.',
    'Expired, waited for test -d /mnt/usb to succeed',
  ],
  [
    'upstream failed',
    { fate: 'expired', reason: 'upstreamFailed', facts: { byJob: 'one', at: at('09:07') } },
    null,
    'Did not run: Ingest source one failed at 09:07, and this job follows a success.',
    'Expired, Ingest source one failed',
  ],
  [
    'upstream not run',
    { fate: 'expired', reason: 'upstreamNotRun', facts: { byJob: 'merge', deadline: at('09:30') } },
    null,
    'Did not run: it waited until 09:30 for Merge sources, which did not run.',
    'Expired, Merge sources did not run',
  ],
  // standing
  [
    'waiting',
    {
      due: at('09:00'),
      fate: 'waiting',
      facts: { condition: 'mains power', waitingSince: at('09:00'), deadline: at('11:00') },
    },
    null,
    'Waits for mains power since 09:00. Gives up at 11:00, in 1 h 18.',
    'Waiting',
  ],
  [
    'waiting for its last minute',
    {
      due: at('09:00'),
      fate: 'waiting',
      facts: { condition: 'the network', waitingSince: at('09:00'), deadline: at('09:42:30') },
    },
    null,
    'Waits for the network since 09:00. Gives up at 09:42, in 30 seconds.',
    'Waiting',
  ],
  [
    'waiting past its deadline',
    {
      due: at('09:00'),
      fate: 'waiting',
      facts: { condition: 'the network', waitingSince: at('09:00'), deadline: at('09:41') },
    },
    null,
    'Waits for the network since 09:00. Gives up at 09:41, now.',
    'Waiting',
  ],
  [
    'in line',
    { fate: 'queued' },
    run({ started: null, outcome: null }),
    'In line behind the run that started at 09:38.',
    'In line',
    { byRun: run({ started: at('09:38') }) },
  ],
  ['in line for catching up', { fate: 'queued' }, null, 'In line: other runs come first.', 'In line'],
  [
    'running',
    { due: at('09:38'), fate: 'running' },
    run({ started: at('09:38'), ended: null, outcome: null }),
    'Runs since 09:38, usually 24 min.',
    'Running',
    { usually: minutes(24) },
  ],
  [
    'running, how long is not known',
    { due: at('09:38'), fate: 'running' },
    run({ started: at('09:38'), ended: null, outcome: null }),
    'Runs since 09:38.',
    'Running',
    { usually: null },
  ],
  [
    'running late',
    { due: at('08:05'), fate: 'running', reason: 'asleep', facts: asleep },
    run({ started: at('08:11'), ended: null, outcome: null }),
    'It was due at 08:05 and started at 08:11, because this computer was asleep from 23:58 to 08:10. Runs since 08:11, usually 40 s.',
    'Running',
    { usually: seconds(40) },
  ],
  ['coming up', { due: at('10:05'), fate: 'comingUp' }, null, 'Due at 10:05, in 23 minutes.', 'Coming up'],
  ['coming up in hours', { due: at('11:00'), fate: 'comingUp' }, null, 'Due at 11:00, in 1 h 18.', 'Coming up'],
  [
    'coming up in days',
    { due: at('16:00', 3), fate: 'comingUp' },
    null,
    'Due on Fri 30 Oct at 16:00, in 3 days.',
    'Coming up',
  ],
  ['coming up now', { due: at('09:42'), fate: 'comingUp' }, null, 'Due at 09:42, now.', 'Coming up'],
  [
    'expected',
    { due: at('10:17'), fate: 'comingUp' },
    null,
    'Expected ≈ 10:17, in 35 minutes, after Ingest source one.',
    'Coming up',
    { estimatedAfter: 'Ingest source one' },
  ],
];

describe('why', () => {
  it.each(rows)('%s', (_name, entry, of, sentence, label, more = {}) => {
    const all = { ...context, ...more };
    expect(whySentence(due(entry), of, all)).toBe(sentence);
    expect(dueLabel(due(entry), of, all)).toBe(label);
  });

  it('says something for every fate and reason, with no facts at all', () => {
    const fates = [
      'ran',
      'caughtUp',
      'coalesced',
      'skipped',
      'expired',
      'waiting',
      'queued',
      'running',
      'comingUp',
    ] as const;
    const reasons = [
      null,
      'asleep',
      'off',
      'notRunning',
      'busy',
      'waited',
      'clockChanged',
      'paused',
      'skipNext',
      'stillRunning',
      'sequenceCancelled',
      'dismissed',
      'jobChanged',
      'blackout',
      'noCatchUp',
      'tooLate',
      'overLimit',
      'conditionDeadline',
      'upstreamFailed',
      'upstreamNotRun',
    ] as const;
    for (const fate of fates) {
      for (const reason of reasons) {
        for (const count of [1, 3]) {
          for (const of of [null, run(), run({ started: null, ended: null, outcome: null })]) {
            const entry = due({ fate, reason, count });
            const sentence = whySentence(entry, of, context);
            expect(sentence).toMatch(/^[A-Z0-9].*\.$/);
            expect(sentence).not.toMatch(/undefined|null|NaN| {2}|\.\./);
            expect(dueLabel(entry, of, context)).not.toMatch(/undefined|null|NaN/);
          }
        }
      }
    }
  });

  it('names the day of what is long ago, and the clock alone of what lay beside it', () => {
    const entry = due({
      due: at('02:30', -5),
      fate: 'caughtUp',
      reason: 'off',
      facts: { from: at('19:30', -6), to: at('08:40', -5) },
    });
    const started = run({ started: at('08:41', -5), ended: at('08:42', -5) });
    expect(whySentence(entry, started, context)).toBe(
      'It was due on Thu 22 Oct at 02:30 and started at 08:41, because this computer was off from 19:30 to 08:40.',
    );
  });

  it('is told by the clock of the locale', () => {
    const american = { ...context, locale: 'en-US' };
    expect(whySentence(due({ due: at('16:00', 3), fate: 'comingUp' }), null, american)).toBe(
      'Due on Fri Oct 30 at 4:00 pm, in 3 days.',
    );
  });
});

describe('a mark is drawn as a failure', () => {
  it.each<[fate: DueFacts['fate'], outcome: RunFacts['outcome'], failed: boolean]>([
    ['ran', 'failed', true],
    ['caughtUp', 'interrupted', true],
    ['ran', 'succeeded', false],
    ['ran', 'stopped', false],
    ['coalesced', 'failed', false],
    ['running', null, false],
  ])('%s, %s: %s', (fate, outcome, failed) => {
    expect(isFailedMark({ fate }, { outcome })).toBe(failed);
  });
});

describe('the facts', () => {
  it('are those behind a moment that caught up', () => {
    const entry = due({
      fate: 'caughtUp',
      reason: 'asleep',
      facts: { from: at('23:58:12', -1), to: at('08:10:04') },
      decided: at('08:13:24'),
    });
    const facts = whyFacts(entry, { ...late, run: '4127', outputs: { rows: 1204, note: 'x' } }, context, {
      rule: 'Run once when it is back, within 12 hours',
    });
    expect(facts).toEqual([
      { name: 'Due', value: 'Tue 27 Oct 2026, 08:05:00 (UTC+1)' },
      { name: 'Rule', value: 'Run once when it is back, within 12 hours' },
      { name: 'Asleep', value: '23:58:12 to 08:10:04' },
      { name: 'Decided', value: '08:13:24' },
      { name: 'Run', value: '4127, 1 attempt, exit code 0' },
      { name: 'Started', value: '08:11:00' },
      { name: 'Late by', value: '6 min' },
      { name: 'Ended', value: '08:13:24' },
      { name: 'Took', value: '2 min 24 s' },
      { name: 'Outputs', value: 'rows = 1204, note = x' },
    ]);
  });

  it('are those behind one that waits', () => {
    const facts = { condition: 'mains power', said: 'on battery', waitingSince: at('09:00'), deadline: at('11:00', 2) };
    expect(whyFacts(due({ due: at('09:00'), fate: 'waiting', facts }), null, context)).toEqual([
      { name: 'Due', value: 'Tue 27 Oct 2026, 09:00:00 (UTC+1)' },
      { name: 'Waited for', value: 'mains power' },
      { name: 'It last said', value: 'on battery' },
      { name: 'Waiting since', value: '09:00:00' },
      { name: 'Deadline', value: 'Thu 29 Oct, 11:00:00' },
    ]);
  });
});

describe('the steps of the picture', () => {
  it('are in order, only those there are', () => {
    const entry = due({ fate: 'caughtUp', reason: 'asleep', facts: asleep });
    expect(whySteps(entry, late, context).map(({ text }) => text)).toEqual([
      'asleep since 23:58',
      'due 08:05',
      'woke 08:10',
      'started 08:11',
      'ended 08:13',
    ]);
    expect(whySteps(due({ fate: 'comingUp' }), null, context).map(({ kind }) => kind)).toEqual(['due']);
  });
});
