import type { TimelineRow } from '../../../preload/contract.ts';
import type { GlyphName } from '../../parts/Glyph.tsx';
import { glyphOf } from '../../parts/Glyph.tsx';
import type { Times } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import type { Cell } from './cells.ts';
import { cellsOf, columnRange, countsText, incidentText, placeOfCell } from './cells.ts';
import type { Stretch } from './window.ts';

/** A line of the table: what a cell of the picture says. */
export interface Fact {
  readonly key: string;
  readonly name: string;
  readonly when: string;
  readonly what: string;
  readonly glyph: GlyphName | null;
  readonly place: string | null;
}

/** Whether any of a cell lies in the stretch. */
function inside(cell: Cell, { from, to }: Stretch): boolean {
  if (cell.kind === 'mark') return (cell.due.last ?? cell.due.due) >= from && cell.due.due <= to;
  if (cell.kind === 'column') return cell.column.from + cell.bin > from && cell.column.from < to;
  return (cell.incident.closed ?? to) >= from && cell.incident.opened <= to;
}

/** A row's cells in words, as far as they lie in the stretch; a row without any says so. */
export function factsOf(row: TimelineRow, stretch: Stretch, times: Times, now: number): readonly Fact[] {
  const { name, job } = row;
  const cells = cellsOf(row).filter((cell) => inside(cell, stretch));
  if (cells.length === 0)
    return [{ key: job, name, when: '', what: texts.timeline.nothingInRow, glyph: null, place: null }];
  return cells.map((cell, index): Fact => {
    const shared = { key: `${job} ${index}`, name, place: placeOfCell(row, cell) };
    switch (cell.kind) {
      case 'mark': {
        const { due } = cell;
        const last = due.last === null ? null : times.near(due.last, now);
        const when = times.near(due.due, now);
        return {
          ...shared,
          when: last === null ? when : texts.timeline.range(when, last),
          what: due.label,
          glyph: glyphOf(due.fate, due.outcome),
        };
      }
      case 'column':
        return {
          ...shared,
          when: columnRange(cell.column, cell.bin, times, now),
          what: countsText(cell.column),
          glyph: null,
        };
      case 'incident':
        return {
          ...shared,
          when: times.near(cell.incident.opened, now),
          what: incidentText(cell.incident, times, now),
          glyph: 'failed',
        };
    }
  });
}
