/** What jobs that depend on others are due after, and wait for (semantics §7). */
import {
  dueLines,
  hasSteps,
  isSwitched,
  lengthOf,
  ms,
  runLines,
  shown,
  type CheckedJob,
  type CheckedTrigger,
  type DueLine,
  type Life,
  type RunLine,
  type Say,
} from '../life.ts';
import { labelAt } from '../oracles/labels.ts';
import { broughtAt, broughtIn, judgedEnds, usedOf } from '../oracles/upstreamEnds.ts';
import { launchesOf, stretchesOf } from '../truth.ts';

const DAY = 86_400_000;

/** Every ended run of the upstream that matches makes one due moment, `delay` after its end. */
export function checkAfter(
  life: Life,
  job: CheckedJob,
  trigger: CheckedTrigger,
  mine: readonly DueLine[],
  say: Say,
): void {
  const upstream = String(trigger['job']);
  const ends = judgedEnds(life, trigger, usedOf(life, job, upstream));
  const made = mine.reduce((sum, line) => sum + (line.count ?? 1), 0);
  const most = ends.filter(({ due }) => due !== false);
  if (made > most.length) say(`${String(made)} moments of ${job.id} after ${String(most.length)} runs of ${upstream}`);
  const { end } = life.timeline;
  const last = Math.max(
    ...stretchesOf(life.timeline, life.stopped)
      .filter(({ state, to }) => state === 'awake' && to <= end)
      .map(({ to, offset }) => to + offset),
  );
  // Stopped right at the beginning, it may have been before the job was saved.
  if (hasSteps(life) || isSwitched(life, job) || life.stopped.some(({ down }) => down === 0)) return;
  const past = ends.filter(
    ({ run, due }) => due === true && ms(run.ended ?? '') + lengthOf(trigger['delay'], 0) <= last,
  );
  if (made < past.length)
    say(`only ${String(made)} moments of ${job.id} after ${String(past.length)} runs of ${upstream}`);
}

const isOfJob = (condition: Readonly<Record<string, unknown>>): boolean => typeof condition['job'] === 'string';

/** A run that was due started only when every upstream was fresh enough. Only for lives whose clock was never put. */
export function checkFreshness(life: Life, job: CheckedJob, say: Say): void {
  const conditions = job.conditions.filter(isOfJob);
  if (conditions.length === 0) return;
  const runs = runLines(life)
    .filter((run) => run.job === job.id && run.started !== null)
    .sort((a, b) => ms(a.started ?? '') - ms(b.started ?? ''));
  for (const [index, run] of runs.entries()) {
    if (run.cause !== 'due') continue;
    for (const condition of conditions)
      if (!isFresh(life, job, condition, runs, index)) say(`not fresh: ${shown(run)}`);
  }
  for (const line of dueLines(life)) {
    if (line.job !== job.id || line.fate !== 'expired') continue;
    if (!['conditionDeadline', 'upstreamFailed', 'upstreamNotRun'].includes(line.reason ?? '')) continue;
    if (ms(line.decided) < ms(line.last ?? line.due) + job.deadline)
      say(`given up before its deadline: ${shown(line)}`);
  }
}

/** Whether Wakeful was launched in an instant: it hears then how runs ended meanwhile, and what it starts may go before that. */
const isLaunch = (life: Life, at: number): boolean => launchesOf(stretchesOf(life.timeline, life.stopped)).includes(at);

function isFresh(
  life: Life,
  job: CheckedJob,
  condition: Readonly<Record<string, unknown>>,
  runs: readonly RunLine[],
  index: number,
): boolean {
  const at = ms(runs[index]?.started ?? '');
  const success = broughtAt(life, String(condition['job']), at);
  if (success === null) return false;
  const before = runs[index - 1]?.started;
  // What it is due after is what it used, whatever else succeeded.
  const follows = job.triggers.some(({ type, job: of }) => type === 'after' && of === condition['job']);
  if (
    condition['changed'] === true &&
    !follows &&
    before !== undefined &&
    before !== null &&
    !isLaunch(life, ms(before))
  ) {
    const used = broughtAt(life, String(condition['job']), ms(before) - 1);
    // Whatever ended in the instant of that start may have been used by it.
    const also = broughtIn(life, String(condition['job']), ms(before));
    if (used !== null && [used.brought, ...also].every((brought) => brought === success.brought)) return false;
  }
  if (condition['within'] !== undefined) return success.ended >= at - lengthOf(condition['within'], 0);
  if (condition['succeeded'] === 'today') {
    // Where the zone moves, midnight does.
    if (job.zone === 'local' && life.timeline.events.some(({ event }) => event === 'zone')) return true;
    const zone = job.zone === 'local' ? life.timeline.zone : job.zone;
    const day = (instant: number): number => Math.floor(labelAt(zone, instant) / DAY);
    return day(success.ended) >= day(at);
  }
  return before === undefined || before === null || success.ended > ms(before);
}
