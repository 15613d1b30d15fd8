import type { AppState, Input, Output, RunUsage } from '../../../preload/contract.ts';
import type { Settings } from '../../core/documents/settings.ts';
import type { Job } from '../../core/job.ts';
import type { Parsed } from '../../core/problem.ts';
import type { Ledger } from '../ledger.ts';
import type { Chance, Clock, Disposable, JobStore } from '../ports.ts';
import type { Scheduler } from '../scheduler.ts';
import type { About, OutputStore, UnreadableJob } from './reading.ts';

/** The person's settings, as the program reads and changes them. */
export interface SettingsAccess {
  readonly settings: Settings;
  /** On the disk when it returns; the first problem otherwise. */
  change(changes: Readonly<Record<string, unknown>>): Parsed<Settings>;
}

/** The environments that jobs are given, and what their folders ask for. */
export interface EnvironmentAccess {
  /** What the login shell has. */
  read(again: boolean): Promise<Output<'readEnvironment'>>;
  /** What a job would be given now. */
  ofJob(job: Job): Promise<Output<'readJobEnvironment'>>;
  /** What a run was given; null where it is not recorded (any more). */
  ofRun(run: string, attempt: number | null): Output<'readRunEnvironment'> | null;
  /** `cwd` as in a job's document. */
  offers(cwd: string | null, environment: Job['environment']): Promise<Output<'offerInterpreters'>>;
}

/** Named values that jobs get; a value goes in and never comes out here. */
export interface SecretsAccess {
  readonly unavailable: string | null;
  list(): readonly { readonly name: string; readonly changed: number; readonly problem: string | null }[];
  /** On the disk when it returns; the problem otherwise. */
  set(name: string, value: string): Parsed<null>;
  /** False where there is none. */
  remove(name: string): boolean;
}

/** What is told on every page until it is acted on: files kept aside, a history begun anew. */
export interface ProblemList {
  list(): AppState['problems'];
  /** The person has acted on it; false where there is no such problem. */
  dismiss(id: Input<'dismissProblem'>['id']): boolean;
}

/** Growth of the output of runs, told as often as somebody could want to look. */
export interface OutputNews {
  onGrowth(listener: (run: string, size: number, end: boolean) => void): Disposable;
}

/** Output as files, which the shells serve. */
export interface DownloadAccess {
  /** Makes ready what is kept of a run, or of one attempt of it; null where nothing is. */
  offer(run: string, job: string, attempt: number | null): Output<'downloadOutput'> | null;
}

/** Everything the program is made of; both shells put it together in the same way (`main/program`). */
export interface ProgramDeps {
  readonly scheduler: Scheduler;
  readonly ledger: Ledger;
  readonly store: JobStore;
  readonly unreadable: () => readonly UnreadableJob[];
  readonly settings: SettingsAccess;
  readonly output: OutputStore;
  readonly outputNews: OutputNews;
  readonly downloads: DownloadAccess;
  /** What the present attempts of runs use now; those that do not run are left out. */
  readonly usage: (runs: readonly string[]) => Promise<readonly RunUsage[]>;
  readonly environment: EnvironmentAccess;
  readonly secrets: SecretsAccess;
  /** Sends a test to a webhook that need not be saved; `secret` names its bearer token. Never rejects. */
  readonly tryWebhook: (webhook: string, secret: string | null) => Promise<Output<'tryWebhook'>>;
  readonly problems: ProblemList;
  readonly clock: Pick<Clock, 'now' | 'localZone'>;
  readonly chance: Chance;
  readonly about: About;
  /** BCP 47, for the times in sentences. */
  readonly locale?: string;
  /** A defect, for the log: the caller is only told that something went wrong. */
  readonly onDefect: (call: string, error: unknown) => void;
}
