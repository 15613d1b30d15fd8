import type { Times } from '../../time/times.ts';
import type { Stretch } from './window.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A line of the axis: strong at midnights; a label above it (a date) or below (an hour, a day of the month). */
export interface Tick {
  readonly at: number;
  readonly strong: boolean;
  /** From the longest to the shortest: the first that has room. */
  readonly upper: readonly string[];
  readonly lower: string | null;
  /** Where the lower label stands: at the line, or in the middle of the day that begins there. */
  readonly lowerAt: number;
}

/** Lines and labels of the axis for a stretch of time drawn `width` pixels wide. */
export function ticksOf(stretch: Stretch, width: number, times: Times): readonly Tick[] {
  const days = (stretch.to - stretch.from) / DAY;
  if (days <= 3) return hours(stretch, width, times);
  return days <= 16 ? noons(stretch, width, times) : datesOf(stretch, width, times);
}

/** "Mon 26 Oct", "Mon 26", "26". */
const dayNames = (at: number, times: Times): readonly string[] => [
  times.day(at),
  `${times.weekday(at)} ${times.dayOfMonth(at)}`,
  times.dayOfMonth(at),
];

function midnights(stretch: Stretch, times: Times): number[] {
  const found: number[] = [];
  for (let at = times.midnight(stretch.from); at < stretch.to; at = times.nextMidnight(at)) found.push(at);
  return found;
}

function hours(stretch: Stretch, width: number, times: Times): Tick[] {
  const perHour = width / ((stretch.to - stretch.from) / HOUR);
  const step = [1, 3, 6, 12].find((hour) => hour * perHour >= 56) ?? 12;
  const minutes = perHour > 260 ? 15 : perHour > 130 ? 30 : 60;
  const ticks: Tick[] = [];
  const unit = minutes * 60_000;
  for (let at = Math.ceil(stretch.from / unit) * unit; at < stretch.to; at += unit) {
    const hour = times.hour(at);
    const minute = times.minute(at);
    const midnight = hour === 0 && minute === 0;
    if (minutes === 60 && hour % step !== 0) continue;
    ticks.push({
      at,
      strong: midnight,
      upper: midnight ? dayNames(at, times) : [],
      lower: times.hourOnTheClock(at),
      lowerAt: at,
    });
  }
  const first = midnights(stretch, times)[0];
  if (first !== undefined && first < stretch.from) {
    ticks.unshift({
      at: stretch.from,
      strong: false,
      upper: dayNames(stretch.from, times),
      lower: null,
      lowerAt: stretch.from,
    });
  }
  return ticks;
}

function noons(stretch: Stretch, width: number, times: Times): Tick[] {
  const perDay = width / ((stretch.to - stretch.from) / DAY);
  return midnights(stretch, times).map((at) => {
    const next = times.nextMidnight(at);
    const noon = at + (next - at) / 2;
    return {
      at,
      strong: true,
      upper: dayNames(at, times),
      lower: perDay > 64 ? times.hourOnTheClock(noon) : null,
      lowerAt: noon,
    };
  });
}

function datesOf(stretch: Stretch, width: number, times: Times): Tick[] {
  const perDay = width / ((stretch.to - stretch.from) / DAY);
  const step = perDay > 34 ? 1 : perDay > 17 ? 2 : 7;
  let month = '';
  const days = midnights(stretch, times);
  return days.map((at, index) => {
    const name = times.month(at);
    const upper = name === month ? [] : [name, name.replace(/ \d{4}$/, '')];
    month = name;
    return {
      at,
      strong: false,
      upper,
      lower: index % step === 0 ? times.dayOfMonth(at) : null,
      lowerAt: at + (times.nextMidnight(at) - at) / 2,
    };
  });
}
