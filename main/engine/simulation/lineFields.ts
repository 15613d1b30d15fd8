import { nearestWords } from '../../core/nearest.ts';
import type { Parsed, Problem } from '../../core/problem.ts';
import { duration, type Duration, type Instant } from '../../core/time/instant.ts';
import { parseExactDuration, parseInstant } from '../../core/time/iso.ts';
import { zoneOf as zoneNamed } from '../../core/time/zone.ts';

/** Carries a problem out of nested readers; never leaves the function that reads a whole line. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Ends the reading of a line with what is wrong in one field of it. */
export const refuse = (code: string, field: string, message: string, suggestion?: string): never => {
  throw new Refusal({ code, message, field, ...(suggestion === undefined ? {} : { suggestion }) });
};

/** Takes the value out of what was read, or ends the reading of the line. */
export function take<T>(read: Parsed<T>, field: string): T {
  if (!read.ok) throw new Refusal({ ...read.error, field });
  return read.value;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const shown = (value: unknown): string => {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

/** A text of a field that has to be there. */
export function textOf(object: JsonObject, field: string, example: string): string {
  const value = object[field];
  if (value === undefined) return refuse('missing', field, `"${field}" is missing. Write it like ${example}.`);
  if (typeof value !== 'string') {
    return refuse('type', field, `"${field}" is ${shown(value)}; it should be a text like ${example}.`);
  }
  return value;
}

/** A field that is true or false; absent means `otherwise`, or is refused where that is null. */
export function flagOf(object: JsonObject, field: string, otherwise: boolean | null): boolean {
  const value = object[field];
  if (value === undefined && otherwise !== null) return otherwise;
  if (typeof value === 'boolean') return value;
  return value === undefined
    ? refuse('missing', field, `"${field}" is missing. Write true or false.`)
    : refuse('type', field, `"${field}" is ${shown(value)}; it should be true or false.`);
}

/** A number of a field that has to be there. */
export function numberOf(object: JsonObject, field: string, whole: boolean): number {
  const value = object[field];
  if (value === undefined) return refuse('missing', field, `"${field}" is missing. Write a number.`);
  if (typeof value !== 'number' || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    return refuse('type', field, `"${field}" is ${shown(value)}; it should be a ${whole ? 'whole ' : ''}number.`);
  }
  return value;
}

/** One of a few words. */
export function wordOf<T extends string>(value: unknown, field: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const [near] = typeof value === 'string' ? nearestWords(value, words) : [];
  const known = words.length > 6 ? '' : ` It is one of ${words.join(', ')}.`;
  const advice = near === undefined ? known : ` Did you mean "${near}"?`;
  if (value === undefined) return refuse('missing', field, `"${field}" is missing.${known}`);
  return refuse('unknownWord', field, `"${field}" cannot be ${shown(value)}.${advice}`, near);
}

/** A name that has to be among those known. */
export function knownName(name: string, field: string, known: Iterable<string>, what: string): string {
  const names = [...known];
  if (names.includes(name)) return name;
  const [near] = nearestWords(name, names);
  const advice = near === undefined ? '' : ` Did you mean "${near}"?`;
  return refuse(
    `unknown${what[0]?.toUpperCase() ?? ''}${what.slice(1)}`,
    field,
    `There is no ${what} "${name}".${advice}`,
    near,
  );
}

/** Refuses keys that mean nothing in this object, and offers the nearest that does. */
export function onlyKeys(object: JsonObject, keys: readonly string[]): void {
  for (const key of Object.keys(object)) {
    if (keys.includes(key)) continue;
    const [near] = nearestWords(key, keys);
    const advice = near === undefined ? ` Known here: ${keys.join(', ')}.` : ` Did you mean "${near}"?`;
    refuse('unknownKey', key, `"${key}" means nothing here.${advice}`, near);
  }
}

/** What a timeline may speak of. */
export interface KnownNames {
  readonly jobs: ReadonlySet<string>;
  readonly sequences: ReadonlySet<string>;
}

/** A duration of a line, exact: months and years have no fixed length. */
export function durationOf(value: unknown, field: string, signed = false): Duration {
  if (value === 0) return duration(0);
  if (value === undefined) return refuse('missing', field, `"${field}" is missing. Write a duration like PT8H.`);
  if (typeof value !== 'string') {
    return refuse('duration', field, `"${field}" should be a duration in quotes, like "PT8H" or "PT90S".`);
  }
  return take(parseExactDuration(value, { signed }), field);
}

/** An IANA zone of a line. */
export function zoneOf(object: JsonObject, field: string): string {
  return take(zoneNamed(textOf(object, field, '"Europe/Berlin"')), field).id;
}

/** An instant of a line. */
export const instantOf = (object: JsonObject, field: string): Instant =>
  take(parseInstant(textOf(object, field, '"2026-01-01T00:00:00Z"')), field);
