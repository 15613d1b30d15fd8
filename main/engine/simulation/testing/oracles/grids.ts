/** Grids of an interval (semantics §2.4): in real time for an exact length, by what the wall shows for days, weeks and months. */
import { iso, lengthOf, textOf, type CheckedTrigger, type Life } from '../life.ts';
import { labelAt, type Dialect } from './labels.ts';

const DAY = 86_400_000;

/** A point of the grid: its anchor, else when the job was saved. */
export const anchorOf = (life: Life, trigger: CheckedTrigger): number =>
  Date.parse(textOf(trigger['anchor'], iso(life.timeline.start)));

const monthOf = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();

/**
 * A grid of days, weeks, months or years as labels in a zone: every so many of them from the anchor, to both sides, at the anchor's time;
 * the anchor's day, or the last of a month that does not have it. Null where the length is exact.
 */
export function calendarGrid(life: Life, trigger: CheckedTrigger, zone: string): Dialect | null {
  const [, countText = '', unit = ''] = /^P(\d+)([DWMY])$/.exec(String(trigger['every'])) ?? [];
  if (unit === '') return null;
  const anchor = labelAt(zone, anchorOf(life, trigger));
  const begin = new Date(anchor);
  const count = Number(countText) * (unit === 'W' ? 7 : unit === 'Y' ? 12 : 1);
  const isHit = (label: number): boolean => {
    if (unit === 'D' || unit === 'W') return (label - anchor) % (count * DAY) === 0;
    const date = new Date(label);
    if ((label - anchor) % DAY !== 0 || (monthOf(date) - monthOf(begin)) % count !== 0) return false;
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    return date.getUTCDate() === Math.min(begin.getUTCDate(), last);
  };
  return { gap: 'forward', matches: isHit };
}

/** Points of a grid of exact length from `from` to `to`, and one more, by which the jitter of the last is bound. */
export function exactGrid(life: Life, trigger: CheckedTrigger, from: number, to: number): number[] {
  const every = lengthOf(trigger['every'], 0);
  const anchor = anchorOf(life, trigger);
  const points: number[] = [];
  let k = Math.floor((from - anchor) / every);
  for (; anchor + k * every <= to; k += 1) points.push(anchor + k * every);
  return [...points, anchor + k * every];
}
