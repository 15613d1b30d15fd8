import { isFailure } from '../fate.ts';
import { assertNever } from '../problem.ts';
import { labelTexts } from './texts.ts';
import { clockText, naming, numberText } from './times.ts';
import type { RunFacts } from './runText.ts';
import type { DueFacts, WhyContext } from './why.ts';

/** A due moment in the fewest words, for lists and marks: "Caught up 08:11", "Expired, no network", "8 coalesced, until 07:05" (ui.md §5). */
export function dueLabel(entry: DueFacts, run: RunFacts | null, context: WhyContext): string {
  const one = singleLabel(entry, run, context);
  if (entry.count <= 1) return one;
  const until = naming(entry.due, context).bare(entry.last ?? entry.due);
  return labelTexts.many(numberText(entry.count, context), one, until);
}

function singleLabel(entry: DueFacts, run: RunFacts | null, context: WhyContext): string {
  switch (entry.fate) {
    case 'ran':
      return (run === null ? null : outcomeLabel(run)) ?? ranLabel(run);
    case 'caughtUp':
      return (run === null ? null : outcomeLabel(run)) ?? caughtUpLabel(run, context);
    case 'coalesced':
      return labelTexts.coalesced;
    case 'skipped':
      return skippedLabel(entry);
    case 'expired':
      return expiredLabel(entry, context);
    case 'waiting':
    case 'queued':
    case 'running':
    case 'comingUp':
      return labelTexts[entry.fate];
    default:
      return assertNever(entry.fate);
  }
}

/** How a run ended, where it did not succeed: "Failed, exit code 75", "Stopped"; null where it did, or goes on. */
export function outcomeLabel(run: RunFacts): string | null {
  const { outcome } = run;
  if (outcome === null || outcome === 'succeeded') return null;
  switch (outcome) {
    case 'failed':
      return labelTexts.failed(run.exitCode === null ? null : String(run.exitCode));
    case 'killed':
      return labelTexts.killed(run.signal);
    case 'timedOut':
    case 'couldNotStart':
    case 'interrupted':
    case 'stopped':
      return labelTexts[outcome];
    default:
      return assertNever(outcome);
  }
}

const ranLabel = (run: RunFacts | null): string =>
  run !== null && run.attempts > 1 ? labelTexts.ranAttempts(run.attempts) : labelTexts.ran;

function caughtUpLabel(run: RunFacts | null, context: WhyContext): string {
  const started = run?.started ?? null;
  return labelTexts.caughtUp(started === null ? null : clockText(started, context));
}

function skippedLabel({ reason }: DueFacts): string {
  switch (reason) {
    case 'paused':
    case 'skipNext':
    case 'stillRunning':
    case 'sequenceCancelled':
    case 'dismissed':
    case 'jobChanged':
    case 'blackout':
      return labelTexts.skipped[reason];
    default:
      return labelTexts.skippedPlain;
  }
}

function expiredLabel({ reason, facts }: DueFacts, context: WhyContext): string {
  const upstream = facts.byJob === undefined ? (facts.condition ?? null) : context.nameOf(facts.byJob);
  switch (reason) {
    case 'noCatchUp':
    case 'tooLate':
    case 'overLimit':
      return labelTexts.expired[reason];
    case 'conditionDeadline':
      return labelTexts.expired.conditionDeadline(facts.condition ?? null);
    case 'upstreamFailed':
    case 'upstreamNotRun':
      return labelTexts.expired[reason](upstream);
    default:
      return labelTexts.expiredPlain;
  }
}

/** Whether a mark is drawn as a failure: it ran, and the run ended in one (ui.md §3). */
export const isFailedMark = (entry: Pick<DueFacts, 'fate'>, run: Pick<RunFacts, 'outcome'> | null): boolean =>
  (entry.fate === 'ran' || entry.fate === 'caughtUp') && run !== null && run.outcome !== null && isFailure(run.outcome);
