import { nearestWords } from '../nearest.ts';
import { refuse } from './fields.ts';
import { type PhraseParts, type Piece, UNIT_WORDS, replaced } from './phraseParts.ts';

/** The names that can follow `every()`. */
const CALLS = ['to', 'at', 'until', 'tag', 'do'] as const;
const NAMES: readonly string[] = [...UNIT_WORDS, ...CALLS];

/** Whether a text is a Python form, not plain words. */
export const isPython = (text: string): boolean => /^\s*(?:schedule\s*\.\s*)?every\s*\(/i.test(text);

interface Call {
  readonly name: Piece;
  /** Null where it is no call: `.minutes`. */
  readonly args: readonly Piece[] | null;
}

/**
 * Takes the forms of Python's `schedule` apart: `schedule.every(5).to(10).minutes.at(":30", "Europe/Berlin").until("18:30")`.
 * Codes: `phraseWord`, `phraseEnd`, `phraseTwice`.
 */
export function readPhrasePython(whole: string): PhraseParts {
  const [every, ...chain] = callsOf(whole);
  if (every === undefined) throw new Error('A Python form begins with every().');
  const [count = null, extra] = every.args ?? [];
  if (extra !== undefined) refuseAt(extra, 'every() takes one number.');

  let unit: Piece | null = null;
  const parts: { upTo: Piece | null; at: Piece | null; zone: Piece | null; until: Piece | null } = {
    upTo: null,
    at: null,
    zone: null,
    until: null,
  };
  const ignored: Piece[] = [];
  const once = (key: 'upTo' | 'at' | 'until', name: Piece, value: Piece | undefined, example: string): void => {
    if (parts[key] !== null) refuseAt(name, `"${name.text}" stands here a second time.`, 'phraseTwice');
    if (value === undefined) refuseAt(name, `${name.text}() needs a value, like ${example}.`);
    parts[key] = value;
  };
  for (const { name, args } of chain) {
    const word = name.text.toLowerCase();
    if (UNIT_WORDS.includes(word)) {
      if (unit !== null) refuseAt(name, `A unit stands here a second time: "${name.text}".`, 'phraseTwice');
      if (args !== null) refuseAt(name, `"${name.text}" is written without parentheses.`);
      unit = name;
      continue;
    }
    const known = CALLS.find((call) => call === word);
    if (known === undefined) {
      const [near] = nearestWords(name.text, NAMES);
      const advice = near === undefined ? `Known are ${CALLS.join(', ')} and the units.` : `Did you mean "${near}"?`;
      const instead = near === undefined ? undefined : replaced(whole, name, near);
      refuseAt(name, `"${name.text.slice(0, 40)}" is not known. ${advice}`, 'phraseWord', instead);
    }
    const given = args ?? [];
    switch (known) {
      case 'to':
        once('upTo', name, given[0], 'to(10)');
        break;
      case 'at':
        once('at', name, given[0] === undefined ? undefined : unquoted(given[0]), 'at("10:30")');
        if (given[1] !== undefined) parts.zone = unquoted(given[1]);
        break;
      case 'until':
        once('until', name, given[0] === undefined ? undefined : untilText(given[0]), 'until("18:30")');
        break;
      case 'tag':
      case 'do':
        ignored.push(name);
        break;
    }
  }
  if (unit === null) {
    const suggestion = `${whole.trim()}.minutes`;
    const position = whole.trimEnd().length;
    refuse({
      code: 'phraseEnd',
      message: 'A unit is missing, like .minutes or .monday.',
      position,
      length: 0,
      suggestion,
    });
  }
  return { whole, count: count === null ? null : unquoted(count), unit, ...parts, ignored };
}

function refuseAt(piece: Piece, message: string, code = 'phraseWord', suggestion?: string): never {
  refuse({
    code,
    message,
    position: piece.at,
    length: piece.text.length,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

/** Splits `every(5).minutes.at(":30")` into its names and calls; the first is always `every`. */
function callsOf(whole: string): readonly Call[] {
  const calls: Call[] = [];
  const begin = /^\s*(?:schedule\s*\.\s*)?/i.exec(whole)?.[0].length ?? 0;
  const name = /\s*([a-z_]+)\s*/iy;
  for (let at = begin; ;) {
    name.lastIndex = at;
    const match = name.exec(whole);
    if (match?.[1] === undefined) {
      const length = Math.min(1, whole.length - at);
      refuse({ code: 'phraseWord', message: 'A name like minutes or at is missing here.', position: at, length });
    }
    const piece = { text: match[1], at: at + match[0].indexOf(match[1]) };
    at = name.lastIndex;
    let args: readonly Piece[] | null = null;
    if (whole[at] === '(') {
      const close = closingOf(whole, at);
      args = argumentsOf(whole, at + 1, close);
      at = close + 1;
    }
    calls.push({ name: piece, args });
    while (whole[at] === ' ') at += 1;
    if (at >= whole.trimEnd().length) return calls;
    if (whole[at] !== '.') {
      refuse({ code: 'phraseWord', message: 'A dot or the end is expected here.', position: at, length: 1 });
    }
    at += 1;
  }
}

/** The parenthesis that closes the one at `open`, texts in quotes skipped. */
function closingOf(whole: string, open: number): number {
  let depth = 0;
  let quote = '';
  for (let at = open; at < whole.length; at += 1) {
    const letter = whole[at] ?? '';
    if (quote !== '') {
      if (letter === quote) quote = '';
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '(') depth += 1;
    else if (letter === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return refuse({
    code: 'phraseEnd',
    message: quote === '' ? 'This parenthesis is not closed.' : 'A quotation mark is not closed.',
    position: open,
    length: 1,
    suggestion: `${whole.trim()}${quote})`,
  });
}

/** The arguments between two offsets, split at commas that stand in no parentheses and no quotes. */
function argumentsOf(whole: string, from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let begin = from;
  let depth = 0;
  let quote = '';
  const take = (end: number): void => {
    const text = whole.slice(begin, end);
    const trimmed = text.trim();
    if (trimmed !== '') pieces.push({ text: trimmed, at: begin + text.indexOf(trimmed) });
    begin = end + 1;
  };
  for (let at = from; at < to; at += 1) {
    const letter = whole[at] ?? '';
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    else if (letter === ',' && depth === 0) take(at);
  }
  take(to);
  return pieces;
}

/** What stands between the quotes; the piece itself where there are none. Parameter names (`tz=`) are dropped. */
function unquoted(piece: Piece): Piece {
  const match = /^(?:[a-z_]+\s*=\s*)?(["'])(.*)\1$/is.exec(piece.text);
  if (match?.[2] === undefined) return piece;
  return { text: match[2], at: piece.at + piece.text.length - 1 - match[2].length };
}

const TIMEDELTA = /^(?:datetime\.)?timedelta\((.*)\)$/is;
const TIME = /^(?:datetime\.)?time\(([\d\s,]*)\)$/i;
const DATETIME = /^(?:datetime\.)?datetime\(([\d\s,]*)\)$/i;

/** The argument of `until` as plain words would say it: `timedelta(hours=8)` is `8 hours`. */
function untilText(piece: Piece): Piece {
  const two = (value: string | undefined): string => (value ?? '0').padStart(2, '0');
  const numbers = (list: string | undefined): string[] => (list ?? '').split(',').map((part) => part.trim());
  const length = TIMEDELTA.exec(piece.text)?.[1];
  if (length !== undefined) {
    const words = length.split(',').map((part) => part.trim().replace(/^([a-z]+)\s*=\s*(\d+)$/i, '$2 $1'));
    return { text: words.join(' '), at: piece.at };
  }
  const time = TIME.exec(piece.text);
  if (time !== null) {
    const [hour, minute, second] = numbers(time[1]);
    return { text: `${two(hour)}:${two(minute)}:${two(second)}`, at: piece.at };
  }
  const moment = DATETIME.exec(piece.text);
  if (moment !== null) {
    const [year = '', month, day, hour, minute, second] = numbers(moment[1]);
    const text = `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
    return { text, at: piece.at };
  }
  return unquoted(piece);
}
