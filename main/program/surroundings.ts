import { delimiter } from 'node:path';
import type { JobEnvironmentView, VariableRow } from '../../preload/contract.ts';
import { interpreterOffers } from '../adapters/interpreterOffers.ts';
import type { LoginEnvironment } from '../adapters/loginEnvironment.ts';
import type { RunOutputs } from '../adapters/runOutput.ts';
import { readAttemptNote, readNewestNote } from '../adapters/running/attemptNote.ts';
import { variable } from '../adapters/running/findProgram.ts';
import { folderOf, RUN_VARIABLES } from '../adapters/running/jobEnvironment.ts';
import type { Job } from '../core/job.ts';
import type { EnvironmentAccess } from '../engine/view/deps.ts';
import { commandText } from '../engine/view/commandText.ts';

/** What stands in the place of a secret. */
const HIDDEN = '•••';
/** What stands for a value that is each run's own. */
const EACH_RUN = '(each run’s own)';

/** What the answers are made from. */
export interface SurroundingsSources {
  readonly environments: LoginEnvironment;
  readonly outputs: RunOutputs;
  /** Names of the secrets that have a value. */
  readonly secretNames: () => ReadonlySet<string>;
  readonly now: () => number;
}

/** Everything the window asks about environments: the login shell's, a job's, a past run's, and the interpreters of a folder. */
export function surroundings({ environments, outputs, secretNames, now }: SurroundingsSources): EnvironmentAccess {
  let askedAt = now();
  const shell = process.env['SHELL'] ?? '';
  return {
    async read(again) {
      const { variables, problem } = await environments.read(again);
      if (again) askedAt = now();
      return { at: askedAt, shell, variables, problem };
    },
    async ofJob(job) {
      const { variables, from, problem } = await environments.read();
      return jobEnvironment(
        job,
        { login: variables, minimal: environments.minimal(), secretNames: secretNames() },
        {
          shell,
          from,
          problem,
        },
      );
    },
    ofRun(run, attempt) {
      const folder = outputs.find(run);
      if (folder === null) return null;
      const note = attempt === null ? readNewestNote(folder) : readAttemptNote(folder, attempt);
      if (note === null) return null;
      const { env, cwd, nice, program } = note;
      return { run, attempt: note.attempt, cwd, what: commandText(program), nice, variables: env };
    },
    async offers(cwd, environment) {
      const login = await environments.login();
      const env = environment === 'minimal' ? environments.minimal() : login;
      return interpreterOffers(folderOf(cwd, env), env);
    },
  };
}

interface Bases {
  readonly login: Readonly<Record<string, string>>;
  readonly minimal: Readonly<Record<string, string>>;
  readonly secretNames: ReadonlySet<string>;
}

/** The environment of a job beside cron's. Later sources win, as when a run starts: base, `env`, secrets, Wakeful's own. */
export function jobEnvironment(
  job: Job,
  { login, minimal, secretNames }: Bases,
  asked: JobEnvironmentView['login'],
): JobEnvironmentView {
  const base = job.environment === 'login' ? login : minimal;
  const given = new Map<string, Pick<VariableRow, 'value' | 'from'>>();
  for (const [name, value] of Object.entries(base)) given.set(name, { value, from: job.environment });
  for (const [name, value] of Object.entries(job.env)) given.set(name, { value, from: 'job' });
  for (const name of job.secrets) given.set(name, { value: HIDDEN, from: 'secret' });
  for (const name of job.secretFiles) given.set(`${name}_FILE`, { value: EACH_RUN, from: 'secret' });
  for (const name of RUN_VARIABLES)
    given.set(name, { value: name === 'WAKEFUL_JOB' ? job.id : EACH_RUN, from: 'wakeful' });
  const names = [...new Set([...given.keys(), ...Object.keys(minimal)])].sort();
  const variables = names.map((name): VariableRow => {
    const { value, from } = given.get(name) ?? { value: null, from: null };
    const cron = minimal[name] ?? null;
    const difference = value === null ? 'missing' : cron === null ? 'added' : value === cron ? 'same' : 'changed';
    return { name, value, cron, from, difference };
  });
  const folders = (env: Readonly<Record<string, string>>): readonly string[] =>
    (variable(env, 'PATH') ?? '').split(delimiter).filter((folder) => folder !== '');
  const [own, cron] = [folders({ ...base, ...job.env }), folders(minimal)];
  return {
    job: job.id,
    environment: job.environment,
    cwd: folderOf(job.cwd, base),
    variables,
    path: {
      onlyJob: own.filter((folder) => !cron.includes(folder)),
      onlyCron: cron.filter((folder) => !own.includes(folder)),
    },
    login: asked,
    missingSecrets: [...job.secrets, ...job.secretFiles].filter((name) => !secretNames.has(name)),
  };
}
