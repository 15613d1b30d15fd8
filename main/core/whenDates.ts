import { type CivilDate, DAY_MS, dateOfDay, dayOfDate, dayOfWall, daysInMonth, wallClock } from './time/civil.ts';
import { type Instant, duration, plus } from './time/instant.ts';
import { formatInstant, parseInstant } from './time/iso.ts';
import type { Zone } from './time/zone.ts';
import { whenForward } from './triggers/calendarSteps.ts';
import { MONTHS } from './triggers/sentenceWords.ts';

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2}))?`;
const AT = String.raw`(?:(?:,?\s*(?:at\s+)?|T)${CLOCK})?$`;
const ISO_DATE = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})${AT}`, 'i');
const DAY_MONTH = new RegExp(String.raw`^(\d{1,2})\.?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?${AT}`, 'i');
const MONTH_DAY = new RegExp(String.raw`^([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?${AT}`, 'i');
const NEAR_DAY = new RegExp(String.raw`^(today|tomorrow)${AT}`, 'i');
const FROM_NOW = /^in\s+(\d{1,6}|an?)\s*(seconds?|minutes?|min|hours?|h|days?|weeks?)$/i;

/** Dates that a person types end here: longer texts are none. */
const LONGEST = 60;

const UNIT_MS: readonly (readonly [begin: string, ms: number])[] = [
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', DAY_MS],
  ['w', 7 * DAY_MS],
];

/** What was understood: the instant as it is saved; or that the date or time does not exist. Null: this is no date. */
type ReadDate = { readonly at: string } | { readonly wrong: string } | null;

/**
 * Reads a date that a person typed: ISO 8601 with or without an offset, `1 December 2026 at 08:00`, `Dec 1`, `tomorrow 10:30`,
 * `in 20 minutes`. Without a time it is midnight; without a year the next such day. Without an offset it is the zone's
 * wall clock, where a gap moves it forward and an overlap means the first pass.
 */
export function readDate(text: string, now: Instant, zone: Zone): ReadDate {
  const plain = text.trim();
  if (plain.length > LONGEST) return null;
  const iso = parseInstant(plain);
  if (iso.ok) return { at: formatInstant(iso.value, zone.offsetAt(iso.value)) };
  if (iso.error.code === 'instantRange') return { wrong: iso.error.message };

  const today = dateOfDay(dayOfWall(zone.wallAt(now)));
  const fromNow = FROM_NOW.exec(plain);
  if (fromNow !== null) {
    const count = /^a/i.test(fromNow[1] ?? '') ? 1 : Number(fromNow[1]);
    const unit = UNIT_MS.find(([begin]) => fromNow[2]?.toLowerCase().startsWith(begin));
    const at = plus(now, duration(count * (unit?.[1] ?? 0)));
    return { at: formatInstant(at, zone.offsetAt(at)) };
  }
  const near = NEAR_DAY.exec(plain);
  if (near !== null) {
    const shift = near[1]?.toLowerCase() === 'tomorrow' ? 1 : 0;
    if (near[2] === undefined && shift === 0) return null;
    return whenOn({ ...today, day: today.day + shift }, near.slice(2), zone);
  }
  const date = dateIn(plain, today);
  if (date === null) return null;
  if (date.day < 1 || date.day > daysInMonth(date.year, date.month)) {
    return { wrong: `There is no ${String(date.day)} ${MONTHS[(date.month - 1) as 0]} ${String(date.year)}.` };
  }
  return whenOn(date, date.clock, zone);
}

function dateIn(
  text: string,
  today: CivilDate,
): (CivilDate & { readonly clock: readonly (string | undefined)[] }) | null {
  const iso = ISO_DATE.exec(text);
  if (iso !== null) {
    const month = Number(iso[2]);
    if (month < 1 || month > 12) return null;
    return { year: Number(iso[1]), month, day: Number(iso[3]), clock: iso.slice(4) };
  }
  const dayFirst = DAY_MONTH.exec(text);
  const named = dayFirst ?? MONTH_DAY.exec(text);
  if (named === null) return null;
  const [dayText, monthText] = dayFirst === null ? [named[2], named[1]] : [named[1], named[2]];
  const month = MONTHS.findIndex((name) => name.toLowerCase().startsWith(monthText?.toLowerCase() ?? ' ')) + 1;
  if (month === 0) return null;
  const day = Number(dayText);
  const past = month < today.month || (month === today.month && day < today.day);
  const year = named[3] === undefined ? today.year + (past ? 1 : 0) : Number(named[3]);
  return { year, month, day, clock: named.slice(4) };
}

function whenOn(date: CivilDate, clock: readonly (string | undefined)[], zone: Zone): ReadDate {
  const [hour = 0, minute = 0, second = 0] = clock.map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return { wrong: 'A time is 00:00 to 23:59:59.' };
  const ms = (hour * 3600 + minute * 60 + second) * 1000;
  const at = whenForward(zone, wallClock(dayOfDate(date.year, date.month, date.day) * DAY_MS + ms));
  return { at: formatInstant(at, zone.offsetAt(at)) };
}
