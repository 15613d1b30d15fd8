import type { Job, StoredJob } from '../core/job.ts';
import type { BlackoutCalendar } from '../core/rules/blackoutCalendar.ts';
import type { Problem } from '../core/problem.ts';
import type { Sequence } from '../core/sequence.ts';
import type { Duration, Instant } from '../core/time/instant.ts';
import type { Notice } from './ledger.ts';

/** Ends a subscription or frees what is held. Calling it twice does nothing. */
export interface Disposable {
  dispose(): void;
}

/** The two clocks of the computer. */
export interface Clock {
  /** Wall clock; may step in both directions. */
  now(): Instant;
  /** Milliseconds that only grow while the computer is awake (on Linux and macOS it stands still in sleep). */
  monotonic(): number;
  /**
   * Milliseconds awake since the computer booted, the same for every program: they tell how long it was awake while Wakeful did not run.
   * Absent or null: the system has no such counter, or it goes on in sleep.
   */
  sinceBoot?(): number | null;
  /** The computer's own zone, an IANA name; asked again at every evaluation that could have slept. */
  localZone(): string;
}

/** Rings once. Setting it again replaces; null clears. It may ring late, never early; the scheduler re-arms it. */
export interface Alarm {
  setOnce(at: Instant | null): void;
  /**
   * How much earlier than a due moment it is set, so that the intent is durable before the moment and the process starts on it
   * (`AttemptSpec.notBefore`): about as long as ringing late, deciding and writing take. Absent: not at all.
   */
  readonly lead?: Duration;
}

/** What the engine knows of a process before it has an entry for its end. */
export interface AttemptSpec {
  readonly run: string;
  readonly attempt: number;
  readonly job: Job;
  /** The due moment, null for a wish. */
  readonly due: Instant | null;
  /** Content of the file named by WAKEFUL_UPSTREAM: by upstream job. */
  readonly upstream: Readonly<Record<string, UpstreamReport>>;
  /** Start not before this instant: the process's first instruction is on it, not ahead of it. Null: at once. */
  readonly notBefore: Instant | null;
}

export interface UpstreamReport {
  readonly run: string;
  readonly outcome: string;
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly changed: boolean;
  readonly duration: number;
}

/** How one attempt ended, told by the runner. */
export type AttemptEnd =
  /** `message`: what the exit code means, where it can be told (126 and 127 of a shell). */
  | { readonly kind: 'exited'; readonly exitCode: number; readonly message?: string }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'couldNotStart'; readonly message: string }
  /** It went away unseen (adopted after a crash of Wakeful and found gone). `lastAlive` is the last instant it was known to live. */
  | { readonly kind: 'vanished'; readonly lastAlive: Instant };

/** What is known of an attempt beside how it ended. */
export interface AttemptReport {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly fingerprint: string | null;
  /** When the process itself ended, where it is known better than by being told: an adopted run may have ended long ago. */
  readonly endedAt?: Instant;
  /** What was wrong with the outputs or with keeping the output, one plain sentence each. */
  readonly problems?: readonly string[];
  /** Processor time of the process and what it waited for, milliseconds; where the platform tells. */
  readonly cpuMs?: number;
  /** Largest memory of its processes together as sampled, bytes; where the platform tells. */
  readonly peakMemory?: number;
  /** Which of the job's `limits` it passed, one plain sentence. */
  readonly overLimit?: string;
}

export interface RunnerEvents {
  /** The process exists. */
  started(run: string, attempt: number, process: { readonly pid: number; readonly startedAt: string }): void;
  ended(run: string, attempt: number, end: AttemptEnd, report: AttemptReport): void;
}

/** Starts and stops process trees. Every `start` is followed by exactly one `ended`, which may come at once. */
export interface Runner {
  start(attempt: AttemptSpec): void;
  /** SIGTERM to the group, SIGKILL after `grace`. The end is told by `ended`. Unknown runs are ignored. */
  stop(run: string, grace: Duration): void;
  /**
   * After a crash: whether the process of that run still lives (pid and start time agree). If so it is watched and `ended` follows; if not,
   * false, and the engine settles the run as `interrupted`. `process` is null where the crash came between asking for the start and writing
   * down what came of it: the runner looks whether anything did.
   */
  adopt(
    run: string,
    attempt: number,
    job: Job,
    process: { readonly pid: number; readonly startedAt: string } | null,
  ): boolean;
}

/** What `Conditions` says of one condition now. */
export interface Reading {
  readonly holds: boolean;
  /** What it last said, plain and short: "on battery", "exit code 1", "load 2.4". */
  readonly said: string;
}

/** Reads the world for conditions. Job conditions are the engine's own. */
export interface Probes {
  network(): Reading;
  power(): { readonly state: 'ac' | 'battery'; readonly said: string };
  /** How long there has been no input; null where the platform cannot tell. */
  idle(): Duration | null;
  load(): number;
  wifi(): string | null;
  /** Asks a command; `answer` is called once, with the exit code or the reason why it could not start. */
  command(command: readonly string[], job: Job, answer: (reading: Reading) => void): void;
}

/** Events of the world that make event triggers due, or that conditions wait for. The shell delivers them to `scheduler.notice`. */
export type WorldEvent =
  | { readonly kind: 'suspend' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'lock' }
  | { readonly kind: 'unlock' }
  | { readonly kind: 'idle'; readonly since: Instant }
  | { readonly kind: 'active' }
  | { readonly kind: 'network'; readonly up: boolean }
  | { readonly kind: 'power'; readonly state: 'ac' | 'battery' }
  | { readonly kind: 'mount'; readonly path: string }
  /** A watched path of that job's trigger changed; changes within `settle` are already one. */
  | { readonly kind: 'file'; readonly job: string; readonly trigger: number; readonly path: string };

/** Keeps watchers for `watch`, `queue` and `pathExists` in step with the jobs. */
export interface Watchers {
  /** Called after every change of jobs. */
  watch(jobs: readonly StoredJob[]): void;
  /** Whether a directory has entries, now (`queue`). */
  isNotEmpty(directory: string): boolean;
  exists(path: string): boolean;
}

export interface Notifier {
  /** Shows one notification; may fail silently on the platform, the inbox has it anyway. */
  show(notice: Notice): void;
}

/** A write that may not happen, or that the disk refused, for the person who asked for it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The jobs as they are saved. Writing is atomic: a save that returned is on the disk. */
export interface JobStore {
  load(): readonly StoredJob[];
  sequences(): readonly Sequence[];
  put(job: StoredJob): void;
  remove(id: string): void;
  putSequence(sequence: Sequence): void;
  removeSequence(id: string): void;
  /** Set where nothing may be written: a newer version's file, with what to say about it. */
  readonly readOnly: string | null;
}

/** Facts about the computer's own start, for naming what Wakeful could not see. */
export interface Machine {
  /**
   * When the computer booted, by the wall clock as it is now: now less the time since the boot, sleep included. Sleep does not move it, a
   * step of the clock does; that is how the two are told apart.
   */
  bootedAt(): Instant;
  /** Stable per boot, to recognise "first start since the computer booted". */
  bootId(): string;
  /** Stable per login of the person, where the system tells; absent, a boot counts as a login. */
  loginId?(): string;
}

/** iCalendar files that blackouts name, by the name in the job, as they were last read. A file that cannot be read is absent. */
export type Calendars = () => ReadonlyMap<string, BlackoutCalendar>;

export interface Chance {
  /** Uniform in [0, 1). */
  draw(): number;
}

/** How to go: end what runs, let it end by itself first, or leave it running for the next start to adopt. */
export type QuitRule = 'stop' | 'finish' | 'leave';

/** Settings the engine works by (semantics §5, ui.md §4.8). */
export interface EngineSettings {
  readonly catchUpAtOnce: number;
  readonly networkGrace: Duration;
  /** How long history is kept. */
  readonly keepHistory: Duration;
  readonly quietHours: { readonly from: string; readonly to: string } | null;
}

/** Everything the engine may touch. */
export interface Ports {
  readonly clock: Clock;
  readonly alarm: Alarm;
  readonly runner: Runner;
  readonly probes: Probes;
  readonly watchers: Watchers;
  readonly notifier: Notifier;
  readonly machine: Machine;
  readonly chance: Chance;
  /** The last line that a run printed, secrets masked; null where it printed none. Absent: nobody can tell. */
  readonly lastLine?: (run: string) => string | null;
  /** Absent: no job has a blackout from a file. */
  readonly calendars?: Calendars;
}
