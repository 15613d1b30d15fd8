/**
 * Due moments found by looking at every minute, for checking the engine: shares no code with it. Slow, plain, and only for the trigger
 * kinds that random worlds use. Instants are milliseconds since 1970 by the wall clock.
 */

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

const offsets = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Offset of a zone from UTC, asked of `Intl` once a quarter of an hour: no zone used here changes in between. */
function offsetAt(zone: string, at: number): number {
  const slot = Math.floor(at / QUARTER);
  let known = offsets.get(zone);
  if (known === undefined) offsets.set(zone, (known = new Map<number, number>()));
  const cached = known.get(slot);
  if (cached !== undefined) return cached;
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(slot * QUARTER).map(({ type, value }) => [type, Number(value)]),
  );
  const wall = Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute']);
  const offset = wall - slot * QUARTER;
  known.set(slot, offset);
  return offset;
}

/** What the wall shows: a label in milliseconds, as if the zone were UTC. */
export const labelAt = (zone: string, at: number): number => at + offsetAt(zone, at);

interface Field {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

function field(text: string, least: number, most: number): Field {
  const values = new Set<number>();
  for (const element of text.split(',')) {
    const [range, stepText] = element.split('/') as [string, string?];
    const step = stepText === undefined ? 1 : Number(stepText);
    const [from, to] =
      range === '*'
        ? [least, most]
        : range.includes('-')
          ? (range.split('-').map(Number) as [number, number])
          : [Number(range), stepText === undefined ? Number(range) : most];
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return { values, star: text.startsWith('*') };
}

/** A cron expression of numbers, ranges, lists and steps. */
export interface CronOracle {
  readonly wildcard: boolean;
  matches(label: number): boolean;
}

export function cronOracle(expression: string): CronOracle {
  const [minuteText, hourText, dayText, monthText, weekdayText] = expression.split(' ') as [
    string,
    string,
    string,
    string,
    string,
  ];
  const minute = field(minuteText, 0, 59);
  const hour = field(hourText, 0, 23);
  const day = field(dayText, 1, 31);
  const month = field(monthText, 1, 12);
  const weekday = field(weekdayText, 0, 7);
  const onDay = (date: Date): boolean => {
    const dayHit = day.values.has(date.getUTCDate());
    const weekdayHit = weekday.values.has(date.getUTCDay()) || (date.getUTCDay() === 0 && weekday.values.has(7));
    return day.star || weekday.star ? dayHit && weekdayHit : dayHit || weekdayHit;
  };
  return {
    wildcard: minute.star || hour.star,
    matches: (label) => {
      const date = new Date(label);
      return (
        minute.values.has(date.getUTCMinutes()) &&
        hour.values.has(date.getUTCHours()) &&
        month.values.has(date.getUTCMonth() + 1) &&
        onDay(date)
      );
    },
  };
}

/** Longest look back for labels that were there before the clock was put back: one day and an hour. */
const LOOK_BACK = 25 * 60;

/** Due moments of cron in (after, until], each with the labels that made it due. */
export function cronDue(
  oracle: CronOracle,
  zone: string,
  after: number,
  until: number,
): { at: number; labels: number[] }[] {
  const found: { at: number; labels: number[] }[] = [];
  const first = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  let highest = -Infinity;
  if (!oracle.wildcard) {
    for (let at = first - LOOK_BACK * MINUTE; at < first; at += MINUTE) highest = Math.max(highest, labelAt(zone, at));
  }
  for (let at = first; at <= until; at += MINUTE) {
    const label = labelAt(zone, at);
    if (oracle.wildcard) {
      if (oracle.matches(label)) found.push({ at, labels: [label] });
      continue;
    }
    const labels: number[] = [];
    for (let skipped = highest + MINUTE; skipped <= label; skipped += MINUTE) {
      if (oracle.matches(skipped)) labels.push(skipped);
    }
    highest = Math.max(highest, label);
    if (labels.length > 0) found.push({ at, labels });
  }
  return found;
}

/** Due moments of a grid of exact periods in (after, until]. */
export function gridDue(anchor: number, every: number, after: number, until: number): number[] {
  const found: number[] = [];
  const first = Math.floor((after - anchor) / every) + 1;
  for (let at = anchor + first * every; at <= until; at += every) found.push(at);
  return found;
}
