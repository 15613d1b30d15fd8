import { isAbsolute, join, resolve } from 'node:path';
import type { Instant } from '../../core/time/instant.ts';
import { expandHome } from '../homePath.ts';
import { outputsName, upstreamName } from './launch.ts';
import type { Variable } from './processScan.ts';

type Variables = Readonly<Record<string, string>>;

/** What of an attempt its environment names. */
export interface NamedAttempt {
  readonly run: string;
  readonly attempt: number;
  readonly due: Instant | null;
  /** The run's folder. */
  readonly folder: string;
}

/** Variables that are each run's own (semantics §6). */
export const RUN_VARIABLES = [
  'WAKEFUL_JOB',
  'WAKEFUL_RUN',
  'WAKEFUL_ATTEMPT',
  'WAKEFUL_DUE',
  'WAKEFUL_OUTPUT',
  'WAKEFUL_UPSTREAM',
] as const;

/** What Wakeful itself gives an attempt (semantics §6). */
export const runVariables = (
  job: string,
  { run, attempt, due, folder }: NamedAttempt,
): Readonly<Record<(typeof RUN_VARIABLES)[number], string>> => ({
  WAKEFUL_JOB: job,
  WAKEFUL_RUN: run,
  WAKEFUL_ATTEMPT: String(attempt),
  WAKEFUL_DUE: due === null ? '' : new Date(due).toISOString(),
  WAKEFUL_OUTPUT: join(folder, outputsName(attempt)),
  WAKEFUL_UPSTREAM: join(folder, upstreamName(attempt)),
});

/**
 * What in an environment tells an attempt's processes from all others: a path in its run's folder. Runs have short names, which another
 * Wakeful on this computer (another folder, another person) gives as well.
 */
export const markOf = (folder: string, attempt: number): Variable => [
  'WAKEFUL_OUTPUT',
  join(folder, outputsName(attempt)),
];

/** `env` without what a run gives: for what is started beside Wakeful, and belongs to no run even where Wakeful itself does. */
export const withoutRun = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !RUN_VARIABLES.some((own) => own === name)));

/** The folder a job runs in: absolute, the home where it names none. */
export function folderOf(cwd: string | null, env: Variables): string {
  const home = expandHome('~', env);
  if (cwd === null || cwd === '') return home;
  const path = expandHome(cwd, env);
  return isAbsolute(path) ? path : resolve(home, path);
}
