import { DAY_MS, type WallClock, addMonths, dateOfDay, dayOfDate, dayOfWall, wallClock } from '../time/civil.ts';
import { type Instant, duration, instant, plus } from '../time/instant.ts';
import type { CalendarDuration } from '../time/iso.ts';
import type { Zone } from '../time/zone.ts';
import { type LabelSet, evenLabels } from './labels.ts';

const monthsOf = (length: CalendarDuration): number => length.years * 12 + length.months;
const daysOf = (length: CalendarDuration): number => length.weeks * 7 + length.days;

/** A mean month of the Gregorian calendar. */
const MONTH_MS = 30.436875 * DAY_MS;

/** About how long it is: for comparing two lengths, and as a first guess. */
export const nominalMs = (length: CalendarDuration): number =>
  monthsOf(length) * MONTH_MS + daysOf(length) * DAY_MS + length.exact;

/** The label `times` × `length` after `wall`: months first, the day clipped to the month's end, then days and exact time. */
function stepFrom(wall: WallClock, length: CalendarDuration, times = 1): WallClock {
  const day = dayOfWall(wall);
  const months = monthsOf(length) * times;
  const date = months === 0 ? null : addMonths(dateOfDay(day), months);
  const moved = date === null ? day : dayOfDate(date.year, date.month, date.day);
  return wallClock((moved + daysOf(length) * times) * DAY_MS + (wall - day * DAY_MS) + length.exact * times);
}

/**
 * When `label` happens, where a label in a gap moves forward by the length of the gap and one in an overlap happens in
 * the first pass (semantics §2.2).
 */
export function whenForward(zone: Zone, label: WallClock): Instant {
  const resolution = zone.resolve(label);
  switch (resolution.kind) {
    case 'once':
      return resolution.at;
    case 'twice':
      return resolution.first;
    case 'gap':
      return instant(label - zone.offsetAt(plus(resolution.at, duration(-1))));
  }
}

/** `length` after `from`, by the calendar of the zone where it has calendar units, else in real time. */
export function after(from: Instant, length: CalendarDuration, zone: Zone): Instant {
  if (monthsOf(length) === 0 && daysOf(length) === 0) return plus(from, length.exact);
  return whenForward(zone, stepFrom(zone.wallAt(from), length));
}

/** The labels `anchor + k × every` for every whole k, without drift: the 31st stays the 31st where there is one. */
export function calendarSteps(anchor: WallClock, every: CalendarDuration): LabelSet {
  if (monthsOf(every) === 0) return evenLabels(anchor, daysOf(every) * DAY_MS + every.exact);
  const label = (k: number): WallClock => stepFrom(anchor, every, k);
  /** Smallest k whose label is at or after `wall`. The guess is off by a step or two: months differ by three days at most. */
  const firstAtOrAfter = (wall: number): number => {
    let k = Math.floor((wall - anchor) / nominalMs(every));
    while (label(k) >= wall) k -= 1;
    while (label(k) < wall) k += 1;
    return k;
  };
  return {
    from: (wall) => label(firstAtOrAfter(wall)),
    upTo: (wall) => label(firstAtOrAfter(wall + 1) - 1),
    count: (from, to) => Math.max(0, firstAtOrAfter(to) - firstAtOrAfter(from)),
  };
}
