import type { Duration } from '../time/instant.ts';
import { texts } from './texts.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A length of time as it is read: "2 min 24 s", "1 h 12 min", "3 days 4 h", "1.4 s", "350 ms". Two units at most, cut off and never
 * rounded up (ui.md §5). A negative length is its size.
 */
export function durationText(length: Duration): string {
  const ms = Math.floor(Math.abs(length));
  if (ms < SECOND) return ms === 0 ? texts.units.s(0) : texts.units.ms(ms);
  if (ms < 10 * SECOND) return texts.units.s(Math.floor(ms / 100) / 10);
  if (ms < MINUTE) return texts.units.s(Math.floor(ms / SECOND));
  if (ms < HOUR) return two(ms, MINUTE, texts.units.min, SECOND, texts.units.s);
  if (ms < DAY) return two(ms, HOUR, texts.units.h, MINUTE, texts.units.min);
  return two(ms, DAY, texts.units.days, HOUR, texts.units.h);
}

/**
 * A length of time until or since now in a dense place: "40 s", "23 min", "1 h 18", from 24 hours on in whole days: "3 days"
 * (ui.md §5).
 */
export function relativeText(length: Duration): string {
  const ms = Math.floor(Math.abs(length));
  if (ms < MINUTE) return texts.units.s(Math.floor(ms / SECOND));
  if (ms < HOUR) return texts.units.min(Math.floor(ms / MINUTE));
  if (ms >= DAY) return texts.units.days(Math.floor(ms / DAY));
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const hours = texts.units.h(Math.floor(ms / HOUR));
  return minutes === 0 ? hours : `${hours} ${String(minutes).padStart(2, '0')}`;
}

/** A length of time within a sentence: one unit is spelled out ("30 minutes", "1 hour"), two are as in `relativeText` ("1 h 18"). */
export function spokenDuration(length: Duration): string {
  const ms = Math.floor(Math.abs(length));
  if (ms < MINUTE) return texts.spoken.seconds(Math.floor(ms / SECOND));
  if (ms < HOUR) return texts.spoken.minutes(Math.floor(ms / MINUTE));
  if (ms >= DAY) return texts.units.days(Math.floor(ms / DAY));
  return ms % HOUR < MINUTE ? texts.spoken.hours(Math.floor(ms / HOUR)) : relativeText(length);
}

/** The same of a length that was set and not measured: never cut off ("90 seconds", "1 h 30 min"). */
export function setDurationText(length: Duration): string {
  if (length >= DAY && length % DAY === 0) return texts.units.days(length / DAY);
  if (length >= HOUR && length % HOUR === 0) return texts.spoken.hours(length / HOUR);
  if (length >= MINUTE && length % MINUTE === 0 && length < HOUR) return texts.spoken.minutes(length / MINUTE);
  if (length >= SECOND && length % SECOND === 0 && length < 2 * MINUTE) return texts.spoken.seconds(length / SECOND);
  return ruleDurationText(length);
}

/** A length that was set, as it stands in a rule: "12 h", "1 h 30 min", "30 s". Never cut off. */
export function ruleDurationText(length: Duration): string {
  const parts: string[] = [];
  let rest: number = length;
  for (const [size, word] of [
    [DAY, texts.units.days],
    [HOUR, texts.units.h],
    [MINUTE, texts.units.min],
    [SECOND, texts.units.s],
    [1, texts.units.ms],
  ] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(word(count));
    rest -= count * size;
  }
  return parts.length === 0 ? texts.units.s(0) : parts.join(' ');
}

function two(
  ms: number,
  large: number,
  largeWord: (count: number) => string,
  small: number,
  smallWord: (count: number) => string,
): string {
  const first = largeWord(Math.floor(ms / large));
  const rest = Math.floor((ms % large) / small);
  return rest === 0 ? first : `${first} ${smallWord(rest)}`;
}
