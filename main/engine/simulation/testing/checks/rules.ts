/** Rules of a job that keep due moments from running, or in line (semantics §6, §7). */
import { dueLines, ms, shown, type CheckedJob, type Life, type Say } from '../life.ts';
import type { Stretch } from '../truth.ts';
import { labelAt } from '../oracles/labels.ts';

/** What a person or the job's rules decided before the blackout was looked at. */
const BEFORE = new Set(['paused', 'jobChanged', 'dismissed', 'sequenceCancelled']);

/** In a blackout nothing runs by itself, and only there `blackout` is a reason. */
export function checkBlackouts(life: Life, job: CheckedJob, stretches: readonly Stretch[], say: Say): void {
  const moves = life.timeline.events.some(({ event }) => event === 'zone' || event === 'clock');
  // Whose days begin with the computer's zone is judged by the zone at the decision.
  if (job.zone === 'local' && moves) return;
  const zone = job.zone === 'local' ? life.timeline.zone : job.zone;
  const last = stretches[stretches.length - 1];
  const reached = (last?.to ?? 0) + (last?.offset ?? 0);
  const isIn = (at: string): boolean => {
    const day = new Date(labelAt(zone, ms(at))).toISOString().slice(0, 10);
    return job.blackouts.some(({ from, to }) => from <= day && day <= to);
  };
  for (const line of dueLines(life)) {
    if (line.job !== job.id) continue;
    const isBlack = line.fate === 'skipped' && line.reason === 'blackout';
    const ends = [line.due, line.last ?? line.due];
    if (isBlack && !ends.every(isIn)) say(`no blackout then: ${shown(line)}`);
    // What is owed for later is judged when its time has come.
    const isOwed = line.fate === 'waiting' && ms(line.due) >= reached;
    if (!isBlack && !isOwed && ends.some(isIn) && !BEFORE.has(line.reason ?? '')) say(`in a blackout: ${shown(line)}`);
  }
}

/** No more stand in line than the job's queue takes; those of `all` follow one another instead, and steps wait for other steps. */
export function checkQueue(life: Life, job: CheckedJob, say: Say): void {
  if (job.policy === 'all' || dueLines(life).some((line) => line.job === job.id && line.sequence !== undefined)) return;
  const most = life.mostQueued.get(job.id) ?? 0;
  const limit = job.concurrency === 'queue' ? job.queueLimit : job.concurrency === 'allow' ? job.max : 1;
  if (most > limit) say(`${String(most)} of ${job.id} stood in line at once`);
}
