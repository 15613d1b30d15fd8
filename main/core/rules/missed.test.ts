import { describe, expect, it } from 'vitest';
import { zoneNamed } from '../documents/testing/jobContext.ts';
import { instant } from '../time/instant.ts';
import { type AwakeSpan, type MissedEntry, missedRow, usuallyAwakeAt } from './missed.ts';

const utc = zoneNamed('UTC');
const at = (day: number, hour: number, minute = 0) => instant(Date.UTC(2026, 9, day, hour, minute));

const missed = (day: number, hour = 2, change: Partial<MissedEntry> = {}): MissedEntry => ({
  due: at(day, hour, 30),
  count: 1,
  fate: 'expired',
  reason: 'noCatchUp',
  facts: { cause: 'asleep' },
  ...change,
});
const other = (day: number, fate: MissedEntry['fate']): MissedEntry => ({
  due: at(day, 2, 30),
  count: 1,
  fate,
  reason: null,
  facts: {},
});

describe('a row of missed moments', () => {
  it.each<
    [name: string, entries: readonly MissedEntry[], row: { count: number; cause: string; nights: boolean } | null]
  >([
    ['nothing', [], null],
    ['two nights are too few', [missed(9), missed(8)], null],
    ['three nights asleep', [missed(9), missed(8), missed(7)], { count: 3, cause: 'asleep', nights: true }],
    ['ended by a run', [missed(9), missed(8), other(7, 'ran'), missed(6)], null],
    ['ended by catching up', [missed(9), missed(8), other(7, 'caughtUp'), missed(6)], null],
    [
      'not ended by what a person skipped',
      [missed(9), other(8, 'skipped'), missed(7), missed(6)],
      { count: 3, cause: 'asleep', nights: true },
    ],
    [
      'not ended by one that waits',
      [other(10, 'waiting'), missed(9), missed(8), missed(7)],
      { count: 3, cause: 'asleep', nights: true },
    ],
    [
      'asleep and off',
      [missed(9), missed(8, 2, { facts: { cause: 'off' } }), missed(7)],
      { count: 3, cause: 'away', nights: true },
    ],
    [
      'too late after sleep',
      [missed(9), missed(8, 2, { reason: 'tooLate' }), missed(7)],
      { count: 3, cause: 'asleep', nights: true },
    ],
    ['by day', [missed(9, 14), missed(8, 14), missed(7, 14)], { count: 3, cause: 'asleep', nights: false }],
    [
      'three times in one night',
      [missed(9, 4), missed(9, 3), missed(9, 2)],
      { count: 3, cause: 'asleep', nights: false },
    ],
    [
      'late evenings are nights too',
      [missed(9, 23), missed(8, 23), missed(7, 23)],
      { count: 3, cause: 'asleep', nights: true },
    ],
    ['a span counts each', [missed(9, 2, { count: 5 })], { count: 5, cause: 'asleep', nights: false }],
    [
      'a deadline is no absence',
      [missed(9, 2, { reason: 'conditionDeadline', facts: {} }), missed(8), missed(7)],
      null,
    ],
    ['a late clock is no absence', [missed(9, 2, { facts: { cause: 'clockChanged' } }), missed(8), missed(7)], null],
  ])('%s', (_name, entries, row) => {
    const found = missedRow(entries, utc);
    if (row === null) expect(found).toBeNull();
    else expect(found).toMatchObject(row);
  });
});

describe('when this computer is usually awake', () => {
  /** Awake from 09:10 to 23:00 on each day, asleep otherwise. */
  const history = (days: number): AwakeSpan[] =>
    Array.from({ length: days }, (_, index): AwakeSpan[] => [
      { state: 'asleep', from: at(index + 1, 0), to: at(index + 1, 9, 10) },
      { state: 'awake', from: at(index + 1, 9, 10), to: at(index + 1, 23) },
      { state: 'asleep', from: at(index + 1, 23), to: at(index + 2, 0) },
    ]).flat();

  it('is the nearest time to the due moment', () => {
    expect(usuallyAwakeAt(at(21, 4, 30), history(20), at(21, 12), utc)).toBe((9 * 60 + 10) * 60_000);
    expect(usuallyAwakeAt(at(21, 2, 30), history(20), at(21, 12), utc)).toBe((22 * 60 + 50) * 60_000);
    expect(usuallyAwakeAt(at(21, 12), history(20), at(21, 12), utc)).toBe(12 * 3_600_000);
  });

  it('is not known with fewer than seven days', () => {
    expect(usuallyAwakeAt(at(7, 4, 30), history(6), at(7, 12), utc)).toBeNull();
    expect(usuallyAwakeAt(at(7, 4, 30), [], at(7, 12), utc)).toBeNull();
  });

  it('is never, where it never is', () => {
    const asleep: AwakeSpan[] = [{ state: 'asleep', from: at(1, 0), to: at(30, 0) }];
    expect(usuallyAwakeAt(at(20, 4), asleep, at(21, 12), utc)).toBeNull();
  });
});
