/** Grids of an interval (semantics §2.4): in real time for an exact length, by what the wall shows for days, weeks and months. */
import { iso, lengthOf, textOf, type CheckedTrigger, type Life } from '../life.ts';
import { labelAt, type Dialect } from './labels.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** As long as a month is on average. */
const MONTH = 30.436875 * DAY;

/** A point of the grid: its anchor, else when the job was saved. */
export const anchorOf = (life: Life, trigger: CheckedTrigger): number =>
  Date.parse(textOf(trigger['anchor'], iso(life.timeline.start)));

/** A length of calendar units: months, and what is always as long as the wall shows it. */
interface CalendarLength {
  readonly months: number;
  readonly rest: number;
}

/** Null where it is exact: hours, minutes and seconds alone. */
function calendarLength(text: string): CalendarLength | null {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (match === null) throw new Error(`The checker does not read "${text}".`);
  const parts = match.slice(1) as (string | undefined)[];
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const whole = years * 12 + months;
  const long = weeks * 7 + days;
  return whole + long === 0
    ? null
    : { months: whole, rest: long * DAY + hours * HOUR + minutes * MINUTE + seconds * 1000 };
}

/** `k` lengths from a label: the months first, on the same day or the last of a month that does not have it, and then the rest. */
function stepped(from: number, { months, rest }: CalendarLength, k: number): number {
  const begin = new Date(from);
  const month = begin.getUTCMonth() + months * k;
  const last = new Date(Date.UTC(begin.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const day = Date.UTC(begin.getUTCFullYear(), month, Math.min(begin.getUTCDate(), last));
  return day + (from - Math.floor(from / DAY) * DAY) + rest * k;
}

/**
 * A grid of days, weeks, months or years, with hours or without, as labels in a zone: every so many of them from the anchor, to both sides.
 * Null where the length is exact.
 */
export function calendarGrid(life: Life, trigger: CheckedTrigger, zone: string): Dialect | null {
  const every = calendarLength(String(trigger['every']));
  if (every === null) return null;
  const anchor = labelAt(zone, anchorOf(life, trigger));
  const usual = every.months * MONTH + every.rest;
  const isHit = (label: number): boolean => {
    const near = Math.round((label - anchor) / usual);
    return [near - 1, near, near + 1].some((k) => stepped(anchor, every, k) === label);
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
