import type { JobDocument, Problem } from '../../../preload/contract.ts';
import { joinCommand, splitCommand } from './commandLine.ts';

type Json = Readonly<Record<string, unknown>>;

/** What a job runs, while it is edited: the text stays when the kind is switched. */
export interface What {
  readonly kind: 'command' | 'shell' | 'script';
  readonly text: string;
  readonly interpreter: string;
  /** Parts of `run` that the form does not show, kept as they are. */
  readonly rest: Json;
}

/** One trigger while it is edited: as typed text, or as the object that a form changes. */
export interface When {
  readonly key: number;
  /** What is typed; null for triggers that have no text form. */
  readonly text: string | null;
  /** As it would be saved; null while the text is not understood. */
  readonly trigger: Json | null;
}

/** A job while it is edited. */
export interface Draft {
  /** The document but for `run` and `triggers`. */
  readonly rest: JobDocument;
  readonly what: What;
  readonly whens: readonly When[];
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((word) => typeof word === 'string') : [];

/** The text of a saved trigger, where it has one: the rest is changed by a form. */
export function textOfTrigger(trigger: Json): string | null {
  const { type, ...fields } = trigger;
  const only = (key: string): string | null => {
    const value = fields[key];
    return typeof value === 'string' && Object.keys(fields).length === 1 ? value : null;
  };
  switch (type) {
    case 'cron':
    case 'onCalendar':
      return only('expression');
    case 'phrase':
      return only('text');
    case 'once':
      return only('at');
    case 'interval':
      return only('every');
    default:
      return null;
  }
}

let keys = 0;

/** A trigger to edit. */
export const whenOf = (trigger: Json | null, text = trigger === null ? '' : textOfTrigger(trigger)): When => ({
  key: (keys += 1),
  text,
  trigger,
});

function whatOf(run: unknown): What {
  const fields = isObject(run) ? run : {};
  const { command, shell, script, interpreter, ...rest } = fields;
  const interpreted = joinCommand(texts(interpreter));
  if (typeof shell === 'string') return { kind: 'shell', text: shell, interpreter: interpreted, rest };
  if (typeof script === 'string') return { kind: 'script', text: script, interpreter: interpreted, rest };
  return { kind: 'command', text: joinCommand(texts(command)), interpreter: interpreted, rest };
}

/** A document, opened for editing. A new job has one empty When box. */
export function draftOf(document: JobDocument): Draft {
  const { run, triggers, ...rest } = document;
  const saved = Array.isArray(triggers) ? triggers.filter(isObject) : [];
  const whens = saved.map((trigger) => whenOf(trigger));
  return { rest, what: whatOf(run), whens: whens.length > 0 ? whens : [whenOf(null, '')] };
}

/** The interpreter of a script that names none. */
const INTERPRETER = ['sh', '-'];

function runOf(what: What): Json {
  switch (what.kind) {
    case 'command':
      return { command: splitCommand(what.text).words };
    case 'shell':
      return { ...what.rest, shell: what.text };
    case 'script': {
      const words = splitCommand(what.interpreter).words;
      return { script: what.text, interpreter: words.length > 0 ? words : INTERPRETER };
    }
  }
}

/** The document of a draft. Boxes that are empty are no triggers; ones that are not understood are left out, too. */
export function documentOf(draft: Draft): JobDocument {
  const triggers = draft.whens.flatMap((when) => (when.trigger === null ? [] : [when.trigger]));
  return { ...draft.rest, run: runOf(draft.what), triggers };
}

/** A field of the document, by names: `['catchUp', 'within']`. */
export function fieldOf(document: JobDocument, path: readonly string[]): unknown {
  let value: unknown = document;
  for (const name of path) value = isObject(value) ? value[name] : undefined;
  return value;
}

/** The document with a field changed; undefined takes it out, and an object that becomes empty with it. */
export function withField(document: JobDocument, path: readonly string[], value: unknown): JobDocument {
  const [name, ...further] = path;
  if (name === undefined) return document;
  const { [name]: before, ...rest } = document;
  const next = further.length === 0 ? value : withField(isObject(before) ? before : {}, further, value);
  if (next === undefined || (further.length > 0 && isObject(next) && Object.keys(next).length === 0)) return rest;
  return { ...document, [name]: next };
}

/** The first problem of a field or of something in it. */
export const problemOf = (problems: readonly Problem[], field: string): Problem | undefined =>
  problems.find((problem) => {
    const path = problem.field ?? '';
    return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
  });

/** Fields in which two documents differ, with both values as JSON text. */
export function differences(
  mine: JobDocument,
  theirs: JobDocument,
): readonly { field: string; mine: string; theirs: string }[] {
  const show = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value));
  return [...new Set([...Object.keys(mine), ...Object.keys(theirs)])]
    .map((field) => ({ field, mine: show(mine[field]), theirs: show(theirs[field]) }))
    .filter((pair) => pair.mine !== pair.theirs);
}
