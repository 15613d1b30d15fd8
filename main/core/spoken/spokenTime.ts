import { type Parsed, parsed, refused } from '../problem.ts';
import { type EpochDay, dateOfDay, dayOfWall, epochDay, startOfDay, wallClock } from '../time/civil.ts';
import { duration, type Instant, instant, plus } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import { type Clock, readClock } from './spokenClock.ts';
import { type DayWords, readDay } from './spokenDay.ts';
import { readLength } from './spokenLength.ts';

/** What a spoken time is understood against. */
export interface SpokenContext {
  readonly now: Instant;
  readonly zone: Zone;
  /** Where the words leave it open (`monday`, `20:05`): the next such time, or the last one. */
  readonly toward: 'coming' | 'past';
  /** Whether 10/27 is 27 October (true) or 3/4 is 3 April (false). */
  readonly monthFirst: boolean;
}

/** A time that was said: what it may mean, from its first instant until just before the one after its last. */
export interface SpokenTime {
  readonly from: Instant;
  /** Exclusive: a minute later for a time of day, the next midnight for a day. */
  readonly to: Instant;
  /** `day`: no time of day was said. */
  readonly precision: 'instant' | 'minute' | 'day';
}

const MINUTE = 60_000;

/** Longer texts are none: nobody says that much. */
const LONGEST = 60;

/** Words before a time that say nothing more. */
const LEAD = /^(?:until|till|til|from|since|at|on|by)\s+/;

const EXAMPLES = 'monday 8, tomorrow 08:00, yesterday 20:05, in 2 hours, 27 oct 18:00';

/**
 * Reads a time as a person says it: `monday 8`, `tomorrow morning`, `yesterday 20:05`, `in 2 h 30`, `20 minutes ago`, `27 oct 18:00`,
 * `2026-10-27`, `noon`, with or without `until` before it. A clock of a gap moves forward by the gap; one that comes twice is both. A bare
 * number is an hour only beside a day or after `until` and `at`. Codes: `spokenEmpty`, `spokenUnknown`.
 */
export function readSpokenTime(text: string, context: SpokenContext): Parsed<SpokenTime> {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (plain === '') return refused({ code: 'spokenEmpty', message: `Say a time: ${EXAMPLES}.` });
  const found = plain.length > LONGEST ? null : understand(plain, context);
  if (found !== null) return parsed(found);
  return refused({ code: 'spokenUnknown', message: `“${text.trim().slice(0, LONGEST)}” is no time. Say ${EXAMPLES}.` });
}

/**
 * Finds the time with which a text ends, and what stands before it: `pause mail until monday 8` is `pause mail` and Monday 08:00. The longest
 * ending that is a time counts. Null where the text ends with none.
 */
export function splitSpokenTime(
  text: string,
  context: SpokenContext,
): { readonly before: string; readonly time: SpokenTime } | null {
  const words = text.trim().split(/\s+/);
  for (let index = Math.max(0, words.length - MOST_WORDS); index < words.length; index += 1) {
    const read = readSpokenTime(words.slice(index).join(' '), context);
    if (read.ok) return { before: words.slice(0, index).join(' '), time: read.value };
  }
  return null;
}

/** `until the day after tomorrow at 8 o'clock` and the like: no time has more words. */
const MOST_WORDS = 9;

function understand(plain: string, context: SpokenContext): SpokenTime | null {
  const { now } = context;
  const lead = LEAD.exec(plain)?.[0] ?? '';
  const said = plain.slice(lead.length).replace(/^the /, '');
  if (said === 'now') return { from: now, to: instant(now + 1), precision: 'instant' };
  const length = readLength(said);
  if (length !== null) {
    const from = plus(now, duration(length));
    return { from, to: instant(from + 1), precision: 'instant' };
  }
  const bareHour = lead !== '';
  for (const { day, rest } of daysIn(said, context)) {
    if (rest === '') return wholeDay(dayMeant(day, null, context), context);
    const clock = readClock(rest, true);
    if (clock !== null) return onDay(dayMeant(day, clock, context), clock, context);
  }
  const clock = readClock(said, bareHour);
  return clock === null ? null : nearestClock(clock, context);
}

/** Every way to take a day off the beginning or the end of what was said. */
function daysIn(said: string, context: SpokenContext): { readonly day: DayWords; readonly rest: string }[] {
  const today = dayOfWall(context.zone.wallAt(context.now));
  const words = said.split(' ');
  const found: { readonly day: DayWords; readonly rest: string }[] = [];
  for (let count = words.length; count > 0; count -= 1) {
    const first = readDay(words.slice(0, count).join(' ').replace(/,$/, ''), today, context.monthFirst);
    if (first !== null) found.push({ day: first, rest: withoutAt(words.slice(count)) });
    const last = count === words.length ? null : readDay(words.slice(-count).join(' '), today, context.monthFirst);
    if (last !== null) found.push({ day: last, rest: withoutAt(words.slice(0, -count)).replace(/ on$/, '') });
  }
  return found;
}

const withoutAt = (words: readonly string[]): string => words.join(' ').replace(/^at /, '');

/** Which day is meant: one that was said to be so, or the weekday or date that is next, or was last. */
function dayMeant({ days, again }: DayWords, clock: Clock | null, context: SpokenContext): EpochDay {
  const { now, toward } = context;
  const isFit = (day: EpochDay): boolean => {
    if (clock === null) return toward === 'past' ? startAt(day, context) <= now : startAt(day, context) > now;
    const { from } = onDay(day, clock, context);
    return toward === 'past' ? from <= now : from > now;
  };
  const [first] = days;
  if (days.length === 1 && first !== undefined && again === null) return first;
  const ordered = toward === 'past' ? [...days].reverse() : days;
  const fit = ordered.find(isFit);
  return fit ?? (ordered[ordered.length - 1] as EpochDay);
}

/** The next or last instant at which the clock shows that; today's, tomorrow's or yesterday's. */
function nearestClock(clock: Clock, context: SpokenContext): SpokenTime {
  const { now, zone, toward } = context;
  const today = dayOfWall(zone.wallAt(now));
  const order = toward === 'past' ? [0, -1, -2] : [0, 1, 2];
  const all = order.map((shift) => onDay(epochDay(today + shift), clock, context));
  return all.find(({ from }) => (toward === 'past' ? from <= now : from > now)) ?? (all[0] as SpokenTime);
}

function onDay(day: EpochDay, clock: Clock, { zone }: SpokenContext): SpokenTime {
  const label = wallClock(
    startOfDay(epochDay(day + Math.floor(clock.minutes / 1440))) + (clock.minutes % 1440) * MINUTE,
  );
  const found = zone.resolve(label);
  switch (found.kind) {
    case 'once':
      return { from: found.at, to: instant(found.at + MINUTE), precision: 'minute' };
    case 'twice':
      return { from: found.first, to: instant(found.second + MINUTE), precision: 'minute' };
    case 'gap': {
      // 02:30 in a gap of an hour that begins at 02:00 is 03:30: as far after the gap as it lies in it.
      const into = label - (found.at + zone.offsetAt(instant(found.at - 1)));
      const from = instant(found.at + into);
      return { from, to: instant(from + MINUTE), precision: 'minute' };
    }
  }
}

/** First instant of a day: midnight, or what comes after a gap over it. */
function startAt(day: EpochDay, { zone }: SpokenContext): Instant {
  const found = zone.resolve(startOfDay(day));
  return found.kind === 'twice' ? found.first : found.at;
}

const wholeDay = (day: EpochDay, context: SpokenContext): SpokenTime => ({
  from: startAt(day, context),
  to: startAt(epochDay(day + 1), context),
  precision: 'day',
});

/** The instant of a time of day on the day that was said: `pause until monday` means its morning. */
export function clockOnDay(time: SpokenTime, hour: number, zone: Zone): Instant {
  const { year, month, day } = dateOfDay(dayOfWall(zone.wallAt(time.from)));
  const label = wallClock(Date.UTC(year, month - 1, day) + hour * 60 * MINUTE);
  const found = zone.resolve(label);
  return found.kind === 'twice' ? found.first : found.at;
}
