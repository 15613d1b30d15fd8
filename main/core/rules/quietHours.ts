import { DAY_MS, epochDay, startOfDay, wallClock } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import { dayAt, whenShown } from './wallTime.ts';

/** When notifications are held back, by the clock on the wall: `from` 22:00 `to` 07:00 is a night. The same time twice is never. */
export interface QuietHours {
  /** `HH:MM`, 24 hours. */
  readonly from: string;
  readonly to: string;
}

/** Milliseconds from midnight of `HH:MM` (00:00 to 23:59), or null where it is none. */
export function timeOfDay(text: string): number | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  return match === null ? null : (Number(match[1]) * 60 + Number(match[2])) * 60_000;
}

/**
 * When the quiet hours that hold at `at` end (semantics §7, Notifications), or null where they do not hold. They follow the clock on the
 * wall: a night with a clock change is an hour longer or shorter.
 */
export function quietUntil(quiet: QuietHours | null, at: Instant, zone: Zone): Instant | null {
  if (quiet === null) return null;
  const from = timeOfDay(quiet.from);
  const to = timeOfDay(quiet.to);
  if (from === null || to === null || from === to) return null;
  const today = dayAt(at, zone);
  const length = to > from ? to - from : to - from + DAY_MS;
  // The stretch that began yesterday may reach into today.
  for (const day of [epochDay(today - 1), today]) {
    const begin = startOfDay(day) + from;
    const begins = whenShown(wallClock(begin), zone);
    const ends = whenShown(wallClock(begin + length), zone);
    if (at >= begins && at < ends) return ends;
  }
  return null;
}
