import type { Duration, Instant } from './instant.ts';

declare const brand: unique symbol;

/** A calendar day without a zone: whole days since 1970-01-01, proleptic Gregorian. */
export type EpochDay = number & { readonly [brand]: 'EpochDay' };

/**
 * A wall-clock label without a zone: what a clock on the wall shows, as the milliseconds from 1970-01-01T00:00:00
 * by that clock. With a zone it names none, one or two instants (`Zone.resolve`).
 */
export type WallClock = number & { readonly [brand]: 'WallClock' };

/** A date in the proleptic Gregorian calendar. `month` 1–12, `day` 1–31. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A wall-clock label taken apart. `weekday` 0–6, 0 is Sunday. */
interface WallFields extends CivilDate {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly weekday: number;
}

export const DAY_MS = 86_400_000;

/** Names a number of days since 1970-01-01. The caller vouches that it is a whole number. */
export const epochDay = (days: number): EpochDay => days as EpochDay;

/** Names a number of milliseconds by the wall clock. The caller vouches that it is a whole number. */
export const wallClock = (ms: number): WallClock => ms as WallClock;

/** What the clock on the wall shows at `at` where it is `offset` ahead of UTC. */
export const wallAt = (at: Instant, offset: Duration): WallClock => wallClock(at + offset);

/** 29 February exists in `year`. */
export const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Number of days of `month` (1–12) in `year`. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The day of a date. `day` may lie outside its month and counts on from its first; `month` must be 1–12.
 * Days are counted in years that begin on 1 March, so that the leap day comes last
 * (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
export function dayOfDate(year: number, month: number, day: number): EpochDay {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return epochDay(era * 146_097 + dayOfEra - 719_468);
}

/** The date of a day; inverse of `dayOfDate`. */
export function dateOfDay(day: EpochDay): CivilDate {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/** Day of the week, 0–6, 0 is Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: EpochDay): number => (((day + 4) % 7) + 7) % 7;

/** The day on which a label lies. */
export const dayOfWall = (wall: WallClock): EpochDay => epochDay(Math.floor(wall / DAY_MS));

/** The first label of a day. */
export const startOfDay = (day: EpochDay): WallClock => wallClock(day * DAY_MS);

/** Puts a label together. Fields past their range count on: minute 90 is an hour and a half. `month` must be 1–12. */
export const wallOf = (
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
): WallClock =>
  wallClock(dayOfDate(year, month, day) * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1000 + millisecond);

/** Takes a label apart. */
export function fieldsOf(wall: WallClock): WallFields {
  const day = dayOfWall(wall);
  const ms = wall - day * DAY_MS;
  const { year, month, day: dayOfMonth } = dateOfDay(day);
  return {
    year,
    month,
    day: dayOfMonth,
    hour: Math.floor(ms / 3_600_000),
    minute: Math.floor(ms / 60_000) % 60,
    second: Math.floor(ms / 1000) % 60,
    millisecond: ms % 1000,
    weekday: weekdayOf(day),
  };
}

/** The same day `count` months later (earlier where negative), clipped to the month's end: 31 January + 1 is 28 or 29 February. */
export function addMonths(date: CivilDate, count: number): CivilDate {
  const months = date.year * 12 + (date.month - 1) + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return { year, month, day: Math.min(date.day, daysInMonth(year, month)) };
}

const two = (value: number): string => (value < 10 ? `0${String(value)}` : String(value));

/** `2026-03-29`, as ISO 8601 writes it; years outside 0–9999 with a sign and six digits. */
export function formatDate(date: CivilDate): string {
  const { year } = date;
  const years =
    year >= 0 && year <= 9999
      ? String(year).padStart(4, '0')
      : `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
  return `${years}-${two(date.month)}-${two(date.day)}`;
}

/** `02:30`, or `02:30:05`, `02:30:05.250` where it is finer. */
export function formatTime(time: Pick<WallFields, 'hour' | 'minute' | 'second' | 'millisecond'>): string {
  const toTheMinute = `${two(time.hour)}:${two(time.minute)}`;
  if (time.second === 0 && time.millisecond === 0) return toTheMinute;
  const toTheSecond = `${toTheMinute}:${two(time.second)}`;
  return time.millisecond === 0 ? toTheSecond : `${toTheSecond}.${String(time.millisecond).padStart(3, '0')}`;
}
