import type { Job } from '../core/job.ts';
import type { KeepAliveTrigger } from '../core/triggers/keepAlive.ts';
import type { ActiveRun, JobState } from './jobState.ts';

/** How long a program has to be up at least before it counts as working again. */
const LEAST_UP_MS = 60_000;

/** The trigger that keeps a job's program running; null where it has none. */
export function keptRunning({ triggers }: Pick<Job, 'triggers'>): KeepAliveTrigger | null {
  for (const trigger of triggers) if (trigger.type === 'keepAlive') return trigger;
  return null;
}

/**
 * At which reading of the awake clock a run of a program that was failing counts as working: after a minute, or after the window in which it
 * would be given up where that is longer. Null where the job has no row of failures, or is not kept running.
 */
export function worksAgainAt(state: JobState, active: ActiveRun): number | null {
  if ((state.incident?.failures ?? 0) === 0 || active.stopping !== null || active.phase !== 'running') return null;
  if (active.entry.cause === 'test') return null;
  const kept = keptRunning(state.job);
  return kept === null ? null : active.attemptStartedAt + Math.max(LEAST_UP_MS, kept.window);
}
