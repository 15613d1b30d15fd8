import { describe, expect, it } from 'vitest';
import { isoInZone, pickedText } from '../features/editor/pickedText.ts';
import { isoLength, lengthText, readLength } from './lengths.ts';
import { distanceText, durationText, relativeText, shortDurationText, Times } from './times.ts';
import { wallClock } from './wallClock.ts';

const berlin = new Times('Europe/Berlin', 'en-GB');
const now = Date.UTC(2026, 9, 27, 8, 42);
const MIN = 60_000;
const HOUR = 60 * MIN;

describe('instants', () => {
  it.each([
    [now, '09:42'],
    [now + 23 * HOUR, 'Tomorrow 08:42'],
    [now - 12 * HOUR, 'Yesterday 21:42'],
    [now + 72 * HOUR, 'Fri 09:42'],
    [now + 20 * 24 * HOUR, '16 Nov, 09:42'],
  ])('%d is %s', (at, text) => {
    expect(berlin.near(at, now)).toBe(text);
  });

  it('knows that the day on which the clocks go back has 25 hours', () => {
    const sunday = Date.UTC(2026, 9, 25, 12);
    expect(berlin.nextMidnight(sunday) - berlin.midnight(sunday)).toBe(25 * HOUR);
  });

  it('moves a time that the clock change leaves out forward by the length of the gap', () => {
    const change = wallClock(berlin, Date.UTC(2027, 2, 28, 12), 2, 30);
    expect(berlin.clock(change)).toBe('03:30');
    expect(berlin.clock(wallClock(berlin, now, 13, 5))).toBe('13:05');
  });
});

describe('lengths of time', () => {
  it.each([
    [500, '0.5 s'],
    [144_000, '2 min 24 s'],
    [72 * MIN, '1 h 12 min'],
    [3 * 24 * HOUR, '3 days'],
  ])('%d ms lasts %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it.each([
    [252_000, '4:12'],
    [91 * MIN, '1 h 31'],
  ])('%d ms is %s where there is little room', (ms, text) => {
    expect(shortDurationText(ms)).toBe(text);
  });

  it('is told in minutes and hours below a day, in days above', () => {
    expect(distanceText(78 * MIN)).toBe('1 h 18');
    expect(relativeText(now + 23 * MIN, now)).toBe('in 23 min');
    expect(relativeText(now - 49 * HOUR, now)).toBe('2 days ago');
  });

  it.each([
    ['12 h', 12 * HOUR],
    ['2 h 30 min', 150 * MIN],
    ['90s', 90_000],
    ['PT1H30M', 90 * MIN],
    ['P1D', 24 * HOUR],
    ['soon', null],
    ['', null],
  ])('"%s" is read', (text, ms) => {
    expect(readLength(text)).toBe(ms);
  });

  it('is written as it is read', () => {
    for (const ms of [0, 1000, 90_000, 12 * HOUR, 400 * 24 * HOUR]) {
      expect(readLength(isoLength(ms))).toBe(ms);
      expect(readLength(lengthText(isoLength(ms)))).toBe(ms);
    }
  });
});

describe('what is picked in the calendar', () => {
  it.each([
    ['once', '2026-12-01T10:30:00+01:00'],
    ['daily', 'every day at 10:30'],
    ['weekly', 'every tuesday at 10:30'],
    ['monthly', '30 10 1 * *'],
  ] as const)('%s', (repeat, text) => {
    expect(pickedText(berlin, '2026-12-01', '10:30', repeat)).toBe(text);
  });

  it('has the offset of its own day', () => {
    expect(isoInZone(berlin, wallClock(berlin, Date.UTC(2026, 6, 1, 12), 8, 0))).toBe('2026-07-01T08:00:00+02:00');
  });
});

describe('where the clock is read with am and pm', () => {
  const american = new Times('Europe/Berlin', 'en-US');

  it('is written like the sentences of the program, in the same language', () => {
    expect(american.clock(now)).toBe('9:42 am');
    expect(american.full(now)).toBe('Tue Oct 27, 9:42 am');
    expect(american.hourOnTheClock(now - 42 * MIN)).toBe('9 am');
    expect(new Times('Europe/Berlin', 'de-DE').longDay(now)).toBe('Tuesday 27 October');
    expect(new Times('Europe/Berlin', 'de-DE').number(12_345)).toBe('12.345');
  });

  it('begins its weeks in calendars as the locale does', () => {
    const first = (locale: string) => new Times('Europe/Berlin', locale).firstDayOfWeek;
    expect([first('en-US'), first('en-GB'), first('ar-EG'), first('no such')]).toEqual([0, 1, 6, 1]);
  });
});
