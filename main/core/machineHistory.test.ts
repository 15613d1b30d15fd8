import { describe, expect, it } from 'vitest';
import { absencesBetween, backwards, passageBetween } from './machineHistory.ts';
import { instant } from './time/instant.ts';

const HOUR = 3_600_000;
const reading = (wall: number, mono: number, bootedAt: number) => ({
  wall: instant(wall),
  mono,
  bootedAt: instant(bootedAt),
});
const before = reading(100 * HOUR, 5 * HOUR, 90 * HOUR);

describe('what lay between two looks at the clocks', () => {
  it.each([
    { what: 'time awake', wall: 30_000, mono: 30_000, boot: 0, asleep: 0, step: 0 },
    { what: 'time awake on clocks that disagree a little', wall: 30_900, mono: 30_000, boot: 200, asleep: 0, step: 0 },
    { what: 'sleep', wall: 8 * HOUR, mono: 10_000, boot: 0, asleep: 8 * HOUR - 10_000, step: 0 },
    {
      what: 'sleep, where the boot time is known to a second',
      wall: 8 * HOUR,
      mono: 0,
      boot: -900,
      asleep: 8 * HOUR,
      step: 0,
    },
    { what: 'the clock put forward', wall: HOUR + 30_000, mono: 30_000, boot: HOUR, asleep: 0, step: HOUR },
    { what: 'the clock put back', wall: 30_000 - HOUR, mono: 30_000, boot: -HOUR, asleep: 0, step: -HOUR },
    { what: 'a short sleep', wall: 5000, mono: 0, boot: 0, asleep: 5000, step: 0 },
    { what: 'a step of two seconds', wall: 32_000, mono: 30_000, boot: 2000, asleep: 0, step: 2000 },
    { what: 'sleep with the clock put forward', wall: 9 * HOUR, mono: 0, boot: HOUR, asleep: 8 * HOUR, step: HOUR },
    { what: 'sleep with the clock put back', wall: 7 * HOUR, mono: 0, boot: -HOUR, asleep: 8 * HOUR, step: -HOUR },
    {
      what: 'sleep with the clock put back by as much',
      wall: 0,
      mono: 0,
      boot: -8 * HOUR,
      asleep: 8 * HOUR,
      step: -8 * HOUR,
    },
  ])('$what', ({ wall, mono, boot, asleep, step }) => {
    const now = reading(before.wall + wall, before.mono + mono, before.bootedAt + boot);
    expect(passageBetween(before, now)).toEqual({ asleep, step });
  });
});

describe('time in which Wakeful did not run', () => {
  const at = (hour: number) => instant(hour * HOUR);
  it('was spent not running where the computer did not boot', () => {
    expect(absencesBetween(at(1), at(9), null)).toEqual([{ from: at(1), to: at(9), reason: 'notRunning' }]);
  });
  it('was off until the boot, and not running after it', () => {
    expect(absencesBetween(at(1), at(9), { at: at(8) })).toEqual([
      { from: at(1), to: at(8), reason: 'off' },
      { from: at(8), to: at(9), reason: 'notRunning' },
    ]);
  });
  it('was off all along where Wakeful starts with the computer', () => {
    expect(absencesBetween(at(1), at(9), { at: at(9) })).toEqual([{ from: at(1), to: at(9), reason: 'off' }]);
  });
  it('is nothing where the clock shows no time between', () => {
    expect(absencesBetween(at(9), at(9), null)).toEqual([]);
    expect(absencesBetween(at(9), at(8), { at: at(2) })).toEqual([]);
  });
});

describe('a clock that shows less than was accounted', () => {
  it.each([
    [0, 'none'],
    [-5, 'none'],
    [1, 'hold'],
    [3 * HOUR, 'hold'],
    [3 * HOUR + 1, 'correction'],
  ])('%d ms back is: %s', (back, what) => {
    expect(backwards(instant(100 * HOUR), instant(100 * HOUR - back))).toBe(what);
  });
});
