import { join } from 'node:path';
import { plainDocumentFile } from '../adapters/documents/documentFile.ts';
import type { Folders } from '../adapters/folders.ts';
import { takeInstanceLock } from '../adapters/singleInstance.ts';
import { JOBS_FILE, StoredJobs } from '../adapters/storedJobs.ts';
import { SystemClock } from '../adapters/systemClock.ts';
import { type Parsed, type Problem, parsed, refused } from '../core/problem.ts';
import { stableDraw } from '../core/triggers/stableDraw.ts';
import { StoreError } from '../engine/ports.ts';
import { prepareJob } from '../engine/view/saving.ts';
import { zoneNamed } from '../engine/zones.ts';

/** What became of a job that was saved while no Wakeful runs. */
export interface QuietlySaved {
  readonly id: string;
  /** What is wrong with the jobs file, told as the window would tell it. */
  readonly problems: readonly Problem[];
}

/**
 * Saves a new job straight to the file, for the command line while no Wakeful runs; null where one does after all (it holds the lock, and is
 * the one to ask). The next start counts its due moments from now.
 */
export function saveWhileNothingRuns(folders: Folders, document: unknown): Parsed<QuietlySaved> | null {
  const lock = takeInstanceLock(folders.data);
  if (!lock.held) return null;
  try {
    const clock = new SystemClock();
    const zone = () => zoneNamed(clock.localZone());
    const store = new StoredJobs({
      path: join(folders.config, JOBS_FILE),
      open: plainDocumentFile,
      now: () => clock.now(),
      zone,
      draw: (job, part) => stableDraw(`${job}/${part}`),
    });
    if (store.readOnly !== null) return refused({ code: 'readOnly', message: store.readOnly });
    const prepared = prepareJob(null, document, {
      now: clock.now(),
      zone: zone(),
      draw: () => Math.random(),
      all: store.load(),
      reserved: store.unreadable().flatMap(({ id }) => (id === null ? [] : [id])),
    });
    if (!prepared.ok) return prepared;
    store.put(prepared.value);
    return parsed({ id: prepared.value.job.id, problems: store.problems() }, prepared.warnings);
  } catch (error) {
    if (error instanceof StoreError) return refused(error.problem);
    throw error;
  } finally {
    lock.lock.dispose();
  }
}
