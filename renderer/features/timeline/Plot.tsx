import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useMemo, useRef, useState } from 'react';
import type { JobRow, TimelineRow, TimelineView } from '../../../preload/contract.ts';
import { ProblemNote } from '../../parts/States.tsx';
import { useWidth } from '../../parts/useWidth.ts';
import { goTo } from '../../shell/address.ts';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { useUsualSleep } from '../../time/useUsualSleep.ts';
import { usualSleepIn } from '../../time/usualSleep.ts';
import { Axis } from './Axis.tsx';
import type { Cell } from './cells.ts';
import { cellsOf, distance, placeOfCell } from './cells.ts';
import { Drawings, Symbols } from './Drawings.tsx';
import { Ground } from './Ground.tsx';
import type { Place } from './gridSteps.ts';
import { step, withCell } from './gridSteps.ts';
import { MarkCard } from './MarkCard.tsx';
import { cellId, PlotRow } from './PlotRow.tsx';
import { ROW } from './rowDrawing.ts';
import { useGround, useRows } from './rows.ts';
import { ticksOf } from './ticks.ts';
import { useDrawn } from './useDrawn.ts';
import { useGlide } from './useGlide.ts';
import { usePlotPointer } from './usePlotPointer.ts';
import type { Stretch } from './window.ts';
import { lengthOf, showing } from './window.ts';
import styles from './timeline.module.css';

/** Height of the axis, in pixels. */
const AXIS = 56;
/** How near the pointer must be to a mark, in pixels. */
const NEAR = 9;
/** Rows that are drawn beyond each edge. */
const BEYOND = 6;
/** The card stands below its row in the first rows, above it in the others. */
const BELOW = 4;

/** What stands behind the rows until the program has answered. */
const unknown: TimelineView = { now: 0, bands: [], clockSteps: [], zoneChanges: [], rows: [] };

interface PlotProps {
  /** The rows in their order. */
  readonly jobs: readonly JobRow[];
  /** How many jobs there are in all. */
  readonly all: number;
  /** What is to be in view. */
  readonly goal: Stretch;
  /** The goal follows a hand: it is in view at once. */
  readonly atOnce: boolean;
  /** Moved or zoomed by hand. */
  readonly onStretch: (stretch: Stretch) => void;
  /** Another zoom was asked for. */
  readonly onZoom: (stretch: Stretch) => void;
  /** How a row is narrowed before it is shown. */
  readonly narrow: (row: TimelineRow) => TimelineRow;
}

/** The picture: names at the left, time at the right; drag, wheel and keys move and zoom it. Only rows in view are asked for and drawn. */
export function Plot({ jobs, all, goal, atOnce, onStretch, onZoom, narrow }: PlotProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [ground, width] = useWidth<HTMLDivElement>(700);
  const now = useNow();
  const times = useTimes();
  const stretch = useGlide(goal, atOnce);
  const drawn = useDrawn(stretch, goal);
  // What will be in view is asked for while it is on its way.
  const asked = stretch === goal ? drawn : goal;
  const usualHours = useUsualSleep();
  const [picked, setPicked] = useState<Place | null>(null);
  const ids = useMemo(() => jobs.map((job) => job.id), [jobs]);
  const virtual = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: BEYOND,
    initialRect: { width: 900, height: 640 },
    scrollPaddingStart: AXIS,
  });
  const items = virtual.getVirtualItems();
  const whole = useRows(ids, items[0]?.index ?? 0, items[items.length - 1]?.index ?? 0, asked, width);
  const rows = useMemo(() => new Map([...whole].map(([id, row]) => [id, narrow(row)])), [whole, narrow]);
  const known = useGround(asked, width);
  const ticks = useMemo(() => ticksOf(stretch, width, times), [stretch, width, times]);
  const usual = useMemo(
    () =>
      usualHours === null
        ? []
        : usualSleepIn(usualHours, Math.max(now, drawn.from - lengthOf(drawn)), drawn.to + lengthOf(drawn), times),
    [usualHours, now, drawn, times],
  );

  const scale = width / lengthOf(stretch);
  const cellsIn = (job: string): readonly Cell[] => {
    const row = rows.get(job);
    return row === undefined ? [] : cellsOf(row);
  };
  const active = picked === null ? null : withCell(picked, cellsIn(picked.job));
  const open = ({ job, cell: index }: Place): void => {
    const row = rows.get(job);
    const cell = index === null ? undefined : cellsIn(job)[index];
    if (row === undefined || cell === undefined) return;
    const place = placeOfCell(row, cell);
    if (place !== null) goTo(place);
    else if (cell.kind === 'column') onZoom({ from: cell.column.from - cell.bin, to: cell.column.from + cell.bin * 2 });
  };
  const placeAt = (event: PointerEvent): Place | null => {
    const box = ground.current?.getBoundingClientRect();
    if (box === undefined || event.clientY < box.bottom || event.clientX < box.left) return null;
    // The rows scroll below the axis, which stays.
    const job = ids[Math.floor((event.clientY - box.bottom + (scroller.current?.scrollTop ?? 0)) / ROW)];
    if (job === undefined) return null;
    const at = stretch.from + (event.clientX - box.left) / scale;
    const near = cellsIn(job)
      .map((cell, index) => ({ index, at: cell.at, off: distance(cell, at) }))
      .filter(({ off }) => off <= NEAR / scale)
      .sort((a, b) => a.off - b.off)[0];
    return near === undefined ? null : { job, cell: near.index, at: near.at };
  };
  const { hovered, handlers } = usePlotPointer({ scroller, ground, stretch, onStretch, placeAt, onOpen: open });

  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && active !== null) {
      event.preventDefault();
      open(active);
      return;
    }
    const from = active ?? { job: '', cell: null, at: Math.min(stretch.to, Math.max(stretch.from, now)) };
    const next = step(event.key, from, { jobs: ids, cellsOf: cellsIn });
    if (next === null) return;
    event.preventDefault();
    setPicked(next);
    if (next.job !== active?.job) virtual.scrollToIndex(ids.indexOf(next.job));
    // Up and down keep the instant: only going sideways moves the view after it.
    const shown = next.job === active?.job ? showing(stretch, next.at) : stretch;
    if (shown !== stretch) onStretch(shown);
  };
  const shown = hovered ?? active;
  const shownRow = shown === null ? -1 : ids.indexOf(shown.job);
  const cell = shown === null || shown.cell === null ? undefined : cellsIn(shown.job)[shown.cell];
  const row = shown === null ? undefined : rows.get(shown.job);
  const activeRow = active === null ? -1 : ids.indexOf(active.job);
  const view = known.value ?? unknown;
  // The ground reaches to the foot of the page also where the rows do not.
  const tall = Math.max(virtual.getTotalSize(), (virtual.scrollRect?.height ?? 0) - AXIS);
  return (
    <div className={styles['frame']}>
      <div ref={scroller} className={styles['scroller']}>
        <Symbols />
        <div
          className={styles['ways']}
          role="presentation"
          {...handlers}
          onBlur={({ currentTarget, relatedTarget }) => {
            if (!currentTarget.contains(relatedTarget)) setPicked(null);
          }}
        >
          <div
            className={styles['plot']}
            role="grid"
            aria-label={texts.timeline.title}
            aria-rowcount={jobs.length}
            tabIndex={0}
            aria-activedescendant={activeRow < 0 ? undefined : cellId(activeRow, active?.cell ?? null)}
            onKeyDown={keys}
          >
            <div className={styles['axis']} role="presentation">
              <div className={styles['corner']}>{texts.timeline.jobs(jobs.length, all)}</div>
              <div ref={ground} className={styles['axisPlot']} data-plot="">
                <Axis view={view} usual={usual} ticks={ticks} stretch={stretch} width={width} now={now} />
              </div>
            </div>
            <div className={styles['rows']} style={{ height: tall }} role="presentation">
              <Ground view={view} usual={usual} ticks={ticks} stretch={stretch} width={width} height={tall} />
              {items.map((item) => {
                const job = jobs[item.index];
                if (job === undefined) return null;
                const chosen = activeRow === item.index;
                return (
                  <PlotRow
                    key={job.id}
                    job={job.id}
                    name={job.name}
                    row={rows.get(job.id)}
                    index={item.index}
                    top={item.start}
                    chosen={chosen}
                    lit={shownRow === item.index}
                    active={chosen ? (active?.cell ?? null) : null}
                  />
                );
              })}
              <Drawings items={items} jobs={jobs} rows={rows} drawn={drawn} stretch={stretch} width={width} now={now} />
              {now > stretch.from && now < stretch.to && (
                <div
                  className={styles['now']}
                  style={{ ['--now-left' as string]: `${(now - stretch.from) * scale}px` }}
                />
              )}
              {known.value === undefined && known.problem !== null && <ProblemNote problem={known.problem} />}
              {jobs.length === 0 && <p className={styles['none']}>{texts.timeline.empty}</p>}
              {cell !== undefined && (
                <i
                  className={styles['ring']}
                  style={{ transform: `translate(${(cell.at - stretch.from) * scale}px, ${shownRow * ROW}px)` }}
                />
              )}
            </div>
          </div>
          {cell !== undefined && row !== undefined && (
            <MarkCard
              key={`${row.job} ${shown?.cell ?? ''}`}
              row={row}
              cell={cell}
              left={(cell.at - stretch.from) * scale}
              top={AXIS + shownRow * ROW}
              width={width}
              below={shownRow < BELOW}
            />
          )}
        </div>
      </div>
    </div>
  );
}
