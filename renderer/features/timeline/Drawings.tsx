import type { VirtualItem } from '@tanstack/react-virtual';
import { memo, useCallback } from 'react';
import type { JobRow, TimelineRow } from '../../../preload/contract.ts';
import { glyphNames, glyphShape } from '../../parts/Glyph.tsx';
import { goesOn, Row } from './Row.tsx';
import { ROW } from './rowDrawing.ts';
import type { Stretch } from './window.ts';
import { lengthOf } from './window.ts';
import styles from './timeline.module.css';

/** So far glyphs are stretched and stay as they are, and within so much more they fade; in doublings of the length in view. */
const STRETCHED = 0.7;
const FADED = 0.3;

interface DrawingsProps {
  readonly items: readonly VirtualItem[];
  readonly jobs: readonly JobRow[];
  readonly rows: ReadonlyMap<string, TimelineRow>;
  /** The stretch for which rows are drawn. */
  readonly drawn: Stretch;
  readonly stretch: Stretch;
  readonly width: number;
  readonly now: number;
}

/** The drawings of all visible rows, as one sheet: moving shifts it, zooming a little stretches it, and nothing is drawn anew. */
export function Drawings({ items, jobs, rows, drawn, stretch, width, now }: DrawingsProps) {
  const scale = width / lengthOf(drawn);
  const x = useCallback((at: number): number => Math.round((at - drawn.from) * scale * 10) / 10, [drawn.from, scale]);
  const shift = ((drawn.from - stretch.from) * width) / lengthOf(stretch);
  const zoom = lengthOf(drawn) / lengthOf(stretch);
  // Stretched far, on the way to another zoom, glyphs are no shapes any more: they give way to what will be there.
  const opacity = Math.max(0, 1 - Math.max(0, Math.abs(Math.log2(zoom)) - STRETCHED) / FADED);
  return (
    <div className={styles['drawings']} aria-hidden="true">
      <div
        className={styles['sheet']}
        style={{
          transform: `translateX(${shift}px)${Math.abs(zoom - 1) < 1e-6 ? '' : ` scaleX(${zoom})`}`,
          // What is not seen is not painted either.
          ...(opacity === 0 ? { visibility: 'hidden' } : opacity < 1 ? { opacity } : {}),
        }}
      >
        {items.map((item) => {
          const row = rows.get(jobs[item.index]?.id ?? '');
          return row === undefined ? null : (
            <RowSheet key={row.job} row={row} top={item.start} x={x} width={width} now={goesOn(row) ? now : 0} />
          );
        })}
      </div>
    </div>
  );
}

const RowSheet = memo(function RowSheet({
  row,
  top,
  x,
  width,
  now,
}: {
  readonly row: TimelineRow;
  readonly top: number;
  readonly x: (at: number) => number;
  readonly width: number;
  readonly now: number;
}) {
  return (
    <svg width={width} height={ROW} className={styles['drawing']} style={{ top }}>
      <Row row={row} x={x} now={now} />
    </svg>
  );
});

/** The drawings of fates, once for all rows. */
export function Symbols() {
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
