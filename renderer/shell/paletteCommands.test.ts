import { describe, expect, it, vi } from 'vitest';
import { instant } from '../../main/core/time/instant.ts';
import { zoneOf } from '../../main/core/time/zone.ts';
import { manyRows } from '../testing/sampleViews.ts';
import { Times } from '../time/times.ts';
import { spokenCommands } from './paletteCommands.ts';
import type { PaletteActions } from './paletteItems.ts';

/** Tuesday 27 October 2026, 09:42 in Berlin. */
const NOW = Date.UTC(2026, 9, 27, 8, 42);
const times = new Times('Europe/Berlin', 'en-GB');
const zone = zoneOf('Europe/Berlin');
const [row] = manyRows(1);
const jobs = ['Pull mail archive', 'Mail the digest', 'Back up photos'].map((name) => ({
  ...row!,
  id: name.toLowerCase().replaceAll(' ', '-'),
  name,
  paused: null,
  enabled: true,
  running: [],
}));

function said(query: string) {
  const act = { pause: vi.fn(), unpause: vi.fn(), runNow: vi.fn(), skipNext: vi.fn(), go: vi.fn(), stop: vi.fn() };
  const actions: PaletteActions = { ...act, setEnabled: vi.fn() };
  if (!zone.ok) throw new Error('There is no Berlin.');
  const spoken = { now: instant(NOW), zone: zone.value, toward: 'coming' as const, monthFirst: false };
  return { act, found: spokenCommands(query, { jobs, times, spoken, act: actions }) };
}

const labels = (query: string): readonly string[] => said(query).found.map(({ item }) => item.label);

describe('what is said to the palette', () => {
  it.each([
    ['pause mail until monday 8', ['Pause Mail the digest until Mon 08:00', 'Pause Pull mail archive until Mon 08:00']],
    ['pause photos for 2 hours', ['Pause Back up photos until 11:42']],
    ['pause everything until tomorrow', ['Pause everything until tomorrow 08:00']],
    ['pause until 18', ['Pause everything until 18:00']],
    ['pause photos until yesterday', ['Mon 26 Oct, 08:00 is past.']],
    ['pause photos until', ['Until when? For example: monday 8, tomorrow, 18:00.']],
    ['pause photos', ['Pause Back up photos until…', 'Pause Back up photos until I say so']],
    ['run photos', ['Run Back up photos now']],
    ['open photos', ['Open Back up photos']],
    ['disable photos', ['Disable Back up photos']],
    ['enable photos', []],
    ['stop photos', []],
    ['photos', []],
    ['ingest yesterday 20:05', []],
  ])('%s', (query, expected) => {
    expect(labels(query)).toEqual(expected);
  });

  it('says what is no time', () => {
    expect(labels('pause photos until mondya')[0]).toMatch(/^“until mondya” is no time\. Say monday 8/);
  });

  it('does what it said', () => {
    const { act, found } = said('pause photos until monday 8');
    found[0]?.item.run();
    expect(act.pause).toHaveBeenCalledWith('back-up-photos', Date.UTC(2026, 10, 2, 7));
  });
});
