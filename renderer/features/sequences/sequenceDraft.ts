import { isoLength, lengthText, readLength } from '../../time/lengths.ts';
import type { When } from '../editor/draft.ts';
import { whenOf } from '../editor/draft.ts';

type Json = Readonly<Record<string, unknown>>;

/** A step while it is edited. */
export interface StepDraft {
  readonly job: string;
  /** As typed: "30 min". */
  readonly after: string;
  readonly priority: number;
}

/** A sequence while it is edited. */
export interface SequenceDraft {
  readonly name: string;
  readonly mode: 'oneAtATime' | 'free';
  readonly steps: readonly StepDraft[];
  /** When it starts by itself; one empty box where it does not. */
  readonly whens: readonly When[];
  /** What the form does not show, kept as it is. */
  readonly rest: Json;
}

/** A saved sequence, opened for editing. */
export function sequenceDraftOf(document: Json | null): SequenceDraft {
  const { name, steps, concurrency, triggers, ...rest } = document ?? {};
  const saved = Array.isArray(triggers) ? (triggers as readonly Json[]) : [];
  return {
    name: typeof name === 'string' ? name : '',
    mode: concurrency === 'free' ? 'free' : 'oneAtATime',
    steps: Array.isArray(steps)
      ? (steps as readonly Json[]).map((step) => ({
          job: typeof step['job'] === 'string' ? step['job'] : '',
          after: lengthText(step['after'] ?? 'PT0S'),
          priority: typeof step['priority'] === 'number' ? step['priority'] : 0,
        }))
      : [{ job: '', after: '0 s', priority: 0 }],
    whens: saved.length > 0 ? saved.map((trigger) => whenOf(trigger)) : [whenOf(null, '')],
    rest,
  };
}

/** The document of a sequence; null where a length of time is not understood. */
export function sequenceDocumentOf(draft: SequenceDraft): Json | null {
  const steps: Json[] = [];
  for (const step of draft.steps) {
    const after = readLength(step.after.trim() === '' ? '0 s' : step.after);
    if (after === null) return null;
    steps.push({ job: step.job, after: isoLength(after), ...(step.priority === 0 ? {} : { priority: step.priority }) });
  }
  const triggers = draft.whens.flatMap((when) => (when.trigger === null ? [] : [when.trigger]));
  return {
    ...draft.rest,
    name: draft.name,
    steps,
    concurrency: draft.mode,
    ...(triggers.length === 0 ? {} : { triggers }),
  };
}
