import type { DueView } from '../../../preload/contract.ts';
import { dueLabel } from '../../core/words/dueLabel.ts';
import type { WhyContext } from '../../core/words/why.ts';
import type { DueEntry, RunEntry } from '../ledger.ts';
import { comingView, type Coming } from './coming.ts';
import type { JobHistory } from './jobHistory.ts';
import { isOwed } from './openNow.ts';
import { nameOf, timeContextOf, type Reading } from './reading.ts';

/** In whose eyes fates are told, and the names of jobs. */
export const whyContextOf = (reading: Reading): WhyContext => ({ ...timeContextOf(reading), nameOf: nameOf(reading) });

/** A due moment of the ledger as it is shown. One that is owed for later is coming up, and yet has an entry. */
export function dueView(entry: DueEntry, run: RunEntry | null, context: WhyContext): DueView {
  const coming = isOwed(entry, context);
  const fate = coming ? 'comingUp' : entry.fate;
  return {
    id: entry.id,
    job: entry.job,
    trigger: entry.trigger,
    due: entry.due,
    last: entry.last ?? null,
    count: entry.count,
    fate,
    reason: entry.reason,
    run: entry.run,
    outcome: entry.fate === 'ran' || entry.fate === 'caughtUp' ? (run?.outcome ?? null) : null,
    label: dueLabel({ ...entry, fate }, run, context),
    estimated: false,
  };
}

/** Due moments of the ledger as they are shown, each with its run. */
export function dueViews(entries: readonly DueEntry[], history: JobHistory, context: WhyContext): readonly DueView[] {
  return entries.map((entry) => dueView(entry, history.run(entry.run), context));
}

/** A coming due moment as it is shown. */
export function comingDueView(job: string, coming: Coming, context: WhyContext): DueView {
  const facts = { due: coming.at, count: 1, fate: 'comingUp', reason: null, facts: {}, decided: null } as const;
  return comingView(job, coming, dueLabel(facts, null, context));
}
