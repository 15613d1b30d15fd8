import { type Parsed, type Problem, parsed, refused } from '../problem.ts';
import { daysInMonth, fieldsOf, formatDate, wallAt, wallOf } from './civil.ts';
import { type Duration, type Instant, duration, instant } from './instant.ts';

/**
 * A length of time that keeps calendar units apart from exact time: a month has no fixed length, and a day of a changing
 * clock has 23 or 25 hours. All parts are whole and share one sign.
 */
export interface CalendarDuration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  /** Hours, minutes and seconds together. */
  readonly exact: Duration;
}

/** Largest instant that dates can be reckoned for, and its negative: 100 million days from 1970 (ECMA-262 §21.4.1.1). */
const FARTHEST_MS = 8.64e15;

/** Largest count of one unit: a thousand years of minutes, and far from where whole numbers end. */
const LARGEST_COUNT = 1_000_000_000;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Texts longer than this are no durations or instants; they are refused before they are looked at. */
const LONGEST_TEXT = 64;

const shown = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

/** `true` where nothing of it depends on a calendar. */
export const isExact = (length: CalendarDuration): boolean =>
  length.years === 0 && length.months === 0 && length.weeks === 0 && length.days === 0;

/** `true` for PT0S, P0D and the like. */
export const isZero = (length: CalendarDuration): boolean => isExact(length) && length.exact === 0;

/** An exact length as a calendar duration without calendar units. */
const exactly = (length: Duration): CalendarDuration => ({
  years: 0,
  months: 0,
  weeks: 0,
  days: 0,
  exact: length,
});

const PARTS =
  /^([+-]?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i;

/**
 * Reads an ISO 8601 duration: `PT5M`, `P1D`, `P1M`, `P2W`, `P1DT12H`, `PT0.5S`. A fraction may stand in the last part of
 * the time. A minus sign is read only where `signed`. Errors: `duration` (not understood, with what it may have been meant
 * to be), `durationRange` (too large, finer than a millisecond, or negative).
 */
export function parseDuration(text: string, options: { readonly signed?: boolean } = {}): Parsed<CalendarDuration> {
  const match = text.length > LONGEST_TEXT ? null : PARTS.exec(text.trim());
  if (match === null) return refused(notADuration(text));
  const [, sign, years, months, weeks, days, time, hours, minutes, seconds] = match;
  const counts = [years, months, weeks, days, hours, minutes, seconds];
  const given = counts.filter((count) => count !== undefined);
  if (given.length === 0 || time?.length === 1) return refused(notADuration(text));
  if (given.slice(0, -1).some((count) => /[.,]/.test(count))) {
    return refused({
      code: 'duration',
      message: `In "${text}" only the last part may have a fraction.`,
    });
  }
  const [y, mo, w, d, h, m, s] = counts.map((count) => Number((count ?? '0').replace(',', '.'))) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ms = h * HOUR_MS + m * MINUTE_MS + s * 1000;
  const exact = Math.round(ms);
  // Decimal fractions of an hour are not exact in binary: what is nearer to a millisecond than any fraction is meant as one.
  if (Math.abs(ms - exact) > 1e-4) {
    return refused({ code: 'durationRange', message: `"${text}" is finer than a millisecond, which is the finest.` });
  }
  if ([y, mo, w, d, h, m, s].some((count) => count > LARGEST_COUNT)) {
    return refused({ code: 'durationRange', message: `"${text}" is too long: the largest number is 1000000000.` });
  }
  if (sign === '-' && options.signed !== true) {
    return refused({
      code: 'durationRange',
      message: `"${text}" is negative; a length of time is written without a sign.`,
      suggestion: text.trim().slice(1),
    });
  }
  const by = sign === '-' ? -1 : 1;
  // Adding zero turns -0, which would not equal 0 everywhere, into 0.
  return parsed({
    years: y * by + 0,
    months: mo * by + 0,
    weeks: w * by + 0,
    days: d * by + 0,
    exact: duration(exact * by + 0),
  });
}

/**
 * Reads a duration that has to be exact: a day counts 24 hours, a week seven days; months and years are refused
 * (`durationCalendar`), for they have no fixed length.
 */
export function parseExactDuration(text: string, options: { readonly signed?: boolean } = {}): Parsed<Duration> {
  const read = parseDuration(text, options);
  if (!read.ok) return read;
  const { years, months, weeks, days, exact } = read.value;
  if (years !== 0 || months !== 0) {
    return refused({
      code: 'durationCalendar',
      message: `Months and years have no fixed length, which is needed here. Write days or hours, like PT720H, instead of "${text}".`,
    });
  }
  return parsed(duration(exact + (weeks * 7 + days) * DAY_MS));
}

function notADuration(text: string): Problem {
  const suggestion = meantDuration(text);
  const advice = suggestion === undefined ? 'Write it like PT5M, PT1H30M, P1D or P1M.' : `Did you mean ${suggestion}?`;
  return {
    code: 'duration',
    message: `"${shown(text)}" is not a duration. ${advice}`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

const WORDS: readonly (readonly [RegExp, unit: string, ofTime: boolean])[] = [
  [/^(?:ms|milliseconds?)$/, 'S', true],
  [/^(?:s|secs?|seconds?)$/, 'S', true],
  [/^(?:m|mins?|minutes?)$/, 'M', true],
  [/^(?:h|hrs?|hours?)$/, 'H', true],
  [/^(?:d|days?)$/, 'D', false],
  [/^(?:w|weeks?)$/, 'W', false],
  [/^(?:mo|months?)$/, 'M', false],
  [/^(?:y|yrs?|years?)$/, 'Y', false],
];

/** What `5m`, `1h30m`, `10 minutes`, `P5M` without its T … may have been meant to be. */
function meantDuration(text: string): string | undefined {
  const plain = text.trim().toLowerCase();
  if (plain.length > LONGEST_TEXT) return undefined;
  const withoutT = /^p?t?((?:\d+[hms])+)$/.exec(plain);
  if (withoutT?.[1] !== undefined) {
    const candidate = `PT${withoutT[1].toUpperCase()}`;
    return PARTS.test(candidate) ? candidate : undefined;
  }
  const worded = /^(\d{1,9})\s*([a-z]+)$/.exec(plain);
  const word = WORDS.find(([pattern]) => worded?.[2] !== undefined && pattern.test(worded[2]));
  if (worded?.[1] === undefined || word === undefined) return undefined;
  const count = word[0].test('ms') ? Number(worded[1]) / 1000 : Number(worded[1]);
  return `P${word[2] ? 'T' : ''}${String(count)}${word[1]}`;
}

/** Writes a duration in ISO 8601, shortest first unit first: `PT1H30M`, `P1DT12H`, `PT0.25S`, `-PT1H`, `PT0S`. */
export function formatDuration(length: Duration | CalendarDuration): string {
  const { years, months, weeks, days, exact } = typeof length === 'number' ? exactly(length) : length;
  const negative = years < 0 || months < 0 || weeks < 0 || days < 0 || exact < 0;
  const part = (count: number, unit: string): string => (count === 0 ? '' : `${String(Math.abs(count))}${unit}`);
  const date = part(years, 'Y') + part(months, 'M') + part(weeks, 'W') + part(days, 'D');
  const ms = Math.abs(exact);
  const time =
    part(Math.floor(ms / HOUR_MS), 'H') +
    part(Math.floor(ms / MINUTE_MS) % 60, 'M') +
    part((ms % MINUTE_MS) / 1000, 'S');
  if (date === '' && time === '') return 'PT0S';
  return `${negative ? '-' : ''}P${date}${time === '' ? '' : `T${time}`}`;
}

const INSTANT =
  /^([+-]\d{6}|\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Reads an instant in ISO 8601 with an offset or `Z`: `2026-12-01T08:00:00+01:00`. Digits finer than a millisecond are
 * dropped. Errors: `instant` (not understood), `instantOffset` (no offset: no telling which instant is meant),
 * `instantRange` (a field that no date or clock has), with its position.
 */
export function parseInstant(text: string): Parsed<Instant> {
  const match = text.length > LONGEST_TEXT ? null : INSTANT.exec(text);
  if (match === null) {
    return refused({
      code: 'instant',
      message: `"${shown(text)}" is not an instant. Write it like 2026-12-01T08:00:00+01:00 or 2026-12-01T07:00:00Z.`,
    });
  }
  const [, yearText = '', monthText, dayText, hourText, minuteText, secondText, fraction, offsetText] = match;
  const [year, month, day, hour, minute, second] = [yearText, monthText, dayText, hourText, minuteText, secondText].map(
    (field) => Number(field ?? '0'),
  ) as [number, number, number, number, number, number];
  const afterYear = yearText.length + 1;
  const wrong = (what: string, position: number): Parsed<Instant> =>
    refused({ code: 'instantRange', message: `"${text}": ${what}.`, position, length: 2 });
  if (month < 1 || month > 12) return wrong('the month is 01 to 12', afterYear);
  if (day < 1 || day > daysInMonth(year, month)) {
    return wrong(`that month has the days 01 to ${String(daysInMonth(year, month))}`, afterYear + 3);
  }
  if (hour > 23) return wrong('the hour is 00 to 23', afterYear + 6);
  if (minute > 59) return wrong('the minute is 00 to 59', afterYear + 9);
  if (second > 59) return wrong('the second is 00 to 59', afterYear + 12);
  if (offsetText === undefined) {
    return refused({
      code: 'instantOffset',
      message: `"${text}" does not say in which zone. Add Z for UTC, or an offset like +01:00.`,
      suggestion: `${hourText === undefined ? `${text}T00:00:00` : text}Z`,
    });
  }
  const offset = offsetMs(offsetText);
  if (offset === null) return wrong('the offset is at most 23:59', text.length - offsetText.length);
  const ms = Number((fraction ?? '').slice(0, 3).padEnd(3, '0'));
  const at = wallOf(year, month, day, hour, minute, second, ms) - offset;
  if (Math.abs(at) > FARTHEST_MS) return wrong('the year is too far away', 0);
  return parsed(instant(at));
}

function offsetMs(text: string): number | null {
  if (text.toUpperCase() === 'Z') return 0;
  const hour = Number(text.slice(1, 3));
  const minute = Number(text.slice(-2)) * (text.length > 3 ? 1 : 0);
  if (hour > 23 || minute > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hour * HOUR_MS + minute * MINUTE_MS);
}

/**
 * Writes an instant in ISO 8601: to the second, or to the millisecond where it is finer. In UTC (`Z`), or by a clock that
 * is `offset` ahead of it; ISO 8601 knows no offsets finer than a minute, so those are written in UTC.
 */
export function formatInstant(at: Instant, offset?: Duration): string {
  const ahead = offset === undefined || offset % MINUTE_MS !== 0 ? duration(0) : offset;
  const fields = fieldsOf(wallAt(at, ahead));
  const two = (value: number): string => (value < 10 ? `0${String(value)}` : String(value));
  const fraction = fields.millisecond === 0 ? '' : `.${String(fields.millisecond).padStart(3, '0')}`;
  const time = `${two(fields.hour)}:${two(fields.minute)}:${two(fields.second)}${fraction}`;
  const minutesAhead = Math.abs(ahead) / MINUTE_MS;
  const zone =
    offset === undefined || ahead !== offset
      ? 'Z'
      : `${ahead < 0 ? '-' : '+'}${two(Math.floor(minutesAhead / 60))}:${two(minutesAhead % 60)}`;
  return `${formatDate(fields)}T${time}${zone}`;
}
