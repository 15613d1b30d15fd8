import { nearestWords } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { COMMA, type FieldKind, MONTH, WEEKDAY, isSpace } from './cronFieldKinds.ts';

/*
 * What is said about cron expressions that cannot be read. Positions are 0-based offsets into `text`, the whole expression;
 * `begin` is where the mistake begins and `end` is behind it.
 */

/** Texts longer than this are repeated in messages only in part, and no suggestion is made for them. */
export const LONGEST_SHOWN = 100;

const FIVE = 'minute, hour, day of month, month, day of week';

function shown(text: string, begin: number, end: number): string {
  const part = text.slice(begin, Math.min(end, begin + 40));
  return end - begin > 40 ? `${part}…` : part;
}

/** A suggestion: the whole text with one part of it replaced. */
function replaced(text: string, begin: number, end: number, by: string): { readonly suggestion?: string } {
  return text.length > LONGEST_SHOWN ? {} : { suggestion: text.slice(0, begin) + by + text.slice(end) };
}

const words = (text: string): string[] => text.trim().split(/[ \t\r\n]+/);

const endsElement = (code: number): boolean => code === COMMA || isSpace(code);

/** The end of the element of a list that `within` lies in. */
function endOfElement(text: string, within: number): number {
  let end = within;
  while (end < text.length && !endsElement(text.charCodeAt(end))) end += 1;
  return end;
}

function beginOfElement(text: string, within: number): number {
  let begin = within;
  while (begin > 0 && !endsElement(text.charCodeAt(begin - 1))) begin -= 1;
  return begin;
}

/** `count` fields and then nothing. */
export function tooFewFields(text: string, count: number): Problem {
  const there = count === 1 ? 'is 1 field' : `are ${String(count)} fields`;
  return {
    code: 'cronFields',
    message:
      count === 0
        ? `The expression is empty; cron has five fields: ${FIVE}.`
        : `There ${there}; cron has five: ${FIVE}.`,
    position: text.trimEnd().length,
    ...(count === 0 || text.length > LONGEST_SHOWN ? {} : { suggestion: `${text.trim()}${' *'.repeat(5 - count)}` }),
  };
}

/** Something after the fifth field: seconds in front, or a command behind. */
export function tooManyFields(text: string, begin: number): Problem {
  const all = words(text);
  const [first = '', ...others] = all;
  const seconds = all.length === 6 && all.every((word) => /^[\d*]/.test(word));
  const suggestion = (seconds ? others : all.slice(0, 5)).join(' ');
  return {
    code: 'cronFields',
    message: seconds
      ? `There are six fields; cron has five and no seconds. Without the ${shown(first, 0, first.length)} in front it would be right.`
      : `There are ${String(all.length)} fields; cron has five: ${FIVE}.`,
    position: begin,
    length: text.trimEnd().length - begin,
    ...(text.length > LONGEST_SHOWN ? {} : { suggestion }),
  };
}

export function outOfRange(text: string, kind: FieldKind, begin: number, end: number): Problem {
  const names = kind.names === '' ? '' : ' or a name';
  return {
    code: 'cronRange',
    message: `${shown(text, begin, end)} is not ${kind.name === 'hour' ? 'an' : 'a'} ${kind.name}: it must be ${String(kind.least)} to ${String(kind.most)}${names}.`,
    position: begin,
    length: end - begin,
  };
}

/** A range whose first value is greater than its last; `step` is part of what is replaced. */
export function backwards(
  text: string,
  kind: FieldKind,
  [begin, end]: readonly [begin: number, end: number],
  [first, last, step]: readonly [first: number, last: number, step: number],
): Problem {
  const write = forwards(kind, first, last, step);
  return {
    code: 'cronRange',
    message: `The range ${shown(text, begin, end)} of the ${kind.name} runs backwards. Write ${write} instead.`,
    position: begin,
    length: end - begin,
    ...replaced(text, begin, end, write),
  };
}

/** What a range that runs over the end means, written so that it does not. */
function forwards(kind: FieldKind, first: number, last: number, step: number): string {
  const most = kind === WEEKDAY ? 6 : kind.most;
  const named = (value: number): string => {
    const index = (value - kind.least) * 3;
    return kind.names === '' ? String(value) : kind.names.slice(index, index + 3);
  };
  const begin = first > most ? 0 : first;
  if (step > 1) {
    const size = most - kind.least + 1;
    const values: number[] = [];
    for (let at = begin; at <= (begin > last ? last + size : last); at += step) {
      values.push(((at - kind.least) % size) + kind.least);
    }
    return values.map(named).join(',');
  }
  const range = (from: number, to: number): string => (from === to ? named(from) : `${named(from)}-${named(to)}`);
  return begin <= last ? range(begin, last) : `${range(begin, most)},${range(kind.least, last)}`;
}

/** `20~10`. */
export function randomBackwards(text: string, begin: number, end: number, first: number, last: number): Problem {
  return {
    code: 'cronRange',
    message: `The range ${shown(text, begin, end)} runs backwards: write the smaller value first.`,
    position: begin,
    length: end - begin,
    ...replaced(text, begin, end, `${String(last)}~${String(first)}`),
  };
}

/** `0~30/5`: the step begins at `slash`. */
export function stepAfterRandom(text: string, begin: number, slash: number): Problem {
  const end = endOfElement(text, slash);
  return {
    code: 'cronStep',
    message: `No step can follow ~: ${shown(text, begin, slash)} is one value drawn at random.`,
    position: slash,
    length: end - slash,
    ...replaced(text, slash, end, ''),
  };
}

/** A step that is missing, zero or no number; `begin` is behind its slash. */
export function noStep(text: string, kind: FieldKind, begin: number): Problem {
  const end = endOfElement(text, begin);
  return {
    code: 'cronStep',
    message: `The step of the ${kind.name} must be a whole number from 1, like ${shown(text, beginOfElement(text, begin), begin)}2.`,
    position: begin,
    length: Math.max(1, end - begin),
    ...replaced(text, begin, end, '2'),
  };
}

/** Warning: a step with which nothing but the first value is left. */
export function largeStep(text: string, kind: FieldKind, begin: number, end: number): Problem {
  return {
    code: 'cronLargeStep',
    message: `A step of ${shown(text, begin, end)} is larger than the ${kind.name}'s range: only the first value is left.`,
    position: begin,
    length: end - begin,
  };
}

/** Warning: `n/step`, which cronie rejects. */
export function cronieStep(text: string, kind: FieldKind, begin: number, end: number): Problem {
  const written = shown(text, begin, end);
  const slash = written.indexOf('/');
  const meaning = `${written.slice(0, slash)}-${String(kind.most)}${written.slice(slash)}`;
  return {
    code: 'cronieStep',
    message: `${written} is read as ${meaning}; cronie rejects it.`,
    position: begin,
    length: end - begin,
    ...replaced(text, begin, end, meaning),
  };
}

/** Something that is no value at all, from `at` on. */
export function notAValue(text: string, kind: FieldKind, at: number): Problem {
  const begin = beginOfElement(text, at);
  const end = endOfElement(text, at);
  const element = shown(text, begin, end);
  const { advice, instead } = meant(kind, element);
  return {
    code: 'cronValue',
    message:
      element === ''
        ? `A value is missing in the ${kind.name}.`
        : `"${element}" is not understood as ${kind.name}. ${advice}`,
    position: at,
    length: Math.max(1, end - at),
    ...(instead === undefined ? {} : replaced(text, begin, end, instead)),
  };
}

/** What was meant by signs of other dialects and by names written out. */
function meant(kind: FieldKind, element: string): { readonly advice: string; readonly instead?: string } {
  if (element === '?') return { advice: 'The ? of Quartz is * in cron.', instead: '*' };
  if (/^h$/i.test(element)) return { advice: 'The H of Jenkins is ~ in cron.', instead: '~' };
  if (/^(?:l|\d+l|l-\d+|lw|\d+w|(?:\d|[a-z]{3})#\d)$/i.test(element)) {
    return {
      advice: 'Cron has no L, W and #; a systemd calendar event can say it: *-*~01 is the last day of a month.',
    };
  }
  if (kind.names === '') return { advice: `Write ${String(kind.least)} to ${String(kind.most)}, a range or *.` };
  const names: readonly string[] = kind.names.match(/.../g) ?? [];
  // A name written out begins with its three letters; a slip of the pen is near to them.
  const short = element.slice(0, 3).toLowerCase();
  const instead = names.includes(short) ? short : nearestWords(element, names)[0];
  const letters = /^[a-z]+\.?$/i.test(element);
  return {
    advice: `Names have three letters, ${kind === MONTH ? 'jan to dec' : 'sun to sat'}.`,
    ...(letters && instead !== undefined ? { instead } : {}),
  };
}

/** Days that no month of the expression has. Its five fields were read without complaint. */
export function neverDue(text: string, februaryOnly: boolean): Problem {
  let begin = 0;
  while (isSpace(text.charCodeAt(begin))) begin += 1;
  for (let field = 0; field < 2; field += 1) {
    while (!isSpace(text.charCodeAt(begin))) begin += 1;
    while (isSpace(text.charCodeAt(begin))) begin += 1;
  }
  const [, , days = ''] = words(text);
  const months = februaryOnly ? 'February' : 'the given months';
  return {
    code: 'neverDue',
    message: `This would never be due: no day ${shown(days, 0, days.length)} is in ${months}.`,
    position: begin,
    length: days.length,
  };
}
