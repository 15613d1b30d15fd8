import type { ParseArgsConfig } from 'node:util';
import { UsageError } from './command.ts';
import { isoLength } from './length.ts';

/** The options of `wakeful add` that say by which rules a job runs, and who is told. */
export const ruleOptions = {
  'catch-up': { type: 'string' },
  concurrency: { type: 'string' },
  retries: { type: 'string' },
  'retry-delay': { type: 'string' },
  timeout: { type: 'string' },
  grace: { type: 'string' },
  environment: { type: 'string' },
  secret: { type: 'string', multiple: true },
  'secret-file': { type: 'string', multiple: true },
  memory: { type: 'string' },
  printed: { type: 'string' },
  beyond: { type: 'string' },
  'keep-output': { type: 'string' },
  nice: { type: 'string' },
  'keep-awake': { type: 'boolean' },
  'notify-after': { type: 'string' },
  'notify-missed': { type: 'boolean' },
  'notify-running': { type: 'string' },
  'give-up-after': { type: 'string' },
  quiet: { type: 'boolean' },
  ping: { type: 'string' },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

export type RuleValues = {
  [K in keyof typeof ruleOptions]?: (typeof ruleOptions)[K] extends { multiple: true }
    ? string[]
    : (typeof ruleOptions)[K] extends { type: 'boolean' }
      ? boolean
      : string;
};

/** What of a job's document these options make; what the fields contain is judged by Wakeful, which names the field. */
export function rulesFromFlags(values: RuleValues): Readonly<Record<string, unknown>> {
  const { timeout, grace, memory, printed, beyond } = values;
  if (beyond !== undefined && memory === undefined && printed === undefined) {
    throw new UsageError('--beyond says what becomes of a run beyond --memory or --printed, which are missing.');
  }
  const notify = {
    ...(values.quiet === true ? { failure: false } : {}),
    ...whole('afterFailures', values['notify-after'], '--notify-after'),
    ...(values['notify-missed'] === true ? { missed: true } : {}),
    ...given('stillRunningAfter', values['notify-running'], isoLength),
    ...given('ping', values.ping),
  };
  const limits = {
    ...given('memory', memory, (text) => bytesOf(text, '--memory')),
    ...given('output', printed, (text) => bytesOf(text, '--printed')),
    ...given('then', beyond),
  };
  return {
    ...(values['catch-up'] === undefined ? {} : { catchUp: { runs: values['catch-up'] } }),
    ...given('concurrency', values.concurrency),
    ...filled('retry', {
      ...whole('limit', values.retries, '--retries'),
      ...given('delay', values['retry-delay'], isoLength),
    }),
    ...filled('timeout', { ...given('attempt', timeout, isoLength), ...given('grace', grace, isoLength) }),
    ...given('environment', values.environment),
    ...given('secrets', values.secret),
    ...given('secretFiles', values['secret-file']),
    ...filled('limits', limits),
    ...given('outputLimit', values['keep-output'], (text) => bytesOf(text, '--keep-output')),
    ...whole('nice', values.nice, '--nice'),
    ...(values['keep-awake'] === true ? { keepAwake: true } : {}),
    ...filled('notify', notify),
    ...whole('giveUpAfter', values['give-up-after'], '--give-up-after'),
  };
}

type Fields = Readonly<Record<string, unknown>>;

const given = <T>(key: string, value: T | undefined, read: (value: T) => unknown = (it) => it): Fields =>
  value === undefined ? {} : { [key]: read(value) };

const filled = (key: string, fields: Fields): Fields => (Object.keys(fields).length === 0 ? {} : { [key]: fields });

function whole(key: string, text: string | undefined, option: string): Fields {
  if (text === undefined) return {};
  if (!/^-?\d+$/.test(text)) throw new UsageError(`${option} takes a whole number, not "${text}".`);
  return { [key]: Number(text) };
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 2 ** 10,
  kib: 2 ** 10,
  kb: 1000,
  m: 2 ** 20,
  mib: 2 ** 20,
  mb: 1e6,
  g: 2 ** 30,
  gib: 2 ** 30,
  gb: 1e9,
};

/** "512MiB", "1.5G", "100kB", "4096" as bytes; K, M and G are those of memory (1024). `UsageError` otherwise. */
export function bytesOf(text: string, option: string): number {
  const found = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = UNITS[(found?.[2] ?? '-').toLowerCase()];
  if (found === null || unit === undefined) {
    throw new UsageError(`${option} takes a size like 512MiB, 1.5G or 4096, not "${text}".`);
  }
  return Math.round(Number(found[1]) * unit);
}
