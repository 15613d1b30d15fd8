import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instant } from '../time/instant.ts';
import { SEED } from '../testing/seed.ts';
import { onCalendar } from './onCalendar.ts';
import { labelFields } from './testing/clockWindow.ts';
import { type DueAtLabel, NEVER, PLACES, Windows, difference, dueInWindow } from './testing/labelOracle.ts';

const RUNS = 30_000;
const windows = new Windows(SEED);

/** One element of a field, before it is known what the clock shows where it is asked about. `near` is counted from there. */
interface ElementModel {
  readonly kind: 'value' | 'range' | 'step' | 'rangeStep';
  readonly near: number;
  readonly span: number;
  readonly step: number;
}
type FieldModel = 'every' | readonly ElementModel[];

const element = fc.record({
  kind: fc.constantFrom('value', 'value', 'range', 'step', 'rangeStep' as const),
  near: fc.integer({ min: -3, max: 3 }),
  span: fc.integer({ min: 0, max: 6 }),
  step: fc.integer({ min: 1, max: 9 }),
}) as fc.Arbitrary<ElementModel>;

const field = (every: number): fc.Arbitrary<FieldModel> =>
  fc.oneof(
    { weight: every, arbitrary: fc.constant('every' as const) },
    { weight: 4, arbitrary: fc.array(element, { minLength: 1, maxLength: 3 }) },
  );

const events = fc.record({
  weekdays: fc.option(fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 4 }), { freq: 3 }),
  longNames: fc.boolean(),
  date: fc.option(
    fc.record({ year: field(20), month: field(9), day: field(4), fromEnd: fc.integer({ min: 0, max: 3 }) }),
    { freq: 2 },
  ),
  time: fc.option(fc.record({ hour: field(3), minute: field(2), second: fc.option(field(1), { freq: 3 }) }), {
    freq: 8,
  }),
});

/** The text of a field and the values it means, spelled out one by one. */
function spell(
  model: FieldModel,
  least: number,
  most: number,
  shown: number,
): readonly [text: string, values: Set<number>] {
  const values = new Set<number>();
  if (model === 'every') {
    for (let value = least; value <= most; value += 1) values.add(value);
    return ['*', values];
  }
  const size = most - least + 1;
  const texts = model.map(({ kind, near, span, step }) => {
    const first = ((((shown - least + near) % size) + size) % size) + least;
    const last = kind === 'step' ? most : kind === 'value' ? first : Math.min(most, first + span);
    const by = kind === 'step' || kind === 'rangeStep' ? step : 1;
    for (let value = first; value <= last; value += by) values.add(value);
    const two = (value: number): string => (value < 10 && step % 2 === 0 ? `0${String(value)}` : String(value));
    const range = kind === 'range' || kind === 'rangeStep' ? `${two(first)}..${two(last)}` : two(first);
    return by === 1 && kind !== 'step' && kind !== 'rangeStep' ? range : `${range}/${String(by)}`;
  });
  return [texts.join(','), values];
}

/** Days from the end, 1 is the last: written `~`. A step alone runs towards the end, in a range from its first number. */
function spellFromEnd(model: FieldModel, shown: number): readonly [text: string, values: Set<number>] {
  if (model === 'every') return ['*', new Set(Array.from({ length: 31 }, (_, day) => day + 1))];
  const values = new Set<number>();
  const texts = model.map(({ kind, near, span, step }) => {
    const first = Math.min(28, Math.max(1, shown + near));
    if (kind === 'value') {
      values.add(first);
      return String(first);
    }
    if (kind === 'step') {
      for (let value = first; value >= 1; value -= step) values.add(value);
      return `${String(first)}/${String(step)}`;
    }
    const last = Math.min(28, first + span);
    for (let value = first; value <= last; value += kind === 'rangeStep' ? step : 1) values.add(value);
    return `${String(first)}..${String(last)}${kind === 'rangeStep' ? `/${String(step)}` : ''}`;
  });
  return [texts.join(','), values];
}

const SHORT = ['sun', 'Mon', 'TUE', 'wed', 'Thu', 'fri', 'Sat'];
const LONG = ['Sunday', 'monday', 'Tuesday', 'WEDNESDAY', 'Thursday', 'Friday', 'saturday'];

interface EventModel {
  readonly weekdays: readonly number[] | null;
  readonly longNames: boolean;
  readonly date: {
    readonly year: FieldModel;
    readonly month: FieldModel;
    readonly day: FieldModel;
    readonly fromEnd: number;
  } | null;
  readonly time: { readonly hour: FieldModel; readonly minute: FieldModel; readonly second: FieldModel | null } | null;
}

interface SpelledEvent {
  readonly text: string;
  readonly due: DueAtLabel;
  /** Due moments on a day that has any. */
  readonly aDay: number;
}

function eventOf(model: EventModel, shown: number): SpelledEvent {
  const fields = labelFields(shown);
  const date = new Date(shown * 60_000);
  const year = date.getUTCFullYear();
  const daysLeft = new Date(Date.UTC(year, fields.month, 0)).getUTCDate() - fields.day + 1;
  const names = model.longNames ? LONG : SHORT;
  const words: string[] = [];
  const weekdays = model.weekdays === null ? null : new Set(model.weekdays);
  if (model.weekdays !== null) words.push(model.weekdays.map((day) => names[day] ?? '').join(','));

  const fromEnd = model.date?.fromEnd === 0;
  const [yearText, years] = spell(model.date?.year ?? 'every', 1970, 2199, year);
  const [monthText, months] = spell(model.date?.month ?? 'every', 1, 12, fields.month);
  const [dayText, days] = fromEnd
    ? spellFromEnd(model.date.day, daysLeft)
    : spell(model.date?.day ?? 'every', 1, 31, fields.day);
  if (model.date !== null) {
    const years = yearText === '*' && model.date.fromEnd === 1 ? '' : `${yearText}-`;
    words.push(`${years}${monthText}${fromEnd ? '~' : '-'}${dayText}`);
  }
  const [hourText, hours] = spell(model.time?.hour ?? [ZERO], 0, 23, model.time === null ? 0 : fields.hour);
  const [minuteText, minutes] = spell(model.time?.minute ?? [ZERO], 0, 59, model.time === null ? 0 : fields.minute);
  // Around second 0: near values can be 57 to 59 as well.
  const [secondText, seconds] = spell(model.time?.second ?? [ZERO], 0, 59, 0);
  if (model.time !== null) {
    words.push(`${hourText}:${minuteText}${model.time.second === null ? '' : `:${secondText}`}`);
  }
  if (words.length === 0) words.push('*-*-*');

  const within = [...seconds].sort((a, b) => a - b).map((second) => second * 1000);
  const timely = Array.from({ length: 1440 }, (_, of) => hours.has(Math.floor(of / 60)) && minutes.has(of % 60));
  let known = NaN;
  let onDay = false;
  const due: DueAtLabel = (label) => {
    const ofDay = ((label % 1440) + 1440) % 1440;
    if (timely[ofDay] !== true) return NEVER;
    if (label - ofDay !== known) {
      known = label - ofDay;
      const at = labelFields(label);
      const length = new Date(Date.UTC(new Date(label * 60_000).getUTCFullYear(), at.month, 0)).getUTCDate();
      onDay =
        years.has(new Date(label * 60_000).getUTCFullYear()) &&
        months.has(at.month) &&
        days.has(fromEnd ? length - at.day + 1 : at.day) &&
        (weekdays === null || weekdays.has(at.weekday));
    }
    return onDay ? within : NEVER;
  };
  return { text: words.join(' '), due, aDay: hours.size * minutes.size * seconds.size };
}

const ZERO: ElementModel = { kind: 'value', near: 0, span: 0, step: 2 };

it(`answers as systemd does around clock changes (${String(RUNS)} events, seed ${String(SEED)})`, () => {
  let asked = 0;
  let compared = 0;
  fc.assert(
    fc.property(
      fc.nat({ max: windows.count - 1 }),
      events,
      fc.nat({ max: PLACES - 1 }),
      fc.nat({ max: PLACES - 1 }),
      (index, model, from, until) => {
        const { window, zone } = windows.at(index);
        const { text, due, aDay } = eventOf(model, window.label[window.change] ?? 0);
        // What is due thousands of times a day takes long and asks nothing that the others do not.
        if (aDay > 1500) return;
        const read = onCalendar.parse(
          { type: 'onCalendar', expression: text },
          { now: instant(0), zone, draw: () => 0 },
        );
        if (!read.ok) throw new Error(`${text}: ${read.error.message}`);
        const context = { zone, seed: 'a', created: instant(0), enabled: instant(0), periodFrom: null };
        const schedule = onCalendar.schedule?.(read.value, context);
        if (schedule === undefined) throw new Error('A calendar event has no schedule.');
        const expected = dueInWindow(window, due, { gap: 'skipped', overlap: 'first' });
        asked += 1;
        compared += expected.length;
        const wrong = difference(schedule, window, expected, { from, until });
        if (wrong !== null) throw new Error(`${window.zone} "${text}": ${wrong}`);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  expect(asked).toBeGreaterThan(20_000);
  expect(compared).toBeGreaterThan(RUNS / 4);
});
