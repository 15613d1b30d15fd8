import { describe, expect, it } from 'vitest';
import { zoneNamed } from '../documents/testing/jobContext.ts';
import { instant, minutes } from '../time/instant.ts';
import type { RunFacts } from './runText.ts';
import { runText } from './runText.ts';
import {
  failuresText,
  toldFailing,
  toldGaveUp,
  toldMissed,
  toldRecovered,
  toldStillRunning,
  toldSummary,
} from './tell.ts';

const at = (hour: number, minute = 0) => instant(Date.UTC(2026, 9, 27, hour - 1, minute));
const context = { zone: zoneNamed('Europe/Berlin'), now: at(9, 42) };

const failed: RunFacts = {
  started: at(8),
  ended: at(8, 2),
  outcome: 'failed',
  exitCode: 75,
  signal: null,
  message: null,
  attempts: 1,
};

describe('what is told', () => {
  it('of a first failure has its exit code and the last line', () => {
    expect(toldFailing('Pull mail', 1, failed, 'connection refused')).toEqual({
      title: 'Pull mail failed',
      body: 'Failed, exit code 75. connection refused',
    });
  });

  it('of a program that did not start says why', () => {
    const run: RunFacts = { ...failed, outcome: 'couldNotStart', exitCode: null, message: 'There is no program "x".' };
    expect(toldFailing('Pull mail', 1, run, null).body).toBe('Could not start. There is no program "x".');
  });

  it.each<[failures: number, run: RunFacts | null, text: string]>([
    [1, null, '1 failure'],
    [1, failed, 'Failed, exit code 75'],
    [3, failed, '3 failures in a row, exit code 75'],
    [3, { ...failed, outcome: 'timedOut' }, '3 failures in a row, timed out'],
    [3, null, '3 failures in a row'],
  ])('of %i failures in one line', (failures, run, text) => {
    expect(failuresText(failures, run)).toBe(text);
  });

  it('of a recovery says what there was', () => {
    expect(toldRecovered('Pull mail', 3, at(8), at(9, 30))).toEqual({
      title: 'Pull mail works again',
      body: 'After 3 failures in a row and 1 h 30 min.',
    });
  });

  it('of missed nights offers a time', () => {
    const row = { count: 3, firstDue: at(2), lastDue: at(2), cause: 'asleep', nights: true } as const;
    expect(toldMissed('Back up', row, (9 * 60 + 10) * 60_000, context)).toEqual({
      title: 'Back up did not run',
      body: 'Did not run for 3 nights: asleep each time. At 09:10 this computer is usually awake.',
    });
    expect(toldMissed('Back up', { ...row, nights: false, cause: 'away' }, null, context).body).toBe(
      'Did not run 3 times in a row: asleep or off each time.',
    );
  });

  it('of a long run, of giving up, and after quiet hours', () => {
    expect(toldStillRunning('Back up', at(7, 12), context)).toEqual({
      title: 'Back up is still running',
      body: 'Runs since 07:12, for 2 h 30.',
    });
    expect(toldGaveUp('Server', 10, minutes(1)).body).toBe(
      'It was restarted 10 times within 1 minute, and ended again.',
    );
    expect(toldSummary(['A failed', 'B failed'])).toEqual({
      title: '2 notifications were held back',
      body: 'A failed\nB failed',
    });
  });
});

describe('a run in a few words', () => {
  it.each<[run: Partial<RunFacts>, text: string]>([
    [{}, 'Failed after 2 min with exit code 75'],
    [{ outcome: 'succeeded' }, 'Succeeded after 2 min'],
    [{ outcome: null, ended: null }, 'Runs since 08:00'],
    [{ outcome: null, ended: null, started: null }, 'Has not started'],
    [{ outcome: 'stopped' }, 'Was stopped after 2 min'],
  ])('%j', (change, text) => {
    expect(runText({ ...failed, ...change }, context)).toBe(text);
  });
});
