import { describe, expect, it } from 'vitest';
import type { AppState, JobRow } from '../../preload/contract.ts';
import { trayMenu, traySign, trayTooltip, type TrayItem } from './trayMenu.ts';

const now = Date.UTC(2026, 9, 27, 9, 42);
const state: AppState = {
  version: '1.0.0',
  platform: 'linux',
  shell: 'desktop',
  zone: 'UTC',
  now,
  jobs: 0,
  running: [],
  paused: null,
  openIncidents: 0,
  unread: 0,
  next: null,
  readOnly: null,
  problems: [],
  folders: { jobs: '', settings: '', ledger: '', output: '' },
};
const running = {
  run: 'r1',
  job: 'photos',
  name: 'Back up photos',
  started: now - 240_000,
  usually: null,
  attempt: 1,
  keptRunning: false,
};
const job = (id: string, more: Partial<JobRow> = {}): JobRow => ({
  id,
  name: `Job ${id}`,
  tags: [],
  state: 'scheduled',
  enabled: true,
  paused: null,
  when: '',
  what: '',
  next: null,
  lastFate: null,
  byHand: null,
  lastRuns: [],
  lastRun: null,
  waiting: null,
  running: [],
  incident: null,
  problem: null,
  ...more,
});
const labels = (items: readonly TrayItem[]): string[] =>
  items.map((item) => (item.kind === 'separator' ? '—' : item.label));
const menu = (facts: Partial<AppState>, jobs: readonly JobRow[]) =>
  trayMenu({ state: { ...state, ...facts }, jobs, locale: 'en-GB', onQuit: 'stop' });
const inside = (items: readonly TrayItem[], label: string): readonly TrayItem[] => {
  const found = items.find((item) => item.kind === 'submenu' && item.label === label);
  return found?.kind === 'submenu' ? found.items : [];
};

describe('the menu of the tray', () => {
  it('has no empty group: without jobs there is Open and Quit', () => {
    expect(labels(menu({}, []))).toEqual(['Open Wakeful', 'Quit']);
  });

  it('names the next three due moments in their order, with ≈ where one depends on another job', () => {
    const at = (minutes: number, estimated = false) => ({ next: { at: now + minutes * 60_000, estimated } });
    const jobs = [job('d', at(90)), job('b', at(9)), job('a', at(3)), job('c', at(35, true)), job('never')];
    expect(labels(menu({}, jobs)).slice(0, 5)).toEqual(['Next', '09:45  Job a', '09:51  Job b', '≈ 10:17  Job c', '—']);
  });

  it('names the day of a due moment that is more than half a day ahead on another day', () => {
    expect(labels(menu({}, [job('a', { next: { at: now + 24 * 3_600_000, estimated: false } })]))[1]).toMatch(
      /^Wed,? 28 Oct,? 09:42 {2}Job a$/,
    );
  });

  it('offers to stop what is running, and says so beside Quit', () => {
    const items = labels(menu({ running: [running] }, [job('photos')]));
    expect(items).toContain('Stop Back up photos, since 09:38');
    expect(items).toContain('Quit, stopping 1 running job');
  });

  it('opens a failing job', () => {
    const item = menu({ openIncidents: 1 }, [
      job('mail', { incident: { id: 7, kind: 'failing', failures: 3, opened: now } }),
    ]).find((entry) => entry.kind === 'action' && entry.label.startsWith('Failing'));
    expect(item).toEqual({ kind: 'action', label: 'Failing: Job mail…', action: { kind: 'open', path: '/jobs/mail' } });
  });

  it('offers the eight jobs that ran last, then the way to all', () => {
    const jobs = Array.from({ length: 10 }, (_, index) =>
      job(String(index), {
        lastRun: { run: 'r', started: now - (10 - index) * 1000, outcome: 'succeeded' },
      }),
    );
    const offered = labels(inside(menu({}, jobs), 'Run now'));
    expect(offered).toEqual(['Job 9', 'Job 8', 'Job 7', 'Job 6', 'Job 5', 'Job 4', 'Job 3', 'Job 2', '—', 'All jobs…']);
  });

  it('does not offer to run a job that could not be read', () => {
    const broken = job('x', { problem: { code: 'unknownKey', message: 'x' } });
    expect(inside(menu({}, [broken]), 'Run now')).toEqual([]);
  });

  it('pauses until an hour from now, later today, tomorrow, Monday, or without end', () => {
    const items = inside(menu({}, [job('a')]), 'Pause everything');
    expect(labels(items)[0]).toBe('For 1 hour, until 10:42');
    expect(labels(items).at(-1)).toBe('Until I say so');
    const untils = items.flatMap((item) =>
      item.kind === 'action' && item.action.kind === 'pause' ? [item.action.until] : [],
    );
    expect([...untils].slice(0, -1).every((until) => until !== null && until > now)).toBe(true);
    expect(untils.at(-1)).toBeNull();
  });

  it('reckons later today, tomorrow and Monday in the zone of the computer, also on the day of a clock change', () => {
    // Saturday before the clocks go forward in Berlin: 12:00 there.
    const saturday = Date.UTC(2026, 2, 28, 11, 0);
    const items = inside(menu({ now: saturday, zone: 'Europe/Berlin' }, [job('a')]), 'Pause everything');
    const untils = items.flatMap((item) =>
      item.kind === 'action' && item.action.kind === 'pause' ? [item.action.until] : [],
    );
    expect(untils.map((until) => (until === null ? null : new Date(until).toISOString()))).toEqual([
      '2026-03-28T12:00:00.000Z',
      '2026-03-28T12:00:00.000Z',
      '2026-03-28T17:00:00.000Z',
      '2026-03-29T06:00:00.000Z',
      '2026-03-30T06:00:00.000Z',
      null,
    ]);
  });

  it('offers Unpause while paused, and until when', () => {
    expect(labels(menu({ paused: { until: null } }, [job('a')]))).toContain('Unpause');
    expect(labels(menu({ paused: { until: now + 3_600_000 } }, [job('a')])).join()).toMatch(
      /Unpause, paused until Tue,? 27 Oct,? 10:42/,
    );
  });
});

describe('the sign of the tray icon', () => {
  it.each([
    ['nothing', {}, 'idle'],
    ['a run', { running: [running] }, 'running'],
    ['a pause, whatever runs', { running: [running], paused: { until: null } }, 'paused'],
    ['a failing job, whatever else', { running: [running], paused: { until: null }, openIncidents: 1 }, 'attention'],
    ['a file that was kept aside', { problems: [{ id: '1', code: 'keptAside', message: '' }] }, 'attention'],
  ] as const)('with %s', (_name, facts, sign) => {
    expect(traySign({ ...state, ...facts })).toBe(sign);
  });

  it('has a tooltip with the counts and the next due moment', () => {
    const facts = { ...state, running: [running], openIncidents: 1, next: { job: 'a', name: 'A', at: now + 180_000 } };
    expect(trayTooltip({ state: facts, jobs: [], locale: 'en-GB', onQuit: 'ask' })).toBe(
      'Wakeful: 1 running, 1 failing. Next 09:45.',
    );
  });
});
