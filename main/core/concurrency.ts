import type { Concurrency } from './job.ts';
import { assertNever } from './problem.ts';

/** What stands at the moment at which a run wants to come in. */
export interface Occupancy {
  /** Runs of the job that started and have not ended. */
  readonly running: number;
  /** Runs of the job that wait for their turn. */
  readonly queued: number;
}

/**
 * What becomes of a run that wants to come in (semantics §6): it `goes`; it is `queued` behind what runs; it `joins` the one that waits
 * already; it `replaces` what runs (queued until that has ended); it is `refused`.
 */
export type Admission = 'goes' | 'queued' | 'joins' | 'replaces' | 'refused';

/** Judges `concurrency` for one run that wants to come in. `queueLimit` counts for `queue`, `max` for `allow`. */
export function admit(
  rule: { readonly concurrency: Concurrency; readonly queueLimit: number; readonly max: number },
  { running, queued }: Occupancy,
): Admission {
  if (running === 0) return queued === 0 ? 'goes' : 'joins';
  switch (rule.concurrency) {
    case 'forbid':
      return 'refused';
    case 'queue':
      if (queued < rule.queueLimit) return 'queued';
      return queued > 0 ? 'joins' : 'refused';
    case 'replace':
      return queued > 0 ? 'joins' : 'replaces';
    case 'allow':
      return running + queued < rule.max ? 'goes' : 'refused';
    default:
      return assertNever(rule.concurrency);
  }
}
