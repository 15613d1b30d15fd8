import type { AppState, Input, Output, OutputChunk } from '../../../preload/contract.ts';
import type { StoredJob } from '../../core/job.ts';
import type { Zone } from '../../core/time/zone.ts';
import type { TimeContext } from '../../core/words/times.ts';
import type { Pause } from '../jobState.ts';
import type { Ledger, RunEntry } from '../ledger.ts';
import type { Clock } from '../ports.ts';
import type { OpenMoment, Scheduler } from '../scheduler.ts';
import { zoneNamed } from '../zones.ts';
import type { AbsenceSeen } from './absenceSeen.ts';

/** One job as the engine has it in mind now. */
export interface JobNow {
  readonly stored: StoredJob;
  readonly pause: Pause | null;
  /** Due moments that are not over: owed for later, waiting, in line, running. */
  readonly open: readonly OpenMoment[];
  /** Runs that started and have not ended, oldest first. */
  readonly active: readonly RunEntry[];
}

/** Output of runs, as the store keeps it. */
export interface OutputStore {
  /**
   * Decoded output, from a place on; of one attempt where it is named. `ended`: the run is over, so that half a character at the end is all
   * there will be.
   */
  readText(
    run: string,
    wanted: {
      readonly from: number;
      readonly limit: number;
      readonly attempt: number | null;
      readonly ended: boolean;
    },
  ): Omit<OutputChunk, 'run'>;
  search(run: string, wanted: Omit<Input<'searchOutput'>, 'run'>): Promise<Output<'searchOutput'>>;
  /** The last lines of both streams together. */
  tail(run: string, lines: number): readonly string[];
}

/** A job in the file that could not be read: shown, and never run. */
export interface UnreadableJob {
  readonly id: string | null;
  readonly name: string | null;
  readonly document: unknown;
  readonly problem: { readonly code: string; readonly message: string; readonly field?: string };
}

/** What every answer of the view is made from. */
export interface Reading {
  readonly scheduler: Scheduler;
  readonly clock: Pick<Clock, 'now' | 'localZone'>;
  readonly ledger: Ledger;
  readonly output: OutputStore;
  readonly unreadable: () => readonly UnreadableJob[];
  readonly absenceSeen: AbsenceSeen;
  /** BCP 47, for times; undefined: the default of `words/times.ts`. */
  readonly locale: string | undefined;
}

/** What of the program never changes while it runs. */
export type About = Pick<AppState, 'version' | 'platform' | 'shell' | 'folders'>;

/** The computer's zone. */
export const localZone = ({ clock }: Reading): Zone => zoneNamed(clock.localZone());

/** Now, in the eyes of this computer's user. */
export function timeContextOf(reading: Reading): TimeContext {
  const { clock, locale } = reading;
  return { zone: localZone(reading), now: clock.now(), ...(locale === undefined ? {} : { locale }) };
}

/** Name of a job by its id; the id where there is no such job any more. */
export const nameOf =
  ({ scheduler }: Reading) =>
  (job: string): string =>
    scheduler.job(job)?.job.name ?? job;

/** What there is of a job now. */
export const jobNow = ({ scheduler }: Reading, stored: StoredJob): JobNow => ({
  stored,
  pause: scheduler.pauseOf(stored.job.id),
  open: scheduler.openMoments(stored.job.id),
  active: scheduler.running(stored.job.id),
});
