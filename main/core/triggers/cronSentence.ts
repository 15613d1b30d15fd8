import type { CronFields } from './cronLabels.ts';
import { MONTHS, WEEKDAYS, capital, counted, listed, two } from './sentenceWords.ts';

/** Times of day that are told one by one; of more, their rule is told. */
const MOST_TIMES = 6;

const ALL_DAYS = 0x7fffffff;
const ALL_WEEKDAYS = 0x7f;

/** The values from `least` to `most` whose bits are set. */
function valuesOf(low: number, high: number, least: number, most: number): number[] {
  const values: number[] = [];
  for (let value = least; value <= most; value += 1) {
    const bits = value < 32 ? low >>> value : high >>> (value - 32);
    if ((bits & 1) === 1) values.push(value);
  }
  return values;
}

/** "1, 3 and 10 to 15": three or more in a row are told as a range. */
function ranges(values: readonly number[], word: (value: number) => string): string {
  const parts: string[] = [];
  for (let begin = 0; begin < values.length;) {
    let end = begin;
    while (values[end + 1] === (values[end] ?? 0) + 1) end += 1;
    const [first, last] = [values[begin] ?? 0, values[end] ?? 0];
    if (end - begin >= 2) parts.push(`${word(first)} to ${word(last)}`);
    else for (let value = first; value <= last; value += 1) parts.push(word(value));
    begin = end + 1;
  }
  return listed(parts);
}

/** The distance of values that come evenly around the clock, `size` values in all; 0 where they do not. */
function evenStep(values: readonly number[], size: number): number {
  const step = size / values.length;
  const even = values.length > 1 && Number.isInteger(step) && values.every((value, index) => value === index * step);
  return even ? step : 0;
}

function timePart(minutes: readonly number[], hours: readonly number[]): string {
  const everyHour = hours.length === 24;
  if (!everyHour && minutes.length * hours.length <= MOST_TIMES) {
    return `at ${listed(hours.flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`)))}`;
  }
  const minuteStep = evenStep(minutes, 60);
  const hourStep = evenStep(hours, 24);
  if (minuteStep > 0) {
    const often = minuteStep === 1 ? 'every minute' : `every ${counted(minuteStep, 'minute')}`;
    if (everyHour) return often;
    if (hourStep > 1) return `${often} of every ${ordinal(hourStep)} hour from 00:00`;
    return `${often} ${hourSpans(hours)}`;
  }
  const [minute = 0] = minutes;
  if (minutes.length === 1) {
    const past = minute === 0 ? 'on the hour' : `at minute ${String(minute)}`;
    if (everyHour) return minute === 0 ? 'every hour on the hour' : `at minute ${String(minute)} of every hour`;
    if (hourStep > 1) return `every ${counted(hourStep, 'hour')} ${past}, from ${two(0)}:${two(minute)}`;
  }
  const evenly = stepToEnd(minutes, 59);
  if (everyHour && evenly > 0) return `every ${counted(evenly, 'minute')} from minute ${String(minute)} of every hour`;
  const ofHour = `at ${minutes.length === 1 ? 'minute' : 'minutes'} ${ranges(minutes, String)}`;
  if (everyHour) return `${ofHour} of every hour`;
  if (hourStep > 1) return `${ofHour} of every ${ordinal(hourStep)} hour from 00:00`;
  return `${ofHour} of the ${hours.length === 1 ? 'hour' : 'hours'} ${ranges(hours, String)}`;
}

const ordinal = (value: number): string => {
  const ending = value === 2 ? 'nd' : value === 3 ? 'rd' : 'th';
  return `${String(value)}${ending}`;
};

/** "from 09:00 to 17:59 and from 20:00 to 20:59". */
function hourSpans(hours: readonly number[]): string {
  const spans: string[] = [];
  for (let begin = 0; begin < hours.length;) {
    let end = begin;
    while (hours[end + 1] === (hours[end] ?? 0) + 1) end += 1;
    spans.push(`from ${two(hours[begin] ?? 0)}:00 to ${two(hours[end] ?? 0)}:59`);
    begin = end + 1;
  }
  return listed(spans);
}

function dayPart(fields: CronFields): string {
  const everyDay = fields.days === ALL_DAYS;
  const everyWeekday = fields.weekdays === ALL_WEEKDAYS;
  const anyDay = fields.eitherDay ? everyDay || everyWeekday : everyDay && everyWeekday;
  if (anyDay) return '';
  const days = valuesOf(fields.days << 1, 0, 1, 30).concat((fields.days & (1 << 30)) === 0 ? [] : [31]);
  // The week is told from Monday on, so that Saturday and Sunday stand together.
  const weekdays = valuesOf(fields.weekdays, 0, 0, 6).map((value) => (value === 0 ? 7 : value));
  weekdays.sort((a, b) => a - b);
  const dayName = (value: number): string => WEEKDAYS[(value % 7) as 0];
  const inARow = weekdays.length > 2 && (weekdays.at(-1) ?? 0) - (weekdays[0] ?? 0) === weekdays.length - 1;
  const onWeekdays = inARow
    ? `from ${dayName(weekdays[0] ?? 0)} to ${dayName(weekdays.at(-1) ?? 0)}`
    : `on ${listed(weekdays.map((value) => `${dayName(value)}s`))}`;
  const step = stepToEnd(days, 31);
  const onDays =
    step > 0
      ? `on every ${ordinal(step)} day of the month from day ${String(days[0] ?? 1)}`
      : `on day${days.length === 1 ? '' : 's'} ${ranges(days, String)} of the month`;
  if (!fields.eitherDay && everyDay) return onWeekdays;
  if (!fields.eitherDay && everyWeekday) return onDays;
  return fields.eitherDay ? `${onDays} and ${onWeekdays}` : `${onWeekdays}, only ${onDays}`;
}

/** The step of many values that run evenly to the end of their range; 0 where they do not. */
function stepToEnd(values: readonly number[], most: number): number {
  const [first = 0, second = 0] = values;
  const step = second - first;
  const even = values.length > 4 && step > 1 && values.every((value, index) => value === first + index * step);
  return even && (values.at(-1) ?? 0) + step > most ? step : 0;
}

/** A cron expression in words: "Every 5 minutes", "At 02:30 on Mondays", "At 00:00 on day 13 of the month and on Fridays". */
export function cronSentence(fields: CronFields): string {
  const minutes = valuesOf(fields.minutesLow, fields.minutesHigh, 0, 59);
  const hours = valuesOf(fields.hours, 0, 0, 23);
  const months = valuesOf(fields.months, 0, 1, 12);
  const inMonths = months.length === 12 ? '' : `in ${ranges(months, (month) => MONTHS[(month - 1) as 0])}`;
  const time = timePart(minutes, hours);
  const days = dayPart(fields);
  const every = days === '' && /^at \d\d:/.test(time) ? 'every day' : days;
  const parts = [time, every, inMonths];
  return capital(parts.filter((part) => part !== '').join(' '));
}
