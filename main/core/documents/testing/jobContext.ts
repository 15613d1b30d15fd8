import { instant } from '../../time/instant.ts';
import { zoneOf } from '../../time/zone.ts';
import type { Zone } from '../../time/zone.ts';
import type { JobContext } from '../readJob.ts';

/** A zone that is known to be there. */
export function zoneNamed(id: string): Zone {
  const zone = zoneOf(id);
  if (!zone.ok) throw new Error(zone.error.message);
  return zone.value;
}

export const berlin = zoneNamed('Europe/Berlin');

/** A morning in Berlin. */
export const NOW = instant(Date.UTC(2026, 9, 27, 8, 42));

/** Reading on that morning; chance always draws the middle. */
export const context: JobContext = { now: NOW, zone: berlin, draw: () => 0.5 };
