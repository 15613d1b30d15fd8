/** How runs end: by what their programs did, by the job's limits, or by somebody's will (semantics §6). */
import {
  hasSteps,
  ms,
  runLines,
  shown,
  wasWished,
  type CheckedJob,
  type Life,
  type RunLine,
  type Say,
  type Traced,
} from '../life.ts';
import { checkEnds } from './ends.ts';
import { awakeUntil, NOTICED_WITHIN, type Stretch } from '../truth.ts';

/** Times are written with milliseconds, and delays are rounded to them. */
const SLACK = 2;

/** What a process without limits comes to. */
function scripted(exit: unknown): string {
  if (exit === 'missing') return 'couldNotStart';
  if (typeof exit === 'string') return 'killed';
  return exit === 0 ? 'succeeded' : 'failed';
}

export function checkOutcomes(life: Life, job: CheckedJob, stretches: readonly Stretch[], say: Say): void {
  const traced = life.traced.filter((what) => what.job === job.id);
  const order: string[] = [];
  for (const { kind, run } of traced) if (kind === 'start' && !order.includes(run)) order.push(run);
  const exitOf = (run: RunLine): unknown =>
    job.exits[Math.min(Math.max(order.indexOf(run.run), 0), job.exits.length - 1)];
  const mayGoOn = (run: RunLine): boolean =>
    run.attempts <= job.retry.limit &&
    (job.attemptLimit < Infinity || isRetried(job, scripted(exitOf(run)), exitOf(run)));
  checkEnds(life, job, stretches, mayGoOn, say);
  for (const run of runLines(life)) {
    if (run.job !== job.id || run.outcome === null) continue;
    const own = traced.filter((what) => what.run === run.run);
    const exit = exitOf(run);
    // In a life that was stopped, what was numbered and what was written may differ by the run in between.
    checkEnd(life, job, run, exit, say);
    if (order.includes(run.run)) checkAttempts(job, run, exit, say);
    checkLimits(life, job, run, own, stretches, say);
    checkDelays(life, job, run, own, stretches, say);
  }
}

/** An outcome has its cause. */
function checkEnd(life: Life, job: CheckedJob, run: RunLine, exit: unknown, say: Say): void {
  const because = (cause: boolean): void => {
    if (!cause) say(`without a cause: ${shown(run)}`);
  };
  switch (run.outcome) {
    case null:
      return;
    case 'succeeded':
    case 'failed':
    case 'killed':
    case 'couldNotStart':
      if (scripted(exit) !== run.outcome) say(`its program ended as ${String(exit)}: ${shown(run)}`);
      return;
    case 'timedOut':
      because(job.attemptLimit < Infinity || job.totalLimit < Infinity);
      return;
    case 'stopped':
      because(run.started === null || job.concurrency === 'replace' || wasWished(life, job, 'stop'));
      return;
    case 'interrupted':
      because(
        life.stopped.length > 0 ||
          life.timeline.events.some(({ event }) => ['quit', 'crash', 'powerOff'].includes(event)),
      );
      return;
  }
}

const isRetried = ({ retry }: CheckedJob, outcome: string, exit: unknown): boolean =>
  outcome === 'failed'
    ? retry.onExitCodes === null || retry.onExitCodes.includes(Number(exit))
    : ['killed', 'timedOut', 'couldNotStart'].includes(outcome) && retry.onExitCodes === null;

/** A run that failed has used every attempt it had, and one that succeeded the first: all attempts of a run end alike. */
function checkAttempts(job: CheckedJob, run: RunLine, exit: unknown, say: Say): void {
  const outcome = run.outcome ?? '';
  const most = 1 + job.retry.limit;
  if (run.attempts > most) say(`more than ${String(most)} attempts: ${shown(run)}`);
  const byItself = scripted(exit) === outcome;
  const again = isRetried(job, outcome, exit);
  if (byItself && !again && job.attemptLimit === Infinity && run.attempts !== 1)
    say(`tried again although it is not to be: ${shown(run)}`);
  if (again && run.attempts < most && (outcome !== 'timedOut' || job.totalLimit === Infinity))
    say(`given up after ${String(run.attempts)} of ${String(most)} attempts: ${shown(run)}`);
}

/** Whether Wakeful was there, or asleep with the computer, all the time between two true times. */
const isWatched = (stretches: readonly Stretch[], from: number, to: number): boolean =>
  stretches.every((stretch) => stretch.running || stretch.to <= from || stretch.from >= to);

/** No attempt, and no run, goes on for longer than its limit, in time awake. */
function checkLimits(
  life: Life,
  job: CheckedJob,
  run: RunLine,
  own: readonly Traced[],
  stretches: readonly Stretch[],
  say: Say,
): void {
  const starts = own.filter(({ kind }) => kind === 'start');
  const [first] = starts;
  for (const { attempt, elapsed } of starts) {
    const end = own.find((what) => what.kind === 'end' && what.attempt === attempt);
    const until = end?.elapsed ?? life.timeline.end;
    if (first === undefined) continue;
    const long = (from: number): number => awakeUntil(stretches, until) - awakeUntil(stretches, from);
    // An alarm whose clock was put back under it waits for the heartbeat.
    const slack = job.grace + (hasSteps(life) ? NOTICED_WITHIN : 0);
    // Limits go on counting while Wakeful is away; what passes then is acted on when it is there again.
    const isOver = (from: number, limit: number): boolean =>
      long(from) > limit + slack && isWatched(stretches, until - (long(from) - limit), until);
    if (isOver(elapsed, job.attemptLimit)) say(`attempt ${String(attempt)} went on for too long: ${shown(run)}`);
    if (isOver(first.elapsed, job.totalLimit)) say(`it went on for too long: ${shown(run)}`);
    if (
      isWatched(stretches, first.elapsed, until) &&
      run.outcome === 'timedOut' &&
      attempt === run.attempts &&
      long(elapsed) < job.attemptLimit &&
      long(first.elapsed) < job.totalLimit &&
      // It may have timed out while it waited for the next attempt.
      !Number.isFinite(job.totalLimit)
    )
      say(`timed out before its limit: ${shown(run)}`);
  }
  if (run.outcome === 'timedOut' && run.started !== null && run.ended !== null && !hasSteps(life)) {
    const long = ms(run.ended) - ms(run.started);
    if (long < Math.min(job.attemptLimit, job.totalLimit) && life.stopped.length === 0)
      say(`timed out before its limit: ${shown(run)}`);
  }
}

/** Between two attempts it waits for the delay, grown and drawn as the job says, in time awake. */
function checkDelays(
  life: Life,
  { retry }: CheckedJob,
  run: RunLine,
  own: readonly Traced[],
  stretches: readonly Stretch[],
  say: Say,
): void {
  for (const { kind, attempt, elapsed } of own) {
    if (kind !== 'start' || attempt === 1) continue;
    const end = own.find((what) => what.kind === 'end' && what.attempt === attempt - 1);
    if (end === undefined) {
      say(`attempt ${String(attempt)} began before the one before it had ended: ${shown(run)}`);
      continue;
    }
    if (!isWatched(stretches, end.elapsed, elapsed) || life.stopped.length > 0) continue;
    const waited = awakeUntil(stretches, elapsed) - awakeUntil(stretches, end.elapsed);
    const delay = Math.min(retry.delay * retry.factor ** (attempt - 2), retry.maxDelay);
    const [least, most] = [delay * (1 - retry.jitter), Math.min(delay * (1 + retry.jitter), retry.maxDelay)];
    if (waited < least - SLACK || waited > most + SLACK + (hasSteps(life) ? NOTICED_WITHIN : 0))
      say(
        `waited ${String(waited)} ms for attempt ${String(attempt)}, not ${String(least)} to ${String(most)}: ${shown(run)}`,
      );
  }
}
