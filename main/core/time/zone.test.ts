import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTABLE_CHANGES, wallAccordingToIntl } from '../triggers/testing/clockWindow.ts';
import { SEED } from '../testing/seed.ts';
import { fieldsOf, formatDate, formatTime, wallClock } from './civil.ts';
import { instant } from './instant.ts';
import { formatInstant, parseInstant } from './iso.ts';
import { UTC, type Transition, type Zone, zoneOf } from './zone.ts';
import { zoneNames } from './zoneNames.ts';
import { StretchTable } from './zoneStretches.ts';

function zone(id: string): Zone {
  const found = zoneOf(id);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

const at = (text: string): number => {
  const read = parseInstant(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};

const label = (text: string): number => at(`${text}Z`);

const told = (transition: Transition | null): string =>
  transition === null
    ? 'none'
    : `${formatInstant(transition.at)} ${String(transition.before / 60_000)} → ${String(transition.after / 60_000)}`;

describe('names of zones', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/BERLIN', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['Etc/Zulu', 'UTC'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Etc/GMT+5', 'Etc/GMT+5'],
  ])('%s is the zone %s', (id, canonical) => {
    expect(zone(id).id).toBe(canonical);
    expect(zone(id)).toBe(zone(canonical));
  });

  it.each([
    ['Europe/Berlim', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['America/NewYork', 'America/New_York'],
    ['CEST', 'Europe/Berlin'],
    ['BST', 'Europe/London'],
    ['PST', 'America/Los_Angeles'],
  ])('%s is unknown, and %s is offered', (id, near) => {
    const found = zoneOf(id);
    expect(found).toMatchObject({ ok: false, error: { code: 'unknownZone', suggestion: near } });
  });

  it.each(['', 'local', '+01:00', 'SystemV/EST5', 'Europe/', 'x'.repeat(10_000), '../etc/passwd', 'ÄÖÜ'])(
    'refuses %.20s without a guess of its own',
    (id) => {
      const found = zoneOf(id);
      expect(found).toMatchObject({ ok: false, error: { code: 'unknownZone' } });
    },
  );

  it('takes links for the zones that they stand for, under whichever of the names', () => {
    for (const transition of ['2026-03-08T06:59:59Z', '2026-03-08T07:00:00Z']) {
      expect(zone('us/eastern').offsetAt(instant(at(transition)))).toBe(
        zone('America/New_York').offsetAt(instant(at(transition))),
      );
    }
  });

  it('lists every zone once, UTC first', () => {
    const names = zoneNames();
    expect(names[0]).toBe('UTC');
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(400);
    for (const name of names) expect(zone(name).id).toBe(name);
  });
});

describe('transitions', () => {
  it.each([
    ['Europe/Berlin', '2026-01-01T00:00:00Z', '2026-03-29T01:00:00Z 60 → 120'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z 120 → 60'],
    ['Europe/Dublin', '2026-01-01T00:00:00Z', '2026-03-29T01:00:00Z 0 → 60'],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00Z', '2026-04-04T15:00:00Z 660 → 630'],
    ['Pacific/Apia', '2011-12-01T00:00:00Z', '2011-12-30T10:00:00Z -600 → 840'],
    ['Africa/Monrovia', '1970-01-01T00:00:00Z', '1972-01-07T00:44:30Z -44.5 → 0'],
    ['America/Recife', '2000-10-01T00:00:00Z', '2000-10-08T03:00:00Z -180 → -120'],
    ['America/Recife', '2000-10-08T03:00:00Z', '2000-10-15T02:00:00Z -120 → -180'],
    ['Asia/Tokyo', '1970-01-01T00:00:00Z', 'none'],
    ['UTC', '1970-01-01T00:00:00Z', 'none'],
    ['Europe/Berlin', '2100-10-31T01:00:00Z', '2101-03-27T01:00:00Z 60 → 120'],
    ['Europe/Berlin', '2500-01-01T00:00:00Z', '2500-03-28T01:00:00Z 60 → 120'],
  ])('in %s after %s: %s', (id, after, expected) => {
    expect(told(zone(id).nextTransition(instant(at(after))))).toBe(expected);
  });

  it('finds the same transitions backwards as forwards', () => {
    for (const id of ['Europe/Berlin', 'Africa/Casablanca', 'Pacific/Apia', 'Asia/Gaza', 'Africa/Monrovia']) {
      const all = [...zone(id).transitions(instant(at('1972-01-01T00:00:00Z')), instant(at('2099-12-31T00:00:00Z')))];
      const back: Transition[] = [];
      let last = zone(id).previousTransition(instant(at('2099-12-31T00:00:00Z')));
      while (last !== null && last.at > at('1972-01-01T00:00:00Z')) {
        back.push(last);
        last = zone(id).previousTransition(last.at);
      }
      expect(back.reverse()).toEqual(all);
      const forwards: Transition[] = [];
      let next = zone(id).nextTransition(instant(at('1972-01-01T00:00:00Z')));
      while (next !== null && next.at <= at('2099-12-31T00:00:00Z')) {
        forwards.push(next);
        next = zone(id).nextTransition(next.at);
      }
      expect(forwards).toEqual(all);
    }
  });

  it('ends at both ends of time', () => {
    for (const id of ['UTC', 'Europe/Berlin']) {
      expect(zone(id).offsetAt(instant(8.64e15))).toEqual(expect.any(Number));
      expect(zone(id).offsetAt(instant(-8.64e15))).toEqual(expect.any(Number));
      expect(zone(id).nextTransition(instant(8.64e15))).toBeNull();
      expect(zone(id).previousTransition(instant(-8.64e15))).toBeNull();
    }
  });
});

describe('labels', () => {
  it.each([
    ['a usual label', 'Europe/Berlin', '2026-03-28T02:30:00', 'once 2026-03-28T01:30:00Z'],
    ['in a gap of an hour', 'Europe/Berlin', '2026-03-29T02:30:00', 'gap 2026-03-29T01:00:00Z 60'],
    ['the beginning of a gap', 'Europe/Berlin', '2026-03-29T02:00:00', 'gap 2026-03-29T01:00:00Z 60'],
    ['the end of a gap', 'Europe/Berlin', '2026-03-29T03:00:00', 'once 2026-03-29T01:00:00Z'],
    ['just before a gap', 'Europe/Berlin', '2026-03-29T01:59:59', 'once 2026-03-29T00:59:59Z'],
    ['in an overlap', 'Europe/Berlin', '2026-10-25T02:30:00', 'twice 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z'],
    [
      'beginning of an overlap',
      'Europe/Berlin',
      '2026-10-25T02:00:00',
      'twice 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z',
    ],
    ['end of an overlap', 'Europe/Berlin', '2026-10-25T03:00:00', 'once 2026-10-25T02:00:00Z'],
    ['gap of half an hour', 'Australia/Lord_Howe', '2026-10-04T02:15:00', 'gap 2026-10-03T15:30:00Z 30'],
    ['after half an hour', 'Australia/Lord_Howe', '2026-10-04T02:30:00', 'once 2026-10-03T15:30:00Z'],
    [
      'overlap of half an hour',
      'Australia/Lord_Howe',
      '2026-04-05T01:45:00',
      'twice 2026-04-04T14:45:00Z 2026-04-04T15:15:00Z',
    ],
    ['a day left out', 'Pacific/Apia', '2011-12-30T12:00:00', 'gap 2011-12-30T10:00:00Z 1440'],
    ['the day before it', 'Pacific/Apia', '2011-12-29T12:00:00', 'once 2011-12-29T22:00:00Z'],
    ['the day after it', 'Pacific/Apia', '2011-12-31T00:00:00', 'once 2011-12-30T10:00:00Z'],
    ['midnight left out', 'Asia/Beirut', '2026-03-29T00:00:00', 'gap 2026-03-28T22:00:00Z 60'],
    ['midnight twice', 'America/Havana', '2026-11-01T00:30:00', 'twice 2026-11-01T04:30:00Z 2026-11-01T05:30:00Z'],
    ['back for Ramadan', 'Africa/Casablanca', '2027-02-07T02:30:00', 'twice 2027-02-07T01:30:00Z 2027-02-07T02:30:00Z'],
    ['a gap of seconds', 'Africa/Monrovia', '1972-01-07T00:30:00', 'gap 1972-01-07T00:44:30Z 44.5'],
    ['before a gap of seconds', 'Africa/Monrovia', '1972-01-06T23:59:59', 'once 1972-01-07T00:44:29Z'],
    ['without changes', 'UTC', '2026-03-29T02:30:00', 'once 2026-03-29T02:30:00Z'],
  ])('%s: %s in %s', (_what, id, text, expected) => {
    const found = zone(id).resolve(wallClock(label(text)));
    const answer =
      found.kind === 'once'
        ? `once ${formatInstant(found.at)}`
        : found.kind === 'twice'
          ? `twice ${formatInstant(found.first)} ${formatInstant(found.second)}`
          : `gap ${formatInstant(found.at)} ${String(found.length / 60_000)}`;
    expect(answer).toBe(expected);
  });

  it(`resolves what the wall showed at any instant to that instant (SEED=${String(SEED)})`, () => {
    // Few enough that their tables, which take their time, are built in little of it.
    const all = zoneNames();
    const chosen = Array.from({ length: 20 }, (_, index) => all[(SEED + index * 97) % all.length] ?? 'UTC');
    const names = [...NOTABLE_CHANGES.map(([, id]) => id), ...chosen];
    fc.assert(
      fc.property(
        fc.nat({ max: names.length - 1 }),
        fc.integer({ min: 0, max: 130 * 365 * 86_400 }),
        fc.integer({ min: -7200, max: 7200 }),
        fc.boolean(),
        (index, second, by, nearChange) => {
          const here = zone(names[index] ?? 'UTC');
          const change = nearChange ? here.nextTransition(instant(second * 1000)) : null;
          const when = instant(change === null ? second * 1000 : change.at + by * 1000);
          const found = here.resolve(here.wallAt(when));
          const instants =
            found.kind === 'once' ? [found.at] : found.kind === 'twice' ? [found.first, found.second] : [];
          expect(instants).toContain(when);
          if (found.kind === 'twice') expect(found.first).toBeLessThan(found.second);
        },
      ),
      { numRuns: 3000, seed: SEED },
    );
  });
});

describe('the table', () => {
  it(`agrees with Intl in every zone at 120 random instants each (SEED=${String(SEED)})`, () => {
    let state = SEED;
    const random = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    for (const name of zoneNames()) {
      const here = zone(name);
      let decade = 0;
      for (let index = 0; index < 120; index += 1) {
        // Three times ten years a zone: a table of all years for each of them takes its time.
        if (index % 40 === 0) decade = Math.floor(random() * 121 * 365.25) * 86_400;
        const when = (decade + Math.floor(random() * 10 * 365.25 * 86_400)) * 1000;
        if (here.wallAt(instant(when)) !== wallAccordingToIntl(name, when)) {
          expect(`${name} ${formatInstant(instant(when))} ${formatInstant(instant(here.wallAt(instant(when))))}`).toBe(
            formatInstant(instant(wallAccordingToIntl(name, when))),
          );
        }
      }
    }
  });

  it('changes exactly where Intl does', () => {
    for (const name of ['Europe/Berlin', 'Pacific/Apia', 'Africa/Casablanca', 'Africa/Monrovia', 'Asia/Gaza']) {
      for (const { at: change, before, after } of zone(name).transitions(instant(0), instant(4.1e12))) {
        expect(wallAccordingToIntl(name, change) - change).toBe(after);
        expect(wallAccordingToIntl(name, change - 1000) - (change - 1000)).toBe(before);
      }
    }
  });

  it('is built for 1970 to 2100 within 20 ms, and only where it is asked', () => {
    // Zones that no other test asks. Time of the processor, and the best of some, because the machine may be busy.
    const cpu = (): number => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    };
    const unused = ['America/Denver', 'Europe/Paris', 'Australia/Hobart', 'America/Halifax', 'Europe/Oslo'];
    const times = unused.map((id) => {
      const here = zone(id);
      const begin = cpu();
      here.offsetAt(instant(at('2026-11-25T00:00:00Z')));
      const first = cpu() - begin;
      let count = 0;
      for (const _ of here.transitions(instant(0), instant(at('2101-01-01T00:00:00Z')))) count += 1;
      expect(count).toBeGreaterThan(100);
      return { first, all: cpu() - begin };
    });
    expect(Math.min(...times.map(({ all }) => all))).toBeLessThan(20);
    expect(Math.min(...times.map(({ first }) => first))).toBeLessThan(5);
  });

  it('does not depend on the zone of the process', () => {
    const before = process.env['TZ'];
    const tables = ['UTC', 'America/New_York', 'Pacific/Apia', 'Asia/Kolkata'].map((TZ) => {
      process.env['TZ'] = TZ;
      // The process does go by it: else this would prove nothing.
      expect(new Date(2026, 0, 1).getTime()).toBe(
        at('2026-01-01T00:00:00Z') - zone(TZ).offsetAt(instant(at('2026-01-01T00:00:00Z'))),
      );
      const table = new StretchTable('Europe/Berlin');
      return [1980, 2026, 2090].map((year) => table.around(instant(at(`${String(year)}-06-01T00:00:00Z`))));
    });
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
    for (const table of tables) expect(table).toEqual(tables[0]);
  });
});

describe('what the wall shows', () => {
  it('is taken apart and written as a person reads it', () => {
    const fields = fieldsOf(zone('Asia/Kathmandu').wallAt(instant(at('2026-02-28T20:00:00.250Z'))));
    expect(`${formatDate(fields)} ${formatTime(fields)}`).toBe('2026-03-01 01:45:00.250');
    expect(fields.weekday).toBe(0);
    expect(UTC.wallAt(instant(0))).toBe(0);
  });
});
