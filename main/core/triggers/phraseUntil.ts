import { type WallClock, dateOfDay, dayOfWall, daysInMonth, wallOf } from '../time/civil.ts';
import { type Instant, duration, plus } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import { whenForward } from './calendarSteps.ts';
import { refuse } from './fields.ts';
import { type Piece, UNITS, UNIT_MS } from './phraseParts.ts';

/** Where a phrase ends: a time of the day on which it is read, a date with or without a time, or a length from then. */
export type Until =
  | { readonly kind: 'time'; readonly hour: number; readonly minute: number; readonly second: number }
  | { readonly kind: 'date'; readonly wall: WallClock }
  | { readonly kind: 'length'; readonly ms: number };

const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ tT]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const LENGTH = /^(?:\d{1,9}\s*[a-z]+\s*(?:,|and)?\s*)+$/i;

/** Reads what stands after `until`. Code `phraseUntil`. */
export function readUntil(piece: Piece): Until {
  const text = piece.text.trim();
  const wrong = (message: string): never =>
    refuse({ code: 'phraseUntil', message, position: piece.at, length: piece.text.length });
  const clock = (hour: string | undefined, minute: string | undefined, second: string | undefined) => {
    const time = { hour: Number(hour ?? 0), minute: Number(minute ?? 0), second: Number(second ?? 0) };
    if (time.hour > 23 || time.minute > 59 || time.second > 59) wrong(`"${text}": a time is 00:00 to 23:59:59.`);
    return time;
  };
  const time = TIME.exec(text);
  if (time !== null) return { kind: 'time', ...clock(time[1], time[2], time[3]) };
  const date = DATE.exec(text);
  if (date !== null) {
    const [year, month, day] = [Number(date[1]), Number(date[2]), Number(date[3])];
    if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) wrong(`There is no date ${text}.`);
    const { hour, minute, second } = clock(date[4], date[5], date[6]);
    return { kind: 'date', wall: wallOf(year, month, day, hour, minute, second) };
  }
  if (text.length < 100 && LENGTH.test(text)) {
    let ms = 0;
    for (const match of text.matchAll(/(\d+)\s*([a-z]+)/gi)) {
      const word = match[2]?.toLowerCase() ?? '';
      const unit = UNITS.find((name) => word === name || word === `${name}s`);
      if (unit === undefined) return wrong(`"${word}" is no unit. Write it like 8 hours, or 8 hours 30 minutes.`);
      ms += Number(match[1]) * UNIT_MS[unit];
    }
    return { kind: 'length', ms };
  }
  return wrong(
    `"${text.slice(0, 40)}" is no end. Write a time (18:30), a date (2026-12-31, 2026-12-31 18:30), or a length (8 hours).`,
  );
}

/** When an end is, read at `now`. A label in a gap moves forward, one in an overlap is its first pass. */
export function whenUntil(until: Until, now: Instant, zone: Zone): Instant {
  switch (until.kind) {
    case 'length':
      return plus(now, duration(until.ms));
    case 'date':
      return whenForward(zone, until.wall);
    case 'time': {
      const { year, month, day } = dateOfDay(dayOfWall(zone.wallAt(now)));
      return whenForward(zone, wallOf(year, month, day, until.hour, until.minute, until.second));
    }
  }
}
