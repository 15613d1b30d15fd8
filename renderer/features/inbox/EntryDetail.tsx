import { Button } from '@mantine/core';
import { IconBell, IconChevronLeft, IconTerminal2 } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { InboxEntry } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Glyph } from '../../parts/Glyph.tsx';
import { PauseMenu } from '../../parts/PauseMenu.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { durationText, relativeText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import { withoutSequences } from '../runs/outputText.ts';
import { glyphOfInbox } from './entryGlyph.ts';
import { happened } from './happened.ts';
import page from '../../parts/page.module.css';
import styles from './inbox.module.css';

/** Bytes of output shown: the end of it. */
const TAIL = 2000;
const LINES = 8;

/** What to do about an entry, the last output, and what happened step by step. */
export function EntryDetail({ entry }: { readonly entry: InboxEntry }) {
  const wishes = useWishes();
  const now = useNow();
  const { job, name, run, incident } = entry;
  const place = job === null ? null : `/jobs/${encodeURIComponent(job)}`;
  return (
    <section className={styles['detail']} aria-label={entry.title}>
      <Button
        component={Link}
        href="/inbox"
        size="sm"
        variant="subtle"
        className={styles['toList'] ?? ''}
        leftSection={<IconChevronLeft size={14} stroke={1.6} />}
      >
        {texts.inbox.back}
      </Button>
      <div className="row">
        <Glyph name={glyphOfInbox(entry)} size={18} />
        <h2>{entry.title}</h2>
      </div>
      <p className={styles['body']}>{entry.body}</p>
      {incident !== null && (
        <p className={styles['body']}>
          {incident.closed === null
            ? texts.inbox.openFor(durationText(now - incident.opened))
            : texts.inbox.wasOpen(durationText(incident.closed - incident.opened))}
        </p>
      )}
      {job !== null && place !== null && (
        <div className={styles['acts']}>
          <Button
            variant="filled"
            component={Link}
            href={run === null ? place : `${place}?run=${encodeURIComponent(run)}`}
            leftSection={<IconTerminal2 size={14} stroke={1.6} />}
          >
            {texts.inbox.showOutput}
          </Button>
          <Button onClick={() => void wishes.runNow(job, name ?? job)}>{texts.inbox.runNow}</Button>
          <PauseMenu position="bottom-start" onPause={(until) => void wishes.pause(job, until)}>
            <Button>{texts.pause.title}</Button>
          </PauseMenu>
          <Button variant="subtle" component={Link} href={`${place}/edit`}>
            {texts.inbox.edit}
          </Button>
        </div>
      )}
      {run !== null && <LastOutput run={run} />}
      <Happened entry={entry} />
    </section>
  );
}

/** Runs looked through for what happened. */
const RUNS = 60;

function Happened({ entry }: { readonly entry: InboxEntry }) {
  const times = useTimes();
  const now = useNow();
  const closed = entry.incident?.closed ?? null;
  // The run that ended it is one of them.
  const before = closed === null ? null : closed + 1;
  const runs = useAnswer('listRuns', { job: entry.job, before, limit: entry.incident === null ? 0 : RUNS }).value;
  const row = useAnswer('listJobs', {}).value?.find(({ id }) => id === entry.job);
  const steps = happened(entry, runs ?? [], row);
  if (steps.length === 0) return null;
  return (
    <>
      <h3 className={styles['happened']}>{texts.inbox.happened}</h3>
      <ol className={`${styles['steps']} numbers`}>
        {steps.map((step) => (
          <li key={`${step.at}${step.text}`}>
            <span className="faint">{times.near(step.at, now)}</span>
            {step.glyph === null ? (
              <IconBell size={14} stroke={1.6} aria-hidden="true" />
            ) : (
              <Glyph name={step.glyph} size={14} />
            )}
            <span>{step.at > now ? `${step.text}, ${relativeText(step.at, now)}` : step.text}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function LastOutput({ run }: { readonly run: string }) {
  const output = useAnswer('readOutput', { run, from: -TAIL, limit: TAIL }).value;
  const times = useTimes();
  const lines = (output?.pieces ?? []).flatMap((piece) =>
    withoutSequences(piece.text)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((text) => ({ text, at: piece.at, bad: piece.stream === 'err' })),
  );
  if (lines.length === 0) return null;
  return (
    <div className={`${page['card']} ${styles['output']}`}>
      <div className={styles['outputHead']}>
        <span className="medium">{texts.inbox.lastOutput}</span>
        <span className="faint">{texts.job.run(run)}</span>
      </div>
      <div
        className={`${page['terminal']} ${styles['lines']}`}
        role="group"
        tabIndex={0}
        aria-label={texts.inbox.lastOutput}
      >
        {lines.slice(-LINES).map((line, index) => (
          <div key={index} className={line.bad ? 'bad' : undefined}>
            <span className={styles['time']}>{times.clockWithSeconds(line.at)}</span> {line.text}
          </div>
        ))}
      </div>
    </div>
  );
}
