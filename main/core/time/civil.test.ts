import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMonths,
  dateOfDay,
  dayOfDate,
  daysInMonth,
  epochDay,
  fieldsOf,
  formatDate,
  formatTime,
  isLeapYear,
  wallOf,
  weekdayOf,
} from './civil.ts';

const DAYS_OF_DATES = 100_000_000;

describe('days and dates', () => {
  it('agree with the calendar of JavaScript on any day that it knows', () => {
    fc.assert(
      fc.property(fc.integer({ min: -DAYS_OF_DATES, max: DAYS_OF_DATES }), (days) => {
        const date = new Date(days * 86_400_000);
        const day = epochDay(days);
        expect(dateOfDay(day)).toEqual({
          year: date.getUTCFullYear(),
          month: date.getUTCMonth() + 1,
          day: date.getUTCDate(),
        });
        expect(weekdayOf(day)).toBe(date.getUTCDay());
        const { year, month, day: dayOfMonth } = dateOfDay(day);
        expect(dayOfDate(year, month, dayOfMonth)).toBe(days);
      }),
      { numRuns: 5000 },
    );
  });

  it('agree on every day from 1960 to 2110', () => {
    for (let days = -3653; days < 51_500; days += 1) {
      const date = new Date(days * 86_400_000);
      const found = dateOfDay(epochDay(days));
      if (found.day !== date.getUTCDate() || found.month !== date.getUTCMonth() + 1) expect(found).toBe(date);
      if (dayOfDate(found.year, found.month, found.day) !== days) expect(found).toBe(days);
    }
  });

  it.each([
    [1900, false],
    [2000, true],
    [2024, true],
    [2026, false],
    [2100, false],
    [-4, true],
    [0, true],
  ])('the year %i is a leap year: %s', (year, leap) => {
    expect(isLeapYear(year)).toBe(leap);
    expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28);
  });

  it('counts the days of a month', () => {
    expect(Array.from({ length: 12 }, (_, month) => daysInMonth(2026, month + 1))).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-01-31', -1, '2025-12-31'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-05-31', -25, '2024-04-30'],
    ['2026-05-31', 0, '2026-05-31'],
  ])('%s and %i months are %s', (from, months, expected) => {
    const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
    expect(formatDate(addMonths({ year, month, day }, months))).toBe(expected);
  });
});

describe('labels', () => {
  it('are taken apart as they were put together', () => {
    const fields = fieldsOf(wallOf(2026, 3, 29, 2, 30, 5, 7));
    expect(fields).toEqual({
      year: 2026,
      month: 3,
      day: 29,
      hour: 2,
      minute: 30,
      second: 5,
      millisecond: 7,
      weekday: 0,
    });
    expect(fieldsOf(wallOf(1969, 12, 31, 23, 59, 59, 999))).toMatchObject({ year: 1969, hour: 23, millisecond: 999 });
  });

  it.each([
    [0, 0, 0, '00:00'],
    [9, 5, 0, '09:05'],
    [23, 59, 1, '23:59:01'],
  ])('%i:%i:%i is written %s', (hour, minute, second, expected) => {
    expect(formatTime({ hour, minute, second, millisecond: 0 })).toBe(expected);
  });

  it.each([
    [2026, '2026-01-01'],
    [5, '0005-01-01'],
    [-5, '-000005-01-01'],
    [12_026, '+012026-01-01'],
  ])('the year %i is written %s', (year, expected) => {
    expect(formatDate({ year, month: 1, day: 1 })).toBe(expected);
  });
});
