import type { CalendarEntry } from './calendar.ts';
import { type DayWords, atTimes, dateWords, everyDay, hourlyWords, inMonths, often, weekdayWords } from './dayWords.ts';
import { capital, two } from './sentenceWords.ts';

/** Entries that are told one by one; of more, only the number of the rest is told. */
const MOST_TOLD = 4;

const ALL_HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** "every minute from 03:00 to 03:59", "every hour at :15", "every minute"; null for one time of the day. */
function frequency({ hour, minute }: CalendarEntry): string | null {
  if (hour === undefined) return minute === undefined ? 'every minute' : hourlyWords([minute], ALL_HOURS);
  return minute === undefined ? `every minute from ${two(hour)}:00 to ${two(hour)}:59` : null;
}

/** Every Monday, day 13 of the month and every Friday (either is enough), 24 December; every day where none is named. */
function dayPart({ day, weekday, month }: CalendarEntry): DayWords {
  const months = month === undefined ? [] : [month];
  const days = weekday === undefined ? everyDay : weekdayWords([weekday]);
  if (day === undefined) return inMonths(days, months);
  const date = dateWords([day], months);
  if (weekday === undefined) return { lead: date, tail: date };
  const { lead, tail } = inMonths(days, months);
  return { lead: `${date} and ${lead}`, tail: `${date} and ${tail}` };
}

/** Entries of the same days, told together. */
interface Told {
  readonly days: DayWords;
  readonly times: Set<string>;
  readonly often: Set<string>;
}

/** A calendar in words: entries of the same days share them ("Every Monday at 03:30 and 15:00"). */
export function calendarSentence(entries: readonly CalendarEntry[]): string {
  const byDays = new Map<string, Told>();
  for (const entry of entries) {
    const days = dayPart(entry);
    const told = byDays.get(days.lead) ?? { days, times: new Set(), often: new Set() };
    const how = frequency(entry);
    if (how === null) told.times.add(`${two(entry.hour ?? 0)}:${two(entry.minute ?? 0)}`);
    else told.often.add(how);
    byDays.set(days.lead, told);
  }
  const told = [...byDays.values()].flatMap(({ days, times, often: hows }) => {
    const exact = [...times];
    const first = exact.slice(0, MOST_TOLD);
    if (exact.length > first.length) first.push(`${String(exact.length - first.length)} more times`);
    return [...(first.length === 0 ? [] : [atTimes(first, days)]), ...[...hows].map((how) => often(how, days))];
  });
  const shown = told.slice(0, MOST_TOLD);
  if (told.length > shown.length) shown.push(`${String(told.length - shown.length)} more`);
  return capital(shown.map((part, index) => (index === 0 ? part : uncapital(part))).join('; '));
}

/** Only the first of several parts begins a sentence; names of days keep their capital. */
const uncapital = (text: string): string => text.replace(/^(?:Every|On|Weekdays)\b/, (word) => word.toLowerCase());
