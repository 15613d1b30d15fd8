import { memo } from 'react';
import { Link } from 'wouter';
import type { TimelineRow } from '../../../preload/contract.ts';
import { useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Cell } from './Row.tsx';
import { countsText, Row } from './Row.tsx';
import { MIDDLE, ROW } from './rowDrawing.ts';
import styles from './timeline.module.css';

/** Cells that are told one by one; a row with more says how many there are. */
const TOLD = 120;

interface PlotRowProps {
  readonly row: TimelineRow;
  readonly cells: readonly Cell[];
  readonly index: number;
  readonly top: number;
  readonly active: number | null;
  readonly x: (at: number) => number;
  readonly shift: number;
  readonly width: number;
  readonly now: number;
}

/** One job: its name, its drawing, and its cells for keyboard and screen reader. */
export const PlotRow = memo(function PlotRow({ row, cells, index, top, active, x, shift, width, now }: PlotRowProps) {
  const times = useTimes();
  const chosen = active === null ? undefined : cells[active];
  const label = (cell: Cell): string =>
    cell.kind === 'mark'
      ? `${row.name}, ${times.near(cell.due.due, now)}, ${cell.due.label}`
      : texts.timeline.column(
          times.near(cell.column.from, now),
          times.clock(cell.column.from + cell.bin),
          countsText(cell.column),
        );
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className={styles['row']}
      data-row={index}
      data-on={active !== null || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" className={styles['name']}>
        <Link href={`/jobs/${encodeURIComponent(row.job)}`} className="cut" tabIndex={-1}>
          {row.name}
        </Link>
      </div>
      <svg width={width} height={ROW} className={styles['drawing']} data-plot="" aria-hidden="true">
        <g transform={`translate(${shift} 0)`}>
          <Row row={row} x={x} now={now} />
          {chosen !== undefined && <circle cx={x(chosen.at)} cy={MIDDLE} r={11} className={styles['ring']} />}
        </g>
      </svg>
      {cells.length === 0 ? (
        <span role="gridcell" className="unseen">
          {texts.timeline.nothingInRow}
        </span>
      ) : (
        cells
          .slice(0, TOLD)
          .map((cell, at) => (
            <span
              key={`${cell.at} ${at}`}
              id={`cell-${index}-${at}`}
              role="gridcell"
              className="unseen"
              aria-label={label(cell)}
            />
          ))
      )}
    </div>
  );
});
