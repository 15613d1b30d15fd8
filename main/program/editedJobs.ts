import type { StoredJob } from '../core/job.ts';
import type { Scheduler } from '../engine/scheduler.ts';
import { prepareJob, type SavingContext } from '../engine/view/saving.ts';

/**
 * Takes over what was edited in the jobs file by hand: jobs that are new there, other than before, or gone. An edit by hand has no revision of
 * its own, so it is saved like one from the window.
 */
export function takeEdits(scheduler: Scheduler, inFile: readonly StoredJob[], context: () => SavingContext): void {
  const known = new Map(scheduler.jobs().map((stored) => [stored.job.id, stored]));
  for (const id of known.keys()) {
    if (!inFile.some(({ job }) => job.id === id)) scheduler.removeJob(id);
  }
  for (const stored of inFile) {
    const before = known.get(stored.job.id);
    if (before === undefined) {
      scheduler.saveJob(stored);
    } else if (JSON.stringify(before.document) !== JSON.stringify(stored.document)) {
      const prepared = prepareJob(stored.job.id, stored.document, context());
      if (prepared.ok) scheduler.saveJob(prepared.value);
    }
  }
}
