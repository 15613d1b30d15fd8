import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Glyph } from '../../parts/Glyph.tsx';
import { goTo } from '../../shell/address.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { useWishes } from '../../shell/wishes.tsx';
import { useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Line } from './filter.ts';
import { JobLine } from './JobLine.tsx';
import { glyphOfState } from './jobWords.ts';
import styles from './jobs.module.css';

const ROW = 46;
const GROUP = 30;
const HEAD = 30;

interface JobsListProps {
  readonly lines: readonly Line[];
  readonly folded: ReadonlySet<string>;
  readonly onFold: (group: string) => void;
  readonly selection: ReadonlySet<string>;
  readonly onSelection: (ids: ReadonlySet<string>) => void;
  readonly onHover: (inside: boolean) => void;
}

/** The jobs as a table of which only the visible rows are drawn; arrows move, Enter opens, Space selects. */
export function JobsList({ lines, folded, onFold, selection, onSelection, onHover }: JobsListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      lines.findIndex((line) => line.kind === 'job'),
    ),
  );
  const anchor = useRef(0);
  const reachable = lines[active]?.kind === 'job' ? active : lines.findIndex((line) => line.kind === 'job');
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'group' ? GROUP : ROW),
    getItemKey: (index) => {
      const line = lines[index];
      return line === undefined ? index : line.kind === 'group' ? `group ${line.id}` : `${line.group} ${line.row.id}`;
    },
    overscan: 8,
    scrollPaddingStart: HEAD + GROUP,
    initialRect: { width: 900, height: 640 },
  });

  const focusLine = (index: number): void => {
    setActive(index);
    virtual.scrollToIndex(index);
    const line = (): HTMLElement | null => scroller.current?.querySelector(`[data-line="${index}"]`) ?? null;
    // The next key may come before the next frame: only a line that is not drawn yet is waited for.
    const drawn = line();
    if (drawn === null) requestAnimationFrame(() => line()?.focus());
    else drawn.focus();
  };
  const move = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    const from = Number(target.closest('[data-line]')?.getAttribute('data-line') ?? NaN);
    if (Number.isNaN(from)) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === ' ') {
      event.preventDefault();
      select(from, false);
      return;
    }
    if (step === 0) return;
    event.preventDefault();
    for (let index = from + step; index >= 0 && index < lines.length; index += step) {
      if (lines[index]?.kind !== 'job') continue;
      focusLine(index);
      return;
    }
  };

  const select = useCallback(
    (index: number, range: boolean) => {
      const next = new Set(selection);
      const ends = range ? [anchor.current, index] : [index, index];
      for (let at = Math.min(...ends); at <= Math.max(...ends); at += 1) {
        const line = lines[at];
        if (line?.kind !== 'job') continue;
        if (!range && next.has(line.row.id)) next.delete(line.row.id);
        else next.add(line.row.id);
      }
      anchor.current = index;
      onSelection(next);
    },
    [lines, onSelection, selection],
  );

  // A menu of a row that closes under the pointer takes the news that it left with it.
  useEffect(() => {
    const look = ({ target }: PointerEvent): void => {
      if (!(target instanceof Element)) return;
      if (scroller.current?.contains(target) !== true && target.closest('[role="menu"]') === null) onHover(false);
    };
    window.addEventListener('pointermove', look);
    return () => window.removeEventListener('pointermove', look);
  }, [onHover]);

  const wishes = useWishes();
  const times = useTimes();
  const focused = () => {
    const at = Number(document.activeElement?.closest('[data-line]')?.getAttribute('data-line') ?? NaN);
    const line = lines[at];
    return line?.kind === 'job' ? line.row : null;
  };
  const withFocused = (act: (id: string, name: string) => void) => () => {
    const row = focused();
    if (row !== null) act(row.id, row.name);
  };
  useShortcuts({
    r: withFocused((id, name) => void wishes.runNow(id, name)),
    s: withFocused((id) => void wishes.skipNext(id, (due) => texts.wishes.skipped(times.nearWithin(due, Date.now())))),
    p: withFocused((id) => goTo(`/jobs/${encodeURIComponent(id)}?pause=1`)),
    e: withFocused((id) => goTo(`/jobs/${encodeURIComponent(id)}/edit`)),
  });

  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      data-hours={times.twelveHours ? 12 : undefined}
      onKeyDown={move}
      onPointerEnter={() => onHover(true)}
      onPointerLeave={() => onHover(false)}
    >
      <div role="table" aria-label={texts.jobs.title} aria-rowcount={lines.length + 1}>
        <div role="rowgroup" className={styles['head']}>
          <div role="row" aria-rowindex={1} className={`${styles['columns']} ${styles['headRow']}`}>
            <span role="columnheader">{texts.jobs.job}</span>
            <span role="columnheader">{texts.jobs.when}</span>
            <span role="columnheader">{texts.jobs.nextDue}</span>
            <span role="columnheader" className={styles['spark']}>
              {texts.jobs.lastRuns}
            </span>
            <span role="columnheader">
              <span className="unseen">{texts.jobs.actions}</span>
            </span>
          </div>
        </div>
        <div role="rowgroup" className={styles['rows']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (line === undefined) return null;
            return (
              <div
                key={item.key}
                role="presentation"
                className={styles['slot']}
                style={{ transform: `translateY(${item.start}px)`, height: item.size }}
              >
                {line.kind === 'group' ? (
                  <GroupHead line={line} index={item.index} folded={folded.has(line.id)} onFold={onFold} />
                ) : (
                  <JobLine
                    row={line.row}
                    index={item.index}
                    reachable={item.index === reachable}
                    selected={selection.has(line.row.id)}
                    onSelect={select}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function GroupHead({
  line,
  index,
  folded,
  onFold,
}: {
  readonly line: Line & { readonly kind: 'group' };
  readonly index: number;
  readonly folded: boolean;
  readonly onFold: (group: string) => void;
}) {
  const times = useTimes();
  const state = line.id in glyphOfState ? (line.id as keyof typeof glyphOfState) : null;
  const label = state === null ? (line.id === '' ? texts.jobs.noTag : line.id) : texts.jobs.states[state];
  const Chevron = folded ? IconChevronRight : IconChevronDown;
  return (
    <div role="row" aria-rowindex={index + 2} className={styles['group']}>
      <div role="cell" aria-colspan={5}>
        <button type="button" aria-expanded={!folded} onClick={() => onFold(line.id)}>
          {state !== null && <Glyph name={glyphOfState[state]} size={14} />}
          {label}
          <span className={styles['count']}>{times.number(line.count)}</span>
          <Chevron size={14} stroke={1.6} className={styles['chevron']} aria-hidden="true" />
        </button>
      </div>
    </div>
  );
}
