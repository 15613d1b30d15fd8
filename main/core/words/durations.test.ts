import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration } from '../time/instant.ts';
import { durationText, relativeText, ruleDurationText, setDurationText, spokenDuration } from './durations.ts';

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

describe('a length of time', () => {
  it.each<[ms: number, measured: string, relative: string, spoken: string, set: string]>([
    [0, '0 s', '0 s', '0 seconds', '0 s'],
    [350, '350 ms', '0 s', '0 seconds', '350 ms'],
    [999, '999 ms', '0 s', '0 seconds', '999 ms'],
    [S, '1 s', '1 s', '1 second', '1 second'],
    [1450, '1.4 s', '1 s', '1 second', '1 s 450 ms'],
    [9999, '9.9 s', '9 s', '9 seconds', '9 s 999 ms'],
    [12 * S, '12 s', '12 s', '12 seconds', '12 seconds'],
    [59_999, '59 s', '59 s', '59 seconds', '59 s 999 ms'],
    [M, '1 min', '1 min', '1 minute', '1 minute'],
    [90 * S, '1 min 30 s', '1 min', '1 minute', '90 seconds'],
    [2 * M + 24 * S, '2 min 24 s', '2 min', '2 minutes', '2 min 24 s'],
    [30 * M, '30 min', '30 min', '30 minutes', '30 minutes'],
    [59 * M + 59 * S + 999, '59 min 59 s', '59 min', '59 minutes', '59 min 59 s 999 ms'],
    [H, '1 h', '1 h', '1 hour', '1 hour'],
    [H + 5 * M, '1 h 5 min', '1 h 05', '1 h 05', '1 h 5 min'],
    [H + 18 * M, '1 h 18 min', '1 h 18', '1 h 18', '1 h 18 min'],
    [12 * H, '12 h', '12 h', '12 hours', '12 hours'],
    [D - 1, '23 h 59 min', '23 h 59', '23 h 59', '23 h 59 min 59 s 999 ms'],
    [D, '1 day', '1 day', '1 day', '1 day'],
    [3 * D + 4 * H + 5 * M, '3 days 4 h', '3 days', '3 days', '3 days 4 h 5 min'],
    [400 * D, '400 days', '400 days', '400 days', '400 days'],
  ])('%i ms: %s', (ms, measured, relative, spoken, set) => {
    const length = duration(ms);
    expect(durationText(length)).toBe(measured);
    expect(relativeText(length)).toBe(relative);
    expect(spokenDuration(length)).toBe(spoken);
    expect(setDurationText(length)).toBe(set);
  });

  it.each([
    [0, '0 s'],
    [90 * S, '1 min 30 s'],
    [12 * H, '12 h'],
    [D, '1 day'],
    [2 * D + H, '2 days 1 h'],
    [1500, '1 s 500 ms'],
  ])('of %i ms in a rule is %s', (ms, text) => {
    expect(ruleDurationText(duration(ms))).toBe(text);
  });

  it('has two units at most, and is never rounded up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 * D }), (ms) => {
        const text = durationText(duration(ms));
        expect(text.split(' ').length).toBeLessThanOrEqual(4);
        expect(lengthOf(text)).toBeLessThanOrEqual(ms);
      }),
    );
  });
});

/** Reads a text of `durationText` back. */
function lengthOf(text: string): number {
  const units: Readonly<Record<string, number>> = { ms: 1, s: S, min: M, h: H, day: D, days: D };
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/([\d.]+) ([a-z]+)/g)) sum += Number(count) * (units[unit ?? ''] ?? NaN);
  return sum;
}
