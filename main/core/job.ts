import type { Duration, Instant } from './time/instant.ts';
import type { Trigger } from './triggers/registry.ts';

/** What a job starts (semantics §6). */
export type Run =
  | { readonly command: readonly string[] }
  | { readonly shell: string; readonly shellPath?: string }
  | { readonly script: string; readonly interpreter: readonly string[] };

/** Catching up on what was missed (semantics §5). */
export interface CatchUp {
  readonly runs: 'latest' | 'earliest' | 'all' | 'none';
  /** A moment older than this at the decision is `tooLate`. Null: no limit. */
  readonly within: Duration | null;
  /** `all` only: how many of the newest missed moments run. */
  readonly limit: number;
  readonly afterSleep: boolean;
  readonly afterOff: boolean;
}

export type Concurrency = 'forbid' | 'queue' | 'replace' | 'allow';

export interface Retry {
  /** Further attempts after the first; 0 is none. */
  readonly limit: number;
  readonly delay: Duration;
  readonly factor: number;
  readonly maxDelay: Duration | null;
  /** Share of the delay, 0 to 1, by which it is drawn longer or shorter. */
  readonly jitter: number;
  /** Null: every failure is retried. */
  readonly onExitCodes: readonly number[] | null;
}

export interface Timeout {
  readonly attempt: Duration | null;
  readonly total: Duration | null;
  /** From the polite signal to the final one. */
  readonly grace: Duration;
}

export interface Notify {
  readonly failure: boolean;
  readonly afterFailures: number;
  readonly recovery: boolean;
  readonly missed: boolean;
  readonly stillRunningAfter: Duration | null;
  /** Address that hears of each start and end of a run, as Healthchecks understands it; null: none. */
  readonly ping: string | null;
}

/** What one attempt may use. */
export interface Limits {
  /** Memory of its processes together, bytes; null: no limit. */
  readonly memory: number | null;
  /** What it may print, bytes, kept or not; null: no limit. */
  readonly output: number | null;
  /** Beyond it the attempt is stopped, or it is only said. */
  readonly then: 'stop' | 'notify';
}

/** Waited for before a run starts (semantics §7). */
export type Condition =
  | { readonly kind: 'network' }
  | { readonly kind: 'power'; readonly state: 'ac' | 'battery' }
  | { readonly kind: 'idle'; readonly for: Duration }
  | { readonly kind: 'load'; readonly below: number }
  | { readonly kind: 'command'; readonly command: readonly string[] }
  | { readonly kind: 'wifi'; readonly names: readonly string[] }
  | {
      readonly kind: 'job';
      readonly job: string;
      readonly succeeded: 'sinceMyLastRun' | 'today' | { readonly within: Duration };
      readonly changed: boolean;
    };

/** A stretch in which a job does not run: dates of the job's zone (first to last, inclusive), or an iCalendar file. */
export type Blackout =
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }
  | { readonly kind: 'calendar'; readonly file: string };

/**
 * A job with every default filled in: what the engine works with. What is saved may leave fields out
 * (semantics §2.0); `readJob` fills them.
 */
export interface Job {
  /** Slug made from the name once; stays when the name changes. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly enabled: boolean;
  readonly run: Run;
  /** May begin with `~`. Null: the user's home. */
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** Secrets that are given as files; the variable NAME_FILE has the path. */
  readonly secretFiles: readonly string[];
  readonly stdin: string;
  readonly environment: 'login' | 'minimal';
  /** IANA name or `local`. */
  readonly zone: string;
  readonly triggers: readonly Trigger[];
  readonly catchUp: CatchUp;
  readonly conditions: readonly Condition[];
  /** `any: true` among several upstream conditions: one suffices. */
  readonly anyUpstream: boolean;
  readonly deadline: Duration;
  readonly blackouts: readonly Blackout[];
  readonly concurrency: Concurrency;
  readonly queueLimit: number;
  readonly max: number;
  /** Of due moments at the same instant the lower number starts first. */
  readonly priority: number;
  readonly retry: Retry;
  readonly timeout: Timeout;
  readonly successExitCodes: readonly number[];
  readonly artifacts: readonly string[];
  /** Bytes of output kept per run. */
  readonly outputLimit: number;
  readonly limits: Limits;
  readonly nice: number;
  readonly keepAwake: boolean;
  readonly leaveChildren: boolean;
  readonly notify: Notify;
  /** Failed runs in a row after which the job is disabled; null: never. */
  readonly giveUpAfter: number | null;
}

/** A job as the store keeps it: the document as it was saved, what it means, and when it came to be. */
export interface StoredJob {
  /** The document as saved, in the shape of semantics §2.0: unknown to nobody, exported as it is. */
  readonly document: JobDocument;
  readonly job: Job;
  readonly created: Instant;
  /** When the job was last enabled, or its triggers last changed: due moments count from here. */
  readonly enabledAt: Instant;
  /** Grows with every change; a save names the revision it was made from. */
  readonly revision: number;
}

/** The saved shape of a job: JSON as in semantics §2.0, only `name` and `run` required. */
export interface JobDocument {
  readonly name: string;
  readonly run: unknown;
  readonly [key: string]: unknown;
}
