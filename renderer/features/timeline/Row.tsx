import { memo, useMemo } from 'react';
import type { DueView, TimelineColumn, TimelineRow } from '../../../preload/contract.ts';
import { isFailure } from '../../../main/core/fate.ts';
import { texts } from '../../texts/texts.ts';
import type { PlacedMark } from './rowDrawing.ts';
import { countOf, drawColumns, MIDDLE, placeMarks, stack } from './rowDrawing.ts';

/** What a cell of the grid is: a due moment, or a column of many. */
export type Cell =
  | { readonly kind: 'mark'; readonly at: number; readonly due: DueView }
  | { readonly kind: 'column'; readonly at: number; readonly column: TimelineColumn; readonly bin: number };

/** The cells of a row from left to right. */
export function cellsOf(row: TimelineRow): readonly Cell[] {
  const cells: Cell[] =
    row.kind === 'columns'
      ? row.columns
          .filter((column) => countOf(column) > 0)
          .map((column) => ({ kind: 'column', at: column.from + row.bin / 2, column, bin: row.bin }))
      : placeMarks(row).map((mark) => ({ kind: 'mark', at: mark.at, due: mark.due }));
  return cells.sort((a, b) => a.at - b.at);
}

/** "3 ran, 1 failed" */
export const countsText = (column: TimelineColumn): string =>
  stack
    .filter((fate) => column[fate] > 0)
    .map((fate) => `${column[fate]} ${texts.timeline.fates[fate]}`)
    .join(', ');

const fills = {
  ran: 'var(--ok-mark)',
  caughtUp: 'var(--accent)',
  skipped: 'var(--mute-mark)',
  expired: 'var(--warn-mark)',
  failed: 'var(--bad-mark)',
} as const;

interface RowProps {
  readonly row: TimelineRow;
  /** Pixels of an instant in the drawing. */
  readonly x: (at: number) => number;
  readonly now: number;
}

/** What one job did, drawn once for its data and scale. */
export const Row = memo(function Row({ row, x, now }: RowProps) {
  return (
    <g>
      <Runs row={row} x={x} now={now} />
      {row.kind === 'columns' ? <Columns row={row} x={x} /> : <Marks row={row} x={x} now={now} />}
    </g>
  );
});

function Runs({ row, x, now }: RowProps) {
  return row.runs.map((run) => {
    const left = x(run.from);
    const right = x(run.to ?? now);
    if (right - left <= 5) return null;
    const bad = run.outcome !== null && isFailure(run.outcome);
    const live = run.to === null;
    const late = run.due !== null && run.from - run.due > 60_000;
    return (
      <rect
        key={run.run}
        x={left}
        y={MIDDLE - 5}
        width={right - left}
        height={10}
        rx={4}
        fill={live || (late && !bad) ? 'var(--accent)' : bad ? 'var(--bad-mark)' : 'var(--ok-mark)'}
        opacity={live ? 0.9 : 0.3}
      />
    );
  });
}

function Columns({
  row,
  x,
}: {
  readonly row: TimelineRow & { readonly kind: 'columns' };
  readonly x: (at: number) => number;
}) {
  const { paths, failures } = useMemo(() => drawColumns(row.columns, row.bin, x), [row, x]);
  return (
    <>
      {(Object.keys(fills) as (keyof typeof fills)[]).map(
        (fate) =>
          paths[fate] !== '' && (
            <path key={fate} d={paths[fate]} fill={fills[fate]} opacity={fate === 'ran' ? 0.62 : 1} />
          ),
      )}
      {paths.coalesced !== '' && (
        <path d={paths.coalesced} fill="none" stroke="var(--coal-mark)" strokeOpacity={0.75} />
      )}
      {paths.comingUp !== '' && (
        <path d={paths.comingUp} fill="none" stroke="var(--future-mark)" strokeOpacity={0.75} />
      )}
      {failures.map(({ x: at, y }) => (
        <use key={at} href="#fate-failed" x={at - 4.5} y={y - 4.5} width={9} height={9} className="g-failed" />
      ))}
    </>
  );
}

function Marks({
  row,
  x,
  now,
}: {
  readonly row: TimelineRow & { readonly kind: 'marks' };
  readonly x: (at: number) => number;
  readonly now: number;
}) {
  const marks = useMemo(() => placeMarks(row), [row]);
  return marks.map((mark) => <Mark key={`${mark.due.trigger} ${mark.due.due}`} mark={mark} x={x} now={now} />);
}

function Mark({
  mark,
  x,
  now,
}: {
  readonly mark: PlacedMark;
  readonly x: (at: number) => number;
  readonly now: number;
}) {
  const at = x(mark.at);
  if (mark.beads.length > 0) {
    const first = x(mark.beads[0] ?? mark.at);
    const last = mark.answeredAt === null ? x(mark.beads[mark.beads.length - 1] ?? mark.at) : x(mark.answeredAt);
    return (
      <g>
        <path d={`M${first + 3} ${MIDDLE}H${last}`} stroke="var(--coal-mark)" strokeWidth={1.2} strokeOpacity={0.75} />
        {mark.beads.map((bead) => (
          <circle
            key={bead}
            cx={x(bead)}
            cy={MIDDLE}
            r={3.2}
            fill="var(--asleep)"
            stroke="var(--coal-mark)"
            strokeWidth={1.5}
          />
        ))}
      </g>
    );
  }
  if (mark.glyph === 'comingUp') {
    return (
      <circle
        cx={at}
        cy={MIDDLE}
        r={3.6}
        fill="var(--surface)"
        stroke="var(--future-mark)"
        strokeWidth={1.4}
        strokeDasharray={mark.due.estimated ? '2 1.8' : undefined}
      />
    );
  }
  const from = mark.lineFrom === null ? null : x(mark.lineFrom);
  const size = mark.glyph === 'ran' ? 11 : mark.glyph === 'waiting' ? 14 : 13;
  return (
    <g>
      {from !== null && at - from > 13 && (
        <>
          <circle cx={from} cy={MIDDLE} r={2} fill="var(--accent)" />
          <path
            d={`M${from + 3} ${MIDDLE}H${at - 8}`}
            stroke="var(--accent)"
            strokeWidth={1.4}
            strokeDasharray="1 3.5"
            strokeLinecap="round"
          />
        </>
      )}
      {mark.glyph === 'waiting' && x(now) - at > 10 && (
        <path d={`M${at + 8} ${MIDDLE}H${x(now) - 1}`} stroke="var(--wait-mark)" strokeWidth={3} strokeOpacity={0.4} />
      )}
      <use
        href={`#fate-${mark.glyph}`}
        x={at - size / 2}
        y={MIDDLE - size / 2}
        width={size}
        height={size}
        className={`g-${mark.glyph}`}
      />
    </g>
  );
}
