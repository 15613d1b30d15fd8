import type { DueView, TimelineColumn, TimelineIncident, TimelineRow } from '../../../preload/contract.ts';
import type { Times } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import { countOf, placeMarks, stack } from './rowDrawing.ts';

/** What a cell of the grid is: a due moment, a column of many, or an incident. */
export type Cell =
  | { readonly kind: 'mark'; readonly at: number; readonly due: DueView }
  | { readonly kind: 'column'; readonly at: number; readonly column: TimelineColumn; readonly bin: number }
  | { readonly kind: 'incident'; readonly at: number; readonly incident: TimelineIncident };

const cellsOfRow = new WeakMap<TimelineRow, readonly Cell[]>();

/** The cells of a row from left to right; found once for a row. */
export function cellsOf(row: TimelineRow): readonly Cell[] {
  let cells = cellsOfRow.get(row);
  if (cells === undefined) {
    cells = found(row).sort((a, b) => a.at - b.at);
    cellsOfRow.set(row, cells);
  }
  return cells;
}

function found(row: TimelineRow): Cell[] {
  if (row.kind === 'marks') return placeMarks(row).map((mark) => ({ kind: 'mark', at: mark.at, due: mark.due }));
  const columns = row.columns
    .filter((column) => countOf(column) > 0)
    .map((column): Cell => ({ kind: 'column', at: column.from + row.bin / 2, column, bin: row.bin }));
  const incidents = (row.incidents ?? []).map((incident): Cell => ({
    kind: 'incident',
    at: incident.opened,
    incident,
  }));
  return [...columns, ...incidents];
}

/** The cell next to an instant; null where a row has none. */
export function nearest(cells: readonly Cell[], at: number): number | null {
  let best: number | null = null;
  cells.forEach((cell, index) => {
    if (best === null || Math.abs(cell.at - at) < Math.abs((cells[best]?.at ?? 0) - at)) best = index;
  });
  return best;
}

/** How far an instant is from a cell, in milliseconds; a span is as near as its nearest bead, a column within itself. */
export function distance(cell: Cell, at: number): number {
  if (cell.kind === 'column') return Math.max(0, Math.abs(cell.at - at) - cell.bin / 2);
  if (cell.kind === 'incident') return Math.abs(cell.at - at);
  const { due, last } = cell.due;
  if (last !== null && at >= due && at <= last) return 0;
  return Math.min(Math.abs(cell.at - at), Math.abs(due - at));
}

/** "3 ran, 1 failed" */
export const countsText = (column: TimelineColumn): string =>
  stack
    .filter((fate) => column[fate] > 0)
    .map((fate) => `${column[fate]} ${texts.timeline.fates[fate]}`)
    .join(', ');

/** From when until when a column reaches: "08:00 to 09:00". */
export function columnRange(column: TimelineColumn, bin: number, times: Times, now: number): string {
  const end = column.from + bin;
  const until = times.date(end) === times.date(column.from) ? times.clock(end) : times.nearWithin(end, now);
  return texts.timeline.range(times.near(column.from, now), until);
}

/** What happened in a column, in one sentence. */
export const columnText = (column: TimelineColumn, bin: number, times: Times, now: number): string =>
  texts.timeline.column(columnRange(column, bin, times, now), countsText(column));

/** An incident in one sentence. */
export const incidentText = (incident: TimelineIncident, times: Times, now: number): string => {
  const kind = texts.timeline.incidentKinds[incident.kind];
  const from = times.near(incident.opened, now);
  return incident.closed === null
    ? texts.timeline.openIncident(kind, from, incident.failures)
    : texts.timeline.closedIncident(kind, from, times.near(incident.closed, now), incident.failures);
};

/** The name of a cell for whoever does not see it. */
export function cellText(row: TimelineRow, cell: Cell, times: Times, now: number): string {
  switch (cell.kind) {
    case 'mark':
      return texts.timeline.cell(row.name, times.near(cell.due.due, now), cell.due.label);
    case 'column':
      return texts.timeline.cellOf(row.name, columnText(cell.column, cell.bin, times, now));
    case 'incident':
      return texts.timeline.cellOf(row.name, incidentText(cell.incident, times, now));
  }
}

/** Where a cell leads: to the facts of its due moment or to the run of an incident; null for a column, which is zoomed into. */
export function placeOfCell(row: TimelineRow, cell: Cell): string | null {
  const job = `/jobs/${encodeURIComponent(row.job)}`;
  if (cell.kind === 'mark') return `${job}?due=${cell.due.due}`;
  if (cell.kind === 'column') return null;
  return cell.incident.run === null ? job : `${job}?run=${encodeURIComponent(cell.incident.run)}`;
}
