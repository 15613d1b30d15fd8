import { type Instant, instant } from '../core/time/instant.ts';
import { parseInstant } from '../core/time/iso.ts';
import { type Zone, zoneOf } from '../core/time/zone.ts';
import { countOption, problemText, UsageError } from './command.ts';
import type { ExplainPrinting } from './explain.ts';
import { localZone } from './local.ts';

/** Options that `next` and `explain` share. */
export const scheduleOptions = {
  zone: { type: 'string' },
  from: { type: 'string' },
  count: { type: 'string' },
  trigger: { type: 'string' },
  json: { type: 'boolean' },
} as const;

interface Values {
  readonly zone?: string;
  readonly from?: string;
  readonly count?: string;
  readonly json?: boolean;
}

/** As of when, where and how much is asked. */
export function printingOf(values: Values, count: number): ExplainPrinting {
  const local = localZone();
  return {
    zone: values.zone === undefined || values.zone === 'local' ? local : namedZone(values.zone),
    local,
    now: values.from === undefined ? instant(Date.now()) : exactInstant(values.from),
    count: countOption(values.count, count, 10_000, '--count'),
    json: values.json === true,
  };
}

function namedZone(name: string): Zone {
  const found = zoneOf(name);
  if (found.ok) return found.value;
  throw new UsageError(problemText(found.error));
}

function exactInstant(text: string): Instant {
  const read = parseInstant(text);
  if (read.ok) return read.value;
  throw new UsageError(`--from: ${read.error.message}`);
}
