import { isObject } from '../../core/documents/reader.ts';
import { keptDocument } from '../../core/documents/keptDocument.ts';
import { inspectJob, type JobReport } from '../../core/documents/readJob.ts';
import { slugOf } from '../../core/documents/slug.ts';
import type { StoredJob } from '../../core/job.ts';
import { type Parsed, type Problem, parsed, refused } from '../../core/problem.ts';
import { checkUpstreams } from '../../core/rules/upstreamGraph.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Zone } from '../../core/time/zone.ts';

/** What saving a job depends on beside its document. */
export interface SavingContext {
  readonly now: Instant;
  /** The computer's zone. */
  readonly zone: Zone;
  /** As in `ParseContext.draw`: real chance when a job is saved, stable from the text in previews. */
  readonly draw: (part: string) => number;
  /** All jobs there are, the one that is edited among them. */
  readonly all: readonly StoredJob[];
  /** Ids that stand in the file although their jobs cannot be read: not to be given to another. */
  readonly reserved: readonly string[];
}

/** A document with the id under which it would be saved. */
interface Draft {
  readonly document: unknown;
  readonly id: string | null;
  readonly before: StoredJob | null;
}

/**
 * Puts the id into a draft: that of the job that is edited, or a new one from its name. An id that a new job's document brings is kept, where
 * it is free.
 */
function draftOf(id: string | null, document: unknown, context: SavingContext): Parsed<Draft> {
  const before = id === null ? null : (context.all.find(({ job }) => job.id === id) ?? null);
  if (id !== null && before === null && !context.reserved.includes(id)) {
    return refused({ code: 'unknownJob', message: `There is no job "${id}" any more.` });
  }
  if (!isObject(document)) return parsed({ document, id, before });
  const own = document['id'];
  if (id !== null) {
    if (own !== undefined && own !== id) {
      const message = `The id of a job stays as it is: "${id}". Duplicate the job to have it under another.`;
      return refused({ code: 'idFixed', message, field: 'id', suggestion: id });
    }
    return parsed({ document: { ...document, id }, id, before });
  }
  const taken = new Set([...context.all.map(({ job }) => job.id), ...context.reserved]);
  if (typeof own === 'string') {
    const clash = [...taken].find((other) => other.toLowerCase() === own.toLowerCase());
    if (clash === undefined) return parsed({ document, id: own, before });
    const suggestion = slugOf(own, taken);
    const message = `There is already a job with the id "${clash}". "${suggestion}" is free.`;
    return refused({ code: 'idTaken', message, field: 'id', suggestion });
  }
  if (own !== undefined || typeof document['name'] !== 'string') return parsed({ document, id: null, before });
  const made = slugOf(document['name'], taken);
  return parsed({ document: { ...document, id: made }, id: made, before });
}

/** Everything there is to say about a draft, for the editor: what its fields and its links to other jobs lack. */
export function inspectDraft(id: string | null, document: unknown, context: SavingContext): JobReport {
  const draft = draftOf(id, document, context);
  if (!draft.ok) {
    const report = inspectJob(document, context);
    return { job: null, errors: [draft.error, ...report.errors], warnings: report.warnings };
  }
  const { before } = draft.value;
  const report = inspectJob(draft.value.document, {
    ...context,
    ...(before === null ? {} : { saved: before.document }),
  });
  if (report.job === null) return report;
  const others = context.all.map(({ job }) => job).filter((job) => job.id !== report.job?.id);
  const errors = checkUpstreams(report.job, [...others, report.job]);
  return errors.length === 0 ? report : { job: null, errors, warnings: report.warnings };
}

/**
 * The job that a document becomes when it is saved now, with warnings. The first problem where it cannot be. `enabledAt` moves where the job
 * is enabled or its triggers change: due moments count from then on (semantics §2).
 */
export function prepareJob(id: string | null, document: unknown, context: SavingContext): Parsed<StoredJob> {
  const { job, errors, warnings } = inspectDraft(id, document, context);
  const [problem] = errors;
  if (job === null || problem !== undefined) return refused(problem ?? cannotBeRead);
  const kept = keptDocument(document, job);
  const before = context.all.find((stored) => stored.job.id === job.id) ?? null;
  const sameTriggers =
    before !== null &&
    JSON.stringify(before.document['triggers'] ?? []) === JSON.stringify(kept['triggers'] ?? []) &&
    before.job.zone === job.zone;
  return parsed(
    {
      document: kept,
      job,
      created: before?.created ?? context.now,
      enabledAt:
        before !== null && sameTriggers && (before.job.enabled || !job.enabled) ? before.enabledAt : context.now,
      revision: (before?.revision ?? 0) + 1,
    },
    warnings,
  );
}

const cannotBeRead: Problem = { code: 'job', message: 'The job cannot be read.' };
