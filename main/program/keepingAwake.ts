import type { KeepAwake } from '../adapters/keepAwake.ts';
import type { Disposable } from '../engine/ports.ts';
import type { Scheduler } from '../engine/scheduler.ts';

/** Keeps the computer awake while a job runs that asks for it (semantics §2.0 `keepAwake`); one hold, however many run. */
export function keepAwakeWhileRunning(
  scheduler: Pick<Scheduler, 'running' | 'job' | 'onChange'>,
  keepAwake: KeepAwake,
): Disposable {
  let held: Disposable | null = null;
  const look = (): void => {
    const wanted = scheduler.running().some(({ job }) => scheduler.job(job)?.job.keepAwake === true);
    if (wanted) held ??= keepAwake.hold();
    else {
      held?.dispose();
      held = null;
    }
  };
  const subscription = scheduler.onChange(({ runs }) => {
    if (runs.size > 0) look();
  });
  look();
  return {
    dispose() {
      subscription.dispose();
      held?.dispose();
      held = null;
    },
  };
}
