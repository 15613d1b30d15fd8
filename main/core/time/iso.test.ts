import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, instant, minutes } from './instant.ts';
import { formatDuration, formatInstant, isExact, parseDuration, parseExactDuration, parseInstant } from './iso.ts';

describe('durations', () => {
  it.each([
    ['PT5M', { exact: 300_000 }],
    ['PT1H30M', { exact: 5_400_000 }],
    ['PT24H', { exact: 86_400_000 }],
    ['PT0.25S', { exact: 250 }],
    ['PT0S', {}],
    ['P1D', { days: 1 }],
    ['P1M', { months: 1 }],
    ['P2W', { weeks: 2 }],
    ['P1Y2M3W4DT5H6M7S', { years: 1, months: 2, weeks: 3, days: 4, exact: 18_367_000 }],
  ])('%s is read and written', (text, parts) => {
    const read = parseDuration(text);
    expect(read).toEqual({
      ok: true,
      warnings: [],
      value: { years: 0, months: 0, weeks: 0, days: 0, exact: 0, ...parts },
    });
    if (read.ok) expect(formatDuration(read.value)).toBe(text);
  });

  it.each([
    ['p1dt1h', 'P1DT1H'],
    ['PT1,5M', 'PT1M30S'],
    ['PT1.1H', 'PT1H6M'],
    ['PT90M', 'PT1H30M'],
    ['P0D', 'PT0S'],
  ])('%s is the same as %s', (text, written) => {
    const read = parseDuration(text);
    expect(read.ok && formatDuration(read.value)).toBe(written);
  });

  it.each([
    ['5m', 'duration', 'PT5M'],
    ['1h30m', 'duration', 'PT1H30M'],
    ['10 minutes', 'duration', 'PT10M'],
    ['250ms', 'duration', 'PT0.25S'],
    ['2 days', 'duration', 'P2D'],
    ['3 months', 'duration', 'P3M'],
    ['P', 'duration', undefined],
    ['PT', 'duration', undefined],
    ['', 'duration', undefined],
    ['P1.5D', 'duration', undefined],
    ['PT1.5H3M', 'duration', undefined],
    ['soon', 'duration', undefined],
    ['-PT5M', 'durationRange', 'PT5M'],
    ['PT0.0001S', 'durationRange', undefined],
    ['PT99999999999M', 'durationRange', undefined],
    ['P'.repeat(10_000), 'duration', undefined],
  ])('%.20s is refused as %s and %s is offered', (text, code, suggestion) => {
    const read = parseDuration(text);
    expect(read).toMatchObject({ ok: false, error: { code } });
    if (!read.ok) expect(read.error.suggestion).toBe(suggestion);
  });

  it('may be negative only where that is asked for', () => {
    const read = parseExactDuration('-PT1H', { signed: true });
    expect(read).toEqual({ ok: true, warnings: [], value: -3_600_000 });
    expect(formatDuration(duration(-3_600_000))).toBe('-PT1H');
  });

  it('counts days and weeks as exact where that is needed, but no months', () => {
    expect(parseExactDuration('P1DT1H')).toMatchObject({ ok: true, value: 90_000_000 });
    expect(parseExactDuration('P2W')).toMatchObject({ ok: true, value: 14 * 86_400_000 });
    expect(parseExactDuration('P1M')).toMatchObject({ ok: false, error: { code: 'durationCalendar' } });
    expect(parseExactDuration('P1Y')).toMatchObject({ ok: false, error: { code: 'durationCalendar' } });
  });

  it('is the same after writing and reading, whatever its parts', () => {
    const count = fc.nat({ max: 100_000 });
    fc.assert(
      fc.property(count, count, count, count, fc.nat({ max: 1e12 }), (years, months, weeks, days, ms) => {
        const length = { years, months, weeks, days, exact: duration(ms) };
        expect(parseDuration(formatDuration(length))).toEqual({ ok: true, warnings: [], value: length });
        expect(isExact(length)).toBe(years + months + weeks + days === 0);
      }),
    );
  });
});

describe('instants', () => {
  it.each([
    ['2026-12-01T08:00:00+01:00', '2026-12-01T07:00:00Z'],
    ['2026-12-01T08:00Z', '2026-12-01T08:00:00Z'],
    ['2026-12-01t08:00:00z', '2026-12-01T08:00:00Z'],
    ['2026-12-01 08:00:00.25-0330', '2026-12-01T11:30:00.250Z'],
    ['2026-12-01T08:00:00.123456789Z', '2026-12-01T08:00:00.123Z'],
    ['2026-12-01T08:00:00-05', '2026-12-01T13:00:00Z'],
    ['1969-12-31T23:59:59Z', '1969-12-31T23:59:59Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['+012026-01-01T00:00:00Z', '+012026-01-01T00:00:00Z'],
  ])('%s is %s', (text, expected) => {
    const read = parseInstant(text);
    expect(read.ok && formatInstant(read.value)).toBe(expected);
  });

  it.each([
    ['2026-13-01T08:00:00Z', 'instantRange', 5],
    ['2026-02-29T08:00:00Z', 'instantRange', 8],
    ['2026-12-01T24:00:00Z', 'instantRange', 11],
    ['2026-12-01T08:60:00Z', 'instantRange', 14],
    ['2026-12-01T08:00:60Z', 'instantRange', 17],
    ['2026-12-01T08:00:00+24:00', 'instantRange', 19],
    ['+999999-12-01T08:00:00Z', 'instantRange', 0],
    ['2026-12-01T08:00:00', 'instantOffset', undefined],
    ['2026-12-01', 'instantOffset', undefined],
    ['tomorrow', 'instant', undefined],
    ['', 'instant', undefined],
    ['2026-1-1T0:0Z', 'instant', undefined],
    ['9'.repeat(10_000), 'instant', undefined],
  ])('%.30s is refused as %s at %s', (text, code, position) => {
    const read = parseInstant(text);
    expect(read).toMatchObject({ ok: false, error: { code } });
    if (!read.ok) expect(read.error.position).toBe(position);
  });

  it('offers the missing offset', () => {
    expect(parseInstant('2026-12-01')).toMatchObject({ error: { suggestion: '2026-12-01T00:00:00Z' } });
  });

  it.each([
    [60, '2026-12-01T09:00:00+01:00'],
    [-210, '2026-12-01T04:30:00-03:30'],
    [0, '2026-12-01T08:00:00+00:00'],
    [-44.5, '2026-12-01T08:00:00Z'],
  ])('is written by a clock that is %s minutes ahead as %s', (ahead, expected) => {
    const read = parseInstant('2026-12-01T08:00:00Z');
    expect(read.ok && formatInstant(read.value, minutes(ahead))).toBe(expected);
  });

  it('agrees with JavaScript wherever both know an instant', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (ms) => {
        const text = new Date(ms).toISOString();
        expect(parseInstant(text)).toEqual({ ok: true, warnings: [], value: ms });
        expect(formatInstant(instant(ms))).toBe(text.replace('.000Z', 'Z'));
      }),
    );
  });
});

it('no text throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      parseDuration(text);
      parseInstant(text);
    }),
    { numRuns: 20_000 },
  );
});
