import type { WhyView } from '../../../preload/contract.ts';
import { isFinal } from '../../core/fate.ts';
import { type Instant, instant } from '../../core/time/instant.ts';
import { catchUpText } from '../../core/words/jobText.ts';
import { naming } from '../../core/words/times.ts';
import { whySentence, type DueFacts, type WhyContext } from '../../core/words/why.ts';
import { type MoreFacts, whyFacts } from '../../core/words/whyFacts.ts';
import { whySteps } from '../../core/words/whySteps.ts';
import type { DueEntry } from '../ledger.ts';
import { comingOf } from './coming.ts';
import { comingDueView, dueView, whyContextOf } from './dueViews.ts';
import type { JobHistory } from './jobHistory.ts';
import { factsNow, runInTheWay } from './openNow.ts';
import { nameOf, type Reading } from './reading.ts';
import { runView } from './runViews.ts';

/** So many neighbours are looked at for what else a run answers for. */
const NEIGHBOURS = 200;

/** Why one due moment of a job came to its fate, or what it is waiting for; null where the job is not due at that instant. */
export function why(job: string, at: Instant, history: JobHistory, reading: Reading): WhyView | null {
  const entry = reading.ledger.dueEntryAt(job, at);
  return entry === null ? whyComing(job, at, history, reading) : whyEntry(entry, history, reading);
}

function whyEntry(entry: DueEntry, history: JobHistory, reading: Reading): WhyView {
  const run = history.run(entry.run);
  const open = reading.scheduler.openMoments(entry.job).find((moment) => moment.entry.id === entry.id);
  const facts = open === undefined ? entry.facts : factsNow(open);
  const context: WhyContext = {
    ...whyContextOf(reading),
    byRun: runInTheWay(entry, history, reading),
    usually: history.usually(entry.job),
    ...(entry.sequence === undefined ? {} : { sequence: sequenceName(entry.sequence, reading) }),
  };
  const due = dueView(entry, run, context);
  const told: DueFacts = { ...entry, facts, fate: due.fate };
  return {
    due,
    sentence: whySentence(told, run, context),
    facts: whyFacts(told, run, context, moreFacts(entry, history, reading, context)),
    steps: whySteps(told, run, context),
    run: run === null ? null : runView(run, reading),
    canRunAgain: isFinal(entry.fate) && reading.scheduler.job(entry.job) !== null,
  };
}

/** The rule that decided, and what else the run answers for. */
function moreFacts(entry: DueEntry, history: JobHistory, reading: Reading, context: WhyContext): MoreFacts {
  const stored = reading.scheduler.job(entry.job);
  const late = entry.fate === 'caughtUp' || entry.fate === 'coalesced' || entry.fate === 'expired';
  const rule = late && stored !== null ? { rule: catchUpText(stored.job.catchUp) } : {};
  const run = history.run(entry.run);
  if (run === null || run.due !== entry.due) return rule;
  const before = instant(entry.due);
  const others = reading.ledger
    .dueEntries(entry.job, { before, limit: NEIGHBOURS, fates: ['coalesced'] })
    .filter((other) => other.run === run.run);
  const count = others.reduce((sum, other) => sum + other.count, 0);
  const first = others[others.length - 1];
  const last = others[0];
  if (first === undefined || last === undefined) return rule;
  const names = naming(first.due, context);
  const text = count === 1 ? names.bare(first.due) : `${names.bare(first.due)} to ${names.bare(last.last ?? last.due)}`;
  return { ...rule, answersFor: { count, text } };
}

function whyComing(job: string, at: Instant, history: JobHistory, reading: Reading): WhyView | null {
  const stored = reading.scheduler.job(job);
  if (stored === null) return null;
  // Estimated moments move by a little between two questions.
  const coming = comingOf(stored, instant(at - 60_000), 50, reading, history.usually).find(
    (moment) => moment.at === at || (moment.estimated && Math.abs(moment.at - at) < 60_000),
  );
  if (coming === undefined) return null;
  const first = comingOf(stored, reading.clock.now(), 1, reading, history.usually)[0];
  const context: WhyContext = {
    ...whyContextOf(reading),
    usually: history.usually(job),
    skipped: reading.scheduler.skipsNext(job) !== null && first?.at === coming.at,
    estimatedAfter: coming.after === null ? null : nameOf(reading)(coming.after),
  };
  const told: DueFacts = { due: coming.at, count: 1, fate: 'comingUp', reason: null, facts: {}, decided: null };
  return {
    due: comingDueView(job, coming, context),
    sentence: whySentence(told, null, context),
    facts: whyFacts(told, null, context),
    steps: whySteps(told, null, context),
    run: null,
    canRunAgain: false,
  };
}

/** The person knows the sequence by its name. */
const sequenceName = (id: string, { scheduler }: Reading): string =>
  scheduler.sequences().find((sequence) => sequence.id === id)?.name ?? id;
