import { lazy, Suspense, useMemo, useState } from 'react';
import type { JobView } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Loading } from '../../parts/States.tsx';
import { useQuery } from '../../shell/address.ts';
import { texts } from '../../texts/texts.ts';
import { DueList } from './DueList.tsx';
import type { FateFilter } from './historyEntries.ts';
import { firstShown, isOfFate, mergeHistory } from './historyEntries.ts';
import { WhyDue, WhyRun } from './Why.tsx';
import styles from './job.module.css';

/** The terminal is a large library: the history is there before it. */
const Output = lazy(() => import('./Output.tsx').then((module) => ({ default: module.Output })));

/** Due moments asked for at first, and how many more with each step back. */
const PAGE = 100;
/** Coming due moments shown on top. */
const COMING = 3;

/** What became of the job's due moments, and of the chosen one: why, and the output of its run. */
export function History({ view }: { readonly view: JobView }) {
  const job = view.row.id;
  const query = useQuery();
  const [limit, setLimit] = useState(PAGE);
  const [fate, setFate] = useState<FateFilter | null>(null);
  const dues = useAnswer('listDue', { job, before: null, limit, comingUp: COMING });
  const runs = useAnswer('listRuns', { job, before: null, limit });
  const [last, setLast] = useState({ dues: dues.value, runs: runs.value });
  // While more is being asked for, what is there stays.
  if ((dues.value ?? last.dues) !== last.dues || (runs.value ?? last.runs) !== last.runs) {
    setLast({ dues: dues.value ?? last.dues, runs: runs.value ?? last.runs });
  }
  const entries = useMemo(() => mergeHistory(last.dues ?? [], last.runs ?? []), [last]);
  const shown = useMemo(() => entries.filter((entry) => isOfFate(entry, fate)), [entries, fate]);
  const due = query.get('due');
  const run = query.get('run');
  const asked =
    due !== null
      ? entries.find((entry) => entry.kind === 'due' && entry.due.due <= Number(due) && Number(due) <= entry.at)
      : run !== null
        ? entries.find((entry) => entry.kind === 'run' && entry.run.run === run)
        : undefined;
  const chosen = asked ?? firstShown(entries);
  if (last.dues === undefined) return <Loading />;
  return (
    <div className={styles['split']} data-chosen={due !== null || run !== null || undefined}>
      <DueList
        entries={shown}
        all={entries.length}
        chosen={chosen?.key ?? null}
        fate={fate}
        onFate={setFate}
        onMore={() => {
          if ((last.dues?.length ?? 0) >= limit) setLimit(limit + PAGE * 2);
        }}
        onChoose={(entry) =>
          query.set(
            entry.kind === 'due' ? { due: String(entry.due.due), run: null } : { run: entry.run.run, due: null },
          )
        }
      />
      <div className={styles['right']}>
        {chosen === undefined && (
          <p className={styles['nothing']}>
            {due !== null || run !== null ? texts.job.chooseDue : texts.job.nothingYet}
          </p>
        )}
        {chosen?.kind === 'due' && <WhyDue job={job} due={chosen.due} onBack={() => query.set({ due: null })} />}
        {chosen?.kind === 'run' && <WhyRun run={chosen.run} onBack={() => query.set({ run: null })} />}
        <Suspense fallback={null}>
          {chosen?.kind === 'due' && chosen.due.run !== null && <Output key={chosen.due.run} run={chosen.due.run} />}
          {chosen?.kind === 'run' && <Output key={chosen.run.run} run={chosen.run.run} />}
        </Suspense>
      </div>
    </div>
  );
}
