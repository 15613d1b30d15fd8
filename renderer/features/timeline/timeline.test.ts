import { describe, expect, it } from 'vitest';
import type { Cell } from './cells.ts';
import type { Filter } from './FilterMenu.tsx';
import { manyRows, timelineOf } from '../../testing/sampleViews.ts';
import { at, NOW } from '../../testing/sampleWorld.ts';
import { Times } from '../../time/times.ts';
import { step, withCell } from './gridSteps.ts';
import { cellsOf } from './cells.ts';
import { arrangeJobs } from './order.ts';
import { rangeText } from './range.ts';
import { drawColumns, onlyExceptions, placeIncidents, placeMarks } from './rowDrawing.ts';
import { ticksOf } from './ticks.ts';
import { about, between, isNearer, leftBehind, lengthOf, moved, showing, stretchOf, zoomed, zoomOf } from './window.ts';

const berlin = new Times('Europe/Berlin', 'en-GB');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const day = stretchOf('day', NOW, berlin);
const view = timelineOf(day.from, day.to, 700);
const rowOf = (job: string) => {
  const row = view.rows.find((one) => one.job === job);
  if (row === undefined) throw new Error('The sample has no such row.');
  return row;
};

describe('what is in view', () => {
  it('is 24 hours with now at 57 %, 8 days, or 34 days that begin at a midnight', () => {
    expect(day.to - day.from).toBe(DAY);
    expect((NOW - day.from) / DAY).toBeCloseTo(0.57);
    const week = stretchOf('week', NOW, berlin);
    expect(berlin.full(week.from)).toBe('Wed 21 Oct, 00:00');
    expect(berlin.full(week.to)).toBe('Thu 29 Oct, 00:00');
    expect(week.to - week.from, 'with a day of 25 hours').toBe(8 * DAY + HOUR);
    expect(zoomOf(stretchOf('month', NOW, berlin))).toBe('month');
  });

  it('keeps the instant under the pointer in its place when zoomed', () => {
    const instant = day.from + 6 * HOUR;
    const next = zoomed(day, 0.5, instant);
    expect((instant - next.from) / (next.to - next.from)).toBeCloseTo(0.25);
  });

  it('moves no more than is needed to show an instant', () => {
    expect(showing(day, NOW)).toBe(day);
    expect(showing(day, day.from - HOUR).from).toBeLessThan(day.from - HOUR);
    expect(showing(day, day.to + HOUR).to).toBeGreaterThan(day.to + HOUR);
  });

  it('goes from one zoom to another by equal factors, about the instant that keeps its place', () => {
    const from = { from: 0, to: 16 };
    const to = { from: 3, to: 7 };
    // 4 is a quarter of the way along both.
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const view = between(from, to, share);
      expect((4 - view.from) / lengthOf(view)).toBeCloseTo(0.25);
    }
    expect(lengthOf(between(from, to, 0.5))).toBeCloseTo(8);
    expect(between(from, to, 0)).toEqual(from);
    expect(between(from, { from: 100, to: 116 }, 0.25), 'sideways').toEqual({ from: 25, to: 41 });
    expect(isNearer(between(from, to, 0.4), to, from)).toBe(false);
    expect(isNearer(between(from, to, 0.6), to, from)).toBe(true);
  });

  it('is drawn anew only after moving far, or zooming much', () => {
    expect(leftBehind(day, moved(day, 0.5))).toBe(false);
    expect(leftBehind(day, moved(day, 0.7))).toBe(true);
    expect(leftBehind(day, zoomed(day, 1.4, NOW))).toBe(false);
    expect(leftBehind(day, zoomed(day, 0.5, NOW))).toBe(true);
  });

  it('is told as days in a week, as dates in a month, with the year where it is another', () => {
    const week = stretchOf('week', NOW, berlin);
    expect(rangeText(day, berlin, NOW)).toBe('Mon 26 to Tue 27 October');
    expect(rangeText(week, berlin, NOW)).toBe('Wed 21 to Wed 28 October');
    expect(rangeText(stretchOf('month', NOW, berlin), berlin, NOW)).toBe('27 September to 30 October');
    expect(rangeText(week, new Times('Europe/Berlin', 'en-US'), NOW)).toBe('Wed Oct 21 to Wed Oct 28');
    expect(rangeText(moved(week, -60), berlin, NOW)).toContain(' 2025');
  });

  it('moves by shares of its length, and about another instant', () => {
    expect(moved(day, 0.5).from - day.from).toBe(DAY / 2);
    expect(about(day, NOW)).toEqual({ from: NOW - DAY / 2, to: NOW + DAY / 2 });
  });
});

it('labels every third hour of a day and each midnight with its date', () => {
  const ticks = ticksOf(day, 700, berlin);
  expect(ticks.filter((tick) => tick.lower !== null).map((tick) => tick.lower)).toContain('06:00');
  expect(ticks.find((tick) => tick.at === at(10, 27, 0))?.upper[0]).toBe('Tue 27 Oct');
});

describe('a row', () => {
  it('draws a caught-up moment at the start of its run, with a line from when it was due', () => {
    const row = rowOf('backup-docs');
    if (row.kind !== 'marks') throw new Error('One due moment a day is drawn singly.');
    const mark = placeMarks(row).find((one) => one.glyph === 'caughtUp');
    expect(mark?.lineFrom).toBe(at(10, 27, 2, 30));
    expect(mark?.at).toBeGreaterThan(at(10, 27, 8, 10));
  });

  it('strings coalesced moments on a line to the run that answers', () => {
    const row = rowOf('ingest-one');
    if (row.kind !== 'marks') throw new Error('An hourly job is drawn singly at day zoom.');
    const beads = placeMarks(row).find((one) => one.beads.length > 1);
    expect(beads?.beads).toHaveLength(8);
    expect(beads?.answeredAt).toBeGreaterThan(at(10, 27, 8, 10));
  });

  it('is columns where it is dense: one path per fate, and a square for each column with a failure', () => {
    const row = rowOf('uplink');
    if (row.kind !== 'columns') throw new Error('A job of every minute is drawn as columns.');
    const { paths, failures } = drawColumns(row.columns, row.bin, (instant) => (instant - day.from) / 100_000);
    expect(paths.ran).not.toBe('');
    expect(paths.coalesced).not.toBe('');
    expect(failures).toHaveLength(row.columns.filter((column) => column.failed > 0).length);
  });

  it('can be narrowed to what did not run on time', () => {
    const row = rowOf('ingest-one');
    expect(cellsOf(onlyExceptions(row)).length).toBeLessThan(cellsOf(row).length);
    expect(onlyExceptions(row), 'the same again').toBe(onlyExceptions(row));
  });
});

describe('walking the grid', () => {
  const [due] = view.rows.flatMap((row) => (row.kind === 'marks' ? row.marks : []));
  if (due === undefined) throw new Error('The sample has no mark.');
  const cell = (at: number): Cell => ({ kind: 'mark', at, due });
  const cells = new Map([
    ['a', [cell(10), cell(20)]],
    ['b', []],
    ['c', [cell(5), cell(19)]],
  ]);
  const grid = { jobs: ['a', 'b', 'c'], cellsOf: (job: string) => cells.get(job) ?? [] };

  it('goes sideways from cell to cell, and ends at the ends', () => {
    expect(step('ArrowRight', { job: 'a', cell: 0, at: 10 }, grid)).toEqual({ job: 'a', cell: 1, at: 20 });
    expect(step('ArrowRight', { job: 'a', cell: 1, at: 20 }, grid)).toBeNull();
    expect(step('Home', { job: 'a', cell: 1, at: 20 }, grid)).toEqual({ job: 'a', cell: 0, at: 10 });
    expect(step('End', { job: 'c', cell: null, at: 0 }, grid)).toEqual({ job: 'c', cell: 1, at: 19 });
  });

  it('goes down to the cell nearest in time, also over a row without any, and keeps the instant', () => {
    const empty = step('ArrowDown', { job: 'a', cell: 1, at: 20 }, grid);
    expect(empty).toEqual({ job: 'b', cell: null, at: 20 });
    expect(step('ArrowDown', empty ?? { job: '', cell: null, at: 0 }, grid)).toEqual({ job: 'c', cell: 1, at: 20 });
    expect(step('ArrowDown', { job: 'c', cell: 0, at: 5 }, grid)).toBeNull();
  });

  it('stands on the nearest cell once its row is there, and after the row became shorter', () => {
    const cells = grid.cellsOf('c');
    expect(withCell({ job: 'c', cell: null, at: 16 }, cells)).toEqual({ job: 'c', cell: 1, at: 16 });
    expect(withCell({ job: 'c', cell: 5, at: 6 }, cells)).toEqual({ job: 'c', cell: 0, at: 6 });
    expect(withCell({ job: 'c', cell: 0, at: 16 }, cells)).toEqual({ job: 'c', cell: 0, at: 16 });
    expect(withCell({ job: 'b', cell: null, at: 16 }, [])).toEqual({ job: 'b', cell: null, at: 16 });
  });

  it('begins in the first row', () => {
    expect(step('ArrowDown', { job: '', cell: null, at: 12 }, grid)).toEqual({ job: 'a', cell: 0, at: 12 });
  });
});

describe('the rows', () => {
  const [sampleRow] = manyRows(1);
  if (sampleRow === undefined) throw new Error('The sample has no job.');
  const jobs = ['a', 'b', 'c'].map((id, index) => ({ ...sampleRow, id, name: `Job ${3 - index}`, tags: [] }));
  const inView = [
    { job: 'a', due: 3, exceptions: 0, runs: false },
    { job: 'b', due: 0, exceptions: 0, runs: false },
    { job: 'c', due: 1, exceptions: 1, runs: true },
  ];
  const filter = { tag: null, onlyExceptions: false, hideEmpty: true, sort: 'tag' } as const;
  const idsOf = (change: Partial<Filter>) => arrangeJobs(jobs, inView, { ...filter, ...change }).map((job) => job.id);

  it('leave out jobs without due moments in view, if that is asked for', () => {
    expect(idsOf({})).toEqual(['a', 'c']);
    expect(idsOf({ hideEmpty: false })).toEqual(['a', 'b', 'c']);
  });

  it('are narrowed to jobs of which something did not run on time, and ordered by how much', () => {
    expect(idsOf({ onlyExceptions: true })).toEqual(['c']);
    expect(idsOf({ sort: 'exceptions' })).toEqual(['c', 'a']);
    expect(idsOf({ sort: 'name' })).toEqual(['c', 'a']);
  });

  it('are all jobs until it is known what each has in view', () => {
    expect(arrangeJobs(jobs, undefined, filter)).toHaveLength(3);
  });
});

it('marks an incident where it opened, with a line to where it closed, or to now', () => {
  const incident = { id: 1, kind: 'failing', opened: 10, closed: 30, failures: 2, run: null } as const;
  const open = { ...incident, id: 2, closed: null };
  expect(placeIncidents([incident, open], (at) => at * 2, 50)).toEqual([
    { id: 1, x: 20, end: 60 },
    { id: 2, x: 20, end: 100 },
  ]);
});
