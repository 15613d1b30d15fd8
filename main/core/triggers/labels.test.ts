import { describe, expect, it } from 'vitest';
import { wallClock, wallOf } from '../time/civil.ts';
import { AS_IT_HAPPENS, type ClockRule, FORWARD, type LabelSet, LabelSchedule, SKIPPED } from './labels.ts';
import { at, zone } from './testing/ask.ts';

/** A few labels and no more, by the wall clock. */
function only(...labels: readonly number[]): LabelSet {
  const sorted = [...labels].sort((a, b) => a - b);
  return {
    from: (wall) => wallClock(sorted.find((label) => label >= wall) ?? NaN) || null,
    upTo: (wall) => wallClock([...sorted].reverse().find((label) => label <= wall) ?? NaN) || null,
    count: (from, to) => sorted.filter((label) => label >= from && label < to).length,
  };
}

const iso = (moment: number | null): string | null =>
  moment === null ? null : new Date(moment).toISOString().slice(0, 16);
const berlin = (rule: ClockRule, ...labels: readonly number[]): LabelSchedule =>
  new LabelSchedule(only(...labels), zone('Europe/Berlin'), rule);

describe('labels far apart, asked about near a clock change', () => {
  const inOverlap = [wallOf(2026, 10, 25, 2, 30), wallOf(2027, 10, 31, 2, 30)];

  it('finds a label that comes again when its first pass is over', () => {
    const schedule = berlin(AS_IT_HAPPENS, ...inOverlap);
    expect(iso(schedule.next(at('2026-10-25T00:45:00Z')))).toBe('2026-10-25T01:30');
    expect(iso(berlin(FORWARD, ...inOverlap).next(at('2026-10-25T00:45:00Z')))).toBe('2027-10-31T00:30');
  });

  it('finds a label of the first pass from within the second, where the clock has not reached it again', () => {
    const schedule = berlin(FORWARD, ...inOverlap);
    expect(iso(schedule.previous(at('2026-10-25T01:10:00Z')))).toBe('2026-10-25T00:30');
    expect(schedule.count(at('2026-10-25T00:00:00Z'), at('2026-10-25T01:10:00Z'))).toBe(1);
  });

  it('finds the only label there is from far away, on both sides', () => {
    const schedule = berlin(FORWARD, wallOf(2026, 3, 29, 2, 30));
    expect(iso(schedule.next(at('1971-01-01T00:00:00Z')))).toBe('2026-03-29T01:30');
    expect(iso(schedule.previous(at('2099-01-01T00:00:00Z')))).toBe('2026-03-29T01:30');
    expect(schedule.next(at('2026-03-29T01:30:00Z'))).toBeNull();
    expect(schedule.previous(at('2026-03-29T01:29:59Z'))).toBeNull();
  });

  it('answers never for what a gap swallows', () => {
    const schedule = berlin(SKIPPED, wallOf(2026, 3, 29, 2, 30));
    expect(schedule.next(at('2026-01-01T00:00:00Z'))).toBeNull();
    expect(schedule.previous(at('2027-01-01T00:00:00Z'))).toBeNull();
    expect(schedule.count(at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z'))).toBe(0);
  });

  it('makes one due moment of a moved label and the label it falls on', () => {
    const schedule = berlin(FORWARD, wallOf(2026, 3, 29, 2, 30), wallOf(2026, 3, 29, 3, 30));
    expect(schedule.count(at('2026-03-28T00:00:00Z'), at('2026-03-30T00:00:00Z'))).toBe(1);
  });
});
