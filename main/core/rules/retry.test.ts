import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Retry } from '../job.ts';
import { minutes, seconds } from '../time/instant.ts';
import { type AttemptResult, isRetried, retryDelay } from './retry.ts';

const retry = (change: Partial<Retry> = {}): Retry => ({
  limit: 3,
  delay: seconds(30),
  factor: 2,
  maxDelay: minutes(10),
  jitter: 0,
  onExitCodes: null,
  ...change,
});

describe('whether another attempt follows', () => {
  it.each<[name: string, change: Partial<Retry>, end: AttemptResult, attempts: number, again: boolean]>([
    ['a failure, the first time', {}, { outcome: 'failed', exitCode: 1 }, 1, true],
    ['a failure, the last time but one', {}, { outcome: 'failed', exitCode: 1 }, 3, true],
    ['a failure, the last time', {}, { outcome: 'failed', exitCode: 1 }, 4, false],
    ['no retries', { limit: 0 }, { outcome: 'failed', exitCode: 1 }, 1, false],
    ['success', {}, { outcome: 'succeeded', exitCode: 0 }, 1, false],
    ['a stop that a person asked for', {}, { outcome: 'stopped', exitCode: null }, 1, false],
    ['a run that went away unseen', {}, { outcome: 'interrupted', exitCode: null }, 1, false],
    ['a signal', {}, { outcome: 'killed', exitCode: null }, 1, true],
    ['a time limit', {}, { outcome: 'timedOut', exitCode: null }, 1, true],
    ['a program that is not there', {}, { outcome: 'couldNotStart', exitCode: null }, 1, true],
    ['an exit code that is listed', { onExitCodes: [75] }, { outcome: 'failed', exitCode: 75 }, 1, true],
    ['an exit code that is not listed', { onExitCodes: [75] }, { outcome: 'failed', exitCode: 1 }, 1, false],
    ['a signal, where exit codes are listed', { onExitCodes: [75] }, { outcome: 'killed', exitCode: null }, 1, false],
  ])('%s', (_name, change, end, attempts, again) => {
    expect(isRetried(retry(change), end, attempts)).toBe(again);
  });
});

describe('how long is waited', () => {
  it.each<[name: string, change: Partial<Retry>, k: number, draw: number, ms: number]>([
    ['the delay, the first time', {}, 1, 0.5, 30_000],
    ['twice, the second time', {}, 2, 0.5, 60_000],
    ['four times, the third time', {}, 3, 0.5, 120_000],
    ['never more than the longest', {}, 20, 0.5, 600_000],
    ['always the same with factor one', { factor: 1 }, 7, 0.5, 30_000],
    ['a tenth less at the lowest draw', { jitter: 0.1 }, 1, 0, 27_000],
    ['a tenth more at the highest draw', { jitter: 0.1 }, 1, 0.999999, 33_000],
    ['not past the longest by jitter', { jitter: 0.5 }, 20, 0.999, 600_000],
    ['nothing', { delay: seconds(0) }, 3, 0.5, 0],
    ['nothing, however often a factor grew nothing', { delay: seconds(0), factor: 100 }, 894, 0.5, 0],
    ['400 days, however it grows', { maxDelay: null, factor: 100 }, 500, 0.5, 400 * 86_400_000],
  ])('%s', (_name, change, k, draw, ms) => {
    expect(retryDelay(retry(change), k, draw)).toBe(ms);
  });

  it('is a whole number of milliseconds between nothing and the longest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.double({ min: 1, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 0.9999, noNaN: true }),
        (delay, factor, jitter, k, draw) => {
          const ms = retryDelay(retry({ delay: seconds(delay), factor, jitter }), k, draw);
          expect(Number.isInteger(ms) && ms >= 0 && ms <= 600_000).toBe(true);
        },
      ),
    );
  });
});
