import {
  DAY_MS,
  type EpochDay,
  type WallClock,
  dateOfDay,
  dayOfDate,
  dayOfWall,
  daysInMonth,
  epochDay,
  wallClock,
  weekdayOf,
} from '../time/civil.ts';
import type { LabelSet } from './labels.ts';
import type { TimesOfDay } from './timesOfDay.ts';

/** Which times there are on which days. */
export interface DayPlan {
  readonly firstYear: number;
  readonly lastYear: number;
  /** Whether any day of that month can have times; months that cannot are not walked through. `month` 1–12. */
  mayHave(year: number, month: number): boolean;
  /** The times on one day; null where there are none. `weekday` 0–6, 0 is Sunday; `length` is that of the month. */
  timesOn(day: number, month: number, weekday: number, length: number): TimesOfDay | null;
}

/**
 * Longest wait for a day that exists at all: 29 February on a given weekday, across a year like 2100 that is no leap
 * year, comes back after 40 years; across two such years (2200 and 2300 lie in no plan) it would be longer.
 */
const LONGEST_WAIT_YEARS = 44;

/** The labels of a plan, found day by day, and only in months that can have any. */
export function dayLabels(plan: DayPlan): LabelSet {
  /** First day from `start` on with times, with them. */
  function dayFrom(start: EpochDay): { readonly day: EpochDay; readonly times: TimesOfDay } | null {
    const date = dateOfDay(start);
    let { year, month, day } = date;
    if (year < plan.firstYear) [year, month, day] = [plan.firstYear, 1, 1];
    const lastYear = Math.min(plan.lastYear, year + LONGEST_WAIT_YEARS);
    while (year <= lastYear) {
      if (plan.mayHave(year, month)) {
        const length = daysInMonth(year, month);
        const base = dayOfDate(year, month, 1) - 1;
        for (; day <= length; day += 1) {
          const times = plan.timesOn(day, month, weekdayOf(epochDay(base + day)), length);
          if (times !== null) return { day: epochDay(base + day), times };
        }
      }
      day = 1;
      month += 1;
      if (month > 12) {
        month = 1;
        year += 1;
      }
    }
    return null;
  }

  /** Last day up to `start` with times, with them. */
  function dayUpTo(start: EpochDay): { readonly day: EpochDay; readonly times: TimesOfDay } | null {
    const date = dateOfDay(start);
    let { year, month } = date;
    let day = date.day;
    if (year > plan.lastYear) [year, month, day] = [plan.lastYear, 12, 31];
    const firstYear = Math.max(plan.firstYear, year - LONGEST_WAIT_YEARS);
    while (year >= firstYear) {
      if (plan.mayHave(year, month)) {
        const length = daysInMonth(year, month);
        const base = dayOfDate(year, month, 1) - 1;
        for (day = Math.min(day, length); day >= 1; day -= 1) {
          const times = plan.timesOn(day, month, weekdayOf(epochDay(base + day)), length);
          if (times !== null) return { day: epochDay(base + day), times };
        }
      }
      day = 31;
      month -= 1;
      if (month < 1) {
        month = 12;
        year -= 1;
      }
    }
    return null;
  }

  const at = (day: EpochDay, ms: number): WallClock => wallClock(day * DAY_MS + ms);

  return {
    from(wall) {
      const day = dayOfWall(wall);
      const found = dayFrom(day);
      if (found === null) return null;
      const ms = found.times.from(found.day === day ? wall - day * DAY_MS : 0);
      if (ms >= 0) return at(found.day, ms);
      const later = dayFrom(epochDay(day + 1));
      return later === null ? null : at(later.day, later.times.from(0));
    },
    upTo(wall) {
      const day = dayOfWall(wall);
      const found = dayUpTo(day);
      if (found === null) return null;
      const ms = found.times.upTo(found.day === day ? wall - day * DAY_MS : DAY_MS - 1);
      if (ms >= 0) return at(found.day, ms);
      const earlier = dayUpTo(epochDay(day - 1));
      return earlier === null ? null : at(earlier.day, earlier.times.upTo(DAY_MS - 1));
    },
    count(from, to) {
      if (to <= from) return 0;
      const last = dayOfWall(to);
      let total = 0;
      for (let found = dayFrom(dayOfWall(from)); found !== null && found.day <= last;) {
        total += found.times.count;
        if (found.day === dayOfWall(from)) total -= found.times.before(from - found.day * DAY_MS);
        if (found.day === last) total -= found.times.count - found.times.before(to - last * DAY_MS);
        found = dayFrom(epochDay(found.day + 1));
      }
      return total;
    },
  };
}
