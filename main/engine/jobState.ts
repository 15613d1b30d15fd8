import type { IncidentState } from '../core/rules/incident.ts';
import type { Timed } from '../core/dueQueue.ts';
import type { Job, StoredJob } from '../core/job.ts';
import type { Sequence } from '../core/sequence.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Following, Schedule } from '../core/triggers/trigger.ts';
import type { Trigger } from '../core/triggers/registry.ts';
import type { DueEntry, RunEntry } from './ledger.ts';

/** One trigger of a job, as the engine keeps it in mind. */
export interface TriggerState {
  readonly index: number;
  readonly trigger: Trigger;
  readonly kind: 'time' | 'event' | 'upstream';
  /** Its period begins again with runs (`interval` from start or finish, phrases without `at`). */
  readonly restarts: boolean;
  /** How it follows zone changes; asked when first needed. */
  following: Following | null;
  /** Compiled when first needed; null for triggers without a schedule, and again after what it depends on changed. */
  schedule: Schedule | null;
  /** Its next due moment after the accounted time; null where there is none, or not yet. Time triggers only. */
  next: Instant | null;
}

/**
 * A run that has not started: a due moment with those that wait with it, or a wish.
 * `conditions`: it waits for conditions. `turn`: conditions hold, it waits for its turn (concurrency, `catchUpAtOnce`).
 */
export interface Pending {
  /** The id of the run to be. */
  readonly run: string;
  /** Grows with every pending run: the last of the keys by which turns are taken. */
  readonly order: number;
  stage: 'new' | 'conditions' | 'turn';
  /** The due moment it is for; null for a wish. */
  rep: DueEntry | null;
  /** Due moments that wait as one with it and coalesce into its run when that starts. */
  members: DueEntry[];
  readonly cause: RunEntry['cause'];
  /** The due moment a wish runs again for; null where there is none. */
  readonly about: Instant | null;
  /** Starts because of catching up: one of at most `catchUpAtOnce` (semantics §5.5). */
  catchUp: boolean;
  /** It waited for a condition at some time. */
  waited: boolean;
  /** One of several that the policy `all` runs one after another. */
  readonly series: boolean;
  /** Its entry, written when it was queued. */
  entry: RunEntry | null;
  /** The start of a sequence whose step it is. */
  readonly sequence: string | null;
  /** The priority of the step; null: the job's own counts. */
  readonly priority: number | null;
  /** Runs of upstreams that made it due, by job. */
  readonly upstream: Readonly<Record<string, string>>;
}

/** Why a running attempt is being stopped. */
export type StopCause = 'person' | 'replace' | 'attemptTimeout' | 'totalTimeout' | 'quit' | 'removed';

/**
 * A run that started and has not ended. `running`: its attempt's process is asked for or lives. `delayed`: between two attempts.
 * All `…At` are readings of the awake clock in milliseconds (semantics §9: asleep, delays and timeouts stand still).
 */
export interface ActiveRun {
  entry: RunEntry;
  due: DueEntry | null;
  /** The job as it was when the run started. */
  readonly job: Job;
  phase: 'running' | 'delayed';
  /** One of several that the policy `all` runs one after another; of an adopted run: one that catches up. */
  series: boolean;
  stopping: StopCause | null;
  startedAt: number;
  attemptStartedAt: number;
  retryAt: number | null;
  /** Which of the job's limits the last attempt passed. */
  overLimit: string | null;
  /** When it was taken up after a crash of Wakeful: an end before that nobody saw. Null: it was started by this Wakeful. */
  readonly adoptedAt: Instant | null;
  /** Why it was being stopped when Wakeful crashed. */
  readonly stoppingBefore: StopCause | null;
  /** When the person is told that it still runs; null: not, or told already. */
  tellAt: number | null;
}

/** A person's pause of a job, or of everything. */
export interface Pause {
  readonly from: Instant;
  /** Null: without end. */
  readonly until: Instant | null;
}

/** What is kept of a job's periods, under `period/JOB`. */
export interface Period {
  /** Start of the last run, or the decision of a due moment that led to none. */
  readonly start: Instant | null;
  /** End of the last run, or the decision of a due moment that led to none. */
  readonly finish: Instant | null;
}

/** What is kept of a moved `enabledAt`, under `enabled/JOB`: it counts while the job is still enabled since `stored`. */
export interface MovedEnabling {
  readonly stored: Instant;
  readonly counts: Instant;
}

/** A job's place in a queue of what wants to be looked at next. */
export interface Look extends Timed {
  readonly state: JobState;
}

/** Everything the engine keeps in mind of one job. Small: there may be a hundred thousand. */
export interface JobState {
  /** Set where these are not a job's triggers but a sequence's. */
  sequence: Sequence | null;
  stored: StoredJob;
  /** When the job was enabled, in the time that counts now: a correction of the clock moves it (semantics §5.7). */
  enabledAt: Instant;
  job: Job;
  /** Place in the list of jobs: decides among due moments of the same instant and priority. */
  order: number;
  triggers: readonly TriggerState[];
  /** These three are never changed in place: the many jobs of which nothing waits, runs or is owed share one empty list. */
  pending: readonly Pending[];
  active: readonly ActiveRun[];
  /** Due moments to come that are owed already: after a delay, in a sequence, after waking. */
  owed: readonly DueEntry[];
  period: Period | null;
  pause: Pause | null;
  /** The instants of `once` triggers that had their due moment. */
  spent: readonly Instant[] | null;
  /** When the person asked to skip the next due moment; null where not. */
  skipNext: Instant | null;
  lastStarted: Instant | null;
  lastEnded: RunEntry | null;
  lastSucceeded: RunEntry | null;
  /** Fingerprints of the upstream runs last used, by upstream. */
  used: Readonly<Record<string, string | null>> | null;
  incident: IncidentState | null;
  readonly wall: Look;
  /** Most jobs are never looked at by the awake clock: null until one is. */
  awake: Look | null;
}

const NONE: readonly never[] = Object.freeze([]);

/** Nothing shared, nothing owed: a job as it enters. */
export const newJobState = (stored: StoredJob, order: number): JobState => new State(stored, order);

/** A class, so that all its fields lie in the object itself, where fields added later would each lie beside it. */
class State implements JobState {
  sequence: JobState['sequence'] = null;
  stored: StoredJob;
  enabledAt: Instant;
  job: Job;
  order: number;
  triggers: JobState['triggers'] = NONE;
  pending: JobState['pending'] = NONE;
  active: JobState['active'] = NONE;
  owed: JobState['owed'] = NONE;
  period: JobState['period'] = null;
  pause: JobState['pause'] = null;
  spent: JobState['spent'] = null;
  skipNext: JobState['skipNext'] = null;
  lastStarted: JobState['lastStarted'] = null;
  lastEnded: JobState['lastEnded'] = null;
  lastSucceeded: JobState['lastSucceeded'] = null;
  used: JobState['used'] = null;
  incident: JobState['incident'] = null;
  readonly wall: Look;
  awake: Look | null = null;

  constructor(stored: StoredJob, order: number) {
    this.stored = stored;
    this.enabledAt = stored.enabledAt;
    this.job = stored.job;
    this.order = order;
    this.wall = lookOf(this);
  }
}

/** A place outside of every queue. */
export const lookOf = (state: JobState): Look => ({ at: 0, slot: -1, state });

/** The order in which runs that could start at once do: by due moment, priority, place in the list, trigger (semantics §2.0, §2.7). */
export function byTurn(a: { state: JobState; pending: Pending }, b: { state: JobState; pending: Pending }): number {
  return (
    (a.pending.rep?.due ?? 0) - (b.pending.rep?.due ?? 0) ||
    (a.pending.priority ?? a.state.job.priority) - (b.pending.priority ?? b.state.job.priority) ||
    // Of steps of sequences the one that was owed first; else the order of the list.
    (a.pending.priority !== null && b.pending.priority !== null ? 0 : a.state.order - b.state.order) ||
    a.pending.order - b.pending.order
  );
}
