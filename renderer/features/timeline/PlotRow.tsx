import { memo } from 'react';
import { Link } from 'wouter';
import type { TimelineRow } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Cell } from './cells.ts';
import { cellsOf, cellText } from './cells.ts';
import styles from './timeline.module.css';

/** Cells around the chosen one that are told one by one; the row says how many there are. */
const TOLD = 12;

/** The id of a cell, for the grid to point to. A row without cells has one that says so. */
export const cellId = (row: number, cell: number | null): string => `cell-${row}-${cell ?? 'none'}`;

interface PlotRowProps {
  readonly job: string;
  readonly name: string;
  /** Not there until the program has answered. */
  readonly row: TimelineRow | undefined;
  readonly index: number;
  readonly top: number;
  /** The chosen cell; null: this row has none, because it has no cells or another row is chosen. */
  readonly active: number | null;
  readonly chosen: boolean;
  /** The pointer or the keyboard stands on one of its marks. */
  readonly lit: boolean;
}

/** One job for keyboard and screen reader: its name, and its cells once it is chosen. */
export const PlotRow = memo(function PlotRow({ job, name, row, index, top, active, chosen, lit }: PlotRowProps) {
  const cells = row === undefined ? [] : cellsOf(row);
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      className={styles['row']}
      data-on={chosen || lit || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" className={styles['name']}>
        <Link href={`/jobs/${encodeURIComponent(job)}`} className="cut" tabIndex={-1} title={name}>
          {name}
        </Link>
      </div>
      {!chosen || cells.length === 0 || row === undefined ? (
        <span id={cellId(index, null)} role="gridcell" className="unseen">
          {cells.length === 0 ? texts.timeline.nothingInRow : texts.timeline.cells(cells.length)}
        </span>
      ) : (
        <Cells row={row} cells={cells} index={index} active={active ?? 0} />
      )}
    </div>
  );
});

function Cells({
  row,
  cells,
  index,
  active,
}: {
  readonly row: TimelineRow;
  readonly cells: readonly Cell[];
  readonly index: number;
  readonly active: number;
}) {
  const times = useTimes();
  const now = useNow();
  const first = Math.max(0, active - TOLD);
  return cells.slice(first, active + TOLD).map((cell, offset) => {
    const at = first + offset;
    const shared = { id: cellId(index, at), text: cellText(row, cell, times, now), column: at + 2 };
    return at === active && cell.kind === 'mark' ? (
      <Asked key={shared.id} {...shared} job={row.job} name={row.name} due={cell.due.due} />
    ) : (
      <Told key={shared.id} {...shared} />
    );
  });
}

interface ToldProps {
  readonly id: string;
  readonly text: string;
  readonly column: number;
}

const Told = ({ id, text, column }: ToldProps) => (
  <span id={id} role="gridcell" aria-colindex={column} className="unseen" aria-label={text} />
);

/** The chosen due moment, named by its sentence as soon as that is known. */
function Asked({
  job,
  name,
  due,
  ...told
}: ToldProps & { readonly job: string; readonly name: string; readonly due: number }) {
  const why = useAnswer('why', { job, at: due }).value;
  return <Told {...told} text={why === undefined ? told.text : texts.timeline.cellOf(name, why.sentence)} />;
}
