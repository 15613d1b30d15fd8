import { ON_TIME_MS } from '../core/catchUp.ts';
import type { FateReason, Outcome } from '../core/fate.ts';
import type { Job } from '../core/job.ts';
import { assertNever } from '../core/problem.ts';
import { duration, type Duration, type Instant } from '../core/time/instant.ts';
import { durationText, ruleDurationText } from '../core/words/durations.ts';
import type { ActiveRun, StopCause } from './jobState.ts';
import type { DueEntry, Facts, RunEntry } from './ledger.ts';
import type { AttemptEnd, AttemptReport } from './ports.ts';

/**
 * Whether a run starts for its due moment later than on time (semantics §4). A moment of an era before was not run while it was there, and
 * the clock of this one does not tell by how much.
 */
export const isLate = ({ due, era }: DueEntry, started: Instant, startedEra: number): boolean =>
  era !== startedEra || started - due > ON_TIME_MS;

/** The facts behind a late start: until when it was kept, and where it was missed and then had to wait, that too. */
export function latenessOf(
  { facts, decided }: DueEntry,
  late: FateReason | null,
  waited: boolean,
  now: Instant,
): Facts {
  if (late === 'waited' || late === 'busy') return { to: now };
  if (late === null) return {};
  const inLine = now - decided;
  if (!waited) return inLine > ON_TIME_MS ? { also: `it was in line for ${durationText(duration(inLine))}` } : {};
  if (facts.condition === undefined || facts.waitingSince === undefined) return {};
  const length = duration(Math.max(0, now - facts.waitingSince));
  return { also: `it waited ${durationText(length)} for ${facts.condition}` };
}

/** What an attempt that nobody stopped came to. */
export function outcomeOf(end: AttemptEnd, job: Job): Outcome {
  switch (end.kind) {
    case 'exited':
      return job.successExitCodes.includes(end.exitCode) ? 'succeeded' : 'failed';
    case 'killed':
      return 'killed';
    case 'couldNotStart':
      return 'couldNotStart';
    case 'vanished':
      return 'interrupted';
    default:
      return assertNever(end);
  }
}

/** What a run came to that was stopped, whatever its process said at the end. */
export function outcomeOfStop(cause: StopCause): Outcome {
  switch (cause) {
    case 'person':
    case 'replace':
    case 'removed':
      return 'stopped';
    case 'attemptTimeout':
    case 'totalTimeout':
      return 'timedOut';
    case 'quit':
      return 'interrupted';
    default:
      return assertNever(cause);
  }
}

/** What there is to say of an attempt's end: why it could not start, what its exit code means, what was wrong with what it reported. */
export function messageOf(end: AttemptEnd, { problems = [], overLimit }: AttemptReport): string | null {
  const own = end.kind === 'couldNotStart' || end.kind === 'exited' ? end.message : undefined;
  const all = [overLimit, own, ...problems].filter((one) => one !== undefined);
  return all.length === 0 ? null : all.join(' ');
}

/** What a run has used by now: processor time adds up over its attempts, memory is the most of any. */
export function usedBy(entry: RunEntry, report: AttemptReport): Pick<RunEntry, 'cpuMs' | 'peakMemory'> {
  const { cpuMs, peakMemory } = report;
  return {
    ...(cpuMs === undefined ? {} : { cpuMs: (entry.cpuMs ?? 0) + cpuMs }),
    ...(peakMemory === undefined ? {} : { peakMemory: Math.max(entry.peakMemory ?? 0, peakMemory) }),
  };
}

/** What stopped a run, where it was not a person. */
export function limitMessage({ stopping, job }: ActiveRun): string | null {
  if (stopping === 'attemptTimeout')
    return `It was stopped after ${limitText(job.timeout.attempt)}, the limit of an attempt.`;
  if (stopping === 'totalTimeout') return `It was stopped after ${limitText(job.timeout.total)}, the limit of a run.`;
  if (stopping === 'quit') return 'It was stopped because Wakeful was quit.';
  if (stopping === 'replace') return 'The next due moment replaced it';
  if (stopping === 'removed') return 'Its job was removed';
  return null;
}

const limitText = (length: Duration | null): string => ruleDurationText(length ?? duration(0));
