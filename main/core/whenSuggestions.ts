import { nearestWords } from './nearest.ts';
import type { Instant } from './time/instant.ts';
import { comingDue } from './triggers/comingDue.ts';
import { sentenceOf, zoneInForce } from './triggers/registry.ts';
import type { ParseContext } from './triggers/trigger.ts';
import { EVENTS } from './whenEvents.ts';
import { type TakenFor, type When, readWhen } from './when.ts';

/** One completion of what is typed in the When box. */
export interface WhenSuggestion {
  /** Ready to stand in the box. */
  readonly text: string;
  /** The part of `text` that was typed already, for drawing it stronger: [from, to). */
  readonly matched: readonly [from: number, to: number];
  readonly takenFor: TakenFor;
  readonly document: Readonly<Record<string, unknown>>;
  readonly sentence: string;
  /** Null for events. */
  readonly next: Instant | null;
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** What is offered, in order of how often it is meant. */
const TEXTS: readonly string[] = [
  'every day at 10:30',
  'every hour',
  'every 5 minutes',
  ...DAYS.flatMap((day) => [`every ${day}`, `every ${day} at 10:30`]),
  'every month on day 1',
  'every month on the last day',
  'every weekday at 09:00',
  'every weekend at 10:00',
  'every day',
  'every hour at :30',
  'every minute',
  'every minute at :00',
  'every 10 minutes',
  'every 15 minutes',
  'every 30 minutes',
  'every 2 hours',
  'every 6 hours',
  'every 2 days',
  'every week',
  'every 2 weeks',
  'every 5 to 10 minutes',
  'every day until 18:30',
  'every year on 1 january',
  'tomorrow at 10:30',
  'in 1 hour',
  'hourly',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'yearly',
  '@hourly',
  '@daily',
  '@weekly',
  '@monthly',
  '@reboot',
];

/** Offered while the box is empty. */
const FIRST = 4;

/** `every 20` can go on with any unit. */
function ofNumber(typed: string): readonly string[] {
  const match = /^every (\d{1,6}) ?([a-z]*)$/.exec(typed);
  if (match?.[1] === undefined) return [];
  const rest = match[2] ?? '';
  const one = Number(match[1]) === 1;
  const units = ['minutes', 'hours', 'days', 'weeks', 'seconds'].map((unit) => (one ? unit.slice(0, -1) : unit));
  return units.filter((unit) => unit.startsWith(rest)).map((unit) => `every ${match[1] ?? ''} ${unit}`);
}

/** `every mon at 8` can go on with a whole time. */
function ofTime(typed: string): readonly string[] {
  const match = /^(every [a-z]+) at (\d{0,2})(:\d{0,2})?$/.exec(typed);
  const begin = match?.[1];
  if (match === null || begin === undefined) return [];
  const [, , hour = '', minute = ''] = match;
  const words = begin.split(' ')[1] ?? '';
  const full = DAYS.find((day) => words.length >= 3 && day.startsWith(words)) ?? words;
  if (hour === '') return [`every ${full} at 10:30`];
  const minutes = minute.length > 1 ? [minute.slice(1).padEnd(2, '0')] : ['00', '30'];
  return minutes.map((m) => `every ${full} at ${hour.padStart(2, '0')}:${m}`);
}

/**
 * What the typed beginning can become, the likeliest first, times before events; each can certainly be read. Nothing where
 * the text begins nothing known, except what it was nearly.
 */
export function suggestWhen(text: string, context: ParseContext, most = 8): readonly WhenSuggestion[] {
  const typed = text.trimStart().toLowerCase().replace(/\s+/g, ' ');
  if (typed.length > 100) return [];
  const begins = (candidate: string): boolean => candidate.toLowerCase().startsWith(typed);
  const holds = (candidate: string): boolean => typed.length >= 3 && candidate.toLowerCase().includes(typed);
  const events = EVENTS.map((event) => event.text);
  const found = new Set<string>();
  if (typed === '') {
    for (const candidate of [...TEXTS.slice(0, FIRST), ...events]) found.add(candidate);
  } else {
    for (const candidate of [...ofNumber(typed), ...ofTime(typed), ...TEXTS.filter(begins)]) found.add(candidate);
    for (const candidate of [...TEXTS.filter(holds), ...events.filter(begins), ...events.filter(holds)])
      found.add(candidate);
    for (const event of EVENTS) if (event.also.some(begins)) found.add(event.text);
    if (found.size === 0) for (const near of nearestWords(typed.trim(), [...TEXTS, ...events], most)) found.add(near);
  }
  const suggestions: WhenSuggestion[] = [];
  for (const candidate of found) {
    if (suggestions.length >= most) break;
    const read = readWhen(candidate, context);
    if (read.ok) suggestions.push(suggestionOf(candidate, typed, read.value, context));
  }
  return suggestions;
}

function suggestionOf(text: string, typed: string, when: When, context: ParseContext): WhenSuggestion {
  const zone = zoneInForce(when.trigger, context.zone.id, context.zone);
  const schedule = {
    zone: zone.ok ? zone.value : context.zone,
    seed: text,
    created: context.now,
    enabled: context.now,
    periodFrom: null,
  };
  const at = typed === '' ? -1 : text.toLowerCase().indexOf(typed.trimEnd());
  return {
    text,
    matched: at < 0 ? [0, 0] : [at, at + typed.trimEnd().length],
    takenFor: when.takenFor,
    document: when.document,
    sentence: sentenceOf(when.trigger, schedule.zone),
    next: comingDue(when.trigger, schedule, context.now, 1)[0] ?? null,
  };
}
