import { describe, expect, it } from 'vitest';
import { zoneNamed } from '../documents/testing/jobContext.ts';
import { formatInstant, parseInstant } from '../time/iso.ts';
import { quietUntil, timeOfDay } from './quietHours.ts';

const berlin = zoneNamed('Europe/Berlin');
const night = { from: '22:00', to: '07:00' };
const noon = { from: '12:00', to: '13:30' };

function until(quiet: typeof night | null, text: string): string | null {
  const at = parseInstant(text);
  if (!at.ok) throw new Error(at.error.message);
  const end = quietUntil(quiet, at.value, berlin);
  return end === null ? null : formatInstant(end);
}

describe('quiet hours', () => {
  it.each<[name: string, quiet: typeof night | null, at: string, until: string | null]>([
    ['that there are none', null, '2026-07-01T23:00:00+02:00', null],
    ['before they begin', night, '2026-07-01T21:59:59+02:00', null],
    ['as they begin', night, '2026-07-01T22:00:00+02:00', '2026-07-02T05:00:00Z'],
    ['after midnight', night, '2026-07-02T03:00:00+02:00', '2026-07-02T05:00:00Z'],
    ['as they end', night, '2026-07-02T07:00:00+02:00', null],
    ['within a day', noon, '2026-07-01T13:00:00+02:00', '2026-07-01T11:30:00Z'],
    ['outside of them, within a day', noon, '2026-07-01T14:00:00+02:00', null],
    ['in the night with an hour more', night, '2026-10-25T02:30:00+02:00', '2026-10-25T06:00:00Z'],
    ['in the second pass of that hour', night, '2026-10-25T02:30:00+01:00', '2026-10-25T06:00:00Z'],
    ['in the night with an hour less', night, '2026-03-29T03:30:00+02:00', '2026-03-29T05:00:00Z'],
    ['that begin in a gap', { from: '02:30', to: '05:00' }, '2026-03-29T03:00:00+02:00', '2026-03-29T03:00:00Z'],
    ['of the same time twice', { from: '22:00', to: '22:00' }, '2026-07-01T23:00:00+02:00', null],
    ['that are no times', { from: 'late', to: 'early' }, '2026-07-01T23:00:00+02:00', null],
  ])('%s', (_name, quiet, at, end) => {
    expect(until(quiet, at)).toBe(end);
  });
});

describe('a time of day', () => {
  it.each([
    ['00:00', 0],
    ['7:05', 25_500_000],
    ['23:59', 86_340_000],
    ['24:00', null],
    ['12:60', null],
    ['noon', null],
    ['', null],
  ])('%s is %s', (text, ms) => {
    expect(timeOfDay(text)).toBe(ms);
  });
});
