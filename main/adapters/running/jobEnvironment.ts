import { isAbsolute, join, resolve } from 'node:path';
import type { Instant } from '../../core/time/instant.ts';
import { expandHome } from '../homePath.ts';
import { outputsName, upstreamName } from './launch.ts';

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

/** The folder a job runs in: absolute, the home where it names none. */
export function folderOf(cwd: string | null, env: Variables): string {
  const home = expandHome('~', env);
  if (cwd === null || cwd === '') return home;
  const path = expandHome(cwd, env);
  return isAbsolute(path) ? path : resolve(home, path);
}
