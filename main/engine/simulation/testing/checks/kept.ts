/** Programs that are kept running, and queues of files (semantics §2.8). */
import {
  dueLines,
  hasSteps,
  isSwitched,
  lengthOf,
  ms,
  runLines,
  shown,
  wasWished,
  type CheckedJob,
  type CheckedTrigger,
  type DueLine,
  type Life,
  type RunLine,
  type Say,
} from '../life.ts';
import type { Stretch } from '../truth.ts';

const OPEN = new Set(['waiting', 'queued', 'running']);

/** Only for lives whose clock was never put. */
export function checkKept(life: Life, job: CheckedJob, stretches: readonly Stretch[], say: Say): void {
  for (const [index, trigger] of job.triggers.entries()) {
    if (trigger.type !== 'keepAlive' && trigger.type !== 'queue') continue;
    const lines = dueLines(life)
      .filter((line) => line.job === job.id && line.trigger === index)
      .sort((a, b) => ms(a.due) - ms(b.due));
    const runs = runLines(life).filter((run) => run.job === job.id);
    checkApart(trigger, lines, runs, say);
    if (trigger.type === 'queue') checkFilled(life, trigger, lines, say);
    checkGoesOn(life, job, trigger, lines, runs, stretches, say);
  }
}

/** Due moments are never closer than the throttle allows, and never while a run that one of them led to goes on. */
function checkApart(trigger: CheckedTrigger, lines: readonly DueLine[], runs: readonly RunLine[], say: Say): void {
  const throttle = lengthOf(trigger['throttle'], 10_000);
  const byName = new Map(runs.map((run) => [run.run, run]));
  for (const [index, line] of lines.entries()) {
    if ((line.count ?? 1) > 1) say(`several moments of what is kept running at once: ${shown(line)}`);
    const before = lines[index - 1];
    if (before === undefined) continue;
    if (trigger.type === 'queue' && ms(line.due) - ms(before.due) < throttle)
      say(`due again too soon: ${shown(before)} and ${shown(line)}`);
    const run = before.run === null || before.fate === 'coalesced' ? undefined : byName.get(before.run);
    if (run === undefined || run.started === null) continue;
    if (trigger.type === 'keepAlive' && ms(line.due) - ms(run.started) < throttle)
      say(`started again too soon after ${shown(run)}: ${shown(line)}`);
    if (run.ended === null || ms(line.due) < ms(run.ended))
      say(`due while it was running as ${shown(run)}: ${shown(line)}`);
  }
}

/** Whether anything was there at a true time. */
function isThere({ timeline }: Life, path: string, elapsed: number): boolean {
  const files = new Set<string>();
  for (const event of timeline.events) {
    if (event.event !== 'file' || event.t > elapsed) continue;
    if (event['removed'] === true) files.delete(String(event['path']));
    else files.add(String(event['path']));
  }
  return [...files].some((file) => file === path || file.startsWith(`${path}/`));
}

function checkFilled(life: Life, trigger: CheckedTrigger, lines: readonly DueLine[], say: Say): void {
  for (const line of lines) {
    const elapsed = ms(line.due) - life.timeline.start;
    // What is removed in this very instant may have been seen.
    if (
      !isThere(life, String(trigger['directory']), elapsed) &&
      !isThere(life, String(trigger['directory']), elapsed - 1)
    )
      say(`due although it is empty: ${shown(line)}`);
  }
}

/** In the end it runs, or is to run, where nothing keeps it from that. */
function checkGoesOn(
  life: Life,
  job: CheckedJob,
  trigger: CheckedTrigger,
  lines: readonly DueLine[],
  runs: readonly RunLine[],
  stretches: readonly Stretch[],
  say: Say,
): void {
  const last = stretches[stretches.length - 1];
  if (last?.state !== 'awake' || hasSteps(life)) return;
  if (isSwitched(life, job) || wasWished(life, job, 'pause', 'stop')) return;
  const isOpen = (line: DueLine): boolean => line.job === job.id && OPEN.has(line.fate);
  if (runs.some(({ outcome }) => outcome === null) || dueLines(life).some(isOpen)) return;
  const { end, start } = life.timeline;
  if (trigger.type === 'queue') {
    const throttle = Math.max(lengthOf(trigger['throttle'], 10_000), 1000);
    const next = ms(lines[lines.length - 1]?.due ?? new Date(0).toISOString()) + throttle;
    if (isThere(life, String(trigger['directory']), end) && next < start + end) say(`${job.id} leaves its queue lie`);
    return;
  }
  const { when = 'always' } = trigger;
  if (typeof when === 'object' && when !== null) {
    if (!isThere(life, String((when as { readonly pathExists?: unknown }).pathExists), end)) return;
  } else if (when !== 'always') {
    // One that was given up before it started says nothing of the program. Of two that ended in the same instant the one that came later.
    const ran = runs.filter(({ started, outcome }) => started !== null || outcome !== 'stopped');
    const newest = ran.reverse().sort((a, b) => ms(b.ended ?? '') - ms(a.ended ?? ''))[0];
    const failed = newest?.outcome !== 'succeeded' && newest?.outcome !== 'stopped';
    if (newest !== undefined && failed !== (when === 'afterFailure')) return;
  }
  if (mayGiveUp(trigger, lines)) return;
  say(`${job.id} is not kept running: ${lines.map(shown).slice(-2).join(' and ')}`);
}

/** Whether `limit` restarts lay within `window` at any time. */
function mayGiveUp(trigger: CheckedTrigger, lines: readonly DueLine[]): boolean {
  const limit = Number(trigger['limit'] ?? 10);
  const window = lengthOf(trigger['window'], 5000);
  return lines.some((line, index) => {
    const until = lines[index + limit - 1];
    return until !== undefined && ms(until.due) - ms(line.due) <= window;
  });
}
