import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEED } from '../testing/seed.ts';
import { fieldsOf, formatDate, formatTime } from '../time/civil.ts';
import { type Instant, instant } from '../time/instant.ts';
import { parseInstant } from '../time/iso.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import { clockOnDay, readSpokenTime, type SpokenContext, splitSpokenTime } from './spokenTime.ts';

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

const BERLIN = zone('Europe/Berlin');
/** Tuesday. */
const NOW = at('2026-10-27T09:42:00+01:00');

const context = (more: Partial<SpokenContext> = {}): SpokenContext => ({
  now: NOW,
  zone: BERLIN,
  toward: 'coming',
  monthFirst: false,
  ...more,
});

const shown = (when: Instant, where: Zone): string => {
  const fields = fieldsOf(where.wallAt(when));
  return `${formatDate(fields)} ${formatTime(fields).slice(0, 5)}`;
};

function told(text: string, more: Partial<SpokenContext> = {}): string {
  const read = readSpokenTime(text, context(more));
  if (!read.ok) return read.error.code;
  const { from, to, precision } = read.value;
  const where = more.zone ?? BERLIN;
  return precision === 'day' ? `${shown(from, where)} to ${shown(to, where)}` : shown(from, where);
}

describe('what is coming', () => {
  it.each([
    ['monday 8', '2026-11-02 08:00'],
    ['until monday 8', '2026-11-02 08:00'],
    ['until Monday at 8', '2026-11-02 08:00'],
    ['8 monday', '2026-11-02 08:00'],
    ['mon 8:30', '2026-11-02 08:30'],
    ['next fri 17:00', '2026-10-30 17:00'],
    ['tuesday 18:00', '2026-10-27 18:00'],
    ['tuesday 8', '2026-11-03 08:00'],
    ['next tuesday 18:00', '2026-11-03 18:00'],
    ['tomorrow', '2026-10-28 00:00 to 2026-10-29 00:00'],
    ['tuesday', '2026-11-03 00:00 to 2026-11-04 00:00'],
    ['tomorrow morning', '2026-10-28 08:00'],
    ['tomorrow at noon', '2026-10-28 12:00'],
    ['the day after tomorrow at 8', '2026-10-29 08:00'],
    ['18:00', '2026-10-27 18:00'],
    ['6pm', '2026-10-27 18:00'],
    ['6.30 p.m.', '2026-10-27 18:30'],
    ['12 am', '2026-10-28 00:00'],
    ['until 18', '2026-10-27 18:00'],
    ['until 8', '2026-10-28 08:00'],
    ["at 8 o'clock", '2026-10-28 08:00'],
    ['midnight', '2026-10-28 00:00'],
    ['24:00', '2026-10-28 00:00'],
    ['noon', '2026-10-27 12:00'],
    ['in 2 hours', '2026-10-27 11:42'],
    ['for 1 h 30', '2026-10-27 11:12'],
    ['1h30', '2026-10-27 11:12'],
    ['90 min', '2026-10-27 11:12'],
    ['half an hour', '2026-10-27 10:12'],
    ['1 hour and 5 minutes', '2026-10-27 10:47'],
    ['in a week', '2026-11-03 09:42'],
    ['next week', '2026-11-02 00:00 to 2026-11-03 00:00'],
    ['27 oct 18:00', '2026-10-27 18:00'],
    ['27 oct', '2027-10-27 00:00 to 2027-10-28 00:00'],
    ['1st of november', '2026-11-01 00:00 to 2026-11-02 00:00'],
    ['nov 1, 9:15', '2026-11-01 09:15'],
    ['1.11. 9:15', '2026-11-01 09:15'],
    ['1/11 9:15', '2026-11-01 09:15'],
    ['2026-12-24', '2026-12-24 00:00 to 2026-12-25 00:00'],
    ['2026-12-24 18:00', '2026-12-24 18:00'],
    ['29 feb', '2028-02-29 00:00 to 2028-03-01 00:00'],
    ['now', '2026-10-27 09:42'],
  ])('%s', (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  it('reads 11/1 by the habits of the person', () => {
    expect(told('11/1 9:15', { monthFirst: true })).toBe('2026-11-01 09:15');
    expect(told('11/1 9:15')).toBe('2027-01-11 09:15');
  });
});

describe('what is past', () => {
  it.each([
    ['yesterday 20:05', '2026-10-26 20:05'],
    ['20:05 yesterday', '2026-10-26 20:05'],
    ['yesterday', '2026-10-26 00:00 to 2026-10-27 00:00'],
    ['20:05', '2026-10-26 20:05'],
    ['08:05', '2026-10-27 08:05'],
    ['today 20:05', '2026-10-27 20:05'],
    ['friday 20:05', '2026-10-23 20:05'],
    ['tuesday', '2026-10-27 00:00 to 2026-10-28 00:00'],
    ['tuesday 20:05', '2026-10-20 20:05'],
    ['last tuesday', '2026-10-20 00:00 to 2026-10-21 00:00'],
    ['last friday', '2026-10-23 00:00 to 2026-10-24 00:00'],
    ['20 minutes ago', '2026-10-27 09:22'],
    ['a day ago', '2026-10-26 09:42'],
    ['3 nov', '2025-11-03 00:00 to 2025-11-04 00:00'],
    ['tomorrow 8:05', '2026-10-28 08:05'],
  ])('%s', (text, expected) => {
    expect(told(text, { toward: 'past' })).toBe(expected);
  });
});

describe('what is no time', () => {
  it.each([
    '',
    '  ',
    '8',
    'mail',
    'mo',
    'monday 25',
    '8:60',
    '13 pm',
    '31 feb',
    '30 february 2026',
    '0 oct',
    '5 blorp',
    'until',
    'x'.repeat(10_000),
    'constructor',
    '__proto__ 8',
  ])('%.20s', (text) => {
    expect(readSpokenTime(text, context()).ok).toBe(false);
  });
});

describe('around clock changes', () => {
  it('takes a time that comes twice for both', () => {
    const read = readSpokenTime('sunday 02:30', context({ toward: 'past' }));
    expect(read).toMatchObject({
      ok: true,
      value: { from: at('2026-10-25T00:30:00Z'), to: at('2026-10-25T01:31:00Z') },
    });
  });

  it('moves a time that does not come forward by the gap', () => {
    expect(told('29 march 2026 02:30')).toBe('2026-03-29 03:30');
  });

  it('gives a day with 25 hours its length', () => {
    const read = readSpokenTime('sunday', context({ toward: 'past' }));
    expect(read.ok && read.value.to - read.value.from).toBe(25 * 3_600_000);
  });
});

it.each([
  ['pause mail until monday 8', 'pause mail', '2026-11-02 08:00'],
  ['ingest yesterday 20:05', 'ingest', '2026-10-26 20:05'],
  ['pause everything for 2 hours', 'pause everything', '2026-10-27 11:42'],
  ['monday report tuesday 9:00', 'monday report', '2026-11-03 09:00'],
  ['tomorrow', '', '2026-10-28 00:00'],
])('%s ends with a time', (text, before, expected) => {
  const found = splitSpokenTime(text, context());
  expect(found?.before).toBe(before);
  expect(found && shown(found.time.from, BERLIN)).toBe(expected);
});

it('finds no time where a text ends with none', () => {
  expect(splitSpokenTime('pause mail', context())).toBeNull();
  expect(splitSpokenTime('open job 7', context())).toBeNull();
});

it('puts a time of day on a day that was said', () => {
  const read = readSpokenTime('monday', context());
  expect(read.ok && shown(clockOnDay(read.value, 8, BERLIN), BERLIN)).toBe('2026-11-02 08:00');
});

describe('whatever is said', () => {
  const instants = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2040, 0, 1) }).map(instant);
  const zones = fc
    .constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata')
    .map(zone);

  it('reads back the date and time that is shown', () => {
    fc.assert(
      fc.property(instants, instants, zones, fc.constantFrom('coming', 'past'), (when, now, where, toward) => {
        const minute = instant(Math.floor(when / 60_000) * 60_000);
        const read = readSpokenTime(shown(minute, where), context({ now, zone: where, toward }));
        expect(read.ok && read.value.from <= minute && minute < read.value.to).toBe(true);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('gives a weekday or a clock on the side that is asked for', () => {
    const words = fc.tuple(
      fc.constantFrom('', 'monday ', 'sunday ', 'wed '),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
    );
    fc.assert(
      fc.property(words, instants, zones, fc.boolean(), ([day, hour, minute], now, where, past) => {
        const text = `${day}${String(hour)}:${String(minute).padStart(2, '0')}`;
        const read = readSpokenTime(text, context({ now, zone: where, toward: past ? 'past' : 'coming' }));
        if (!read.ok) throw new Error(text);
        const { from } = read.value;
        expect(past ? from <= now : from > now).toBe(true);
        expect(Math.abs(from - now)).toBeLessThanOrEqual((day === '' ? 2 : 8) * 86_400_000);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('never throws, and a time is never empty', () => {
    const piece = fc.constantFrom(
      'until',
      'monday',
      '8',
      ':',
      '20:05',
      'oct',
      'in',
      '2',
      'h',
      'ago',
      '27.10.',
      'x',
      'the',
      '/',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join(' ')),
        ),
        (text) => {
          const read = readSpokenTime(text, context());
          if (read.ok) expect(read.value.to).toBeGreaterThan(read.value.from);
        },
      ),
      { seed: SEED, numRuns: 3000 },
    );
  });
});
