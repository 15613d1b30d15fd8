import { nearestWords } from '../nearest.ts';
import type { Duration } from '../time/instant.ts';
import { parseExactDuration } from '../time/iso.ts';
import { type Findings, MOST_PROBLEMS, inField, within } from './findings.ts';

/** How a value from outside is named in a message: what kind it is, and short. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return value === '' ? 'an empty text' : `the text "${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      return 'an object';
    default:
      return 'nothing';
  }
}

/** A JSON object, as distinct from lists and null. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly or: number;
}

/** What lists and texts that a job does not have share: ten thousand jobs do not keep ten empty lists each. */
export const NONE: readonly never[] = Object.freeze([]);

/** A list that was filled bit by bit has room for more; what is kept for good has none. */
export const asLongAsNeeded = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? NONE : list.slice());

const NOT_EMPTY = { empty: false } as const;

/** Longest list that is read: more is no list that a person wrote. */
const MOST_ITEMS = 1000;

/**
 * Reads the fields of one JSON object from outside, each with its default, and notes everything that is wrong in `findings` instead of
 * stopping at the first. What is answered in place of a wrong value only serves to read on. Codes: `notAnObject`, `unknownKey`,
 * `missingKey`, `wrongType`, `outOfRange`, `unknownWord`, and those of durations.
 */
export class Reader {
  readonly path: string;
  readonly findings: Findings;
  readonly #values: Readonly<Record<string, unknown>>;

  /** `known` are the keys there may be: for another one the nearest is offered. */
  constructor(values: Readonly<Record<string, unknown>>, path: string, known: readonly string[], findings: Findings) {
    this.#values = values;
    this.path = path;
    this.findings = findings;
    for (const key of Object.keys(values)) {
      if (known.includes(key)) continue;
      // Looking for the nearest word takes its time; nobody reads the thousandth problem.
      if (findings.errors.length >= MOST_PROBLEMS) break;
      this.#unknown(key, known);
    }
  }

  /** Reads the object at `path`; null, with a problem, where it is none. `example` shows a right one. */
  static of(
    value: unknown,
    path: string,
    known: readonly string[],
    findings: Findings,
    example: string,
  ): Reader | null {
    if (isObject(value)) return new Reader(value, path, known, findings);
    findings.error('notAnObject', path, `${named(path)} must be an object like ${example}, not ${kindOf(value)}.`);
    return null;
  }

  has(key: string): boolean {
    return this.#values[key] !== undefined && Object.hasOwn(this.#values, key);
  }

  /** Most keys are absent, so that is asked first. */
  raw(key: string): unknown {
    const value = this.#values[key];
    return value !== undefined && Object.hasOwn(this.#values, key) ? value : undefined;
  }

  /** Whether the key is absent or null, which for many keys means the same. */
  absent(key: string): boolean {
    return (this.#values[key] ?? null) === null || !Object.hasOwn(this.#values, key);
  }

  field(key: string): string {
    return inField(this.path, key);
  }

  wrong(key: string, code: string, message: string, more: { readonly suggestion?: string } = {}): void {
    this.findings.error(code, this.field(key), message, more);
  }

  /** Text without the character NUL, which no program can be given. */
  text(key: string, or: string, limits: { readonly longest?: number; readonly empty?: boolean } = {}): string {
    const value = this.raw(key);
    if (value === undefined) return or;
    if (typeof value !== 'string') {
      this.wrong(key, 'wrongType', `"${key}" must be a text, not ${kindOf(value)}.`);
      return or;
    }
    return this.#checkedText(key, this.field(key), value, limits) ? value : or;
  }

  textOrNull(key: string): string | null {
    return this.absent(key) ? null : this.text(key, '', NOT_EMPTY);
  }

  flag(key: string, or: boolean): boolean {
    const value = this.raw(key);
    if (value === undefined || typeof value === 'boolean') return value ?? or;
    const suggestion = value === 'true' || value === 'false' ? { suggestion: value } : {};
    this.wrong(key, 'wrongType', `"${key}" must be true or false, not ${kindOf(value)}.`, suggestion);
    return or;
  }

  wholeNumber(key: string, range: NumberRange): number {
    return this.#number(key, range, true);
  }

  number(key: string, range: NumberRange): number {
    return this.#number(key, range, false);
  }

  word<T extends string>(key: string, words: readonly T[], or: T): T {
    const value = this.raw(key);
    if (value === undefined) return or;
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const [near] = typeof value === 'string' ? nearestWords(value, words) : [];
    const choice = words.map((word) => `"${word}"`).join(', ');
    this.wrong(
      key,
      typeof value === 'string' ? 'unknownWord' : 'wrongType',
      `"${key}" must be one of ${choice}, not ${kindOf(value)}.`,
      near === undefined ? {} : { suggestion: near },
    );
    return or;
  }

  /** A length of time in ISO 8601. `zero`: whether none at all is right. */
  duration(key: string, or: Duration, zero = false): Duration {
    const value = this.raw(key);
    if (value === undefined) return or;
    if (typeof value !== 'string') {
      this.wrong(key, 'wrongType', `"${key}" must be a duration like PT5M, not ${kindOf(value)}.`);
      return or;
    }
    const read = parseExactDuration(value);
    if (!read.ok) {
      this.findings.errors.push(within(this.field(key), read.error));
      return or;
    }
    if (read.value === 0 && !zero) {
      this.wrong(key, 'outOfRange', `"${key}" must be longer than nothing, like PT5M.`);
      return or;
    }
    return read.value;
  }

  durationOrNull(key: string): Duration | null {
    if (this.absent(key)) return null;
    // What is answered in place of a wrong value is never used.
    return this.duration(key, 0 as Duration);
  }

  /** The items of a list; none, with a problem, where it is no list. */
  list(key: string, or: readonly unknown[], example: string, longest = MOST_ITEMS): readonly unknown[] {
    const value = this.raw(key);
    if (value === undefined) return or;
    if (!Array.isArray(value)) {
      this.wrong(key, 'wrongType', `"${key}" must be a list like ${example}, not ${kindOf(value)}.`);
      return [];
    }
    if (value.length > longest) {
      this.wrong(
        key,
        'outOfRange',
        `"${key}" has ${String(value.length)} entries; at most ${String(longest)} are read.`,
      );
      return [];
    }
    return value;
  }

  /** A list without anything wrong in it is answered as it is, not copied. */
  texts(
    key: string,
    or: readonly string[],
    example: string,
    limits: { readonly empty?: boolean } = {},
  ): readonly string[] {
    if (!this.has(key)) return or;
    const texts: string[] = [];
    const list = this.list(key, or, example);
    list.forEach((value, index) => {
      const place = `${this.field(key)}[${String(index)}]`;
      if (typeof value !== 'string') {
        const suggestion = typeof value === 'number' ? { suggestion: `"${String(value)}"` } : {};
        this.findings.error(
          'wrongType',
          place,
          `"${key}" is a list of texts; this entry is ${kindOf(value)}.`,
          suggestion,
        );
      } else if (this.#checkedText(key, place, value, limits)) {
        texts.push(value);
      }
    });
    return texts.length === list.length ? (list as readonly string[]) : texts;
  }

  wholeNumbers(key: string, or: readonly number[], range: Omit<NumberRange, 'or'>, example: string): readonly number[] {
    if (!this.has(key)) return or;
    const numbers: number[] = [];
    this.list(key, or, example).forEach((value, index) => {
      if (typeof value === 'number' && Number.isInteger(value) && value >= range.least && value <= range.most) {
        numbers.push(value);
        return;
      }
      const place = `${this.field(key)}[${String(index)}]`;
      const code = typeof value === 'number' ? 'outOfRange' : 'wrongType';
      this.findings.error(
        code,
        place,
        `"${key}" is a list of whole numbers from ${rangeText(range)}; this entry is ${kindOf(value)}.`,
      );
    });
    return numbers;
  }

  /** The object in a field, read with its own keys; null where it is absent or none. */
  object(key: string, known: readonly string[], example: string): Reader | null {
    const value = this.raw(key);
    return value === undefined ? null : Reader.of(value, this.field(key), known, this.findings, example);
  }

  #number(key: string, range: NumberRange, whole: boolean): number {
    const value = this.raw(key);
    if (value === undefined) return range.or;
    const what = `"${key}" must be a ${whole ? 'whole ' : ''}number from ${rangeText(range)}`;
    if (typeof value !== 'number') {
      const meant = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
      this.wrong(key, 'wrongType', `${what}, not ${kindOf(value)}.`, meant ? { suggestion: value.trim() } : {});
      return range.or;
    }
    if (!Number.isFinite(value) || (whole && !Number.isInteger(value)) || value < range.least || value > range.most) {
      this.wrong(key, 'outOfRange', `${what}, not ${kindOf(value)}.`);
      return range.or;
    }
    return value;
  }

  #checkedText(
    key: string,
    place: string,
    value: string,
    limits: { readonly longest?: number; readonly empty?: boolean },
  ): boolean {
    const longest = limits.longest ?? 1_000_000;
    if (limits.empty === false && value.trim() === '') {
      this.findings.error('outOfRange', place, `"${key}" must not be empty.`);
    } else if (value.length > longest) {
      this.findings.error(
        'outOfRange',
        place,
        `"${key}" must have at most ${String(longest)} characters; this has ${String(value.length)}.`,
      );
    } else if (value.includes('\0')) {
      this.findings.error('outOfRange', place, `"${key}" must not contain the character NUL.`);
    } else {
      return true;
    }
    return false;
  }

  #unknown(key: string, known: readonly string[]): void {
    const [near] = nearestWords(key, known);
    const shown = key.length > 40 ? `${key.slice(0, 40)}…` : key;
    const advice = near === undefined ? `Known are: ${known.join(', ')}.` : `Did you mean "${near}"?`;
    this.wrong(
      key,
      'unknownKey',
      `"${shown}" is not known${this.path === '' ? '' : ` in ${this.path}`}. ${advice}`,
      near === undefined ? {} : { suggestion: near },
    );
  }
}

const named = (path: string): string => (path === '' ? 'It' : `"${path}"`);

const rangeText = ({ least, most }: Omit<NumberRange, 'or'>): string =>
  most >= Number.MAX_SAFE_INTEGER ? `${String(least)} up` : `${String(least)} to ${String(most)}`;
