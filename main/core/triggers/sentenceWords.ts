import { fieldsOf, formatTime } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { UTC, type Zone } from '../time/zone.ts';

/** Names of months, January first. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Names of days, Sunday first. */
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** "a, b and c". */
export function listed(items: readonly string[], last = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1) ?? ''}`;
}

/** "1 minute", "5 minutes". */
export const counted = (count: number, unit: string): string => `${String(count)} ${unit}${count === 1 ? '' : 's'}`;

/** Two digits at least. */
export const two = (value: number): string => String(value).padStart(2, '0');

/** Makes the first letter a capital. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
] as const;

/** An exact length in words: "5 minutes", "1 hour 30 minutes", "0.5 seconds". */
export function lengthInWords(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [size, unit] of UNITS) {
    const count = unit === 'second' ? rest / size : Math.floor(rest / size);
    rest -= count * size;
    if (count !== 0) parts.push(counted(count, unit));
  }
  return parts.length === 0 ? 'no time' : parts.join(' ');
}

/** "1 December 2026 at 08:00" by the clock of `zone`; without one, in UTC, which is said. */
export function instantInWords(at: Instant, zone?: Zone): string {
  const fields = fieldsOf((zone ?? UTC).wallAt(at));
  const date = `${String(fields.day)} ${MONTHS[(fields.month - 1) as 0]} ${String(fields.year)}`;
  return `${date} at ${formatTime(fields)}${zone === undefined ? ' UTC' : ''}`;
}
