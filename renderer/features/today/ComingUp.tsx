import { Button } from '@mantine/core';
import { IconGitBranch, IconHourglass, IconMoon, IconRepeat } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { TodayView } from '../../../preload/contract.ts';
import { SectionHead } from '../../parts/Page.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { distanceText, relativeText } from '../../time/times.ts';
import { useUsualSleep } from '../../time/useUsualSleep.ts';
import { texts } from '../../texts/texts.ts';
import page from '../../parts/page.module.css';
import { asleepText } from './asleepText.ts';
import styles from './today.module.css';

type Coming = TodayView['comingUp'][number];

const icon = { size: 13, stroke: 1.6, 'aria-hidden': true } as const;

const hrefOf = (job: string, due: number): string => `/jobs/${encodeURIComponent(job)}?due=${due}`;

/** Rows drawn at first, and how many more each time they are asked for: a thousand jobs have a thousand. */
const FIRST = 40;
const NEXT = 100;

/** The next 24 hours: what waits first, then in order of time, by day. */
export function ComingUp({ today }: { readonly today: TodayView }) {
  const times = useTimes();
  const now = useNow();
  const nothing = today.comingUp.length === 0 && today.waiting.length === 0;
  const [most, setMost] = useState(FIRST);
  const days = groupByDay(today.comingUp.slice(0, most), (at) => times.dayName(at, now));
  const more = today.comingUp.length - most;
  const usual = useUsualSleep();
  return (
    <section>
      <SectionHead
        title={texts.today.comingUp}
        sub={texts.today.next24}
        right={
          <Link className={`${page['link']} small`} href="/timeline">
            {texts.today.timeline}
          </Link>
        }
      />
      {nothing && <NothingComing />}
      <ul className={styles['coming']} data-twelve={times.twelveHours ? '' : undefined}>
        {today.waiting.map((waiting) => (
          <li key={`${waiting.due.job} ${waiting.due.due}`}>
            <span className={`${styles['at']} wait`}>{texts.today.waiting}</span>
            <Link className="cut" href={hrefOf(waiting.due.job, waiting.due.due)}>
              {waiting.name}
            </Link>
            <span className={styles['in']}>{distanceText(now - waiting.due.due)}</span>
            <Second icon={<IconHourglass {...icon} />}>{waiting.text}</Second>
          </li>
        ))}
        {days.map(([day, entries], index) => (
          <DayGroup
            key={day}
            name={
              index === 0 && entries[0] !== undefined && times.date(entries[0].due.due) === times.date(now) ? null : day
            }
          >
            {entries.map((entry) => (
              <ComingRow
                key={`${entry.due.job} ${entry.due.trigger} ${entry.due.due}`}
                entry={entry}
                now={now}
                asleep={asleepText(entry, usual, times)}
              />
            ))}
          </DayGroup>
        ))}
        {more > 0 && (
          <li className={styles['often']}>
            <Button size="xs" variant="subtle" onClick={() => setMost(most + NEXT)}>
              {texts.today.moreComing(Math.min(more, NEXT), times.number(more))}
            </Button>
          </li>
        )}
        {today.often.length > 0 && (
          <li className={styles['often']}>{texts.today.often(today.often.map((job) => job.name).join(', '))}</li>
        )}
      </ul>
    </section>
  );
}

function NothingComing() {
  return <p className="faint">{texts.today.nothing}</p>;
}

function DayGroup({ name, children }: { readonly name: string | null; readonly children: ReactNode }) {
  return (
    <>
      {name !== null && <li className={styles['day']}>{name}</li>}
      {children}
    </>
  );
}

function ComingRow({
  entry,
  now,
  asleep,
}: {
  readonly entry: Coming;
  readonly now: number;
  /** What the computer's usually being asleep then would mean; null where it is usually awake. */
  readonly asleep: string | null;
}) {
  const times = useTimes();
  const until =
    entry.moreUntil === null
      ? null
      : entry.moreUntil === times.midnight(entry.moreUntil)
        ? texts.today.midnight
        : times.date(entry.moreUntil) === times.date(now)
          ? times.clock(entry.moreUntil)
          : times.nearWithin(entry.moreUntil, now);
  return (
    <li>
      <span className={`${styles['at']} ${entry.due.estimated ? 'dim' : ''}`}>
        {entry.due.estimated ? '≈ ' : ''}
        {times.clock(entry.due.due)}
      </span>
      <Link className="cut" href={hrefOf(entry.due.job, entry.due.due)}>
        {entry.name}
      </Link>
      <span className={styles['in']}>{relativeText(entry.due.due, now)}</span>
      {entry.text !== null && (
        <Second icon={entry.due.estimated ? <IconGitBranch {...icon} /> : <IconHourglass {...icon} />}>
          {entry.text}
        </Second>
      )}
      {asleep !== null && <Second icon={<IconMoon {...icon} />}>{asleep}</Second>}
      {entry.more > 0 && <Second icon={<IconRepeat {...icon} />}>{texts.today.moreUntil(entry.more, until)}</Second>}
    </li>
  );
}

function Second({ icon: sign, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <span className={styles['second']}>
      {sign}
      {children}
    </span>
  );
}

function groupByDay(entries: readonly Coming[], nameOf: (at: number) => string): [string, Coming[]][] {
  const days = new Map<string, Coming[]>();
  for (const entry of entries) {
    const name = nameOf(entry.due.due);
    days.set(name, [...(days.get(name) ?? []), entry]);
  }
  return [...days];
}
