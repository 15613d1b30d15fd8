import type { JobDocument } from '../../../preload/contract.ts';

/** How a job can be written down elsewhere. */
export interface CopyAs {
  readonly json: string;
  /** Lines of a crontab; null where cron cannot start it at the same times in the same way. */
  readonly cron: string | null;
  /** A `wakeful add` command; null where its options do not say all of the schedule or the program. */
  readonly command: string | null;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** One word for a POSIX shell. */
const word = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`);

const wordsOf = (value: unknown): readonly string[] | null =>
  Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string') ? value : null;

/** The job as JSON, as lines of a crontab and as a command, where these can say it. */
export function copyAs(document: JobDocument): CopyAs {
  return { json: JSON.stringify(document, null, 2), cron: cronLines(document), command: addCommand(document) };
}

const triggersOf = (document: JobDocument): readonly Json[] =>
  Array.isArray(document['triggers']) ? document['triggers'].filter(isObject) : [];

function cronLines(document: JobDocument): string | null {
  const triggers = triggersOf(document);
  const run = isObject(document['run']) ? document['run'] : {};
  const command = wordsOf(run['command']);
  const what = command === null ? textOf(run['shell']) : command.map(word).join(' ');
  // What cron has no word for would be lost without a sound.
  const more = ['zone', 'conditions', 'secrets', 'blackouts'].some((key) => document[key] !== undefined);
  const plain = triggers.every(
    (trigger) => trigger['type'] === 'cron' && trigger['zone'] === undefined && trigger['jitter'] === undefined,
  );
  if (what === null || what.includes('\n') || triggers.length === 0 || !plain || more) return null;
  const env = isObject(document['env']) ? Object.entries(document['env']) : [];
  const cwd = textOf(document['cwd']);
  const line = [
    ...(cwd === null || cwd === '~' ? [] : [`cd ${cwd.startsWith('~/') ? `~/${word(cwd.slice(2))}` : word(cwd)} &&`]),
    ...(command === null || env.length === 0 ? [] : ['env']),
    ...(command === null ? env.map(([name, value]) => `export ${name}=${word(String(value))};`) : []),
    ...(command === null ? [] : env.map(([name, value]) => word(`${name}=${String(value)}`))),
    what,
  ].join(' ');
  // A % ends the command in a crontab; the rest would be its input.
  return triggers.map((trigger) => `${String(trigger['expression'])} ${line.replace(/%/g, '\\%')}`).join('\n');
}

/** Keys of a job that `wakeful add` has options for, and those that every job has or that are its default. */
const SAID = ['id', 'name', 'description', 'tags', 'enabled', 'run', 'cwd', 'env', 'zone', 'triggers'];

function addCommand(document: JobDocument): string | null {
  const run = isObject(document['run']) ? document['run'] : {};
  const command = wordsOf(run['command']);
  const shell = textOf(run['shell']);
  if ((command === null && shell === null) || Object.keys(run).length !== 1) return null;
  if (Object.keys(document).some((key) => !SAID.includes(key))) return null;
  const options: string[] = [];
  const add = (name: string, value: unknown): void => {
    if (typeof value === 'string') options.push(`--${name} ${word(value)}`);
  };
  add('name', document['name']);
  add('description', document['description']);
  for (const tag of Array.isArray(document['tags']) ? document['tags'] : []) add('tag', tag);
  for (const trigger of triggersOf(document)) {
    const said = triggerOption(trigger);
    if (said === null) return null;
    add(said[0], said[1]);
  }
  add('zone', document['zone']);
  const cwd = textOf(document['cwd']);
  options.push(
    `--cwd ${cwd === null || cwd === '~' ? '~' : cwd.startsWith('~/') ? `~/${word(cwd.slice(2))}` : word(cwd)}`,
  );
  for (const [name, value] of Object.entries(isObject(document['env']) ? document['env'] : {})) {
    add('env', `${name}=${String(value)}`);
  }
  if (document['enabled'] === false) options.push('--disabled');
  add('shell', shell);
  return `wakeful add ${options.join(' ')}${command === null ? '' : ` -- ${command.map(word).join(' ')}`}`;
}

/** The option that says a trigger whole; null where there is none. */
function triggerOption(trigger: Json): readonly [string, string] | null {
  const { type, ...rest } = trigger;
  const keys = Object.keys(rest);
  const only = (key: string): string | null => (keys.length === 1 ? textOf(rest[key]) : null);
  const found: readonly (readonly [string, string | null])[] =
    type === 'cron'
      ? [['cron', only('expression')]]
      : type === 'interval'
        ? [['every', only('every')]]
        : type === 'once'
          ? [['once', only('at')]]
          : type === 'phrase'
            ? [['when', only('text') ?? only('phrase')]]
            : type === 'onCalendar'
              ? [['when', only('expression')]]
              : [];
  const [option] = found;
  return option === undefined || option[1] === null ? null : [option[0], option[1]];
}
