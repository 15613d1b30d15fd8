import { describe, expect, it } from 'vitest';
import { ProgramWorld } from './testing/programWorld.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-03-02T12:00:00Z');
const everyMinute = { type: 'cron', expression: '* * * * *' };

describe('the timeline', () => {
  it('draws few moments singly: what was, with its run, and what is to come', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Hourly', triggers: [{ type: 'cron', expression: '5 * * * *' }] });
    world.passRunning(3 * HOUR);
    const input = { jobs: [job], from: NOW, to: NOW + 6 * HOUR, width: 900 };
    const { rows, bands, now } = await world.ask('timeline', input);
    expect(now).toBe(NOW + 3 * HOUR);
    expect(bands).toEqual([{ state: 'awake', from: NOW, to: NOW + 3 * HOUR }]);
    const [row] = rows;
    expect(row?.kind).toBe('marks');
    const marks = row?.kind === 'marks' ? row.marks : [];
    expect(marks.map(({ due, fate }) => [(due - NOW) / MINUTE, fate])).toEqual([
      [5, 'ran'],
      [65, 'ran'],
      [125, 'ran'],
      [185, 'comingUp'],
      [245, 'comingUp'],
      [305, 'comingUp'],
    ]);
  });

  it('draws what is dense in columns, every due moment in its own, failures apart', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Minutely', triggers: [everyMinute], notify: { failure: false } });
    world.passRunning(HOUR);
    world.passRunning(30 * MINUTE, 1);
    const { rows } = await world.ask('timeline', {
      jobs: null,
      from: NOW - 12 * HOUR,
      to: NOW + 12 * HOUR,
      width: 900,
    });
    const [row] = rows;
    if (row?.kind !== 'columns') throw new Error('Not drawn in columns.');
    expect(row).toMatchObject({ job, bin: 10 * MINUTE });
    const at = (minutes: number) => row.columns.find(({ from }) => from === NOW + minutes * MINUTE);
    expect(at(-10)).toBeUndefined();
    expect(at(0)).toMatchObject({ ran: 9, failed: 0 });
    expect(at(10)).toMatchObject({ ran: 10, failed: 0 });
    expect(at(70)).toMatchObject({ ran: 0, failed: 10 });
    // The view ends before its last instant. Now is 13:30: that moment has come and the nine after it have not.
    expect(at(90)).toMatchObject({ failed: 1, comingUp: 9 });
    const sum = (of: 'ran' | 'failed' | 'comingUp') => row.columns.reduce((total, column) => total + column[of], 0);
    expect([sum('ran'), sum('failed'), sum('comingUp')]).toEqual([60, 30, 10.5 * 60 - 1]);
  });

  it('answers the same from what it remembers as from the ledger, while time goes on and when what ran is over', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Minutely', triggers: [everyMinute], catchUp: { runs: 'all', limit: 3 } });
    const asked = () => ({ jobs: [job], from: NOW - 12.03 * HOUR, to: NOW + 11.97 * HOUR, width: 900 });
    for (const step of [50, 1, 1, 9, 20]) {
      world.passRunning(step * MINUTE);
      await world.ask('timeline', asked());
    }
    world.world.pass(30_000);
    const { run } = await world.ask('runNow', { job });
    await world.ask('timeline', asked());
    world.world.sleep(HOUR);
    world.world.pass(5 * MINUTE);
    const remembering = await world.ask('timeline', asked());
    world.world.end(run);
    const after = await world.ask('timeline', asked());
    expect(remembering.rows[0]?.kind).toBe('columns');
    const row = after.rows[0];
    const counted = row?.kind === 'columns' ? row.columns : [];
    const final = [...world.world.ledger.everything()].flatMap((change) =>
      change.kind === 'due' && ['ran', 'caughtUp', 'coalesced', 'skipped', 'expired'].includes(change.entry.fate)
        ? [change.entry]
        : [],
    );
    const sum = counted.reduce(
      (total, { ran, failed, caughtUp, coalesced, skipped, expired }) =>
        total + ran + failed + caughtUp + coalesced + skipped + expired,
      0,
    );
    expect(sum).toBe(final.reduce((total, { count }) => total + count, 0));
  });

  it('reads wide views from the counters, with the same sums', async () => {
    const world = new ProgramWorld();
    await world.add({ name: 'Minutely', triggers: [everyMinute] });
    world.passRunning(2 * HOUR);
    const { rows } = await world.ask('timeline', { jobs: null, from: NOW - 30 * DAY, to: NOW + 4 * DAY, width: 900 });
    const [row] = rows;
    if (row?.kind !== 'columns') throw new Error('Not drawn in columns.');
    expect(row.bin).toBe(8 * HOUR);
    expect(row.columns.reduce((total, { ran }) => total + ran, 0)).toBe(120);
    expect(row.columns.reduce((total, { comingUp }) => total + comingUp, 0)).toBe(4 * 24 * 60 - 120 - 1);
  });

  it('marks the incidents of a dense row where its columns are as wide as at month zoom', async () => {
    const world = new ProgramWorld();
    await world.add({ name: 'Minutely', triggers: [everyMinute] });
    world.passRunning(10 * MINUTE);
    world.passRunning(5 * MINUTE, 1);
    world.passRunning(10 * MINUTE);
    world.passRunning(3 * MINUTE, 1);
    const month = await world.ask('timeline', { jobs: null, from: NOW - 30 * DAY, to: NOW + 4 * DAY, width: 900 });
    const [row] = month.rows;
    if (row?.kind !== 'columns') throw new Error('Not drawn in columns.');
    expect(row.incidents?.map(({ kind, failures, closed }) => [kind, failures, closed === null])).toEqual([
      ['failing', 5, false],
      ['failing', 3, true],
    ]);
    const week = await world.ask('timeline', { jobs: null, from: NOW - 4 * DAY, to: NOW + 4 * DAY, width: 900 });
    expect(week.rows[0]).not.toHaveProperty('incidents');
  });

  it('says of every job what there is in a stretch, without making its row', async () => {
    const world = new ProgramWorld();
    const often = await world.add({ name: 'Minutely', triggers: [everyMinute], notify: { failure: false } });
    const nightly = await world.add({ name: 'Nightly', triggers: [{ type: 'cron', expression: '30 2 * * *' }] });
    const wished = await world.add({ name: 'By hand', triggers: [] });
    world.passRunning(30 * MINUTE);
    world.passRunning(30 * MINUTE, 1);
    expect(await world.ask('timelineJobs', { from: NOW, to: NOW + 4 * HOUR })).toEqual([
      { job: often, due: 60 + 3 * 60, exceptions: 30, runs: true },
      { job: nightly, due: 0, exceptions: 0, runs: false },
      { job: wished, due: 0, exceptions: 0, runs: false },
    ]);
    const { run } = await world.ask('runNow', { job: wished });
    world.world.pass(MINUTE);
    world.world.end(run);
    world.world.pass(4 * HOUR);
    const [, , byHand] = await world.ask('timelineJobs', { from: NOW, to: NOW + 4 * HOUR });
    expect(byHand).toMatchObject({ due: 0, runs: true });
    const [, later, notThen] = await world.ask('timelineJobs', { from: NOW + 4 * HOUR, to: NOW + DAY });
    expect(later).toMatchObject({ job: nightly, due: 1, runs: false });
    expect(notThen).toMatchObject({ due: 0, runs: false });
  });

  it('shows a night asleep as a band, and folds what was coalesced', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Hourly', triggers: [{ type: 'cron', expression: '5 * * * *' }] });
    world.world.pass(MINUTE);
    world.world.sleep(8 * HOUR);
    const { bands, rows } = await world.ask('timeline', { jobs: [job], from: NOW, to: NOW + 10 * HOUR, width: 900 });
    expect(bands.map(({ state }) => state)).toEqual(['awake', 'asleep', ...(bands.length > 2 ? ['awake'] : [])]);
    const [row] = rows;
    const marks = row?.kind === 'marks' ? row.marks : [];
    expect(row?.runs, 'the run that the beads lead to').toHaveLength(1);
    expect(marks.slice(0, 2).map(({ fate, count }) => [fate, count])).toEqual([
      ['coalesced', 7],
      ['running', 1],
    ]);
  });

  it('tells when a late run started, however short it was, and even outside of what is asked for', async () => {
    const world = new ProgramWorld();
    const job = await world.add({ name: 'Hourly', triggers: [{ type: 'cron', expression: '5 * * * *' }] });
    world.world.pass(MINUTE);
    world.world.sleep(3 * HOUR);
    world.passRunning(MINUTE);
    const asked = { jobs: [job], from: NOW, to: NOW + 2.9 * HOUR, width: 900 };
    const { rows } = await world.ask('timeline', asked);
    const [row] = rows;
    const marks = row?.kind === 'marks' ? row.marks : [];
    const late = marks.find(({ fate }) => fate === 'caughtUp');
    expect(late?.run).not.toBeNull();
    expect(row?.runs.map(({ run, from }) => [run, from >= NOW + 3 * HOUR])).toEqual([[late?.run, true]]);
  });

  it('names a change of the clock', async () => {
    const world = new ProgramWorld();
    world.world.zone = 'Europe/Berlin';
    const from = Date.parse('2026-03-28T00:00:00Z');
    const { zoneChanges } = await world.ask('timeline', { jobs: [], from, to: from + 2 * DAY, width: 900 });
    expect(zoneChanges).toEqual([{ at: Date.parse('2026-03-29T01:00:00Z'), text: 'clocks forward 1 h' }]);
  });
});
