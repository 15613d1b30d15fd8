import { describe, expect, it } from 'vitest';
import { today } from '../../testing/sampleViews.ts';
import { Times } from '../../time/times.ts';
import { asleepText } from './asleepText.ts';

const HOUR = 3_600_000;
const times = new Times('UTC', 'en-GB');
/** Asleep from 23:00 to 08:00. */
const usual = Array.from({ length: 24 }, (_, hour) => hour >= 23 || hour < 8);
const [sample] = today().comingUp;
const at = (time: string, within: number | null = null) => {
  if (sample === undefined) throw new Error('The sample has nothing to come.');
  return { due: { ...sample.due, due: Date.parse(`2026-10-28T${time}Z`) }, ifAway: 'would catch up', within };
};

describe('a due moment at which the computer is usually asleep', () => {
  it('is told with what would come of it', () => {
    expect(asleepText(at('02:30'), usual, times)).toBe('Usually asleep then, would catch up');
    expect(asleepText(at('02:30', 6 * HOUR), usual, times)).toBe('Usually asleep then, would catch up');
  });

  it('would come too late where the computer usually wakes after it is of no more use', () => {
    expect(asleepText(at('02:30', 5 * HOUR), usual, times)).toBe('Usually asleep then, and until it is too late');
    expect(asleepText(at('23:30', 8 * HOUR), usual, times)).toBe('Usually asleep then, and until it is too late');
  });

  it('is not told where it is usually awake, or nothing is known', () => {
    expect(asleepText(at('08:00'), usual, times)).toBeNull();
    expect(asleepText(at('02:30'), null, times)).toBeNull();
  });
});
