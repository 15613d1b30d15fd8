import { Link } from 'wouter';
import type { DueView, TodayView } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Glyph, glyphOf } from '../../parts/Glyph.tsx';
import { SectionHead } from '../../parts/Page.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import { awayRows } from './awayRows.ts';
import page from '../../parts/page.module.css';
import styles from './today.module.css';

/** What became of the due moments of the last absence. */
export function Away({
  away,
  dues,
}: {
  readonly away: NonNullable<TodayView['away']>;
  readonly dues: readonly DueView[];
}) {
  const times = useTimes();
  const now = useNow();
  const jobs = useAnswer('listJobs', {}).value;
  const rows = awayRows(dues);
  const nameOf = (job: string): string => jobs?.find((row) => row.id === job)?.name ?? job;
  return (
    <section>
      <SectionHead
        title={texts.today.whileAway}
        sub={texts.today.fromTo(times.near(away.from, now), times.nearWithin(away.to, now))}
      />
      <ul className={styles['away']}>
        {rows.map(({ due, label }) => (
          <li key={`${due.job} ${due.trigger} ${due.due}`}>
            <Glyph name={glyphOf(due.fate, due.outcome)} />
            <span className="cut">
              {nameOf(due.job)} <span className="faint">{label}</span>
            </span>
            <Link
              className={`${page['link']} small`}
              href={`/jobs/${encodeURIComponent(due.job)}?due=${due.due}`}
              aria-label={texts.today.whyOf(nameOf(due.job))}
            >
              {texts.today.why}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
