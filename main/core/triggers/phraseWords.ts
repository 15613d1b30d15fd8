import { nearestWords } from '../nearest.ts';
import { refuse } from './fields.ts';
import {
  DAY_NAMES,
  NUMBER_WORDS,
  type PhraseParts,
  type Piece,
  SHORT_UNITS,
  UNIT_WORDS,
  replaced,
} from './phraseParts.ts';

const piecesOf = (text: string): Piece[] =>
  [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], at: match.index }));

/** A piece that spans from `first` to `last`. */
const span = (whole: string, first: Piece, last: Piece): Piece => ({
  text: whole.slice(first.at, last.at + last.text.length),
  at: first.at,
});

/** Points at a word. `expected` are the words that could have stood there; the nearest is offered. */
function unexpected(whole: string, piece: Piece, expected: readonly string[], message: string): never {
  const [near] = nearestWords(piece.text, expected);
  refuse({
    code: 'phraseWord',
    message: near === undefined ? message : `${message} Did you mean "${near}"?`,
    position: piece.at,
    length: piece.text.length,
    ...(near === undefined ? {} : { suggestion: replaced(whole, piece, near) }),
  });
}

const short = (piece: Piece): string => `"${piece.text.slice(0, 40)}"`;

/**
 * Takes plain words apart: `every [number [to number]] unit [at time [zone]] [until …]`, in any case.
 * Code of every error: `phraseWord`, or `phraseEnd` where something is missing at the end.
 */
export function readPhraseWords(whole: string): PhraseParts {
  const words = piecesOf(whole);
  const end: Piece = { text: '', at: whole.trimEnd().length };
  let next = 0;
  const is = (word: string): boolean => words[next]?.text.toLowerCase() === word;
  const missing: (message: string, added: string) => never = (message, added) =>
    refuse({
      code: 'phraseEnd',
      message,
      position: end.at,
      length: 0,
      suggestion: `${whole.trim()} ${added}`.trim(),
    });

  const first = words[0];
  if (first === undefined) missing('A phrase begins with "every". For example: every 5 minutes.', 'every 5 minutes');
  if (!is('every')) unexpected(whole, first, ['every'], `A phrase begins with "every", not with ${short(first)}.`);
  next += 1;

  let count: Piece | null = null;
  let upTo: Piece | null = null;
  const isNumber = (piece: Piece | undefined): piece is Piece =>
    piece !== undefined && /^[+-]?[\d.,]+$/.test(piece.text);
  if (isNumber(words[next])) {
    count = words[next] ?? null;
    next += 1;
    if (is('to')) {
      next += 1;
      const piece = words[next];
      if (piece === undefined) missing('After "to" comes a number.', '10 minutes');
      if (!isNumber(piece)) unexpected(whole, piece, [], `After "to" comes a number, not ${short(piece)}.`);
      upTo = piece;
      next += 1;
    }
  }

  const unit = words[next];
  if (unit === undefined) {
    missing('A unit or a weekday is missing: minutes, hours, days, monday …', count === null ? 'day' : 'minutes');
  }
  next += 1;
  if (!UNIT_WORDS.includes(unit.text.toLowerCase())) refuseUnit(whole, unit, count);

  let at: Piece | null = null;
  let zone: Piece | null = null;
  if (is('at')) {
    next += 1;
    at = words[next] ?? null;
    if (at === null) missing('A time is missing after "at".', '10:30');
    next += 1;
    if (words[next] !== undefined && !is('until')) {
      const piece = words[next] ?? end;
      if (/^(?:am|pm)$/i.test(piece.text)) at = span(whole, at, piece);
      else zone = piece;
      next += 1;
    }
  }

  let until: Piece | null = null;
  if (is('until')) {
    next += 1;
    const from = words[next];
    const last = words.at(-1);
    if (from === undefined || last === undefined) missing('After "until" comes a time, a date, or a length.', '18:30');
    until = span(whole, from, last);
    next = words.length;
  }

  const extra = words[next];
  if (extra !== undefined) {
    const expected = [...(at === null ? ['at'] : []), 'until'];
    const message = `${short(extra)} is not understood here. After this can come ${expected.map((word) => `"${word}"`).join(' or ')}.`;
    unexpected(whole, extra, expected, message);
  }
  return { whole, count, upTo, unit, at, zone, until, ignored: [] };
}

function refuseUnit(whole: string, unit: Piece, count: Piece | null): never {
  const word = unit.text.toLowerCase();
  const number = count === null ? NUMBER_WORDS.get(word) : undefined;
  if (number !== undefined) {
    refuse({
      code: 'phraseWord',
      message: `Numbers are written in digits: ${number}, not "${word}".`,
      position: unit.at,
      length: unit.text.length,
      suggestion: replaced(whole, unit, number),
    });
  }
  // After a number a plural is meant, and never a weekday.
  const expected = UNIT_WORDS.filter((known) => count === null || known.endsWith('s'));
  const weekday = DAY_NAMES.find((name) => `${name}s` === word);
  if (weekday !== undefined) {
    refuse({
      code: 'phraseWord',
      message: `A weekday stands alone, without a number and without s: every ${weekday}.`,
      position: unit.at,
      length: unit.text.length,
      suggestion: replaced(whole, count === null ? unit : span(whole, count, unit), weekday),
    });
  }
  const meantUnit = count === null ? SHORT_UNITS.get(word)?.replace(/s$/, '') : SHORT_UNITS.get(word);
  if (meantUnit !== undefined) {
    refuse({
      code: 'phraseWord',
      message: `Units are written out: ${meantUnit}, not ${short(unit)}.`,
      position: unit.at,
      length: unit.text.length,
      suggestion: replaced(whole, unit, meantUnit),
    });
  }
  if (/^(?:months?|years?|weekdays?|workdays?|weekends?)$/.test(word)) {
    refuse({
      code: 'phraseWord',
      message: `A phrase knows no ${word}: seconds, minutes, hours, days, weeks and the days of the week only. Cron and calendar events do.`,
      position: unit.at,
      length: unit.text.length,
      suggestion: replaced(whole, unit, count === null ? 'day' : 'days'),
    });
  }
  const joined = /^(\d+)([a-z]+)$/i.exec(word);
  if (joined !== null) {
    const [meant] = nearestWords(joined[2] ?? '', expected);
    refuse({
      code: 'phraseWord',
      message: `A space is missing between the number and the unit in ${short(unit)}.`,
      position: unit.at,
      length: unit.text.length,
      suggestion: replaced(whole, unit, `${joined[1] ?? ''} ${meant ?? 'minutes'}`),
    });
  }
  const what = 'Units are second, minute, hour, day, week, and the days from monday to sunday';
  unexpected(whole, unit, expected, `${short(unit)} is no unit. ${what}.`);
}
