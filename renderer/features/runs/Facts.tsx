import type { JobView } from '../../../preload/contract.ts';
import { Sparkline } from '../../parts/Sparkline.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { durationText, relativeText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import styles from './job.module.css';

/** Next due, last run, how long, how often it went wrong. */
export function Facts({ view }: { readonly view: JobView }) {
  const times = useTimes();
  const now = useNow();
  const { row, last30Days, usually } = view;
  const last = row.lastRun;
  return (
    <dl className={`${styles['facts']} numbers`}>
      <div>
        <dt>{texts.job.nextDue}</dt>
        <dd>
          {row.next === null ? (
            texts.job.none
          ) : (
            <>
              {row.next.estimated ? '≈ ' : ''}
              {times.near(row.next.at, now)} <small>{relativeText(row.next.at, now)}</small>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{texts.job.lastRun}</dt>
        <dd>
          {last === null || last.started === null ? (
            texts.job.never
          ) : (
            <>
              {times.near(last.started, now)}{' '}
              <small>{last.outcome === null ? texts.today.outcomes.running : texts.today.outcomes[last.outcome]}</small>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{texts.job.usually}</dt>
        <dd>{usually === null ? <small>{texts.job.usuallyUnknown}</small> : durationText(usually)}</dd>
      </div>
      <div>
        <dt>{texts.job.last30}</dt>
        <dd>
          {last30Days.ran === 0 ? (
            <small>{texts.job.noneDueRan}</small>
          ) : (
            <>
              {texts.job.failedOf(last30Days.failed)}{' '}
              <small>{texts.job.ofRuns(last30Days.ran, times.number(last30Days.ran))}</small>
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{texts.job.lastRuns}</dt>
        <dd>
          <Sparkline runs={row.lastRuns} width={150} />
        </dd>
      </div>
    </dl>
  );
}
