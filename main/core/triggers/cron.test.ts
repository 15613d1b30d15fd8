import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant } from '../time/instant.ts';
import { formatInstant, parseInstant } from '../time/iso.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import { type CronTrigger, cron } from './cron.ts';
import { stableDraw } from './stableDraw.ts';
import type { ParseContext, Schedule } from './trigger.ts';

function zone(id: string): Zone {
  const found = zoneOf(id);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

function at(text: string): Instant {
  const read = parseInstant(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

const context: ParseContext = { now: instant(0), zone: zone('UTC'), draw: stableDraw };

function trigger(expression: string): CronTrigger {
  const read = cron.parse({ type: 'cron', expression }, context);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function schedule(expression: string, id: string): Schedule {
  const made = cron.schedule?.(trigger(expression), {
    zone: zone(id),
    seed: 'job#0',
    created: instant(0),
    enabled: instant(0),
    periodFrom: null,
  });
  if (made === undefined) throw new Error('Cron has a schedule.');
  return made;
}

/** The next due moments by the local clock, as `29T03:00+02:00`: day, time and offset. */
function next(expression: string, id: string, from: string, count: number): string {
  const asked = schedule(expression, id);
  const due: string[] = [];
  let moment: Instant | null = at(from);
  for (let index = 0; index < count; index += 1) {
    moment = asked.next(moment);
    if (moment === null) break;
    due.push(
      formatInstant(moment, zone(id).offsetAt(moment))
        .slice(8)
        .replace(/:00([+-])/, '$1'),
    );
  }
  return due.join(' ');
}

/** The labels of one day that match, as minutes of the day in ranges. */
function timesOn(expression: string, day: string): string {
  const asked = schedule(expression, 'UTC');
  const due: string[] = [];
  let moment = asked.next(instant(at(`${day}T00:00:00Z`) - 1));
  while (moment !== null && formatInstant(moment).startsWith(day)) {
    due.push(formatInstant(moment).slice(11, 16));
    moment = asked.next(moment);
  }
  return due.join(' ');
}

/** The days of a year that match, as month-day. */
function daysOf(expression: string, year: number): string {
  const asked = schedule(expression, 'UTC');
  const due: string[] = [];
  let moment = asked.next(instant(at(`${String(year)}-01-01T00:00:00Z`) - 1));
  while (moment !== null && formatInstant(moment).startsWith(String(year))) {
    due.push(formatInstant(moment).slice(5, 10));
    moment = asked.next(moment);
  }
  return due.join(' ');
}

describe('what a field matches', () => {
  it.each([
    ['a value', '5 3 * * *', '03:05'],
    ['a list', '5,1,5 3 * * *', '03:01 03:05'],
    ['a range', '1-3 3 * * *', '03:01 03:02 03:03'],
    ['a range of one', '1-1 3 * * *', '03:01'],
    ['a range with a step', '1-9/4 3 * * *', '03:01 03:05 03:09'],
    ['steps restart in each unit', '*/35 3,4 * * *', '03:00 03:35 04:00 04:35'],
    ['a step larger than the range leaves the first value', '*/70 3 * * *', '03:00'],
    ['n/step is n to the end', '50/5 3 * * *', '03:50 03:55'],
    ['leading zeros change nothing', '005 03 * * *', '03:05'],
    ['space of any width, tabs too', '  5 \t 3  *\t* * ', '03:05'],
    ['every element of a list with its own step', '0-4/2,30/20 3 * * *', '03:00 03:02 03:04 03:30 03:50'],
    ['the last minute of a day', '59 23 * * *', '23:59'],
  ])('%s: %s', (_rule, expression, times) => {
    expect(timesOn(expression, '2026-01-01')).toBe(times);
  });

  it.each([
    ['names of months, any case', '0 0 1 jan,MAR-May * ', '01-01 03-01 04-01 05-01'],
    ['months with a step', '0 0 1 */5 *', '01-01 06-01 11-01'],
    ['the 31st only where it exists', '0 0 31 * *', '01-31 03-31 05-31 07-31 08-31 10-31 12-31'],
    ['a day of the week within a month', '0 0 * 2 mon', '02-02 02-09 02-16 02-23'],
    ['Sunday as 0', '0 0 * 2 0', '02-01 02-08 02-15 02-22'],
    ['Sunday as 7', '0 0 * 2 7', '02-01 02-08 02-15 02-22'],
    [
      'a range that ends in Sunday as 7',
      '0 0 1-8 2 6-7',
      '02-01 02-02 02-03 02-04 02-05 02-06 02-07 02-08 02-14 02-15 02-21 02-22 02-28',
    ],
    ['a range that ends in Sunday as sun', '0 0 */40 2 fri-SUN', '02-01'],
    ['fri-sun/2 is Friday and Sunday', '0 0 * 2 fri-sun/2', '02-01 02-06 02-08 02-13 02-15 02-20 02-22 02-27'],
    [
      '5-0 is Friday to Sunday',
      '0 0 * 2 5-0',
      '02-01 02-06 02-07 02-08 02-13 02-14 02-15 02-20 02-21 02-22 02-27 02-28',
    ],
    ['sun-sun is Sunday', '0 0 * 2 sun-sun', '02-01 02-08 02-15 02-22'],
    ['0-7 is every day', '0 0 * 2 0-7/3', '02-01 02-04 02-07 02-08 02-11 02-14 02-15 02-18 02-21 02-22 02-25 02-28'],
    ['29 February is not every year', '0 0 29 2 *', ''],
  ])('%s: %s', (_rule, expression, days) => {
    expect(daysOf(expression, 2026)).toBe(days);
  });
});

describe('day of month and day of week', () => {
  it.each([
    ['either suffices where neither begins with *', '0 0 13 2 5', '02-06 02-13 02-20 02-27'],
    ['both must match where the day begins with *', '0 0 */2 2 1', '02-09 02-23'],
    ['both must match where the weekday begins with *', '0 0 1-10 2 */2', '02-01 02-03 02-05 02-07 02-08 02-10'],
    ['a * later in the list does not count', '0 0 1,*/40 2 5', '02-01 02-06 02-13 02-20 02-27'],
    ['a * first in the list does', '0 0 */40,13 2 5', '02-13'],
    [
      '1-31 is not *: either suffices',
      '0 0 1-31 2 mon',
      Array.from({ length: 28 }, (_, i) => `02-${String(i + 1).padStart(2, '0')}`).join(' '),
    ],
    ['the month always limits', '0 0 13 2 5', '02-06 02-13 02-20 02-27'],
  ])('%s: %s', (_rule, expression, days) => {
    expect(daysOf(expression, 2026)).toBe(days);
  });

  it('finds 29 February on a Sunday even 40 years ahead', () => {
    // As a step of 8 leaves Sunday alone. 2100 is no leap year, so that the next after 2088 is 2128.
    const asked = schedule('0 0 29 2 */8', 'UTC');
    expect(formatInstant(asked.next(at('2088-03-01T00:00:00Z')) ?? instant(0))).toBe('2128-02-29T00:00:00Z');
    expect(formatInstant(asked.previous(at('2128-02-28T00:00:00Z')) ?? instant(0))).toBe('2088-02-29T00:00:00Z');
  });
});

describe('clock changes', () => {
  it.each([
    // Wildcard schedules follow real time.
    [
      'wildcard: labels in the gap do not happen',
      '*/30 * * * *',
      'Europe/Berlin',
      '2026-03-29T00:15:00Z',
      '29T01:30+01:00 29T03:00+02:00 29T03:30+02:00',
    ],
    [
      'wildcard hour: neither',
      '30 * * * *',
      'Europe/Berlin',
      '2026-03-29T00:00:00Z',
      '29T01:30+01:00 29T03:30+02:00 29T04:30+02:00',
    ],
    [
      'wildcard minute, hour in the gap: not on that day',
      '*/30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '30T02:00+02:00 30T02:30+02:00 31T02:00+02:00',
    ],
    [
      'wildcard: labels in the overlap happen twice',
      '*/30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      '25T02:00+02:00 25T02:30+02:00 25T02:00+01:00 25T02:30+01:00 26T02:00+01:00',
    ],
    [
      '@hourly is wildcard',
      '@hourly',
      'Europe/Berlin',
      '2026-10-24T23:30:00Z',
      '25T02:00+02:00 25T02:00+01:00 25T03:00+01:00',
    ],
    [
      'a step makes it wildcard too',
      '0 */2 * * *',
      'Europe/Berlin',
      '2026-10-24T21:30:00Z',
      '25T00:00+02:00 25T02:00+02:00 25T02:00+01:00 25T04:00+01:00',
    ],
    // Fixed schedules follow the label.
    [
      'fixed: a label in the gap happens at its end',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '29T03:00+02:00 30T02:30+02:00',
    ],
    [
      'fixed: all labels in the gap happen once, together',
      '0,10,20 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '29T03:00+02:00 30T02:00+02:00',
    ],
    [
      'fixed: and together with the label at its end',
      '0 2,3 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '29T03:00+02:00 30T02:00+02:00 30T03:00+02:00',
    ],
    [
      'fixed: a label in the overlap happens in the first pass only',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      '25T02:30+02:00 26T02:30+01:00',
    ],
    [
      'fixed: not again when asked within the second pass',
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-25T01:10:00Z',
      '26T02:30+01:00',
    ],
    [
      'fixed: the end of the overlap happens once',
      '0 3 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00:00Z',
      '25T03:00+01:00 26T03:00+01:00',
    ],
    [
      'fixed: a range of hours is fixed',
      '0 0-23 * * *',
      'Europe/Berlin',
      '2026-10-24T23:30:00Z',
      '25T02:00+02:00 25T03:00+01:00',
    ],
    [
      'fixed: a random value is fixed',
      '5~5 2 * * *',
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '29T03:00+02:00 30T02:05+02:00',
    ],
    // Gaps and overlaps of every size.
    ['half an hour: gap', '15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00:00Z', '04T02:30+11:00 05T02:15+11:00'],
    [
      'half an hour: after the gap',
      '45 2 * * *',
      'Australia/Lord_Howe',
      '2026-10-03T00:00:00Z',
      '04T02:45+11:00 05T02:45+11:00',
    ],
    [
      'half an hour: overlap, fixed',
      '45 1 * * *',
      'Australia/Lord_Howe',
      '2026-04-04T00:00:00Z',
      '05T01:45+11:00 06T01:45+10:30',
    ],
    [
      'half an hour: overlap, wildcard',
      '45 * * * *',
      'Australia/Lord_Howe',
      '2026-04-04T14:00:00Z',
      '05T01:45+11:00 05T01:45+10:30 05T02:45+10:30',
    ],
    [
      'a whole day left out: all of it at once, at its end',
      '0 6,18 * * *',
      'Pacific/Apia',
      '2011-12-30T00:00:00Z',
      '29T18:00-10:00 31T00:00+14:00 31T06:00+14:00',
    ],
    [
      'a whole day left out: wildcard loses it',
      '0 */12 * * *',
      'Pacific/Apia',
      '2011-12-29T23:00:00Z',
      '31T00:00+14:00 31T12:00+14:00',
    ],
    [
      'a day left out that was the only one',
      '0 12 30 12 *',
      'Pacific/Apia',
      '2011-01-01T00:00:00Z',
      '31T00:00+14:00 30T12:00+14:00',
    ],
    ['midnight left out', '0 0 * * *', 'Asia/Beirut', '2026-03-28T00:00:00Z', '29T01:00+03:00 30T00:00+03:00'],
    ['midnight twice, fixed', '30 0 * * *', 'America/Havana', '2026-11-01T00:00:00Z', '01T00:30-04:00 02T00:30-05:00'],
    [
      'midnight twice, wildcard',
      '30 */24 * * *',
      'America/Havana',
      '2026-11-01T00:00:00Z',
      '01T00:30-04:00 01T00:30-05:00 02T00:30-05:00',
    ],
    [
      'winter time as the exception',
      '30 1 * * *',
      'Europe/Dublin',
      '2026-03-28T12:00:00Z',
      '29T02:00+01:00 30T01:30+01:00',
    ],
    ['Ramadan: back', '30 2 * * *', 'Africa/Casablanca', '2027-02-06T12:00:00Z', '07T02:30+01:00 08T02:30+00:00'],
    ['two hours: gap', '30 1 * * *', 'Antarctica/Troll', '2026-03-28T12:00:00Z', '29T03:00+02:00 30T01:30+02:00'],
  ])('%s: %s in %s', (_rule, expression, id, from, expected) => {
    expect(next(expression, id, from, expected.split(' ').length)).toBe(expected);
  });

  it('ends a gap of 44 minutes and 30 seconds to the second', () => {
    const asked = schedule('10,20 0 7 1 *', 'Africa/Monrovia');
    expect(formatInstant(asked.next(at('1972-01-01T00:00:00Z')) ?? instant(0))).toBe('1972-01-07T00:44:30Z');
    // Until then its minutes began half a minute late.
    const every = schedule('* * * * *', 'Africa/Monrovia');
    expect(formatInstant(every.next(at('1972-01-06T12:00:00Z')) ?? instant(0))).toBe('1972-01-06T12:00:30Z');
    expect(formatInstant(every.next(at('1972-01-07T00:44:00Z')) ?? instant(0))).toBe('1972-01-07T00:45:00Z');
    expect(formatInstant(every.previous(at('1972-01-07T00:44:40Z')) ?? instant(0))).toBe('1972-01-07T00:43:30Z');
  });

  it('counts a gap as one due moment, and a second pass not at all', () => {
    const from = at('2026-03-28T12:00:00Z');
    expect(schedule('*/10 2 * * *', 'Europe/Berlin').count(from, at('2026-03-29T12:00:00Z'))).toBe(0);
    expect(schedule('0,10,20 2-3 * * *', 'Europe/Berlin').count(from, at('2026-03-29T12:00:00Z'))).toBe(3);
    expect(
      schedule('0,10,20 2 * * *', 'Europe/Berlin').count(at('2026-10-24T12:00:00Z'), at('2026-10-25T12:00:00Z')),
    ).toBe(3);
    expect(
      schedule('*/20 2 * * *', 'Europe/Berlin').count(at('2026-10-24T12:00:00Z'), at('2026-10-25T12:00:00Z')),
    ).toBe(6);
  });
});

describe('nicknames', () => {
  it.each([
    ['@yearly', '0 0 1 1 *'],
    ['@annually', '0 0 1 1 *'],
    ['@monthly', '0 0 1 * *'],
    ['@weekly', '0 0 * * 0'],
    ['@daily', '0 0 * * *'],
    ['@midnight', '0 0 * * *'],
    ['@hourly', '0 * * * *'],
    ['  @DaIlY ', '0 0 * * *'],
  ])('%s is %s', (nickname, expression) => {
    const from = '2026-01-05T10:30:00Z';
    expect(next(nickname, 'Europe/Berlin', from, 30)).toBe(next(expression, 'Europe/Berlin', from, 30));
  });

  it('only @hourly follows real time', () => {
    for (const nickname of ['@yearly', '@monthly', '@weekly', '@daily', '@midnight']) {
      expect(cron.following?.(trigger(nickname))).toBe('label');
    }
    expect(cron.following?.(trigger('@hourly'))).toBe('realTime');
  });
});

describe('random values', () => {
  const drawn = (expression: string, draw: number, kept?: readonly number[]): readonly number[] | undefined => {
    const read = cron.parse(
      { type: 'cron', expression, ...(kept && { drawn: kept }) },
      { ...context, draw: () => draw },
    );
    if (!read.ok) throw new Error(read.error.message);
    return read.value.drawn;
  };

  it.each([
    ['~ * * * *', 0, [0]],
    ['~ * * * *', 0.999_999, [59]],
    ['10~20 * * * *', 0, [10]],
    ['10~20 * * * *', 0.999_999, [20]],
    ['50~ * * * *', 0.5, [55]],
    ['~5 * * * *', 0.999_999, [5]],
    ['0 0 * jan~mar *', 0.5, [2]],
    ['0 0 * * ~', 0.999_999, [6]],
    ['0 0 * * fri~sun', 0.999_999, [7]],
    ['~ ~ ~ * *', 0.5, [30, 12, 16]],
    ['0,~ 0,5~7 * * *', 0, [0, 5]],
  ])('%s with the draw %d is %j', (expression, draw, values) => {
    expect(drawn(expression, draw)).toEqual(values);
  });

  it('are kept with the trigger when it is parsed again', () => {
    expect(drawn('~ ~ * * *', 0.9, [7, 3])).toEqual([7, 3]);
  });

  it('are drawn anew where the expression no longer fits them', () => {
    expect(drawn('0~5 ~ * * *', 0, [7, 3])).toEqual([0, 3]);
    expect(drawn('0 5 * * *', 0, [7])).toBeUndefined();
  });

  it('are where the schedule is due', () => {
    const read = cron.parse({ type: 'cron', expression: '~ ~ * * *', drawn: [7, 3] }, context);
    if (!read.ok) throw new Error(read.error.message);
    const asked = cron.schedule?.(read.value, {
      zone: context.zone,
      seed: '',
      created: instant(0),
      enabled: instant(0),
      periodFrom: null,
    });
    expect(asked?.next(at('2026-01-01T00:00:00Z'))).toBe(at('2026-01-01T03:07:00Z'));
    expect(cron.sentence(read.value)).toBe('Every day at 03:07');
    expect(cron.text?.(read.value)).toBe('~ ~ * * *');
    expect(cron.drawn?.(read.value)).toEqual({ drawn: [7, 3] });
  });

  it('are the same for the same text in previews', () => {
    expect(trigger('~ ~ * * *').drawn).toEqual(trigger('~ ~ * * *').drawn);
  });
});

describe('errors', () => {
  it.each([
    ['60 * * * *', 'cronRange', 0, 2, undefined],
    ['* 24 * * *', 'cronRange', 2, 2, undefined],
    ['* * 0 * *', 'cronRange', 4, 1, undefined],
    ['* * 32 * *', 'cronRange', 4, 2, undefined],
    ['* * * 13 *', 'cronRange', 6, 2, undefined],
    ['* * * 0 *', 'cronRange', 6, 1, undefined],
    ['* * * * 8', 'cronRange', 8, 1, undefined],
    ['1,2,99 * * * *', 'cronRange', 4, 2, undefined],
    ['5-99 * * * *', 'cronRange', 2, 2, undefined],
    ['0 22-2 * * *', 'cronRange', 2, 4, '0 22-23,0-2 * * *'],
    ['0 22-2/2 * * *', 'cronRange', 2, 6, '0 22,0,2 * * *'],
    ['0 0 * nov-feb *', 'cronRange', 6, 7, '0 0 * nov-dec,jan-feb *'],
    ['0 0 * * sat-mon', 'cronRange', 8, 7, '0 0 * * sat,sun-mon'],
    ['0 0 * * 7-1', 'cronRange', 8, 3, '0 0 * * sun-mon'],
    ['20~10 * * * *', 'cronRange', 0, 5, '10~20 * * * *'],
    ['*/0 * * * *', 'cronStep', 2, 1, '*/2 * * * *'],
    ['1-5/ * * * *', 'cronStep', 4, 1, '1-5/2 * * * *'],
    ['*/x * * * *', 'cronStep', 2, 1, '*/2 * * * *'],
    ['*/-5 * * * *', 'cronStep', 2, 2, '*/2 * * * *'],
    ['0~30/5 * * * *', 'cronStep', 4, 2, '0~30 * * * *'],
    ['x * * * *', 'cronValue', 0, 1, undefined],
    ['*5 * * * *', 'cronValue', 1, 1, undefined],
    ['-5 * * * *', 'cronValue', 0, 2, undefined],
    ['1,,2 * * * *', 'cronValue', 2, 1, undefined],
    ['5, * * * *', 'cronValue', 2, 1, undefined],
    ['1.5 * * * *', 'cronValue', 1, 2, undefined],
    ['* * ? * *', 'cronValue', 4, 1, '* * * * *'],
    ['H * * * *', 'cronValue', 0, 1, '~ * * * *'],
    ['0 0 L * *', 'cronValue', 4, 1, undefined],
    ['0 0 * jna *', 'cronValue', 6, 3, '0 0 * jan *'],
    ['0 0 * * monday', 'cronValue', 8, 6, '0 0 * * mon'],
    ['0 0 * * mon#2', 'cronValue', 11, 2, undefined],
    ['* * * *', 'cronFields', 7, undefined, '* * * * *'],
    ['', 'cronFields', 0, undefined, undefined],
    ['   ', 'cronFields', 0, undefined, undefined],
    ['0 */5 * * * *', 'cronFields', 12, 1, '*/5 * * * *'],
    ['1 1 1 1 * rm -rf', 'cronFields', 10, 6, '1 1 1 1 *'],
    ['@wekly', 'cronNickname', 0, 6, '@weekly'],
    ['@every 5m', 'cronNickname', 0, 9, undefined],
    ['@daily x', 'cronNickname', 0, 8, '@daily'],
    ['@reboot', 'cronReboot', 0, 7, undefined],
    ['0 0 30 2 *', 'neverDue', 4, 2, undefined],
    ['0 0 31 4,6,9,11 *', 'neverDue', 4, 2, undefined],
    ['0 0 30,31 feb */2', 'neverDue', 4, 5, undefined],
    ['  0  0  30 2 *', 'neverDue', 8, 2, undefined],
  ])('%s is %s at %s', (expression, code, position, length, suggestion) => {
    const read = cron.parse({ type: 'cron', expression }, context);
    if (read.ok) throw new Error('It was read.');
    const { error } = read;
    expect({ ...error, message: '' }).toEqual({
      code,
      message: '',
      field: 'expression',
      position,
      ...(length === undefined ? {} : { length }),
      ...(suggestion === undefined ? {} : { suggestion }),
    });
    expect(error.message).toMatch(/[.?]$/);
    if (suggestion !== undefined) expect(cron.parse({ type: 'cron', expression: suggestion }, context).ok).toBe(true);
  });

  it.each([
    [{ type: 'cron' }, 'missingKey', 'expression'],
    [{ type: 'cron', expression: 5 }, 'wrongType', 'expression'],
    [{ type: 'cron', expression: '* * * * *', expresion: '' }, 'unknownKey', 'expresion'],
    [{ type: 'cron', expression: '* * * * *', drawn: 'x' }, 'wrongType', 'drawn'],
    [{ type: 'cron', expression: '* * * * *', drawn: [1.5] }, 'wrongType', 'drawn'],
    [{ type: 'cron', expression: '* * * * *', zone: 'Mars' }, 'unknownZone', 'zone'],
    [{ type: 'cron', expression: '* * * * *', jitter: '5m' }, 'duration', 'jitter'],
  ])('%j is %s in %s', (json, code, field) => {
    expect(cron.parse(json, context)).toMatchObject({ ok: false, error: { code, field } });
  });

  it.each([['0 0 29 2 *'], ['0 0 31 * *'], ['0 0 30 2 1'], ['0 0 29 2 */3']])('%s can be due', (expression) => {
    expect(cron.parse({ type: 'cron', expression }, context).ok).toBe(true);
  });

  it('warns of what cronie rejects, and of steps that leave one value', () => {
    expect(cron.parse({ type: 'cron', expression: '5/10 * * * *' }, context)).toMatchObject({
      ok: true,
      warnings: [{ code: 'cronieStep', field: 'expression', position: 0, length: 4, suggestion: '5-59/10 * * * *' }],
    });
    expect(cron.parse({ type: 'cron', expression: '0 */24 * * *' }, context)).toMatchObject({
      ok: true,
      warnings: [{ code: 'cronLargeStep', position: 4, length: 2 }],
    });
    expect(cron.parse({ type: 'cron', expression: '*/35 1-5 * * mon-fri' }, context)).toMatchObject({ warnings: [] });
  });
});

describe('sentences', () => {
  it.each([
    ['* * * * *', 'Every minute'],
    ['*/5 * * * *', 'Every 5 minutes'],
    ['0-59/5 * * * *', 'Every 5 minutes'],
    ['5/10 * * * *', 'Every 10 minutes from minute 5 of every hour'],
    ['*/35 * * * *', 'Every hour at :00 and :35'],
    ['0 * * * *', 'Every hour on the hour'],
    ['17 * * * *', 'Every hour at :17'],
    ['17 * * * 1-5', 'Every hour at :17 on weekdays'],
    ['21,51 8-19 * * *', 'Every hour at :21 and :51 from 08:21 to 19:51'],
    ['0 8-18 * * *', 'Every hour from 08:00 to 18:00'],
    ['1-10 * * * *', 'At minutes 1 to 10 of every hour'],
    ['0 */2 * * *', 'Every 2 hours on the hour, from 00:00'],
    ['7 */2 * * *', 'Every 2 hours at :07, from 00:07'],
    ['30 2 * * *', 'Every day at 02:30'],
    ['30 2 * * mon', 'Every Monday at 02:30'],
    ['30 2 * * mon,thu', 'Mondays and Thursdays at 02:30'],
    ['30 2 * * mon-sat', 'Monday to Saturday at 02:30'],
    ['30 2 * * sat,sun', 'Saturdays and Sundays at 02:30'],
    ['0 9,17 * * mon-fri', 'Weekdays at 09:00 and 17:00'],
    ['0 9 * 6-8 mon-fri', 'Weekdays in June to August at 09:00'],
    ['0 0 13 * 5', 'On day 13 of the month and every Friday at 00:00'],
    ['0 0 */2 * 1', 'Every Monday at 00:00, only on every 2nd day of the month from day 1'],
    ['0 12 1 * *', 'On the first day of the month at 12:00'],
    ['0 12 1,15 * *', 'On days 1 and 15 of the month at 12:00'],
    ['0 0 1 1 *', 'On 1 January at 00:00'],
    ['0 0 1 1,7 *', 'On the first day of January and July at 00:00'],
    ['0 0 * 1 *', 'Every day in January at 00:00'],
    ['*/5 * * 1 1', 'Every 5 minutes on Mondays in January'],
    ['*/15 9-17 * * *', 'Every 15 minutes from 09:00 to 17:59'],
    ['*/15 9-16 * * 1-5', 'Every 15 minutes from 09:00 to 16:59 on weekdays'],
    ['0 22-23,0-5 * * 6,0', 'At minute 0 of the hours 0 to 5, 22 and 23 on Saturdays and Sundays'],
  ])('%s: %s', (expression, sentence) => {
    expect(cron.sentence(trigger(expression))).toBe(sentence);
  });
});

describe('the round trip to text', () => {
  it.each(['0-59/5 * * * *', '@daily', '~ 3 * * fri-sun/2', '5/10 * * jan,MAR mon'])('keeps %s', (expression) => {
    const once = trigger(expression);
    expect(cron.text?.(once)).toBe(expression);
    const twice = cron.parse({ ...once }, context);
    expect(twice.ok && twice.value).toEqual(once);
  });
});

describe('bounds', () => {
  it('answers that an expression is never due within a millisecond', () => {
    const times = Array.from({ length: 20 }, () => {
      const begin = performance.now();
      expect(cron.parse({ type: 'cron', expression: '0 0 30,31 2 *' }, context).ok).toBe(false);
      return performance.now() - begin;
    });
    expect(Math.min(...times)).toBeLessThan(1);
  });

  it('answers at both ends of time', () => {
    for (const expression of ['* * * * *', '0 0 29 2 *', '30 2 * * *']) {
      for (const id of ['UTC', 'Europe/Berlin', 'Pacific/Apia']) {
        const asked = schedule(expression, id);
        expect(asked.next(instant(8.64e15))).toBeNull();
        expect(asked.previous(instant(8.64e15))).not.toBeNull();
        expect(asked.previous(instant(-8.64e15 - 1))).toBeNull();
        expect(asked.next(instant(-8.64e15))).not.toBeNull();
        expect(asked.count(at('2026-01-01T00:00:00Z'), at('2025-01-01T00:00:00Z'))).toBe(0);
      }
    }
  });

  it('counts a year of every minute within a millisecond', () => {
    for (const [id, minutes] of [
      ['UTC', 525_600],
      ['Europe/Berlin', 525_600],
    ] as const) {
      const asked = schedule('* * * * *', id);
      const [from, until] = [at('2025-12-31T23:59:59Z'), at('2026-12-31T23:59:59Z')];
      asked.next(from);
      const times = Array.from({ length: 20 }, () => {
        const begin = performance.now();
        expect(asked.count(from, until)).toBe(minutes);
        return performance.now() - begin;
      });
      expect(Math.min(...times)).toBeLessThan(1);
    }
  });

  it.each([
    ['spaces', ' '.repeat(10_240)],
    ['stars', '*'.repeat(10_240)],
    ['commas', `${'1,'.repeat(5119)}x * * * *`],
    ['digits', '1'.repeat(10_240)],
    ['letters', 'a'.repeat(10_240)],
    ['fields', '* '.repeat(5120)],
    ['steps', '*/1'.repeat(3413)],
    ['a nickname', `@${'d'.repeat(10_240)}`],
    ['a command', `* * * * * ${'x'.repeat(10_230)}`],
    ['emoji', '🕰️'.repeat(2000)],
    ['never due, in a long list', `0 0 ${'30,'.repeat(3400)}31 2 *`],
  ])('answers 10 kB of %s with a short error within 10 ms', (_what, expression) => {
    const times = Array.from({ length: 5 }, () => {
      const begin = performance.now();
      const read = cron.parse({ type: 'cron', expression }, context);
      const took = performance.now() - begin;
      expect(read.ok).toBe(false);
      if (!read.ok) expect(read.error.message.length + (read.error.suggestion ?? '').length).toBeLessThan(400);
      return took;
    });
    expect(Math.min(...times)).toBeLessThan(10);
  });

  it('throws nothing for 100,000 random strings, and what it reads is due in order', () => {
    const alphabet = '0123456789*,-/~ @#?LW\tjanmonsudefribk';
    const parts = ['*', '*/5', '1-5', '0', '7', '3~6', '~', 'mon', 'feb', '1,2', '60', '5-2', '*/0', '29', '30', '2/3'];
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), maxLength: 24 }),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.string({ unit: fc.constantFrom(...Array.from('0123456789*,-/~')), minLength: 1, maxLength: 5 }), {
          minLength: 5,
          maxLength: 5,
        })
        .map((fields) => fields.join(' ')),
      fc.array(fc.constantFrom(...parts), { minLength: 5, maxLength: 5 }).map((fields) => fields.join(' ')),
    );
    let read = 0;
    fc.assert(
      fc.property(text, (expression) => {
        const found = cron.parse({ type: 'cron', expression }, context);
        if (!found.ok) {
          const { position = 0, length = 0 } = found.error;
          return position >= 0 && position + length <= expression.length + 1 && found.error.message !== '';
        }
        read += 1;
        const asked = schedule(expression, 'Europe/Berlin');
        const first = asked.next(instant(1.79e12));
        return (
          first !== null && first > 1.79e12 && asked.previous(first) === first && cron.sentence(found.value) !== ''
        );
      }),
      { numRuns: 100_000 },
    );
    expect(read).toBeGreaterThan(1000);
  });
});
