/** The dialects that random worlds use, each read by a few lines of its own: numbers, ranges, lists and steps. */
import type { CheckedTrigger } from '../life.ts';
import type { Dialect } from './labels.ts';

const dateOf = (
  label: number,
): { minute: number; hour: number; day: number; month: number; weekday: number; left: number } => {
  const date = new Date(label);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return {
    minute: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    weekday: date.getUTCDay(),
    left: days - date.getUTCDate() + 1,
  };
};

interface Field {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

/** A field of numbers, ranges with `between`, lists and steps. */
function field(text: string, least: number, most: number, between = '-'): Field {
  const values = new Set<number>();
  for (const element of text.split(',')) {
    const [range, stepText] = element.split('/') as [string, string?];
    const step = stepText === undefined ? 1 : Number(stepText);
    const [from, to] =
      range === '*'
        ? [least, most]
        : range.includes(between)
          ? (range.split(between).map(Number) as [number, number])
          : [Number(range), stepText === undefined ? Number(range) : most];
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return { values, star: text.startsWith('*') };
}

function cron(expression: string): Dialect {
  const [minuteText = '', hourText = '', dayText = '', monthText = '', weekdayText = ''] = expression.split(' ');
  const minute = field(minuteText, 0, 59);
  const hour = field(hourText, 0, 23);
  const day = field(dayText, 1, 31);
  const month = field(monthText, 1, 12);
  const weekday = field(weekdayText, 0, 7);
  return {
    gap: minute.star || hour.star ? 'real' : 'after',
    matches: (label) => {
      const date = dateOf(label);
      if (!minute.values.has(date.minute) || !hour.values.has(date.hour) || !month.values.has(date.month)) return false;
      const dayHit = day.values.has(date.day);
      const weekdayHit = weekday.values.has(date.weekday) || (date.weekday === 0 && weekday.values.has(7));
      return day.star || weekday.star ? dayHit && weekdayHit : dayHit || weekdayHit;
    },
  };
}

/** launchd: a missing key is every value; of day and weekday either suffices. */
function calendar(entries: readonly Readonly<Record<string, number>>[]): Dialect {
  return {
    gap: 'forward',
    matches: (label) => {
      const date = dateOf(label);
      return entries.some(({ minute, hour, day, month, weekday }) => {
        if (minute !== undefined && minute !== date.minute) return false;
        if (hour !== undefined && hour !== date.hour) return false;
        if (month !== undefined && month !== date.month) return false;
        if (day === undefined && weekday === undefined) return true;
        return day === date.day || (weekday !== undefined && weekday % 7 === date.weekday);
      });
    },
  };
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `[weekdays] [*-month-day] hour:minute`, days from the end after `~`; `hourly`. */
function onCalendar(text: string): Dialect {
  const parts = (text === 'hourly' ? '*:00' : text).split(' ');
  const time = parts.pop() ?? '';
  const date = parts[parts.length - 1]?.includes('*') === true ? (parts.pop() ?? '') : '*-*-*';
  const weekdays = new Set(
    (parts[0] ?? 'Sun..Sat').split(',').flatMap((range) => {
      const [from = 0, to = from] = range.split('..').map((name) => WEEKDAYS.indexOf(name));
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    }),
  );
  const [hourText = '', minuteText = ''] = time.split(':');
  const hour = field(hourText, 0, 23, '..');
  const minute = field(minuteText, 0, 59, '..');
  const fromEnd = date.includes('~');
  const [, monthText = '', dayText = ''] = /^\*-([^-~]+)[-~](.+)$/.exec(date) ?? [];
  const month = field(monthText, 1, 12, '..');
  const day = field(dayText, 1, 31, '..');
  return {
    gap: 'never',
    matches: (label) => {
      const shown = dateOf(label);
      return (
        hour.values.has(shown.hour) &&
        minute.values.has(shown.minute) &&
        month.values.has(shown.month) &&
        day.values.has(fromEnd ? shown.left : shown.day) &&
        weekdays.has(shown.weekday)
      );
    },
  };
}

/** `every day at 10:30`, `every monday at 10:30`, `every hour at :40`; null: it has a period instead. */
function phrase(text: string): Dialect | null {
  const [, unit = '', hourText = '', minuteText = ''] = /^every (\w+) at (\d*):(\d+)$/.exec(text) ?? [];
  if (unit === '') return null;
  const [hour, minute] = [Number(hourText), Number(minuteText)];
  if (unit === 'hour') return { gap: 'real', matches: (label) => dateOf(label).minute === minute };
  const weekday = WEEKDAYS.findIndex((name) => unit.startsWith(name.toLowerCase()));
  return {
    gap: 'forward',
    matches: (label) => {
      const date = dateOf(label);
      return date.minute === minute && date.hour === hour && (unit === 'day' || date.weekday === weekday);
    },
  };
}

/** How a trigger goes by what the wall shows; null where it does not. */
export function dialectOf(trigger: CheckedTrigger): Dialect | null {
  switch (trigger.type) {
    case 'cron':
      return cron(String(trigger['expression']));
    case 'calendar':
      return calendar(trigger['entries'] as readonly Readonly<Record<string, number>>[]);
    case 'onCalendar':
      return onCalendar(String(trigger['expression']));
    case 'phrase':
      return phrase(String(trigger['text']));
    default:
      return null;
  }
}
