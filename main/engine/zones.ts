import type { Zone } from '../core/time/zone.ts';
import { UTC, zoneOf } from '../core/time/zone.ts';

/**
 * The zone of a name that was checked when it was saved. Zone data can lack a name that another computer had (a new country, an older
 * system): then UTC counts, so that the job goes on.
 */
export function zoneNamed(id: string): Zone {
  const found = zoneOf(id);
  return found.ok ? found.value : UTC;
}
