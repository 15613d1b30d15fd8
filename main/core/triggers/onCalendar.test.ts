import { describe, expect, it } from 'vitest';
import { parseTrigger, textOf } from './registry.ts';
import { at, due, reading, right, scheduleFrom, sentence, wrong } from './testing/ask.ts';

const event = (expression: string) => ({ type: 'onCalendar', expression });

describe('the due moments of a calendar event (semantics §2.3)', () => {
  it.each([
    ['a missing time is midnight', 'Mon', 'UTC', '2026-01-01T00:00:00Z', ['2026-01-05T00:00:00Z']],
    ['a missing date is every day', '9:00', 'UTC', '2026-01-01T09:00:00Z', ['2026-01-02T09:00:00Z']],
    ['a range of weekdays', 'Mon..Fri *-*-* 09:00', 'UTC', '2026-01-02T10:00:00Z', ['2026-01-05T09:00:00Z']],
    [
      'a list and a range',
      'Mon..Wed,SUN 12:00',
      'UTC',
      '2026-01-01T00:00:00Z',
      ['2026-01-04T12:00:00Z', '2026-01-05T12:00:00Z'],
    ],
    [
      'weekday and date must both match',
      'Fri *-*-13',
      'UTC',
      '2026-01-01T00:00:00Z',
      ['2026-02-13T00:00:00Z', '2026-03-13T00:00:00Z'],
    ],
    [
      'the last day of the month',
      '*-*~01',
      'UTC',
      '2028-02-01T00:00:00Z',
      ['2028-02-29T00:00:00Z', '2028-03-31T00:00:00Z'],
    ],
    [
      'the last Monday in May',
      'Mon *-05~07/1',
      'UTC',
      '2026-01-01T00:00:00Z',
      ['2026-05-25T00:00:00Z', '2027-05-31T00:00:00Z'],
    ],
    [
      'a range from the end counts from its first number',
      '*-10~05..15/3',
      'UTC',
      '2026-01-01T00:00:00Z',
      ['2026-10-18T00:00:00Z', '2026-10-21T00:00:00Z', '2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z'],
    ],
    ['a repetition', '*:0/15', 'UTC', '2026-01-01T00:31:00Z', ['2026-01-01T00:45:00Z', '2026-01-01T01:00:00Z']],
    [
      'a range with a repetition',
      '9..17/4:30',
      'UTC',
      '2026-01-01T10:00:00Z',
      ['2026-01-01T13:30:00Z', '2026-01-01T17:30:00Z', '2026-01-02T09:30:00Z'],
    ],
    ['seconds', '10:00:00/20', 'UTC', '2026-01-01T10:00:20Z', ['2026-01-01T10:00:40Z', '2026-01-02T10:00:00Z']],
    ['parts of a second', '*-*-* 00:00:00.5', 'UTC', '2026-01-01T00:00:00Z', ['2026-01-01T00:00:00.500Z']],
    ['years of two digits', '27-02-01', 'UTC', '2026-01-01T00:00:00Z', ['2027-02-01T00:00:00Z']],
    ['years far apart', '1970,2190-01-01', 'UTC', '1971-01-01T00:00:00Z', ['2190-01-01T00:00:00Z']],
    ['a year that has come and gone', '2026-06-01', 'UTC', '2026-07-01T00:00:00Z', []],
    ['29 February on a Monday', 'Mon *-02-29', 'UTC', '2026-01-01T00:00:00Z', ['2044-02-29T00:00:00Z']],
    ['the shorthand for a quarter', 'quarterly', 'UTC', '2026-01-01T00:00:00Z', ['2026-04-01T00:00:00Z']],
    ['shorthands in any case', 'WEEKLY', 'UTC', '2026-01-01T00:00:00Z', ['2026-01-05T00:00:00Z']],
    ['its own zone', '09:00 America/New_York', 'Europe/Berlin', '2026-01-01T00:00:00Z', ['2026-01-01T09:00:00-05:00']],
    ['a gap is skipped', '02:30', 'Europe/Berlin', '2026-03-28T12:00:00Z', ['2026-03-30T02:30:00+02:00']],
    ['a midnight gap is skipped', 'daily', 'Asia/Beirut', '2026-03-28T12:00:00Z', ['2026-03-30T00:00:00+03:00']],
    ['a day that is not there', '*-*-30 12:00', 'Pacific/Apia', '2011-12-01T00:00:00Z', ['2012-01-30T12:00:00+14:00']],
    [
      'an overlap: the first pass only',
      '02:30',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T02:30:00+02:00', '2026-10-26T02:30:00+01:00'],
    ],
    [
      'within the second pass the label is over',
      '*:30',
      'Europe/Berlin',
      '2026-10-25T01:10:00Z',
      ['2026-10-25T03:30:00+01:00'],
    ],
  ] as const)('%s: %s', (_name, expression, zone, from, expected) => {
    expect(due(event(expression), zone, from, Math.max(1, expected.length))).toEqual(expected);
  });

  it('is never due within a millisecond where nothing can match', () => {
    for (const expression of ['*-02-30', '*-*~28 2020-01-01', '2020-01-01', 'Mon 2026-01-01', '*-04-31 *:*:*']) {
      const read = parseTrigger(event(expression), reading('2026-01-01T00:00:00Z'));
      if (!read.ok) continue;
      const schedule = scheduleFrom(event(expression), 'Europe/Berlin', '2026-01-01T00:00:00Z');
      schedule.next(at('2026-01-02T00:00:00Z'));
      const times = Array.from({ length: 20 }, () => {
        const begun = performance.now();
        expect(schedule.next(at('2026-01-02T00:00:00Z'))).toBeNull();
        return performance.now() - begun;
      });
      expect(Math.min(...times)).toBeLessThan(1);
    }
  });
});

describe('what a calendar event warns of', () => {
  const warnings = (expression: string): string[] => {
    const read = parseTrigger(event(expression), reading('2026-01-01T00:00:00Z'));
    return read.ok ? read.warnings.map(({ code }) => code) : [];
  };
  it.each([
    ['a step larger than its range', '*:0/90', ['onCalendarStepLarge']],
    ['a date that never exists', '*-02-30', ['neverDue']],
    ['years that are over', '2020..2024-01-01', ['neverDue']],
    ['nothing', 'Mon 09:00', []],
  ])('%s', (_name, expression, codes) => {
    expect(warnings(expression)).toEqual(codes);
  });

  it('leaves the first value of a step that is too large', () => {
    expect(due(event('*:5/90'), 'UTC', '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-01-01T00:05:00Z',
      '2026-01-01T01:05:00Z',
    ]);
  });
});

describe('what a calendar event refuses, where, and with what instead', () => {
  it.each([
    ['Fri..Mon 9:00', 'onCalendarRange', 0, 8, 'Fri,Sat,Sun,Mon 9:00'],
    ['Mon,Tus 9:00', 'onCalendarWord', 4, 3, 'Mon,tue 9:00'],
    ['weekli', 'onCalendarWord', 0, 6, 'weekly'],
    ['*:*/5', 'onCalendarStep', 2, 3, '*:00/5'],
    ['*:5/0', 'onCalendarStep', 2, 3, undefined],
    ['24:00', 'onCalendarRange', 0, 2, undefined],
    ['*:60', 'onCalendarRange', 2, 2, undefined],
    ['*-13-01', 'onCalendarRange', 2, 2, undefined],
    ['*-*~29', 'onCalendarRange', 4, 2, undefined],
    ['*:30..10', 'onCalendarRange', 2, 6, '*:10..30'],
    ['9-17:00', 'onCalendarRange', 0, 4, '9..17:00'],
    ['Mon 9', 'onCalendarWord', 4, 1, 'Mon 9:00'],
    ['9:00 Mon', 'unknownZone', 5, 3, undefined],
    ['9:00 Europe/Brlin', 'unknownZone', 5, 12, '9:00 Europe/Berlin'],
    ['Mon 9:00 UTC now', 'onCalendarExtra', 13, 3, undefined],
    ['1:2:3:4', 'onCalendarTime', 0, 7, undefined],
    ['1-2-3-4', 'onCalendarDate', 0, 7, undefined],
  ])('%s', (expression, code, position, length, suggestion) => {
    expect(wrong(event(expression))).toMatchObject({ code, field: 'expression', position, length });
    if (suggestion !== undefined) expect(wrong(event(expression)).suggestion).toBe(suggestion);
  });

  it('two zones', () => {
    expect(wrong({ ...event('9:00 UTC'), zone: 'Europe/Berlin' }).code).toBe('zoneTwice');
  });
});

it.each([
  ['Mon..Fri 09:00', 'Weekdays at 09:00'],
  ['*:0/15', 'Every 15 minutes'],
  ['hourly', 'Every hour on the hour'],
  ['*-*~01 12:00', 'On the last day of the month at 12:00'],
  ['Mon *-05~07/1', 'Every Monday at 00:00, if that is one of the last 7 days of May'],
  ['2026-12-24 18:00 UTC', 'On 24 December 2026 at 18:00, UTC time'],
  ['9..17:30', 'Every hour at :30 from 09:30 to 17:30'],
  ['*:*:*', 'Every second'],
  ['9..17:00', 'Every hour from 09:00 to 17:00'],
  ['*-*-1..7 12:00', 'On days 1 to 7 of the month at 12:00'],
  ['Sat,Sun 2026-*-* 10:00:30', 'Saturdays and Sundays in 2026 at 10:00:30'],
])('says "%s" in words', (expression, words) => {
  expect(sentence(event(expression))).toBe(words);
});

it('is typed again as it was typed', () => {
  const trigger = right(event('Mon..Fri  9:00 UTC'), reading('2026-01-01T00:00:00Z'));
  expect(textOf(trigger)).toBe('Mon..Fri  9:00 UTC');
  expect(trigger).toMatchObject({ zone: 'UTC' });
});
