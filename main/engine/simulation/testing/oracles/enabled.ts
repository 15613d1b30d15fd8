/** When a job was on (a disabled job has no due moments, semantics §4), from what people wished while Wakeful could hear. */
import { hasSteps, lengthOf, wasWished, type CheckedJob, type CheckedTrigger, type Life } from '../life.ts';
import { stretchAt, type Stretch } from '../truth.ts';
import { isAtOnce, type Expected } from './expected.ts';

/** By the wall clock: due moments after `from` and up to `to` are the job's. */
interface Span {
  readonly from: number;
  to: number;
}

/**
 * When a job was on; null where it cannot be told: where the clock was put, Wakeful was stopped at a write or the job may be disabled by
 * failing, or what the clock showed before it was enabled decides.
 */
function enabledSpans(
  life: Life,
  job: CheckedJob,
  trigger: CheckedTrigger,
  stretches: readonly Stretch[],
): readonly Span[] | null {
  const zone = trigger['zone'] ?? job.zone;
  const moves = zone === 'local' && life.timeline.events.some(({ event }) => event === 'zone');
  if (job.givesUp || hasSteps(life) || life.stopped.length > 0 || moves) return null;
  let open: Span | null = { from: -Infinity, to: Infinity };
  const spans: Span[] = [open];
  for (const { event, t, job: of } of life.timeline.events) {
    const stretch = stretchAt(stretches, t);
    if (of !== job.id || stretch?.state !== 'awake') continue;
    const at: number = t + stretch.offset;
    if (event === 'disable' && open !== null) {
      open.to = at;
      open = null;
    }
    if (event === 'enable' && open === null) {
      open = { from: at, to: Infinity };
      spans.push(open);
    }
  }
  return spans;
}

/** The due moments that are the job's: those while it was on. Null: it cannot be told. */
export function whileEnabled(
  life: Life,
  job: CheckedJob,
  trigger: CheckedTrigger,
  stretches: readonly Stretch[],
  due: readonly Expected[],
): readonly Expected[] | null {
  if (!wasWished(life, job, 'disable', 'enable')) return job.givesUp ? null : due;
  const spans = enabledSpans(life, job, trigger, stretches);
  if (spans === null) return null;
  const jitter = lengthOf(trigger['jitter'], 0);
  const again = isAtOnce(trigger) ? spans.flatMap(({ from }) => (from < 0 ? [] : [from])) : [];
  const enabledAgain = again.map((at): Expected => ({ at, latest: at + jitter, optional: jitter > 0 }));
  const kept = due.flatMap((moment) => {
    const touched = spans.filter(({ from, to }) => from < moment.latest && moment.at <= to);
    if (touched.length === 0) return [];
    const isWhole = touched.some(({ from, to }) => from < moment.at && moment.latest <= to);
    return [isWhole ? moment : { ...moment, optional: true }];
  });
  return [...kept, ...enabledAgain].sort((a, b) => a.at - b.at);
}
