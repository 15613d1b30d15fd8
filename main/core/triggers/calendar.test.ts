import { describe, expect, it } from 'vitest';
import { at, due, scheduleFrom, sentence, wrong } from './testing/ask.ts';

const entries = (...list: readonly unknown[]) => ({ type: 'calendar', entries: list });

describe('the due moments of a launchd calendar (semantics §2.2)', () => {
  it.each([
    [
      'every minute, where no key is given',
      [{}],
      'UTC',
      '2026-01-01T00:00:30Z',
      ['2026-01-01T00:01:00Z', '2026-01-01T00:02:00Z'],
    ],
    [
      'every minute of an hour',
      [{ hour: 3 }],
      'UTC',
      '2026-01-01T03:58:00Z',
      ['2026-01-01T03:59:00Z', '2026-01-02T03:00:00Z'],
    ],
    ['later than now, not now', [{ hour: 3, minute: 0 }], 'UTC', '2026-01-01T03:00:00Z', ['2026-01-02T03:00:00Z']],
    [
      'a weekday; 7 is Sunday',
      [{ weekday: 7, hour: 1, minute: 0 }],
      'UTC',
      '2026-01-01T00:00:00Z',
      ['2026-01-04T01:00:00Z'],
    ],
    [
      'day or weekday: either suffices',
      [{ day: 13, weekday: 5, hour: 0, minute: 0 }],
      'UTC',
      '2026-01-05T00:00:00Z',
      ['2026-01-09T00:00:00Z', '2026-01-13T00:00:00Z', '2026-01-16T00:00:00Z'],
    ],
    [
      'the month limits both',
      [{ month: 3, day: 13, weekday: 5, hour: 0, minute: 0 }],
      'UTC',
      '2026-01-05T00:00:00Z',
      ['2026-03-06T00:00:00Z', '2026-03-13T00:00:00Z'],
    ],
    [
      '29 February waits for a leap year',
      [{ month: 2, day: 29, hour: 0, minute: 0 }],
      'UTC',
      '2096-03-01T00:00:00Z',
      ['2104-02-29T00:00:00Z'],
    ],
    [
      'the gap moves a label forward by its length',
      [{ hour: 2, minute: 30 }],
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T03:30:00+02:00'],
    ],
    [
      'half an hour forward in Lord Howe',
      [{ hour: 2, minute: 15 }],
      'Australia/Lord_Howe',
      '2026-10-03T12:00:00Z',
      ['2026-10-04T02:45:00+11:00'],
    ],
    [
      'a whole day forward in Apia, on the next day’s own',
      [{ hour: 8, minute: 0 }],
      'Pacific/Apia',
      '2011-12-29T19:00:00Z',
      ['2011-12-31T08:00:00+14:00', '2012-01-01T08:00:00+14:00'],
    ],
    [
      'midnight left out',
      [{ hour: 0, minute: 0 }],
      'America/Sao_Paulo',
      '2018-11-03T12:00:00Z',
      ['2018-11-04T01:00:00-02:00'],
    ],
    [
      'an overlap: the first pass only',
      [{ hour: 2, minute: 30 }],
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T02:30:00+02:00', '2026-10-26T02:30:00+01:00'],
    ],
    [
      'winter time as the exception',
      [{ hour: 1, minute: 30 }],
      'Europe/Dublin',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T02:30:00+01:00'],
    ],
    [
      'entries on one instant are one due moment',
      [
        { hour: 9, minute: 0 },
        { minute: 0, hour: 9, weekday: 4 },
      ],
      'UTC',
      '2026-01-01T00:00:00Z',
      ['2026-01-01T09:00:00Z', '2026-01-02T09:00:00Z'],
    ],
  ] as const)('%s', (_name, list, zone, from, expected) => {
    expect(due(entries(...list), zone, from, expected.length)).toEqual(expected);
  });

  it('counts a year of minutes with its clock changes', () => {
    const schedule = scheduleFrom(entries({}), 'Europe/Berlin', '2026-01-01T00:00:00Z');
    // The hour that comes twice counts once, the one that is left out is not there.
    expect(schedule.count(at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z'))).toBe(365 * 1440 - 60);
  });
});

describe('what a calendar refuses', () => {
  it.each([
    ['a key out of range', [{ hour: 24 }], 'outOfRange', 'entries[0].hour'],
    ['half a number', [{ minute: 1.5 }], 'wrongType', 'entries[0].minute'],
    ['a number as text', [{ minute: '5' }], 'wrongType', 'entries[0].minute'],
    ['31 February', [{ hour: 1 }, { month: 2, day: 31 }], 'neverDue', 'entries[1]'],
    ['31 April', [{ month: 4, day: 31 }], 'neverDue', 'entries[0]'],
    ['an entry that is none', [3], 'notAnObject', 'entries[0]'],
    ['no entries', [], 'outOfRange', 'entries'],
  ])('%s', (_name, list, code, field) => {
    expect(wrong(entries(...list))).toMatchObject({ code, field });
  });

  it('an unknown key, with the nearest', () => {
    expect(wrong(entries({ Hour: 3 }))).toMatchObject({
      code: 'unknownKey',
      field: 'entries[0].Hour',
      suggestion: 'hour',
    });
    expect(wrong({ type: 'calendar', entires: [{}] })).toMatchObject({ code: 'unknownKey', suggestion: 'entries' });
  });

  it('nothing that can be: 31 February or any Monday of it', () => {
    expect(
      due(entries({ month: 2, day: 31, weekday: 1, hour: 0, minute: 0 }), 'UTC', '2026-01-01T00:00:00Z', 1),
    ).toEqual(['2026-02-02T00:00:00Z']);
  });
});

it.each([
  [[{}], 'Every minute'],
  [[{ hour: 3 }], 'Every minute from 03:00 to 03:59'],
  [[{ minute: 0 }], 'Every hour on the hour'],
  [[{ minute: 15 }], 'Every hour at :15'],
  [[{ hour: 3, minute: 30, weekday: 1 }], 'Every Monday at 03:30'],
  [
    [
      { hour: 3, minute: 30, weekday: 1 },
      { hour: 15, minute: 0, weekday: 1 },
    ],
    'Every Monday at 03:30 and 15:00',
  ],
  [
    [
      { hour: 3, minute: 30, weekday: 1 },
      { hour: 15, minute: 0 },
    ],
    'Every Monday at 03:30; every day at 15:00',
  ],
  [[{ hour: 0, minute: 0, day: 24, month: 12 }], 'On 24 December at 00:00'],
  [[{ hour: 0, minute: 0, day: 13, weekday: 5 }], 'On day 13 of the month and every Friday at 00:00'],
])('says %j in words', (list, words) => {
  expect(sentence(entries(...list))).toBe(words);
});
