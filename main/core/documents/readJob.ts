import type { Job } from '../job.ts';
import { type Parsed, type Problem, parsed, refused } from '../problem.ts';
import { readIf } from '../rules/ifExpression.ts';
import { type Instant, instant } from '../time/instant.ts';
import { type Zone, zoneOf } from '../time/zone.ts';
import { type Trigger, parseTrigger } from '../triggers/registry.ts';
import { Findings, MOST_PROBLEMS, within } from './findings.ts';
import { readBlackouts } from './readBlackouts.ts';
import { readConditions } from './readConditions.ts';
import {
  EXIT_CODES,
  defaultDeadline,
  readCatchUp,
  readLimits,
  readNotify,
  readRetry,
  readTimeout,
} from './readPolicies.ts';
import { readRun } from './readRun.ts';
import { warnOfIdleFields } from './idleFields.ts';
import { NONE, Reader, asLongAsNeeded, isObject, kindOf } from './reader.ts';
import { isSlug, slugOf } from './slug.ts';

/** What reading a job depends on beside its document. */
export interface JobContext {
  /** What must not be past is measured by this: now, when a job is saved; when it was last enabled, when it is read from the file. */
  readonly now: Instant;
  /** The computer's zone, for jobs in zone `local`. */
  readonly zone: Zone;
  /** As in `ParseContext.draw`: real chance when a job is saved, stable from the text in previews. */
  readonly draw: (part: string) => number;
  /**
   * The document as it was saved before, if it was. What it has in its triggers may be past by now: a job whose `once` is spent can
   * still be read and edited.
   */
  readonly saved?: unknown;
}

/** Every key of a job's document (semantics §2.0). */
export const JOB_KEYS: readonly string[] = [
  'id',
  'name',
  'description',
  'tags',
  'enabled',
  'run',
  'cwd',
  'env',
  'secrets',
  'secretFiles',
  'stdin',
  'environment',
  'zone',
  'triggers',
  'catchUp',
  'conditions',
  'any',
  'deadline',
  'blackouts',
  'concurrency',
  'queueLimit',
  'max',
  'priority',
  'retry',
  'timeout',
  'successExitCodes',
  'artifacts',
  'outputLimit',
  'limits',
  'nice',
  'keepAwake',
  'leaveChildren',
  'notify',
  'giveUpAfter',
];

/** Everything there is to say about a document: the job, where there is no error, and all errors and warnings in its order. */
export interface JobReport {
  readonly job: Job | null;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/**
 * Reads a job from outside and fills in what it leaves out (semantics §2.0, §5, §6, §7). Never throws, whatever it is given. Where the
 * document has no `id`, it is made from the name; `slugOf` makes it unique before. The first problem, or the job.
 */
export function readJob(document: unknown, context: JobContext): Parsed<Job> {
  const { job, errors, warnings } = inspectJob(document, context);
  const [first] = errors;
  if (first !== undefined) return refused(first);
  if (job === null) throw new Error('A job without errors was not read.');
  return parsed(job, warnings);
}

/** All problems of a document, for the editor; none where it can be saved. */
export const checkJob = (document: unknown, context: JobContext): readonly Problem[] =>
  inspectJob(document, context).errors;

/** The same reading with everything that it found. */
export function inspectJob(document: unknown, context: JobContext): JobReport {
  const findings = new Findings();
  if (!isObject(document)) {
    const message = `A job must be an object like {"name":"Backup","run":{"command":["backup"]}}, not ${kindOf(document)}.`;
    return { job: null, errors: [{ code: 'notAnObject', message }], warnings: [] };
  }
  const job = readFields(new Reader(document, '', JOB_KEYS, findings), context);
  warnOfIdleFields(job, findings);
  const errors = findings.errors.slice(0, MOST_PROBLEMS);
  return { job: errors.length === 0 ? job : null, errors, warnings: findings.warnings.slice(0, MOST_PROBLEMS) };
}

function readFields(reader: Reader, context: JobContext): Job {
  const { findings } = reader;
  const name = readName(reader);
  const id = readId(reader, name);
  const zone = readZone(reader);
  const { conditions, any } = readConditions(reader);
  return {
    id,
    name,
    description: reader.text('description', '', { longest: 100_000 }),
    tags: different(reader.texts('tags', NONE, '["data"]', { empty: false }).map((tag) => tag.trim())),
    enabled: reader.flag('enabled', true),
    run: readRun(reader.raw('run'), findings),
    cwd: reader.textOrNull('cwd'),
    env: readEnv(reader),
    secrets: readSecrets(reader, 'secrets'),
    secretFiles: readSecrets(reader, 'secretFiles'),
    stdin: reader.text('stdin', ''),
    environment: reader.word('environment', ['login', 'minimal'], 'login'),
    zone,
    triggers: readTriggers(reader, zone, context),
    catchUp: readCatchUp(reader),
    conditions,
    anyUpstream: any,
    deadline: reader.duration('deadline', defaultDeadline),
    blackouts: readBlackouts(reader),
    concurrency: readConcurrency(reader),
    queueLimit: reader.wholeNumber('queueLimit', { least: 1, most: 10_000, or: 1 }),
    max: reader.wholeNumber('max', { least: 1, most: 1000, or: 5 }),
    priority: reader.wholeNumber('priority', { least: -1_000_000, most: 1_000_000, or: 0 }),
    retry: readRetry(reader),
    timeout: readTimeout(reader),
    successExitCodes: readSuccessExitCodes(reader),
    artifacts: reader.texts('artifacts', NONE, '["data/one.parquet"]', { empty: false }),
    outputLimit: reader.wholeNumber('outputLimit', { least: 0, most: 2 ** 30, or: 10 * 2 ** 20 }),
    limits: readLimits(reader),
    nice: reader.wholeNumber('nice', { least: -20, most: 19, or: 0 }),
    keepAwake: reader.flag('keepAwake', false),
    leaveChildren: reader.flag('leaveChildren', false),
    notify: readNotify(reader),
    giveUpAfter: reader.absent('giveUpAfter')
      ? null
      : reader.wholeNumber('giveUpAfter', { least: 1, most: 10_000, or: 1 }),
  };
}

/** What jobs without any share. */
const NO_VARIABLES: Readonly<Record<string, string>> = Object.freeze({});
const ZERO: readonly number[] = Object.freeze([0]);

/** Each text once. */
const different = (texts: readonly string[]): readonly string[] => (texts.length === 0 ? NONE : [...new Set(texts)]);

function readName(reader: Reader): string {
  if (!reader.has('name')) {
    reader.wrong('name', 'missingKey', '"name" is missing: what the job is called.');
    return '';
  }
  const name = reader.text('name', '', { empty: false, longest: 200 }).trim();
  if (/\p{Cc}/u.test(name)) reader.wrong('name', 'outOfRange', '"name" must be one line, without control characters.');
  return name;
}

function readId(reader: Reader, name: string): string {
  if (!reader.has('id')) return slugOf(name, new Set());
  const id = reader.text('id', '', { empty: false, longest: 100 });
  if (id !== '' && !isSlug(id)) {
    const suggestion = slugOf(id, new Set());
    const message = `"id" must be made of letters, digits, "-", "_" and "." and begin with a letter or digit, like "${suggestion}".`;
    reader.wrong('id', 'idShape', message, { suggestion });
  }
  return id;
}

function readZone(reader: Reader): string {
  const zone = reader.text('zone', 'local', { empty: false });
  if (zone === 'local') return zone;
  const known = zoneOf(zone);
  if (known.ok) return known.value.id;
  reader.findings.errors.push(within('zone', known.error));
  return 'local';
}

function readEnv(reader: Reader): Readonly<Record<string, string>> {
  if (!reader.has('env')) return NO_VARIABLES;
  const value = reader.raw('env');
  if (!isObject(value)) {
    reader.wrong('env', 'notAnObject', `"env" must be an object like {"MODE":"full"}, not ${kindOf(value)}.`);
    return {};
  }
  const env: [string, string][] = [];
  for (const [name, text] of Object.entries(value)) {
    const field = `env.${name}`;
    if (name === '' || /[=\0]/.test(name)) {
      reader.findings.error(
        'outOfRange',
        'env',
        `"${name}" cannot be the name of a variable: it must not be empty or contain "=".`,
      );
    } else if (typeof text !== 'string') {
      const meant = typeof text === 'number' || typeof text === 'boolean' ? { suggestion: `"${String(text)}"` } : {};
      reader.findings.error('wrongType', field, `A variable must be a text, not ${kindOf(text)}.`, meant);
    } else if (text.includes('\0')) {
      reader.findings.error('outOfRange', field, 'A variable must not contain the character NUL.');
    } else {
      env.push([name, text]);
    }
  }
  return Object.fromEntries(env);
}

function readSecrets(reader: Reader, key: 'secrets' | 'secretFiles'): readonly string[] {
  const secrets = reader.texts(key, NONE, '["API_KEY"]', { empty: false });
  secrets.forEach((name, index) => {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return;
    const field = `${key}[${String(index)}]`;
    const message = 'A secret is named like a variable: letters, digits and "_", and no digit first.';
    reader.findings.error('outOfRange', field, message);
  });
  return different(secrets);
}

function readTriggers(reader: Reader, jobZone: string, context: JobContext): readonly Trigger[] {
  const zone = jobZone === 'local' ? null : zoneOf(jobZone);
  const parse = { now: context.now, zone: zone?.ok === true ? zone.value : context.zone, draw: context.draw };
  const savedBefore = savedTriggers(context.saved);
  const triggers: Trigger[] = [];
  reader.list('triggers', NONE, '[{"type":"cron","expression":"0 9 * * *"}]', 200).forEach((json, index) => {
    const path = `triggers[${String(index)}]`;
    let read = parseTrigger(json, parse);
    if (!read.ok && /past/i.test(read.error.code) && savedBefore.has(JSON.stringify(json))) {
      read = parseTrigger(json, { ...parse, now: BEFORE_EVERYTHING });
    }
    if (!read.ok) {
      reader.findings.errors.push(within(path, read.error));
      return;
    }
    reader.findings.warnings.push(...read.warnings.map((warning) => within(path, warning)));
    checkIf(json, path, reader.findings);
    triggers.push(sameAs(json, read.value) ? json : read.value);
  });
  return asLongAsNeeded(triggers);
}

/** Whether a document says exactly what was read from it: then it is not kept twice. Only what has no lists or objects inside is compared. */
function sameAs<T extends object>(json: unknown, read: T): json is T {
  if (!isObject(json)) return false;
  const keys = Object.keys(read);
  return (
    keys.length === Object.keys(json).length &&
    keys.every((key) => {
      const value: unknown = Reflect.get(read, key);
      return typeof value !== 'object' && Object.hasOwn(json, key) && json[key] === value;
    })
  );
}

/** Nothing that a person can write is past, seen from here: the year 1. */
export const BEFORE_EVERYTHING = instant(-62_135_596_800_000);

function savedTriggers(saved: unknown): ReadonlySet<string> {
  const triggers = isObject(saved) ? saved['triggers'] : [];
  return new Set(Array.isArray(triggers) ? triggers.map((one: unknown) => JSON.stringify(one)) : []);
}

/** The `if` of an `after` trigger must be an expression that can be asked. */
function checkIf(json: unknown, path: string, findings: Findings): void {
  if (!isObject(json) || json['type'] !== 'after' || typeof json['if'] !== 'string') return;
  const read = readIf(json['if']);
  if (!read.ok) findings.errors.push(within(`${path}.if`, read.error));
}

function readConcurrency(reader: Reader): Job['concurrency'] {
  if (isObject(reader.raw('concurrency'))) {
    const message = '"concurrency" must be a text, like "queue"; "queueLimit" and "max" stand beside it in the job.';
    reader.wrong('concurrency', 'wrongType', message);
    return 'forbid';
  }
  return reader.word('concurrency', ['forbid', 'queue', 'replace', 'allow'], 'forbid');
}

function readSuccessExitCodes(reader: Reader): readonly number[] {
  const codes = reader.wholeNumbers('successExitCodes', ZERO, EXIT_CODES, '[0]');
  const value = reader.raw('successExitCodes');
  if (Array.isArray(value) && value.length === 0) {
    reader.wrong(
      'successExitCodes',
      'outOfRange',
      '"successExitCodes" must have an exit code, or no run could succeed.',
    );
  }
  return codes;
}
