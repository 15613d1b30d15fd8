import type { JobRow, TimelineJob } from '../../../preload/contract.ts';
import type { Filter } from './FilterMenu.tsx';

/** The jobs to draw: filtered and in order, by what the program says each has in view. Without its answer all jobs are. */
export function arrangeJobs(
  jobs: readonly JobRow[],
  inView: readonly TimelineJob[] | undefined,
  filter: Filter,
): readonly JobRow[] {
  const known = new Map((inView ?? []).map((one) => [one.job, one]));
  const exceptionsOf = (job: JobRow): number => known.get(job.id)?.exceptions ?? 0;
  const kept = jobs.filter((job) => {
    if (filter.tag !== null && !job.tags.includes(filter.tag)) return false;
    const has = known.get(job.id);
    if (has === undefined) return inView === undefined;
    if (filter.onlyExceptions) return has.exceptions > 0;
    return !filter.hideEmpty || has.due > 0 || has.runs;
  });
  const tagOf = (job: JobRow): string => job.tags[0] ?? '\uffff';
  // Sorting is stable: jobs of one tag stay in the order of the list.
  return kept.sort((a, b) => {
    if (filter.sort === 'exceptions') return exceptionsOf(b) - exceptionsOf(a) || a.name.localeCompare(b.name);
    if (filter.sort === 'name') return a.name.localeCompare(b.name);
    return tagOf(a).localeCompare(tagOf(b));
  });
}
