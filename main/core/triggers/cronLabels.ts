import { dateOfDay, daysInMonth, epochDay, weekdayOf } from '../time/civil.ts';

/**
 * What a cron expression matches, each field a set of bits: bit n is set where the value n matches.
 * Every question about a field is then one or two operations on a 32-bit integer.
 */
export interface CronFields {
  /** Minutes 0–31. */
  readonly minutesLow: number;
  /** Minutes 32–59, minute 32 in bit 0. */
  readonly minutesHigh: number;
  readonly hours: number;
  /** Days of the month, the 1st in bit 0. */
  readonly days: number;
  /** Months, January in bit 1. */
  readonly months: number;
  /** Days of the week, Sunday in bit 0 and only there. */
  readonly weekdays: number;
  /** Day of month or day of week suffices; else both must match. */
  readonly eitherDay: boolean;
  /** Follows real time through clock changes; else the label counts. */
  readonly wildcard: boolean;
}

/** No label: later than every label, and its negative earlier than every label. */
export const NEVER = 2 ** 53;

/** Minutes of a day. */
const DAY = 1440;

/** 29 February on a given weekday can be 40 years away (2072 to 2112); nothing else takes longer. */
const MONTHS_AHEAD = 41 * 12;

/** The lowest set bit at or above bit `from` (0–31), or -1. */
function lowestFrom(bits: number, from: number): number {
  const rest = bits & (-1 << from);
  return rest === 0 ? -1 : 31 - Math.clz32(rest & -rest);
}

/** The highest set bit at or below bit `to` (0–31), or -1. */
function highestUpTo(bits: number, to: number): number {
  const rest = bits & (-1 >>> (31 - to));
  return rest === 0 ? -1 : 31 - Math.clz32(rest);
}

/** The number of set bits. */
function countBits(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The set bits below bit `to` (0–32). */
const bitsBelow = (bits: number, to: number): number => (to >= 32 ? bits : bits & ~(-1 << to));

/**
 * The labels that a cron expression matches, without a zone. A label is a number of minutes since 1970-01-01T00:00 by the
 * wall clock. Fast because a month is one integer: bit n is set where the day n + 1 of it matches, and the next match of
 * the time is found in the bits of minutes and hours.
 *
 * Invariants: 1. asking changes only which month is remembered, never an answer; 2. a search ends after 41 years.
 */
export class CronLabels {
  readonly #minutesLow: number;
  readonly #minutesHigh: number;
  readonly #hours: number;
  readonly #fields: CronFields;
  readonly #firstMinute: number;

  // The month looked at last. `#monthDays` is its matching days.
  #year = 0;
  #month = 0;
  #monthFirst = 0;
  #monthLength = 0;
  #monthDays = 0;

  constructor(fields: CronFields) {
    this.#fields = fields;
    this.#minutesLow = fields.minutesLow;
    this.#minutesHigh = fields.minutesHigh;
    this.#hours = fields.hours;
    this.#firstMinute = this.#minuteFrom(0);
  }

  /** First matching label at or after `label`; `NEVER` where there is none within 41 years. */
  next(label: number): number {
    const day = Math.floor(label / DAY);
    const dayIndex = this.#indexInMonth(day);
    if ((this.#monthDays & (1 << dayIndex)) !== 0) {
      const minuteOfDay = label - day * DAY;
      const hour = Math.floor(minuteOfDay / 60);
      if ((this.#hours & (1 << hour)) !== 0) {
        const minute = this.#minuteFrom(minuteOfDay - hour * 60);
        if (minute >= 0) return day * DAY + hour * 60 + minute;
      }
      const laterHour = lowestFrom(this.#hours, hour + 1);
      if (laterHour >= 0) return day * DAY + laterHour * 60 + this.#firstMinute;
    }
    const laterDay = this.#dayFrom(dayIndex + 1);
    if (laterDay === NEVER) return NEVER;
    return laterDay * DAY + lowestFrom(this.#hours, 0) * 60 + this.#firstMinute;
  }

  /** Last matching label at or before `label`; `-NEVER` where there is none within 41 years. */
  previous(label: number): number {
    const day = Math.floor(label / DAY);
    const dayIndex = this.#indexInMonth(day);
    if ((this.#monthDays & (1 << dayIndex)) !== 0) {
      const minuteOfDay = label - day * DAY;
      const hour = Math.floor(minuteOfDay / 60);
      if ((this.#hours & (1 << hour)) !== 0) {
        const minute = this.#minuteUpTo(minuteOfDay - hour * 60);
        if (minute >= 0) return day * DAY + hour * 60 + minute;
      }
      const earlierHour = hour === 0 ? -1 : highestUpTo(this.#hours, hour - 1);
      if (earlierHour >= 0) return day * DAY + earlierHour * 60 + this.#minuteUpTo(59);
    }
    const earlierDay = this.#dayUpTo(dayIndex - 1);
    if (earlierDay === -NEVER) return -NEVER;
    return earlierDay * DAY + highestUpTo(this.#hours, 23) * 60 + this.#minuteUpTo(59);
  }

  /** Number of matching labels in [from, to): a few operations a month. */
  count(from: number, to: number): number {
    if (to <= from) return 0;
    const firstDay = Math.floor(from / DAY);
    const lastDay = Math.floor(to / DAY);
    let days = 0;
    for (let day = firstDay; day < lastDay;) {
      const index = this.#indexInMonth(day);
      const end = Math.min(this.#monthLength, index + (lastDay - day));
      days += countBits(bitsBelow(this.#monthDays, end) & (-1 << index));
      day += end - index;
    }
    const perDay = countBits(this.#hours) * this.#minutesBelow(60);
    return days * perDay + this.#timesBefore(lastDay, to) - this.#timesBefore(firstDay, from);
  }

  /** Number of matching labels of `day` before `label`, which lies on it. */
  #timesBefore(day: number, label: number): number {
    const index = this.#indexInMonth(day);
    return (this.#monthDays & (1 << index)) === 0 ? 0 : this.#timesBeforeTime(label - day * DAY);
  }

  #timesBeforeTime(minuteOfDay: number): number {
    const hour = Math.floor(minuteOfDay / 60);
    const inFullHours = countBits(bitsBelow(this.#hours, hour)) * this.#minutesBelow(60);
    return (this.#hours & (1 << hour)) === 0 ? inFullHours : inFullHours + this.#minutesBelow(minuteOfDay - hour * 60);
  }

  /** First matching minute at or after `minute` (0–59), or -1. */
  #minuteFrom(minute: number): number {
    if (minute < 32) {
      const low = lowestFrom(this.#minutesLow, minute);
      if (low >= 0) return low;
      minute = 32;
    }
    const high = lowestFrom(this.#minutesHigh, minute - 32);
    return high < 0 ? -1 : high + 32;
  }

  /** Last matching minute at or before `minute` (0–59), or -1. */
  #minuteUpTo(minute: number): number {
    if (minute >= 32) {
      const high = highestUpTo(this.#minutesHigh, minute - 32);
      if (high >= 0) return high + 32;
      minute = 31;
    }
    return highestUpTo(this.#minutesLow, minute);
  }

  /** Number of matching minutes below `minute` (0–60). */
  #minutesBelow(minute: number): number {
    return minute <= 32
      ? countBits(bitsBelow(this.#minutesLow, minute))
      : countBits(this.#minutesLow) + countBits(bitsBelow(this.#minutesHigh, minute - 32));
  }

  /** 0-based index of `day` in its month, which is looked at from then on. */
  #indexInMonth(day: number): number {
    const index = day - this.#monthFirst;
    if (index >= 0 && index < this.#monthLength) return index;
    const date = dateOfDay(epochDay(day));
    this.#lookAt(date.year, date.month, day - date.day + 1);
    return date.day - 1;
  }

  /** First matching day at or after the one with this index in the month looked at. */
  #dayFrom(index: number): number {
    const here = index > 30 ? -1 : lowestFrom(this.#monthDays, index);
    if (here >= 0) return this.#monthFirst + here;
    for (let months = 0; months < MONTHS_AHEAD; months += 1) {
      const first = this.#monthFirst + this.#monthLength;
      if (this.#month === 12) this.#lookAt(this.#year + 1, 1, first);
      else this.#lookAt(this.#year, this.#month + 1, first);
      if (this.#monthDays !== 0) return this.#monthFirst + lowestFrom(this.#monthDays, 0);
    }
    return NEVER;
  }

  /** Last matching day at or before the one with this index in the month looked at. */
  #dayUpTo(index: number): number {
    const here = index < 0 ? -1 : highestUpTo(this.#monthDays, index);
    if (here >= 0) return this.#monthFirst + here;
    for (let months = 0; months < MONTHS_AHEAD; months += 1) {
      const year = this.#month === 1 ? this.#year - 1 : this.#year;
      const month = this.#month === 1 ? 12 : this.#month - 1;
      this.#lookAt(year, month, this.#monthFirst - daysInMonth(year, month));
      if (this.#monthDays !== 0) return this.#monthFirst + highestUpTo(this.#monthDays, 30);
    }
    return -NEVER;
  }

  #lookAt(year: number, month: number, first: number): void {
    this.#year = year;
    this.#month = month;
    this.#monthFirst = first;
    this.#monthLength = daysInMonth(year, month);
    this.#monthDays = matchingDays(this.#fields, month, first, this.#monthLength);
  }
}

/** The matching days of a month as bits, its first day in bit 0. */
function matchingDays(fields: CronFields, month: number, first: number, length: number): number {
  if ((fields.months & (1 << month)) === 0) return 0;
  // The week as it lies on the month: bit 0 is the weekday of the 1st.
  const weekday = weekdayOf(epochDay(first));
  const week = ((fields.weekdays >> weekday) | (fields.weekdays << (7 - weekday))) & 0x7f;
  const weeks = week | (week << 7) | (week << 14) | (week << 21) | (week << 28);
  return bitsBelow(fields.eitherDay ? fields.days | weeks : fields.days & weeks, length);
}

/** `true` where some day in some year matches. Every date that exists, 29 February included, falls on every weekday. */
export function canEverMatch(fields: CronFields): boolean {
  if (fields.eitherDay) return true;
  for (let month = 1; month <= 12; month += 1) {
    // 2000 was a leap year.
    if ((fields.months & (1 << month)) !== 0 && bitsBelow(fields.days, daysInMonth(2000, month)) !== 0) return true;
  }
  return false;
}
