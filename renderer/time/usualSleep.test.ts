import { describe, expect, it } from 'vitest';
import type { MachineBand } from '../../preload/contract.ts';
import { Times } from './times.ts';
import { usualSleep, usualSleepIn, usualWaking } from './usualSleep.ts';

const berlin = new Times('Europe/Berlin', 'en-GB');
const HOUR = 3_600_000;
/** Days in October 2026, before the clocks go back: Berlin is two hours ahead. */
const at = (day: number, hour: number): number => Date.UTC(2026, 9, day, hour - 2);

/** Awake from eight to midnight on each of the days, else in the given state. */
const nights = (first: number, last: number, state: 'asleep' | 'off' | 'notRunning' = 'asleep'): MachineBand[] => {
  const bands: MachineBand[] = [];
  for (let day = first; day <= last; day += 1) {
    bands.push({ state, from: at(day, 0), to: at(day, 8) }, { state: 'awake', from: at(day, 8), to: at(day + 1, 0) });
  }
  return bands;
};

describe('the hours in which the computer is usually asleep', () => {
  it('are those in which it was awake on less than half of the days', () => {
    const usual = usualSleep(nights(1, 10), at(1, 0), at(11, 0), berlin);
    expect(usual?.map((asleep, hour) => (asleep ? hour : -1)).filter((hour) => hour >= 0)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7,
    ]);
  });

  it('are not known before seven days', () => {
    expect(usualSleep(nights(1, 6), at(1, 0), at(7, 0), berlin)).toBeNull();
    expect(usualSleep(nights(1, 7), at(1, 0), at(8, 0), berlin)).not.toBeNull();
  });

  it('are not told by times in which Wakeful did not run', () => {
    expect(usualSleep(nights(1, 10, 'notRunning'), at(1, 0), at(11, 0), berlin)?.[3]).toBe(false);
  });

  it('are joined to stretches of what is to come, cut at both ends', () => {
    const usual = usualSleep(nights(1, 10), at(1, 0), at(11, 0), berlin) ?? [];
    expect(usualSleepIn(usual, at(11, 3) + HOUR / 2, at(12, 4), berlin)).toEqual([
      { from: at(11, 3) + HOUR / 2, to: at(11, 8) },
      { from: at(12, 0), to: at(12, 4) },
    ]);
  });
});

describe('when the computer usually wakes', () => {
  it('is the median end of its long absences', () => {
    const bands = nights(1, 8);
    // A Sunday that began late, and a nap.
    bands.push({ state: 'off', from: at(9, 0), to: at(9, 12) }, { state: 'awake', from: at(9, 12), to: at(9, 13) });
    bands.push({ state: 'asleep', from: at(9, 13), to: at(9, 14) }, { state: 'awake', from: at(9, 14), to: at(9, 15) });
    const waking = usualWaking(bands, berlin);
    expect(waking === null ? '' : berlin.clock(waking)).toBe('08:00');
  });

  it('is not known before seven of them, nor by times in which Wakeful did not run', () => {
    expect(usualWaking(nights(1, 6), berlin)).toBeNull();
    expect(usualWaking(nights(1, 10, 'notRunning'), berlin)).toBeNull();
  });
});
