import type { Duration, Instant } from './time/instant.ts';

/** What finally became of a due moment, or where it stands (semantics §4). */
export type Fate = 'ran' | 'caughtUp' | 'coalesced' | 'skipped' | 'expired';
export type Standing = 'waiting' | 'queued' | 'running';

export type LateReason = 'asleep' | 'off' | 'notRunning' | 'busy' | 'waited' | 'clockChanged';
export type SkipReason =
  'paused' | 'skipNext' | 'stillRunning' | 'sequenceCancelled' | 'dismissed' | 'jobChanged' | 'blackout';
export type ExpiryReason =
  'noCatchUp' | 'tooLate' | 'overLimit' | 'conditionDeadline' | 'upstreamFailed' | 'upstreamNotRun';
export type FateReason = LateReason | SkipReason | ExpiryReason;

/** How a run ended (semantics §6). */
export type Outcome = 'succeeded' | 'failed' | 'killed' | 'timedOut' | 'stopped' | 'couldNotStart' | 'interrupted';

const finals: ReadonlySet<string> = new Set<Fate>(['ran', 'caughtUp', 'coalesced', 'skipped', 'expired']);

/** Whether an entry with this fate can never change again (semantics §10.4). */
export const isFinal = (fate: Fate | Standing): fate is Fate => finals.has(fate);

/** `failure` in the sense of `after` triggers and incidents: every outcome except `succeeded` and `stopped` (semantics §7). */
export const isFailure = (outcome: Outcome): boolean => outcome !== 'succeeded' && outcome !== 'stopped';

/**
 * The facts behind a fate, for the sentence that explains it (semantics §8): when the computer was away, what was waited for and what it
 * last said, which run or person's wish decided.
 */
export interface FateFacts {
  /** The stretch of machine history, pause, blackout or clock step that kept it from running. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** What it waited for, as a noun: "the network", "Merge sources"; and what that last said. */
  readonly condition?: string;
  readonly said?: string;
  /** The run, job or wish that stood in the way. */
  readonly byRun?: string;
  readonly byJob?: string;
  readonly wishedAt?: Instant;
  /** Beginning and limit of waiting. */
  readonly waitingSince?: Instant;
  readonly deadline?: Instant;
  /** How many were missed where `overLimit` or a burst decided, and how many may run. */
  readonly missed?: number;
  readonly limit?: number;
  /** A second cause of lateness: "the network came back 58 seconds later". */
  readonly also?: string;
  /** Why it was missed, where the reason does not say so itself (`noCatchUp`, `tooLate`, `overLimit`). */
  readonly cause?: LateReason;
  /** The job catches up, only not on what was missed for this cause (`noCatchUp`). */
  readonly notAfterThat?: true;
  /** For how long it would have been useful (`tooLate`). */
  readonly within?: Duration;
  /** When the upstream's run ended (`upstreamFailed`). */
  readonly at?: Instant;
}
