import type { Outcome } from '../fate.ts';
import type { Retry } from '../job.ts';
import { type Duration, duration } from '../time/instant.ts';

/** How an attempt ended, as far as trying again depends on it. */
export interface AttemptResult {
  readonly outcome: Outcome;
  readonly exitCode: number | null;
}

/** No delay grows past this, whatever `factor` says: a number of milliseconds must stay a number. */
const LONGEST_DELAY_MS = 400 * 86_400_000;

/**
 * Whether another attempt follows after `attempts` of them (1 or more), the last of which ended as `result` (semantics §6).
 * What a person stopped and what went away unseen is never tried again; with `onExitCodes` only a failure with one of these is.
 */
export function isRetried(retry: Retry, result: AttemptResult, attempts: number): boolean {
  if (attempts > retry.limit) return false;
  switch (result.outcome) {
    case 'succeeded':
    case 'stopped':
    case 'interrupted':
      return false;
    case 'failed':
      return retry.onExitCodes === null || (result.exitCode !== null && retry.onExitCodes.includes(result.exitCode));
    case 'killed':
    case 'timedOut':
    case 'couldNotStart':
      return retry.onExitCodes === null;
  }
}

/**
 * How long to wait before the `k`-th further attempt (1 is the first retry): `delay` × `factor` to the power of k − 1, at most `maxDelay`,
 * drawn longer or shorter by up to the share `jitter`, again at most `maxDelay`. `draw` is uniform in [0, 1).
 */
export function retryDelay(retry: Retry, k: number, draw: number): Duration {
  const longest = Math.min(retry.maxDelay ?? LONGEST_DELAY_MS, LONGEST_DELAY_MS);
  // No delay stays none: a factor grown past every number would make it no number at all.
  const grown = retry.delay === 0 ? 0 : Math.min(retry.delay * retry.factor ** (k - 1), longest);
  const drawn = grown * (1 + retry.jitter * (2 * draw - 1));
  return duration(Math.round(Math.min(Math.max(drawn, 0), longest)));
}
