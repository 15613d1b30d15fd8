import { MONTHS, WEEKDAYS, capital, listed, two } from './sentenceWords.ts';

/** Days of a trigger in words. The rest of its sentence stands between or before them. */
export interface DayWords {
  /** Before times: "every day", "every Monday", "weekdays", "on day 13 of the month". */
  readonly lead: string;
  /** Behind "every 5 minutes": "on Mondays", "on weekdays"; empty for every day. */
  readonly tail: string;
  /** A condition on those days, at the very end: ", only on day 1 of the month". */
  readonly only?: string;
}

export const everyDay: DayWords = { lead: 'every day', tail: '' };

const isRun = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value === (values[index - 1] ?? 0) + 1);

/** Days of the week, Sunday is 0 or 7, in any order. */
export function weekdayWords(days: readonly number[]): DayWords {
  // The week is told from Monday on, so that Saturday and Sunday stand together.
  const fromMonday = [...new Set(days.map((day) => (day % 7 === 0 ? 7 : day)))].sort((a, b) => a - b);
  const name = (day: number): string => WEEKDAYS[(day % 7) as 0];
  const [first = 1] = fromMonday;
  const last = fromMonday.at(-1) ?? first;
  if (fromMonday.length === 7) return everyDay;
  if (fromMonday.length === 1) return { lead: `every ${name(first)}`, tail: `on ${name(first)}s` };
  if (first === 1 && last === 5 && fromMonday.length === 5) return { lead: 'weekdays', tail: 'on weekdays' };
  if (isRun(fromMonday) && fromMonday.length > 2) {
    return { lead: `${name(first)} to ${name(last)}`, tail: `from ${name(first)} to ${name(last)}` };
  }
  const all = listed(fromMonday.map((day) => `${name(day)}s`));
  return { lead: all, tail: `on ${all}` };
}

/** "on the first day of the month", "on 24 December", "on days 1 to 7 of March and April". `months` empty: of every month. */
export function dateWords(days: readonly number[], months: readonly number[]): string {
  const [day = 1] = days;
  if (days.length === 1 && months.length === 1) return `on ${String(day)} ${monthWords(months)}`;
  const of = months.length === 0 ? 'the month' : monthWords(months);
  if (days.length === 1) return `on ${day === 1 ? 'the first day' : `day ${String(day)}`} of ${of}`;
  return `on days ${rangesInWords(days, String)} of ${of}`;
}

/** "January", "January to March and June". */
export const monthWords = (months: readonly number[]): string =>
  rangesInWords(months, (month) => MONTHS[(month - 1) as 0]);

/** The same days, in some months only. */
export const inMonths = ({ lead, tail, only }: DayWords, months: readonly number[]): DayWords => {
  if (months.length === 0) return { lead, tail, ...(only === undefined ? {} : { only }) };
  const during = `in ${monthWords(months)}`;
  return {
    lead: `${lead} ${during}`,
    tail: `${tail}${tail === '' ? '' : ' '}${during}`,
    ...(only === undefined ? {} : { only }),
  };
};

/** "1, 3 and 10 to 15": three or more in a row are told as a range. */
export function rangesInWords(values: readonly number[], word: (value: number) => string): string {
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

/** "every hour at :05", "every hour at :21 and :51 from 08:21 to 19:51"; `hours` in a row, all 24 for every hour. */
export function hourlyWords(minutes: readonly number[], hours: readonly number[]): string {
  const [first = 0] = minutes;
  const onTheHour = minutes.length === 1 && first === 0;
  const at = onTheHour ? '' : ` at ${listed(minutes.map((minute) => `:${two(minute)}`))}`;
  if (hours.length === 24) return onTheHour ? 'every hour on the hour' : `every hour${at}`;
  const last = minutes.at(-1) ?? first;
  return `every hour${at} from ${two(hours[0] ?? 0)}:${two(first)} to ${two(hours.at(-1) ?? 0)}:${two(last)}`;
}

/** Whether hours follow one another without a gap, more than two of them. */
export const inARow = (hours: readonly number[]): boolean => hours.length > 2 && isRun(hours);

/** "Every day at 02:30 and 14:30", "Weekdays at 09:00": `times` as they are listed. */
export const atTimes = (times: readonly string[], { lead, only = '' }: DayWords): string =>
  capital(`${lead} at ${listed(times)}${only}`);

/** "Every 15 minutes from 09:00 to 16:59 on weekdays". */
export const often = (how: string, { tail, only = '' }: DayWords): string =>
  capital(`${how}${tail === '' ? '' : ` ${tail}`}${only}`);
