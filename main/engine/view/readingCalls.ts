import type { StoredJob } from '../../core/job.ts';
import type { Answer } from '../../../preload/contract.ts';
import { instant } from '../../core/time/instant.ts';
import { answer, noSuchJob, noSuchRun, refuse } from './answers.ts';
import { appState, graph } from './appState.ts';
import type { CallContext, Handlers } from './calls.ts';
import { draftReport, explainText, formsOf } from './drafts.ts';
import { inbox } from './inbox.ts';
import { jobPage, listDue, listJobs, unreadablePage } from './jobPage.ts';
import { runView } from './runViews.ts';
import { sequenceViews } from './sequenceViews.ts';
import { settingsView } from './settingsView.ts';
import { timeline } from './timeline.ts';
import { timelineJobs } from './timelineJobs.ts';
import { today } from './today.ts';
import { why } from './why.ts';

type ReadingCall =
  | 'readState'
  | 'readToday'
  | 'listJobs'
  | 'readJob'
  | 'checkDraft'
  | 'explainText'
  | 'otherForms'
  | 'listDue'
  | 'why'
  | 'listRuns'
  | 'timeline'
  | 'timelineJobs'
  | 'graph'
  | 'listInbox'
  | 'listSequences'
  | 'readSettings'
  | 'readEnvironment'
  | 'readJobEnvironment'
  | 'readRunEnvironment'
  | 'offerInterpreters';

/** Calls that change nothing. */
export function readingCalls({ deps, reading, history }: CallContext): Handlers<ReadingCall> {
  const { scheduler, ledger } = reading;
  const withJob = <T>(id: string, then: (stored: StoredJob) => Answer<T>): Answer<T> => {
    const stored = scheduler.job(id);
    return stored === null
      ? noSuchJob(
          id,
          scheduler.jobs().map(({ job }) => job.id),
        )
      : then(stored);
  };
  const page = (before: number | null, limit: number) => ({
    ...(before === null ? {} : { before: instant(before) }),
    limit,
  });

  return {
    readState: () => answer(appState(deps.about, deps.problems.list(), deps.store.readOnly, history, reading)),
    readToday: () => answer(today(history, reading)),
    listJobs: () => answer(listJobs(history, reading)),
    readJob: ({ job }) => {
      const unreadable = scheduler.job(job) === null ? unreadablePage(job, reading) : null;
      if (unreadable !== null) return answer(unreadable);
      return withJob(job, (stored) => answer(jobPage(stored, history, reading)));
    },
    checkDraft: (input) => answer(draftReport(input, history, reading, deps.secrets)),
    explainText: (input) => explainText(input, reading),
    otherForms: (input) => answer(formsOf(input, reading)),
    listDue: ({ job, before, limit, comingUp }) =>
      withJob(job, (stored) =>
        answer(
          listDue(stored, { before: before === null ? null : instant(before), limit, comingUp }, history, reading),
        ),
      ),
    why: ({ job, at }) =>
      withJob(job, ({ job: { name } }) => {
        const found = why(job, instant(at), history, reading);
        return found === null ? refuse('notDue', `${name} is not due at that instant.`) : answer(found);
      }),
    listRuns: ({ job, before, limit }) => {
      const runs = ledger.runs(job, page(before, limit));
      // What a removed job did is still history.
      if (job !== null && runs.length === 0 && scheduler.job(job) === null) return withJob(job, () => answer([]));
      return answer(runs.map((entry) => runView(entry, reading)));
    },
    timeline: (input) => answer(timeline(input, history, reading)),
    timelineJobs: (input) => answer(timelineJobs(input, history, reading)),
    graph: () => answer(graph(history, reading)),
    listInbox: ({ before, limit }) => answer(inbox(before === null ? null : instant(before), limit, history, reading)),
    listSequences: () => answer(sequenceViews(history, reading)),
    readSettings: () => answer(settingsView(deps.settings.settings)),
    readEnvironment: async ({ again }) => answer(await deps.environment.read(again)),
    readJobEnvironment: async ({ job }) => {
      const stored = scheduler.job(job);
      return stored === null
        ? noSuchJob(
            job,
            scheduler.jobs().map((one) => one.job.id),
          )
        : answer(await deps.environment.ofJob(stored.job));
    },
    readRunEnvironment: ({ run, attempt }) => {
      if (ledger.run(run) === null) return noSuchRun(run);
      const given = deps.environment.ofRun(run, attempt);
      return given === null
        ? refuse('notRecorded', 'What this run was given is not kept any more: it goes with its output.')
        : answer(given);
    },
    offerInterpreters: async ({ cwd, environment }) => answer(await deps.environment.offers(cwd, environment)),
  };
}
