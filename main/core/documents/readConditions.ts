import type { Condition } from '../job.ts';
import { nearestWords } from '../nearest.ts';
import type { Findings } from './findings.ts';
import { readCommand } from './readRun.ts';
import { NONE, Reader, asLongAsNeeded, isObject, kindOf } from './reader.ts';

const KINDS = ['network', 'power', 'idle', 'load', 'command', 'wifi', 'job'] as const;
type Kind = (typeof KINDS)[number];

/** The keys that an object may have, by the one that says what it is. */
const KEYS: Readonly<Record<Kind, readonly string[]>> = {
  network: ['network'],
  power: ['power'],
  idle: ['idle'],
  load: ['load'],
  command: ['command'],
  wifi: ['wifi'],
  job: ['job', 'succeeded', 'within', 'changed', 'any'],
};

const EXAMPLES: Readonly<Record<Kind, string>> = {
  network: '{"network":true}',
  power: '{"power":"ac"}',
  idle: '{"idle":"PT5M"}',
  load: '{"load":{"below":1.5}}',
  command: '{"command":["test","-d","/mnt/usb"]}',
  wifi: '{"wifi":["home"]}',
  job: '{"job":"ingest","succeeded":"sinceMyLastRun"}',
};

/** The conditions of a job, and whether one of several upstream jobs suffices. */
export interface Conditions {
  readonly conditions: readonly Condition[];
  readonly any: boolean;
}

/** Reads what is waited for before a run starts (semantics §7). `any` may stand in the job or in one of its upstream conditions. */
export function readConditions(job: Reader): Conditions {
  const conditions: Condition[] = [];
  let any = job.flag('any', false);
  job.list('conditions', NONE, `[${EXAMPLES.network}]`, 100).forEach((value, index) => {
    const path = `${job.field('conditions')}[${String(index)}]`;
    const kind = kindOfCondition(value, path, job.findings);
    if (kind === null || !isObject(value)) return;
    const reader = new Reader(value, path, KEYS[kind], job.findings);
    if (kind === 'job' && reader.flag('any', false)) any = true;
    const condition = readCondition(kind, reader);
    if (condition !== null) conditions.push(condition);
  });
  return { conditions: asLongAsNeeded(conditions), any };
}

function kindOfCondition(value: unknown, path: string, findings: Findings): Kind | null {
  if (!isObject(value)) {
    const meant = KINDS.find((kind) => kind === value);
    const example = EXAMPLES[meant ?? 'network'];
    findings.error('notAnObject', path, `A condition must be an object like ${example}, not ${kindOf(value)}.`, {
      ...(meant === undefined ? {} : { suggestion: example }),
    });
    return null;
  }
  const given = KINDS.filter((kind) => Object.hasOwn(value, kind));
  const [kind] = given;
  if (kind !== undefined && given.length === 1) return kind;
  if (kind !== undefined) {
    findings.error(
      'conditionKind',
      path,
      `A condition is about one thing; write ${given.join(' and ')} as conditions of their own.`,
    );
    return null;
  }
  const [first] = Object.keys(value);
  const [near] = first === undefined ? [] : nearestWords(first, KINDS);
  const choice = `A condition has one of ${KINDS.join(', ')}.`;
  if (first === undefined) findings.error('conditionKind', path, `${choice} For example ${EXAMPLES.network}.`);
  else {
    const advice = near === undefined ? choice : `Did you mean "${near}"?`;
    findings.error('unknownKey', `${path}.${first}`, `There is no condition "${first}". ${advice}`, {
      ...(near === undefined ? {} : { suggestion: near }),
    });
  }
  return null;
}

function readCondition(kind: Kind, reader: Reader): Condition | null {
  switch (kind) {
    case 'network':
      if (reader.raw('network') === true) return { kind };
      reader.wrong('network', 'wrongType', 'Write {"network":true}, or leave the condition out.');
      return null;
    case 'power':
      return { kind, state: reader.word('power', ['ac', 'battery'], 'ac') };
    case 'idle':
      return { kind, for: reader.durationOrNull('idle') ?? wrongNull(reader, 'idle', EXAMPLES.idle) };
    case 'load': {
      const load = reader.object('load', ['below'], EXAMPLES.load);
      if (load === null) return null;
      if (!load.has('below')) load.wrong('below', 'missingKey', `"below" is missing, as in ${EXAMPLES.load}.`);
      return { kind, below: load.number('below', { least: 0, most: 10_000, or: 1 }) };
    }
    case 'command':
      return { kind, command: readCommand(reader, 'command') };
    case 'wifi': {
      const names = reader.texts('wifi', [], '["home"]', { empty: false });
      const value = reader.raw('wifi');
      if (Array.isArray(value) && value.length === 0) {
        reader.wrong('wifi', 'outOfRange', `"wifi" must name a wireless network, as in ${EXAMPLES.wifi}.`);
      }
      return { kind, names };
    }
    case 'job':
      return readJobCondition(reader);
  }
}

function wrongNull(reader: Reader, key: string, example: string): never | ReturnType<Reader['duration']> {
  if (reader.raw(key) === null) reader.wrong(key, 'wrongType', `"${key}" must not be null; write it as in ${example}.`);
  return reader.duration(key, 0 as ReturnType<Reader['duration']>);
}

function readJobCondition(reader: Reader): Condition {
  const job = reader.text('job', '', { empty: false, longest: 100 });
  const changed = reader.flag('changed', false);
  if (reader.has('succeeded') && reader.has('within')) {
    reader.wrong(
      'within',
      'conditionKind',
      '"succeeded" and "within" both say how fresh the success must be; leave one out.',
    );
  }
  if (!reader.has('within')) {
    const succeeded = reader.word('succeeded', ['sinceMyLastRun', 'today'], 'sinceMyLastRun');
    return { kind: 'job', job, succeeded, changed };
  }
  const within = reader.durationOrNull('within') ?? wrongNull(reader, 'within', '{"job":"ingest","within":"PT6H"}');
  return { kind: 'job', job, succeeded: { within }, changed };
}
