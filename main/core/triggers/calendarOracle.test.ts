import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { SEED } from '../testing/seed.ts';
import { type CalendarEntry, calendar } from './calendar.ts';
import { labelFields } from './testing/clockWindow.ts';
import {
  AT_THE_MINUTE,
  type DueAtLabel,
  NEVER,
  PLACES,
  Windows,
  difference,
  dueInWindow,
} from './testing/labelOracle.ts';

const RUNS = 20_000;
const windows = new Windows(SEED);

/** A key: missing, a value near what the clock shows at the change, or any. */
type Key =
  | { readonly kind: 'missing' }
  | { readonly kind: 'near'; readonly by: number }
  | { readonly kind: 'any'; readonly share: number };

const key = (missing: number, near: number): fc.Arbitrary<Key> =>
  fc.oneof(
    { weight: missing, arbitrary: fc.constant({ kind: 'missing' } as const) },
    { weight: near, arbitrary: fc.record({ kind: fc.constant('near' as const), by: fc.integer({ min: -2, max: 3 }) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('any' as const),
        share: fc.double({ min: 0, max: 0.999, noNaN: true }),
      }),
    },
  );

const entries = fc.array(
  fc.record({ minute: key(2, 2), hour: key(1, 8), day: key(8, 2), weekday: key(8, 2), month: key(12, 3) }),
  { minLength: 1, maxLength: 4 },
);

const RANGES = { minute: [0, 59], hour: [0, 23], day: [1, 31], weekday: [0, 7], month: [1, 12] } as const;

function entryOf(model: Readonly<Record<keyof typeof RANGES, Key>>, shown: number): CalendarEntry {
  const fields = labelFields(shown);
  const entry: Record<string, number> = {};
  for (const name of ['minute', 'hour', 'day', 'weekday', 'month'] as const) {
    const [least, most] = RANGES[name];
    const size = most - least + 1;
    const chosen = model[name];
    if (chosen.kind === 'near') entry[name] = ((fields[name] - least + chosen.by + size) % size) + least;
    if (chosen.kind === 'any') entry[name] = least + Math.floor(chosen.share * size);
  }
  return entry;
}

/** launchd: a missing key is every value; of day and weekday either suffices. */
function matcher(list: readonly CalendarEntry[]): DueAtLabel {
  const timely = Array.from({ length: 1440 }, (): CalendarEntry[] => []);
  for (const entry of list) {
    for (let hour = entry.hour ?? 0; hour <= (entry.hour ?? 23); hour += 1) {
      for (let minute = entry.minute ?? 0; minute <= (entry.minute ?? 59); minute += 1) {
        timely[hour * 60 + minute]?.push(entry);
      }
    }
  }
  const matches = (candidates: readonly CalendarEntry[], label: number): boolean => {
    const { day, month, weekday } = labelFields(label);
    return candidates.some((e) => {
      if (e.month !== undefined && e.month !== month) return false;
      const byDay = e.day === day;
      const byWeekday = e.weekday === weekday || (e.weekday === 7 && weekday === 0);
      return (e.day === undefined && e.weekday === undefined) || byDay || byWeekday;
    });
  };
  return (label) => {
    const candidates = timely[((label % 1440) + 1440) % 1440] ?? [];
    return candidates.length > 0 && matches(candidates, label) ? AT_THE_MINUTE : NEVER;
  };
}

it(`answers as launchd does around clock changes (${String(RUNS)} calendars, seed ${String(SEED)})`, () => {
  let compared = 0;
  fc.assert(
    fc.property(
      fc.nat({ max: windows.count - 1 }),
      entries,
      fc.nat({ max: PLACES - 1 }),
      fc.nat({ max: PLACES - 1 }),
      (index, models, from, until) => {
        const { window, zone } = windows.at(index);
        const list = models.map((model) => entryOf(model, window.label[window.change] ?? 0));
        const read = calendar.parse({ type: 'calendar', entries: list }, { now: instant(0), zone, draw: () => 0 });
        if (!read.ok) {
          expect(read.error.code).toBe('neverDue');
          return;
        }
        const context = { zone, seed: 'a', created: instant(0), enabled: instant(0), periodFrom: null };
        const schedule = calendar.schedule?.(read.value, context);
        if (schedule === undefined) throw new Error('A calendar has no schedule.');
        const expected = dueInWindow(window, matcher(list), { gap: 'forward', overlap: 'first' });
        compared += expected.length;
        const wrong = difference(schedule, window, expected, { from, until });
        if (wrong !== null) throw new Error(`${window.zone} ${JSON.stringify(list)}: ${wrong}`);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  expect(compared).toBeGreaterThan(RUNS / 4);
});
