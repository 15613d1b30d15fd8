import type { Answer } from '../../../preload/contract.ts';
import { instant } from '../../core/time/instant.ts';
import type { WishRequest } from '../scheduler.ts';
import { answer, noSuchJob, nothing, refuse } from './answers.ts';
import type { CallContext, Handlers } from './calls.ts';
import { savingContext } from './drafts.ts';
import { inspectDraft } from './saving.ts';
import { startName, startNamed } from './sequenceViews.ts';

type WishCall =
  | 'runNow'
  | 'testRun'
  | 'runAgain'
  | 'stopRun'
  | 'pause'
  | 'unpause'
  | 'skipNext'
  | 'dismiss'
  | 'startSequence'
  | 'cancelSequence';

/** People's wishes (semantics §7): handed to the engine, which records each with its time. */
export function wishCalls({ reading }: CallContext): Handlers<WishCall> {
  const { scheduler, ledger } = reading;

  /** A wish about a job that is there. */
  const wish = <T>(
    request: WishRequest & { readonly job: string | null },
    value: (run: string | null) => T,
  ): Answer<T> => {
    const { job } = request;
    if (job !== null && scheduler.job(job) === null) {
      return noSuchJob(
        job,
        scheduler.jobs().map((stored) => stored.job.id),
      );
    }
    const wished = scheduler.wish(request);
    return wished.ok ? answer(value(wished.run)) : wished;
  };
  const withRun = (run: string | null): { run: string } => ({ run: run ?? '' });
  const done = (): typeof nothing => nothing;

  return {
    runNow: ({ job }) => wish({ kind: 'runNow', job }, withRun),
    testRun: ({ document }) => {
      const own = document['id'];
      const id = typeof own === 'string' && scheduler.job(own) !== null ? own : null;
      const { job, errors } = inspectDraft(id, document, savingContext(reading));
      const [problem] = errors;
      if (job === null) return { ok: false, error: problem ?? { code: 'job', message: 'The job cannot be read.' } };
      const wished = scheduler.test(job);
      return wished.ok ? answer(withRun(wished.run)) : wished;
    },
    runAgain: ({ job, due }) => wish({ kind: 'runAgain', job, due: instant(due) }, withRun),
    stopRun: ({ run }) => {
      const running = scheduler.running().find((entry) => entry.run === run);
      const job = running?.job ?? ledger.run(run)?.job;
      if (job === undefined) return refuse('unknownRun', `There is no run "${run}".`);
      if (running === undefined) return refuse('notRunning', 'That run has ended.');
      const wished = scheduler.wish({ kind: 'stop', job, run });
      return wished.ok ? answer(nothing) : wished;
    },
    pause: ({ job, until }) => wish({ kind: 'pause', job, until: until === null ? null : instant(until) }, done),
    unpause: ({ job }) => wish({ kind: 'unpause', job }, done),
    skipNext: ({ job }) => wish({ kind: 'skipNext', job }, () => ({ due: scheduler.nextDue(job) })),
    dismiss: ({ job, due }) => wish({ kind: 'dismiss', job, due: instant(due) }, done),
    startSequence: ({ sequence }) => {
      const wished = scheduler.wish({ kind: 'startSequence', sequence });
      return wished.ok ? answer({ start: startName(sequence, wished.start ?? 0) }) : wished;
    },
    cancelSequence: ({ start, step }) => {
      const named = startNamed(start);
      if (named === null) return refuse('unknownStart', `There is no start "${start}" of a sequence.`);
      const wished = scheduler.wish({ kind: 'cancelSequence', ...named, step });
      return wished.ok ? answer(nothing) : wished;
    },
  };
}
