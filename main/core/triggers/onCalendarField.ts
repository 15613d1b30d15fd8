import type { Problem } from '../problem.ts';
import { refuse } from './fields.ts';

/** One element of a field: a value; `first..last`; with `step` every so many from `first`, to `last` or the field's end. */
export interface Component {
  readonly first: number;
  readonly last: number | null;
  readonly step: number | null;
}

export type Field = 'year' | 'month' | 'day' | 'dayFromEnd' | 'hour' | 'minute' | 'second';

/** What a field can hold. Seconds are in milliseconds. */
export interface FieldRange {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Values are counted in so many: 1000 for seconds. */
  readonly unit: number;
}

/** systemd keeps years from 1970 to 2199, and days from the end within 28, which every month has. */
export const FIELDS: Readonly<Record<Field, FieldRange>> = {
  year: { name: 'year', least: 1970, most: 2199, unit: 1 },
  month: { name: 'month', least: 1, most: 12, unit: 1 },
  day: { name: 'day', least: 1, most: 31, unit: 1 },
  dayFromEnd: { name: 'day from the end', least: 1, most: 28, unit: 1 },
  hour: { name: 'hour', least: 0, most: 23, unit: 1 },
  minute: { name: 'minute', least: 0, most: 59, unit: 1 },
  second: { name: 'second', least: 0, most: 59_999, unit: 1000 },
};

/** Two digits mean 1970 to 2069. */
function fullYear(value: number, digits: number): number {
  if (digits > 2) return value;
  return value < 70 ? value + 2000 : value + 1900;
}

/** `*` is every value: null. Errors are refused with a position in `whole`. */
export function readComponents(
  range: FieldRange,
  text: string,
  at: number,
  whole: string,
  warn: (problem: Problem) => void,
): readonly Component[] | null {
  if (text === '*') return null;
  const components: Component[] = [];
  let from = at;
  for (const part of text.split(',')) {
    components.push(readComponent(range, part, from, whole, warn));
    from += part.length + 1;
  }
  return components;
}

function readComponent(
  range: FieldRange,
  part: string,
  at: number,
  whole: string,
  warn: (problem: Problem) => void,
): Component {
  const wrong = (code: string, message: string, instead?: string): never =>
    refuse({
      code,
      message,
      position: at,
      length: part.length,
      ...(instead === undefined
        ? {}
        : { suggestion: (whole.slice(0, at) + instead + whole.slice(at + part.length)).trim() }),
    });
  const begin = String(range.least / range.unit).padStart(2, '0');
  if (part.startsWith('*')) {
    const step = /^\*\/(\d{1,4})$/.exec(part)?.[1];
    if (step === undefined) wrong('onCalendarRange', `* already is every ${range.name}; it stands alone.`);
    wrong(
      'onCalendarStep',
      `systemd writes every ${String(step)} as ${begin}/${String(step)}, not ${part}.`,
      `${begin}/${String(step)}`,
    );
  }
  const match = /^(\d{1,4}(?:\.\d{1,6})?)(?:\.\.(\d{1,4}(?:\.\d{1,6})?))?(?:\/(\d{1,6}(?:\.\d{1,6})?))?$/.exec(part);
  if (match === null) {
    const message = `"${part.slice(0, 40)}" is no ${range.name}. Write a number, a range like 1..5, or a step like ${begin}/2.`;
    return wrong('onCalendarRange', message, rangeMeant(part));
  }
  const [, firstText = '', lastText, stepText] = match;
  const number = (written: string): number => {
    const value = Number(written) * range.unit;
    if (!Number.isInteger(Math.round(value * 1e6) / 1e6)) {
      const finest = range.unit === 1 ? 'Only seconds may have a fraction' : 'A millisecond is the finest';
      wrong('onCalendarRange', `"${written}": ${finest}.`);
    }
    return Math.round(value);
  };
  const valueOf = (written: string): number => {
    const value = range.name === 'year' ? fullYear(number(written), written.length) : number(written);
    if (value < range.least || value > range.most) {
      const most = range.unit === 1000 ? '59' : String(range.most);
      wrong('onCalendarRange', `${written} is out of range: the ${range.name} is ${String(range.least)} to ${most}.`);
    }
    return value;
  };
  const first = valueOf(firstText);
  const last = lastText === undefined ? null : valueOf(lastText);
  const step = stepText === undefined ? null : number(stepText);
  if (last !== null && last < first) {
    const instead = `${String(lastText)}..${firstText}${stepText === undefined ? '' : `/${stepText}`}`;
    wrong(
      'onCalendarRange',
      `${firstText}..${String(lastText)} runs backwards. Write ${instead}, or two ranges.`,
      instead,
    );
  }
  if (step === 0) wrong('onCalendarStep', 'A step is at least 1.');
  const component: Component = { first, last, step };
  if (step !== null && valuesOf(range, component).length === 1) {
    warn({
      code: 'onCalendarStepLarge',
      message: `A step of ${String(stepText)} leaves only ${range.name} ${firstText}; systemd refuses a step that large.`,
      position: at,
      length: part.length,
    });
  }
  return component;
}

/** `1-5` is cron's way to write `1..5`. */
function rangeMeant(part: string): string | undefined {
  const match = /^(\d{1,4})(?:-|\.)(\d{1,4})$/.exec(part);
  return match === null ? undefined : `${String(match[1])}..${String(match[2])}`;
}

/**
 * The values of one element. A step without an end runs to the field's end, which for days from the end is the last day:
 * `~07/2` is 7, 5, 3 and 1. A range is counted from its first value there as well: `~05..15/3` is 5, 8, 11 and 14.
 */
export function valuesOf(range: FieldRange, { first, last, step }: Component): readonly number[] {
  if (last === null && step === null) return [first];
  const values: number[] = [];
  if (last === null && range.name === FIELDS.dayFromEnd.name) {
    for (let value = first; value >= range.least; value -= step ?? 1) values.push(value);
    return values;
  }
  for (let value = first; value <= (last ?? range.most); value += step ?? range.unit) values.push(value);
  return values;
}

/** All values of a field, sorted, each once. Null (`*`) is every value, for seconds every whole one. */
export function expand(range: FieldRange, components: readonly Component[] | null): readonly number[] {
  const all = components ?? [{ first: range.least, last: null, step: range.unit }];
  return [...new Set(all.flatMap((component) => valuesOf(range, component)))].sort((a, b) => a - b);
}
