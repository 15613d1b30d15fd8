import type { Outcome } from '../fate.ts';
import { assertNever } from '../problem.ts';
import { type Duration, type Instant, elapsed } from '../time/instant.ts';
import { durationText } from './durations.ts';
import { runTexts } from './texts.ts';
import { type Naming, type TimeContext, naming } from './times.ts';

/** A run, as far as it is told; a `RunEntry` fits. */
export interface RunFacts {
  readonly started: Instant | null;
  readonly ended: Instant | null;
  readonly outcome: Outcome | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why it could not start, or what stopped it: one plain sentence. */
  readonly message: string | null;
  readonly attempts: number;
}

/** How long a run took; null where it has not ended, or its beginning is not known. */
export const runLength = ({ started, ended }: RunFacts): Duration | null =>
  started === null || ended === null ? null : elapsed(started, ended);

/** Whether there is nothing to tell of its end: it succeeded, or goes on. */
export const isUneventful = ({ outcome }: RunFacts): boolean => outcome === null || outcome === 'succeeded';

/** How a run ended, as the rest of a sentence: "failed after 1 min 52 s with exit code 75". */
export function endingText(run: RunFacts): string {
  const length = runLength(run);
  const after = length === null ? null : durationText(length);
  switch (run.outcome) {
    case null:
      return runTexts.notEnded;
    case 'succeeded':
      return runTexts.succeeded(after);
    case 'failed':
      return runTexts.failed(after, run.exitCode === null ? null : String(run.exitCode));
    case 'killed':
      return runTexts.killed(after, run.signal);
    case 'timedOut':
      return runTexts.timedOut(after);
    case 'stopped':
      return runTexts.stopped(after);
    case 'couldNotStart':
      return runTexts.couldNotStart(bareMessage(run.message));
    case 'interrupted':
      return runTexts.interrupted(after, inSentence(run.message));
    default:
      return assertNever(run.outcome);
  }
}

/** "You stopped it at 09:40, after 2 min.", or what else stopped it. */
export function stoppedSentence(run: RunFacts, names: Naming): string {
  const length = runLength(run);
  const after = length === null ? null : durationText(length);
  const when = run.ended === null ? null : names.when(run.ended);
  const why = inSentence(run.message);
  return why === null ? runTexts.youStopped(when, after) : runTexts.stoppedBecause(when, after, why);
}

/** One run in a few words, beginning with a capital letter: "Failed after 1 min 52 s with exit code 75", "Runs since 09:38". */
export function runText(run: RunFacts, context: TimeContext): string {
  if (run.outcome === null) {
    return run.started === null
      ? capital(runTexts.notStarted)
      : capital(runTexts.running(naming(run.started, context).bare(run.started)));
  }
  return capital(endingText(run));
}

/** A sentence without its full stop, to be put into another. */
const bareMessage = (message: string | null): string | null =>
  message === null || message.trim() === '' ? null : message.trim().replace(/\.$/, '');

/** The same within a sentence: "it was stopped because Wakeful was quit". Names keep their capital letter. */
function inSentence(message: string | null): string | null {
  const bare = bareMessage(message);
  return bare === null ? null : bare.replace(/^(?:It|Its|The|This|There) /, (word) => word.toLowerCase());
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
