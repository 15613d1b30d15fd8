import type { CalendarEntry } from './calendar.ts';
import { MONTHS, WEEKDAYS, capital, listed, two } from './sentenceWords.ts';

/** Entries that are told one by one; of more, only the number of the rest is told. */
const MOST_TOLD = 4;

/** "at 03:30", "every minute from 03:00 to 03:59", "at minute 15 of every hour", "every minute". */
function timePart({ hour, minute }: CalendarEntry): string {
  if (hour !== undefined) {
    if (minute !== undefined) return `at ${two(hour)}:${two(minute)}`;
    return `every minute from ${two(hour)}:00 to ${two(hour)}:59`;
  }
  if (minute === undefined) return 'every minute';
  return minute === 0 ? 'every hour on the hour' : `at minute ${String(minute)} of every hour`;
}

/** "on Mondays", "on day 13 of the month and on Fridays", "on 24 December"; empty where every day is meant. */
function dayPart({ day, weekday, month }: CalendarEntry): string {
  const days = weekday === undefined ? '' : `on ${WEEKDAYS[(weekday % 7) as 0]}s`;
  const monthName = month === undefined ? '' : MONTHS[(month - 1) as 0];
  if (day === undefined) {
    const inMonth = monthName === '' ? '' : `in ${monthName}`;
    return [days, inMonth].filter((part) => part !== '').join(' ');
  }
  const date = monthName === '' ? `on day ${String(day)} of the month` : `on ${String(day)} ${monthName}`;
  if (days === '') return date;
  return `${date} and ${days}${monthName === '' ? '' : ` in ${monthName}`}`;
}

/** A calendar in words: entries of the same days share them ("At 03:30 and 15:00 on Mondays"). */
export function calendarSentence(entries: readonly CalendarEntry[]): string {
  const byDays = new Map<string, string[]>();
  for (const entry of entries) {
    const days = dayPart(entry);
    const times = byDays.get(days) ?? [];
    const time = timePart(entry);
    if (!times.includes(time)) times.push(time);
    byDays.set(days, times);
  }
  const told = [...byDays].map(([days, times]) => {
    const exact = times.filter((time) => /^at \d\d:/.test(time)).map((time) => time.slice(3));
    const others = times.filter((time) => !/^at \d\d:/.test(time));
    const first = exact.slice(0, MOST_TOLD);
    const more = exact.length - first.length;
    if (more > 0) first.push(`${String(more)} more times`);
    const parts = first.length === 0 ? others : [`at ${listed(first)}`, ...others];
    return `${listed(parts)}${days === '' ? '' : ` ${days}`}`;
  });
  const shown = told.slice(0, MOST_TOLD);
  if (told.length > shown.length) shown.push(`on ${String(told.length - shown.length)} more days`);
  return capital(shown.join('; '));
}
