import type { Job } from '../core/job.ts';
import type { Instant } from '../core/time/instant.ts';
import { isLate, latenessOf } from './endings.ts';
import type { ActiveRun, Pending } from './jobState.ts';
import type { DueEntry, RunEntry } from './ledger.ts';

/** What is written of a run when it first has an entry: that it is going to be. */
export function announcementOf(job: Job, pending: Pending, id: number, era: number): RunEntry {
  return {
    run: pending.run,
    id,
    job: job.id,
    cause: pending.cause,
    due: pending.rep?.due ?? pending.about,
    started: null,
    ended: null,
    outcome: null,
    exitCode: null,
    signal: null,
    message: null,
    attempts: 0,
    process: null,
    outputs: {},
    fingerprint: null,
    upstream: pending.upstream,
    catchUp: pending.catchUp,
    era,
  };
}

/** A due moment whose run starts at `started`. Where that is late the reason is why it was missed, else what it had to wait for. */
export function beginningOf(
  rep: DueEntry,
  waited: boolean,
  { run, started, era }: { readonly run: string; readonly started: Instant; readonly era: number },
  decided: Instant,
): DueEntry {
  const reason = rep.reason ?? (isLate(rep, started, era) ? (waited ? 'waited' : 'busy') : null);
  const facts = { ...rep.facts, ...latenessOf(rep, reason, waited, started) };
  return { ...rep, fate: 'running', reason, facts, run, decided };
}

/** A run that begins, or is taken up, at a reading of the awake clock. */
export function activeFrom(job: Job, entry: RunEntry, due: DueEntry | null, mono: number): ActiveRun {
  const { stillRunningAfter } = job.notify;
  return {
    entry,
    due,
    job,
    phase: 'running',
    series: entry.catchUp,
    stopping: null,
    startedAt: mono,
    attemptStartedAt: mono,
    retryAt: null,
    overLimit: null,
    adoptedAt: null,
    stoppingBefore: null,
    tellAt: stillRunningAfter === null ? null : mono + stillRunningAfter,
  };
}
