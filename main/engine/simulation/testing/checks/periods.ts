/** Periods that begin anew with runs (semantics §2.4, §2.5): each due moment is one period after a beginning, and none is left out. */
import { dialectOf } from '../oracles/dialects.ts';
import {
  dueLines,
  iso,
  isSwitched,
  lengthOf,
  ms,
  runLines,
  shown,
  wasWished,
  type CheckedJob,
  type CheckedTrigger,
  type Life,
  type Say,
} from '../life.ts';
import type { Era } from '../truth.ts';

const UNITS: Readonly<Record<string, number>> = { minutes: 60_000, hours: 3_600_000 };

/** The length of a trigger's period and what it counts from; null where it has none, or one that the calendar stretches. */
function periodOf(trigger: CheckedTrigger): { readonly every: number; readonly from: 'start' | 'finish' } | null {
  if (trigger.type === 'interval' && trigger['from'] !== 'grid') {
    return { every: lengthOf(trigger['every'], 0), from: trigger['from'] === 'finish' ? 'finish' : 'start' };
  }
  if (trigger.type !== 'phrase' || dialectOf(trigger) !== null) return null;
  const [, count = '1', unit = ''] = /^every (\d+) (\w+)$/.exec(String(trigger['text'])) ?? [];
  const length = UNITS[unit];
  return length === undefined ? null : { every: Number(count) * length, from: 'finish' };
}

/** Only for lives whose clock was never put. */
export function checkPeriods(life: Life, job: CheckedJob, eras: readonly Era[], say: Say): void {
  const lines = dueLines(life).filter((line) => line.job === job.id);
  const runs = runLines(life).filter((run) => run.job === job.id);
  for (const [index, trigger] of job.triggers.entries()) {
    const period = periodOf(trigger);
    if (period === null) continue;
    const { every, from } = period;
    const ofRuns = runs.flatMap(({ started, ended }) => {
      const at = from === 'start' ? started : started === null ? null : ended;
      return at === null ? [] : [ms(at)];
    });
    const decided = lines
      .filter(({ fate }) => fate === 'skipped' || fate === 'expired')
      .map((line) => ms(line.decided));
    const enabled = wasWished(life, job, 'enable');
    // A run that never started after it was queued ends as a decision does.
    const unstarted = runs.flatMap(({ started, ended }) => (started === null && ended !== null ? [ms(ended)] : []));
    const beginnings = [life.timeline.start, ...ofRuns, ...decided, ...unstarted];
    for (const line of lines) {
      if (line.trigger !== index || enabled) continue;
      if ((line.count ?? 1) > 1) say(`several periods at once: ${shown(line)}`);
      // A stop between a run's end and its writing moves the end to the last sign of life.
      const fits = beginnings.some((at) => at + every === ms(line.due));
      if (!fits && life.stopped.length === 0) say(`not one period after anything: ${shown(line)}`);
    }
    const isOpen =
      runs.some(({ outcome }) => outcome === null) ||
      lines.some(({ fate }) => fate === 'waiting' || fate === 'queued' || fate === 'running');
    if (isOpen || isSwitched(life, job) || life.stopped.length > 0) continue;
    const next = Math.max(...beginnings) + every;
    const reached = eras[eras.length - 1]?.to ?? 0;
    if (next < reached) say(`${job.id}/${String(index)} stands still: it was due again ${iso(next)}`);
  }
}
