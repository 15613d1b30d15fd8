import { type Parsed } from '../problem.ts';
import { nearestWords } from '../nearest.ts';
import { zoneOf } from '../time/zone.ts';
import { attempt, expectRead, refuse } from './fields.ts';
import { type Component, type Field, FIELDS, readComponents } from './onCalendarField.ts';

/** A systemd calendar event taken apart. Null: every value. */
export interface CalendarEvent {
  /** 0–6, 0 is Sunday, sorted. */
  readonly weekdays: readonly number[] | null;
  readonly years: readonly Component[] | null;
  readonly months: readonly Component[] | null;
  readonly days: readonly Component[] | null;
  /** The days count from the end of the month: 1 is the last. */
  readonly fromEnd: boolean;
  readonly hours: readonly Component[] | null;
  readonly minutes: readonly Component[] | null;
  /** In milliseconds. Null: every whole second. */
  readonly seconds: readonly Component[] | null;
  /** IANA name as typed, where the text names one. */
  readonly zone: string | null;
}

/** Longer texts are no calendar events that a person wrote. */
const LONGEST = 500;

const SHORT_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const LONG_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** systemd.time(7), "Calendar events", the shorthands. */
const SHORTHANDS: ReadonlyMap<string, string> = new Map([
  ['minutely', '*-*-* *:*:00'],
  ['hourly', '*-*-* *:00:00'],
  ['daily', '*-*-* 00:00:00'],
  ['weekly', 'Mon *-*-* 00:00:00'],
  ['monthly', '*-*-01 00:00:00'],
  ['quarterly', '*-01,04,07,10-01 00:00:00'],
  ['semiannually', '*-01,07-01 00:00:00'],
  ['semi-annually', '*-01,07-01 00:00:00'],
  ['biannually', '*-01,07-01 00:00:00'],
  ['bi-annually', '*-01,07-01 00:00:00'],
  ['yearly', '*-01-01 00:00:00'],
  ['annually', '*-01-01 00:00:00'],
]);

interface Word {
  readonly text: string;
  readonly at: number;
}

function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], at: match.index }));
}

/** A problem at `word`; the suggestion for the whole text is made by replacing the word. */
function refuseWord(whole: string, word: Word, code: string, message: string, instead?: string): never {
  refuse({
    code,
    message,
    position: word.at,
    length: word.text.length,
    ...(instead === undefined
      ? {}
      : { suggestion: (whole.slice(0, word.at) + instead + whole.slice(word.at + word.text.length)).trim() }),
  });
}

/**
 * Reads a systemd calendar event (semantics §2.3). Codes: `onCalendarEmpty`, `onCalendarLong`, `onCalendarWord`,
 * `onCalendarDate`, `onCalendarTime`, `onCalendarRange`, `onCalendarStep`, `onCalendarExtra`, `unknownZone`;
 * the warning `onCalendarStepLarge`. Positions are in `text`.
 */
export function readCalendarEvent(text: string): Parsed<CalendarEvent> {
  return attempt((warn) => {
    if (text.length > LONGEST) {
      refuse({ code: 'onCalendarLong', message: `A calendar event has at most ${String(LONGEST)} characters.` });
    }
    const words = [...wordsOf(text)];
    const first = words[0];
    if (first === undefined) {
      refuse({ code: 'onCalendarEmpty', message: 'The calendar event is empty. For example: Mon..Fri 09:00.' });
    }
    const shorthand = SHORTHANDS.get(first.text.toLowerCase());
    if (shorthand !== undefined) {
      const zone = readZone(text, words.slice(1));
      return { ...expectRead(readCalendarEvent(shorthand), {}), zone };
    }
    const field = (name: Field, part: Word): readonly Component[] | null =>
      readComponents(FIELDS[name], part.text, part.at, text, warn);

    const weekdays = /^[a-z]/i.test(first.text) ? readWeekdays(text, first) : null;
    if (weekdays !== null) words.shift();

    const dateWord = words[0] !== undefined && isDate(words[0]) ? words.shift() : undefined;
    const timeWord = words[0] !== undefined && isTime(text, words[0]) ? words.shift() : undefined;
    const date = dateWord === undefined ? EVERY_DAY : readDate(text, dateWord, field);
    const time = timeWord === undefined ? midnight : readTime(text, timeWord, field);
    return { weekdays, ...date, ...time, zone: readZone(text, words) };
  });
}

const isDate = (word: Word): boolean =>
  !word.text.includes(':') && /[-~]/.test(word.text) && !/^[a-z]/i.test(word.text);

function isTime(whole: string, word: Word): boolean {
  if (/^[a-z]/i.test(word.text)) return false;
  if (word.text.includes(':')) return true;
  const hour = /^(?:\*|[01]?\d|2[0-3])$/.test(word.text);
  refuseWord(
    whole,
    word,
    'onCalendarWord',
    `"${word.text.slice(0, 40)}" is neither a date like *-*-01 nor a time like 09:00.`,
    hour ? `${word.text}:00` : undefined,
  );
}

/** Days in the order of systemd's week, which begins on Monday: a range may not run past Sunday. */
const orderOf = (weekday: number): number => (weekday + 6) % 7;

function readWeekdays(whole: string, word: Word): readonly number[] {
  const found = new Set<number>();
  const dayOf = (name: string, at: number): number => {
    const lower = name.toLowerCase();
    const index = Math.max(SHORT_NAMES.indexOf(lower), LONG_NAMES.indexOf(lower));
    if (index >= 0) return index;
    const [near] = nearestWords(name, [...LONG_NAMES, ...SHORT_NAMES, ...SHORTHANDS.keys()]);
    const what =
      name === '' ? 'A weekday is missing here.' : `"${name.slice(0, 40)}" is no weekday and no word like daily.`;
    const advice = near === undefined ? '' : ` Did you mean ${near}?`;
    refuseWord(whole, { text: name, at }, 'onCalendarWord', what + advice, near);
  };
  let at = word.at;
  for (const part of word.text.split(',')) {
    // A single hyphen is systemd's older way to write a range of days.
    const [, from = '', between = '', to = ''] = /^([^.-]*)(\.\.|-)?(.*)$/.exec(part) ?? [];
    const first = dayOf(from, at);
    if (between === '') {
      if (to !== '') dayOf(part, at);
      found.add(first);
    } else {
      const last = dayOf(to, at + from.length + between.length);
      if (orderOf(first) > orderOf(last)) {
        const days = (to: number, from: number) => Array.from({ length: to - from + 1 }, (_, k) => from + k);
        const names = [...days(6, orderOf(first)), ...days(orderOf(last), 0)].map(
          (k) => SHORT_NAMES[(k + 1) % 7] ?? '',
        );
        const instead = names.map((name) => name.charAt(0).toUpperCase() + name.slice(1)).join(',');
        const message = `"${part}" runs past the end of the week, which is Sunday. Write the days: ${instead}.`;
        refuseWord(whole, { text: part, at }, 'onCalendarRange', message, instead);
      }
      for (let day = orderOf(first); day <= orderOf(last); day += 1) found.add((day + 1) % 7);
    }
    at += part.length + 1;
  }
  return [...found].sort((a, b) => a - b);
}

type ReadField = (name: Field, part: Word) => readonly Component[] | null;
type DatePart = Pick<CalendarEvent, 'years' | 'months' | 'days' | 'fromEnd'>;
type TimePart = Pick<CalendarEvent, 'hours' | 'minutes' | 'seconds'>;

const EVERY_DAY: DatePart = { years: null, months: null, days: null, fromEnd: false };
const zero: readonly Component[] = [{ first: 0, last: null, step: null }];
const midnight: TimePart = { hours: zero, minutes: zero, seconds: zero };

function readDate(whole: string, word: Word, field: ReadField): DatePart {
  const pieces = piecesOf(word, /[-~]/);
  const fromEnd = word.text.includes('~');
  const marks = [...word.text.matchAll(/[-~]/g)].map((match) => match[0]);
  const misplaced = marks.slice(0, -1).includes('~');
  if (pieces.length > 3 || misplaced || pieces.some(({ text }) => text === '')) {
    const message = `"${word.text.slice(0, 40)}" is not a date. Write year-month-day or month-day, with * for every: *-*-01, 12-24, *-02~01.`;
    refuseWord(whole, word, 'onCalendarDate', message);
  }
  const [day, month, year] = [...pieces].reverse();
  return {
    years: year === undefined ? null : field('year', year),
    months: month === undefined ? null : field('month', month),
    days: day === undefined ? null : field(fromEnd ? 'dayFromEnd' : 'day', day),
    fromEnd,
  };
}

function readTime(whole: string, word: Word, field: ReadField): TimePart {
  const pieces = piecesOf(word, /:/);
  const [hour, minute, second] = pieces;
  if (hour === undefined || minute === undefined || pieces.length > 3 || pieces.some(({ text }) => text === '')) {
    const message = `"${word.text.slice(0, 40)}" is not a time. Write hour:minute or hour:minute:second, like 09:00 or *:0/15.`;
    refuseWord(whole, word, 'onCalendarTime', message);
  }
  return {
    hours: field('hour', hour),
    minutes: field('minute', minute),
    seconds: second === undefined ? zero : field('second', second),
  };
}

function piecesOf(word: Word, mark: RegExp): readonly Word[] {
  let at = word.at;
  return word.text.split(mark).map((text) => {
    const piece = { text, at };
    at += text.length + 1;
    return piece;
  });
}

function readZone(whole: string, words: readonly Word[]): string | null {
  const [word, extra] = words;
  if (word === undefined) return null;
  if (extra !== undefined || !/^[a-z]/i.test(word.text)) {
    const wrong = extra ?? word;
    const message = `"${wrong.text.slice(0, 40)}" is one word too many. The order is: weekdays, date, time, zone.`;
    refuseWord(whole, wrong, 'onCalendarExtra', message);
  }
  const read = zoneOf(word.text);
  if (!read.ok) refuseWord(whole, word, read.error.code, read.error.message, read.error.suggestion);
  return word.text;
}
