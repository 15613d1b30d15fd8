import { type Parsed, type Problem, parsed } from '../problem.ts';
import type { Instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import { type TakenFor, type When, readTriggerDocument, readWhen } from '../when.ts';
import { comingDue, pastDue } from './comingDue.ts';
import { feltChanges } from './explainClock.ts';
import { type OtherDialect, otherDialects } from './explainDialects.ts';
import { surprises } from './explainWarnings.ts';
import { kindOf, sentenceOf, textOf, zoneInForce } from './registry.ts';
import { stableDraw } from './stableDraw.ts';
import type { ScheduleContext } from './trigger.ts';

/** For whom, and as of when, a trigger is explained. */
export interface ExplainContext {
  /** The job's zone; a trigger's own goes before it. */
  readonly zone: Zone;
  /** The computer's zone, for triggers in zone `local`; default: the job's. */
  readonly local?: Zone;
  readonly now: Instant;
  /** How many due moments to come, and how many past ones. Default of the past ones: as many. */
  readonly count: number;
  readonly past?: number;
  /** When the job was created and last enabled; default: now. */
  readonly created?: Instant;
  readonly enabled?: Instant;
  /** Since when the running period counts; null, the default, before the first run. */
  readonly periodFrom?: Instant | null;
  /** Job id and trigger index; default: the text itself, which draws stably too. */
  readonly seed?: string;
}

/** Everything about a trigger that a person can want to know. */
export interface Explanation {
  /** The trigger as it would be saved. */
  readonly trigger: Readonly<Record<string, unknown>>;
  /** What the text was taken for. */
  readonly takenFor: TakenFor;
  /** The trigger as text, as a person would type it again; null where it has no text form. */
  readonly text: string | null;
  /** Without a full stop. */
  readonly sentence: string;
  /** The zone it goes by; null for events. */
  readonly zone: string | null;
  readonly next: readonly Instant[];
  /** Newest first. */
  readonly previous: readonly Instant[];
  readonly warnings: readonly Problem[];
  readonly otherDialects: readonly OtherDialect[];
}

/** Most due moments that are listed. */
const MOST = 10_000;

/** The stable draw of previews: the same text always shows the same (semantics §2.1 `~`). */
const previewDraw = (part: string): number => stableDraw(part);

/**
 * Explains a typed text, or a trigger's JSON: the one answer of `wakeful explain`, `wakeful next` and the editor. Pure;
 * the same question has the same answer.
 */
export function explain(input: unknown, context: ExplainContext): Parsed<Explanation> {
  const parse = { now: context.now, zone: context.zone, draw: previewDraw };
  const read = typeof input === 'string' ? readWhen(input, parse) : readTriggerDocument(input, parse);
  if (!read.ok) return read;
  return parsed(explainWhen(read.value, read.warnings, context));
}

/** Explains what was read before, with the warnings of reading it. */
function explainWhen(when: When, found: readonly Problem[], context: ExplainContext): Explanation {
  const { trigger, takenFor, document } = when;
  const { now, count } = context;
  const zone = zoneInForce(trigger, context.zone.id, context.local ?? context.zone);
  const schedule: ScheduleContext = {
    zone: zone.ok ? zone.value : context.zone,
    seed: context.seed ?? JSON.stringify(document),
    created: context.created ?? now,
    enabled: context.enabled ?? context.created ?? now,
    periodFrom: context.periodFrom ?? null,
  };
  const isTime = kindOf(trigger) === 'time';
  const next = comingDue(trigger, schedule, now, Math.min(Math.max(count, 1), MOST));
  const changes = isTime ? feltChanges(trigger, schedule, now) : [];
  const more = surprises(trigger, schedule, now, next[0], changes);
  return {
    trigger: document,
    takenFor,
    text: textOf(trigger) ?? null,
    sentence: sentenceOf(trigger, schedule.zone),
    zone: isTime ? schedule.zone.id : null,
    next: next.slice(0, count),
    previous: pastDue(trigger, schedule, now, Math.min(context.past ?? count, MOST)),
    warnings: [...found, ...more.filter(({ code }) => !found.some((known) => known.code === code))],
    otherDialects: otherDialects(trigger, changes),
  };
}
