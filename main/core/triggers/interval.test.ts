import { describe, expect, it } from 'vitest';
import { parseTrigger, restartsWithRuns, savedTrigger } from './registry.ts';
import { at, due, reading, right, scheduleFrom, sentence, wrong } from './testing/ask.ts';

const interval = (every: string, more: object = {}) => ({ type: 'interval', every, ...more });

describe('the due moments of an interval whose runs take no time (semantics §2.4)', () => {
  it.each([
    [
      'one period after enabling',
      interval('PT5M'),
      'UTC',
      '2026-01-01T00:00:00Z',
      ['2026-01-01T00:05:00Z', '2026-01-01T00:10:00Z'],
    ],
    [
      'a month is a month',
      interval('P1M'),
      'UTC',
      '2026-01-31T08:00:00Z',
      ['2026-02-28T08:00:00Z', '2026-03-28T08:00:00Z'],
    ],
    [
      'on a grid the 31st does not drift',
      interval('P1M', { from: 'grid', anchor: '2026-01-31T08:00:00Z' }),
      'UTC',
      '2026-02-01T00:00:00Z',
      ['2026-02-28T08:00:00Z', '2026-03-31T08:00:00Z', '2026-04-30T08:00:00Z'],
    ],
    [
      'a grid from creation',
      interval('PT6H', { from: 'grid' }),
      'UTC',
      '2026-01-01T01:00:00Z',
      ['2026-01-01T07:00:00Z', '2026-01-01T13:00:00Z'],
    ],
    [
      'an anchor alone means a grid',
      interval('PT6H', { anchor: '2020-01-01T00:00:00Z' }),
      'UTC',
      '2026-01-01T01:00:00Z',
      ['2026-01-01T06:00:00Z'],
    ],
    [
      'a grid reaches before its anchor',
      interval('PT6H', { from: 'grid', anchor: '2030-01-01T00:00:00Z' }),
      'UTC',
      '2026-01-01T01:00:00Z',
      ['2026-01-01T06:00:00Z'],
    ],
    [
      'a day on a grid keeps the time on the clock',
      interval('P1D', { from: 'grid', anchor: '2026-03-27T09:00:00+01:00' }),
      'Europe/Berlin',
      '2026-03-28T00:00:00Z',
      ['2026-03-28T09:00:00+01:00', '2026-03-29T09:00:00+02:00'],
    ],
    [
      '24 hours do not',
      interval('PT24H', { from: 'grid', anchor: '2026-03-27T09:00:00+01:00' }),
      'Europe/Berlin',
      '2026-03-28T00:00:00Z',
      ['2026-03-28T09:00:00+01:00', '2026-03-29T10:00:00+02:00'],
    ],
    [
      'a gap moves a grid point forward',
      interval('P1D', { from: 'grid', anchor: '2026-03-27T02:30:00+01:00' }),
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T03:30:00+02:00', '2026-03-30T02:30:00+02:00'],
    ],
    [
      'an overlap: the first pass',
      interval('P1D', { from: 'grid', anchor: '2026-10-23T02:30:00+02:00' }),
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T02:30:00+02:00', '2026-10-26T02:30:00+01:00'],
    ],
    [
      '29 February each year is clipped, and comes back',
      interval('P1Y', { from: 'grid', anchor: '2024-02-29T00:00:00Z' }),
      'UTC',
      '2026-12-31T00:00:00Z',
      ['2027-02-28T00:00:00Z', '2028-02-29T00:00:00Z'],
    ],
    [
      'days and hours together',
      interval('P1DT12H', { from: 'grid', anchor: '2026-01-01T00:00:00Z' }),
      'UTC',
      '2026-01-01T00:00:00Z',
      ['2026-01-02T12:00:00Z', '2026-01-04T00:00:00Z'],
    ],
    [
      'until: an instant that still counts',
      interval('PT5M', { until: '2026-01-01T00:10:00Z' }),
      'UTC',
      '2026-01-01T00:00:00Z',
      ['2026-01-01T00:05:00Z', '2026-01-01T00:10:00Z'],
    ],
    [
      'a period across a clock change counts real time',
      interval('PT2H'),
      'Europe/Berlin',
      '2026-03-29T00:30:00Z',
      ['2026-03-29T04:30:00+02:00'],
    ],
  ] as const)('%s', (_name, trigger, zone, from, expected) => {
    const count = 'until' in trigger ? expected.length + 1 : expected.length;
    expect(due(trigger, zone, from, count)).toEqual(expected);
  });

  it('at once, where it is asked for: then one period after that', () => {
    const start = at('2026-01-01T00:00:00Z');
    const first = scheduleFrom(interval('PT5M', { immediately: true }), 'UTC', '2026-01-01T00:00:00Z');
    expect(first.previous(start)).toBe(start);
    expect(first.next(at('2025-12-31T23:59:59Z'))).toBe(start);
    const grid = scheduleFrom(interval('PT5M', { from: 'grid', immediately: true }), 'UTC', '2026-01-01T00:00:00Z');
    expect(grid.count(at('2025-12-31T23:00:00Z'), at('2026-01-01T00:10:00Z'))).toBe(3);
  });

  it('has at most one missed due moment from start and finish, however long it slept', () => {
    const more = { periodFrom: at('2026-01-01T12:00:00Z') };
    const schedule = scheduleFrom(interval('PT5M', { from: 'finish' }), 'UTC', '2026-01-01T00:00:00Z', more);
    expect(schedule.count(at('2026-01-01T00:00:00Z'), at('2026-12-31T00:00:00Z'))).toBe(1);
    expect(schedule.next(at('2026-01-01T12:05:00Z'))).toBeNull();
    expect(restartsWithRuns(right(interval('PT5M'), reading('2026-01-01T00:00:00Z')))).toBe(true);
    expect(restartsWithRuns(right(interval('PT5M', { from: 'grid' }), reading('2026-01-01T00:00:00Z')))).toBe(false);
  });

  it('draws each period between every and upTo, the same for the same beginning', () => {
    const trigger = interval('PT5M', { upTo: 'PT10M' });
    const once = due(trigger, 'UTC', '2026-01-01T00:00:00Z', 200);
    expect(due(trigger, 'UTC', '2026-01-01T00:00:00Z', 200)).toEqual(once);
    const lengths = once.slice(1).map((moment, index) => (Date.parse(moment) - Date.parse(once[index] ?? '')) / 60_000);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(5);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(10);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeGreaterThan(4);
    expect(new Set(lengths).size).toBeGreaterThan(50);
  });

  it('answers far-away questions at once', () => {
    const schedule = scheduleFrom(interval('P1M', { anchor: '1970-01-31T00:00:00Z' }), 'UTC', '1970-01-01T00:00:00Z');
    expect(schedule.count(at('1970-01-01T00:00:00Z'), at('2070-01-01T00:00:00Z'))).toBe(1200);
    const huge = scheduleFrom(interval('P900000000Y', { from: 'grid' }), 'UTC', '2026-01-01T00:00:00Z');
    expect(huge.next(at('2026-01-01T00:00:00Z'))).toBeNull();
  });
});

describe('what an interval refuses', () => {
  it.each([
    ['nothing at all', {}, 'missingKey', 'every'],
    ['no length', { every: 'PT0S' }, 'durationRange', 'every'],
    ['half a second', { every: 'PT0.5S' }, 'durationRange', 'every'],
    ['a word', { every: '5 minutes' }, 'duration', 'every'],
    ['a number', { every: 300 }, 'wrongType', 'every'],
    [
      'an anchor where runs begin the period',
      { every: 'PT5M', from: 'finish', anchor: '2026-01-01T00:00:00Z' },
      'anchorWithoutGrid',
      'anchor',
    ],
    ['an anchor without an offset', { every: 'PT5M', anchor: '2026-01-01T00:00:00' }, 'instantOffset', 'anchor'],
    ['a random grid', { every: 'PT5M', from: 'grid', upTo: 'PT10M' }, 'upToOnGrid', 'upTo'],
    ['upTo before every', { every: 'PT5M', upTo: 'PT4M' }, 'durationRange', 'upTo'],
    ['an unknown beginning', { every: 'PT5M', from: 'finsh' }, 'unknownWord', 'from'],
    ['an unknown key', { every: 'PT5M', imediately: true }, 'unknownKey', 'imediately'],
    ['an unknown zone', { every: 'PT5M', zone: 'Europe/Brlin' }, 'unknownZone', 'zone'],
  ])('%s', (_name, json, code, field) => {
    expect(wrong({ type: 'interval', ...json })).toMatchObject({ code, field });
  });

  it('and offers what is near', () => {
    expect(wrong(interval('5m')).suggestion).toBe('PT5M');
    expect(wrong(interval('PT5M', { from: 'finsh' })).suggestion).toBe('finish');
    expect(wrong(interval('PT5M', { zone: 'Europe/Brlin' })).suggestion).toBe('Europe/Berlin');
  });
});

it.each([
  [interval('PT5M'), 'Every 5 minutes'],
  [interval('PT1M'), 'Every minute'],
  [interval('PT1H30M'), 'Every 1 hour 30 minutes'],
  [interval('PT5M', { upTo: 'PT10M' }), 'Every 5 to 10 minutes'],
  [interval('PT5M', { from: 'finish' }), 'Every 5 minutes, counted from the end of the previous run'],
  [
    interval('P1M', { anchor: '2026-01-31T08:00:00+01:00' }),
    'Every month, counted from 31 January 2026 at 08:00 by the calendar',
  ],
  [
    interval('PT5M', { immediately: true, until: '2026-12-31T23:00:00Z' }),
    'Every 5 minutes, first at once, until 1 January 2027 at 00:00',
  ],
])('says %j in words', (trigger, words) => {
  expect(sentence(trigger)).toBe(words);
});

describe('once (semantics §2.6)', () => {
  it('is due at its instant and never again', () => {
    expect(due({ type: 'once', at: '2026-12-01T08:00:00+01:00' }, 'UTC', '2026-01-01T00:00:00Z', 3)).toEqual([
      '2026-12-01T07:00:00Z',
    ]);
    expect(sentence({ type: 'once', at: '2026-12-01T08:00:00+01:00' })).toBe('Once, on 1 December 2026 at 08:00');
  });

  it.each([
    ['a past instant', '2025-12-01T08:00:00+01:00', 'atPast'],
    ['no offset', '2026-12-01T08:00:00', 'instantOffset'],
    ['no such day', '2026-02-30T08:00:00Z', 'instantRange'],
  ])('refuses %s', (_name, moment, code) => {
    expect(wrong({ type: 'once', at: moment })).toMatchObject({ code, field: 'at' });
  });
});

it('is never due after an end that is past, and says so', () => {
  const json = interval('PT5M', { until: '2025-01-01T00:00:00Z' });
  expect(parseTrigger(json, reading('2026-01-01T00:00:00Z'))).toMatchObject({
    ok: true,
    warnings: [{ code: 'neverDue', field: 'until' }],
  });
  expect(due(json, 'UTC', '2026-01-01T00:00:00Z', 1)).toEqual([]);
});

it('reads what it saved as the same trigger', () => {
  const context = reading('2026-01-01T12:00:00Z');
  for (const json of [
    interval('P1M', { from: 'grid', anchor: '2026-01-31T08:00:00Z', jitter: 'PT5M', zone: 'local' }),
    { type: 'phrase', text: 'every 5 minutes until 8 hours' },
    { type: 'onCalendar', expression: 'Mon 09:00 Europe/Berlin' },
    { type: 'calendar', entries: [{ hour: 3 }] },
  ]) {
    const trigger = right(json, context);
    const again = parseTrigger(savedTrigger(json, trigger), reading('2026-01-01T15:00:00Z'));
    expect(again).toMatchObject({ ok: true, value: trigger });
  }
});
