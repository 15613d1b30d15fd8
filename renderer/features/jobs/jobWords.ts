import { isFinal } from '../../../main/core/fate.ts';
import type { JobRow, JobState } from '../../../preload/contract.ts';
import type { GlyphName } from '../../parts/Glyph.tsx';
import { glyphOf } from '../../parts/Glyph.tsx';
import { texts } from '../../texts/texts.ts';
import type { Times } from '../../time/times.ts';
import { distanceText, durationText, relativeText } from '../../time/times.ts';

/** The drawing before a job's name: what it is doing, else what became of it last. */
export function glyphOfJob(row: JobRow): GlyphName {
  if (row.problem !== null) return 'failed';
  if (row.running.length > 0 || row.state === 'running') return 'running';
  if (row.state === 'waiting') return 'waiting';
  if (row.state === 'paused' || row.state === 'disabled') return 'skipped';
  if (row.byHand !== null) return glyphOf('ran', row.byHand.outcome);
  return row.lastFate === null ? 'comingUp' : glyphOf(row.lastFate.fate, row.lastFate.outcome);
}

/** The drawing of a group head. */
export const glyphOfState: Readonly<Record<JobState, GlyphName>> = {
  attention: 'failed',
  running: 'running',
  waiting: 'waiting',
  scheduled: 'comingUp',
  paused: 'skipped',
  disabled: 'stopped',
};

/** Second line under a job's name: what it is doing or what became of it last. */
export function lastOf(row: JobRow, times: Times, now: number): string {
  if (row.problem !== null) return row.problem.message;
  const run = row.running[0];
  if (run !== undefined) {
    const lasted = durationText(now - run.started);
    return run.keptRunning ? texts.jobs.up(lasted) : texts.jobs.runningFor(lasted);
  }
  if (row.paused !== null) {
    return row.paused.until === null
      ? texts.jobs.paused
      : texts.jobs.pausedUntil(times.nearWithin(row.paused.until, now));
  }
  if (!row.enabled) return texts.jobs.disabled;
  if (row.incident?.kind === 'failing' && row.incident.failures > 1) {
    return texts.jobs.failedSince(row.incident.failures, times.nearWithin(row.incident.opened, now));
  }
  if (row.waiting !== null) {
    const { condition, deadline } = row.waiting;
    if (condition === null) return texts.jobs.inLine;
    return deadline === null
      ? texts.jobs.waitsFor(condition)
      : texts.jobs.waitsUntil(condition, times.nearWithin(deadline, now));
  }
  if (row.byHand !== null)
    return texts.jobs.byHand(withTime(row.byHand.text, times.nearWithin(row.byHand.started, now)));
  return row.lastFate === null ? texts.jobs.neverRan : dated(row.lastFate, times, now);
}

/** "Ran 09:05", "Failed yesterday 20:05, exit code 75": the time after the first word, where the words have none of their own. */
function dated({ fate, text, due, outcome }: NonNullable<JobRow['lastFate']>, times: Times, now: number): string {
  const saysWhen = (fate === 'caughtUp' && outcome === 'succeeded') || fate === 'coalesced' || !isFinal(fate);
  if (saysWhen) return text;
  return withTime(text, times.nearWithin(due, now));
}

function withTime(text: string, time: string): string {
  const [first = '', ...rest] = text.split(', ');
  return [`${first} ${time}`, ...rest].join(', ');
}

/** Next due moment, both ways: the time, and how far it is. */
export function nextOf(row: JobRow, times: Times, now: number): { readonly at: string | null; readonly how: string } {
  if (row.state === 'waiting')
    return { at: texts.jobs.waiting, how: row.waiting === null ? '' : distanceText(now - row.waiting.due) };
  if (row.state === 'paused' && row.paused !== null) {
    return {
      at: texts.jobs.paused,
      how:
        row.paused.until === null ? texts.jobs.withoutEnd : texts.jobs.until(times.nearWithin(row.paused.until, now)),
    };
  }
  if (row.state === 'disabled') return { at: null, how: texts.jobs.disabled };
  if (row.next === null) {
    return {
      at: null,
      how: row.running.some((run) => run.keptRunning) ? texts.jobs.keptRunning : texts.jobs.whenItHappens,
    };
  }
  return {
    at: `${row.next.estimated ? '≈ ' : ''}${times.near(row.next.at, now)}`,
    how: relativeText(row.next.at, now),
  };
}
