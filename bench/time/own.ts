import { type Instant, instant } from '../../main/core/time/instant.ts';
import { UTC, zoneOf } from '../../main/core/time/zone.ts';
import { cron } from '../../main/core/triggers/cron.ts';

/** What only Wakeful does, measured in this process and printed as JSON: milliseconds. */

export interface Own {
  /** A zone's whole table, 1970 to 2100. */
  readonly table: number;
  /** The first question to a zone: a few years of its table. */
  readonly firstQuestion: number;
  /** Counting a year of `* * * * *`. */
  readonly yearCounted: number;
  /** Refusing `0 0 30 2 *`. */
  readonly neverDue: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** For what is short: the clock. */
function took(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

/** For what is long enough to be interrupted: the time of the processor. */
function worked(work: () => void): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

const tables = [
  'Europe/Berlin',
  'America/New_York',
  'Africa/Casablanca',
  'Asia/Gaza',
  'Australia/Sydney',
  'Asia/Tokyo',
];
const first: number[] = [];
const whole = tables.map((id) => {
  const zone = zoneOf(id);
  if (!zone.ok) throw new Error(zone.error.message);
  const begin = worked(() => zone.value.offsetAt(instant(Date.UTC(2026, 0, 1))));
  first.push(begin);
  return (
    begin +
    worked(() => {
      if ([...zone.value.transitions(instant(0), instant(Date.UTC(2101, 0, 1)))].length > 1000) throw new Error(id);
    })
  );
});

const parsing = { now: instant(0), zone: UTC, draw: () => 0 };
const read = cron.parse({ type: 'cron', expression: '* * * * *' }, parsing);
const berlin = zoneOf('Europe/Berlin');
if (!read.ok || !berlin.ok) throw new Error('Both are right.');
const trigger = read.value;
const context = { zone: berlin.value, seed: '', created: instant(0), enabled: instant(0), periodFrom: null };
const counted = Array.from({ length: 51 }, () => {
  const schedule = cron.schedule?.(trigger, context);
  const year = (of: number): Instant => instant(Date.UTC(of, 0, 1));
  return took(() => schedule?.count(year(2026), year(2027)));
});
const refused = Array.from({ length: 51 }, () =>
  took(() => cron.parse({ type: 'cron', expression: '0 0 30 2 *' }, parsing)),
);

const own: Own = {
  table: median(whole),
  firstQuestion: median(first),
  yearCounted: median(counted),
  neverDue: median(refused),
};
console.log(JSON.stringify(own));
