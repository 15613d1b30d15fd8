/** Periods that begin anew with runs (semantics §2.4, §2.5): each due moment is one period after a beginning, and none is left out. */
import { dialectOf } from '../oracles/dialects.ts';
import { isAtOnce } from '../oracles/expected.ts';
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
import { launchesOf, type Era, type Stretch } from '../truth.ts';

const UNITS: Readonly<Record<string, number>> = { minutes: 60_000, hours: 3_600_000 };

interface Period {
  /** The shortest and the longest that one is. */
  readonly every: number;
  readonly upTo: number;
  readonly from: 'start' | 'finish';
  /** No due moment lies after it. */
  readonly ends: number;
  /** The first is due when the job is saved. */
  readonly atOnce: boolean;
}

/** The length of a trigger's period and what it counts from; null where it has none, or one that the calendar stretches. */
function periodOf(trigger: CheckedTrigger): Period | null {
  if (trigger.type === 'interval' && trigger['from'] !== 'grid' && trigger['anchor'] === undefined) {
    const every = lengthOf(trigger['every'], 0);
    const { until } = trigger;
    return {
      every,
      upTo: lengthOf(trigger['upTo'], every),
      from: trigger['from'] === 'finish' ? 'finish' : 'start',
      ends: typeof until === 'string' ? ms(until) : Infinity,
      atOnce: isAtOnce(trigger),
    };
  }
  if (trigger.type !== 'phrase' || dialectOf(trigger) !== null) return null;
  const [, count = '1', unit = ''] = /^every (\d+) (\w+)$/.exec(String(trigger['text'])) ?? [];
  const length = UNITS[unit];
  const every = Number(count) * (length ?? 0);
  return length === undefined ? null : { every, upTo: every, from: 'finish', ends: Infinity, atOnce: false };
}

const nextSecond = (at: number): number => (Math.floor(at / 1000) + 1) * 1000;

/** Only for lives whose clock was never put. */
export function checkPeriods(
  life: Life,
  job: CheckedJob,
  eras: readonly Era[],
  stretches: readonly Stretch[],
  say: Say,
): void {
  const lines = dueLines(life).filter((line) => line.job === job.id);
  const runs = runLines(life).filter((run) => run.job === job.id);
  for (const [index, trigger] of job.triggers.entries()) {
    const period = periodOf(trigger);
    if (period === null) continue;
    const { every, upTo, from, ends, atOnce } = period;
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
    const launches = launchesOf(stretches);
    const beginnings = [life.timeline.start, ...ofRuns, ...decided, ...unstarted];
    for (const line of lines) {
      if (line.trigger !== index || enabled) continue;
      if ((line.count ?? 1) > 1) say(`several periods at once: ${shown(line)}`);
      // A stop between a run's end and its writing moves the end to the last sign of life.
      const due = ms(line.due);
      // One that was over when the end it counts from became known is due at the first second after that.
      const isNoticed = (at: number): boolean => launches.some((up) => at + every <= up && due === nextSecond(up));
      const isFirst = atOnce && due === life.timeline.start;
      const fits = isFirst || beginnings.some((at) => (at + every <= due && due <= at + upTo) || isNoticed(at));
      if (due > ends) say(`due after its end: ${shown(line)}`);
      if (!fits && life.stopped.length === 0) say(`not one period after anything: ${shown(line)}`);
    }
    const begins = lines.some((line) => line.trigger === index && ms(line.due) === life.timeline.start);
    if (begins !== atOnce && life.stopped.length === 0)
      say(`${job.id}/${String(index)} was ${atOnce ? 'not ' : ''}due at once`);
    const isOpen =
      runs.some(({ outcome }) => outcome === null) ||
      lines.some(({ fate }) => fate === 'waiting' || fate === 'queued' || fate === 'running');
    if (isOpen || isSwitched(life, job) || life.stopped.length > 0) continue;
    const next = Math.max(...beginnings) + upTo;
    const reached = eras[eras.length - 1]?.to ?? 0;
    const isTooLate = launches.some((up) => next <= up && nextSecond(up) > ends);
    if (next < reached && next <= ends && !isTooLate)
      say(`${job.id}/${String(index)} stands still: it was due again ${iso(next)}`);
  }
}
