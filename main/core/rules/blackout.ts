import type { Blackout } from '../job.ts';
import { dayOfDate, daysInMonth, epochDay } from '../time/civil.ts';
import type { EpochDay } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import type { BlackoutCalendar } from './blackoutCalendar.ts';
import { dayBegins } from './wallTime.ts';

/** A stretch in which a job does not run: from `from` up to, but not at, `to`. `name` is the event's, where it has one. */
export interface BlackoutStretch {
  readonly from: Instant;
  readonly to: Instant;
  readonly name: string | null;
}

/** Reads `YYYY-MM-DD`; null where there is no such day. */
export function dayOfText(text: string): EpochDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return dayOfDate(year, month, day);
}

/**
 * The blackout that a due moment falls into, or null. Dates are whole days of the job's zone, first to last inclusive; `calendars` has
 * the iCalendar files that were read, by the name in the job; a file that is not there keeps nothing from running. Of several the
 * one that lasts longest is named.
 */
export function blackoutAt(
  blackouts: readonly Blackout[],
  at: Instant,
  zone: Zone,
  calendars: ReadonlyMap<string, BlackoutCalendar>,
): BlackoutStretch | null {
  let found: BlackoutStretch | null = null;
  for (const blackout of blackouts) {
    const stretch =
      blackout.kind === 'dates'
        ? datesAt(blackout.from, blackout.to, at, zone)
        : (calendars.get(blackout.file)?.at(at, zone) ?? null);
    if (stretch !== null && (found === null || stretch.to > found.to)) found = stretch;
  }
  return found;
}

function datesAt(first: string, last: string, at: Instant, zone: Zone): BlackoutStretch | null {
  const firstDay = dayOfText(first);
  const lastDay = dayOfText(last);
  if (firstDay === null || lastDay === null) return null;
  const from = dayBegins(firstDay, zone);
  const to = dayBegins(epochDay(lastDay + 1), zone);
  return at >= from && at < to ? { from, to, name: null } : null;
}
