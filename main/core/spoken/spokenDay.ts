import { type EpochDay, dateOfDay, dayOfDate, daysInMonth, epochDay, weekdayOf } from '../time/civil.ts';

/** A day that was said. */
export interface DayWords {
  /** The days it may be, in order: one, or the weekday or date before and after. */
  readonly days: readonly EpochDay[];
  /** Whether it comes again every week or year; null: it is that day alone. */
  readonly again: 'week' | 'year' | null;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

const SHIFTS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    'day before yesterday': -2,
    yesterday: -1,
    today: 0,
    tomorrow: 1,
    'day after tomorrow': 2,
  }),
);

/** Which of the names begins so, by three letters at least; -1 where none does. */
const named = (word: string, names: readonly string[]): number =>
  word.length < 3 ? -1 : names.findIndex((name) => name.startsWith(word.replace(/\.$/, '')));

/**
 * Reads a day: `yesterday`, `monday`, `next fri`, `last tuesday`, `27 oct`, `oct 27 2026`, `27.10.`, `10/27`, `2026-10-27`, `next week` (its
 * Monday). Null: no day, or none that there is.
 */
export function readDay(text: string, today: EpochDay, monthFirst: boolean): DayWords | null {
  const shift = SHIFTS.get(text.replace(/^the /, ''));
  if (shift !== undefined) return only(today + shift);
  if (text === 'tonight' || text === 'this') return null;
  if (text === 'next week') return only(nextWeekday(today, 1));
  return readWeekday(text, today) ?? readDate(text, today, monthFirst);
}

const only = (day: number): DayWords => ({ days: [epochDay(day)], again: null });

/** The first such weekday after a day. */
const nextWeekday = (day: EpochDay, weekday: number): number => day + ((weekday - weekdayOf(day) + 6) % 7) + 1;

function readWeekday(text: string, today: EpochDay): DayWords | null {
  const found = /^(?:(next|last|this|coming|past) )?([a-z]{3,9}\.?)$/.exec(text);
  const weekday = named(found?.[2] ?? '', WEEKDAYS);
  if (found === null || weekday < 0) return null;
  const next = nextWeekday(today, weekday);
  const which = found[1];
  if (which === 'last' || which === 'past') return only(next - 7 === today ? today - 7 : next - 7);
  if (which === 'next' || which === 'coming') return only(next);
  const all = next - 7 === today ? [today - 7, today, next] : [next - 7, next];
  return { days: all.map(epochDay), again: 'week' };
}

function readDate(text: string, today: EpochDay, monthFirst: boolean): DayWords | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso !== null) return dated(Number(iso[3]), Number(iso[2]), Number(iso[1]), today);
  const dots = /^(\d{1,2})\.(\d{1,2})\.(\d{4})?$/.exec(text);
  if (dots !== null) return dated(Number(dots[1]), Number(dots[2]), yearOf(dots[3]), today);
  const strokes = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?$/.exec(text);
  if (strokes !== null) {
    const [a, b] = [Number(strokes[1]), Number(strokes[2])];
    return dated(monthFirst ? b : a, monthFirst ? a : b, yearOf(strokes[3]), today);
  }
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)? (?:of )?([a-z]{3,9}\.?)(?:,? (\d{4}))?$/.exec(text);
  if (dayFirst !== null)
    return dated(Number(dayFirst[1]), named(dayFirst[2] ?? '', MONTHS) + 1, yearOf(dayFirst[3]), today);
  const monthThenDay = /^([a-z]{3,9}\.?) (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(text);
  if (monthThenDay === null) return null;
  return dated(Number(monthThenDay[2]), named(monthThenDay[1] ?? '', MONTHS) + 1, yearOf(monthThenDay[3]), today);
}

const yearOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text));

/** The date, or without a year those of last year, this one and the next. */
function dated(day: number, month: number, year: number | null, today: EpochDay): DayWords | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const isThere = (one: number): boolean => day <= daysInMonth(one, month);
  if (year !== null) return isThere(year) ? { days: [dayOfDate(year, month, day)], again: null } : null;
  const { year: present } = dateOfDay(today);
  // 29 February comes every fourth year, and eight apart over a century without one.
  const years = Array.from({ length: 17 }, (_, index) => present - 8 + index).filter(isThere);
  if (years.length === 0) return null;
  return { days: years.map((one) => dayOfDate(one, month, day)), again: 'year' };
}
