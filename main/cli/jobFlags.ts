import { resolve } from 'node:path';
import type { ParseArgsConfig } from 'node:util';
import { UsageError } from './command.ts';
import { isoLength } from './length.ts';
import { rulesFromFlags, type RuleValues } from './ruleFlags.ts';

/** The options of `wakeful add` that say what a job is, and when it runs. */
export const jobOptions = {
  name: { type: 'string' },
  id: { type: 'string' },
  description: { type: 'string' },
  cron: { type: 'string', multiple: true },
  every: { type: 'string', multiple: true },
  when: { type: 'string', multiple: true },
  once: { type: 'string', multiple: true },
  after: { type: 'string', multiple: true },
  on: { type: 'string' },
  delay: { type: 'string' },
  if: { type: 'string' },
  zone: { type: 'string' },
  cwd: { type: 'string' },
  env: { type: 'string', multiple: true },
  tag: { type: 'string', multiple: true },
  shell: { type: 'string' },
  stdin: { type: 'string' },
  disabled: { type: 'boolean' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

type Values = {
  [K in keyof typeof jobOptions]?: (typeof jobOptions)[K] extends { multiple: true }
    ? string[]
    : (typeof jobOptions)[K] extends { type: 'boolean' }
      ? boolean
      : string;
} & RuleValues;

/** A `--when` text is read by Wakeful itself; the others are said outright. */
export interface JobFromFlags {
  readonly document: Readonly<Record<string, unknown>>;
  /** Texts of `--when`, to be read and put into `triggers` at the end. */
  readonly when: readonly string[];
}

/**
 * The document of a job from the command line. What the fields contain is not judged here: Wakeful does, naming the field.
 * @param command what stands behind `--`
 */
export function jobFromFlags(values: Values, command: readonly string[], cwd: string): JobFromFlags {
  const document: Record<string, unknown> = {};
  if (values.id !== undefined) document['id'] = values.id;
  document['name'] = values.name ?? nameOf(values, command);
  if (values.description !== undefined) document['description'] = values.description;
  if (values.tag !== undefined) document['tags'] = values.tag;
  if (values.disabled === true) document['enabled'] = false;
  document['run'] = runOf(values, command);
  document['cwd'] = resolve(cwd, values.cwd ?? '.');
  if (values.env !== undefined) document['env'] = Object.fromEntries(values.env.map(variable));
  if (values.zone !== undefined) document['zone'] = values.zone;
  document['triggers'] = [
    ...(values.cron ?? []).map((expression) => ({ type: 'cron', expression })),
    ...(values.every ?? []).map((every) => ({ type: 'interval', every: isoLength(every) })),
    ...(values.once ?? []).map((at) => ({ type: 'once', at })),
    ...(values.after ?? []).map((job) => afterTrigger(job, values)),
  ];
  if (
    values.after === undefined &&
    (values.on !== undefined || values.delay !== undefined || values.if !== undefined)
  ) {
    throw new UsageError('--on, --delay and --if say more of --after JOB, which is missing.');
  }
  if (values.stdin !== undefined) document['stdin'] = values.stdin;
  return { document: { ...document, ...rulesFromFlags(values) }, when: values.when ?? [] };
}

function runOf(values: Values, command: readonly string[]): unknown {
  if (values.shell === undefined) {
    if (command.length === 0) throw new UsageError('Say what to run: -- COMMAND ARGUMENTS, or --shell "TEXT".');
    return { command };
  }
  if (command.length > 0) throw new UsageError('Give a command behind -- or --shell, not both.');
  return { shell: values.shell };
}

/** A job without a name is called as its program is. */
const nameOf = (values: Values, command: readonly string[]): string =>
  (values.shell ?? command[0] ?? '').split(/[\\/]/).pop()?.slice(0, 60) ?? '';

function variable(text: string): [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw new UsageError(`--env takes NAME=VALUE, not "${text}".`);
  return [text.slice(0, equals), text.slice(equals + 1)];
}

function afterTrigger(job: string, values: Values): unknown {
  return {
    type: 'after',
    job,
    on: values.on ?? 'success',
    ...(values.delay === undefined ? {} : { delay: isoLength(values.delay) }),
    ...(values.if === undefined ? {} : { if: values.if }),
  };
}
