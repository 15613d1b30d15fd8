import { Suspense, useEffect, useMemo, useState } from 'react';
import type { JobView } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { laterPart } from '../../parts/laterPart.tsx';
import { Loading } from '../../parts/States.tsx';
import { useQuery } from '../../shell/address.ts';
import { texts } from '../../texts/texts.ts';
import { DueList } from './DueList.tsx';
import type { FateFilter } from './historyEntries.ts';
import { firstShown, isOfFate, isOfRun, lengthsOf, mergeHistory } from './historyEntries.ts';
import { WhyDue, WhyRun } from './Why.tsx';
import styles from './job.module.css';

/** The terminal is a large library: the history is there before it, and it is on its way meanwhile. */
const output = laterPart(() => import('./Output.tsx').then((module) => module.Output));
const Output = output.Part;
void output.fetch().catch(() => undefined);

/** Due moments asked for at first, and how many more with each step back. */
const PAGE = 100;
/** More are never asked for: what lies further back is found by its instant. */
const MOST = 1000;
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
        ? entries.find((entry) => isOfRun(entry, run))
        : undefined;
  // One that lies further back than the list: its Why is shown at once, and the list grows towards it.
  const elsewhere = due !== null && asked === undefined && /^\d+$/.test(due) ? Number(due) : null;
  const isLonger = (last.dues?.length ?? 0) >= limit && limit < MOST;
  useEffect(() => {
    if (elsewhere !== null && isLonger) setLimit(Math.min(MOST, limit * 3));
  }, [elsewhere, isLonger, limit]);
  const lengths = useMemo(() => lengthsOf(last.runs ?? []), [last.runs]);
  const runElsewhere = run !== null && asked === undefined ? run : null;
  const isElsewhere = elsewhere !== null || runElsewhere !== null;
  const chosen = isElsewhere ? undefined : (asked ?? firstShown(entries));
  if (last.dues === undefined) return <Loading />;
  return (
    <div className={styles['split']} data-chosen={due !== null || run !== null || undefined}>
      <DueList
        entries={shown}
        lengths={lengths}
        all={entries.length}
        chosen={chosen?.key ?? null}
        fate={fate}
        onFate={setFate}
        onMore={() => {
          if (isLonger) setLimit(Math.min(MOST, limit + PAGE * 2));
        }}
        onChoose={(entry) =>
          query.set(
            entry.kind === 'due' ? { due: String(entry.due.due), run: null } : { run: entry.run.run, due: null },
          )
        }
      />
      <div className={styles['right']}>
        {elsewhere !== null && (
          <ChosenDue job={job} at={elsewhere} run={null} onBack={() => query.set({ due: null })} />
        )}
        {runElsewhere !== null && <ChosenRun job={job} run={runElsewhere} onBack={() => query.set({ run: null })} />}
        {!isElsewhere && chosen === undefined && (
          <p className={styles['nothing']}>
            {due !== null || run !== null ? texts.job.chooseDue : texts.job.nothingYet}
          </p>
        )}
        {chosen?.kind === 'due' && (
          <ChosenDue job={job} at={chosen.due.due} run={chosen.due.run} onBack={() => query.set({ due: null })} />
        )}
        {chosen?.kind === 'run' && (
          <>
            <WhyRun run={chosen.run} onBack={() => query.set({ run: null })} />
            <RunOutput run={chosen.run.run} />
          </>
        )}
      </div>
    </div>
  );
}

interface ChosenDueProps {
  readonly job: string;
  readonly at: number;
  /** Its run, where the list knows it. */
  readonly run: string | null;
  readonly onBack: () => void;
}

/** One due moment: why, and what its run wrote. */
function ChosenDue({ job, at, run, onBack }: ChosenDueProps) {
  const why = useAnswer('why', { job, at }).value;
  const shown = run ?? why?.due.run ?? null;
  return (
    <>
      <WhyDue job={job} at={at} onBack={onBack} />
      {shown !== null && <RunOutput run={shown} />}
    </>
  );
}

/** A run that the list does not reach to: by its due moment, where it has one. */
function ChosenRun({ job, run, onBack }: { readonly job: string; readonly run: string; readonly onBack: () => void }) {
  const known = useAnswer('readRun', { run }).value;
  if (known === undefined) return <RunOutput run={run} />;
  if (known.due !== null && known.cause === 'due') {
    return <ChosenDue job={job} at={known.due} run={run} onBack={onBack} />;
  }
  return (
    <>
      <WhyRun run={known} onBack={onBack} />
      <RunOutput run={run} />
    </>
  );
}

const RunOutput = ({ run }: { readonly run: string }) => (
  <Suspense fallback={null}>
    <Output key={run} run={run} />
  </Suspense>
);
