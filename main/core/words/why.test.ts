import { describe, expect, it } from 'vitest';
import { dueLabel, isFailedMark } from './dueLabel.ts';
import type { RunFacts } from './runText.ts';
import { asleep, at, context, due, late, run } from './testing/whyCase.ts';
import { type DueFacts, whySentence } from './why.ts';
import { whyFacts } from './whyFacts.ts';
import { whySteps } from './whySteps.ts';

describe('why', () => {
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
      rule: 'Run once when it is back, within 12 h',
    });
    expect(facts).toEqual([
      { name: 'Due', value: 'Tue 27 Oct 2026, 08:05:00 (UTC+1)' },
      { name: 'Rule', value: 'Run once when it is back, within 12 h' },
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

describe('a time among the facts', () => {
  it('has its day where it is the same time of another one', () => {
    const facts = { condition: 'the network', waitingSince: at('09:00'), deadline: at('09:00', 1) };
    const listed = whyFacts(due({ due: at('09:00'), fate: 'waiting', facts }), null, context);
    expect(listed).toContainEqual({ name: 'Deadline', value: 'Wed 28 Oct, 09:00:00' });
  });

  it('is a day where a blackout covers whole days', () => {
    const facts = { from: at('00:00'), to: at('00:00', 2) };
    const listed = whyFacts(due({ fate: 'skipped', reason: 'blackout', facts }), null, context);
    expect(listed).toContainEqual({ name: 'Blackout', value: 'Tue 27 Oct to Wed 28 Oct' });
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
