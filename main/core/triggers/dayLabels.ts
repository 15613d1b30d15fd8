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
  /** Days with times are never further apart than so many years: where a search ends. */
  readonly longestWaitYears: number;
  /** Whether any day of that month can have times; months that cannot are not walked through. `month` 1–12. */
  mayHave(year: number, month: number): boolean;
  /** The times on one day; null where there are none. `weekday` 0–6, 0 is Sunday; `length` is that of the month. */
  timesOn(day: number, month: number, weekday: number, length: number): TimesOfDay | null;
}

/** A day with times. */
interface Found {
  readonly day: EpochDay;
  readonly times: TimesOfDay;
}

/**
 * The labels of a plan, found day by day, and only in months that can have any. Questions come in a row, so the month of the
 * last one is remembered; that changes no answer.
 */
export class DayLabels implements LabelSet {
  readonly #plan: DayPlan;

  // The month that was looked at last: its days are (#before, #before + #length].
  #before = NaN;
  #length = 0;
  #year = 0;
  #month = 0;
  #may = false;

  // From this day on, and up to this one, there is nothing: an impossible plan is searched once.
  #noneFrom = Infinity;
  #noneUpTo = -Infinity;

  constructor(plan: DayPlan) {
    this.#plan = plan;
  }

  from(wall: WallClock): WallClock | null {
    const day = dayOfWall(wall);
    const today = this.#timesOn(day);
    const ms = today === null ? -1 : today.from(wall - day * DAY_MS);
    if (ms >= 0) return wallClock(day * DAY_MS + ms);
    const found = this.#firstFrom(epochDay(day + 1));
    return found === null ? null : wallClock(found.day * DAY_MS + found.times.from(0));
  }

  upTo(wall: WallClock): WallClock | null {
    const day = dayOfWall(wall);
    const today = this.#timesOn(day);
    const ms = today === null ? -1 : today.upTo(wall - day * DAY_MS);
    if (ms >= 0) return wallClock(day * DAY_MS + ms);
    const found = this.#lastUpTo(epochDay(day - 1));
    return found === null ? null : wallClock(found.day * DAY_MS + found.times.upTo(DAY_MS - 1));
  }

  count(from: WallClock, to: WallClock): number {
    if (to <= from) return 0;
    const first = dayOfWall(from);
    const last = dayOfWall(to);
    let total = 0;
    for (let found = this.#firstFrom(first); found !== null && found.day <= last;) {
      const { day, times } = found;
      total += day === last ? times.before(to - last * DAY_MS) : times.count;
      if (day === first) total -= times.before(from - first * DAY_MS);
      found = this.#firstFrom(epochDay(day + 1));
    }
    return total;
  }

  /** Makes the month of `day` the one that is remembered. */
  #lookAt(day: number): void {
    if (day > this.#before && day <= this.#before + this.#length) return;
    const { year, month } = dateOfDay(epochDay(day));
    this.#lookAtMonth(year, month);
  }

  #lookAtMonth(year: number, month: number): void {
    const { firstYear, lastYear } = this.#plan;
    this.#year = year;
    this.#month = month;
    this.#length = daysInMonth(year, month);
    this.#before = dayOfDate(year, month, 1) - 1;
    this.#may = year >= firstYear && year <= lastYear && this.#plan.mayHave(year, month);
  }

  #timesOn(day: EpochDay): TimesOfDay | null {
    this.#lookAt(day);
    if (!this.#may) return null;
    return this.#plan.timesOn(day - this.#before, this.#month, weekdayOf(day), this.#length);
  }

  /** First day from `start` on with times. */
  #firstFrom(start: EpochDay): Found | null {
    if (start >= this.#noneFrom) return null;
    this.#lookAt(start);
    let day: number = start;
    if (this.#year < this.#plan.firstYear) {
      this.#lookAtMonth(this.#plan.firstYear, 1);
      day = this.#before + 1;
    }
    const lastYear = Math.min(this.#plan.lastYear, this.#year + this.#plan.longestWaitYears);
    while (this.#year <= lastYear) {
      if (this.#may) {
        for (const end = this.#before + this.#length; day <= end; day += 1) {
          const times = this.#timesOn(epochDay(day));
          if (times !== null) return { day: epochDay(day), times };
        }
      }
      if (this.#month === 12) this.#lookAtMonth(this.#year + 1, 1);
      else this.#lookAtMonth(this.#year, this.#month + 1);
      day = this.#before + 1;
    }
    this.#noneFrom = start;
    return null;
  }

  /** Last day up to `start` with times. */
  #lastUpTo(start: EpochDay): Found | null {
    if (start <= this.#noneUpTo) return null;
    this.#lookAt(start);
    let day: number = start;
    if (this.#year > this.#plan.lastYear) {
      this.#lookAtMonth(this.#plan.lastYear, 12);
      day = this.#before + this.#length;
    }
    const firstYear = Math.max(this.#plan.firstYear, this.#year - this.#plan.longestWaitYears);
    while (this.#year >= firstYear) {
      if (this.#may) {
        for (; day > this.#before; day -= 1) {
          const times = this.#timesOn(epochDay(day));
          if (times !== null) return { day: epochDay(day), times };
        }
      }
      if (this.#month === 1) this.#lookAtMonth(this.#year - 1, 12);
      else this.#lookAtMonth(this.#year, this.#month - 1);
      day = this.#before + this.#length;
    }
    this.#noneUpTo = start;
    return null;
  }
}
