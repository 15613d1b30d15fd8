import type { Job, StoredJob } from '../core/job.ts';
import type { Problem } from '../core/problem.ts';
import type { Sequence } from '../core/sequence.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Schedule } from '../core/triggers/trigger.ts';
import type { Parts } from './assembly.ts';
import { Engine } from './evaluation.ts';
import type { Touched } from './journal.ts';
import type { Looked } from './jobBook.ts';
import type { JobState, Pause } from './jobState.ts';
import { nextDueOf, openMomentsOf, pauseOf, runningOf, scheduleOf } from './reads.ts';
import type { DueEntry, Incident, Ledger, LedgerError, MachineSpan, RunEntry } from './ledger.ts';
import type { Disposable, EngineSettings, JobStore, Ports, QuitRule, RunnerEvents, WorldEvent } from './ports.ts';

/**
 * Why an evaluation is asked for. It decides nothing: the same is looked at whatever the reason, only that a `heartbeat`, a `suspend` and a
 * `quit` always write the sign of life.
 */
export type EvaluateReason =
  'start' | 'alarm' | 'heartbeat' | 'suspend' | 'resume' | 'event' | 'edit' | 'wish' | 'run' | 'settled' | 'quit';

/** What a person asks of the engine (semantics §7). `job: null` is everything. */
export type WishRequest =
  | { readonly kind: 'runNow'; readonly job: string }
  /** Stops the runs of a job, or one of them. */
  | { readonly kind: 'stop'; readonly job: string; readonly run?: string }
  | { readonly kind: 'pause'; readonly job: string | null; readonly until: Instant | null }
  | { readonly kind: 'unpause'; readonly job: string | null }
  | { readonly kind: 'skipNext'; readonly job: string }
  /** Dismisses what waits or stands in line of a job: the one due at `due`, or all. */
  | { readonly kind: 'dismiss'; readonly job: string; readonly due: Instant | null }
  | { readonly kind: 'runAgain'; readonly job: string; readonly due: Instant }
  | { readonly kind: 'startSequence'; readonly sequence: string }
  /**
   * Cancels steps that have not started. `step` is the place in the document, null: every step; `start` is one of the sequence's starts (as in
   * the facts of its due moments), null: every start that is open.
   */
  | {
      readonly kind: 'cancelSequence';
      readonly sequence: string;
      readonly start: number | null;
      readonly step: number | null;
    };

/** What became of a wish. `run` is the run it leads to, where it does; `start` that of a sequence. */
export type Wished =
  | { readonly ok: true; readonly run: string | null; readonly start?: number }
  | { readonly ok: false; readonly error: Problem };

/** What changed since the last push: whoever shows something asks for it again. */
export type EngineChange = Readonly<Touched>;

/** A due moment that is not over: owed, waiting or in line, or running. */
export interface OpenMoment {
  readonly entry: DueEntry;
  /** What it waits for now, where it waits. */
  readonly condition: string | null;
  readonly said: string | null;
}

/**
 * The engine as its shells see it. Everything that could make a difference comes in through `evaluate`, `notice`, `wish`, `saveJob` and
 * their like, and every one of them ends in the same evaluation.
 */
export interface Scheduler extends Disposable {
  /** Reads what is open, settles what a crash left behind, evaluates for the first time. Called once. */
  start(): void;
  /** The one door. Called by the alarm, the heartbeat and the shells; idempotent; a call from within an evaluation only asks for another. */
  evaluate(reason: EvaluateReason): void;
  /** Something happened to the computer; it may have happened before, or not at all. */
  notice(event: WorldEvent): void;
  /** What the runner tells of processes. Handed to the runner when it is made. */
  readonly runnerEvents: RunnerEvents;

  /** Saves a new or changed job, as `prepareJob` made it. Throws what the store throws; then nothing changed. */
  saveJob(stored: StoredJob): void;
  /** Removes a job: its runs are stopped, what it still owed is skipped. Unknown ids mean nothing. */
  removeJob(id: string): void;
  setEnabled(id: string, enabled: boolean): Wished;
  saveSequence(sequence: Sequence): void;
  /** Removes a sequence: of its steps those that have not started are cancelled. */
  removeSequence(id: string): void;
  wish(request: WishRequest): Wished;
  /** Runs a job as it is being edited, unsaved: recorded as a test, followed by nothing. */
  test(job: Job): Wished;
  /** Resolves when nothing runs any more that has to end first, and the last word is durable. Nothing starts from the call on. */
  quit(rule: QuitRule): Promise<void>;

  jobs(): readonly StoredJob[];
  job(id: string): StoredJob | null;
  sequences(): readonly Sequence[];
  /** The jobs of a sequence's starts that may not be over: an open start keeps the steps it was started with. */
  jobsOfStarts(sequence: string): ReadonlySet<string>;
  /** The next instant at which anything of the job is due, owed moments included; null where nothing is. */
  nextDue(job: string): Instant | null;
  /** Each trigger's next due moment; null for triggers without one, or whose period has not begun. */
  nextDues(job: string): readonly (Instant | null)[];
  /** The schedule of one trigger as it is in force; null for triggers without one. */
  scheduleOf(job: string, trigger: number): Schedule | null;
  openMoments(job: string): readonly OpenMoment[];
  /** Runs in progress, oldest first; of one job, or of all. */
  running(job?: string): readonly RunEntry[];
  /** The pause in force now; null for none. Without `job`: the pause of everything. */
  pauseOf(job?: string): Pause | null;
  /** When the person asked to skip the job's next due moment; null where not. */
  skipsNext(job: string): Instant | null;
  lastRun(job: string): RunEntry | null;
  openIncidents(): readonly Incident[];
  readonly era: number;
  /** The current stretch of machine history. */
  readonly machine: MachineSpan;
  /** Whether any job is due by changes of it, or has a condition on it: where the system tells of no changes, they have to be looked for. */
  looksFor(what: Looked): boolean;
  /** Set while the ledger cannot be written: nothing starts, and what was decided is kept and tried again. */
  readonly storage: LedgerError | null;
  /** Called once after every evaluation that changed something. */
  onChange(listener: (change: EngineChange) => void): Disposable;
}

/** Makes an engine over what it may touch. Nothing happens before `start`. */
export function createScheduler(
  ports: Ports,
  ledger: Ledger,
  store: JobStore,
  settings: () => EngineSettings,
): Scheduler {
  const engine = new Engine(ports, ledger, store, settings);
  /** Everything up to now is decided first, by the rules as they were; what was changed is looked at right after. */
  const change = <T>(reason: 'edit' | 'wish', make: (parts: Parts) => T): T => {
    engine.evaluate(reason);
    const made = make(engine.parts);
    engine.evaluate(reason);
    return made;
  };
  const stateOf = (id: string): JobState | null => engine.parts.book.get(id);
  return {
    start: () => engine.start(),
    evaluate: (reason) => engine.evaluate(reason),
    notice: (event) => engine.notice(event),
    runnerEvents: engine.runnerEvents,
    saveJob: (stored) => change('edit', ({ edits }) => edits.save(stored)),
    removeJob: (id) =>
      change('edit', ({ book, edits }) => {
        const state = book.get(id);
        if (state !== null) edits.remove(state);
      }),
    setEnabled: (id, enabled) =>
      change('edit', ({ book, edits }): Wished => {
        const state = book.get(id);
        if (state === null) return { ok: false, error: { code: 'unknownJob', message: `There is no job "${id}".` } };
        edits.setEnabled(state, enabled);
        return { ok: true, run: null };
      }),
    saveSequence: (sequence) => change('edit', ({ sequences }) => sequences.save(sequence)),
    removeSequence: (id) =>
      change('edit', ({ sequences, wishes }) => {
        sequences.remove(id);
        wishes.dropSequence(id);
      }),
    wish: (request) => change('wish', ({ wishes }) => wishes.carryOut(request)),
    test: (job) => change('wish', ({ wishes }) => wishes.test(job)),
    quit: (rule) => engine.quit(rule),
    dispose: () => engine.dispose(),
    onChange: (listener) => engine.onChange(listener),
    get era() {
      return engine.parts.turn.era;
    },
    get machine() {
      return engine.parts.machine.span;
    },
    get storage() {
      return engine.storage;
    },
    looksFor: (what) => engine.parts.book.looksFor(what),
    jobs: () => [...engine.parts.book.all()].flatMap(({ sequence, stored }) => (sequence === null ? [stored] : [])),
    job: (id) => stateOf(id)?.stored ?? null,
    sequences: () => engine.parts.sequences.all(),
    jobsOfStarts: (id) => engine.parts.sequences.jobsOfStarts(id),
    nextDue: (id) => nextDueOf(engine.parts, stateOf(id)),
    nextDues: (id) => stateOf(id)?.triggers.map(({ next }) => next) ?? [],
    scheduleOf: (id, trigger) => scheduleOf(engine.parts, stateOf(id), trigger),
    openMoments: (id) => openMomentsOf(engine.parts, stateOf(id)),
    running: (id) => runningOf(engine.parts, id),
    pauseOf: (id) => pauseOf(engine.parts, id),
    skipsNext: (id) => stateOf(id)?.skipNext ?? null,
    lastRun: (id) => stateOf(id)?.lastEnded ?? null,
    openIncidents: () => engine.parts.incidents.open,
  };
}
