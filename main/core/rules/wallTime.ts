import { type EpochDay, type WallClock, dayOfWall, startOfDay } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';

/** When the clock on the wall first shows `label`, or, where it jumps over it, the first instant after the gap. */
export function whenShown(label: WallClock, zone: Zone): Instant {
  const found = zone.resolve(label);
  return found.kind === 'twice' ? found.first : found.at;
}

/** The first instant of a day in a zone: midnight, or what comes after a gap that swallows it. */
export const dayBegins = (day: EpochDay, zone: Zone): Instant => whenShown(startOfDay(day), zone);

/** The day it is in a zone. */
export const dayAt = (at: Instant, zone: Zone): EpochDay => dayOfWall(zone.wallAt(at));
