import { type CronParts, cronParts } from './explainCron.ts';
import { type FeltChange, type GapRule, fateInGap, gapRuleOf, labelsInWords } from './explainClock.ts';
import type { Trigger } from './registry.ts';

/** What the same text, or the same times, mean in another program, where that differs. */
export interface OtherDialect {
  readonly dialect: string;
  readonly text: string;
}

/** Programs by their rule for labels in a gap. */
const GAP_DIALECTS: readonly (readonly [dialect: string, rule: GapRule])[] = [
  ['cron', 'together'],
  ['launchd', 'forward'],
  ['systemd', 'skipped'],
];

/** Where other programs would read or run the same differently; empty where there is nothing worth knowing. */
export function otherDialects(trigger: Trigger, changes: readonly FeltChange[]): readonly OtherDialect[] {
  const found: OtherDialect[] = [];
  switch (trigger.type) {
    case 'cron':
      found.push(...ofCron(trigger.expression));
      break;
    case 'calendar':
      if (trigger.entries.some(({ day, weekday }) => day !== undefined && weekday !== undefined)) {
        found.push({ dialect: 'systemd', text: 'Day of month and day of week must both match' });
      }
      break;
    case 'onCalendar':
      found.push(...ofCalendarEvent(trigger.expression));
      break;
    case 'phrase':
      found.push(...ofPhrase(trigger.text));
      break;
    default:
      break;
  }
  const gap = changes.find(({ kind }) => kind === 'gap');
  const own = gapRuleOf(trigger);
  if (gap !== undefined && own !== null) {
    for (const [dialect, rule] of GAP_DIALECTS) {
      if (rule !== own) found.push({ dialect, text: `${labelsInWords(gap)}: ${fateInGap(gap, rule)}` });
    }
  }
  return found;
}

function ofCron(expression: string): OtherDialect[] {
  const parts = cronParts(expression);
  if (parts === null) return [];
  const { day, weekday } = parts;
  const found: OtherDialect[] = [];
  if (day !== '*' && weekday !== '*') {
    const oneBegins = day.startsWith('*') || weekday.startsWith('*');
    if (oneBegins) {
      const text = 'Either of day of month and day of week suffices, although one begins with *';
      found.push({ dialect: 'node-schedule, cron-parser', text });
    } else {
      found.push({ dialect: 'systemd', text: 'A date and a weekday must both match; two events say "either"' });
    }
  }
  found.push({ dialect: 'Quartz', text: inQuartz(parts) });
  return found;
}

/** Six fields, seconds first, one of the two days a question mark, and weekdays that count from 1, which is Sunday. */
function inQuartz({ minute, hour, day, month, weekday }: CronParts): string {
  if (/~/.test(minute + hour + day + month + weekday)) return 'Has no random values';
  if (day !== '*' && weekday !== '*')
    return 'Not valid: one of the two days must be "?", so this takes two expressions';
  const shifted = weekday
    .split(',')
    .map((part) =>
      part.replace(
        /^(\d)(?:-(\d))?/,
        (_all, from: string, to?: string) => shift(from) + (to === undefined ? '' : `-${shift(to)}`),
      ),
    )
    .join(',');
  const days = weekday === '*' ? [day, month, '?'] : ['?', month, shifted];
  return `Has six fields, seconds first, and Sunday is 1: ${['0', minute, hour, ...days].join(' ')}`;
}

const shift = (weekday: string): string => String((Number(weekday) % 7) + 1);

function ofCalendarEvent(expression: string): OtherDialect[] {
  const both = /^[a-z]/i.test(expression.trim()) && /[-~]\s*\d/.test(expression);
  if (!both || /^(?:semi|bi)-/i.test(expression.trim())) return [];
  return [{ dialect: 'cron, launchd', text: 'Either of day of month and day of week would suffice' }];
}

const WORDS: readonly (readonly [RegExp, nickname: string, text: string])[] = [
  [/^every hour$/i, '@hourly', 'On the hour, not an hour after the last run'],
  [/^every day$/i, '@daily', 'At 00:00, not a day after the last run'],
  [/^every week$/i, '@weekly', 'On Sundays at 00:00 (systemd: on Mondays), not a week after the last run'],
];

function ofPhrase(text: string): OtherDialect[] {
  const plain = text.trim().replace(/\s+/g, ' ');
  return WORDS.filter(([pattern]) => pattern.test(plain)).map(([, nickname, meaning]) => ({
    dialect: `cron ${nickname}, systemd ${nickname.slice(1)}`,
    text: meaning,
  }));
}
