import type { Cell } from './cells.ts';
import { nearest } from './cells.ts';

/** The chosen place of the grid: a row by its job, a cell in it (null where it has none), and the instant it stands for. */
export interface Place {
  readonly job: string;
  readonly cell: number | null;
  readonly at: number;
}

/** The rows in their order, and the cells of those that are known. */
export interface Grid {
  readonly jobs: readonly string[];
  readonly cellsOf: (job: string) => readonly Cell[];
}

/** Rows that Page Up and Page Down go over. */
const PAGE = 10;

/** Where in a row the place is that is nearest to an instant. */
const inRow = (grid: Grid, row: number, at: number): Place | null => {
  const job = grid.jobs[row];
  return job === undefined ? null : { job, cell: nearest(grid.cellsOf(job), at), at };
};

/** A place whose row came after it was chosen, or has become shorter, has the cell that is nearest to its instant. */
export function withCell(place: Place, cells: readonly Cell[]): Place {
  return place.cell !== null && place.cell < cells.length ? place : { ...place, cell: nearest(cells, place.at) };
}

/**
 * The place a key leads to, null where it leads nowhere: sideways by cell (Home and End: to the first and last), up and down by row
 * to the cell nearest in time. Going up and down keeps the instant it began with, however far the cells in between are from it.
 */
export function step(key: string, from: Place, grid: Grid): Place | null {
  const row = grid.jobs.indexOf(from.job);
  if (row < 0) return inRow(grid, 0, from.at);
  switch (key) {
    case 'ArrowUp':
      return inRow(grid, row - 1, from.at);
    case 'ArrowDown':
      return inRow(grid, row + 1, from.at);
    case 'PageUp':
      return inRow(grid, Math.max(0, row - PAGE), from.at);
    case 'PageDown':
      return inRow(grid, Math.min(grid.jobs.length - 1, row + PAGE), from.at);
    default:
      return sideways(key, from, grid.cellsOf(from.job));
  }
}

function sideways(key: string, from: Place, cells: readonly Cell[]): Place | null {
  const here = from.cell ?? nearest(cells, from.at);
  const to =
    key === 'ArrowLeft'
      ? (here ?? 0) - 1
      : key === 'ArrowRight'
        ? (here ?? -1) + 1
        : key === 'Home'
          ? 0
          : key === 'End'
            ? cells.length - 1
            : -1;
  const cell = cells[to];
  return cell === undefined ? null : { job: from.job, cell: to, at: cell.at };
}
