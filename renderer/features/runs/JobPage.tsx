import type { JobView } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { useTitle } from '../../parts/Page.tsx';
import { Answered, Note } from '../../parts/States.tsx';
import { Button } from '@mantine/core';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { Facts } from './Facts.tsx';
import { History } from './History.tsx';
import { Incidents } from './Incidents.tsx';
import { JobEnvironment } from './JobEnvironment.tsx';
import { JobHead } from './JobHead.tsx';
import { Links } from './Links.tsx';
import { Repair } from './Repair.tsx';
import styles from './job.module.css';
import page from '../../parts/page.module.css';

/** Everything about one job: what became of every due moment and why, output, what depends on it. */
export function JobPage({ id }: { readonly id: string }) {
  const known = useAnswer('readJob', { job: id });
  return (
    <div className={page['body']} tabIndex={0} role="region" aria-label={known.value?.row.name ?? id}>
      <Answered known={known} bars={9}>
        {(view) => <Job view={view} />}
      </Answered>
    </div>
  );
}

function Job({ view }: { readonly view: JobView }) {
  const { row } = view;
  useTitle(row.name);
  return (
    <>
      <JobHead view={view} />
      <Banner view={view} />
      <Repair view={view} />
      <Facts view={view} />
      <History key={row.id} view={view} />
      <Links view={view} />
      <JobEnvironment view={view} />
      <Incidents view={view} />
    </>
  );
}

function Banner({ view }: { readonly view: JobView }) {
  const { row } = view;
  const wishes = useWishes();
  const times = useTimes();
  const now = useNow();
  if (row.problem !== null) {
    return (
      <div className={styles['banner']}>
        <Note kind="bad" title={texts.job.unreadTitle} alert>
          {row.problem.message}
        </Note>
      </div>
    );
  }
  if (!row.enabled) {
    return (
      <div className={styles['banner']}>
        <Note
          title={texts.job.disabledTitle}
          acts={
            <Button size="sm" onClick={() => void wishes.setEnabled(row.id, true)}>
              {texts.jobs.enable}
            </Button>
          }
        >
          {texts.job.disabledText}
        </Note>
      </div>
    );
  }
  if (row.paused === null) return null;
  const until = row.paused.until === null ? null : times.nearWithin(row.paused.until, now);
  return (
    <div className={styles['banner']}>
      <Note
        title={row.paused.everything ? texts.job.pausedEverything(until) : texts.job.pausedTitle(until)}
        acts={
          <Button size="sm" onClick={() => void wishes.unpause(row.paused?.everything === true ? null : row.id)}>
            {texts.shell.unpause}
          </Button>
        }
      >
        {texts.job.pausedText}
      </Note>
    </div>
  );
}
