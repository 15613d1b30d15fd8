import type { CalendarEvent } from './onCalendarEvent.ts';
import { type Component, FIELDS, type FieldRange, expand } from './onCalendarField.ts';
import { MONTHS, WEEKDAYS, capital, listed, two } from './sentenceWords.ts';

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

function timePart(event: CalendarEvent): string {
  const hours = expand(FIELDS.hour, event.hours);
  const minutes = expand(FIELDS.minute, event.minutes);
  const seconds = expand(FIELDS.second, event.seconds);
  const secondText = (ms: number): string =>
    ms % 1000 === 0 ? two(ms / 1000) : (ms / 1000).toFixed(3).padStart(6, '0');
  if (hours.length * minutes.length * seconds.length <= MOST_TOLD) {
    const withSeconds = !isZero(seconds);
    const times = hours.flatMap((h) =>
      minutes.flatMap((m) => seconds.map((s) => `${two(h)}:${two(m)}${withSeconds ? `:${secondText(s)}` : ''}`)),
    );
    return `at ${listed(times)}`;
  }
  const during =
    event.hours === null
      ? ''
      : hours.length > 2 && hours.every((h, k) => h === (hours[0] ?? 0) + k)
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
    if (isZero(minutes)) {
      if (event.hours === null) return 'every hour on the hour';
      return everyHour !== null ? `every ${String(everyHour)} hours on the hour` : `on the hour${during}`;
    }
    return `at minute ${valuesInWords(FIELDS.minute, event.minutes)} of every hour${during}`;
  }
  const second =
    event.seconds === null ? 'every second' : `second ${valuesInWords(FIELDS.second, event.seconds, secondText)}`;
  return `at ${second} of minute ${valuesInWords(FIELDS.minute, event.minutes)} of every hour${during}`;
}

function weekdayPart(weekdays: readonly number[]): string {
  const fromMonday = [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
  const unbroken = fromMonday.every((day, k) => (day + 6) % 7 === ((fromMonday[0] ?? 0) + 6 + k) % 7);
  const name = (day: number | undefined): string => WEEKDAYS[(day ?? 0) as 0];
  if (unbroken && fromMonday.length > 2) return `${name(fromMonday[0])} to ${name(fromMonday.at(-1))}`;
  return listed(fromMonday.map((day) => `${name(day)}s`));
}

/** "the last day", "the last 7 days", "day 3 from the end". */
function fromEndPart(days: readonly Component[]): string {
  const values = expand(FIELDS.dayFromEnd, days);
  const unbroken = values.every((value, index) => value === index + 1);
  if (unbroken) return values.length === 1 ? 'the last day' : `the last ${String(values.length)} days`;
  return `day ${valuesInWords(FIELDS.dayFromEnd, days)} from the end`;
}

function dayPart(event: CalendarEvent): string {
  const months = event.months === null ? '' : valuesInWords(FIELDS.month, event.months, (m) => MONTHS[(m - 1) as 0]);
  const years = event.years === null ? '' : valuesInWords(FIELDS.year, event.years);
  const weekdays = event.weekdays === null ? '' : weekdayPart(event.weekdays);
  let date = '';
  if (event.days !== null) {
    const days = event.fromEnd ? fromEndPart(event.days) : `day ${valuesInWords(FIELDS.day, event.days)}`;
    const single = !event.fromEnd && event.months !== null && expand(FIELDS.month, event.months).length === 1;
    date =
      single && expand(FIELDS.day, event.days).length === 1
        ? `${valuesInWords(FIELDS.day, event.days)} ${months}`
        : `${days} of ${months === '' ? 'the month' : months}`;
    if (years !== '') date += single && expand(FIELDS.day, event.days).length === 1 ? ` ${years}` : ` in ${years}`;
  }
  const during = event.days === null ? [months, years].filter((part) => part !== '').join(' ') : '';
  if (weekdays !== '' && date !== '') return `on ${weekdays}, if that is ${date}`;
  const on = weekdays === '' ? date : weekdays;
  return [on === '' ? '' : `on ${on}`, during === '' ? '' : `in ${during}`].filter((part) => part !== '').join(' ');
}

/** A calendar event in words: "At 09:00 on Monday to Friday". */
export function onCalendarSentence(event: CalendarEvent): string {
  const days = dayPart(event);
  const zone = event.zone === null ? '' : `, ${event.zone} time`;
  return capital(`${timePart(event)}${days === '' ? '' : ` ${days}`}${zone}`);
}
