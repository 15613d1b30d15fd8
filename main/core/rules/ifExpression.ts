import { Environment, EvaluationError, ParseError, TypeError as TypeMismatch } from '@marcbachmann/cel-js';
import { Duration as CelDuration } from '@marcbachmann/cel-js/evaluator';
import type { Outcome } from '../fate.ts';
import { nearestWords } from '../nearest.ts';
import { type Parsed, type Problem, parsed, refused } from '../problem.ts';
import type { Duration } from '../time/instant.ts';

/** What an `if` may ask about the upstream's run that ended (semantics §7). */
export interface UpstreamEnd {
  readonly outcome: Outcome;
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** From start to end. */
  readonly duration: Duration;
  readonly changed: boolean;
}

/** What an `if` came to; `said` is the reason where it did not hold: the expression was false, or could not be answered. */
export type IfAnswer = { readonly holds: true } | { readonly holds: false; readonly said: string };

/** An `if` that was read: asked for every end of the upstream. */
export interface IfExpression {
  readonly text: string;
  /** Never throws: what cannot be answered does not hold, with the reason. */
  ask(end: UpstreamEnd): IfAnswer;
}

/** Longest expression that is read. */
const LONGEST = 2000;

const names = ['outcome', 'exitCode', 'outputs', 'duration', 'changed'] as const;

/**
 * CEL over the five names, plus two liberties: text that is a number compares with numbers (`WAKEFUL_OUTPUT` lines `rows=96` are text, and
 * `outputs.rows > 0` must be sayable), and a duration compares with a number of seconds.
 */
const environment = comparing(
  new Environment({ unlistedVariablesAreDyn: false, homogeneousAggregateLiterals: false })
    .registerVariable('outcome', 'string')
    .registerVariable('exitCode', 'dyn')
    .registerVariable('outputs', 'map')
    .registerVariable('duration', 'google.protobuf.Duration')
    .registerVariable('changed', 'bool'),
);

type Numeric = bigint | number;

function comparing(base: Environment): Environment {
  const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
    '<': (a, b) => a < b,
    '<=': (a, b) => a <= b,
    '>': (a, b) => a > b,
    '>=': (a, b) => a >= b,
  };
  for (const number of ['int', 'double']) {
    for (const [sign, compare] of Object.entries(comparisons)) {
      base.registerOperator(`string ${sign} ${number}`, (a: string, b: Numeric) => compare(numberIn(a), Number(b)));
      base.registerOperator(`${number} ${sign} string`, (a: Numeric, b: string) => compare(Number(a), numberIn(b)));
      base.registerOperator(`google.protobuf.Duration ${sign} ${number}`, (a: CelDuration, b: Numeric) =>
        compare(secondsOf(a), Number(b)),
      );
      base.registerOperator(`${number} ${sign} google.protobuf.Duration`, (a: Numeric, b: CelDuration) =>
        compare(Number(a), secondsOf(b)),
      );
    }
    base.registerOperator(`string == ${number}`, (a: string, b: Numeric) => Number(a) === Number(b) && a.trim() !== '');
  }
  return base;
}

const secondsOf = (length: CelDuration): number => Number(length.seconds) + length.nanos / 1e9;

function numberIn(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new Error(`"${text}" is not a number`);
  return value;
}

/**
 * Reads an `if`. Errors: `ifSyntax`, `ifName`, `ifType`, with the place of the mistake. A mistake in the name of an output cannot be seen
 * here, only when a run has ended: then the expression does not hold, and says so.
 */
export function readIf(text: string): Parsed<IfExpression> {
  if (text.length > LONGEST) {
    return refused({ code: 'ifSyntax', message: `The expression is longer than ${String(LONGEST)} characters.` });
  }
  if (text.trim() === '') {
    return refused({
      code: 'ifSyntax',
      message: 'The expression is empty. Write one like: outputs.rows > 0',
      position: 0,
    });
  }
  const check = environment.check(text);
  if (!check.valid) return refused(problemOf(check.error, text));
  if (check.type !== 'bool' && check.type !== 'dyn') {
    const given = check.type === undefined ? 'something else' : kindOf(check.type);
    return refused({
      code: 'ifType',
      message: `The expression must be true or false; this one gives ${given}. Compare it, as in: outputs.rows > 0`,
      position: 0,
      length: text.length,
    });
  }
  const compiled = environment.parse(text);
  return parsed({ text, ask: (end) => ask(compiled, end, text) });
}

function ask(compiled: (context: Record<string, unknown>) => unknown, end: UpstreamEnd, text: string): IfAnswer {
  try {
    const answer = compiled({
      outcome: end.outcome,
      exitCode: end.exitCode === null ? null : BigInt(end.exitCode),
      outputs: celValue(end.outputs),
      duration: CelDuration.fromMilliseconds(end.duration),
      changed: end.changed,
    });
    // A text `true` is what `changed=true` in an output file becomes.
    if (answer === true || answer === 'true') return { holds: true };
    return answer === false || answer === 'false'
      ? { holds: false, said: `${text} was false` }
      : { holds: false, said: `${text} is neither true nor false` };
  } catch (error) {
    return { holds: false, said: `${text} could not be answered: ${reasonOf(error)}` };
  }
}

/** Whole numbers become CEL's int, so that `outputs.rows + 1` is sayable; other numbers its double. */
function celValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, inner]) => [key, celValue(inner)]));
  }
  return value;
}

function reasonOf(error: unknown): string {
  if (error instanceof EvaluationError || error instanceof TypeMismatch || error instanceof ParseError) {
    const missing = /^No such key: (.*)$/s.exec(error.summary);
    if (missing !== null) return `there is no output "${missing[1] ?? ''}"`;
    return plain(error.summary);
  }
  return error instanceof Error ? error.message : 'unknown';
}

function problemOf(error: unknown, text: string): Problem {
  if (!(error instanceof ParseError || error instanceof TypeMismatch || error instanceof EvaluationError)) {
    return { code: 'ifSyntax', message: `The expression cannot be read: ${reasonOf(error)}.` };
  }
  const { range, summary } = error;
  const place =
    range === undefined
      ? {}
      : { position: Math.min(range.start, text.length), length: Math.max(1, range.end - range.start) };
  const unknown = /^Unknown variable: (.*)$/s.exec(summary);
  if (unknown !== null) {
    const name = unknown[1] ?? '';
    const [near] = nearestWords(name, names);
    const known = `It can ask about ${names.slice(0, -1).join(', ')} and ${names[names.length - 1] ?? ''}.`;
    const advice = near === undefined ? known : `Did you mean ${near}? ${known}`;
    const suggestion =
      near === undefined || range === undefined
        ? {}
        : { suggestion: `${text.slice(0, range.start)}${near}${text.slice(range.end)}` };
    return { code: 'ifName', message: `There is no "${name}" in an if. ${advice}`, ...place, ...suggestion };
  }
  if (error instanceof ParseError) {
    const message = /EOF/.test(summary)
      ? 'The expression ends too early: something is missing at its end.'
      : `The expression cannot be read here: ${plain(summary)}.`;
    return { code: 'ifSyntax', message, ...place };
  }
  return { code: 'ifType', message: `This does not fit together: ${plain(summary)}.`, ...place };
}

/** The library's short reason in plain words. */
function plain(summary: string): string {
  const overload = /^no such overload: (.*)$/is.exec(summary);
  const text = overload === null ? summary : `there is no ${overload[1] ?? ''}`;
  return text
    .replace(/dyn<([\w.]+)>/g, '$1')
    .replace(/google\.protobuf\.Duration/g, 'duration')
    .replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());
}

function kindOf(type: string): string {
  switch (type) {
    case 'string':
      return 'text';
    case 'int':
    case 'double':
    case 'uint':
      return 'a number';
    case 'google.protobuf.Duration':
      return 'a duration';
    default:
      return `a ${type}`;
  }
}
