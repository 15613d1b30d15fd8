import { describe, expect, it } from 'vitest';
import { zoneNamed } from '../documents/testing/jobContext.ts';
import type { Blackout } from '../job.ts';
import { instant } from '../time/instant.ts';
import { formatInstant, parseInstant } from '../time/iso.ts';
import { type BlackoutStretch, blackoutsBetween } from './blackout.ts';
import { type BlackoutCalendar, readBlackoutCalendar } from './blackoutCalendar.ts';

const berlin = zoneNamed('Europe/Berlin');
const newYork = zoneNamed('America/New_York');

function at(text: string) {
  const read = parseInstant(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

const calendar = (...events: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...events, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: readonly string[]): string => ['BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT'].join('\r\n');

function read(text: string): BlackoutCalendar {
  const result = readBlackoutCalendar(text);
  if (!result.ok) throw new Error(result.error.message);
  expect(result.warnings).toEqual([]);
  return result.value;
}

/** The blackout that an instant falls into. */
function blackoutAt(
  blackouts: readonly Blackout[],
  instant: ReturnType<typeof at>,
  zone: typeof berlin,
  calendars: ReadonlyMap<string, BlackoutCalendar>,
): BlackoutStretch | null {
  const found = blackoutsBetween(blackouts, instant, instant, zone, calendars);
  return found[found.length - 1] ?? null;
}

/** What covers an instant, as `from/to`, or nothing. */
function covering(source: BlackoutCalendar, text: string, zone = berlin): string | null {
  const stretch = blackoutAt([{ kind: 'calendar', file: 'a' }], at(text), zone, new Map([['a', source]]));
  return stretch === null ? null : `${formatInstant(stretch.from)}/${formatInstant(stretch.to)}`;
}

describe('a blackout of dates', () => {
  const christmas: Blackout = { kind: 'dates', from: '2026-12-24', to: '2026-12-26' };
  it.each<[name: string, text: string, zone: typeof berlin, covered: boolean]>([
    ['the last millisecond before it', '2026-12-23T23:59:59.999+01:00', berlin, false],
    ['its first', '2026-12-24T00:00:00+01:00', berlin, true],
    ['the evening of its last day', '2026-12-26T23:59:59+01:00', berlin, true],
    ['the first millisecond after it', '2026-12-27T00:00:00+01:00', berlin, false],
    ['its first, by the clock of New York', '2026-12-24T00:00:00+01:00', newYork, false],
    ['its last evening, by the clock of New York', '2026-12-27T04:59:59Z', newYork, true],
  ])('%s', (_name, text, zone, covered) => {
    expect(blackoutAt([christmas], at(text), zone, new Map()) !== null).toBe(covered);
  });

  it('on the day of a clock change has 25 hours', () => {
    const stretch = blackoutAt(
      [{ kind: 'dates', from: '2026-10-25', to: '2026-10-25' }],
      at('2026-10-25T12:00:00Z'),
      berlin,
      new Map(),
    );
    expect(stretch).toEqual({ from: at('2026-10-24T22:00:00Z'), to: at('2026-10-25T23:00:00Z'), name: null });
  });

  it('of several that cover an instant, the one that lasts longest is named', () => {
    const all: Blackout[] = [{ kind: 'dates', from: '2026-12-24', to: '2026-12-24' }, christmas];
    expect(blackoutAt(all, at('2026-12-24T12:00:00Z'), berlin, new Map())?.to).toBe(at('2026-12-26T23:00:00Z'));
  });

  it('of a calendar that was not read keeps nothing from running', () => {
    expect(blackoutAt([{ kind: 'calendar', file: 'x.ics' }], at('2026-12-24T12:00:00Z'), berlin, new Map())).toBeNull();
  });
});

describe('the blackouts of a stretch of time', () => {
  const within = (lines: readonly string[], from: string, to: string): string[] =>
    blackoutsBetween(
      [{ kind: 'calendar', file: 'a' }],
      at(from),
      at(to),
      berlin,
      new Map([['a', read(calendar(...lines))]]),
    ).map(({ name }) => name ?? '');

  it('are all there, however short they are and however many', () => {
    const minute = event('SUMMARY:minute', 'DTSTART:20260201T000700Z', 'DURATION:PT1M', 'RRULE:FREQ=DAILY');
    expect(within([minute], '2026-02-01T00:00:00Z', '2026-03-03T00:00:00Z')).toHaveLength(30);
    expect(within([minute], '2026-02-01T00:08:00Z', '2026-02-02T00:06:59Z')).toEqual([]);
    expect(within([minute], '2026-02-01T00:07:59Z', '2026-02-02T00:07:00Z')).toHaveLength(2);
  });

  it('come in order, without those that lie whole in another', () => {
    const events = [
      event('SUMMARY:late', 'DTSTART:20260201T120000Z', 'DURATION:PT2H'),
      event('SUMMARY:inside', 'DTSTART:20260201T103000Z', 'DURATION:PT30M'),
      event('SUMMARY:early', 'DTSTART:20260201T100000Z', 'DURATION:PT150M'),
      event('SUMMARY:together', 'DTSTART:20260201T100000Z', 'DURATION:PT1H'),
    ];
    expect(within(events, '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z')).toEqual(['early', 'late']);
  });
});

describe('a calendar file', () => {
  it('has its events by name', () => {
    const holidays = read(
      calendar(event('SUMMARY:Holiday', 'DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227')),
    );
    const stretch = blackoutAt(
      [{ kind: 'calendar', file: 'h.ics' }],
      at('2026-12-25T12:00:00Z'),
      berlin,
      new Map([['h.ics', holidays]]),
    );
    expect(stretch).toEqual({ from: at('2026-12-23T23:00:00Z'), to: at('2026-12-26T23:00:00Z'), name: 'Holiday' });
  });

  it.each<[name: string, lines: readonly string[], text: string, covered: string | null]>([
    [
      'a whole day without an end',
      ['DTSTART;VALUE=DATE:20261224'],
      '2026-12-24T22:00:00Z',
      '2026-12-23T23:00:00Z/2026-12-24T23:00:00Z',
    ],
    ['the day after it', ['DTSTART;VALUE=DATE:20261224'], '2026-12-24T23:00:00Z', null],
    [
      'times in UTC',
      ['DTSTART:20260201T100000Z', 'DTEND:20260201T110000Z'],
      '2026-02-01T10:30:00Z',
      '2026-02-01T10:00:00Z/2026-02-01T11:00:00Z',
    ],
    [
      'times in a zone',
      ['DTSTART;TZID=America/New_York:20260201T100000', 'DTEND;TZID=America/New_York:20260201T110000'],
      '2026-02-01T15:30:00Z',
      '2026-02-01T15:00:00Z/2026-02-01T16:00:00Z',
    ],
    [
      'times in no zone are the job’s',
      ['DTSTART:20260201T100000', 'DTEND:20260201T110000'],
      '2026-02-01T09:30:00Z',
      '2026-02-01T09:00:00Z/2026-02-01T10:00:00Z',
    ],
    ['a moment without an end covers nothing', ['DTSTART:20260201T100000'], '2026-02-01T09:00:00Z', null],
    [
      'a length instead of an end',
      ['DTSTART:20260201T100000Z', 'DURATION:PT90M'],
      '2026-02-01T11:29:59Z',
      '2026-02-01T10:00:00Z/2026-02-01T11:30:00Z',
    ],
    [
      'a length across a clock change is real time',
      ['DTSTART;TZID=Europe/Berlin:20261025T000000', 'DURATION:PT4H'],
      '2026-10-25T01:30:00Z',
      '2026-10-24T22:00:00Z/2026-10-25T02:00:00Z',
    ],
    ['a cancelled event', ['STATUS:CANCELLED', 'DTSTART;VALUE=DATE:20261224'], '2026-12-24T12:00:00Z', null],
    [
      'every Monday night, into Tuesday',
      ['DTSTART;TZID=Europe/Berlin:20260105T220000', 'DURATION:PT4H', 'RRULE:FREQ=WEEKLY;BYDAY=MO'],
      '2026-07-14T00:30:00+02:00',
      '2026-07-13T20:00:00Z/2026-07-14T00:00:00Z',
    ],
    [
      'a Monday that is excepted',
      [
        'DTSTART;TZID=Europe/Berlin:20260105T220000',
        'DURATION:PT4H',
        'RRULE:FREQ=WEEKLY;BYDAY=MO',
        'EXDATE;TZID=Europe/Berlin:20260713T220000',
      ],
      '2026-07-13T21:00:00Z',
      null,
    ],
    [
      'after the last of three',
      ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY;COUNT=3'],
      '2029-01-01T12:00:00Z',
      null,
    ],
    [
      'the last of three',
      ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=YEARLY;COUNT=3'],
      '2028-01-01T12:00:00Z',
      '2027-12-31T23:00:00Z/2028-01-01T23:00:00Z',
    ],
    [
      'the last until, in UTC',
      ['DTSTART;TZID=Europe/Berlin:20260701T233000', 'DURATION:PT10M', 'RRULE:FREQ=DAILY;UNTIL=20260703T213000Z'],
      '2026-07-03T21:35:00Z',
      '2026-07-03T21:30:00Z/2026-07-03T21:40:00Z',
    ],
    [
      'past until',
      ['DTSTART;TZID=Europe/Berlin:20260701T233000', 'DURATION:PT10M', 'RRULE:FREQ=DAILY;UNTIL=20260703T213000Z'],
      '2026-07-04T21:35:00Z',
      null,
    ],
    [
      'daily, on weekdays: a Friday',
      ['DTSTART:20260101T120000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR'],
      '2026-07-17T10:30:00Z',
      '2026-07-17T10:00:00Z/2026-07-17T11:00:00Z',
    ],
    [
      'daily, on weekdays: a Saturday',
      ['DTSTART:20260101T120000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR'],
      '2026-07-18T10:30:00Z',
      null,
    ],
    [
      'daily on the last day of the month',
      ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=DAILY;BYMONTHDAY=-1'],
      '2028-02-29T12:00:00Z',
      '2028-02-28T23:00:00Z/2028-02-29T23:00:00Z',
    ],
    [
      'daily on 30 February',
      ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
      '2026-03-01T12:00:00Z',
      null,
    ],
    ['before its beginning', ['DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=DAILY'], '2025-12-31T12:00:00Z', null],
  ])('%s', (_name, lines, text, covered) => {
    const source = read(calendar(event(...lines)));
    expect(covering(source, text)).toBe(covered);
    // Asking again, and in between for another time, changes nothing.
    covering(source, '2030-01-01T00:00:00Z');
    expect(covering(source, text)).toBe(covered);
  });

  it('with an occurrence that was moved has it where it was moved to', () => {
    const source = read(
      calendar(
        event('DTSTART;TZID=Europe/Berlin:20260105T220000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'),
        event(
          'RECURRENCE-ID;TZID=Europe/Berlin:20260112T220000',
          'DTSTART;TZID=Europe/Berlin:20260114T080000',
          'DURATION:PT1H',
        ),
      ),
    );
    expect(covering(source, '2026-01-12T21:30:00Z')).toBeNull();
    expect(covering(source, '2026-01-14T07:30:00Z')).toBe('2026-01-14T07:00:00Z/2026-01-14T08:00:00Z');
    expect(covering(source, '2026-01-19T21:30:00Z')).toBe('2026-01-19T21:00:00Z/2026-01-19T22:00:00Z');
  });

  it('that defines a zone by its own name says which one it means', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:W. Europe',
      'X-LIC-LOCATION:Europe/Berlin',
      'BEGIN:STANDARD',
      'DTSTART:19701025T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const source = read(calendar(...zone, event('DTSTART;TZID=W. Europe:20260701T100000', 'DURATION:PT1H')));
    expect(covering(source, '2026-07-01T08:30:00Z')).toBe('2026-07-01T08:00:00Z/2026-07-01T09:00:00Z');
  });

  it.each<[name: string, line: string]>([
    ['repeats by the hour', 'RRULE:FREQ=HOURLY'],
    ['repeats daily at several hours', 'RRULE:FREQ=DAILY;BYHOUR=3,4'],
    ['repeats so many days of a kind', 'RRULE:FREQ=DAILY;BYDAY=MO;COUNT=3'],
    ['has a rule that is none', 'RRULE:FREQ=FOO'],
  ])('with an event that %s has the others, and says what it left out', (_name, line) => {
    const text = calendar(
      event('SUMMARY:Odd', 'DTSTART:20260101T000000Z', 'DURATION:PT1H', line),
      event('DTSTART;VALUE=DATE:20261224'),
    );
    const result = readBlackoutCalendar(text);
    expect(result).toMatchObject({ ok: true, warnings: [{ code: 'calendarEvent' }] });
    expect(result.ok && result.warnings[0]?.message).toContain('"Odd"');
    expect(result.ok && covering(result.value, '2026-12-24T12:00:00Z')).not.toBeNull();
  });

  it.each([
    [''],
    ['hello'],
    ['BEGIN:VCALENDAR'],
    ['{"jobs":[]}'],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR'],
  ])('that is %j is refused', (text) => {
    expect(readBlackoutCalendar(text)).toMatchObject({ ok: false, error: { code: 'calendarFile' } });
  });

  it('with a daily event since 1990 answers for 2060 quickly', () => {
    const source = read(
      calendar(event('DTSTART;TZID=Europe/Berlin:19900101T010000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY')),
    );
    const night = instant(Date.UTC(2060, 5, 1, 23, 30));
    expect(source.between(night, night, berlin)).toHaveLength(1);
  });
});
