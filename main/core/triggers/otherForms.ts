import type { TakenFor } from '../when.ts';
import { type Duration, type Instant, instant, plus } from '../time/instant.ts';
import { formatDuration } from '../time/iso.ts';
import { comingDue } from './comingDue.ts';
import { cronParts } from './explainCron.ts';
import { type Trigger, parseTrigger, restartsWithRuns, scheduleOf, textOf } from './registry.ts';
import type { ParseContext, ScheduleContext } from './trigger.ts';

/** The same due moments, said in another way. */
export interface OtherForm {
  readonly takenFor: TakenFor;
  /** As a person would type it. */
  readonly text: string;
  /** As it would be saved. */
  readonly trigger: Readonly<Record<string, unknown>>;
}

/** So many due moments in a row must be the same, and all that lie around each clock change of the next ten years. */
const COMPARED = 200;
const AROUND_CHANGE = 3 * 3_600_000;
const TEN_YEARS = (3653 * 86_400_000) as Duration;

/**
 * Other forms that mean the same: cron text, a phrase, a calendar event, an interval. Only those are offered whose due moments are the same, in
 * this zone, clock changes included: a time of the day that a clock change leaves out is another one for each of them.
 */
export function otherForms(trigger: Trigger, context: ScheduleContext, now: Instant): readonly OtherForm[] {
  const form = formOf(trigger);
  const candidates = [
    ...(form === null ? [] : [asCron(form), asPhrase(form), asEvent(form)]),
    ...asPeriod(trigger),
  ].filter((one): one is OtherForm => one !== null && one.takenFor !== trigger.type);
  const parse: ParseContext = { now, zone: context.zone, draw: () => 0 };
  return candidates.filter((one) => {
    const read = parseTrigger(one.trigger, parse);
    return read.ok && isSame(trigger, read.value, context, now);
  });
}

function isSame(a: Trigger, b: Trigger, context: ScheduleContext, now: Instant): boolean {
  const first = comingDue(a, context, now, COMPARED);
  const others = comingDue(b, context, now, COMPARED);
  if (first.length === 0 || first.some((at, index) => at !== others[index])) return false;
  // What begins with its runs follows real time: a clock change is nothing to it.
  if (restartsWithRuns(a)) return true;
  const [schedule, other] = [scheduleOf(a, context), scheduleOf(b, context)];
  for (const { at, before, after } of context.zone.transitions(now, plus(now, TEN_YEARS))) {
    const around = AROUND_CHANGE + Math.abs(after - before);
    for (let from = instant(at - around); from < at + around;) {
      const [next, same] = [schedule?.next(from) ?? null, other?.next(from) ?? null];
      if (next !== same) return false;
      if (next === null) break;
      from = next;
    }
  }
  return true;
}

/** Times of the day on some days, as all forms can say them: each field in the words of cron, `*` for every value. */
interface Form {
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
  readonly month: string;
  readonly weekday: string;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const every: Form = { minute: '*', hour: '*', day: '*', month: '*', weekday: '*' };

function formOf(trigger: Trigger): Form | null {
  switch (trigger.type) {
    case 'cron':
      return ofCron(trigger.expression);
    case 'phrase':
      return ofPhrase(textOf(trigger) ?? '');
    case 'onCalendar':
      return ofEvent(trigger.expression);
    default:
      return null;
  }
}

function ofCron(expression: string): Form | null {
  const parts = cronParts(expression);
  if (parts === null || expression.includes('~')) return null;
  // Day of month and day of week together mean "either", which no other form says.
  return parts.day !== '*' && parts.weekday !== '*' ? null : parts;
}

function ofPhrase(text: string): Form | null {
  const daily = /^every (day|[a-z]+day) at (\d{1,2}):(\d{2})$/i.exec(text.trim());
  if (daily !== null) {
    const [, day = '', hour, minute] = daily;
    const weekday = WEEKDAYS.findIndex((name) => name === day.toLowerCase());
    if (weekday < 0 && day.toLowerCase() !== 'day') return null;
    return {
      ...every,
      minute: number(minute),
      hour: number(hour),
      ...(weekday < 0 ? {} : { weekday: String(weekday) }),
    };
  }
  const hourly = /^every hour at :(\d{2})$/i.exec(text.trim());
  return hourly === null ? null : { ...every, minute: number(hourly[1]) };
}

/** The plain events: days of the week, a date of stars and numbers, and a time without seconds or a zone. */
function ofEvent(expression: string): Form | null {
  const match = /^(?:([a-z.,]+)\s+)?(?:\*-(\*|\d{1,2})-(\*|\d{1,2})\s+)?(\*|[\d,./]+):(\*|[\d,./]+)(?::00)?$/i.exec(
    expression.trim(),
  );
  if (match === null) return null;
  const [, days, month = '*', day = '*', hour = '*', minute = '*'] = match;
  const weekday =
    days === undefined
      ? '*'
      : days
          .replaceAll('..', '-')
          .toLowerCase()
          .replace(/[a-z]+/g, shortDay);
  const plain = (field: string): string => (field === '*' ? '*' : field.replaceAll('..', '-').replace(/\d+/g, number));
  const stepped = (field: string): string => plain(field).replace(/(^|,)0\//g, '$1*/');
  return { minute: stepped(minute), hour: stepped(hour), day: plain(day), month: plain(month), weekday };
}

const shortDay = (name: string): string => name.slice(0, 3);
const number = (text: string | undefined): string => String(Number(text));

function asCron(form: Form): OtherForm {
  const expression = [form.minute, form.hour, form.day, form.month, form.weekday].join(' ');
  return { takenFor: 'cron', text: expression, trigger: { type: 'cron', expression } };
}

const two = (field: string): string => field.padStart(2, '0');
const isNumber = (field: string): boolean => /^\d+$/.test(field);

function asPhrase({ minute, hour, day, month, weekday }: Form): OtherForm | null {
  if (!isNumber(minute) || day !== '*' || month !== '*') return null;
  const of = (text: string): OtherForm => ({ takenFor: 'phrase', text, trigger: { type: 'phrase', text } });
  if (hour === '*') return weekday === '*' ? of(`every hour at :${two(minute)}`) : null;
  if (!isNumber(hour)) return null;
  const name = weekdayName(weekday);
  return name === null ? null : of(`every ${name} at ${two(hour)}:${two(minute)}`);
}

/** "day" for every day, a weekday's name for that one; null for several. */
function weekdayName(weekday: string): string | null {
  if (weekday === '*') return 'day';
  if (isNumber(weekday)) return WEEKDAYS[Number(weekday) % 7] ?? null;
  return WEEKDAYS.find((name) => name.startsWith(weekday.toLowerCase()) && weekday.length === 3) ?? null;
}

function asEvent({ minute, hour, day, month, weekday }: Form): OtherForm | null {
  const days = weekday === '*' ? '' : eventDays(weekday);
  if (days === null) return null;
  const field = (text: string): string =>
    text
      .replace(/^\*\//, '0/')
      .replaceAll('-', '..')
      .replace(/\d+/g, (digits, at: number) => padded(text, digits, at));
  const date = `*-${field(month)}-${field(day)}`;
  const text = `${days === '' ? '' : `${days} `}${date} ${field(hour)}:${field(minute)}`;
  return { takenFor: 'onCalendar', text, trigger: { type: 'onCalendar', expression: text } };
}

/** Two digits, but for a step. */
const padded = (text: string, digits: string, at: number): string => (text[at - 1] === '/' ? digits : two(digits));

/** "1-5" as "Mon..Fri"; null for days with steps. */
function eventDays(weekday: string): string | null {
  const names = weekday.split(',').map((part) => {
    const ends = part.split('-').map((end) => {
      const name = isNumber(end)
        ? WEEKDAYS[Number(end) % 7]
        : WEEKDAYS.find((one) => one.startsWith(end.toLowerCase()));
      return name === undefined ? null : name.charAt(0).toUpperCase() + name.slice(1, 3);
    });
    return ends.includes(null) ? null : ends.join('..');
  });
  return names.includes(null) ? null : names.join(',');
}

/** What follows its own runs: "every 5 minutes" is an interval from the end of a run. Longer units follow the calendar. */
function asPeriod(trigger: Trigger): readonly OtherForm[] {
  if (trigger.type === 'phrase') {
    const match = /^every (?:(\d+) )?(second|minute|hour)s?$/i.exec((textOf(trigger) ?? '').trim());
    if (match === null) return [];
    const length = `PT${number(match[1] ?? '1')}${(match[2] ?? '').charAt(0).toUpperCase()}`;
    return [{ takenFor: 'interval', text: length, trigger: { type: 'interval', every: length, from: 'finish' } }];
  }
  if (trigger.type !== 'interval' || trigger.from !== 'finish') return [];
  if (trigger.immediately || trigger.upTo !== undefined || trigger.until !== undefined) return [];
  const match = /^PT(\d+)([HMS])$/.exec(formatDuration(trigger.every));
  if (match === null) return [];
  const unit = { H: 'hour', M: 'minute', S: 'second' }[match[2] as 'H' | 'M' | 'S'];
  const text = match[1] === '1' ? `every ${unit}` : `every ${match[1] ?? ''} ${unit}s`;
  return [{ takenFor: 'phrase', text, trigger: { type: 'phrase', text } }];
}
