import type { JobRow, JobState, RunMark, RunningRun } from '../../../preload/contract.ts';
import { whenText } from '../../core/words/jobText.ts';
import { outcomeLabel } from '../../core/words/dueLabel.ts';
import { labelTexts } from '../../core/words/texts.ts';
import type { WhyContext } from '../../core/words/why.ts';
import type { Incident, RunEntry } from '../ledger.ts';
import type { OpenMoment } from '../scheduler.ts';
import { commandText } from './commandText.ts';
import { comingOf } from './coming.ts';
import { dueView } from './dueViews.ts';
import type { JobHistory, JobPast } from './jobHistory.ts';
import { factsNow, isOwed } from './openNow.ts';
import type { JobNow, Reading, UnreadableJob } from './reading.ts';

/** A run in progress, as every page shows it. */
export function runningRun(entry: RunEntry, history: JobHistory, name: string): RunningRun {
  return {
    run: entry.run,
    job: entry.job,
    name,
    started: entry.started ?? entry.due ?? 0,
    usually: history.usually(entry.job),
    attempt: Math.max(1, entry.attempts),
    keptRunning: history.keptRunning(entry.job),
  };
}

/** One job as a row of the list (ui.md §4.2). */
export function jobRow(
  now: JobNow,
  incident: Incident | null,
  history: JobHistory,
  reading: Reading,
  context: WhyContext,
): JobRow {
  const { job } = now.stored;
  const past = history.of(job.id);
  const everything = reading.scheduler.pauseOf();
  const pause = now.pause ?? everything;
  const paused = pause === null ? null : { until: pause.until, everything: now.pause === null };
  const waits = waitingOf(now, context);
  const [newest] = past.runs;
  const last = past.lastDue === null ? null : dueView(past.lastDue, past.lastDueRun, context);
  return {
    id: job.id,
    name: job.name,
    tags: job.tags,
    state: stateOf(now, paused !== null, waits[0] !== undefined, incident),
    enabled: job.enabled,
    paused,
    when: whenText(job.triggers, context.nameOf, context.zone),
    what: commandText(job.run),
    next: nextOf(now, history, reading, context),
    lastFate:
      last === null
        ? null
        : {
            fate: last.fate === 'comingUp' ? 'waiting' : last.fate,
            reason: last.reason,
            due: last.due,
            outcome: last.outcome,
            text: last.label,
          },
    byHand: byHandOf(past, history),
    lastRuns: runMarks(past),
    lastRun: newest === undefined ? null : { run: newest.run, started: newest.started, outcome: newest.outcome },
    running: now.active.map((entry) => runningRun(entry, history, job.name)),
    waiting: waitingRow(waits),
    incident: incident === null ? null : incidentMark(incident),
    problem: null,
  };
}

function byHandOf({ runs: [newest], lastDue }: JobPast, history: JobHistory): JobRow['byHand'] {
  if (newest === undefined || newest.started === null || newest.outcome === null) return null;
  if (lastDue !== null && (newest.run === lastDue.run || newest.started <= (lastDue.last ?? lastDue.due))) return null;
  const run = history.run(newest.run);
  if (run?.cause !== 'wish') return null;
  return { started: newest.started, outcome: newest.outcome, text: outcomeLabel(run) ?? labelTexts.ran };
}

/** The first that applies (ui.md §4.2); a disabled job asks for nothing, whatever lies behind it. */
function stateOf(now: JobNow, paused: boolean, waits: boolean, incident: Incident | null): JobState {
  if (now.active.length > 0) return incident === null ? 'running' : 'attention';
  if (!now.stored.job.enabled) return 'disabled';
  if (incident !== null) return 'attention';
  if (waits) return 'waiting';
  return paused ? 'paused' : 'scheduled';
}

/** What waits or stands in line, as the engine has it. */
const waitingOf = (now: JobNow, context: WhyContext): readonly OpenMoment[] =>
  now.open.filter(({ entry }) => entry.fate !== 'running' && !isOwed(entry, context));

function waitingRow(waits: readonly OpenMoment[]): JobRow['waiting'] {
  const [first] = [...waits].sort((a, b) => a.entry.due - b.entry.due);
  if (first === undefined) return null;
  const { condition, deadline } = factsNow(first);
  return { due: first.entry.due, condition: condition ?? null, deadline: deadline ?? null };
}

const incidentMark = ({ id, kind, failures, opened }: Incident): JobRow['incident'] => ({ id, kind, failures, opened });

function nextOf(now: JobNow, history: JobHistory, reading: Reading, context: WhyContext): JobRow['next'] {
  const owed = now.open
    .filter(({ entry }) => isOwed(entry, context))
    .map(({ entry }) => ({ at: entry.due, estimated: false }));
  const coming = comingOf(now.stored, context.now, 1, reading, history.usually);
  const all = [...owed, ...coming].sort((a, b) => a.at - b.at);
  const [first] = all;
  return first === undefined ? null : { at: first.at, estimated: first.estimated };
}

const runMarks = ({ runs }: JobPast): readonly RunMark[] =>
  runs
    .map(({ started, ended, outcome, catchUp }): RunMark => {
      const took = started === null || ended === null ? null : ended - started;
      return catchUp ? [outcome, took, true] : [outcome, took];
    })
    .reverse();

/** A job that could not be read, as a row: it says what is wrong, and never runs. */
export function unreadableRow({ id, name, problem }: UnreadableJob, index: number): JobRow {
  return {
    id: id ?? `unreadable-${String(index)}`,
    name: name ?? id ?? 'A job without a name',
    tags: [],
    state: 'attention',
    enabled: false,
    paused: null,
    when: '',
    what: '',
    next: null,
    lastFate: null,
    byHand: null,
    lastRuns: [],
    lastRun: null,
    running: [],
    waiting: null,
    incident: null,
    problem,
  };
}
