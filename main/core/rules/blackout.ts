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
 * The blackouts that cover anything of [from, to], in order of their beginnings and of their ends: one that lies whole in another is left
 * out. So of several that cover an instant the last one is the one that lasts longest. Dates are whole days of the job's zone, first to
 * last inclusive; `calendars` has the iCalendar files that were read, by the name in the job; a file that is not there keeps nothing from
 * running.
 */
export function blackoutsBetween(
  blackouts: readonly Blackout[],
  from: Instant,
  to: Instant,
  zone: Zone,
  calendars: ReadonlyMap<string, BlackoutCalendar>,
): readonly BlackoutStretch[] {
  const all = blackouts.flatMap((blackout) =>
    blackout.kind === 'dates'
      ? datesBetween(blackout.from, blackout.to, from, to, zone)
      : (calendars.get(blackout.file)?.between(from, to, zone) ?? []),
  );
  all.sort((a, b) => a.from - b.from || b.to - a.to);
  const found: BlackoutStretch[] = [];
  let reached = -Infinity;
  for (const stretch of all) {
    if (stretch.to <= reached) continue;
    found.push(stretch);
    reached = stretch.to;
  }
  return found;
}

function datesBetween(first: string, last: string, from: Instant, to: Instant, zone: Zone): readonly BlackoutStretch[] {
  const firstDay = dayOfText(first);
  const lastDay = dayOfText(last);
  if (firstDay === null || lastDay === null) return [];
  const begins = dayBegins(firstDay, zone);
  const ends = dayBegins(epochDay(lastDay + 1), zone);
  return begins <= to && ends > from && ends > begins ? [{ from: begins, to: ends, name: null }] : [];
}
