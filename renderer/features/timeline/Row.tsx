import { memo, useMemo } from 'react';
import type { TimelineRow } from '../../../preload/contract.ts';
import { isFailure } from '../../../main/core/fate.ts';
import type { PlacedMark } from './rowDrawing.ts';
import { drawColumns, drawFrequent, isFrequent, MIDDLE, placeIncidents, placeMarks } from './rowDrawing.ts';

const fills = {
  ran: 'var(--ok-mark)',
  caughtUp: 'var(--accent)',
  skipped: 'var(--mute-mark)',
  expired: 'var(--warn-mark)',
  failed: 'var(--bad-mark)',
} as const;

/** Middle of the squares above columns. */
const ABOVE = MIDDLE - 12;

type X = (at: number) => number;

/** What one job did, drawn once for its data and scale. `now` matters only where something goes on. */
export const Row = memo(function Row({
  row,
  x,
  now,
}: {
  readonly row: TimelineRow;
  /** Pixels of an instant in the drawing. */
  readonly x: X;
  readonly now: number;
}) {
  return (
    <g>
      <Runs runs={row.runs} x={x} now={now} />
      {row.kind === 'columns' ? <Columns row={row} x={x} now={now} /> : <Marks row={row} x={x} now={now} />}
    </g>
  );
});

/** Whether a row has anything that grows with time. */
export const goesOn = (row: TimelineRow): boolean =>
  row.runs.some((run) => run.to === null) ||
  (row.kind === 'marks'
    ? row.marks.some((mark) => mark.fate === 'waiting')
    : (row.incidents ?? []).some((incident) => incident.closed === null));

function Runs({ runs, x, now }: { readonly runs: TimelineRow['runs']; readonly x: X; readonly now: number }) {
  return runs.map((run) => {
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
  now,
}: {
  readonly row: TimelineRow & { readonly kind: 'columns' };
  readonly x: X;
  readonly now: number;
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
      {row.incidents === undefined
        ? failures.map(({ x: at, y }) => <Failed key={at} x={at} y={y} />)
        : placeIncidents(row.incidents, x, now).map((incident) => (
            <g key={incident.id}>
              {incident.end - incident.x > 6 && (
                <path d={`M${incident.x} ${ABOVE}H${incident.end}`} stroke="var(--bad-mark)" strokeWidth={2} />
              )}
              <Failed x={incident.x} y={ABOVE} />
            </g>
          ))}
    </>
  );
}

function Failed({ x, y }: { readonly x: number; readonly y: number }) {
  return <use href="#fate-failed" x={x - 4.5} y={y - 4.5} width={9} height={9} className="g-failed" />;
}

function Marks({
  row,
  x,
  now,
}: {
  readonly row: TimelineRow & { readonly kind: 'marks' };
  readonly x: X;
  readonly now: number;
}) {
  const marks = useMemo(() => placeMarks(row), [row]);
  const frequent = useMemo(() => drawFrequent(marks, x), [marks, x]);
  // In the order of depth: what ran lies over what is coming, coalesced or skipped, and under everything else.
  const below = marks.filter((mark) => !isFrequent(mark) && (mark.beads.length > 0 || mark.glyph === 'skipped'));
  const above = marks.filter((mark) => !isFrequent(mark) && !below.includes(mark));
  const draw = (mark: PlacedMark) => <Mark key={`${mark.due.trigger} ${mark.due.due}`} mark={mark} x={x} now={now} />;
  const ring = { fill: 'var(--surface)', stroke: 'var(--future-mark)', strokeWidth: 1.4 } as const;
  return (
    <>
      {frequent.rings !== '' && <path d={frequent.rings} {...ring} />}
      {frequent.dashed !== '' && <path d={frequent.dashed} {...ring} strokeDasharray="2 1.8" />}
      {below.map(draw)}
      {frequent.discs !== '' && (
        <>
          <path d={frequent.discs} fill="var(--ok-mark)" />
          <path
            d={frequent.ticks}
            fill="none"
            stroke="var(--surface)"
            strokeWidth={1.2}
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      )}
      {above.map(draw)}
    </>
  );
}

function Mark({ mark, x, now }: { readonly mark: PlacedMark; readonly x: X; readonly now: number }) {
  const at = x(mark.at);
  if (mark.beads.length > 0) return <Beads mark={mark} x={x} />;
  const from = mark.lineFrom === null ? null : x(mark.lineFrom);
  const size = mark.glyph === 'waiting' ? 14 : 13;
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

/** Coalesced moments on the line that leads to the run that answers for them. */
function Beads({ mark, x }: { readonly mark: PlacedMark; readonly x: X }) {
  const first = x(mark.beads[0] ?? mark.at);
  const last = mark.answeredAt === null ? x(mark.beads[mark.beads.length - 1] ?? mark.at) : x(mark.answeredAt);
  return (
    <g stroke="var(--coal-mark)">
      <path d={`M${first + 3} ${MIDDLE}H${last}`} strokeWidth={1.2} strokeOpacity={0.75} />
      {mark.beads.map((bead) => (
        <circle key={bead} cx={x(bead)} cy={MIDDLE} r={3.2} fill="var(--asleep)" strokeWidth={1.5} />
      ))}
    </g>
  );
}
