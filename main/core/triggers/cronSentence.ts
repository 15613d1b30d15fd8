import type { CronFields } from './cronLabels.ts';
import {
  type DayWords,
  atTimes,
  dateWords,
  everyDay,
  hourlyWords,
  inARow,
  inMonths,
  monthWords,
  often,
  rangesInWords,
  weekdayWords,
} from './dayWords.ts';
import { counted, listed, two } from './sentenceWords.ts';

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

/** The distance of values that come evenly around the clock, `size` values in all; 0 where they do not. */
function evenStep(values: readonly number[], size: number): number {
  const step = size / values.length;
  const even = values.length > 1 && Number.isInteger(step) && values.every((value, index) => value === index * step);
  return even ? step : 0;
}

/** How often, where the times are not told one by one: "every 15 minutes from 09:00 to 17:59". */
function frequency(minutes: readonly number[], hours: readonly number[]): string {
  const everyHour = hours.length === 24;
  const minuteStep = evenStep(minutes, 60);
  const hourStep = evenStep(hours, 24);
  if (minuteStep > 0) {
    const regularly = minuteStep === 1 ? 'every minute' : `every ${counted(minuteStep, 'minute')}`;
    if (everyHour) return regularly;
    if (hourStep > 1) return `${regularly} of every ${ordinal(hourStep)} hour from 00:00`;
    return `${regularly} ${hourSpans(hours)}`;
  }
  const [minute = 0] = minutes;
  if (minutes.length === 1 && hourStep > 1) {
    const past = minute === 0 ? 'on the hour' : `at :${two(minute)}`;
    return `every ${counted(hourStep, 'hour')} ${past}, from ${two(0)}:${two(minute)}`;
  }
  const evenly = stepToEnd(minutes, 59);
  if (everyHour && evenly > 0) return `every ${counted(evenly, 'minute')} from minute ${String(minute)} of every hour`;
  if (minutes.length <= MOST_TIMES && (everyHour || inARow(hours))) return hourlyWords(minutes, hours);
  const ofHour = `at ${minutes.length === 1 ? 'minute' : 'minutes'} ${rangesInWords(minutes, String)}`;
  if (everyHour) return `${ofHour} of every hour`;
  if (hourStep > 1) return `${ofHour} of every ${ordinal(hourStep)} hour from 00:00`;
  return `${ofHour} of the ${hours.length === 1 ? 'hour' : 'hours'} ${rangesInWords(hours, String)}`;
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

function dayPart(fields: CronFields): DayWords {
  const allDays = fields.days === ALL_DAYS;
  const allWeekdays = fields.weekdays === ALL_WEEKDAYS;
  const allMonths = valuesOf(fields.months, 0, 1, 12);
  const months = allMonths.length === 12 ? [] : allMonths;
  const anyDay = fields.eitherDay ? allDays || allWeekdays : allDays && allWeekdays;
  if (anyDay) return inMonths(everyDay, months);
  const days = valuesOf(fields.days << 1, 0, 1, 30).concat((fields.days & (1 << 30)) === 0 ? [] : [31]);
  const onWeekdays = weekdayWords(valuesOf(fields.weekdays, 0, 0, 6));
  if (!fields.eitherDay && allDays) return inMonths(onWeekdays, months);
  const step = stepToEnd(days, 31);
  const onDays =
    step > 0
      ? `on every ${ordinal(step)} day of ${months.length === 0 ? 'the month' : monthWords(months)} from day ${String(days[0] ?? 1)}`
      : dateWords(days, months);
  if (!fields.eitherDay && allWeekdays) return { lead: onDays, tail: onDays };
  if (!fields.eitherDay) return { ...onWeekdays, only: `, only ${onDays}` };
  const { lead, tail } = inMonths(onWeekdays, months);
  return { lead: `${onDays} and ${lead}`, tail: `${onDays} and ${tail}` };
}

/** The step of many values that run evenly to the end of their range; 0 where they do not. */
function stepToEnd(values: readonly number[], most: number): number {
  const [first = 0, second = 0] = values;
  const step = second - first;
  const even = values.length > 4 && step > 1 && values.every((value, index) => value === first + index * step);
  return even && (values.at(-1) ?? 0) + step > most ? step : 0;
}

/** A cron expression in words: "Every 5 minutes", "Every Monday at 02:30", "On day 13 of the month and every Friday at 00:00". */
export function cronSentence(fields: CronFields): string {
  const minutes = valuesOf(fields.minutesLow, fields.minutesHigh, 0, 59);
  const hours = valuesOf(fields.hours, 0, 0, 23);
  const days = dayPart(fields);
  if (hours.length === 24 || minutes.length * hours.length > MOST_TIMES) return often(frequency(minutes, hours), days);
  return atTimes(
    hours.flatMap((hour) => minutes.map((minute) => `${two(hour)}:${two(minute)}`)),
    days,
  );
}
