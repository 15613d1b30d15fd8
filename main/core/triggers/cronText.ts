import { nearestWords } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import { type CronFields, canEverMatch } from './cronLabels.ts';
import { refuse } from './fields.ts';

/** What reading a cron expression finds beside what it matches. */
export interface CronText {
  readonly fields: CronFields;
  /** The five fields, where a nickname was written the ones it stands for. */
  readonly expression: string;
  /** The values that were drawn for `~`, in the order of the text. */
  readonly drawn: readonly number[];
}

/** Draws the value of a random part: `least` to `most`, the part being the `index`-th of the text. */
export type CronDraw = (index: number, least: number, most: number) => number;

interface FieldKind {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Three letters each, in lower case, one after the other; the first stands for `least`. */
  readonly names: string;
}

const MONTH_NAMES = 'janfebmaraprmayjunjulaugsepoctnovdec';
const WEEKDAY_NAMES = 'sunmontuewedthufrisat';

const MINUTE: FieldKind = { name: 'minute', least: 0, most: 59, names: '' };
const HOUR: FieldKind = { name: 'hour', least: 0, most: 23, names: '' };
const DAY: FieldKind = { name: 'day of month', least: 1, most: 31, names: '' };
const MONTH: FieldKind = { name: 'month', least: 1, most: 12, names: MONTH_NAMES };
const WEEKDAY: FieldKind = { name: 'day of week', least: 0, most: 7, names: WEEKDAY_NAMES };

/** What the nicknames stand for (crontab(5)). */
const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/** Texts longer than this are repeated in messages and suggestions only in part. */
const LONGEST_SHOWN = 100;

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const STAR = 42;
const COMMA = 44;
const MINUS = 45;
const SLASH = 47;
const ZERO = 48;
const TILDE = 126;

const isSpace = (code: number): boolean =>
  code === SPACE || code === TAB || code === LINE_FEED || code === CARRIAGE_RETURN;

const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9;

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** `true` for cron's `@reboot`, which is no time but the event `start` (semantics §2.8). */
export const isReboot = (text: string): boolean => text.length < LONGEST_SHOWN && /^\s*@reboot\s*$/i.test(text);

/**
 * Reads a cron expression as Vixie cron on Debian and cronie do (semantics §2.1), or ends the reading that `attempt` began.
 * Codes: `cronFields` (not five), `cronValue` (not understood), `cronRange` (out of range, or backwards), `cronStep`,
 * `cronNickname`, `cronReboot`, `neverDue`. Warnings: `cronieStep` (`n/step`), `cronLargeStep`.
 */
export function readCron(text: string, draw: CronDraw, warn: (problem: Problem) => void): CronText {
  let begin = 0;
  while (begin < text.length && isSpace(text.charCodeAt(begin))) begin += 1;
  if (text[begin] === '@') return readNickname(text, begin, draw, warn);
  const reader = new CronReader(text, begin, draw, warn);
  reader.readField(MINUTE);
  const minutesLow = reader.low;
  const minutesHigh = reader.high;
  const minuteStar = reader.star;
  reader.readField(HOUR);
  const hours = reader.low;
  const hourStar = reader.star;
  reader.readField(DAY);
  const days = reader.low >>> 1;
  const dayStar = reader.star;
  reader.readField(MONTH);
  const months = reader.low;
  reader.readField(WEEKDAY);
  // Bit 7 is Sunday as well.
  const weekdays = (reader.low | (reader.low >>> 7)) & 0x7f;
  const weekdayStar = reader.star;
  reader.expectEnd();
  const fields: CronFields = {
    minutesLow,
    minutesHigh,
    hours,
    days,
    months,
    weekdays,
    eitherDay: !dayStar && !weekdayStar,
    wildcard: minuteStar || hourStar,
  };
  if (!canEverMatch(fields)) reader.refuseNeverDue(fields);
  return { fields, expression: text, drawn: reader.drawn };
}

function readNickname(text: string, begin: number, draw: CronDraw, warn: (problem: Problem) => void): CronText {
  const word = text.slice(begin, begin + LONGEST_SHOWN).trimEnd();
  const expression = NICKNAMES[word.toLowerCase()];
  if (expression !== undefined && text.trimEnd().length - begin === word.length)
    return readCron(expression, draw, warn);
  if (isReboot(text)) {
    return refuse({
      code: 'cronReboot',
      message: '@reboot is not a time: it is the trigger {"type":"start","once":"perBoot"}.',
      position: begin,
      length: word.length,
    });
  }
  const names = [...Object.keys(NICKNAMES), '@reboot'];
  const [near] = nearestWords(word, names);
  return refuse({
    code: 'cronNickname',
    message: word.toLowerCase().startsWith('@every')
      ? 'Cron has no @every. Use an interval: {"type":"interval","every":"PT5M"}.'
      : `"${word}" is not a nickname. Known: ${names.join(', ')}.`,
    position: begin,
    length: word.length,
    ...(near === undefined ? {} : { suggestion: near }),
  });
}

/** Reads one field after the other from left to right; what the last one matches is in `low`, `high` and `star`. */
class CronReader {
  /** Bits of the values 0–31 of the last field. */
  low = 0;
  /** Bits of the values 32–63. */
  high = 0;
  /** The last field's text begins with `*`. */
  star = false;
  readonly drawn: number[] = [];

  readonly #text: string;
  readonly #draw: CronDraw;
  readonly #warn: (problem: Problem) => void;
  #position: number;
  #fieldsRead = 0;

  constructor(text: string, begin: number, draw: CronDraw, warn: (problem: Problem) => void) {
    this.#text = text;
    this.#position = begin;
    this.#draw = draw;
    this.#warn = warn;
  }

  readField(kind: FieldKind): void {
    this.#skipSpace();
    if (this.#position >= this.#text.length) this.#refuseTooFew();
    this.low = 0;
    this.high = 0;
    this.star = this.#text.charCodeAt(this.#position) === STAR;
    for (;;) {
      this.#readElement(kind);
      if (this.#position >= this.#text.length) break;
      const code = this.#text.charCodeAt(this.#position);
      if (isSpace(code)) break;
      if (code !== COMMA) this.#refuseValue(kind, this.#position);
      this.#position += 1;
    }
    this.#fieldsRead += 1;
  }

  /** `*`, `n`, `a-b`, each optionally `/step`; or `~`, `a~b`, `a~`, `~b`. */
  #readElement(kind: FieldKind): void {
    const begin = this.#position;
    const code = this.#code();
    if (code === STAR) {
      this.#position += 1;
      const step = this.#readStep(kind);
      this.#add(kind.least, kind.most, step);
      return;
    }
    const first = code === TILDE ? kind.least : this.#readValue(kind);
    const link = this.#code();
    if (link === TILDE) {
      this.#readRandom(kind, begin, first, code === TILDE);
    } else if (link === MINUS) {
      this.#position += 1;
      let last = this.#readValue(kind);
      // Only a range that ends in Sunday as 0 reads that Sunday as 7.
      if (last === 0 && first > 0 && kind === WEEKDAY) last = 7;
      const end = this.#position;
      const step = this.#readStep(kind);
      if (first > last) this.#refuseBackwards(kind, begin, end, first, last, step);
      this.#add(first, last, step);
    } else if (link === SLASH) {
      const step = this.#readStep(kind);
      this.#warnCronieStep(kind, begin, step);
      this.#add(first, kind.most, step);
    } else {
      this.#add(first, first, 1);
    }
  }

  /** After the first value of `a~b`; `open` where there was none, as in `~b`. */
  #readRandom(kind: FieldKind, begin: number, first: number, open: boolean): void {
    this.#position += 1;
    const code = this.#code();
    const closed = isDigit(code) || isLetter(code);
    // All days of the week are 0 to 6: Sunday must not be twice as likely.
    let last = closed ? this.#readValue(kind) : kind === WEEKDAY && first === 0 ? 6 : kind.most;
    if (last === 0 && first > 0 && kind === WEEKDAY) last = 7;
    if (this.#code() === SLASH) {
      refuse({
        code: 'cronStep',
        message: `No step can follow ~: ${this.#shown(begin, this.#position)} is one value drawn at random.`,
        position: this.#position,
        length: Math.max(1, this.#endOfElement() - this.#position),
        ...this.#replaced(this.#position, this.#endOfElement(), ''),
      });
    }
    if (first > last) {
      refuse({
        code: 'cronRange',
        message: `The range ${this.#shown(begin, this.#position)} runs backwards${open ? '' : ': write the smaller value first'}.`,
        position: begin,
        length: this.#position - begin,
        ...this.#replaced(begin, this.#position, `${String(last)}~${String(first)}`),
      });
    }
    const value = this.#draw(this.drawn.length, first, last);
    this.drawn.push(value);
    this.#add(value, value, 1);
  }

  /** A number or a name; its value is in range. */
  #readValue(kind: FieldKind): number {
    const begin = this.#position;
    let code = this.#code();
    if (isDigit(code)) {
      let value = 0;
      do {
        // More digits than any value has change nothing any more.
        if (value < 1000) value = value * 10 + (code - ZERO);
        this.#position += 1;
        code = this.#code();
      } while (isDigit(code));
      if (isLetter(code)) this.#refuseValue(kind, begin);
      if (value < kind.least || value > kind.most) this.#refuseRange(kind, begin);
      return value;
    }
    while (isLetter(this.#code())) this.#position += 1;
    const end = this.#position;
    if (end - begin === 3 && kind.names !== '') {
      const index = kind.names.indexOf(this.#text.slice(begin, end).toLowerCase());
      if (index >= 0 && index % 3 === 0) return kind.least + index / 3;
    }
    this.#position = begin;
    return this.#refuseValue(kind, begin);
  }

  /** `/step` where one follows, else 1. */
  #readStep(kind: FieldKind): number {
    if (this.#code() !== SLASH) return 1;
    this.#position += 1;
    const begin = this.#position;
    let step = 0;
    while (isDigit(this.#code())) {
      if (step < 100_000) step = step * 10 + (this.#code() - ZERO);
      this.#position += 1;
    }
    if (this.#position === begin || step === 0) {
      const end = this.#endOfElement();
      refuse({
        code: 'cronStep',
        message: `The step of the ${kind.name} must be a whole number from 1, like ${this.#shown(this.#beginOfElement(begin), begin)}2.`,
        position: begin,
        length: Math.max(1, end - begin),
        ...this.#replaced(begin, end, '2'),
      });
    }
    if (step > kind.most - kind.least) {
      this.#warn({
        code: 'cronLargeStep',
        message: `A step of ${this.#shown(begin, this.#position)} is larger than the ${kind.name}'s range: only the first value is left.`,
        position: begin,
        length: this.#position - begin,
      });
    }
    return step;
  }

  #add(first: number, last: number, step: number): void {
    for (let value = first; value <= last; value += step) {
      if (value < 32) this.low |= 1 << value;
      else this.high |= 1 << (value - 32);
    }
  }

  /** Nothing but space may follow the fifth field. */
  expectEnd(): void {
    this.#skipSpace();
    if (this.#position >= this.#text.length) return;
    const words = this.#words();
    const [first, ...others] = words;
    const rest = this.#text.length > LONGEST_SHOWN ? undefined : others.slice(0, 5).join(' ');
    const six = words.length === 6 && words.every((word) => /^[\d*]/.test(word));
    refuse({
      code: 'cronFields',
      message: six
        ? `There are six fields; cron has five and no seconds. Without the ${String(first)} in front it would be right.`
        : `There are ${String(words.length)} fields; cron has five: minute, hour, day of month, month, day of week.`,
      position: this.#position,
      length: this.#text.trimEnd().length - this.#position,
      ...(rest === undefined ? {} : { suggestion: six ? rest : words.slice(0, 5).join(' ') }),
    });
  }

  refuseNeverDue(fields: CronFields): never {
    const [, , days = ''] = this.#words();
    let position = this.#text.length - this.#text.trimStart().length;
    for (let field = 0; field < 2; field += 1) {
      while (!isSpace(this.#text.charCodeAt(position))) position += 1;
      while (isSpace(this.#text.charCodeAt(position))) position += 1;
    }
    const months = fields.months === 1 << 2 ? 'February' : 'the given months';
    return refuse({
      code: 'neverDue',
      message: `This would never be due: no day ${this.#shown(position, position + days.length)} is in ${months}.`,
      position,
      length: days.length,
    });
  }

  #code(): number {
    // Beyond the end charCodeAt answers NaN, slowly; -1 is no character.
    return this.#position < this.#text.length ? this.#text.charCodeAt(this.#position) : -1;
  }

  #skipSpace(): void {
    while (isSpace(this.#code())) this.#position += 1;
  }

  #words(): string[] {
    return this.#text.trim().split(/[ \t\r\n]+/);
  }

  #endOfElement(): number {
    let end = this.#position;
    while (end < this.#text.length && this.#text.charCodeAt(end) !== COMMA && !isSpace(this.#text.charCodeAt(end))) {
      end += 1;
    }
    return end;
  }

  #beginOfElement(within: number): number {
    let begin = within;
    while (begin > 0 && this.#text.charCodeAt(begin - 1) !== COMMA && !isSpace(this.#text.charCodeAt(begin - 1))) {
      begin -= 1;
    }
    return begin;
  }

  #shown(begin: number, end: number): string {
    const part = this.#text.slice(begin, Math.min(end, begin + 40));
    return end - begin > 40 ? `${part}…` : part;
  }

  /** A suggestion: the whole text with one part of it replaced. None where the text is too long to be shown. */
  #replaced(begin: number, end: number, by: string): { readonly suggestion?: string } {
    if (this.#text.length > LONGEST_SHOWN) return {};
    return { suggestion: this.#text.slice(0, begin) + by + this.#text.slice(end) };
  }

  #refuseTooFew(): never {
    const count = this.#fieldsRead;
    return refuse({
      code: 'cronFields',
      message:
        count === 0
          ? 'The expression is empty; cron has five fields: minute, hour, day of month, month, day of week.'
          : `There ${count === 1 ? 'is 1 field' : `are ${String(count)} fields`}; cron has five: minute, hour, day of month, month, day of week.`,
      position: this.#text.trimEnd().length,
      ...(count === 0 || this.#text.length > LONGEST_SHOWN
        ? {}
        : { suggestion: `${this.#text.trim()}${' *'.repeat(5 - count)}` }),
    });
  }

  #refuseRange(kind: FieldKind, begin: number): never {
    const written = this.#shown(begin, this.#position);
    const names = kind.names === '' ? '' : ' or a name';
    return refuse({
      code: 'cronRange',
      message: `${written} is not a ${kind.name}: it must be ${String(kind.least)} to ${String(kind.most)}${names}.`,
      position: begin,
      length: this.#position - begin,
    });
  }

  #refuseBackwards(kind: FieldKind, begin: number, end: number, first: number, last: number, step: number): never {
    const write = this.#forwards(kind, first, last, step);
    const whole = this.#position;
    return refuse({
      code: 'cronRange',
      message: `The range ${this.#shown(begin, end)} of the ${kind.name} runs backwards. Write ${write} instead.`,
      position: begin,
      length: whole - begin,
      ...this.#replaced(begin, whole, write),
    });
  }

  /** What a range that runs over the end means, written so that it does not. */
  #forwards(kind: FieldKind, first: number, last: number, step: number): string {
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

  #warnCronieStep(kind: FieldKind, begin: number, step: number): void {
    const written = this.#shown(begin, this.#position);
    const first = written.slice(0, written.indexOf('/'));
    const meaning = `${first}-${String(kind.most)}/${String(step)}`;
    this.#warn({
      code: 'cronieStep',
      message: `${written} is read as ${meaning}; cronie rejects it.`,
      position: begin,
      length: this.#position - begin,
      ...this.#replaced(begin, this.#position, meaning),
    });
  }

  #refuseValue(kind: FieldKind, at: number): never {
    const begin = this.#beginOfElement(at);
    const end = Math.max(this.#endOfElement(), at);
    const element = this.#shown(begin, end);
    const { advice, instead } = this.#meant(kind, this.#text.slice(begin, Math.min(end, begin + 40)));
    return refuse({
      code: 'cronValue',
      message:
        element === ''
          ? `A value is missing in the ${kind.name}.`
          : `"${element}" is not understood as ${kind.name}. ${advice}`,
      position: at,
      length: Math.max(1, end - at),
      ...(instead === undefined ? {} : this.#replaced(begin, end, instead)),
    });
  }

  /** What was meant by signs of other dialects and by names written out. */
  #meant(kind: FieldKind, element: string): { readonly advice: string; readonly instead?: string } {
    if (element === '?') return { advice: 'The ? of Quartz is * in cron.', instead: '*' };
    if (/^h$/i.test(element)) return { advice: 'The H of Jenkins is ~ in cron.', instead: '~' };
    if (/^(?:l|\d+l|l-\d+|lw|\d+w|\d#\d)$/i.test(element)) {
      return {
        advice: 'Cron has no L, W and #; a systemd calendar event can say it: *-*~01 is the last day of a month.',
      };
    }
    if (kind.names === '') return { advice: `Write ${String(kind.least)} to ${String(kind.most)}, a range or *.` };
    const names: readonly string[] = kind.names.match(/.../g) ?? [];
    // A name written out begins with its three letters; a slip of the pen is near to them.
    const short = element.slice(0, 3).toLowerCase();
    const letters = /^[a-z]+\.?$/i.test(element);
    const instead = names.includes(short) ? short : nearestWords(element, names)[0];
    const example = kind === MONTH ? 'jan to dec' : 'sun to sat';
    return {
      advice: `Names have three letters, ${example}.`,
      ...(letters && instead !== undefined ? { instead } : {}),
    };
  }
}
