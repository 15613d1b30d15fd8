import { Button } from '@mantine/core';
import { IconChevronDown, IconPlayerPause, IconPlus } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { TodayView } from '../../../preload/contract.ts';
import { useAnswer, useApi } from '../../api/program.tsx';
import { Page } from '../../parts/Page.tsx';
import { PauseMenu } from '../../parts/PauseMenu.tsx';
import { Answered } from '../../parts/States.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { FirstRun } from '../welcome/FirstRun.tsx';
import { Attention } from './Attention.tsx';
import { Away } from './Away.tsx';
import { ComingUp } from './ComingUp.tsx';
import { Ribbon } from './Ribbon.tsx';
import { RunningCards } from './RunningCards.tsx';
import styles from './today.module.css';

const icon = { size: 14, stroke: 1.6 } as const;

/** In five seconds: is anything wrong, and what happened without me. */
export function TodayPage() {
  const state = useAnswer('readState', {}).value;
  const known = useAnswer('readToday', {});
  const wishes = useWishes();
  const times = useTimes();
  const now = useNow();
  if (state?.jobs === 0) return <FirstRun />;
  const since = known.value?.awakeSince ?? null;
  return (
    <Page
      title={texts.today.title}
      sub={texts.today.sub(times.longDay(now), since === null ? null : times.nearWithin(since, now))}
      actions={
        <>
          <PauseMenu onPause={(until) => void wishes.pause(null, until)}>
            <Button
              aria-label={texts.shell.pauseEverything}
              leftSection={<IconPlayerPause {...icon} />}
              rightSection={<IconChevronDown {...icon} />}
            >
              {texts.today.pause}
            </Button>
          </PauseMenu>
          <Button variant="filled" component={Link} href="/new" leftSection={<IconPlus {...icon} />}>
            {texts.shell.newJob}
          </Button>
        </>
      }
    >
      <Answered known={known}>{(today) => <Today today={today} />}</Answered>
    </Page>
  );
}

function Today({ today }: { readonly today: TodayView }) {
  const api = useApi();
  const { granted } = useWishes();
  const { away } = today;
  const quiet = today.attention.length === 0 && today.running.length === 0 && away === null;
  return (
    <div className={styles['today']}>
      <section className={styles['hero']}>
        <div className={styles['say']}>
          <h2>{today.sentence}</h2>
          <span className="grow" />
          {away !== null && (
            <Button size="sm" variant="subtle" onClick={() => void granted(api.seeAbsence({ until: away.to }))}>
              {texts.today.gotIt}
            </Button>
          )}
        </div>
        <Ribbon today={today} />
      </section>
      <div className={styles['columns']}>
        <div className={styles['stack']}>
          {today.attention.length > 0 && <Attention incidents={today.attention} />}
          {today.running.length > 0 && <RunningCards running={today.running} />}
          {away !== null && today.whileAway.length > 0 && <Away away={away} dues={today.whileAway} />}
          {quiet && <p className="faint">{texts.today.quiet}</p>}
        </div>
        <ComingUp today={today} />
      </div>
    </div>
  );
}
