import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { DueView, TimelineColumn, TimelineRow } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Glyph, glyphOf } from '../../parts/Glyph.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Cell } from './cells.ts';
import { columnText, incidentText, placeOfCell } from './cells.ts';
import { ROW } from './rowDrawing.ts';
import styles from './timeline.module.css';

const WIDE = 300;
/** Passing over marks opens nothing, in milliseconds. */
const REST = 250;

interface MarkCardProps {
  readonly row: TimelineRow;
  readonly cell: Cell;
  /** Place of the mark in the plot. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly below: boolean;
}

/** What became of the mark under the pointer or the keyboard's: one sentence, and the ways on. */
export function MarkCard({ row, cell, left, top, width, below }: MarkCardProps) {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), REST);
    return () => clearTimeout(timer);
  }, []);
  if (!rested) return null;
  const at = Math.max(4, Math.min(width - WIDE - 4, left - WIDE / 2));
  const place = below ? { top: top + ROW + 2 } : { top, transform: 'translateY(calc(-100% - 2px))' };
  return (
    <div
      className={styles['card']}
      style={{ ['--card-left' as string]: `${at}px`, ...place }}
      role="presentation"
      data-card=""
    >
      {cell.kind === 'mark' && <Due row={row} due={cell.due} />}
      {cell.kind === 'column' && <Column row={row} column={cell.column} bin={cell.bin} />}
      {cell.kind === 'incident' && <Incident row={row} cell={cell} />}
    </div>
  );
}

function Due({ row, due }: { readonly row: TimelineRow; readonly due: DueView }) {
  const why = useAnswer('why', { job: row.job, at: due.due }).value;
  const job = `/jobs/${encodeURIComponent(row.job)}`;
  return (
    <>
      <h2>
        <Glyph name={glyphOf(due.fate, due.outcome)} />
        <span className="cut">{row.name}</span>
      </h2>
      <p>{why?.sentence ?? due.label}</p>
      <div className={styles['cardActs']}>
        {due.run !== null && (
          <Button size="sm" component={Link} href={`${job}?run=${encodeURIComponent(due.run)}`} tabIndex={-1}>
            {texts.timeline.showOutput}
          </Button>
        )}
        <Button size="sm" variant="subtle" component={Link} href={`${job}?due=${due.due}`} tabIndex={-1}>
          {texts.timeline.allFacts}
        </Button>
      </div>
    </>
  );
}

function Column({
  row,
  column,
  bin,
}: {
  readonly row: TimelineRow;
  readonly column: TimelineColumn;
  readonly bin: number;
}) {
  const times = useTimes();
  const now = useNow();
  return (
    <>
      <h2>
        <span className="cut">{row.name}</span>
      </h2>
      <p>{columnText(column, bin, times, now)}</p>
    </>
  );
}

function Incident({ row, cell }: { readonly row: TimelineRow; readonly cell: Cell & { readonly kind: 'incident' } }) {
  const times = useTimes();
  const now = useNow();
  const place = placeOfCell(row, cell);
  return (
    <>
      <h2>
        <Glyph name="failed" />
        <span className="cut">{row.name}</span>
      </h2>
      <p>{incidentText(cell.incident, times, now)}</p>
      {place !== null && (
        <div className={styles['cardActs']}>
          <Button size="sm" component={Link} href={place} tabIndex={-1}>
            {texts.timeline.showOutput}
          </Button>
        </div>
      )}
    </>
  );
}
