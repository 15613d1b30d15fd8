import { describe, expect, it } from 'vitest';
import { readJob } from '../documents/readJob.ts';
import { context } from '../documents/testing/jobContext.ts';
import type { Job, Run } from '../job.ts';
import { catchUpText, commandText, conditionsText, failureText, jobSentences, wouldCatchUpText } from './jobText.ts';

const nameOf = (job: string): string => ({ ingest: 'Ingest source one', merge: 'Merge sources' })[job] ?? job;

function job(change: Record<string, unknown>): Job {
  const read = readJob({ name: 'Report', run: { command: ['x'] }, ...change }, context);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

const daily = { type: 'cron', expression: '30 2 * * *' };

describe('a job in two sentences', () => {
  it.each<[name: string, change: Record<string, unknown>, rules: string | undefined]>([
    ['the default', {}, 'If the computer was asleep or off, it runs once for the latest due moment.'],
    [
      'within a time',
      { catchUp: { runs: 'latest', within: 'PT12H' } },
      'If the computer was asleep or off, it runs once for the latest due moment, within 12 h.',
    ],
    [
      'each',
      { catchUp: { runs: 'all', limit: 3 } },
      'If the computer was asleep or off, it runs for each missed due moment, at most the newest 3.',
    ],
    ['none', { catchUp: { runs: 'none' } }, 'What is missed while the computer is asleep or off is not caught up.'],
    [
      'only after sleep',
      { catchUp: { afterOff: false } },
      'If the computer was asleep, it runs once for the latest due moment; what is missed while off is not caught up.',
    ],
    [
      'only after off',
      { catchUp: { runs: 'earliest', afterSleep: false } },
      'If the computer was off, it runs once for the earliest due moment; what is missed asleep is not caught up.',
    ],
    [
      'neither',
      { catchUp: { afterSleep: false, afterOff: false } },
      'What is missed while the computer is asleep or off is not caught up.',
    ],
    [
      'waiting',
      { conditions: [{ network: true }, { power: 'ac' }], deadline: 'PT2H' },
      'If the computer was asleep or off, it runs once for the latest due moment. It waits for the network and mains power, up to 2 h.',
    ],
    [
      'waiting for one of two',
      {
        any: true,
        conditions: [{ job: 'ingest' }, { job: 'merge', succeeded: 'today', changed: true }, { network: true }],
      },
      'If the computer was asleep or off, it runs once for the latest due moment. It waits for the network and a new success of Ingest source one or a success of Merge sources today that brings something new, up to 1 day.',
    ],
    [
      'with a blackout',
      { blackouts: [{ from: '2026-12-24' }] },
      'If the computer was asleep or off, it runs once for the latest due moment. Not during 1 blackout.',
    ],
  ])('%s', (_name, change, rules) => {
    expect(jobSentences(job({ triggers: [daily], ...change }), nameOf)[1]).toBe(rules);
  });

  it('begins with when, names other jobs, and says all triggers', () => {
    const [when] = jobSentences(job({ triggers: [daily, { type: 'after', job: 'ingest', delay: 'PT10M' }] }), nameOf);
    expect(when).toMatch(/^\p{Lu}.*; also .*after Ingest source one succeeded\.$/u);
  });

  it('is short for a job without triggers, and for one that is due by events alone', () => {
    expect(jobSentences(job({}), nameOf)).toEqual(['Only when started by hand.']);
    expect(jobSentences(job({ triggers: [{ type: 'resume' }] }), nameOf)).toHaveLength(1);
  });

  it('says first that it is disabled', () => {
    expect(jobSentences(job({ enabled: false }), nameOf)[0]).toBe('Disabled. Only when started by hand.');
  });
});

describe('the closed rows of the editor', () => {
  it.each<[name: string, change: Record<string, unknown>, catchUp: string, conditions: string, failure: string]>([
    ['the default', {}, 'Run once when it is back', 'None', 'Notify on the first failure'],
    [
      'everything',
      {
        catchUp: { runs: 'all', limit: 5, within: 'PT12H' },
        conditions: [{ network: true }],
        retry: { limit: 3 },
        notify: { afterFailures: 2 },
      },
      'Run each, at most 5, within 12 h',
      'Wait for the network',
      'Tries again up to 3 times, after 30 s, notify on the second failure in a row',
    ],
    ['nothing', { catchUp: { runs: 'none' }, notify: { failure: false } }, 'Not caught up', 'None', 'No notification'],
    [
      'after sleep alone',
      { catchUp: { within: 'PT12H', afterOff: false } },
      'Run once when it is back, within 12 h, not after being off',
      'None',
      'Notify on the first failure',
    ],
  ])('%s', (_name, change, catchUp, conditions, failure) => {
    const one = job(change);
    expect(catchUpText(one.catchUp)).toBe(catchUp);
    expect(conditionsText(one, nameOf)).toBe(conditions);
    expect(failureText(one)).toBe(failure);
  });
});

describe('what is run, as it would be typed', () => {
  it.each<[run: Run, text: string]>([
    [{ command: ['python3', 'ingest.py', '--all'] }, 'python3 ingest.py --all'],
    [{ command: ['echo', 'a b', "it's", '', '$HOME'] }, `echo 'a b' 'it'\\''s' '' '$HOME'`],
    [{ shell: 'ingest.py >> log 2>&1' }, 'ingest.py >> log 2>&1'],
    [{ script: 'print(1)', interpreter: ['python3', '-'] }, 'print(1)'],
    [{ script: '\nimport os\nprint(1)\n', interpreter: ['python3', '-'] }, 'import os …'],
  ])('%j', (run, text) => {
    expect(commandText(run)).toBe(text);
  });
});

describe('what would come of a moment that is missed', () => {
  it.each<[catchUp: Record<string, unknown>, text: string]>([
    [{}, 'would catch up'],
    [{ runs: 'all', within: 'PT12H' }, 'would catch up within 12 h'],
    [{ runs: 'none' }, 'would not catch up'],
    [{ afterSleep: false, afterOff: false }, 'would not catch up'],
    [{ afterOff: false }, 'would catch up, but not after being off'],
    [{ within: 'PT2H', afterSleep: false }, 'would catch up within 2 h, but not after sleep'],
  ])('%j: %s', (catchUp, text) => {
    expect(wouldCatchUpText(job({ catchUp }).catchUp)).toBe(text);
  });
});
