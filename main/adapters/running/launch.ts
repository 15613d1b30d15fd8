import type { Limits, Run } from '../../core/job.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { AttemptEnd, AttemptReport } from '../../engine/ports.ts';
import type { TreeUsage } from './processUsage.ts';

/**
 * Everything that is needed to start one attempt, resolved: plain JSON, so that the process that starts it can be another one. Holds the
 * values of secrets: it is passed on, never written down.
 */
export interface Launch {
  readonly run: string;
  readonly attempt: number;
  readonly program: Run;
  /** Absolute. */
  readonly cwd: string;
  /** The whole environment, secrets and WAKEFUL_* included. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** The run's folder for output and results; exists. */
  readonly folder: string;
  readonly outputLimit: number;
  /** A folder of this attempt's own for what it is given as files. */
  readonly secretFolder: string;
  /** Secrets given as files, by name: written into `secretFolder` before the start, removed with it after the end. */
  readonly secretFiles: Readonly<Record<string, string>>;
  /** Values that may never be written elsewhere. */
  readonly secrets: readonly string[];
  readonly nice: number;
  readonly limits: Limits;
  readonly leaveChildren: boolean;
  /** From the polite signal to the final one for what the program leaves behind, milliseconds. */
  readonly graceMs: number;
  readonly notBefore: Instant | null;
  /** Exit codes after which outputs and artifacts get a fingerprint. */
  readonly successExitCodes: readonly number[];
  /** Declared artifacts, absolute. */
  readonly artifacts: readonly string[];
  /** PATH of the other environment (login for minimal), to say where a program would have been found; null where there is none. */
  readonly otherPath: string | null;
  /** Which environment that is. */
  readonly otherEnvironment: 'login' | 'minimal';
}

/** Name of the file that WAKEFUL_OUTPUT names, within the run's folder, by attempt. */
export const outputsName = (attempt: number): string => `outputs-${String(attempt)}`;

/** Name of the file that standard input comes from. */
export const STDIN_NAME = 'stdin';

/** Name of the file that a script is written to, without an ending. */
export const scriptName = (attempt: number): string => `script-${String(attempt)}`;

/** Name of the file that WAKEFUL_UPSTREAM names. */
export const upstreamName = (attempt: number): string => `upstream-${String(attempt)}.json`;

/** Name of the file that says which process an attempt has. */
export const processName = (attempt: number): string => `process-${String(attempt)}.json`;

/** Files that an attempt needs while it runs and nobody after it. */
export const leftFiles = (attempt: number): readonly string[] => [
  STDIN_NAME,
  outputsName(attempt),
  processName(attempt),
  upstreamName(attempt),
  ...['', '.ps1', '.cmd', '.vbs'].map((ending) => scriptName(attempt) + ending),
];

/** How an attempt ended, with its report: what is recorded in the run's folder and told. */
export interface AttemptResult {
  readonly run: string;
  readonly attempt: number;
  readonly end: AttemptEnd;
  readonly report: AttemptReport;
}

/** What an attempt uses now. */
export interface AttemptUsage extends TreeUsage {
  readonly run: string;
  readonly attempt: number;
  /** The most memory it had so far, as sampled, bytes. */
  readonly peakMemory: number;
}

/** What the one who starts processes tells. `started` comes before `ended`; `ended` exactly once for every launch. */
export interface HostEvents {
  started(run: string, attempt: number, process: { readonly pid: number; readonly startedAt: string }): void;
  ended(result: AttemptResult): void;
}
