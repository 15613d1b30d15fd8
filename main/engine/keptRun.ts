import type { ActiveRun, StopCause } from './jobState.ts';

/**
 * What is kept of a run in progress, under `attempt/RUN`, where it has limits or is being stopped: a Wakeful that crashed and takes the run
 * up again goes on counting, and goes on stopping. Times awake as `Turn.awakeBefore` makes them comparable.
 */
export interface KeptRun {
  readonly started: number;
  readonly attempt: number;
  readonly stopping: StopCause | null;
  /** The person was told that it still runs. */
  readonly told: boolean;
}

/** The key of what is kept of a run. */
export const keptRunKey = (run: string): string => `attempt/${run}`;

/** What to keep of a run now; null: nothing of it is limited, nothing is asked. */
export function keptOf(active: ActiveRun, awakeBefore: number): KeptRun | null {
  const { timeout, notify } = active.job;
  const limited = timeout.total !== null || timeout.attempt !== null || notify.stillRunningAfter !== null;
  if (!limited && active.stopping === null) return null;
  return {
    started: active.startedAt + awakeBefore,
    attempt: active.attemptStartedAt + awakeBefore,
    stopping: active.stopping,
    told: notify.stillRunningAfter !== null && active.tellAt === null,
  };
}

/** Lets a run that is taken up go on counting from where it began. */
export function recallRun(active: ActiveRun, kept: KeptRun, awakeBefore: number): void {
  active.startedAt = kept.started - awakeBefore;
  active.attemptStartedAt = kept.attempt - awakeBefore;
  const { stillRunningAfter } = active.job.notify;
  active.tellAt = kept.told || stillRunningAfter === null ? null : active.startedAt + stillRunningAfter;
}
