import { ActionIcon } from '@mantine/core';
import { IconDots, IconPlayerPlay } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'wouter';
import type { JobRow } from '../../../preload/contract.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { Sparkline } from '../../parts/Sparkline.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { texts } from '../../texts/texts.ts';
import { JobMenu } from './JobMenu.tsx';
import { glyphOfJob, lastOf, nextOf } from './jobWords.ts';
import styles from './jobs.module.css';

interface JobLineProps {
  readonly row: JobRow;
  readonly index: number;
  /** The one row of the list that Tab reaches. */
  readonly reachable: boolean;
  readonly selected: boolean;
  readonly onSelect: (index: number, range: boolean) => void;
}

/** One job of the list: what it is, when it runs, when next, how it went, what can be done. */
export const JobLine = memo(function JobLine({ row, index, reachable, selected, onSelect }: JobLineProps) {
  const times = useTimes();
  const now = useNow(row.running.length > 0 ? 'second' : 'minute');
  const wishes = useWishes();
  const next = nextOf(row, times, now);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`${styles['columns']} ${styles['line']}`}
      data-selected={selected || undefined}
      onClick={(event) => {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return;
        event.preventDefault();
        onSelect(index, event.shiftKey);
      }}
    >
      <div role="rowheader" className={styles['name']}>
        <Glyph name={glyphOfJob(row)} />
        <div className={styles['two']}>
          <Link
            href={`/jobs/${encodeURIComponent(row.id)}`}
            className="cut medium"
            tabIndex={reachable ? 0 : -1}
            data-line={index}
          >
            {row.name}
          </Link>
          <span className="cut">{lastOf(row, times, now)}</span>
        </div>
      </div>
      <div role="cell" className={styles['when']}>
        {row.when}
      </div>
      <div role="cell" className={`${styles['two']} numbers`}>
        {next.at !== null && <b className="medium cut">{next.at}</b>}
        <span className="cut">{next.how}</span>
      </div>
      <div role="cell" className={styles['spark']}>
        <Sparkline runs={row.lastRuns} />
      </div>
      <div role="cell" className={styles['acts']}>
        <ActionIcon
          size="sm"
          aria-label={texts.jobs.runNowLabel(row.name)}
          tabIndex={reachable ? 0 : -1}
          onClick={() => void wishes.runNow(row.id, row.name)}
        >
          <IconPlayerPlay size={16} stroke={1.6} />
        </ActionIcon>
        <JobMenu row={row}>
          <ActionIcon size="sm" aria-label={texts.jobs.moreLabel(row.name)} tabIndex={reachable ? 0 : -1}>
            <IconDots size={16} stroke={1.6} />
          </ActionIcon>
        </JobMenu>
      </div>
    </div>
  );
});
