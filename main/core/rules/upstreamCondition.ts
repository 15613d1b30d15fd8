import type { Outcome } from '../fate.ts';
import type { Condition } from '../job.ts';
import { assertNever } from '../problem.ts';
import { type Instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import { isChanged } from './changed.ts';
import { dayAt, dayBegins } from './wallTime.ts';

/** A condition on the success of another job. */
export type JobCondition = Extract<Condition, { readonly kind: 'job' }>;

/** What is known of the upstream's runs. */
export interface UpstreamRuns {
  /** Its newest run that succeeded, whatever came after. */
  readonly lastSuccess: { readonly ended: Instant; readonly fingerprint: string | null } | null;
  /** Its newest run that ended, however. */
  readonly lastEnd: { readonly ended: Instant; readonly outcome: Outcome } | null;
}

/** What is known of the job that waits. */
export interface DownstreamRuns {
  /** When its newest run started; null before the first. */
  readonly lastStarted: Instant | null;
  /** Fingerprint of the upstream's run that it last used; null where it used none. */
  readonly usedFingerprint: string | null;
}

/**
 * How an upstream condition stands: it holds; or not yet, and if the deadline passed now the due moment would expire because the
 * upstream `failed` (`upstreamFailed`) or has `notRun` (`upstreamNotRun`), or ran and brought nothing new.
 */
export type UpstreamStanding =
  | { readonly kind: 'holds'; readonly since: Instant }
  | { readonly kind: 'failed'; readonly at: Instant; readonly outcome: Outcome }
  | { readonly kind: 'notRun' }
  | { readonly kind: 'unchanged'; readonly at: Instant };

/**
 * Judges an upstream condition at `now` (semantics §7). What counts is a run that succeeded and ended after a mark: the start of my last
 * run (any success before my first), the time `within` ago, or midnight in the job's zone for `today`. A success that counts is not
 * undone by a failure after it.
 */
export function judgeUpstream(
  condition: JobCondition,
  upstream: UpstreamRuns,
  mine: DownstreamRuns,
  now: Instant,
  zone: Zone,
): UpstreamStanding {
  const mark = markOf(condition.succeeded, mine, now, zone);
  const { lastSuccess, lastEnd } = upstream;
  if (lastSuccess !== null && mark(lastSuccess.ended)) {
    if (!condition.changed || isChanged(lastSuccess.fingerprint, mine.usedFingerprint)) {
      return { kind: 'holds', since: lastSuccess.ended };
    }
  }
  if (lastEnd !== null && mark(lastEnd.ended)) {
    return lastEnd.outcome === 'succeeded'
      ? { kind: 'unchanged', at: lastEnd.ended }
      : { kind: 'failed', at: lastEnd.ended, outcome: lastEnd.outcome };
  }
  return { kind: 'notRun' };
}

/** Whether an end at an instant is recent enough. */
function markOf(
  succeeded: JobCondition['succeeded'],
  mine: DownstreamRuns,
  now: Instant,
  zone: Zone,
): (ended: Instant) => boolean {
  if (succeeded === 'sinceMyLastRun') {
    const { lastStarted } = mine;
    return (ended) => lastStarted === null || ended > lastStarted;
  }
  if (succeeded === 'today') {
    const midnight = dayBegins(dayAt(now, zone), zone);
    return (ended) => ended >= midnight;
  }
  const { within } = succeeded;
  return (ended) => ended >= now - within;
}

/** All of several upstream conditions, or one of them where `any` (semantics §7). None at all holds. */
export const upstreamsHold = (standings: readonly UpstreamStanding[], any: boolean): boolean =>
  standings.length === 0 || (any ? standings.some(holds) : standings.every(holds));

const holds = (standing: UpstreamStanding): boolean => standing.kind === 'holds';

/** Why a due moment expires whose deadline passed with these standings; null where they hold. One failure is enough to say so. */
export function expiryOf(
  standings: readonly UpstreamStanding[],
  any: boolean,
): 'upstreamFailed' | 'upstreamNotRun' | null {
  if (upstreamsHold(standings, any)) return null;
  for (const standing of standings) {
    switch (standing.kind) {
      case 'failed':
        return 'upstreamFailed';
      case 'holds':
      case 'notRun':
      case 'unchanged':
        break;
      default:
        assertNever(standing);
    }
  }
  return 'upstreamNotRun';
}
