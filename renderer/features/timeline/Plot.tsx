import { useVirtualizer } from '@tanstack/react-virtual';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { TimelineRow, TimelineView } from '../../../preload/contract.ts';
import { glyphNames, glyphShape } from '../../parts/Glyph.tsx';
import { useWidth } from '../../parts/useWidth.ts';
import { goTo } from '../../shell/address.ts';
import { useNow } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { Axis } from './Axis.tsx';
import { Ground } from './Ground.tsx';
import { MarkCard } from './MarkCard.tsx';
import type { Place } from './gridSteps.ts';
import { step } from './gridSteps.ts';
import { PlotRow } from './PlotRow.tsx';
import type { Cell } from './Row.tsx';
import { cellsOf } from './Row.tsx';
import { ROW } from './rowDrawing.ts';
import type { Stretch } from './window.ts';
import { moved, zoomed } from './window.ts';
import styles from './timeline.module.css';

/** Height of the axis, in pixels. */
const AXIS = 56;
/** How near the pointer must be to a mark, in pixels. */
const NEAR = 9;

interface PlotProps {
  readonly view: TimelineView;
  readonly rows: readonly TimelineRow[];
  readonly all: number;
  readonly stretch: Stretch;
  readonly onStretch: (stretch: Stretch) => void;
}

/** The picture: names at the left, time at the right; drag, wheel and keys move and zoom it. */
export function Plot({ view, rows, all, stretch, onStretch }: PlotProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [ground, width] = useWidth<HTMLDivElement>(700);
  const now = useNow();
  const [active, setActive] = useState<Place | null>(null);
  const [hovered, setHovered] = useState<Place | null>(null);
  const cells = useMemo(
    () => rows.map((row) => cellsOf(row).filter((cell) => cell.at >= stretch.from && cell.at <= stretch.to)),
    [rows, stretch],
  );
  // One scale for a given length: moving only shifts what is drawn.
  const scale = width / (stretch.to - stretch.from);
  const far = (stretch.to - stretch.from) * 50;
  const base = Math.floor(stretch.from / far) * far;
  const x = useCallback((at: number): number => Math.round((at - base) * scale * 10) / 10, [base, scale]);
  const shift = -x(stretch.from);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
    initialRect: { width: 900, height: 640 },
    scrollPaddingStart: AXIS,
  });

  const latest = useRef({ stretch, onStretch });
  useEffect(() => {
    latest.current = { stretch, onStretch };
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    // React's own wheel listener is passive: it could not keep the page from zooming.
    const wheel = (event: WheelEvent): void => {
      const { stretch: at, onStretch: change } = latest.current;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const box = ground.current?.getBoundingClientRect();
        if (box === undefined) return;
        const about = at.from + ((event.clientX - box.left) / box.width) * (at.to - at.from);
        change(zoomed(at, Math.exp(event.deltaY / 300), about));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        const by = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
        change(moved(at, by / 1000));
      }
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [ground]);

  const place = (event: PointerEvent): Place | null => {
    const box = ground.current?.getBoundingClientRect();
    const row = Number((event.target as Element).closest('[data-row]')?.getAttribute('data-row') ?? NaN);
    if (box === undefined || Number.isNaN(row)) return null;
    const at = stretch.from + (event.clientX - box.left) / scale;
    const reach = NEAR / scale;
    const near = (cells[row] ?? [])
      .map((cell, index) => ({
        index,
        off: cell.kind === 'column' ? Math.max(0, Math.abs(cell.at - at) - cell.bin / 2) : distance(cell, at),
      }))
      .filter(({ off }) => off <= reach)
      .sort((a, b) => a.off - b.off)[0];
    return near === undefined ? null : { row, cell: near.index };
  };
  const open = (at: Place): void => {
    const cell = cells[at.row]?.[at.cell];
    const row = rows[at.row];
    if (cell === undefined || row === undefined) return;
    if (cell.kind === 'mark') goTo(`/jobs/${encodeURIComponent(row.job)}?due=${cell.due.due}`);
    else onStretch({ from: cell.column.from - cell.bin, to: cell.column.from + cell.bin * 2 });
  };

  const drag = useRef<{ readonly x: number; readonly stretch: Stretch; moved: boolean } | null>(null);
  const down = (event: PointerEvent): void => {
    if (event.button === 0 && (event.target as Element).closest('[data-plot]') !== null) {
      drag.current = { x: event.clientX, stretch, moved: false };
    }
  };
  const move = (event: PointerEvent): void => {
    const held = drag.current;
    if (held === null) {
      setHovered(place(event));
      return;
    }
    const by = (held.x - event.clientX) / width;
    if (Math.abs(by * width) > 3) held.moved = true;
    if (held.moved) onStretch(moved(held.stretch, by));
  };
  const up = (event: PointerEvent): void => {
    const held = drag.current;
    drag.current = null;
    if (held === null || held.moved) return;
    const at = place(event);
    if (at !== null) open(at);
  };

  const keys = (event: KeyboardEvent): void => {
    const from = active ?? { row: 0, cell: -1 };
    const next = step(event.key, from, cells);
    if (event.key === 'Enter' && active !== null) {
      event.preventDefault();
      open(active);
    } else if (next !== null) {
      event.preventDefault();
      setActive(next);
      virtual.scrollToIndex(next.row);
    }
  };
  const shown = hovered ?? active;
  const cell = shown === null ? undefined : cells[shown.row]?.[shown.cell];
  const row = shown === null ? undefined : rows[shown.row];
  // The ground reaches to the foot of the page also where the rows do not.
  const tall = Math.max(virtual.getTotalSize(), (virtual.scrollRect?.height ?? 0) - AXIS);
  return (
    <div ref={scroller} className={styles['scroller']}>
      <Symbols />
      <div
        className={styles['plot']}
        role="grid"
        aria-label={texts.timeline.title}
        aria-rowcount={rows.length}
        tabIndex={0}
        aria-activedescendant={active === null ? undefined : `cell-${active.row}-${active.cell}`}
        onKeyDown={keys}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerLeave={() => {
          drag.current = null;
          setHovered(null);
        }}
        onBlur={() => setActive(null)}
      >
        <div className={styles['axis']} role="presentation">
          <div className={styles['corner']}>{texts.timeline.jobs(rows.length, all)}</div>
          <div ref={ground} className={styles['axisPlot']} data-plot="">
            <Axis view={view} stretch={stretch} width={width} now={now} />
          </div>
        </div>
        <div className={styles['rows']} style={{ height: tall }} role="presentation">
          <Ground view={view} stretch={stretch} width={width} height={tall} />
          {virtual.getVirtualItems().map((item) => {
            const data = rows[item.index];
            if (data === undefined) return null;
            return (
              <PlotRow
                key={data.job}
                row={data}
                cells={cells[item.index] ?? []}
                index={item.index}
                top={item.start}
                active={active?.row === item.index ? active.cell : null}
                x={x}
                shift={shift}
                width={width}
                now={now}
              />
            );
          })}
          {now > stretch.from && now < stretch.to && (
            <div className={styles['now']} style={{ ['--now-left' as string]: `${(now - stretch.from) * scale}px` }} />
          )}
          {rows.length === 0 && <p className={styles['none']}>{texts.timeline.empty}</p>}
          {shown !== null && cell !== undefined && row !== undefined && (
            <MarkCard
              key={`${shown.row} ${shown.cell}`}
              row={row}
              cell={cell}
              left={(cell.at - stretch.from) * scale}
              top={shown.row * ROW}
              width={width}
              below={shown.row < 4}
            />
          )}
        </div>
      </div>
    </div>
  );
}

/** How far an instant is from a mark; a span is as near as its nearest bead. */
function distance(cell: Cell & { readonly kind: 'mark' }, at: number): number {
  const { due, last } = cell.due;
  if (last !== null && at >= due && at <= last) return 0;
  return Math.min(Math.abs(cell.at - at), Math.abs(due - at));
}

/** The drawings, once for all rows. */
function Symbols() {
  return (
    <svg width={0} height={0} className={styles['symbols']} aria-hidden="true">
      {glyphNames.map((name) => (
        <symbol key={name} id={`fate-${name}`} viewBox="0 0 16 16">
          {glyphShape(name)}
        </symbol>
      ))}
    </svg>
  );
}
