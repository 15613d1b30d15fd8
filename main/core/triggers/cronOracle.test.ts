import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant } from '../time/instant.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import { SEED } from '../testing/seed.ts';
import { cron } from './cron.ts';
import { type ClockWindow, NOTABLE_CHANGES, labelFields, windowAround } from './testing/clockWindow.ts';
import type { Schedule } from './trigger.ts';

/*
 * The oracle simulates the main loop of the daemon, minute by minute of real time, with its rule for clock changes
 * (semantics §2.1). It shares nothing with the program: labels come from Intl, days of the week from Date, and what a
 * field matches is spelled out from the model that the text was written from.
 */

const RUNS = 20_000;
const HOURS_AROUND = 30;
/** So many due moments are walked through on the way to a window, no more. */
const FEW = 100;

// The model of an expression, from which its text is written.

type Element =
  | { readonly kind: 'every'; readonly step: number | null }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly step: number | null }
  | { readonly kind: 'from'; readonly from: number; readonly step: number }
  /** A value that occurs in the window, `by` away from what the clock shows at the change. */
  | { readonly kind: 'near'; readonly by: number };

type Field = readonly Element[];

interface FieldRange {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const RANGES = {
  minute: { least: 0, most: 59, names: [] },
  hour: { least: 0, most: 23, names: [] },
  day: { least: 1, most: 31, names: [] },
  month: { least: 1, most: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  weekday: { least: 0, most: 7, names: 'Sun MON tue Wed thu FRI sat'.split(' ') },
} as const satisfies Record<string, FieldRange>;

type FieldName = keyof typeof RANGES;

const nearValue = ({ least, most }: FieldRange, by: number, shown: number): number => {
  const size = most - least + 1;
  return ((((shown - least + by) % size) + size) % size) + least;
};

function textOf(field: Field, range: FieldRange, shown: number, named: boolean): string {
  const word = (value: number): string => (named ? (range.names[value - range.least] ?? String(value)) : String(value));
  return field
    .map((element) => {
      switch (element.kind) {
        case 'every':
          return element.step === null ? '*' : `*/${String(element.step)}`;
        case 'value':
          return word(element.value);
        case 'near':
          return word(nearValue(range, element.by, shown));
        case 'from':
          return `${word(element.from)}/${String(element.step)}`;
        case 'range': {
          const step = element.step === null ? '' : `/${String(element.step)}`;
          // Only as the end of a range is the name of Sunday read as 7.
          const toSunday = named && range.most === 7 && element.to === 7 && element.from > 0 && element.from < 7;
          return `${word(element.from)}-${toSunday ? 'sun' : word(element.to)}${step}`;
        }
      }
    })
    .join(',');
}

function matches(field: Field, range: FieldRange, shown: number): boolean[] {
  const matched = Array.from({ length: range.most + 1 }, () => false);
  const mark = (from: number, to: number, step: number): void => {
    for (let value = from; value <= to; value += step) matched[value] = true;
  };
  for (const element of field) {
    if (element.kind === 'every') mark(range.least, range.most, element.step ?? 1);
    else if (element.kind === 'value') mark(element.value, element.value, 1);
    else if (element.kind === 'near') mark(nearValue(range, element.by, shown), nearValue(range, element.by, shown), 1);
    else if (element.kind === 'from') mark(element.from, range.most, element.step);
    else mark(element.from, element.to, element.step ?? 1);
  }
  return matched;
}

// The daemon.

interface Expression {
  readonly text: string;
  readonly due: (label: number) => boolean;
  readonly wildcard: boolean;
}

function expressionOf(model: Readonly<Record<FieldName, Field>>, shown: number, named: boolean): Expression {
  const at = labelFields(shown);
  const text = (name: FieldName): string => textOf(model[name], RANGES[name], at[name], named && name !== 'day');
  const values = (name: FieldName): boolean[] => matches(model[name], RANGES[name], at[name]);
  const texts = (['minute', 'hour', 'day', 'month', 'weekday'] as const).map(text);
  const [minutes, hours, days, months, weekdays] = [
    values('minute'),
    values('hour'),
    values('day'),
    values('month'),
    values('weekday'),
  ];
  const begins = texts.map((one) => one.startsWith('*'));
  const bothDays = begins[2] === true || begins[4] === true;
  const dueOnDay = (fields: ReturnType<typeof labelFields>): boolean => {
    const byDay = days[fields.day] === true;
    const byWeekday = weekdays[fields.weekday] === true || (fields.weekday === 0 && weekdays[7] === true);
    return months[fields.month] === true && (bothDays ? byDay && byWeekday : byDay || byWeekday);
  };
  // The day of a label changes seldom; all else is looked up for each minute.
  let day = NaN;
  let onDay = false;
  return {
    text: texts.join(' '),
    wildcard: begins[0] === true || begins[1] === true,
    due: (label) => {
      const ofDay = ((label % 1440) + 1440) % 1440;
      if (minutes[ofDay % 60] !== true || hours[Math.floor(ofDay / 60)] !== true) return false;
      if (label - ofDay !== day) {
        day = label - ofDay;
        onDay = dueOnDay(labelFields(label));
      }
      return onDay;
    },
  };
}

/** What the daemon would have started during the window, in real time. */
function simulate(window: ClockWindow, { due, wildcard }: Expression): number[] {
  const started: number[] = [];
  let done = (window.label[0] ?? 0) - 1;
  for (let index = 0; index < window.length; index += 1) {
    const label = window.label[index] ?? 0;
    const now = window.begin + index * 60_000;
    if (wildcard) {
      if (due(label)) started.push(now);
      continue;
    }
    // The clock was set back: wait until it has caught up. Forward: what was jumped over is due now, all together.
    let dueNow = false;
    while (done < label) {
      done += 1;
      if (due(done)) dueNow = true;
    }
    if (dueNow) started.push(now);
  }
  return started;
}

// The windows: the notable changes, and others of the seed's choice.

/** A small generator of its own, so that windows depend on the seed alone. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = mulberry(SEED);
const ZONES = Intl.supportedValuesOf('timeZone');
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;

const CHANGES: readonly (readonly [zone: string, from: number, to: number])[] = [
  ...NOTABLE_CHANGES.map(([, zone, from, to]) => [zone, Date.parse(from), Date.parse(to)] as const),
  ...Array.from({ length: 70 }, () => {
    const year = 1973 + Math.floor(random() * 127);
    return [pick(ZONES), Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)] as const;
  }),
];

const windows = new Map<number, ClockWindow>();

function windowOf(index: number): ClockWindow {
  let window = windows.get(index);
  if (window === undefined) {
    const [zone, from, to] = CHANGES[index] as (typeof CHANGES)[number];
    window = windowAround(zone, from, to, HOURS_AROUND);
    windows.set(index, window);
  }
  return window;
}

// Random models.

const step = (most: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 15 }) }, fc.integer({ min: 1, max: most + 5 }));

function fieldOf({ least, most }: FieldRange, starWeight: number): fc.Arbitrary<Field> {
  const value = fc.integer({ min: least, max: most });
  const element: fc.Arbitrary<Element> = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('near'), by: fc.integer({ min: -3, max: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('value'), value }) },
    {
      weight: 2,
      arbitrary: fc
        .record({ a: value, b: value, step: fc.option(step(most)) })
        .map(({ a, b, step: by }) => ({ kind: 'range' as const, from: Math.min(a, b), to: Math.max(a, b), step: by })),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('from'), from: value, step: step(most) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('every'), step: fc.option(step(most)) }) },
  );
  return fc.oneof(
    { weight: starWeight, arbitrary: fc.constant([{ kind: 'every', step: null }] as const) },
    { weight: 1, arbitrary: fc.record({ step: step(most) }).map((every) => [{ kind: 'every', ...every }] as const) },
    { weight: 5, arbitrary: fc.array(element, { minLength: 1, maxLength: 3 }) },
  );
}

const questions = fc.record({
  window: fc.nat({ max: CHANGES.length - 1 }),
  named: fc.boolean(),
  model: fc.record({
    minute: fieldOf(RANGES.minute, 2),
    hour: fieldOf(RANGES.hour, 3),
    day: fieldOf(RANGES.day, 9),
    month: fieldOf(RANGES.month, 15),
    weekday: fieldOf(RANGES.weekday, 9),
  }),
  /** Where in the window a single question is asked from and until, as shares of its length. */
  from: fc.integer({ min: 0, max: HOURS_AROUND * 2 * 3600 - 1 }),
  until: fc.integer({ min: 0, max: HOURS_AROUND * 2 * 3600 - 1 }),
  /** Days from which the window is come to from outside. */
  far: fc.integer({ min: 1, max: 1500 }),
});

function zoneNamed(id: string): Zone {
  const zone = zoneOf(id);
  if (!zone.ok) throw new Error(zone.error.message);
  return zone.value;
}

function scheduleOf(text: string, zone: Zone): Schedule | null {
  const read = cron.parse({ type: 'cron', expression: text }, { now: instant(0), zone, draw: () => 0 });
  if (!read.ok) {
    if (read.error.code === 'neverDue') return null;
    throw new Error(`${text}: ${read.error.message}`);
  }
  const context = { zone, seed: 'a#0', created: instant(0), enabled: instant(0), periodFrom: null };
  return cron.schedule?.(read.value, context) ?? null;
}

/** The due moments in [begin, end), one after the other. */
function chained(schedule: Schedule, begin: number, end: number): number[] {
  const due: number[] = [];
  let at: Instant | null = schedule.next(instant(begin - 1));
  for (; at !== null && at < end; at = schedule.next(at)) due.push(at);
  return due;
}

/** The same, from the end backwards. */
function chainedBack(schedule: Schedule, begin: number, end: number): number[] {
  const due: number[] = [];
  let at: Instant | null = schedule.previous(instant(end - 1));
  for (; at !== null && at >= begin; at = schedule.previous(instant(at - 1))) due.push(at);
  return due.reverse();
}

describe('cron against a simulation of the daemon', () => {
  it(`agrees on ${String(RUNS)} random expressions around clock changes (SEED=${String(SEED)})`, () => {
    let moments = 0;
    fc.assert(
      fc.property(questions, ({ window: index, named, model, from, until, far }) => {
        const window = windowOf(index);
        const end = window.begin + window.length * 60_000;
        const shown = window.label[window.change] ?? 0;
        const expression = expressionOf(model, shown, named);
        const schedule = scheduleOf(expression.text, zoneNamed(window.zone));
        const expected = simulate(window, expression);
        if (schedule === null) {
          expect(expected).toEqual([]);
          return;
        }
        moments += expected.length;
        const told = (due: readonly number[]): string => due.map((at) => new Date(at).toISOString()).join('\n');
        const agree = (found: readonly number[], wanted: readonly number[], what: string): void => {
          if (found.length === wanted.length && found.every((at, i) => at === wanted[i])) return;
          expect(told(found), `${what} of "${expression.text}" in ${window.zone}`).toBe(told(wanted));
        };
        agree(chained(schedule, window.begin, end), expected, 'next');
        agree(chainedBack(schedule, window.begin, end), expected, 'previous');
        // Single questions, asked from anywhere, of a schedule that remembers another place.
        const after = window.begin + from * 1000 + (from % 7 === 0 ? 1 : 0);
        const before = window.begin + until * 1000;
        const next = expected.find((at) => at > after);
        if (next !== undefined) agree([schedule.next(instant(after)) ?? NaN], [next], 'next after a jump');
        const previous = expected.filter((at) => at <= before).at(-1);
        if (previous !== undefined) agree([schedule.previous(instant(before)) ?? NaN], [previous], 'previous');
        const within = expected.filter((at) => at > after && at <= before).length;
        agree([schedule.count(instant(after), instant(before))], [within], 'count');
        agree([schedule.count(instant(window.begin - 1), instant(end - 1))], [expected.length], 'count of all');
        // Come from far away on either side, over other changes and in few large steps where moments are rare.
        if (until % 4 !== 0) return;
        const farBefore = window.begin - far * 86_400_000;
        if (schedule.count(instant(farBefore), instant(window.begin - 1)) < FEW) {
          const come = chained(schedule, farBefore, end).filter((due) => due >= window.begin);
          agree(come, expected, 'next from far');
        }
        const farAfter = end + far * 86_400_000;
        if (schedule.count(instant(end - 1), instant(farAfter)) < FEW) {
          const come = chainedBack(schedule, window.begin, farAfter).filter((due) => due < end);
          agree(come, expected, 'previous from far');
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
    // A generator that finds nothing due would prove nothing.
    expect(moments).toBeGreaterThan(RUNS * 10);
  });
});
