import type { TimelineJob } from '../../../preload/contract.ts';
import type { StoredJob } from '../../core/job.ts';
import { instant, later } from '../../core/time/instant.ts';
import { countComing } from './coming.ts';
import { isOwed } from './openNow.ts';
import type { JobHistory } from './jobHistory.ts';
import type { Reading } from './reading.ts';

/**
 * What the timeline has of every job in [from, to): numbers from the ledger's counters, so that which rows there are and in which order is
 * known without any row being made. Whole hours are counted, as the counters have them.
 */
export function timelineJobs(
  input: { readonly from: number; readonly to: number },
  history: JobHistory,
  reading: Reading,
): readonly TimelineJob[] {
  const { scheduler, clock, ledger } = reading;
  const now = clock.now();
  const from = instant(Math.floor(input.from));
  const to = instant(Math.max(Math.ceil(input.to), from + 1));
  const sums = from <= now ? ledger.fateSums(from, to) : new Map<string, never>();
  const begin = later(from, now);

  const brief = (stored: StoredJob): TimelineJob => {
    const { id } = stored.job;
    const sum = sums.get(id);
    const open = scheduler.openMoments(id).filter(({ entry }) => entry.due < to && (entry.last ?? entry.due) >= from);
    const openCount = open.reduce((count, { entry }) => count + entry.count, 0);
    const late = open.filter(({ entry }) => entry.fate !== 'running' && !isOwed(entry, { now }));
    const exceptions = sum === undefined ? 0 : sum.failed + sum.caughtUp + sum.coalesced + sum.skipped + sum.expired;
    return {
      job: id,
      due:
        (sum?.ran ?? 0) +
        exceptions +
        openCount +
        (begin < to ? countComing(stored, begin, to, reading, history.usually) : 0),
      exceptions: exceptions + late.reduce((count, { entry }) => count + entry.count, 0),
      runs: scheduler.running(id).some(({ started }) => started !== null && started < to) || ranIn(id),
    };
  };
  /** Whether a run that is over reaches into the stretch; asked of the ledger only where the last runs do not say. */
  const ranIn = (job: string): boolean => {
    const { runs } = history.of(job);
    const [newest] = runs;
    if (newest === undefined || (newest.ended !== null && newest.ended < from)) return false;
    const reaches = runs.some(
      ({ started, ended }) => started !== null && started < to && (ended === null || ended >= from),
    );
    return reaches || ledger.runsBetween([job], from, instant(to - 1), 1).length > 0;
  };
  return scheduler.jobs().map(brief);
}
