import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, duration, instant, minutes, seconds } from '../time/instant.ts';
import { zoneOf } from '../time/zone.ts';
import { cron } from './cron.ts';
import { jittered } from './jitter.ts';
import type { Schedule } from './trigger.ts';

const BEGIN = instant(Date.UTC(2026, 2, 28, 12));
const END = instant(Date.UTC(2026, 2, 29, 12));

function base(expression: string, id = 'Europe/Berlin'): Schedule {
  const zone = zoneOf(id);
  if (!zone.ok) throw new Error(zone.error.message);
  const read = cron.parse({ type: 'cron', expression }, { now: instant(0), zone: zone.value, draw: () => 0.5 });
  if (!read.ok) throw new Error(read.error.message);
  const context = { zone: zone.value, seed: '', created: instant(0), enabled: instant(0), periodFrom: null };
  const schedule = cron.schedule?.(read.value, context);
  if (schedule === undefined) throw new Error('Cron has a schedule.');
  return schedule;
}

function chained(schedule: Schedule, after: Instant, until: Instant): Instant[] {
  const due: Instant[] = [];
  for (let at = schedule.next(after); at !== null && at <= until; at = schedule.next(at)) due.push(at);
  return due;
}

/** Due moments at exactly the given seconds, however close. */
function listed(atSeconds: readonly number[]): Schedule {
  const moments = [...new Set(atSeconds)].sort((a, b) => a - b).map((at) => instant(at * 1000));
  return {
    next: (after) => moments.find((at) => at > after) ?? null,
    previous: (until) => moments.filter((at) => at <= until).at(-1) ?? null,
    count: (after, until) => moments.filter((at) => at > after && at <= until).length,
  };
}

describe('jitter', () => {
  it('shifts every due moment by whole seconds, never back, never beyond the limit', () => {
    const plain = chained(base('*/10 * * * *'), BEGIN, END);
    // The moment at the beginning itself is over after five minutes, wherever it was shifted.
    const schedule = jittered(base('*/10 * * * *'), minutes(5), 'job#0');
    const shifted = chained(schedule, instant(BEGIN + 300_000), instant(END + 300_000));
    const shifts = plain.map((at, index) => (shifted[index] ?? 0) - at);
    for (const shift of shifts) {
      expect(shift).toBeGreaterThanOrEqual(0);
      expect(shift).toBeLessThanOrEqual(300_000);
      expect(shift % 1000).toBe(0);
    }
    // Drawn anew for each moment, over the whole range.
    expect(new Set(shifts).size).toBeGreaterThan(50);
    expect(Math.max(...shifts)).toBeGreaterThan(240_000);
    expect(Math.min(...shifts)).toBeLessThan(60_000);
  });

  it('is the same whenever it is asked, and differs from job to job', () => {
    const of = (seed: string): Instant[] => chained(jittered(base('0 * * * *'), minutes(5), seed), BEGIN, END);
    expect(of('a#0')).toEqual(of('a#0'));
    expect(of('a#0')).not.toEqual(of('b#0'));
    expect(of('a#0')).not.toEqual(of('a#1'));
  });

  it('does nothing below a second', () => {
    const schedule = base('* * * * *');
    expect(jittered(schedule, duration(999), 'a')).toBe(schedule);
  });

  it('never reaches the next due moment, however large it is', () => {
    const plain = chained(base('* * * * *'), BEGIN, END);
    const shifted = chained(jittered(base('* * * * *'), minutes(600), 'a'), instant(BEGIN + 60_000), END);
    expect(shifted.length).toBeGreaterThan(1400);
    for (const at of shifted) {
      const own = plain.filter((moment) => moment <= at).at(-1) ?? 0;
      expect(at - own).toBeLessThan(60_000);
    }
  });

  it('shifts the last moment there is as far as it may', () => {
    const shifts = Array.from({ length: 200 }, (_, index) =>
      jittered(listed([0]), seconds(3), String(index)).next(instant(-1)),
    );
    expect(new Set(shifts)).toEqual(new Set([0, 1000, 2000, 3000]));
  });

  it('shifts none past the end of all of them, and loses none by it', () => {
    const plain = listed([0, 100, 200]);
    for (let seed = 0; seed < 50; seed += 1) {
      const due = chained(jittered(plain, seconds(90), String(seed), instant(210_000)), instant(-1), instant(400_000));
      expect(due).toHaveLength(3);
      expect(due.at(-1)).toBeLessThanOrEqual(210_000);
    }
  });

  it('loses and doubles no moment: next, previous and count agree for any moments, limits and questions', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 500 }),
        fc.string({ maxLength: 5 }),
        fc.integer({ min: -100, max: 1000 }),
        fc.integer({ min: -100, max: 1000 }),
        (moments, most, seed, afterSecond, untilSecond) => {
          const plain = listed(moments);
          const schedule = jittered(plain, seconds(most), seed);
          const due = chained(schedule, instant(-1000), instant(2_000_000));
          // One for each, in order, none at the same instant.
          expect(due.length).toBe(plain.count(instant(-1), instant(1_000_000)));
          for (let index = 1; index < due.length; index += 1) expect(due[index]).toBeGreaterThan(due[index - 1] ?? NaN);
          const after = instant(afterSecond * 1000);
          const until = instant(untilSecond * 1000);
          expect(schedule.next(after)).toBe(due.find((at) => at > after) ?? null);
          expect(schedule.previous(until)).toBe(due.filter((at) => at <= until).at(-1) ?? null);
          expect(schedule.count(after, until)).toBe(due.filter((at) => at > after && at <= until).length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps its order across clock changes', () => {
    for (const expression of ['* * * * *', '0,10,20 2-3 * * *', '30 2 * * *']) {
      const schedule = jittered(base(expression), minutes(90), 'a#0');
      const due = chained(schedule, BEGIN, END);
      expect(due).toEqual([...due].sort((a, b) => a - b));
      expect(schedule.count(BEGIN, END)).toBe(due.length);
    }
  });
});
