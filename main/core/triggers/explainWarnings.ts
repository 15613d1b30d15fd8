import type { Problem } from '../problem.ts';
import { type Instant, duration, plus } from '../time/instant.ts';
import { dateOfDay, dayOfWall } from '../time/civil.ts';
import { comingDue } from './comingDue.ts';
import { type CronParts, cronParts } from './explainCron.ts';
import { clockWarnings, type FeltChange } from './explainClock.ts';
import { type Trigger, kindOf, restartsWithRuns, scheduleOf } from './registry.ts';
import { MONTHS } from './sentenceWords.ts';
import type { ScheduleContext } from './trigger.ts';

const WEEK_MS = 7 * 86_400_000;
/** Due so many times a day, or more, is worth saying. */
const OFTEN = 96;
/** Not due for so long is worth saying. */
const LONG_MS = 366 * 86_400_000;

/** Everything about a trigger that could surprise, beside what reading it warned of. */
export function surprises(
  trigger: Trigger,
  context: ScheduleContext,
  now: Instant,
  next: Instant | undefined,
  changes: readonly FeltChange[],
): readonly Problem[] {
  if (kindOf(trigger) !== 'time') return [];
  const warnings: Problem[] = [];
  const parts = trigger.type === 'cron' ? cronParts(trigger.expression) : null;
  if (parts !== null) warnings.push(...cronSurprises(parts));
  if (trigger.type === 'calendar' && trigger.entries.some((e) => e.day !== undefined && e.weekday !== undefined)) {
    const message = 'Day of month and day of week: either is enough, not both';
    warnings.push({ code: 'eitherDay', message });
  }
  if (trigger.type === 'calendar') {
    const days = trigger.entries.flatMap((e) => (e.day === undefined || e.weekday !== undefined ? [] : [e.day]));
    const everyMonth = trigger.entries.every((entry) => entry.month === undefined);
    if (everyMonth && days.length > 0) warnings.push(...shortMonths(Math.min(...days)));
  }
  if (next === undefined && trigger.type !== 'onCalendar') {
    warnings.push({ code: 'neverDue', message: 'It ends before it is due for the first time' });
  }
  warnings.push(...pace(trigger, context, now));
  if (next !== undefined && next - now > LONG_MS && trigger.type !== 'once') {
    const { year, month, day } = dateOfDay(dayOfWall(context.zone.wallAt(next)));
    const message = `It is rarely due: next on ${String(day)} ${MONTHS[(month - 1) as 0]} ${String(year)}`;
    warnings.push({ code: 'rare', message });
  }
  return [...warnings, ...clockWarnings(trigger, changes)];
}

function cronSurprises(parts: CronParts): Problem[] {
  const warnings: Problem[] = [];
  const { day, weekday } = parts;
  if (day !== '*' && weekday !== '*') {
    const star = day.startsWith('*') ? day : weekday.startsWith('*') ? weekday : null;
    warnings.push(
      star === null
        ? { code: 'eitherDay', message: 'Day of month and day of week: either is enough, not both' }
        : {
            code: 'bothDays',
            message: `Day of month and day of week must both match, because "${star}" begins with *`,
          },
    );
  }
  for (const [name, text, span] of [
    ['minute', parts.minute, 60],
    ['hour', parts.hour, 24],
  ] as const) {
    const step = Number(/^\*\/(\d+)$/.exec(text)?.[1] ?? 1);
    if (step >= span || span % step === 0) continue;
    const unit = name === 'minute' ? 'hour' : 'day';
    const message = `*/${String(step)} begins anew every ${unit}: the last step before the next ${unit} is ${String(span % step)} ${name}${span % step === 1 ? '' : 's'} long, not ${String(step)}`;
    warnings.push({ code: 'unevenStep', message });
  }
  if (parts.month === '*' && weekday === '*' && /^\d+$/.test(day)) warnings.push(...shortMonths(Number(day)));
  return warnings;
}

function shortMonths(day: number): Problem[] {
  if (day < 29) return [];
  const months = day === 31 ? '5 months have no day 31' : `February has no day ${String(day)}`;
  const often = day === 29 ? ', except in leap years' : '';
  return [{ code: 'shortMonths', message: `${months}${often}: it is not due there` }];
}

/** "Runs 288 times a day": counted over a week, so that days of the week weigh as they come. */
function pace(trigger: Trigger, context: ScheduleContext, now: Instant): Problem[] {
  let aDay: number;
  if (restartsWithRuns(trigger)) {
    const [first, second] = comingDue(trigger, context, now, 2);
    if (first === undefined || second === undefined) return [];
    aDay = 86_400_000 / (second - first);
  } else {
    const schedule = scheduleOf(trigger, context);
    aDay = (schedule?.count(now, plus(now, duration(WEEK_MS))) ?? 0) / 7;
  }
  if (aDay < OFTEN) return [];
  return [{ code: 'often', message: `It runs ${String(Math.round(aDay))} times a day` }];
}
