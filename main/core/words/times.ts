import { DAY_MS, dayOfWall, fieldsOf } from '../time/civil.ts';
import { type Duration, type Instant, elapsed, instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import { texts } from './texts.ts';

/** In whose eyes times are written. */
export interface TimeContext {
  /** The computer's zone. */
  readonly zone: Zone;
  readonly now: Instant;
  /** BCP 47; decides 12 or 24 hours and the order of day and month. Default `en-GB`. */
  readonly locale?: string;
}

/** How times, dates and numbers are written somewhere. */
export interface Habit {
  readonly twelveHours: boolean;
  readonly monthFirst: boolean;
  /** Between thousands. */
  readonly separator: string;
}

const BRITISH: Habit = { twelveHours: false, monthFirst: false, separator: ',' };

const habits = new Map<string, Habit>();

/** Clock, date order and grouping of a locale; an unknown locale has those of `en-GB`. */
export function habitOf(locale: string): Habit {
  let habit = habits.get(locale);
  if (habit === undefined) {
    try {
      const format = new Intl.DateTimeFormat(locale, { hour: 'numeric', day: 'numeric', month: 'numeric' });
      const order = format.formatToParts(0).filter(({ type }) => type === 'day' || type === 'month');
      const digits = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_111_111);
      habit = {
        twelveHours: format.resolvedOptions().hour12 === true,
        monthFirst: order[0]?.type === 'month',
        separator: digits.find(({ type }) => type === 'group')?.value ?? '',
      };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      habit = BRITISH;
    }
    habits.set(locale, habit);
  }
  return habit;
}

const habitIn = (context: TimeContext): Habit => habitOf(context.locale ?? 'en-GB');

/** "08:05", or "8:05 am" where the locale reads so. To the minute, cut off. */
export function clockText(at: Instant, context: TimeContext): string {
  const { hour, minute } = fieldsOf(context.zone.wallAt(at));
  return onTheClock(hour, two(minute), context);
}

/** "08:11:02": the time to the second, for facts. */
export function preciseClockText(at: Instant, context: TimeContext): string {
  const { hour, minute, second } = fieldsOf(context.zone.wallAt(at));
  return onTheClock(hour, `${two(minute)}:${two(second)}`, context);
}

/** "09:10": a time of day, in milliseconds from midnight. */
export const timeOfDayText = (time: number, context: TimeContext): string =>
  onTheClock(Math.floor(time / 3_600_000) % 24, two(Math.floor(time / 60_000) % 60), context);

function onTheClock(hour: number, rest: string, context: TimeContext): string {
  if (!habitIn(context).twelveHours) return `${two(hour)}:${rest}`;
  return `${String(hour % 12 === 0 ? 12 : hour % 12)}:${rest} ${hour < 12 ? 'am' : 'pm'}`;
}

/** "Mon 26 Oct", with the year where it is not this year's ("Mon 27 Oct 2025"); the order follows the locale. */
export function dateText(at: Instant, context: TimeContext): string {
  const { year } = fieldsOf(context.zone.wallAt(at));
  return withYear(at, context, year !== fieldsOf(context.zone.wallAt(context.now)).year);
}

function withYear(at: Instant, context: TimeContext, shown: boolean): string {
  const { year, month, day, weekday } = fieldsOf(context.zone.wallAt(at));
  const monthName = texts.months[month - 1] ?? '';
  const date = habitIn(context).monthFirst ? `${monthName} ${String(day)}` : `${String(day)} ${monthName}`;
  return `${texts.weekdays[weekday] ?? ''} ${date}${shown ? ` ${String(year)}` : ''}`;
}

/** "Tue 27 Oct 2026, 08:05:00 (UTC+1)": everything, for the list of facts. */
export function fullText(at: Instant, context: TimeContext): string {
  return `${withYear(at, context, true)}, ${preciseClockText(at, context)} (${offsetText(context.zone.offsetAt(at))})`;
}

/** "UTC+1", "UTC−3:30", "UTC". */
export function offsetText(offset: Duration): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  if (minutes === 0) return 'UTC';
  const rest = minutes % 60 === 0 ? '' : `:${two(minutes % 60)}`;
  return `UTC${offset < 0 ? '−' : '+'}${String(Math.floor(minutes / 60))}${rest}`;
}

/** A time of less than this from now is named by the clock alone: no other time of the same name is as near. */
const ONE_DAY_MS = DAY_MS;

/** The same for times beside one that was just named: a night, not a whole day. */
const A_NIGHT_MS = 18 * 3_600_000;

/**
 * How the times of one sentence are named. The first, `anchor`, is seen from now: the clock alone within 24 hours, else with its date. The
 * others are seen from the anchor.
 */
export interface Naming {
  /** "08:05", or "Mon 26 Oct, 20:05". */
  readonly bare: (at: Instant) => string;
  /** "at 08:05", or "on Mon 26 Oct at 20:05". */
  readonly when: (at: Instant) => string;
}

/** Names the times of a sentence about `anchor`. */
export function naming(anchor: Instant, context: TimeContext): Naming {
  const anchorNear = Math.abs(elapsed(context.now, anchor)) < ONE_DAY_MS;
  const clockAlone = (at: Instant): boolean => {
    if (at === anchor) return anchorNear;
    if (Math.abs(elapsed(anchor, at)) < A_NIGHT_MS) return true;
    if (dayOfWall(context.zone.wallAt(anchor)) === dayOfWall(context.zone.wallAt(at))) return true;
    return anchorNear && Math.abs(elapsed(context.now, at)) < ONE_DAY_MS;
  };
  return {
    bare: (at) =>
      clockAlone(at) ? clockText(at, context) : texts.dateAndTime(dateText(at, context), clockText(at, context)),
    when: (at) =>
      clockAlone(at) ? texts.at(clockText(at, context)) : texts.onAt(dateText(at, context), clockText(at, context)),
  };
}

/** "08:11:02", or "Mon 26 Oct, 08:11:02": a fact beside a time that was named in full; the clock alone within a night or a day. */
export function factTimeText(at: Instant, beside: Instant, context: TimeContext): string {
  const clock = preciseClockText(at, context);
  const near =
    Math.abs(elapsed(beside, at)) < A_NIGHT_MS ||
    dayOfWall(context.zone.wallAt(beside)) === dayOfWall(context.zone.wallAt(at));
  return near ? clock : texts.dateAndTime(dateText(at, context), clock);
}

/** The days from `from` to before `to`, where both are midnights: their first and last, in words; else null. */
export function wholeDaysText(
  from: Instant,
  to: Instant,
  context: TimeContext,
): readonly [first: string, last: string] | null {
  const isMidnight = (at: Instant): boolean => context.zone.wallAt(at) % DAY_MS === 0;
  if (!isMidnight(from) || !isMidnight(to)) return null;
  return [dateText(from, context), dateText(instant(to - 1), context)];
}

/** A single time seen from now: "10:05", or "Mon 26 Oct, 20:05". */
export const timeText = (at: Instant, context: TimeContext): string => naming(at, context).bare(at);

/** A whole number with its thousands apart: "1,204", as the locale groups them. */
export const numberText = (value: number, context: TimeContext): string =>
  String(value).replace(/\B(?=(?:\d{3})+$)/g, habitIn(context).separator);

const two = (value: number): string => String(value).padStart(2, '0');
