import { instant } from '../../../main/core/time/instant.ts';
import { UTC, type Zone, zoneOf } from '../../../main/core/time/zone.ts';
import { type CronTrigger, cron } from '../../../main/core/triggers/cron.ts';
import type { Contender } from '../contender.ts';

const PARSING = { now: instant(0), zone: UTC, draw: () => 0 };

function zoneNamed(id: string): Zone {
  const zone = zoneOf(id);
  if (!zone.ok) throw new Error(zone.error.message);
  return zone.value;
}

function parse(expression: string): CronTrigger {
  const read = cron.parse({ type: 'cron', expression }, PARSING);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

export const wakeful: Contender = {
  name: 'Wakeful',
  parse,
  compile(expression, zone) {
    const context = { zone: zoneNamed(zone), seed: '', created: instant(0), enabled: instant(0), periodFrom: null };
    const schedule = cron.schedule?.(parse(expression), context);
    return { next: (after) => schedule?.next(instant(after)) ?? NaN };
  },
};
