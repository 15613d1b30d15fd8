import type { Parsed, Problem } from '../problem.ts';
import { zoneOf } from '../time/zone.ts';
import { attempt, refuse } from './fields.ts';
import { DAY_NAMES, type PhraseParts, type Piece, UNITS, UNIT_MS, type Unit, replaced } from './phraseParts.ts';
import { isPython, readPhrasePython } from './phrasePython.ts';
import { type Until, readUntil } from './phraseUntil.ts';
import { readPhraseWords } from './phraseWords.ts';

/** What a phrase means (semantics §2.5). */
export interface Phrase {
  /** Number of units in a period; 1 for weekdays. */
  readonly count: number;
  /** Each period is drawn from `count` to `upTo` whole units. */
  readonly upTo: number | null;
  /** A unit, or a weekday 0–6, 0 is Sunday. */
  readonly unit: Unit | number;
  /** Milliseconds within the unit: of the day for days and weekdays, of the hour, of the minute. */
  readonly at: number | null;
  /** IANA name as typed. */
  readonly zone: string | null;
  readonly until: Until | null;
}

/** Longer texts are no phrases that a person wrote. */
const LONGEST = 300;
const MOST = 1_000_000;

/**
 * Reads a phrase, plain words or a Python form. Every error points at its word, and offers the nearest phrase that is
 * understood. Codes: `phraseLong`, `phraseWord`, `phraseEnd`, `phraseTwice`, `phraseNumber`, `phrasePlural`, `phraseAt`,
 * `phraseUntil`, `unknownZone`; the warning `phraseIgnored`.
 */
export function readPhrase(text: string): Parsed<Phrase> {
  if (text.length > LONGEST) {
    const message = `A phrase has at most ${String(LONGEST)} characters, like "every monday at 10:30".`;
    return { ok: false, error: { code: 'phraseLong', message, suggestion: FALLBACK } };
  }
  const read = readAsItIs(text);
  return read.ok ? read : { ok: false, error: withSuggestion(text, read.error) };
}

const FALLBACK = 'every day at 10:30';

const readAsItIs = (text: string): Parsed<Phrase> =>
  attempt((warn) => meaningOf(isPython(text) ? readPhrasePython(text) : readPhraseWords(text), warn));

/** How often a suggestion that is not understood itself is mended further, and how many words are kept at most. */
const MOST_MENDINGS = 4;
const MOST_WORDS = 7;

/** The problem with a suggestion that is certainly understood. */
function withSuggestion(text: string, problem: Problem): Problem {
  const { suggestion, ...plain } = problem;
  let candidate = suggestion;
  for (let mended = 0; candidate !== undefined && mended < MOST_MENDINGS; mended += 1) {
    const read = readAsItIs(candidate);
    if (read.ok) return { ...plain, suggestion: candidate };
    candidate = read.error.suggestion;
  }
  return { ...plain, suggestion: nearestPhrase(text) };
}

/** The longest beginning that is a phrase, with "every" put before it where that is all that is missing; else an example. */
function nearestPhrase(text: string): string {
  const daily = /^\s*(secondly|minutely|hourly|daily|weekly)\b/i.exec(text)?.[1]?.toLowerCase();
  const unit = daily === 'daily' ? 'day' : daily?.replace(/ly$/, '');
  const begun = unit === undefined ? text : text.replace(/^\s*\w+/, unit);
  const words = begun.trim().split(/\s+/).slice(0, MOST_WORDS);
  const every = /^(?:every|schedule)\b/i.test(begun.trim()) ? '' : 'every ';
  for (let length = words.length; length > 0; length -= 1) {
    const candidate = every + words.slice(0, length).join(' ');
    if (readAsItIs(candidate).ok) return candidate;
  }
  return FALLBACK;
}

function meaningOf(parts: PhraseParts, warn: (problem: Problem) => void): Phrase {
  const { whole } = parts;
  const count = parts.count === null ? 1 : numberOf(parts, parts.count);
  const unit = unitOf(parts, count);
  const upTo = parts.upTo === null ? null : numberOf(parts, parts.upTo);
  if (parts.upTo !== null && upTo !== null && upTo < count) {
    wrong(parts.upTo, 'phraseNumber', `The second number must not be smaller than the first.`);
  }
  if (parts.upTo !== null && typeof unit === 'number') {
    const weekday = parts.unit.text.toLowerCase();
    wrong(parts.upTo, 'phraseNumber', `A weekday takes no number: every ${weekday}.`, `every ${weekday}`);
  }
  const at = parts.at === null ? null : timeOf(parts, parts.at, unit);
  if (parts.zone !== null) {
    const zone = zoneOf(parts.zone.text);
    if (!zone.ok) {
      const { code, message, suggestion } = zone.error;
      const whole_ = suggestion === undefined ? undefined : replaced(whole, parts.zone, suggestion);
      wrong(parts.zone, code, message, whole_);
    }
  }
  for (const piece of parts.ignored) {
    const message = `"${piece.text}" does not say when; it is understood and not kept.`;
    warn({ code: 'phraseIgnored', message, position: piece.at, length: piece.text.length });
  }
  return {
    count,
    upTo,
    unit,
    at,
    zone: parts.zone?.text ?? null,
    until: parts.until === null ? null : readUntil(parts.until),
  };
}

function wrong(piece: Piece, code: string, message: string, suggestion?: string): never {
  refuse({
    code,
    message,
    position: piece.at,
    length: piece.text.length,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

function numberOf({ whole }: PhraseParts, piece: Piece): number {
  if (!/^\+?\d{1,9}$/.test(piece.text)) {
    const rounded = String(Math.max(1, Math.round(Number(piece.text.replace(',', '.')) || 1)));
    const message = `"${piece.text.slice(0, 40)}" is not a whole number of at least 1.`;
    wrong(piece, 'phraseNumber', message, replaced(whole, piece, rounded));
  }
  const value = Number(piece.text);
  if (value < 1)
    wrong(piece, 'phraseNumber', 'A number below 1 is no period. The least is 1.', replaced(whole, piece, '1'));
  if (value > MOST) {
    const message = `The largest number is ${String(MOST)}.`;
    wrong(piece, 'phraseNumber', message, replaced(whole, piece, String(MOST)));
  }
  return value;
}

function unitOf({ whole, unit, count: countPiece }: PhraseParts, count: number): Unit | number {
  const word = unit.text.toLowerCase();
  const weekday = DAY_NAMES.findIndex((name) => name === word);
  if (weekday >= 0) {
    if (countPiece !== null && (count !== 1 || !isPython(whole))) {
      wrong(countPiece, 'phraseNumber', `A weekday takes no number: every ${word}.`, replaced(whole, countPiece, ''));
    }
    return weekday;
  }
  const found = UNITS.find((name) => word === name || word === `${name}s`);
  if (found === undefined) throw new Error(`No unit: ${word}`);
  if (word === found && count !== 1) {
    wrong(unit, 'phrasePlural', `After ${String(count)} comes ${found}s.`, replaced(whole, unit, `${found}s`));
  }
  return found;
}

const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const SHORT = /^(\d{1,2})?:(\d{2})$/;

/** The time after `at`, in the form that belongs to the unit. */
function timeOf({ whole, count: countPiece }: PhraseParts, piece: Piece, unit: Unit | number): number {
  const text = piece.text;
  const reject = (message: string, instead: string): never =>
    wrong(piece, 'phraseAt', message, replaced(whole, piece, instead));
  if (unit === 'second' || unit === 'week') {
    const instead = unit === 'week' && countPiece === null ? 'every monday at 10:30' : undefined;
    const message =
      unit === 'week'
        ? 'Weeks take no time. Name the day of the week, like "every monday at 10:30".'
        : 'Seconds take no time. Minutes, hours, days and weekdays do.';
    wrong(piece, 'phraseAt', message, instead);
  }
  const inRange = (value: number, most: number, name: string, instead: string): number =>
    value <= most ? value : reject(`The ${name} is 00 to ${String(most)}, not ${String(value)}.`, instead);
  if (unit === 'minute') {
    const match = SHORT.exec(text);
    if (match === null || match[1] !== undefined) return reject('Minutes take a second, like :17.', ':17');
    return inRange(Number(match[2]), 59, 'second', ':59') * 1000;
  }
  if (unit === 'hour') {
    const match = SHORT.exec(text);
    if (match === null) return reject('Hours take a minute, like :30, or minute and second, like 10:30.', ':30');
    const last = inRange(Number(match[2]), 59, match[1] === undefined ? 'minute' : 'second', ':59');
    if (match[1] === undefined) return last * UNIT_MS.minute;
    return inRange(Number(match[1]), 59, 'minute', ':59') * UNIT_MS.minute + last * 1000;
  }
  const match = CLOCK.exec(text);
  if (match === null) return reject('Days take a time like 10:30 or 10:30:15.', clockMeant(text));
  const [, hour, minute, second] = match;
  return (
    inRange(Number(hour), 23, 'hour', '00:00') * UNIT_MS.hour +
    inRange(Number(minute), 59, 'minute', `${String(hour)}:59`) * UNIT_MS.minute +
    inRange(Number(second ?? '0'), 59, 'second', `${String(hour)}:${String(minute)}:59`) * 1000
  );
}

/** `10`, `10am`, `10:30 pm`, `10.30`, `1030`: what was meant; an example where nothing can be told. */
function clockMeant(text: string): string {
  const match = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?$/i.exec(text);
  if (match === null) return '10:30';
  const [, hourText, minute = '00', half] = match;
  let hour = Number(hourText);
  if (half !== undefined) hour = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return hour > 23 || Number(minute) > 59 ? '10:30' : `${String(hour).padStart(2, '0')}:${minute}`;
}
