import { describe, expect, it } from 'vitest';
import { zoneNamed } from '../documents/testing/jobContext.ts';
import { duration, instant } from '../time/instant.ts';
import { machineText } from './machineWords.ts';
import {
  type TimeContext,
  dateText,
  fullText,
  naming,
  numberText,
  offsetText,
  timeOfDayText,
  timeText,
} from './times.ts';

const berlin = zoneNamed('Europe/Berlin');
const utc = (day: number, hour: number, minute = 0, second = 0) =>
  instant(Date.UTC(2026, 9, day, hour, minute, second));
/** Tuesday, 27 October 2026, 09:42 in Berlin. */
const context: TimeContext = { zone: berlin, now: utc(27, 8, 42) };

describe('a time seen from now', () => {
  it.each<[name: string, at: ReturnType<typeof utc>, text: string]>([
    ['today', utc(27, 9, 5), '10:05'],
    ['this night', utc(26, 22, 58), '23:58'],
    ['yesterday at a later time of day', utc(26, 9, 0), '10:00'],
    ['24 hours ago', utc(26, 8, 42), 'Mon 26 Oct, 09:42'],
    ['tomorrow morning', utc(28, 8, 41), '09:41'],
    ['in some days', utc(30, 15), 'Fri 30 Oct, 16:00'],
    ['last year', instant(Date.UTC(2025, 9, 27, 8)), 'Mon 27 Oct 2025, 09:00'],
  ])('%s is %s', (_name, at, text) => {
    expect(timeText(at, context)).toBe(text);
  });

  it('in a sentence is "at" or "on"', () => {
    expect(naming(utc(27, 9, 5), context).when(utc(27, 9, 5))).toBe('at 10:05');
    expect(naming(utc(22, 6), context).when(utc(22, 6))).toBe('on Thu 22 Oct at 08:00');
  });

  it('beside another needs no day within the same day or night', () => {
    const names = naming(utc(20, 0, 30), context);
    expect(names.bare(utc(19, 21))).toBe('23:00');
    expect(names.bare(utc(20, 20))).toBe('22:00');
    expect(names.bare(utc(22, 6))).toBe('Thu 22 Oct, 08:00');
  });
});

describe('the habits of a locale', () => {
  const at = utc(27, 15, 5);
  it.each([
    ['en-GB', 'Tue 27 Oct, 16:05', '12,345'],
    ['en-US', 'Tue Oct 27, 4:05 pm', '12,345'],
    ['de-DE', 'Tue 27 Oct, 16:05', '12.345'],
    ['not a locale', 'Tue 27 Oct, 16:05', '12,345'],
  ])('%s', (locale, date, number) => {
    const there = { ...context, now: utc(1, 0), locale };
    expect(timeText(at, there)).toBe(date);
    expect(numberText(12345, there)).toBe(number);
    expect(numberText(1234567, there).length).toBe(9);
  });

  it('has midnight and noon at twelve', () => {
    const american = { ...context, locale: 'en-US' };
    expect(timeOfDayText(0, american)).toBe('12:00 am');
    expect(timeOfDayText(12 * 3_600_000, american)).toBe('12:00 pm');
    expect(timeOfDayText((9 * 60 + 10) * 60_000, context)).toBe('09:10');
  });
});

describe('everything of an instant', () => {
  it('has seconds, year and offset', () => {
    expect(fullText(utc(27, 7, 5, 9), context)).toBe('Tue 27 Oct 2026, 08:05:09 (UTC+1)');
    expect(dateText(utc(27, 7), context)).toBe('Tue 27 Oct');
  });

  it.each([
    [0, 'UTC'],
    [3_600_000, 'UTC+1'],
    [-12_600_000, 'UTC−3:30'],
    [20_700_000, 'UTC+5:45'],
  ])('%i ms ahead is %s', (ms, text) => {
    expect(offsetText(duration(ms))).toBe(text);
  });
});

describe('a stretch of machine history', () => {
  it.each<[name: string, state: Parameters<typeof machineText>[0]['state'], from: number, to: number, text: string]>([
    ['this night', 'asleep', utc(26, 22, 10), utc(27, 6, 2), 'asleep from 23:10 to 07:02'],
    ['that goes on', 'awake', utc(27, 6, 2), utc(27, 8, 42), 'awake since 07:02'],
    ['some days ago', 'off', utc(22, 17, 30), utc(23, 6, 40), 'off from Thu 22 Oct, 19:30 to 08:40'],
    ['without Wakeful', 'notRunning', utc(27, 5), utc(27, 6), 'not running from 06:00 to 07:00'],
  ])('%s', (_name, state, from, to, text) => {
    expect(machineText({ state, from: instant(from), to: instant(to) }, context)).toBe(text);
  });
});
