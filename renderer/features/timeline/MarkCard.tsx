import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { TimelineRow } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Glyph, glyphOf } from '../../parts/Glyph.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import page from '../../parts/page.module.css';
import type { Cell } from './Row.tsx';
import { countsText } from './Row.tsx';
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
    <div className={styles['card']} style={{ ['--card-left' as string]: `${at}px`, ...place }} role="presentation">
      {cell.kind === 'mark' ? <Due row={row} cell={cell} /> : <Column row={row} cell={cell} />}
    </div>
  );
}

function Due({ row, cell }: { readonly row: TimelineRow; readonly cell: Cell & { readonly kind: 'mark' } }) {
  const why = useAnswer('why', { job: row.job, at: cell.due.due }).value;
  const place = `/jobs/${encodeURIComponent(row.job)}?due=${cell.due.due}`;
  return (
    <>
      <h3>
        <Glyph name={glyphOf(cell.due.fate, cell.due.outcome)} />
        {row.name}
      </h3>
      <p>{why?.sentence ?? cell.due.label}</p>
      <div className={styles['cardActs']}>
        <Link href={place} className={page['link']} tabIndex={-1}>
          {cell.due.run === null ? texts.timeline.allFacts : texts.timeline.showOutput}
        </Link>
      </div>
    </>
  );
}

function Column({ row, cell }: { readonly row: TimelineRow; readonly cell: Cell & { readonly kind: 'column' } }) {
  const times = useTimes();
  const now = useNow();
  return (
    <>
      <h3>{row.name}</h3>
      <p>
        {texts.timeline.column(
          times.near(cell.column.from, now),
          times.clock(cell.column.from + cell.bin),
          countsText(cell.column),
        )}
      </p>
    </>
  );
}
