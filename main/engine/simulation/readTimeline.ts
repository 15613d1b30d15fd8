import type { Problem } from '../../core/problem.ts';
import { duration, instant, type Duration, type Instant } from '../../core/time/instant.ts';
import { formatDuration } from '../../core/time/iso.ts';
import {
  durationOf,
  instantOf,
  isObject,
  knownName,
  onlyKeys,
  refuse,
  Refusal,
  textOf,
  zoneOf,
  type JsonObject,
  type KnownNames,
} from './lineFields.ts';
import { readBehaviour } from './readBehaviour.ts';
import { readEvent } from './readEvent.ts';
import type { Behaviour, Timeline, TimelineEvent } from './timeline.ts';

/** Something wrong in one line of a timeline; lines count from 1. */
export interface TimelineProblem extends Problem {
  readonly line: number;
}

/** Last instant of a timeline: no civil dates are reckoned past it (9999-12-31). */
const LATEST = instant(253_402_300_799_000);

interface Head {
  readonly start: Instant;
  readonly zone: string;
  readonly end: Duration;
}

function readHead(object: JsonObject): Head {
  if ('event' in object || 'job' in object) {
    refuse(
      'head',
      'start',
      'The first line says when it begins: {"start":"2026-01-01T00:00:00Z","zone":"Europe/Berlin","end":"PT24H"}.',
    );
  }
  onlyKeys(object, ['start', 'zone', 'end']);
  const start = instantOf(object, 'start');
  const zone = zoneOf(object, 'zone');
  const end = durationOf(object['end'], 'end');
  if (start + end > LATEST) refuse('endRange', 'end', 'It ends after the year 9999, and no dates are reckoned there.');
  return { start, zone, end };
}

function parseLine(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Refusal({ code: 'json', message: `This line is not JSON: ${said}.` });
  }
  if (!isObject(value)) throw new Refusal({ code: 'json', message: 'A line is one JSON object in braces.' });
  return value;
}

/**
 * Reads `timeline.jsonl` (semantics §9). Every line is checked, and the first problem of every wrong line is given, in order; empty lines
 * are passed over. What makes no sense in the state the computer is in (a `resume` while awake, a wish while it is off) is no problem:
 * such things happen, and nobody notices them.
 */
export function readTimeline(
  text: string,
  known: KnownNames,
):
  | { readonly ok: true; readonly value: Timeline }
  | { readonly ok: false; readonly errors: readonly TimelineProblem[] } {
  const errors: TimelineProblem[] = [];
  const begun: { head: Head | null; tried: boolean } = { head: null, tried: false };
  let latest = duration(0);
  const behaviours = new Map<string, Behaviour>();
  const events: TimelineEvent[] = [];

  const readOne = (line: number, object: JsonObject): void => {
    if (!begun.tried) {
      begun.tried = true;
      begun.head = readHead(object);
      return;
    }
    if (!('event' in object)) {
      if ('t' in object) refuse('missing', 'event', 'What happens at this time is missing. Write an "event".');
      if (events.length > 0) {
        refuse('order', 'job', 'How jobs behave stands before the first event.');
      }
      const job = knownName(textOf(object, 'job', '"ingest"'), 'job', known.jobs, 'job');
      if (behaviours.has(job)) refuse('twice', 'job', `How "${job}" behaves was said before. Put it into one line.`);
      behaviours.set(job, readBehaviour(object));
      return;
    }
    const t = durationOf(object['t'], 't');
    if (t < latest) {
      refuse(
        'order',
        't',
        `This is before ${formatDuration(latest)}, the time of an earlier line. Put the events in order.`,
      );
    }
    if (begun.head !== null && t > begun.head.end) {
      refuse('afterEnd', 't', `The timeline ends at ${formatDuration(begun.head.end)}, before this.`);
    }
    events.push({ t, line, what: readEvent(object, known) });
    latest = t;
  };

  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const [index, raw] of lines.entries()) {
    if (raw.trim() === '') continue;
    try {
      readOne(index + 1, parseLine(raw));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      errors.push({ ...error.problem, line: index + 1 });
    }
  }
  if (!begun.tried) {
    errors.push({
      code: 'head',
      line: 1,
      message: 'The timeline is empty. Its first line says when it begins and ends.',
    });
  }
  if (errors.length > 0 || begun.head === null) return { ok: false, errors };
  return { ok: true, value: { ...begun.head, behaviours, events } };
}
