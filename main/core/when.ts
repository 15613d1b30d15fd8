import { nearestWords } from './nearest.ts';
import { type Parsed, type Problem, parsed, refused } from './problem.ts';
import { formatDuration, isZero, parseDuration } from './time/iso.ts';
import { type Trigger, kindOf, parseTrigger, savedTrigger } from './triggers/registry.ts';
import type { ParseContext } from './triggers/trigger.ts';
import { readDate } from './whenDates.ts';
import { readDays } from './whenDays.ts';
import { EVENTS, readEvent } from './whenEvents.ts';

/** What a typed text was taken for. */
export type TakenFor = 'cron' | 'phrase' | 'onCalendar' | 'once' | 'interval' | 'calendar' | 'event';

/** A typed text, read. */
export interface When {
  readonly takenFor: TakenFor;
  readonly trigger: Trigger;
  /** The trigger as it is saved: what was typed is kept as typed. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** Longer texts are answered at once: nothing that can be typed here is that long. */
const LONGEST = 2000;

type Attempt = { readonly takenFor: TakenFor; readonly document: Readonly<Record<string, unknown>> };

/**
 * Reads what a person typed: as cron, phrase, calendar event, date, interval, event, in this order (ui.md §4.5); a text that
 * begins with a brace as the trigger's JSON. Where nothing fits, the problem of what it looks most like, with position and
 * suggestion. Codes beside those of the types: `whenEmpty`, `whenLong`, `whenUnknown`, `whenDate`, `json`.
 */
export function readWhen(text: string, context: ParseContext): Parsed<When> {
  if (text.trim() === '') {
    const message = 'Nothing is written here yet. For example: every day at 10:30, or 30 10 * * *.';
    return refused({ code: 'whenEmpty', message, suggestion: 'every day at 10:30' });
  }
  if (text.length > LONGEST) {
    const message = `This is too long: ${String(LONGEST)} characters are read at most.`;
    return refused({ code: 'whenLong', message, position: LONGEST, length: text.length - LONGEST });
  }
  if (text.trim().startsWith('{')) return readJson(text, context);

  const problems: Partial<Record<TakenFor, Problem>> = {};
  for (const attempt of attemptsAt(text, context, problems)) {
    const read = readDocument(attempt, context);
    if (read.ok) return read;
    problems[attempt.takenFor] ??= read.error;
  }
  return refused(placed(text, bestProblem(text, problems)));
}

/** Reads a trigger given as JSON in place of text. */
function readJson(text: string, context: ParseContext): Parsed<When> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused({ code: 'json', message: `This begins like JSON and is not: ${error.message}.` });
  }
  return readTriggerDocument(json, context);
}

/** Reads a trigger from outside the same way: with its document as it has to be saved. */
export function readTriggerDocument(json: unknown, context: ParseContext): Parsed<When> {
  const read = parseTrigger(json, context);
  if (!read.ok) return read;
  const document = savedTrigger(json as Readonly<Record<string, unknown>>, read.value);
  return parsed({ takenFor: takenForOf(read.value), trigger: read.value, document }, read.warnings);
}

function takenForOf(trigger: Trigger): TakenFor {
  switch (trigger.type) {
    case 'cron':
    case 'phrase':
    case 'onCalendar':
    case 'once':
    case 'interval':
    case 'calendar':
      return trigger.type;
    default:
      return 'event';
  }
}

function readDocument({ takenFor, document }: Attempt, context: ParseContext): Parsed<When> {
  const read = parseTrigger(document, context);
  if (!read.ok) return read;
  // `@reboot` is typed as cron and is an event; its document says so, for cron has no such time.
  const event = takenFor === 'cron' && kindOf(read.value) === 'event';
  const own = event ? { type: 'start', once: 'perBoot' } : document;
  const saved = savedTrigger(own, read.value);
  return parsed({ takenFor: event ? 'event' : takenFor, trigger: read.value, document: saved }, read.warnings);
}

/** What the text could be, in order; each is made only when those before it failed. */
function* attemptsAt(
  text: string,
  context: ParseContext,
  problems: Partial<Record<TakenFor, Problem>>,
): Generator<Attempt> {
  const plain = text.trim();
  yield { takenFor: 'cron', document: { type: 'cron', expression: plain } };
  yield { takenFor: 'phrase', document: { type: 'phrase', text: plain } };
  yield { takenFor: 'onCalendar', document: { type: 'onCalendar', expression: plain } };
  const days = readDays(plain);
  if (days !== null) yield { takenFor: 'onCalendar', document: { type: 'onCalendar', expression: days } };
  const date = readDate(plain, context.now, context.zone);
  if (date !== null && 'at' in date) yield { takenFor: 'once', document: { type: 'once', at: date.at } };
  if (date !== null && 'wrong' in date) problems.once = { code: 'whenDate', message: date.wrong };
  const every = intervalIn(plain, problems);
  if (every !== null) yield { takenFor: 'interval', document: { type: 'interval', every } };
  const event = readEvent(plain);
  if (event !== null) yield { takenFor: 'event', document: event };
}

/** The ISO 8601 duration that a text is, or plainly says: `PT5M`, `5m`, `10 minutes`. */
function intervalIn(text: string, problems: Partial<Record<TakenFor, Problem>>): string | null {
  const read = parseDuration(text);
  if (read.ok) return text.toUpperCase();
  const meant = read.error.suggestion === undefined ? null : parseDuration(read.error.suggestion);
  if (meant?.ok === true && !isZero(meant.value)) return formatDuration(meant.value);
  problems.interval = read.error;
  return null;
}

/** Problems are told for the text as typed, which can begin with spaces; field names mean nothing here. */
function placed(text: string, problem: Problem): Problem {
  const { field: _field, ...rest } = problem;
  const spaces = text.length - text.trimStart().length;
  return rest.position === undefined ? rest : { ...rest, position: rest.position + spaces };
}

const CRON_WORD =
  /^[\d*/,~?#LW-]+$|^(?:sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z\d,/-]*$/i;

/** The problem of what the text looks most like. */
function bestProblem(text: string, problems: Partial<Record<TakenFor, Problem>>): Problem {
  const words = text.trim().split(/\s+/);
  const [first = ''] = words;
  const looksLikeCron =
    first.startsWith('@') ||
    (words.length > 1 &&
      /^[\d*]/.test(first) &&
      words.filter((word) => CRON_WORD.test(word)).length >= words.length - 1);
  const order: readonly (readonly [boolean, Problem | undefined])[] = [
    [problems.once !== undefined, problems.once],
    [looksLikeCron && !text.includes(':'), problems.cron],
    [
      /^\s*(?:schedule\s*\.|every\b|(?:minutely|hourly|daily|weekly|(?:sun|mon|tues|wednes|thurs|fri|satur)day)\s+at\b)/i.test(
        text,
      ),
      problems.phrase,
    ],
    [problems.event !== undefined, problems.event],
    [/^[+-]?P[\dT]/i.test(first), problems.interval],
    [/^\d{4}-\d|:|~|\.\.|^[*\d]+-[*\d]/.test(text), problems.onCalendar],
    [nearestWords(first, ['every', 'schedule'])[0] !== undefined, problems.phrase],
    [problems.onCalendar?.suggestion !== undefined && words.length < 3, problems.onCalendar],
  ];
  for (const [fits, problem] of order) if (fits && problem !== undefined) return problem;
  const named = EVENTS.flatMap((event) => [event.text, ...event.also].map((words) => ({ event, words })));
  const [near] = nearestWords(
    text.trim(),
    named.map(({ words }) => words),
  );
  const event = named.find(({ words }) => words === near)?.event.text;
  const suggestion = event ?? problems.phrase?.suggestion ?? 'every day at 10:30';
  return {
    code: 'whenUnknown',
    message: `This is neither a time nor an event. Did you mean "${suggestion}"?`,
    position: 0,
    length: text.trim().length,
    suggestion,
  };
}
