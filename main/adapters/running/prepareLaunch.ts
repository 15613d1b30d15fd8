import { writeFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Instant } from '../../core/time/instant.ts';
import type { AttemptSpec } from '../../engine/ports.ts';
import type { Environments } from '../loginEnvironment.ts';
import type { RunOutputs } from '../runOutput.ts';
import { expandHome } from '../homePath.ts';
import { outputsName, upstreamName, type Launch } from './launch.ts';

/** Where what a launch consists of comes from. */
export interface LaunchSources {
  readonly outputs: RunOutputs;
  readonly environments: Environments;
  /** Values of the named secrets; throws with what to do where one is missing. */
  readonly secrets?: (names: readonly string[]) => Readonly<Record<string, string>>;
  readonly now: () => Instant;
}

/** Resolves everything an attempt needs (semantics §6). Rejects with what prevents the start, in plain words. */
export async function prepareLaunch(
  { run, attempt, job, due, upstream, notBefore }: AttemptSpec,
  sources: LaunchSources,
): Promise<Launch> {
  const { environments, outputs, now } = sources;
  const folder = outputs.folderFor(run, now());
  const login = await environments.login();
  const minimal = environments.minimal();
  const base = job.environment === 'login' ? login : minimal;
  const other = job.environment === 'login' ? minimal : login;
  const secrets = job.secrets.length === 0 ? {} : secretsOf(job.secrets, sources);
  const upstreamPath = join(folder, upstreamName(attempt));
  try {
    writeFileSync(upstreamPath, JSON.stringify(upstream), { mode: 0o600 });
  } catch (error) {
    // A full disk keeps a job without upstreams from nothing; one with them would run on wrong ground.
    if (Object.keys(upstream).length > 0) throw error;
  }
  const cwd = folderOf(job.cwd, base);
  return {
    run,
    attempt,
    program: job.run,
    cwd,
    env: {
      ...base,
      ...job.env,
      ...secrets,
      WAKEFUL_JOB: job.id,
      WAKEFUL_RUN: run,
      WAKEFUL_ATTEMPT: String(attempt),
      WAKEFUL_DUE: due === null ? '' : new Date(due).toISOString(),
      WAKEFUL_OUTPUT: join(folder, outputsName(attempt)),
      WAKEFUL_UPSTREAM: upstreamPath,
    },
    stdin: job.stdin,
    folder,
    outputLimit: job.outputLimit,
    secrets: Object.values(secrets),
    nice: job.nice,
    leaveChildren: job.leaveChildren,
    graceMs: job.timeout.grace,
    notBefore,
    successExitCodes: job.successExitCodes,
    artifacts: job.artifacts.map((path) => resolve(cwd, expandHome(path, base))),
    otherPath: other['PATH'] ?? null,
  };
}

function secretsOf(names: readonly string[], { secrets }: LaunchSources): Readonly<Record<string, string>> {
  if (secrets === undefined)
    throw new Error(`There is no place for secrets here, and this job asks for ${names.join(', ')}.`);
  return secrets(names);
}

/** The folder a job runs in: absolute, the home where it names none. */
function folderOf(cwd: string | null, env: Readonly<Record<string, string>>): string {
  const home = expandHome('~', env);
  if (cwd === null || cwd === '') return home;
  const path = expandHome(cwd, env);
  return isAbsolute(path) ? path : resolve(home, path);
}
