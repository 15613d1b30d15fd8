import { describe, expect, it, vi } from 'vitest';
import { isoLength } from './length.ts';
import { readLength, readTime } from './time.ts';

vi.mock('./local.ts', async () => {
  const { zoneOf } = await import('../core/time/zone.ts');
  const zone = zoneOf('Europe/Berlin');
  return { localZone: () => (zone.ok ? zone.value : null) };
});

const NOW = Date.parse('2026-03-28T11:00:00Z');
const iso = (at: number): string => new Date(at).toISOString();

describe('times on the command line', () => {
  it.each([
    ['18:30', 'future', '2026-03-28T17:30:00.000Z'],
    ['11:59', 'future', '2026-03-29T09:59:00.000Z'],
    ['12:00', 'past', '2026-03-28T11:00:00.000Z'],
    ['12:01', 'past', '2026-03-27T11:01:00.000Z'],
    ['2026-03-29 08:00', 'past', '2026-03-29T06:00:00.000Z'],
    ['2026-03-29', 'future', '2026-03-28T23:00:00.000Z'],
    // The clock jumps over it.
    ['2026-03-29 02:30', 'future', '2026-03-29T01:00:00.000Z'],
    ['2026-03-29T08:00:00+05:00', 'past', '2026-03-29T03:00:00.000Z'],
  ] as const)('reads %s of the %s as %s', (text, side, expected) => {
    expect(iso(readTime(text, NOW, side))).toBe(expected);
  });

  it.each(['', 'soon', '25:00', '12:60', '2026-02-30', '2026-13-01 08:00', '8'])('refuses %j as a time', (text) => {
    expect(() => readTime(text, NOW, 'future')).toThrow('is not a time');
  });

  it.each([
    ['90m', 5_400_000],
    ['1h30m', 5_400_000],
    ['2 h', 7_200_000],
    ['1d', 86_400_000],
    ['PT2H', 7_200_000],
    ['45s', 45_000],
  ])('reads the length %s', (text, ms) => {
    expect(readLength(text)).toBe(ms);
  });

  it.each(['', 'x', '5', '5 parsecs', '0m', '-5m'])('refuses %j as a length', (text) => {
    expect(() => readLength(text)).toThrow('is not a length of time');
  });

  it.each([
    ['5m', 'PT5M'],
    ['1h30m', 'PT1H30M'],
    ['2d', 'P2D'],
    ['1d12h', 'P1DT12H'],
    ['90s', 'PT90S'],
    ['PT5M', 'PT5M'],
    ['soon', 'soon'],
  ])('writes %s as %s for a document', (text, expected) => {
    expect(isoLength(text)).toBe(expected);
  });
});
