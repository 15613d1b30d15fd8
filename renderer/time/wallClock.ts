import type { Times } from './times.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * The instant at which the clocks of the zone show `hour:minute` on the day that `day` lies in. A time that a clock change
 * leaves out moves forward by the length of the gap.
 */
export function wallClock(times: Times, day: number, hour: number, minute: number): number {
  const midnight = times.midnight(day);
  const guess = midnight + hour * HOUR + minute * MINUTE;
  if (times.date(guess) !== times.date(day)) return times.nextMidnight(day);
  const shown = times.hour(guess) * 60 + times.minute(guess);
  const corrected = guess + (hour * 60 + minute - shown) * MINUTE;
  const found = times.hour(corrected) === hour && times.minute(corrected) === minute;
  return found ? corrected : guess;
}
