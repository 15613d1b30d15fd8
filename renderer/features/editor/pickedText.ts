import type { texts } from '../../texts/texts.ts';
import type { Times } from '../../time/times.ts';
import { wallClock } from '../../time/wallClock.ts';

/** How what is picked repeats. */
export type Repeat = keyof typeof texts.editor.repeats;

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** An instant as ISO 8601 with the offset of the zone, as a `once` trigger is saved. */
export function isoInZone(times: Times, at: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const wall = `${times.date(at)}T${two(times.hour(at))}:${two(times.minute(at))}:00`;
  const offset = Math.round((Date.parse(`${wall}Z`) - at) / 60_000);
  const size = Math.abs(offset);
  return `${wall}${offset < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`;
}

/** The text for a date, a time and how it repeats. */
export function pickedText(times: Times, date: string, time: string, repeat: Repeat): string {
  const [hour, minute] = time.split(':').map(Number);
  const day = Date.parse(`${date}T12:00:00Z`);
  const dayOfMonth = new Date(day).getUTCDate();
  switch (repeat) {
    case 'once':
      return isoInZone(times, wallClock(times, day, hour ?? 0, minute ?? 0));
    case 'daily':
      return `every day at ${time}`;
    case 'weekly':
      return `every ${DAYS[new Date(day).getUTCDay()] ?? 'monday'} at ${time}`;
    case 'monthly':
      return `${minute ?? 0} ${hour ?? 0} ${dayOfMonth} * *`;
  }
}
