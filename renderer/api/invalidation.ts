import type { CallName, Push } from '../../preload/contract.ts';
import { assertNever } from '../../main/core/problem.ts';

/** Calls whose answers tell of jobs as a whole. */
const ofAllJobs: ReadonlySet<CallName> = new Set<CallName>([
  'readState',
  'readToday',
  'listJobs',
  'timelineJobs',
  'graph',
  'listSequences',
  'listSecrets',
]);

/** Calls whose answers tell of one job, named in their input. */
const ofOneJob: ReadonlySet<CallName> = new Set<CallName>(['readJob', 'listDue', 'why', 'listRuns', 'readRun']);

const jobOf = (input: unknown): string | null => {
  const job = (input as { readonly job?: unknown }).job;
  return typeof job === 'string' ? job : null;
};

/** The jobs whose rows of the timeline are asked for. */
const rowsOf = (input: unknown): readonly string[] => {
  const { jobs } = input as { readonly jobs?: unknown };
  return Array.isArray(jobs) ? (jobs as readonly string[]) : [];
};

/** Whether the answer to a call may have changed with what was pushed. */
export function touches(push: Push, name: CallName, input: unknown): boolean {
  switch (push.kind) {
    case 'jobs': {
      if (name === 'timeline') return push.jobs === null || rowsOf(input).some((job) => push.jobs?.includes(job));
      if (ofAllJobs.has(name)) return true;
      if (!ofOneJob.has(name)) return false;
      const job = jobOf(input);
      return push.jobs === null || job === null || push.jobs.includes(job);
    }
    case 'output':
      return name === 'readToday' || (name === 'readRun' && (input as { readonly run?: unknown }).run === push.run);
    case 'machine':
      return name === 'timeline' || name === 'timelineJobs' || name === 'readToday' || name === 'why';
    case 'inbox':
      return name === 'listInbox' || name === 'readState' || name === 'readToday';
    case 'settings':
      return name === 'readSettings' || name === 'readState' || name === 'listSecrets';
    case 'state':
      return name === 'readState' || name === 'readToday';
    case 'show':
      return false;
    default:
      return assertNever(push);
  }
}
