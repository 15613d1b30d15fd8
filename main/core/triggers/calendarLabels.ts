import type { CalendarEntry } from './calendar.ts';
import { DayLabels } from './dayLabels.ts';
import type { LabelSet } from './labels.ts';
import { type TimesOfDay, listedTimes } from './timesOfDay.ts';

const MINUTES_A_DAY = 1440;

/** Longest each month can be; index 0 is January. */
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 29 February comes back after eight years across a year like 2100, which is no leap year. */
const LONGEST_WAIT_YEARS = 8;

/** Whether a day exists on which the entry matches. With a weekday the day of the month does not limit. */
export function canEverMatch(entry: CalendarEntry): boolean {
  if (entry.day === undefined || entry.month === undefined || entry.weekday !== undefined) return true;
  return entry.day <= (LONGEST_MONTHS[entry.month - 1] ?? 0);
}

/** `day` and `weekday` together: either suffices (launchd.plist(5), StartCalendarInterval). */
function matchesDay(entry: CalendarEntry, day: number, weekday: number): boolean {
  if (entry.day === undefined) return entry.weekday === undefined || entry.weekday % 7 === weekday;
  return entry.day === day || (entry.weekday !== undefined && entry.weekday % 7 === weekday);
}

/** Minutes of the day at which any of the entries is due, as times. */
function timesOf(entries: readonly CalendarEntry[]): TimesOfDay {
  const due = new Uint8Array(MINUTES_A_DAY);
  for (const { hour, minute } of entries) {
    for (let h = hour ?? 0; h <= (hour ?? 23); h += 1) {
      for (let m = minute ?? 0; m <= (minute ?? 59); m += 1) due[h * 60 + m] = 1;
    }
  }
  const times: number[] = [];
  due.forEach((is, minute) => {
    if (is === 1) times.push(minute * 60_000);
  });
  return listedTimes(times);
}

/** The labels of launchd's entries. Entries on the same label are one. */
export function calendarLabels(entries: readonly CalendarEntry[]): LabelSet {
  /** By month, 1–12: the entries that can match in it. */
  const byMonth = Array.from({ length: 13 }, (_, month) =>
    entries.filter((entry) => entry.month === undefined || entry.month === month),
  );
  /** Days on which the same entries match have the same times: worked out once for each such set. */
  const known = new Map<string, TimesOfDay>();
  /** The answer depends on month, day and weekday alone: 12 × 31 × 7 of them, worked out when first asked for. */
  const answers = Array.from({ length: 13 * 32 * 7 }, (): TimesOfDay | null | undefined => undefined);
  return new DayLabels({
    firstYear: -9999,
    lastYear: 9999,
    longestWaitYears: LONGEST_WAIT_YEARS,
    mayHave: (_year, month) => (byMonth[month]?.length ?? 0) > 0,
    timesOn(day, month, weekday) {
      const index = (month * 32 + day) * 7 + weekday;
      const answer = answers[index];
      if (answer !== undefined) return answer;
      const matching = (byMonth[month] ?? []).filter((entry) => matchesDay(entry, day, weekday));
      const key = matching.map(({ hour, minute }) => `${String(hour)}:${String(minute)}`).join();
      let times = known.get(key);
      if (matching.length > 0 && times === undefined) {
        times = timesOf(matching);
        known.set(key, times);
      }
      return (answers[index] = times ?? null);
    },
  });
}
