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
