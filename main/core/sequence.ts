import { isSlug, slugOf } from './documents/slug.ts';
import { nearestWords } from './nearest.ts';
import type { Parsed, Problem } from './problem.ts';
import { type Duration, type Instant, plus } from './time/instant.ts';
import { zoneOf } from './time/zone.ts';
import { Fields, attempt, expectRead, refuse } from './triggers/fields.ts';
import { lengthInWords, listed } from './triggers/sentenceWords.ts';
import { type Trigger, parseTrigger, savedTrigger, sentenceOf } from './triggers/registry.ts';
import type { ParseContext } from './triggers/trigger.ts';

/** One step: a job, made due some time after the sequence was started. */
export interface SequenceStep {
  readonly job: string;
  /** From the start of the sequence. */
  readonly after: Duration;
  /** Of steps at the same time the lower number starts first. */
  readonly priority: number;
}

/**
 * Jobs made due together, at times relative to one start: Python's `sched` (semantics §2.7). A sequence is an object of its
 * own, not a trigger; the engine carries it out.
 */
export interface Sequence {
  /** Slug made from the name once. */
  readonly id: string;
  readonly name: string;
  /** In the order of the document, at least one. `stepsInOrder` says in which order they start. */
  readonly steps: readonly SequenceStep[];
  /** `oneAtATime`: a step waits until the one before it ended. `free`: each at its own time. */
  readonly concurrency: 'oneAtATime' | 'free';
  /** What starts it, beside people. */
  readonly triggers: readonly Trigger[];
  /** IANA name or `local`: for its triggers. */
  readonly zone: string;
  /** The document as it has to be saved: with the id, and with what reading drew at random. */
  readonly document: Readonly<Record<string, unknown>>;
  /** When it was first saved: the anchor of its triggers' grids. */
  readonly created: Instant;
}

/** What reading a sequence depends on beside its document. */
export interface SequenceContext extends ParseContext {
  /** When it was first saved; default: now. */
  readonly created?: Instant;
  /** Ids of the jobs there are. Absent: jobs are not looked up. */
  readonly jobs?: readonly string[];
}

const KEYS = ['id', 'name', 'steps', 'concurrency', 'triggers', 'zone'];
const STEP_KEYS = ['job', 'after', 'priority'];
const MOST_STEPS = 1000;
const MOST_TRIGGERS = 200;
const MOST_PRIORITY = 1_000_000;

/**
 * Reads a sequence from outside and fills in what it leaves out: `after` PT0S, `priority` 0, `concurrency` oneAtATime, no
 * triggers, zone local. Codes beside those of fields and triggers: `idShape`, `unknownJob`, `sequenceTrigger`
 * (`keepAlive` and `queue` ask about runs of a job of their own).
 */
export function readSequence(document: unknown, context: SequenceContext): Parsed<Sequence> {
  return attempt((warn) => {
    const fields: Fields = new Fields(document, 'a sequence', KEYS);
    const name = fields.requiredText('name', '"Evening batch"').trim();
    const id = fields.text('id') ?? slugOf(name, new Set());
    if (!isSlug(id)) {
      const suggestion = slugOf(id, new Set());
      const message = `"id" must be made of letters, digits, "-", "_" and ".", like "${suggestion}".`;
      refuse({ code: 'idShape', message, field: 'id', suggestion });
    }
    const steps = listOf(fields, 'steps', '[{"job":"ingest","after":"PT0S"}]', MOST_STEPS);
    if (steps.length === 0) fields.missing('steps', '[{"job":"ingest","after":"PT0S"}]');
    const zone = fields.text('zone') ?? 'local';
    const own = zone === 'local' ? context.zone : expectRead(zoneOf(zone), { field: 'zone' });
    const documents = listOf(fields, 'triggers', '[{"type":"cron","expression":"0 18 * * *"}]', MOST_TRIGGERS);
    const triggers = documents.map((json, index) =>
      readOwnTrigger(json, `triggers[${String(index)}]`, { ...context, zone: own }, warn),
    );
    const saved = documents.map((json, index) => {
      const trigger = triggers[index];
      return trigger === undefined ? json : savedTrigger(json as Readonly<Record<string, unknown>>, trigger);
    });
    return {
      id,
      name,
      steps: steps.map((json, index) => readStep(json, `steps[${String(index)}]`, context.jobs)),
      concurrency: fields.choice('concurrency', ['oneAtATime', 'free'] as const) ?? 'oneAtATime',
      triggers,
      zone,
      document: {
        ...(document as Readonly<Record<string, unknown>>),
        id,
        ...(saved.length === 0 ? {} : { triggers: saved }),
      },
      created: context.created ?? context.now,
    };
  });
}

function listOf(fields: Fields, key: string, example: string, most: number): readonly unknown[] {
  const value = fields.raw(key);
  if (value === undefined) return [];
  if (!Array.isArray(value))
    refuse({ code: 'wrongType', message: `"${key}" must be a list, like ${example}.`, field: key });
  if (value.length > most) {
    refuse({ code: 'outOfRange', message: `"${key}" must have at most ${String(most)} entries.`, field: key });
  }
  return value;
}

function readStep(json: unknown, place: string, jobs: readonly string[] | undefined): SequenceStep {
  const fields: Fields = new Fields(json, 'a step of a sequence', STEP_KEYS, `${place}.`);
  const job = fields.requiredText('job', 'ingest');
  if (jobs !== undefined && !jobs.includes(job)) {
    const [near] = nearestWords(job, jobs);
    const advice = near === undefined ? '' : ` Did you mean "${near}"?`;
    const suggestion = near === undefined ? {} : { suggestion: near };
    refuse({
      code: 'unknownJob',
      message: `There is no job "${job}".${advice}`,
      field: fields.path('job'),
      ...suggestion,
    });
  }
  return {
    job,
    after: fields.duration('after') ?? (0 as Duration),
    priority: fields.wholeNumber('priority', -MOST_PRIORITY, MOST_PRIORITY) ?? 0,
  };
}

function readOwnTrigger(
  json: unknown,
  place: string,
  context: ParseContext,
  warn: (problem: Problem) => void,
): Trigger {
  const under = (problem: Problem): Problem => ({
    ...problem,
    field: problem.field === undefined ? place : `${place}.${problem.field}`,
  });
  const read = parseTrigger(json, context);
  if (!read.ok) refuse(under(read.error));
  for (const warning of read.warnings) warn(under(warning));
  const trigger = read.value;
  if (trigger.type === 'keepAlive' || trigger.type === 'queue') {
    const message = `"${trigger.type}" asks about runs of one job; a sequence has none of its own.`;
    refuse({ code: 'sequenceTrigger', message, field: `${place}.type` });
  }
  return trigger;
}

/** A step as it starts, with its place in the document. */
export interface OrderedStep extends SequenceStep {
  /** Index in `steps`. */
  readonly index: number;
}

/** The steps in the order in which they start: by time, then priority, then their place in the document (sched). */
export function stepsInOrder(sequence: Sequence): readonly OrderedStep[] {
  return sequence.steps
    .map((step, index) => ({ ...step, index }))
    .sort((a, b) => a.after - b.after || a.priority - b.priority || a.index - b.index);
}

/** The due moments that a start at `start` makes, in the order in which they start. */
export const dueOfStart = (
  sequence: Sequence,
  start: Instant,
): readonly { readonly step: OrderedStep; readonly due: Instant }[] =>
  stepsInOrder(sequence).map((step) => ({ step, due: plus(start, step.after) }));

/** "ingest, then report after 30 minutes, one at a time"; with what starts it, where anything does. */
export function sequenceSentence(sequence: Sequence): string {
  const ordered = stepsInOrder(sequence);
  const steps = ordered.map(({ job, after }) => (after === 0 ? job : `${job} after ${lengthInWords(after)}`));
  const how = sequence.concurrency === 'oneAtATime' ? 'one at a time' : 'each at its own time';
  const what = `${listed(steps, 'then')}, ${how}`;
  const starts = sequence.triggers.map((trigger) => sentenceOf(trigger));
  return starts.length === 0 ? `Started by hand: ${what}` : `${listed(starts)}: ${what}`;
}
