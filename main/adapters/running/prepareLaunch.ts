import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Instant } from '../../core/time/instant.ts';
import type { AttemptSpec } from '../../engine/ports.ts';
import type { Environments } from '../loginEnvironment.ts';
import type { RunOutputs } from '../runOutput.ts';
import { expandHome } from '../homePath.ts';
import { folderOf, runVariables } from './jobEnvironment.ts';
import { variable } from './findProgram.ts';
import { givenFolder } from '../secrets/givenFiles.ts';
import { upstreamName, type Launch } from './launch.ts';

/** Where what a launch consists of comes from. */
export interface LaunchSources {
  readonly outputs: RunOutputs;
  readonly environments: Environments;
  /** Values of the named secrets; throws with what to do where one is missing. */
  readonly secrets?: (names: readonly string[]) => Readonly<Record<string, string>>;
  readonly now: () => Instant;
  /** Where Wakeful keeps its own. */
  readonly folder: string;
}

/** Resolves everything an attempt needs (semantics §6). Rejects with what prevents the start, in plain words. */
export async function prepareLaunch(
  { run, attempt, job, due, upstream, notBefore }: AttemptSpec,
  sources: LaunchSources,
): Promise<Launch> {
  const { environments, outputs, now } = sources;
  const folder = outputs.folderFor(run, now());
  const minimal = environments.minimal();
  const base = job.environment === 'login' ? await environments.login() : minimal;
  // A job with cron's environment does not wait for a shell: the other one only serves to explain.
  const other = job.environment === 'login' ? minimal : environments.lastLogin();
  const secrets = secretsOf(job.secrets, sources);
  const secretFiles = secretsOf(job.secretFiles, sources);
  const secretFolder = givenFolder(sources.folder, run, attempt);
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
      ...Object.fromEntries(job.secretFiles.map((name) => [`${name}_FILE`, join(secretFolder, name)])),
      ...runVariables(job.id, { run, attempt, due, folder }),
    },
    stdin: job.stdin,
    folder,
    outputLimit: job.outputLimit,
    secretFolder,
    secretFiles,
    secrets: [...new Set([...Object.values(secrets), ...Object.values(secretFiles)])],
    nice: job.nice,
    limits: job.limits,
    leaveChildren: job.leaveChildren,
    graceMs: job.timeout.grace,
    notBefore,
    successExitCodes: job.successExitCodes,
    artifacts: job.artifacts.map((path) => resolve(cwd, expandHome(path, base))),
    otherPath: other === null ? null : (variable(other, 'PATH') ?? null),
    otherEnvironment: job.environment === 'login' ? 'minimal' : 'login',
  };
}

function secretsOf(names: readonly string[], { secrets }: LaunchSources): Readonly<Record<string, string>> {
  if (names.length === 0) return {};
  if (secrets === undefined)
    throw new Error(`There is no place for secrets here, and this job asks for ${names.join(', ')}.`);
  return secrets(names);
}
