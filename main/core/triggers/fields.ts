import { nearestWords } from '../nearest.ts';
import { type Parsed, type Problem, parsed, refused } from '../problem.ts';
import { type CalendarDuration, parseDuration, parseExactDuration, parseInstant } from '../time/iso.ts';
import type { Duration, Instant } from '../time/instant.ts';
import { zoneOf } from '../time/zone.ts';
import type { TimeTriggerOptions } from './trigger.ts';

/** Carries a problem out of the depth of a parser to `attempt`, which makes a value of it. */
class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Ends the reading that `attempt` began with a problem. */
export function refuse(problem: Problem): never {
  throw new Refusal(problem);
}

/** The value of something read, or the end of the reading that `attempt` began; its warnings go to `warn`. */
export function expectRead<T>(read: Parsed<T>, place: Partial<Problem>, warn?: (problem: Problem) => void): T {
  if (!read.ok) refuse({ ...place, ...read.error });
  for (const warning of read.warnings) warn?.({ ...place, ...warning });
  return read.value;
}

/** Reads something that may be refused anywhere inside; what is refused there becomes the answer. */
export function attempt<T>(read: (warn: (problem: Problem) => void) => T): Parsed<T> {
  const warnings: Problem[] = [];
  try {
    const value = read((problem) => warnings.push(problem));
    return parsed(value, warnings);
  } catch (error) {
    if (error instanceof Refusal) return refused(error.problem);
    throw error;
  }
}

/** How a value from outside is named in a message: short, whatever it is. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined);
  if (text === undefined) return typeof value;
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

const kindOf = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'string':
      return `the text "${shown(value)}"`;
    default:
      return shown(value);
  }
};

/**
 * Reads the keys of a JSON object that came from outside, one by one, strictly: whatever is not as it must be ends the
 * reading (`refuse`) with a problem that names the field. Keys that nobody asks for must be in `known`, or the nearest is offered.
 * Codes: `notAnObject`, `unknownKey`, `missingKey`, `wrongType`, `outOfRange`, `unknownWord`, and those of durations, instants, zones.
 */
export class Fields {
  readonly #values: Readonly<Record<string, unknown>>;
  readonly #prefix: string;

  /** `what` names the object in messages: "a calendar trigger"; `prefix` is put before field names. */
  constructor(json: unknown, what: string, known: readonly string[], prefix = '') {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      const place = prefix === '' ? {} : { field: prefix.replace(/\.$/, '') };
      refuse({ code: 'notAnObject', message: `It must be ${what}: a JSON object, not ${kindOf(json)}.`, ...place });
    }
    for (const key of Object.keys(json)) {
      if (known.includes(key)) continue;
      const [near] = nearestWords(key, known);
      const advice = near === undefined ? `Known: ${known.join(', ')}.` : `Did you mean "${near}"?`;
      refuse({
        code: 'unknownKey',
        message: `"${shown(key)}" is not known in ${what}. ${advice}`,
        field: prefix + key,
        ...(near === undefined ? {} : { suggestion: near }),
      });
    }
    this.#values = json as Readonly<Record<string, unknown>>;
    this.#prefix = prefix;
  }

  /** The raw value; undefined where the key is absent. */
  raw(key: string): unknown {
    return Object.hasOwn(this.#values, key) ? this.#values[key] : undefined;
  }

  has(key: string): boolean {
    return this.raw(key) !== undefined;
  }

  /** The field's path, for problems found elsewhere. */
  path(key: string): string {
    return this.#prefix + key;
  }

  text(key: string): string | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') this.#wrongType(key, 'a text');
    return value;
  }

  requiredText(key: string, example: string): string {
    const value = this.text(key);
    if (value === undefined) this.missing(key, example);
    if (value.trim() === '') {
      refuse({ code: 'missingKey', message: `"${key}" is empty. For example: ${example}.`, field: this.path(key) });
    }
    return value;
  }

  flag(key: string): boolean | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    if (typeof value !== 'boolean') this.#wrongType(key, 'true or false');
    return value;
  }

  wholeNumber(key: string, least: number, most: number): number | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const range = `a whole number from ${String(least)} to ${String(most)}`;
    if (typeof value !== 'number' || !Number.isInteger(value)) this.#wrongType(key, range);
    if (value < least || value > most) {
      refuse({
        code: 'outOfRange',
        message: `"${key}" is ${String(value)}; it must be ${range}.`,
        field: this.path(key),
      });
    }
    return value;
  }

  choice<C extends string>(key: string, choices: readonly C[]): C | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    const [near] = nearestWords(value, choices);
    refuse({
      code: 'unknownWord',
      message: `"${key}" is "${shown(value)}"; it must be ${oneOf(choices)}.`,
      field: this.path(key),
      position: 0,
      length: value.length,
      ...(near === undefined ? {} : { suggestion: near }),
    });
  }

  /** Texts, at least one, none empty. */
  texts(key: string): readonly string[] | undefined {
    const value = this.raw(key);
    if (value === undefined) return undefined;
    const good = (item: unknown): item is string => typeof item === 'string' && item !== '';
    if (!Array.isArray(value) || value.length === 0 || !value.every(good)) this.#wrongType(key, 'a list of texts');
    return value;
  }

  /** An exact length; a day counts 24 hours. At least `least` milliseconds. */
  duration(key: string, least = 0): Duration | undefined {
    const value = this.text(key);
    if (value === undefined) return undefined;
    const length = expectRead(parseExactDuration(value), { field: this.path(key) });
    if (length < least) this.#tooShort(key, value, least);
    return length;
  }

  calendarDuration(key: string): CalendarDuration | undefined {
    const value = this.text(key);
    return value === undefined ? undefined : expectRead(parseDuration(value), { field: this.path(key) });
  }

  instant(key: string): Instant | undefined {
    const value = this.text(key);
    return value === undefined ? undefined : expectRead(parseInstant(value), { field: this.path(key) });
  }

  /** `zone` and `jitter`, which every time trigger takes. */
  timeOptions(): TimeTriggerOptions {
    const zone = this.text('zone');
    if (zone !== undefined && zone !== 'local') expectRead(zoneOf(zone), { field: this.path('zone') });
    const jitter = this.duration('jitter');
    return { ...(zone === undefined ? {} : { zone }), ...(jitter === undefined ? {} : { jitter }) };
  }

  missing(key: string, example: string): never {
    refuse({ code: 'missingKey', message: `"${key}" is missing. For example: ${example}.`, field: this.path(key) });
  }

  #wrongType(key: string, wanted: string): never {
    refuse({
      code: 'wrongType',
      message: `"${key}" must be ${wanted}, not ${kindOf(this.raw(key))}.`,
      field: this.path(key),
    });
  }

  #tooShort(key: string, value: string, least: number): never {
    refuse({
      code: 'durationRange',
      message: `"${key}" is ${shown(value)}; it must be at least ${least === 1 ? 'a millisecond' : `PT${String(least / 1000)}S`}.`,
      field: this.path(key),
    });
  }
}

/** `"a", "b" or "c"`. */
function oneOf(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1) ?? ''}`;
}

/** The keys that every time trigger knows beside its own. */
export const TIME_KEYS: readonly string[] = ['type', 'zone', 'jitter'];
