import { describe, expect, it } from 'vitest';
import { instant } from '../../core/time/instant.ts';
import { zoneOf } from '../../core/time/zone.ts';
import { areDense, areDenseIn, BINS, binFor, Columns } from './columns.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const berlin = (() => {
  const zone = zoneOf('Europe/Berlin');
  if (!zone.ok) throw new Error(zone.error.message);
  return zone.value;
})();
const at = (text: string) => instant(Date.parse(text));
describe('columns of the timeline', () => {
  it.each([
    ['a day at 900 px', DAY, 900, 10 * 60_000],
    ['a week (8 days) at 900 px', 8 * DAY, 900, 2 * HOUR],
    ['a month (34 days) at 900 px', 34 * DAY, 900, 8 * HOUR],
    ['an hour at 900 px', HOUR, 900, 5 * 60_000],
    ['ten years at 900 px', 3650 * DAY, 900, DAY],
  ])('are the narrowest that are at least 5.4 px wide: %s', (_, length, width, bin) => {
    expect(binFor(instant(0), instant(length), width)).toBe(bin);
    const next = BINS[BINS.indexOf(bin) - 1];
    if (next !== undefined) expect((next / length) * width).toBeLessThan(5.4);
  });

  it('are drawn where more than 24 moments are at a median distance under 12 px', () => {
    const every = (ms: number, count: number) => Array.from({ length: count }, (_, index) => index * ms);
    expect(areDense(every(1000, 24), 1000)).toBe(false);
    expect(areDense(every(1000, 25), 1000)).toBe(true);
    expect(areDense(every(12_000, 25), 1000)).toBe(false);
    expect(areDense(every(11_999, 25), 1000)).toBe(true);
    // One long gap changes nothing; most gaps being long does.
    expect(areDense([...every(1000, 25), 9e9], 1000)).toBe(true);
  });

  it('are drawn alike where moments are only counted', () => {
    expect(areDenseIn([{ length: 24_000, count: 24 }], 1000)).toBe(false);
    expect(areDenseIn([{ length: 25_000, count: 25 }], 1000)).toBe(true);
    expect(areDenseIn([{ length: 300_000, count: 25 }], 1000)).toBe(false);
    const often = { length: 30_000, count: 30 };
    expect(areDenseIn([often, { length: 400_000, count: 31 }], 1000)).toBe(false);
    expect(areDenseIn([often, { length: 400_000, count: 29 }], 1000)).toBe(true);
  });

  it('begin at midnight of the zone, on both sides of a clock change', () => {
    const columns = new Columns(DAY, berlin);
    columns.add(at('2026-03-28T22:59:00Z'), 'ran', 1);
    columns.add(at('2026-03-28T23:00:00Z'), 'ran', 2);
    columns.add(at('2026-03-29T21:00:00Z'), 'ran', 5);
    columns.add(at('2026-03-29T22:00:00Z'), 'failed', 3);
    expect(columns.list().map(({ from, ran, failed }) => [new Date(from).toISOString(), ran, failed])).toEqual([
      ['2026-03-27T23:00:00.000Z', 1, 0],
      ['2026-03-28T23:00:00.000Z', 7, 0],
      ['2026-03-29T22:00:00.000Z', 0, 3],
    ]);
  });

  it('tell the two passes of an hour that happens twice apart', () => {
    const columns = new Columns(HOUR, berlin);
    columns.add(at('2026-10-25T00:30:00Z'), 'ran', 1);
    columns.add(at('2026-10-25T01:30:00Z'), 'ran', 1);
    expect(columns.list()).toHaveLength(2);
  });

  it('take hourly counters as they are', () => {
    const columns = new Columns(2 * HOUR, berlin);
    const counts = { ran: 60, failed: 0, caughtUp: 1, coalesced: 0, skipped: 0, expired: 0 };
    columns.addCounts([
      { from: at('2026-01-01T01:00:00Z'), ...counts },
      { from: at('2026-01-01T02:00:00Z'), ...counts },
    ]);
    expect(columns.list()).toEqual([
      { from: at('2026-01-01T01:00:00Z'), ...counts, ran: 120, caughtUp: 2, comingUp: 0 },
    ]);
  });
});
