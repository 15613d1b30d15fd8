import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { JobRow, TimelineRow } from '../../../preload/contract.ts';
import { useAnswers } from '../../api/program.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Fact } from './facts.ts';
import { factsOf } from './facts.ts';
import { PAGE } from './rows.ts';
import type { Stretch } from './window.ts';
import styles from './timeline.module.css';

/** Height of a line, in pixels. */
const LINE = 32;
/** Lines beyond the visible ones; from as many on before the end, more jobs are asked for. */
const BEYOND = 16;
/** As for a picture of this width: how dense is dense. */
const WIDTH = 900;

const words = texts.timeline;

/** The same facts as the picture, as a table: more jobs are asked for as the end comes into view. */
export function TimelineTable({
  jobs,
  stretch,
  narrow,
  hideEmpty,
}: {
  readonly jobs: readonly JobRow[];
  readonly stretch: Stretch;
  readonly narrow: (row: TimelineRow) => TimelineRow;
  /** Jobs without a due moment in view are left out: what is in view is counted by whole hours, here it is exact. */
  readonly hideEmpty: boolean;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const times = useTimes();
  const now = useNow();
  const [pages, setPages] = useState(1);
  const questions = useMemo(() => {
    const ids = jobs.map((job) => job.id);
    const asked = Array.from({ length: pages }, (_, page) => ids.slice(page * PAGE, (page + 1) * PAGE));
    return asked
      .filter((some) => some.length > 0)
      .map((some) => ({ jobs: some, from: Math.round(stretch.from), to: Math.round(stretch.to), width: WIDTH }));
  }, [jobs, pages, stretch]);
  const known = useAnswers('timeline', questions);
  const facts = useMemo(
    () =>
      known
        .flatMap(({ value }) => value?.rows ?? [])
        .flatMap((row) => factsOf(narrow(row), stretch, times, now))
        .filter((fact) => !hideEmpty || fact.when !== ''),
    [known, narrow, stretch, times, now, hideEmpty],
  );
  const more = pages * PAGE < jobs.length;
  const virtual = useVirtualizer({
    count: facts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: BEYOND,
    scrollPaddingStart: LINE,
    initialRect: { width: 900, height: 640 },
  });
  const items = virtual.getVirtualItems();
  const nearEnd = (items[items.length - 1]?.index ?? -1) >= facts.length - 1;
  const answered = known.every(({ value }) => value !== undefined);
  useEffect(() => {
    if (more && answered && nearEnd) setPages((count) => count + 1);
  }, [more, answered, nearEnd]);
  return (
    <div ref={scroller} className={styles['scroller']}>
      <div role="table" aria-label={words.title} aria-rowcount={more ? -1 : facts.length + 1}>
        <div role="rowgroup" className={styles['tableHead']}>
          <div role="row" aria-rowindex={1} className={styles['line']}>
            <span role="columnheader">{words.columns.job}</span>
            <span role="columnheader">{words.columns.due}</span>
            <span role="columnheader">{words.columns.fate}</span>
          </div>
        </div>
        <div role="rowgroup" className={styles['lines']} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const fact = facts[item.index];
            return fact === undefined ? null : <Line key={fact.key} fact={fact} index={item.index} top={item.start} />;
          })}
        </div>
      </div>
      {answered && facts.length === 0 && <p className={styles['noFacts']}>{words.empty}</p>}
    </div>
  );
}

function Line({ fact, index, top }: { readonly fact: Fact; readonly index: number; readonly top: number }) {
  return (
    <div role="row" aria-rowindex={index + 2} className={styles['line']} style={{ transform: `translateY(${top}px)` }}>
      <span role="rowheader" className="cut medium" title={fact.name}>
        {fact.name}
      </span>
      <span role="cell" className="cut numbers">
        {fact.place === null ? fact.when : <Link href={fact.place}>{fact.when}</Link>}
      </span>
      <span role="cell" className="row">
        {fact.glyph !== null && <Glyph name={fact.glyph} size={14} />}
        <span className="cut" title={fact.what}>
          {fact.what}
        </span>
      </span>
    </div>
  );
}
