import type { SequenceView } from '../../../preload/contract.ts';
import { isFinal } from '../../core/fate.ts';
import type { Sequence } from '../../core/sequence.ts';
import { whenText } from '../../core/words/jobText.ts';
import type { WhyContext } from '../../core/words/why.ts';
import type { DueEntry } from '../ledger.ts';
import { dueView, whyContextOf } from './dueViews.ts';
import type { JobHistory } from './jobHistory.ts';
import type { Reading } from './reading.ts';

/** Due moments of each step's job that are looked through for past starts, and starts that are shown. */
const LOOKED_THROUGH = 200;
const MOST_STARTS = 10;

/** Names one start of a sequence: the sequence, and what tells its starts apart. */
export const startName = (sequence: string, start: number): string => `${sequence}/${String(start)}`;

/** What a start's name says; null for a name without a start. */
export function startNamed(name: string): { readonly sequence: string; readonly start: number } | null {
  const match = /^(.+)\/(\d+)$/.exec(name);
  return match === null ? null : { sequence: match[1] ?? '', start: Number(match[2]) };
}

/** Sequences with their last starts, and what became of each step. */
export const sequenceViews = (history: JobHistory, reading: Reading): readonly SequenceView[] => {
  const context = whyContextOf(reading);
  return reading.scheduler.sequences().map((sequence) => ({
    id: sequence.id,
    name: sequence.name,
    document: sequence.document,
    when: sequence.triggers.length === 0 ? null : whenText(sequence.triggers, context.nameOf, context.zone),
    starts: startsOf(sequence, history, reading, context),
  }));
};

function startsOf(
  sequence: Sequence,
  history: JobHistory,
  reading: Reading,
  context: WhyContext,
): SequenceView['starts'] {
  const byStart = new Map<string, DueEntry[]>();
  const jobs = [...sequence.steps.map((step) => step.job), ...reading.scheduler.jobsOfStarts(sequence.id)];
  for (const job of new Set(jobs)) {
    for (const entry of reading.ledger.dueEntries(job, { limit: LOOKED_THROUGH })) {
      if (entry.sequence !== sequence.id) continue;
      const start = startName(sequence.id, entry.facts.start ?? 0);
      byStart.set(start, [...(byStart.get(start) ?? []), entry]);
    }
  }
  const starts = [...byStart].map(([start, entries]) => startView(start, entries, history, context));
  return starts.sort((a, b) => b.at - a.at).slice(0, MOST_STARTS);
}

function startView(
  start: string,
  entries: readonly DueEntry[],
  history: JobHistory,
  context: WhyContext,
): SequenceView['starts'][number] {
  const ordered = [...entries].sort((a, b) => a.due - b.due || a.id - b.id);
  const steps = ordered.map((entry, index) => ({
    ...dueView(entry, history.run(entry.run), context),
    step: entry.facts.step ?? index,
  }));
  const [first] = ordered;
  return {
    start,
    at: first?.facts.began ?? first?.due ?? 0,
    steps,
    active: ordered.some(({ fate }) => !isFinal(fate)),
  };
}
