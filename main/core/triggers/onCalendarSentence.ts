import type { CalendarEvent } from './onCalendarEvent.ts';
import { type Component, FIELDS, type FieldRange, expand } from './onCalendarField.ts';
import { type DayWords, atTimes, everyDay, hourlyWords, inARow, often, weekdayWords } from './dayWords.ts';
import { MONTHS, listed, two } from './sentenceWords.ts';

/** Values told one by one; of more, the elements as they were written are told. */
const MOST_TOLD = 6;

/** "1, 5 and 9", "1 to 5", "every 2nd from 1". */
function valuesInWords(
  range: FieldRange,
  components: readonly Component[],
  name: (value: number) => string = String,
): string {
  const values = expand(range, components);
  const step = range.unit;
  const unbroken = values.every((value, index) => index === 0 || value === (values[index - 1] ?? 0) + step);
  if (unbroken && values.length > 2) return `${name(values[0] ?? 0)} to ${name(values.at(-1) ?? 0)}`;
  if (values.length <= MOST_TOLD) return listed(values.map(name));
  return listed(
    components.map(({ first, last, step: every }) => {
      if (every === null) return last === null ? name(first) : `${name(first)} to ${name(last)}`;
      return `${name(first)} to ${name(last ?? values.at(-1) ?? first)} in steps of ${String(every / range.unit)}`;
    }),
  );
}

/** The step of a field that is one even division of it from its beginning, `0/15`; null where it is not. */
function evenStep(range: FieldRange, components: readonly Component[] | null): number | null {
  const [only, ...others] = components ?? [];
  if (only === undefined || others.length > 0 || only.first !== range.least || only.last !== null) return null;
  const span = range.most === 59_999 ? 60_000 : range.most + 1;
  return only.step !== null && only.step < span && span % only.step === 0 ? only.step / range.unit : null;
}

const isZero = (values: readonly number[]): boolean => values.length === 1 && values[0] === 0;

const secondText = (ms: number): string => (ms % 1000 === 0 ? two(ms / 1000) : (ms / 1000).toFixed(3).padStart(6, '0'));

/** The times of a day one by one; null where there are too many. */
function exactTimes(event: CalendarEvent): readonly string[] | null {
  const hours = expand(FIELDS.hour, event.hours);
  const minutes = expand(FIELDS.minute, event.minutes);
  const seconds = expand(FIELDS.second, event.seconds);
  if (hours.length * minutes.length * seconds.length > MOST_TOLD) return null;
  const withSeconds = !isZero(seconds);
  return hours.flatMap((h) =>
    minutes.flatMap((m) => seconds.map((s) => `${two(h)}:${two(m)}${withSeconds ? `:${secondText(s)}` : ''}`)),
  );
}

function frequency(event: CalendarEvent): string {
  const hours = expand(FIELDS.hour, event.hours);
  const minutes = expand(FIELDS.minute, event.minutes);
  const seconds = expand(FIELDS.second, event.seconds);
  const during =
    event.hours === null
      ? ''
      : inARow(hours)
        ? ` from ${two(hours[0] ?? 0)}:00 to ${two(hours.at(-1) ?? 0)}:59`
        : ` in the hours ${valuesInWords(FIELDS.hour, event.hours, two)}`;
  const everySecond = evenStep(FIELDS.second, event.seconds);
  const everyMinute = evenStep(FIELDS.minute, event.minutes);
  const everyHour = evenStep(FIELDS.hour, event.hours);
  if (event.minutes === null) {
    if (isZero(seconds)) return `every minute${during}`;
    if (event.seconds === null) return `every second${during}`;
    if (everySecond !== null) return `every ${String(everySecond)} seconds${during}`;
    return `at second ${valuesInWords(FIELDS.second, event.seconds, secondText)} of every minute${during}`;
  }
  if (isZero(seconds)) {
    if (everyMinute !== null) return `every ${String(everyMinute)} minutes${during}`;
    if (isZero(minutes) && everyHour !== null) return `every ${String(everyHour)} hours on the hour`;
    const plain = minutes.length <= MOST_TOLD && (event.hours === null || inARow(hours));
    if (plain) return hourlyWords(minutes, hours);
    if (isZero(minutes)) return `on the hour${during}`;
    return `at minute ${valuesInWords(FIELDS.minute, event.minutes)} of every hour${during}`;
  }
  const second =
    event.seconds === null ? 'every second' : `second ${valuesInWords(FIELDS.second, event.seconds, secondText)}`;
  return `at ${second} of minute ${valuesInWords(FIELDS.minute, event.minutes)} of every hour${during}`;
}

/** "the last day", "the last 7 days", "day 3 from the end". */
function fromEndPart(days: readonly Component[]): string {
  const values = expand(FIELDS.dayFromEnd, days);
  const unbroken = values.every((value, index) => value === index + 1);
  if (unbroken) return values.length === 1 ? 'the last day' : `the last ${String(values.length)} days`;
  return `day ${valuesInWords(FIELDS.dayFromEnd, days)} from the end`;
}

function dayPart(event: CalendarEvent): DayWords {
  const years = event.years === null ? '' : valuesInWords(FIELDS.year, event.years);
  const weekdays = event.weekdays === null ? everyDay : weekdayWords(event.weekdays);
  if (event.days === null) {
    const months = event.months === null ? '' : valuesInWords(FIELDS.month, event.months, monthName);
    const during = [months, years].filter((part) => part !== '').join(' ');
    if (during === '') return weekdays;
    const { lead, tail } = weekdays;
    return { lead: `${lead} in ${during}`, tail: `${tail}${tail === '' ? '' : ' '}in ${during}` };
  }
  const date = `${dateOf(event, event.days)}${years === '' ? '' : ` ${isOneDate(event) ? years : `in ${years}`}`}`;
  return event.weekdays === null
    ? { lead: `on ${date}`, tail: `on ${date}` }
    : { ...weekdays, only: `, if that is ${many(event, event.days) ? 'one of ' : ''}${date}` };
}

const many = ({ fromEnd }: CalendarEvent, days: readonly Component[]): boolean =>
  expand(fromEnd ? FIELDS.dayFromEnd : FIELDS.day, days).length > 1;

const monthName = (month: number): string => MONTHS[(month - 1) as 0];

/** Whether it names one day of one month, as dates are written. */
const isOneDate = ({ days, months, fromEnd }: CalendarEvent): boolean =>
  !fromEnd &&
  days !== null &&
  months !== null &&
  expand(FIELDS.day, days).length === 1 &&
  expand(FIELDS.month, months).length === 1;

/** "24 December", "the first day of the month", "day 1 to 7 of May", "the last day of the month". */
function dateOf(event: CalendarEvent, days: readonly Component[]): string {
  const of = event.months === null ? 'the month' : valuesInWords(FIELDS.month, event.months, monthName);
  if (event.fromEnd) return `${fromEndPart(days)} of ${of}`;
  if (isOneDate(event)) return `${valuesInWords(FIELDS.day, days)} ${of}`;
  const values = expand(FIELDS.day, days);
  if (values.length === 1 && values[0] === 1) return `the first day of ${of}`;
  return `${values.length === 1 ? 'day' : 'days'} ${valuesInWords(FIELDS.day, days)} of ${of}`;
}

/** A calendar event in words: "Weekdays at 09:00". */
export function onCalendarSentence(event: CalendarEvent): string {
  const days = dayPart(event);
  const zone = event.zone === null ? '' : `, ${event.zone} time`;
  const times = exactTimes(event);
  return `${times === null ? often(frequency(event), days) : atTimes(times, days)}${zone}`;
}
