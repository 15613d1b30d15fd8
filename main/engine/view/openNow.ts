import type { DueEntry, Facts, RunEntry } from '../ledger.ts';
import type { OpenMoment } from '../scheduler.ts';
import type { JobHistory } from './jobHistory.ts';
import type { Reading } from './reading.ts';

/** Written down already, but due only later: after a delay, in a sequence. */
export const isOwed = (entry: DueEntry, { now }: { readonly now: number }): boolean =>
  entry.due > now && (entry.fate === 'waiting' || entry.fate === 'queued');

/** The facts of a due moment that is not over, with what it waits for as that stands now. */
export function factsNow({ entry, condition, said }: OpenMoment): Facts {
  return { ...entry.facts, ...(condition === null ? {} : { condition }), ...(said === null ? {} : { said }) };
}

/** The run that stands in the way: of one in line the job's own that goes on, where there is one. */
export function runInTheWay(entry: DueEntry, history: JobHistory, { scheduler }: Reading): RunEntry | null {
  const own = entry.fate === 'queued' ? scheduler.running(entry.job)[0] : undefined;
  // What made a moment due is no hindrance to it.
  return own ?? (entry.fate === 'queued' ? null : history.run(entry.facts.byRun ?? null));
}
