import type { Fate, FateFacts, FateReason, Outcome, Standing } from '../core/fate.ts';
import type { Instant } from '../core/time/instant.ts';

/** The facts behind a fate with what only the engine needs of them. JSON, small, append-only by key. */
export interface Facts extends FateFacts {
  /** The run it waits with: another due moment of the job is the one that runs. */
  readonly joins?: string;
  /**
   * Of a step: its place in the document of its sequence, which of the sequence's starts it belongs to, when that was, and its priority. All
   * as they were at the start: editing the sequence changes nothing of what was started.
   */
  readonly step?: number;
  readonly start?: number;
  readonly began?: Instant;
  readonly priority?: number;
  /** Where steps go one at a time, its place among them: those before it must be over. */
  readonly place?: number;
}

/** One due moment, or a span of neighbours of one trigger with the same fate, reason and run. */
export interface DueEntry {
  /** Grows with every new entry: the order in which entries were first written. */
  readonly id: number;
  readonly job: string;
  /** Index of the trigger in the job; -1 where a sequence's step or a repeat of a past moment made it due. */
  readonly trigger: number;
  /** The sequence that made it due, where one did; which of its starts is in the facts. */
  readonly sequence?: string;
  readonly due: Instant;
  /** Last due moment of a span; absent for a single one. */
  readonly last?: Instant;
  /** Number of due moments in the span; 1 for a single one. */
  readonly count: number;
  readonly fate: Fate | Standing;
  readonly reason: FateReason | null;
  readonly facts: Facts;
  /** The run for it, or the run that answers for it. Null where there is none. */
  readonly run: string | null;
  /** When its fate became what it is. */
  readonly decided: Instant;
  readonly era: number;
}

/** One execution of a job, begun or intended. */
export interface RunEntry {
  /** Unique, sortable by creation. */
  readonly run: string;
  /** As in `DueEntry.id`: one sequence for all entries. */
  readonly id: number;
  readonly job: string;
  readonly cause: 'due' | 'wish' | 'test';
  /** The due moment it runs for; null for a wish. */
  readonly due: Instant | null;
  readonly started: Instant | null;
  readonly ended: Instant | null;
  readonly outcome: Outcome | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why it could not start, which limit it passed: one plain sentence. */
  readonly message: string | null;
  readonly attempts: number;
  /** Process of the running attempt, for recognising it after a crash: pid and the start time the system names. */
  readonly process: { readonly pid: number; readonly startedAt: string } | null;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Fingerprint of outputs and artifacts of a run that succeeded (semantics §7 `changed`). */
  readonly fingerprint: string | null;
  /** Upstream runs this run was started after, by job. */
  readonly upstream: Readonly<Record<string, string>>;
  readonly catchUp: boolean;
  readonly era: number;
  /** Processor time of all its attempts, milliseconds; absent where it is not known. */
  readonly cpuMs?: number;
  /** Largest memory of its processes together, bytes; absent where it is not known. */
  readonly peakMemory?: number;
}

/** As much of a run as a row of the list shows: of a thousand jobs twenty each are read at once. */
export type RunGist = Pick<RunEntry, 'run' | 'started' | 'ended' | 'outcome' | 'catchUp'>;

export type MachineState = 'awake' | 'asleep' | 'off' | 'notRunning';

/** A stretch of machine history; the spans tile the time Wakeful knows of. `to` moves while it is the current one. */
export interface MachineSpan {
  readonly id: number;
  readonly state: MachineState;
  readonly from: Instant;
  readonly to: Instant;
  readonly era: number;
}

/** A step of the wall clock. */
export interface ClockStep {
  readonly id: number;
  readonly from: Instant;
  readonly to: Instant;
  readonly era: number;
}

/** A person's wish, kept with its time (semantics §7). */
export interface Wish {
  readonly id: number;
  readonly at: Instant;
  readonly kind:
    'runNow' | 'stop' | 'pause' | 'unpause' | 'skipNext' | 'dismiss' | 'runAgain' | 'startSequence' | 'cancelSequence';
  readonly job: string | null;
  /** Pause until; the due moment dismissed or run again. */
  readonly about: Instant | null;
  readonly run: string | null;
}

export interface Incident {
  readonly id: number;
  readonly job: string;
  readonly kind: 'failing' | 'missed' | 'stillRunning' | 'gaveUp' | 'overLimit';
  readonly opened: Instant;
  readonly closed: Instant | null;
  readonly failures: number;
  readonly firstRun: string | null;
  readonly lastRun: string | null;
}

/** One thing told to the person: the inbox (ui.md §4.8). `incident` groups: an incident is one entry that changes. */
export interface Notice {
  readonly id: number;
  readonly at: Instant;
  readonly kind: 'failed' | 'recovered' | 'missed' | 'stillRunning' | 'gaveUp' | 'overLimit' | 'storage' | 'summary';
  readonly job: string | null;
  readonly run: string | null;
  readonly incident: number | null;
  readonly title: string;
  readonly body: string;
  readonly read: boolean;
}

/**
 * Small durable state of the engine that is not history, by key: how far each trigger is accounted (`watermark/JOB/INDEX`), pauses,
 * skip-next wishes, period starts, keep-alive restarts, the era, the last heartbeat. Value is JSON; null removes.
 */
export interface StateEntry {
  readonly key: string;
  readonly value: unknown;
}

/** One line of a transaction. Entries with an id already known replace that entry whole. */
export type Change =
  | { readonly kind: 'due'; readonly entry: DueEntry }
  | { readonly kind: 'run'; readonly entry: RunEntry }
  | { readonly kind: 'machine'; readonly entry: MachineSpan }
  | { readonly kind: 'clock'; readonly entry: ClockStep }
  | { readonly kind: 'wish'; readonly entry: Wish }
  | { readonly kind: 'incident'; readonly entry: Incident }
  | { readonly kind: 'notice'; readonly entry: Notice }
  | { readonly kind: 'state'; readonly entry: StateEntry };

/** What the engine needs of the past to go on: read once at start, never grows with history. */
export interface OpenState {
  /** The next free id. */
  readonly nextId: number;
  /** Due entries whose fate is not final. */
  readonly due: readonly DueEntry[];
  /** Runs without an outcome. */
  readonly runs: readonly RunEntry[];
  /** The last machine span, if any. */
  readonly machine: MachineSpan | null;
  /** Open incidents. */
  readonly incidents: readonly Incident[];
  readonly state: ReadonlyMap<string, unknown>;
  /** Each job's last ended run and last succeeded run: the newest era, the latest end, the highest id. Tests are no runs of the job, nor what never started. */
  readonly lastRuns: ReadonlyMap<string, { readonly last: RunEntry; readonly lastSucceeded: RunEntry | null }>;
}

/**
 * Fates of one job in one hour or day, kept in the same transaction as the entries (ui.md §11). A partition: a due moment with a final
 * fate is counted once, in the bin of its own instant; `failed` are those that `ran` or `caughtUp` and whose run ended in a failure.
 * `fateBins.ts` is the rule that every ledger counts by.
 */
export interface FateCounts {
  /** Start of the bin: a whole hour or day of UTC. */
  readonly from: Instant;
  readonly ran: number;
  readonly failed: number;
  readonly caughtUp: number;
  readonly coalesced: number;
  readonly skipped: number;
  readonly expired: number;
}

/**
 * Page of history: newest first, before `before` (exclusive), at most `limit`. What counts is the due moment of a due entry, the start of
 * a run (a run that has not started is newer than all that have), `opened` of an incident, `at` of notices and wishes; ties: the
 * higher id first.
 */
export interface Page {
  readonly before?: Instant;
  readonly limit: number;
}

/**
 * The durable record. Synchronous: a commit that returned is on the disk. Throws `LedgerError` where it is not.
 * Invariants: 1. a transaction is whole or absent after any crash; 2. ids only grow; 3. counters agree with entries.
 */
export interface Ledger {
  open(): OpenState;
  commit(changes: readonly Change[]): void;

  dueEntries(job: string, page: Page & { readonly fates?: readonly (Fate | Standing)[] }): readonly DueEntry[];
  /** The entry whose span holds this due moment of the job; the newest era first. */
  dueEntryAt(job: string, at: Instant): DueEntry | null;
  /** Entries of the given jobs that touch [from, to], oldest due moment first (ties: the lower id), at most `limit`. */
  dueBetween(jobs: readonly string[], from: Instant, to: Instant, limit: number): readonly DueEntry[];
  run(run: string): RunEntry | null;
  /** Newest first; of one job, or of all where `job` is null. */
  runs(job: string | null, page: Page): readonly RunEntry[];
  /** The newest runs of a job in the order of `runs`, tests left out, and of each only what a row of the list shows. */
  newestRuns(job: string, limit: number): readonly RunGist[];
  /** Runs of the given jobs in progress at some time in [from, to] (started, not over before `from`), oldest start first. */
  runsBetween(jobs: readonly string[], from: Instant, to: Instant, limit: number): readonly RunEntry[];
  /** Spans that touch [from, to], in order of id; the same for steps, by the instant they led to. */
  machineBetween(from: Instant, to: Instant): readonly MachineSpan[];
  clockSteps(from: Instant, to: Instant): readonly ClockStep[];
  /** The bins that touch [from, to), oldest first; bins in which nothing happened are left out. */
  fateCounts(job: string, bin: 'hour' | 'day', from: Instant, to: Instant): readonly FateCounts[];
  /**
   * Due moments of a job with a final fate, in columns of `bin` milliseconds that begin at whole multiples of it on a clock `offset`
   * milliseconds ahead of UTC; oldest first, empty ones left out, `from` the first instant that is counted in a column. From an hour on
   * they are sums of the hours that begin in [from, to); below, the due moments in [from, to), those of a span evenly spaced.
   */
  fateColumns(job: string, bin: number, offset: number, from: Instant, to: Instant): readonly FateCounts[];
  /** Of every job, the sum of the hours that touch [from, to); days where they lie in it whole. Jobs without any are left out. */
  fateSums(from: Instant, to: Instant): ReadonlyMap<string, Omit<FateCounts, 'from'>>;
  incidents(page: Page & { readonly job?: string; readonly open?: boolean }): readonly Incident[];
  /** Incidents of a job that were open at some time in [from, to], oldest first (ties: the lower id). */
  incidentsBetween(job: string, from: Instant, to: Instant): readonly Incident[];
  notices(page: Page): readonly Notice[];
  wishes(job: string | null, page: Page): readonly Wish[];
  /**
   * Removes history before `before` that no invariant needs: never an open entry, never the newest run or newest succeeded run of a
   * job, never a due entry without a final fate or of an open run, never the last machine span, never an open incident. Due entries go
   * by their last due moment, runs by their end, machine spans by `to`. Counters go with the hours and days that lie before it whole.
   */
  prune(before: Instant): void;
  /** Every entry of the given kinds in order of id, for export and `simulate`. */
  everything(): Iterable<Exclude<Change, { kind: 'state' }>>;
  close(): void;
}

/** Why the ledger could not be read or written. `kind` decides what the program does about it. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly kind: 'locked' | 'damaged' | 'full' | 'readOnly' | 'newer' | 'other';
  constructor(kind: LedgerError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
