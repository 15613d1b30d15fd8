import { dayOfWall, daysInMonth, epochDay, startOfDay, wallClock, wallOf, type WallClock } from '../core/time/civil.ts';
import { type Duration, type Instant, duration, instant } from '../core/time/instant.ts';
import { parseExactDuration, parseInstant } from '../core/time/iso.ts';
import { UsageError } from './command.ts';
import { localZone } from './local.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time on the command line: `90m`, `2h`, `1h30m`, `PT2H`. */
export function readLength(text: string): Duration {
  const iso = parseExactDuration(text);
  if (iso.ok) return iso.value;
  const parts = [...text.matchAll(/(\d+)\s*(min|[smhd])/gi)];
  const understood = parts.map(([part]) => part).join('') === text.replaceAll(/\s+(?=\d)/g, '');
  const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[(unit ?? '').toLowerCase()] ?? 0), 0);
  if (!understood || ms === 0)
    throw new UsageError(`"${text}" is not a length of time. Write it like 90m, 2h, 1d or PT2H.`);
  return duration(ms);
}

/**
 * A time on the command line, by this computer's zone: `18:30` (the next or the last one, as `side` says), `2026-03-29 08:00`,
 * `2026-03-29` (its beginning), or an ISO instant.
 */
export function readTime(text: string, now: number, side: 'past' | 'future'): Instant {
  const exact = parseInstant(text);
  if (exact.ok) return exact.value;
  const zone = localZone();
  const found = /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:[ T]?(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(text.trim());
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = found ?? [];
  const clock = Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000;
  const valid = found !== null && text.trim() !== '' && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (!valid) throw notATime(text);
  const at = (label: WallClock): Instant => {
    const resolved = zone.resolve(label);
    return resolved.kind === 'twice' ? resolved.first : resolved.at;
  };
  if (year !== undefined) {
    const [y, m, d] = [Number(year), Number(month), Number(day)];
    if (m < 1 || m > 12 || d < 1 || d > daysInMonth(y, m)) throw notATime(text);
    return at(wallClock(wallOf(y, m, d) + clock));
  }
  const today = dayOfWall(zone.wallAt(instant(now)));
  const onDay = (shift: number): Instant => at(wallClock(startOfDay(epochDay(today + shift)) + clock));
  const thatDay = onDay(0);
  if (side === 'past') return thatDay <= now ? thatDay : onDay(-1);
  return thatDay > now ? thatDay : onDay(1);
}

const notATime = (text: string): UsageError =>
  new UsageError(`"${text}" is not a time. Write it like 18:30, "2026-03-29 08:00" or 2026-03-29T08:00:00+02:00.`);
