import type { Run } from '../job.ts';
import type { Findings } from './findings.ts';
import { NONE, Reader, isObject, kindOf } from './reader.ts';

const KINDS = ['command', 'shell', 'script'] as const;
const KEYS = [...KINDS, 'shellPath', 'interpreter'];
const EXAMPLE = '{"command":["python3","ingest.py"]}';

/** What is answered where `run` is wrong, only to read on. */
const NOTHING: Run = { command: [] };

/** Reads what a job starts (semantics §6): one of a command, a shell line and a script. */
export function readRun(value: unknown, findings: Findings): Run {
  if (value === undefined) {
    findings.error('missingKey', 'run', `"run" is missing: what the job starts, like ${EXAMPLE}.`);
    return NOTHING;
  }
  if (typeof value === 'string' || Array.isArray(value)) {
    const meant = JSON.stringify(typeof value === 'string' ? { shell: value } : { command: value });
    findings.error('wrongType', 'run', `"run" must be an object. Did you mean ${meant}?`, { suggestion: meant });
    return NOTHING;
  }
  if (!isObject(value)) {
    findings.error('notAnObject', 'run', `"run" must be an object like ${EXAMPLE}, not ${kindOf(value)}.`);
    return NOTHING;
  }
  const reader = new Reader(value, 'run', KEYS, findings);
  const given = KINDS.filter((kind) => reader.has(kind));
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    const have = kind === undefined ? 'none of them is there' : `${given.join(' and ')} are there`;
    findings.error('runKind', 'run', `"run" must have one of command, shell and script; ${have}.`);
    return NOTHING;
  }
  refuseStray(reader, kind);
  switch (kind) {
    case 'command':
      return plainCommand(value, readCommand(reader, 'command'));
    case 'shell': {
      const shell = reader.text('shell', '', { empty: false });
      return reader.has('shellPath') ? { shell, shellPath: reader.text('shellPath', '', { empty: false }) } : { shell };
    }
    case 'script': {
      const script = reader.text('script', '', { empty: false });
      if (reader.has('interpreter')) return { script, interpreter: readCommand(reader, 'interpreter') };
      reader.wrong(
        'interpreter',
        'missingKey',
        '"interpreter" is missing: what runs the script, like ["python3","-"].',
      );
      return NOTHING;
    }
  }
}

/** A document that has the command and nothing else is answered as it is, not copied. */
const plainCommand = (document: Readonly<Record<string, unknown>>, command: readonly string[]): Run =>
  isCommand(document, command) ? document : { command };

const isCommand = (
  document: Readonly<Record<string, unknown>>,
  command: readonly string[],
): document is { readonly command: readonly string[] } =>
  document['command'] === command && Object.keys(document).length === 1;

function refuseStray(reader: Reader, kind: (typeof KINDS)[number]): void {
  for (const [key, owner] of [
    ['shellPath', 'shell'],
    ['interpreter', 'script'],
  ] as const) {
    if (owner !== kind && reader.has(key)) {
      reader.wrong(key, 'runKind', `"${key}" belongs to "${owner}", and this job has a ${kind}.`);
    }
  }
}

/** A program with its arguments: a list of texts, the first not empty. */
export function readCommand(reader: Reader, key: string): readonly string[] {
  const value = reader.raw(key);
  if (typeof value === 'string') {
    const words = value.trim().split(/\s+/);
    // Only where splitting at spaces is surely what a shell would do.
    const plain = value.trim() !== '' && !/["'\\$`|&;<>(){}*?[\]~#]/.test(value);
    const suggestion = plain ? JSON.stringify(words) : undefined;
    const advice = suggestion === undefined ? 'For a line as in a shell use "shell".' : `Did you mean ${suggestion}?`;
    reader.wrong(
      key,
      'wrongType',
      `"${key}" must be a list of texts, the program first. ${advice}`,
      suggestion === undefined ? {} : { suggestion },
    );
    return [];
  }
  const command = reader.texts(key, NONE, '["python3","ingest.py"]');
  if (Array.isArray(value) && value.length === 0) {
    reader.wrong(key, 'outOfRange', `"${key}" must name a program, like ["python3","ingest.py"].`);
  } else if (Array.isArray(value) && typeof value[0] === 'string' && value[0].trim() === '') {
    reader.findings.error('outOfRange', `${reader.field(key)}[0]`, `The first entry of "${key}" must name a program.`);
  }
  return command;
}
