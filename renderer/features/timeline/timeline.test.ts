import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../testing/sampleViews.ts';
import { at, NOW } from '../../testing/sampleWorld.ts';
import { Times } from '../../time/times.ts';
import { step } from './gridSteps.ts';
import { drawColumns, dueCount, exceptionsOf, onlyExceptions, placeMarks } from './rowDrawing.ts';
import { ticksOf } from './ticks.ts';
import { about, moved, stretchOf, zoomed, zoomOf } from './window.ts';

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

  it('moves by shares of its length, and about another instant', () => {
    expect(moved(day, 0.5).from - day.from).toBe(DAY / 2);
    expect(about(day, NOW)).toEqual({ from: NOW - DAY / 2, to: NOW + DAY / 2 });
  });
});

it('labels every third hour of a day and each midnight with its date', () => {
  const ticks = ticksOf(day, 700, berlin);
  expect(ticks.filter((tick) => tick.lower !== null).map((tick) => tick.lower)).toContain('06:00');
  expect(ticks.find((tick) => tick.at === at(10, 27, 0))?.upper).toBe('Tue 27 Oct');
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
    expect(dueCount(onlyExceptions(row))).toBeLessThan(dueCount(row));
    expect(exceptionsOf(row)).toBeGreaterThan(0);
  });
});

it('walks the grid: sideways in a row, up and down to the nearest due moment of the next row that has any', () => {
  const cell = (instant: number) => ({ at: instant });
  const cells = [[cell(10), cell(20)], [], [cell(5), cell(19)]];
  expect(step('ArrowRight', { row: 0, cell: 0 }, cells)).toEqual({ row: 0, cell: 1 });
  expect(step('ArrowRight', { row: 0, cell: 1 }, cells)).toBeNull();
  expect(step('ArrowDown', { row: 0, cell: 1 }, cells)).toEqual({ row: 2, cell: 1 });
  expect(step('ArrowUp', { row: 2, cell: 0 }, cells)).toEqual({ row: 0, cell: 0 });
});
