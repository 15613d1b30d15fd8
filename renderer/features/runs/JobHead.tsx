import { ActionIcon, Button } from '@mantine/core';
import {
  IconChevronLeft,
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlayerStop,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { JobView } from '../../../preload/contract.ts';
import { PauseMenu } from '../../parts/PauseMenu.tsx';
import { goTo, useQuery } from '../../shell/address.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { useWishes } from '../../shell/wishes.tsx';
import { useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { JobMenu } from '../jobs/JobMenu.tsx';
import page from '../../parts/page.module.css';
import styles from './job.module.css';

const icon = { size: 14, stroke: 1.6 } as const;

/** Name, tags, what can be done, and the job as two sentences. */
export function JobHead({ view }: { readonly view: JobView }) {
  const { row } = view;
  const wishes = useWishes();
  const times = useTimes();
  const query = useQuery();
  const [pausing, setPausing] = useState(query.get('pause') !== null);
  const edit = `/jobs/${encodeURIComponent(row.id)}/edit`;
  const run = (): void => void wishes.runNow(row.id, row.name);
  const skip = (): void =>
    void wishes.skipNext(row.id, (due) => texts.wishes.skipped(times.nearWithin(due, Date.now())));
  useShortcuts({ r: run, s: skip, e: () => goTo(edit), p: () => setPausing(true) });
  return (
    <header className={styles['head']} data-window-head="">
      <div className={styles['title']}>
        <ActionIcon component={Link} href="/jobs" size="sm" aria-label={texts.job.back} className={styles['back']}>
          <IconChevronLeft size={16} stroke={1.6} />
        </ActionIcon>
        <h1 className="cut">{row.name}</h1>
        {row.tags.map((tag) => (
          <Link key={tag} href={`/jobs?tag=${encodeURIComponent(tag)}`} className={`${page['tag']} hide-narrow`}>
            {tag}
          </Link>
        ))}
        <span className="grow" />
        {row.running.map((running) => (
          <Button
            key={running.run}
            leftSection={<IconPlayerStop {...icon} />}
            onClick={() => void wishes.stop(running.run)}
          >
            {texts.jobs.stop}
          </Button>
        ))}
        <Button variant="filled" leftSection={<IconPlayerPlay {...icon} />} onClick={run}>
          {texts.jobs.runNow}
        </Button>
        <Button className="hide-narrow" leftSection={<IconPlayerSkipForward {...icon} />} onClick={skip}>
          {texts.jobs.skipNext}
        </Button>
        {row.paused === null && (
          <PauseMenu opened={pausing} onChange={setPausing} onPause={(until) => void wishes.pause(row.id, until)}>
            <Button leftSection={<IconPlayerPause {...icon} />}>{texts.pause.title}</Button>
          </PauseMenu>
        )}
        <Button component={Link} href={edit} leftSection={<IconPencil {...icon} />}>
          {texts.jobs.edit}
        </Button>
        <JobMenu row={row}>
          <ActionIcon aria-label={texts.jobs.moreLabel(row.name)}>
            <IconDots size={16} stroke={1.6} />
          </ActionIcon>
        </JobMenu>
      </div>
      <p>{view.sentences.join(' ')}</p>
    </header>
  );
}
