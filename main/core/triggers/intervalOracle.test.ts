import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { SEED } from '../testing/seed.ts';
import { interval } from './interval.ts';
import { wallAccordingToIntl } from './testing/clockWindow.ts';
import {
  AT_THE_MINUTE,
  NEVER,
  PLACES,
  Windows,
  difference,
  dueInWindow,
  secondIn,
  whenShown,
} from './testing/labelOracle.ts';

const RUNS = 20_000;
const windows = new Windows(SEED);
const iso = (at: number): string => new Date(at).toISOString();

/** A length with calendar units, and how it moves a date: by the Date of JavaScript, the day clipped to the month's end. */
interface Length {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly minutes: number;
}

const textOf = ({ years, months, weeks, days, minutes }: Length): string => {
  const part = (count: number, unit: string): string => (count === 0 ? '' : `${String(count)}${unit}`);
  const date = part(years, 'Y') + part(months, 'M') + part(weeks, 'W') + part(days, 'D');
  return `P${date}${minutes === 0 ? '' : `T${String(minutes)}M`}`;
};

function moved(wall: number, length: Length, times: number): number {
  const date = new Date(wall);
  const month = date.getUTCMonth() + times * (length.years * 12 + length.months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), last);
  const clipped = Date.UTC(date.getUTCFullYear(), month, day) + (((wall % 86_400_000) + 86_400_000) % 86_400_000);
  return clipped + times * ((length.weeks * 7 + length.days) * 86_400_000 + length.minutes * 60_000);
}

const calendarLengths: fc.Arbitrary<Length> = fc
  .record({
    years: fc.constantFrom(0, 0, 0, 0, 1, 4),
    months: fc.constantFrom(0, 0, 0, 1, 2, 3, 5),
    weeks: fc.constantFrom(0, 0, 0, 0, 1, 2),
    days: fc.constantFrom(0, 0, 1, 1, 2, 3, 30),
    minutes: fc.constantFrom(0, 0, 0, 0, 0, 30, 90, 1435),
  })
  .filter(({ years, months, weeks, days }) => years + months + weeks + days > 0);

const bounds = {
  enabled: fc.option(fc.nat({ max: PLACES - 1 }), { freq: 2, nil: null }),
  until: fc.option(fc.nat({ max: PLACES - 1 }), { freq: 2, nil: null }),
  immediately: fc.boolean(),
};

const place = fc.nat({ max: PLACES - 1 });

it(`keeps calendar grids by the wall clock (${String(RUNS)} grids, seed ${String(SEED)})`, () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.nat({ max: windows.count - 1 }),
      calendarLengths,
      // A label within four hours of the change, so many steps before it.
      fc.record({ minutes: fc.integer({ min: -240, max: 240 }), steps: fc.integer({ min: -3, max: 40 }), ...bounds }),
      place,
      place,
      (index, every, model, from, until) => {
        const { window, zone } = windows.at(index);
        const near = (window.label[window.change] ?? 0) * 60_000 + model.minutes * 60_000;
        const anchorWall = moved(near, every, -model.steps);
        const anchor = whenIn(zone.id, anchorWall);
        const begin =
          model.enabled === null ? window.begin - 1000 : window.begin + secondIn(window, model.enabled) * 1000;
        const end = model.until === null ? Infinity : window.begin + secondIn(window, model.until) * 1000;

        const labels = new Set<number>();
        const own = wallIn(zone.id, anchor);
        const perStep = (moved(own, every, 1000) - own) / 1000;
        const middle = Math.round((near - own) / perStep);
        const reach = Math.ceil((80 * 3_600_000) / perStep) + 5;
        for (let k = middle - reach; k <= middle + reach; k += 1) labels.add(moved(own, every, k) / 60_000);
        const due = dueInWindow(window, (label) => (labels.has(label) ? AT_THE_MINUTE : NEVER), {
          gap: 'forward',
          overlap: 'first',
        }).filter((at) => at > begin && at <= end);
        if (model.immediately && begin >= window.begin && begin <= end) due.unshift(begin);
        compared += due.length;

        const document = {
          type: 'interval',
          every: textOf(every),
          from: 'grid',
          anchor: iso(anchor),
          immediately: model.immediately,
          ...(model.until === null ? {} : { until: iso(end) }),
        };
        const read = interval.parse(document, { now: instant(0), zone, draw: () => 0 });
        if (!read.ok) throw new Error(`${JSON.stringify(document)}: ${read.error.message}`);
        const context = { zone, seed: 'a', created: instant(0), enabled: instant(begin), periodFrom: null };
        const schedule = interval.schedule?.(read.value, context);
        if (schedule === undefined) throw new Error('An interval has no schedule.');
        const wrong = difference(schedule, window, due, { from, until });
        if (wrong !== null)
          throw new Error(`${window.zone} ${JSON.stringify(document)} enabled ${iso(begin)}: ${wrong}`);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  expect(compared).toBeGreaterThan(RUNS / 2);
});

it(`keeps exact grids in real time, and periods since a run by their kind (${String(RUNS)}, seed ${String(SEED)})`, () => {
  fc.assert(
    fc.property(
      fc.nat({ max: windows.count - 1 }),
      fc.oneof(
        fc.integer({ min: 1, max: 100_000 }).map((seconds) => ({ seconds, length: null })),
        calendarLengths.map((length) => ({ seconds: 0, length })),
      ),
      fc.record({ base: place, anchor: fc.integer({ min: -1_000_000, max: 1_000_000 }), ...bounds }),
      place,
      place,
      (index, every, model, from, until) => {
        const { window, zone } = windows.at(index);
        const begin =
          model.enabled === null ? window.begin - 1000 : window.begin + secondIn(window, model.enabled) * 1000;
        const end = model.until === null ? Infinity : window.begin + secondIn(window, model.until) * 1000;
        const context = { zone, seed: 'a', created: instant(0), enabled: instant(begin), periodFrom: null };
        const untilPart = model.until === null ? {} : { until: iso(end) };
        const close = window.begin + window.length * 60_000;
        const due: number[] = [];
        let document: Record<string, unknown>;
        let periodFrom: number | null = null;
        if (every.length === null && model.base % 2 === 0) {
          const anchor = window.begin + model.anchor * 1000;
          document = {
            type: 'interval',
            every: `PT${String(every.seconds)}S`,
            from: 'grid',
            anchor: iso(anchor),
            ...untilPart,
          };
          const step = every.seconds * 1000;
          let at = anchor;
          while (at > window.begin) at -= step;
          for (; at < close; at += step) if (at >= window.begin && at > begin && at <= end) due.push(at);
        } else {
          const begun = window.begin + secondIn(window, model.base) * 1000;
          periodFrom = model.base % 3 === 0 ? null : begun;
          const base = periodFrom ?? begin;
          const { immediately } = model;
          const kind = model.base % 5 < 3 ? {} : { from: 'finish' };
          const text = every.length === null ? `PT${String(every.seconds)}S` : textOf(every.length);
          document = { type: 'interval', every: text, immediately, ...kind, ...untilPart };
          const first = immediately && periodFrom === null;
          const later =
            every.length === null
              ? base + every.seconds * 1000
              : whenShown(window, moved(wallIn(zone.id, base), every.length, 1));
          const at = first ? begin : later;
          if (at !== null && at >= window.begin && at < close && at <= end) due.push(at);
        }
        const read = interval.parse(document, { now: instant(0), zone, draw: () => 0 });
        if (!read.ok) throw new Error(`${JSON.stringify(document)}: ${read.error.message}`);
        const schedule = interval.schedule?.(read.value, {
          ...context,
          periodFrom: periodFrom === null ? null : instant(periodFrom),
        });
        if (schedule === undefined) throw new Error('An interval has no schedule.');
        const wrong = difference(schedule, window, due, { from, until });
        if (wrong !== null) throw new Error(`${window.zone} ${JSON.stringify(document)}: ${wrong}`);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
});

/** The label at an instant, in milliseconds, by Intl. */
const wallIn = (zone: string, at: number): number => wallAccordingToIntl(zone, at);

/** An instant at which the zone's clock shows a label, or is past it where it never does. */
function whenIn(zone: string, wall: number): number {
  let at = wall;
  for (let tries = 0; tries < 3; tries += 1) at += wall - wallAccordingToIntl(zone, at);
  return at;
}
