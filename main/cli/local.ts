import { UTC, zoneOf, type Zone } from '../core/time/zone.ts';
import type { TimeContext } from '../core/words/times.ts';
import { localeOf } from '../program/localeOf.ts';
import { instant } from '../core/time/instant.ts';

/** The computer's zone. */
export function localZone(): Zone {
  const found = zoneOf(Intl.DateTimeFormat().resolvedOptions().timeZone);
  return found.ok ? found.value : UTC;
}

const locale = localeOf();

/** How this terminal's user reads times. */
export const timeContext = (now: number = Date.now()): TimeContext => ({
  zone: localZone(),
  now: instant(now),
  ...(locale === undefined ? {} : { locale }),
});
