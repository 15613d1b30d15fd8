import { noIncident, type IncidentState } from '../core/rules/incident.ts';
import type { Instant } from '../core/time/instant.ts';
import { later } from '../core/time/instant.ts';
import type { Journal, Turn } from './journal.ts';
import { delayLeft, forgetDelay } from './retryDelays.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState, MovedEnabling, Pause, Pending, Period } from './jobState.ts';
import { keptRunKey, type KeptRun } from './keptRun.ts';
import type { DueEntry, OpenState, RunEntry } from './ledger.ts';
import type { Runner } from './ports.ts';
import type { Runs } from './runs.ts';
import type { Sequences } from './sequences.ts';

/** What settling at start works with. */
export interface Settling {
  readonly open: OpenState;
  readonly journal: Journal;
  readonly turn: Turn;
  readonly book: JobBook;
  readonly runs: Runs;
  readonly runner: Runner;
  readonly sequences: Sequences;
  /** The last instant at which Wakeful is known to have lived. */
  readonly lastAlive: Instant | null;
  /** The computer booted since. */
  readonly booted: boolean;
}

/** What the ledger keeps of each job, by job and then by the first part of the key (`period/JOB`). */
export type KeptByJob = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** Sorts the small values of the ledger by job. Neither the first parts of keys nor slugs have a slash. */
export function keptByJob(open: OpenState): KeptByJob {
  const byJob = new Map<string, Map<string, unknown>>();
  for (const [key, value] of open.state) {
    const slash = key.indexOf('/');
    if (slash < 0) continue;
    const job = key.slice(slash + 1);
    const kept = byJob.get(job) ?? new Map<string, unknown>();
    byJob.set(job, kept.set(key.slice(0, slash), value));
  }
  return byJob;
}

/** What jobs remember from before: periods, pauses, wishes, last runs. Before triggers are armed. */
export function recall(state: JobState, open: OpenState, byJob: KeptByJob): void {
  const { id } = state.job;
  const values = byJob.get(id);
  const kept = (key: string): unknown => values?.get(key) ?? null;
  const moved = kept('enabled') as MovedEnabling | null;
  if (moved !== null && moved.stored === state.stored.enabledAt) state.enabledAt = moved.counts;
  state.period = kept('period') as Period | null;
  state.pause = kept('pause') as Pause | null;
  state.skipNext = kept('skip') as Instant | null;
  state.spent = kept('spent') as readonly Instant[] | null;
  state.used = kept('used') as Readonly<Record<string, string | null>> | null;
  state.incident = (kept('incident') as IncidentState | null) ?? noIncident;
  const runs = open.lastRuns.get(id);
  state.lastEnded = runs?.last ?? null;
  state.lastSucceeded = runs?.lastSucceeded ?? null;
  state.lastStarted = runs?.last.started ?? null;
}

/**
 * Settles everything that was open when Wakeful last ended (semantics §6): runs are adopted where their process lives and interrupted where
 * not; what waited or stood in line goes on; what belongs to a job that is gone or was changed meanwhile is skipped.
 */
export function settleOpen(settling: Settling): void {
  const { open, book, runs } = settling;
  const dueByRun = new Map<string, DueEntry>();
  for (const entry of open.due) if (entry.fate === 'running' && entry.run !== null) dueByRun.set(entry.run, entry);
  const announced = new Map<string, RunEntry>();
  for (const entry of open.runs) {
    if (entry.started === null) announced.set(entry.run, entry);
    else settleRun(settling, entry, dueByRun.get(entry.run) ?? null);
  }
  const groups = new Map<string, DueEntry[]>();
  for (const entry of open.due) {
    settling.sequences.recall(entry);
    if (entry.fate === 'running') continue;
    const state = book.get(entry.job);
    const isGone = entry.sequence !== undefined && settling.sequences.get(entry.sequence) === null;
    if (state === null || isGone || isChanged(state, entry)) {
      drop(settling, entry, isGone ? 'sequenceCancelled' : 'jobChanged', announced.get(entry.run ?? ''));
      if (entry.run !== null) announced.delete(entry.run);
    } else if (entry.run === null) {
      state.owed = [...state.owed, entry];
      book.mark(state);
    } else {
      groups.set(entry.run, [...(groups.get(entry.run) ?? []), entry]);
    }
  }
  for (const [run, entries] of groups) restore(settling, run, entries, announced.get(run) ?? null);
  for (const entry of announced.values()) {
    const state = book.get(entry.job);
    if (groups.has(entry.run)) continue;
    if (state === null) runs.settleInterrupted(null, entry, null, settling.turn.now, 'Its job is gone.');
    else state.pending = [...state.pending, wishPending(entry)];
    if (state !== null) book.mark(state);
  }
  for (const state of book.all()) {
    if (state.pending.length > 1) state.pending = [...state.pending].sort((a, b) => a.order - b.order);
  }
}

function settleRun(settling: Settling, entry: RunEntry, due: DueEntry | null): void {
  const { open, journal, book, runs, runner, turn, lastAlive, booted } = settling;
  const state = book.get(entry.job);
  const kept = (open.state.get(keptRunKey(entry.run)) as KeptRun | undefined) ?? null;
  const left = delayLeft(open, entry.run, turn);
  if (left !== null) {
    // Between two attempts there was no process to lose: only where the computer itself went away is the run over.
    if (state !== null && !booted) {
      state.lastStarted = latest(state.lastStarted, entry.started);
      runs.adoptDelayed(state, entry, due, left, kept);
      return;
    }
    forgetDelay(journal, entry.run);
  }
  if (state !== null && runner.adopt(entry.run, entry.attempts, state.job, entry.process)) {
    state.lastStarted = latest(state.lastStarted, entry.started);
    runs.adopt(state, entry, due, kept);
    return;
  }
  if (kept !== null) journal.state(keptRunKey(entry.run), null);
  if (state !== null) state.lastStarted = latest(state.lastStarted, entry.started);
  const started = entry.started ?? turn.now;
  const ended = lastAlive === null ? started : later(started, lastAlive);
  runs.settleInterrupted(state, entry, due, ended, 'Wakeful or this computer went away while it ran.');
}

const latest = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null ? b : b === null ? a : later(a, b);

/** Whether the job was disabled, or its triggers changed, after the entry was written: it is not due then any more. */
function isChanged(state: JobState, entry: DueEntry): boolean {
  if (!state.job.enabled) return true;
  return entry.trigger >= 0 && (entry.trigger >= state.triggers.length || entry.decided < state.enabledAt);
}

function drop(
  { journal, turn }: Settling,
  entry: DueEntry,
  reason: 'jobChanged' | 'sequenceCancelled',
  run: RunEntry | undefined,
): void {
  const facts = { ...entry.facts, wishedAt: turn.now };
  journal.due({ ...entry, fate: 'skipped', reason, facts, run: null, decided: turn.now });
  if (run !== undefined) journal.run({ ...run, ended: turn.now, outcome: 'stopped' });
}

function restore(settling: Settling, run: string, entries: readonly DueEntry[], entry: RunEntry | null): void {
  const rep = entries.find(({ facts }) => facts.joins === undefined) ?? entries[entries.length - 1];
  const { book } = settling;
  const state = rep === undefined ? null : book.get(rep.job);
  if (rep === undefined || state === null) return;
  const { waitingSince } = rep.facts;
  state.pending = [
    ...state.pending,
    {
      run,
      order: numberOf(run),
      stage: rep.fate === 'queued' ? 'turn' : 'conditions',
      rep,
      members: entries.filter((other) => other !== rep),
      cause: 'due',
      about: null,
      catchUp: rep.reason !== null,
      waited: waitingSince !== undefined,
      series: state.job.catchUp.runs === 'all',
      entry,
      sequence: rep.sequence ?? null,
      priority: rep.facts.priority ?? null,
      upstream: entry?.upstream ?? {},
    },
  ];
  book.mark(state);
}

const wishPending = (entry: RunEntry): Pending => ({
  run: entry.run,
  order: numberOf(entry.run),
  stage: 'turn',
  rep: null,
  members: [],
  cause: entry.cause,
  about: entry.due,
  catchUp: false,
  waited: false,
  series: false,
  entry,
  sequence: null,
  priority: null,
  upstream: entry.upstream,
});

/** The id that a run is named after. */
const numberOf = (run: string): number => Number(run.slice(1));
