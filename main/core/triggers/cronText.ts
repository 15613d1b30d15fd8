import { nearestWords } from '../nearest.ts';
import type { Problem } from '../problem.ts';
import {
  COMMA,
  DAY,
  type FieldKind,
  HOUR,
  MINUS,
  MINUTE,
  MONTH,
  SLASH,
  STAR,
  TILDE,
  WEEKDAY,
  ZERO,
  isDigit,
  isLetter,
  isSpace,
} from './cronFieldKinds.ts';
import { type CronFields, canEverMatch } from './cronLabels.ts';
import {
  LONGEST_SHOWN,
  backwards,
  cronieStep,
  largeStep,
  neverDue,
  noStep,
  notAValue,
  outOfRange,
  randomBackwards,
  stepAfterRandom,
  tooFewFields,
  tooManyFields,
} from './cronProblems.ts';
import { refuse } from './fields.ts';

/** What reading a cron expression finds. */
export interface CronText {
  readonly fields: CronFields;
  /** The values that were drawn for `~`, in the order of the text. */
  readonly drawn: readonly number[];
}

/** Draws the value of a random part: `least` to `most`, the part being the `index`-th of the text. */
export type CronDraw = (index: number, least: number, most: number) => number;

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
  if (!canEverMatch(fields)) refuse(neverDue(text, months === 1 << 2));
  return { fields, drawn: reader.drawn };
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
    if (this.#position >= this.#text.length) refuse(tooFewFields(this.#text, this.#fieldsRead));
    this.low = 0;
    this.high = 0;
    this.star = this.#text.charCodeAt(this.#position) === STAR;
    for (;;) {
      this.#readElement(kind);
      if (this.#position >= this.#text.length) break;
      const code = this.#text.charCodeAt(this.#position);
      if (isSpace(code)) break;
      if (code !== COMMA) refuse(notAValue(this.#text, kind, this.#position));
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
      this.#readRandom(kind, begin, first);
    } else if (link === MINUS) {
      this.#position += 1;
      let last = this.#readValue(kind);
      // Only a range that ends in Sunday as 0 reads that Sunday as 7.
      if (last === 0 && first > 0 && kind === WEEKDAY) last = 7;
      const step = this.#readStep(kind);
      if (first > last) refuse(backwards(this.#text, kind, [begin, this.#position], [first, last, step]));
      this.#add(first, last, step);
    } else if (link === SLASH) {
      const step = this.#readStep(kind);
      this.#warn(cronieStep(this.#text, kind, begin, this.#position));
      this.#add(first, kind.most, step);
    } else {
      this.#add(first, first, 1);
    }
  }

  /** After the first value of `a~b`; where there was none, as in `~b`, it is the least. */
  #readRandom(kind: FieldKind, begin: number, first: number): void {
    this.#position += 1;
    const code = this.#code();
    const closed = isDigit(code) || isLetter(code);
    // All days of the week are 0 to 6: Sunday must not be twice as likely.
    let last = closed ? this.#readValue(kind) : kind === WEEKDAY && first === 0 ? 6 : kind.most;
    if (last === 0 && first > 0 && kind === WEEKDAY) last = 7;
    if (this.#code() === SLASH) refuse(stepAfterRandom(this.#text, begin, this.#position));
    if (first > last) refuse(randomBackwards(this.#text, begin, this.#position, first, last));
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
      if (isLetter(code)) refuse(notAValue(this.#text, kind, begin));
      if (value < kind.least || value > kind.most) refuse(outOfRange(this.#text, kind, begin, this.#position));
      return value;
    }
    while (isLetter(this.#code())) this.#position += 1;
    const end = this.#position;
    if (end - begin === 3 && kind.names !== '') {
      const index = kind.names.indexOf(this.#text.slice(begin, end).toLowerCase());
      if (index >= 0 && index % 3 === 0) return kind.least + index / 3;
    }
    return refuse(notAValue(this.#text, kind, begin));
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
    if (this.#position === begin || step === 0) refuse(noStep(this.#text, kind, begin));
    if (step > kind.most - kind.least) this.#warn(largeStep(this.#text, kind, begin, this.#position));
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
    if (this.#position < this.#text.length) refuse(tooManyFields(this.#text, this.#position));
  }

  #code(): number {
    // Beyond the end charCodeAt answers NaN, slowly; -1 is no character.
    return this.#position < this.#text.length ? this.#text.charCodeAt(this.#position) : -1;
  }

  #skipSpace(): void {
    while (isSpace(this.#code())) this.#position += 1;
  }
}
