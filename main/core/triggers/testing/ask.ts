import type { Problem } from '../../problem.ts';
import { type Instant, instant } from '../../time/instant.ts';
import { formatInstant } from '../../time/iso.ts';
import { type Zone, zoneOf } from '../../time/zone.ts';
import { comingDue } from '../comingDue.ts';
import { type Trigger, parseTrigger, scheduleOf, sentenceOf, zoneInForce } from '../registry.ts';
import type { ParseContext, Schedule, ScheduleContext } from '../trigger.ts';

/** The zone of a name that exists. */
export function zone(id: string): Zone {
  const read = zoneOf(id);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

/** An instant in ISO 8601. */
export const at = (text: string): Instant => instant(Date.parse(text));

/** Reading as on a day in a zone, drawing nothing at random. */
export const reading = (now: string, zoneId = 'Europe/Berlin'): ParseContext => ({
  now: at(now),
  zone: zone(zoneId),
  draw: () => 0,
});

/** A trigger that is right. */
export function right(json: unknown, context: ParseContext): Trigger {
  const read = parseTrigger(json, context);
  if (!read.ok) throw new Error(`${JSON.stringify(json)}: ${read.error.message}`);
  return read.value;
}

/** What is wrong with a trigger that is not right. */
export function wrong(json: unknown, context: ParseContext = reading('2026-01-01T00:00:00Z')): Problem {
  const read = parseTrigger(json, context);
  if (read.ok) throw new Error(`${JSON.stringify(json)} was read`);
  return read.error;
}

/** The schedule of a job that was created and enabled at `from`. */
export function scheduleFrom(
  json: unknown,
  zoneId: string,
  from: string,
  more: Partial<ScheduleContext> = {},
): Schedule {
  const context = {
    zone: zone(zoneId),
    seed: 'job#0',
    created: at(from),
    enabled: at(from),
    periodFrom: null,
    ...more,
  };
  const schedule = scheduleOf(right(json, reading(from, zoneId)), context);
  if (schedule === null) throw new Error('No time trigger.');
  return schedule;
}

/** The next due moments after `from`, when the job was created and enabled, by the clock of the zone: `2026-03-29T03:30:00+02:00`. */
export function due(json: unknown, zoneId: string, from: string, count: number): string[] {
  const trigger = right(json, reading(from, zoneId));
  const own = zoneInForce(trigger, zoneId, zone(zoneId));
  if (!own.ok) throw new Error(own.error.message);
  const context = { zone: own.value, seed: 'job#0', created: at(from), enabled: at(from), periodFrom: null };
  return comingDue(trigger, context, at(from), count).map((moment) =>
    formatInstant(moment, own.value.id === 'UTC' ? undefined : own.value.offsetAt(moment)),
  );
}

/** The sentence of a trigger. */
export const sentence = (json: unknown): string =>
  sentenceOf(right(json, reading('2026-01-01T00:00:00Z')), zone('Europe/Berlin'));
