import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { TodayView } from '../../../preload/contract.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { SectionHead } from '../../parts/Page.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow } from '../../time/now.tsx';
import { durationText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import page from '../../parts/page.module.css';
import styles from './today.module.css';

type Running = TodayView['running'][number];

const SHOWN = 4;

/** Live runs with the end of their output; a stop asks nothing, for Run now undoes it. */
export function RunningCards({ running }: { readonly running: readonly Running[] }) {
  return (
    <section>
      <SectionHead title={texts.today.running} sub={running.length} />
      <div className={`${page['card']} ${styles['runs']}`}>
        {running.slice(0, SHOWN).map((run) => (
          <RunningCard key={run.run} run={run} />
        ))}
        {running.length > SHOWN && (
          <Link href="/jobs?state=running" className={styles['moreRuns']}>
            {texts.shell.andMore(running.length - SHOWN)}
          </Link>
        )}
      </div>
    </section>
  );
}

function RunningCard({ run }: { readonly run: Running }) {
  const now = useNow('second');
  const wishes = useWishes();
  const lasted = durationText(now - run.started);
  const share = run.usually === null ? null : Math.min(1, Math.max(0, now - run.started) / run.usually);
  return (
    <div className={styles['run']}>
      <div className={styles['runHead']}>
        <Glyph name="running" />
        <Link className="medium cut" href={`/jobs/${encodeURIComponent(run.job)}`}>
          {run.name}
        </Link>
        <span className="faint small still numbers">
          {run.keptRunning
            ? texts.today.kept(lasted)
            : run.usually === null
              ? lasted
              : texts.today.usually(lasted, durationText(run.usually))}
        </span>
        <span className="grow" />
        <Button
          size="sm"
          leftSection={<IconPlayerStop size={14} stroke={1.6} />}
          onClick={() => void wishes.stop(run.run)}
        >
          {texts.today.stop}
        </Button>
      </div>
      {share !== null && !run.keptRunning && (
        <svg className={styles['bar']} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width={100} height={4} fill="var(--fill-2)" />
          <rect width={share * 100} height={4} fill="var(--accent-solid)" />
        </svg>
      )}
      {!run.keptRunning && run.tail.length > 0 && (
        <div
          className={`${page['terminal']} ${styles['tail']}`}
          role="group"
          tabIndex={0}
          aria-label={`${texts.today.liveOutput}, ${run.name}`}
        >
          {run.tail.slice(-3).join('\n')}
        </div>
      )}
    </div>
  );
}
