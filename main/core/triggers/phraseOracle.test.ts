import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import { SEED } from '../testing/seed.ts';
import { phrase } from './phrase.ts';
import { type ClockWindow, labelFields, wallAccordingToIntl } from './testing/clockWindow.ts';
import {
  type DueAtLabel,
  NEVER,
  PLACES,
  Windows,
  difference,
  dueInWindow,
  secondIn,
  whenShown,
} from './testing/labelOracle.ts';
import type { Schedule } from './trigger.ts';

const RUNS = 20_000;
const windows = new Windows(SEED);

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const UNIT_MS: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const two = (value: number): string => String(value).padStart(2, '0');

interface Model {
  readonly unit: string;
  readonly count: number;
  /** Seconds within the unit, or of the day; null: no time. */
  readonly at: number | null;
  readonly python: boolean;
  readonly seconds: boolean;
}

/** The text of a phrase, in plain words or as Python writes it. */
function textOf({ unit, count, at, python, seconds }: Model): string {
  const short = unit === 'minute' || unit === 'hour';
  let time = '';
  if (at !== null) {
    const second = at % 60;
    const minute = Math.floor(at / 60) % 60;
    if (unit === 'minute') time = `:${two(second)}`;
    else if (unit === 'hour') time = second === 0 && !seconds ? `:${two(minute)}` : `${two(minute)}:${two(second)}`;
    else time = `${two(Math.floor(at / 3600))}:${two(minute)}${second === 0 && !seconds ? '' : `:${two(second)}`}`;
  }
  const word = count === 1 ? unit : `${unit}s`;
  if (python) return `every(${count === 1 ? '' : String(count)}).${word}${at === null ? '' : `.at("${time}")`}`;
  const number = count === 1 && !(short && seconds) ? '' : `${String(count)} `;
  return `every ${DAYS.includes(unit) ? '' : number}${word}${at === null ? '' : ` at ${time}`}`;
}

const spans: Readonly<Record<string, number>> = { minute: 60, hour: 3600 };
const spanOf = (unit: string): number => spans[unit] ?? 86_400;

/** The labels at which a phrase with a time in every unit is due. */
function labelsOf({ unit, at }: Model): DueAtLabel {
  const seconds = at ?? 0;
  const within = [(seconds % 60) * 1000];
  const minute = Math.floor(seconds / 60);
  const weekday = DAYS.indexOf(unit);
  return (label) => {
    if (unit === 'minute') return within;
    if (unit === 'hour') return ((label % 60) + 60) % 60 === minute ? within : NEVER;
    if (((label % 1440) + 1440) % 1440 !== minute) return NEVER;
    return weekday < 0 || labelFields(label).weekday === weekday ? within : NEVER;
  };
}

function scheduleOf(text: string, zone: Zone, base: number): Schedule {
  const read = phrase.parse({ type: 'phrase', text }, { now: instant(0), zone, draw: () => 0 });
  if (!read.ok) throw new Error(`${text}: ${read.error.message}`);
  const context = { zone, seed: 'a', created: instant(0), enabled: instant(0), periodFrom: instant(base) };
  const schedule = phrase.schedule?.(read.value, context);
  if (schedule === undefined) throw new Error('A phrase has no schedule.');
  return schedule;
}

const place = fc.nat({ max: PLACES - 1 });
const manner = { python: fc.boolean(), seconds: fc.boolean() };

it(`answers for phrases with a time in every unit (${String(RUNS)} phrases, seed ${String(SEED)})`, () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.nat({ max: windows.count - 1 }),
      fc.record({
        unit: fc.constantFrom('minute', 'hour', 'hour', 'day', 'day', 'day', ...DAYS),
        near: fc.integer({ min: -10_800, max: 10_800 }),
        ...manner,
      }),
      place,
      place,
      (index, { unit, near, ...rest }, from, until) => {
        const { window, zone } = windows.at(index);
        const span = spanOf(unit);
        const shown = (window.label[window.change] ?? 0) * 60 + near;
        const model: Model = { unit, count: 1, at: ((shown % span) + span) % span, ...rest };
        const realTime = unit === 'minute' || unit === 'hour';
        const rule = realTime
          ? ({ gap: 'skipped', overlap: 'both' } as const)
          : ({ gap: 'forward', overlap: 'first' } as const);
        const due = dueInWindow(window, labelsOf(model), rule);
        compared += due.length;
        const text = textOf(model);
        const wrong = difference(scheduleOf(text, zone, 0), window, due, { from, until });
        if (wrong !== null) throw new Error(`${window.zone} "${text}": ${wrong}`);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  expect(compared).toBeGreaterThan(RUNS / 4);
});

/** Python's `schedule` 1.2: from now, so many units; with a time, from that time in the present unit. Labels by Intl. */
function nextRun({ unit, count, at }: Model, base: number, window: ClockWindow): number | null {
  const wall = wallAccordingToIntl(window.zone, Math.floor(base / 1000) * 1000);
  const midnight = Math.floor(wall / 86_400_000) * 86_400_000;
  const weekday = DAYS.indexOf(unit);
  if (at === null) {
    if (weekday >= 0) {
      let day = wall + 86_400_000;
      while (new Date(day).getUTCDay() !== weekday) day += 86_400_000;
      return whenShown(window, day);
    }
    const length = count * (UNIT_MS[unit] ?? 0);
    return unit === 'day' || unit === 'week' ? whenShown(window, wall + length) : base + length;
  }
  if (unit === 'day') return whenShown(window, midnight + count * 86_400_000 + at * 1000);
  // Within hours and minutes: so many of them from the beginning of the present one, in real time, then the next label.
  const span = UNIT_MS[unit] ?? 0;
  const begun = base - (wall % span) + count * span;
  for (let next = begun; next < begun + 2 * span; next += 1000) {
    if (wallAccordingToIntl(window.zone, next) % span === at * 1000) return next;
  }
  return null;
}

it(`answers for periods since the last run as Python's schedule does (${String(RUNS)} phrases, seed ${String(SEED)})`, () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.nat({ max: windows.count - 1 }),
      fc
        .record({
          unit: fc.constantFrom('second', 'minute', 'hour', 'day', 'day', 'day', 'week', ...DAYS),
          count: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(1, 2, 3) }, fc.integer({ min: 1, max: 500 })),
          at: fc.option(fc.nat({ max: 86_399 }), { freq: 1, nil: null }),
          ...manner,
        })
        .filter(({ unit, count, at }) => !(DAYS.includes(unit) && (count > 1 || at !== null)))
        .filter(({ unit, at }) => !(at !== null && (unit === 'second' || unit === 'week')))
        .filter(({ count, at }) => !(at !== null && count === 1)),
      place,
      place,
      place,
      (index, { at, ...rest }, base, from, until) => {
        const { window, zone } = windows.at(index);
        const model: Model = { ...rest, at: at === null ? null : at % spanOf(rest.unit) };
        const begun = window.begin + secondIn(window, base) * 1000;
        const next = nextRun(model, begun, window);
        const close = window.begin + window.length * 60_000;
        const due = next === null || next >= close ? [] : [next];
        compared += due.length;
        const text = textOf(model);
        const wrong = difference(scheduleOf(text, zone, begun), window, due, { from, until });
        if (wrong !== null)
          throw new Error(`${window.zone} "${text}" since ${new Date(begun).toISOString()}: ${wrong}`);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  expect(compared).toBeGreaterThan(RUNS / 4);
});
