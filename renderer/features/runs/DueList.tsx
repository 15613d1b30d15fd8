import { Button, Menu } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChevronDown } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import { Glyph } from '../../parts/Glyph.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import type { Times } from '../../time/times.ts';
import { durationText, relativeText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import type { FateFilter, HistoryEntry } from './historyEntries.ts';
import { byDay, glyphOfEntry } from './historyEntries.ts';
import styles from './job.module.css';

interface DueListProps {
  readonly entries: readonly HistoryEntry[];
  readonly lengths: ReadonlyMap<string, number>;
  readonly all: number;
  readonly chosen: string | null;
  readonly fate: FateFilter | null;
  readonly onFate: (fate: FateFilter | null) => void;
  readonly onMore: () => void;
  readonly onChoose: (entry: HistoryEntry) => void;
}

const fates = Object.keys(texts.job.fates) as FateFilter[];

/** Due moments, newest first, by day; arrows choose. Only what is visible is drawn. */
export function DueList({ entries, lengths, all, chosen, fate, onFate, onMore, onChoose }: DueListProps) {
  const times = useTimes();
  const now = useNow();
  const lines = useMemo(() => byDay(entries, times, now), [entries, times, now]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.kind === 'day' ? 30 : 36),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 10,
    initialRect: { width: 330, height: 620 },
  });
  const items = virtual.getVirtualItems();
  const end = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (end >= lines.length - 10) onMore();
  }, [end, lines.length, onMore]);

  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = entries.findIndex((entry) => entry.key === chosen);
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + step))];
    if (next === undefined) return;
    onChoose(next);
    virtual.scrollToIndex(lines.findIndex((line) => line.key === next.key));
  };
  return (
    <section className={styles['left']} aria-label={texts.job.dueMoments}>
      <div className={styles['listHead']}>
        <h2 className="strong">{texts.job.dueMoments}</h2>
        <Menu>
          <Menu.Target>
            <Button size="sm" variant="subtle" rightSection={<IconChevronDown size={14} stroke={1.6} />}>
              {fate === null ? texts.job.allFates : texts.job.fates[fate]}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onFate(null)}>{texts.job.allFates}</Menu.Item>
            {fates.map((name) => (
              <Menu.Item key={name} leftSection={<Glyph name={name} size={14} />} onClick={() => onFate(name)}>
                {texts.job.fates[name]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
      {entries.length === 0 ? (
        <p className={styles['nothing']}>{all === 0 ? texts.job.noDue : texts.job.noDueOfFate}</p>
      ) : (
        <div
          ref={scroller}
          className={styles['dues']}
          role="listbox"
          tabIndex={0}
          aria-label={texts.job.dueMoments}
          aria-activedescendant={chosen === null ? undefined : idOf(chosen)}
          onKeyDown={move}
        >
          <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {items.map((item) => {
              const line = lines[item.index];
              if (line === undefined) return null;
              const place = { transform: `translateY(${item.start}px)` };
              if (line.kind === 'day') {
                return (
                  <div key={item.key} role="presentation" className={styles['day']} style={place}>
                    {line.name}
                  </div>
                );
              }
              const { entry } = line;
              return (
                <div
                  key={item.key}
                  id={idOf(entry.key)}
                  role="option"
                  aria-selected={entry.key === chosen}
                  className={styles['due']}
                  style={place}
                  onClick={() => onChoose(entry)}
                >
                  <Glyph name={glyphOfEntry(entry)} />
                  <span className="medium">
                    {entry.kind === 'due' && entry.due.estimated ? '≈' : ''}
                    {clockOf(times, entry.kind === 'due' ? entry.due.due : entry.at, entry.kind === 'due')}
                  </span>
                  <span className="cut">
                    {entry.kind === 'due' ? entry.due.label : `${texts.job.byHand}: ${entry.run.text}`}
                  </span>
                  <span className={styles['took']}>{tookOf(entry, lengths, now)}</span>
                </div>
              );
            })}
          </div>
        </div>
      )}
    </section>
  );
}

/** Seconds only where a due moment is not on the minute: runs by hand never are, and need none. */
const clockOf = (times: Times, at: number, exact: boolean): string =>
  exact && at % 60_000 !== 0 ? times.clockWithSeconds(at) : times.clock(at);

const idOf = (key: string): string => `due-${key.replace(/[^\w-]+/g, '-')}`;

function tookOf(entry: HistoryEntry, lengths: ReadonlyMap<string, number>, now: number): string {
  if (entry.kind === 'due' && entry.due.fate === 'comingUp') return relativeText(entry.due.due, now);
  // What another run answers for took nothing itself.
  if (entry.kind === 'due' && entry.due.fate !== 'ran' && entry.due.fate !== 'caughtUp') return '';
  const length = lengths.get((entry.kind === 'due' ? entry.due.run : entry.run.run) ?? '');
  return length === undefined ? '' : durationText(length);
}
