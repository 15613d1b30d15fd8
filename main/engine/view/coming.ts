import type { DueView } from '../../../preload/contract.ts';
import type { StoredJob } from '../../core/job.ts';
import { matchesOn } from '../../core/rules/afterTrigger.ts';
import { type Duration, type Instant, instant, later } from '../../core/time/instant.ts';
import { UTC } from '../../core/time/zone.ts';
import { comingDue } from '../../core/triggers/comingDue.ts';
import { kindOf, restartsWithRuns, type Trigger, zoneInForce } from '../../core/triggers/registry.ts';
import type { Schedule } from '../../core/triggers/trigger.ts';
import { isOwed } from './openNow.ts';
import { localZone, type Reading } from './reading.ts';

/** A due moment that is to come, before it has an entry. */
export interface Coming {
  readonly trigger: number;
  readonly at: Instant;
  /** It hangs on another job's run, whose end can only be guessed. */
  readonly estimated: boolean;
  /** The job it follows, where it does. */
  readonly after: string | null;
}

/** Chains of jobs are followed this far: a guess upon a guess upon a guess is none. */
const DEEPEST_CHAIN = 8;

/**
 * The next due moments of one time trigger after an instant. Where the period begins again with runs, the engine knows the first, and the
 * others are taken to follow runs that start at once and take no time.
 */
function comingByTime(
  stored: StoredJob,
  index: number,
  trigger: Trigger,
  from: Instant,
  count: number,
  reading: Reading,
): Instant[] {
  const { scheduler } = reading;
  if (!restartsWithRuns(trigger)) return chain(scheduler.scheduleOf(stored.job.id, index), from, count);
  const first = scheduler.nextDues(stored.job.id)[index] ?? null;
  if (first === null) return [];
  const zone = zoneInForce(trigger, stored.job.zone, localZone(reading));
  const context = {
    zone: zone.ok ? zone.value : UTC,
    seed: `${stored.job.id}/${String(index)}`,
    created: stored.created,
    enabled: stored.enabledAt,
    periodFrom: first,
  };
  const later = first > from ? count - 1 : count;
  return [...(first > from ? [first] : []), ...comingDue(trigger, context, first > from ? first : from, later)];
}

function chain(schedule: Schedule | null, from: Instant, count: number): Instant[] {
  const found: Instant[] = [];
  for (let at = from; schedule !== null && found.length < count;) {
    const next = schedule.next(at);
    if (next === null) break;
    found.push(next);
    at = next;
  }
  return found;
}

/**
 * The next due moments of a job after an instant, oldest first, at most `count` of them; estimated ones of `after` triggers among them, where
 * it follows a success or any end. None for a job that is disabled, or paused without end; those within a pause are left out.
 */
export function comingOf(
  stored: StoredJob,
  after: Instant,
  count: number,
  reading: Reading,
  usually: Usually,
  depth = 0,
): Coming[] {
  const { job } = stored;
  if (!job.enabled || count <= 0) return [];
  const from = pausedUntil(stored, after, reading);
  if (from === null) return [];
  const found: Coming[] = [];
  job.triggers.forEach((trigger, index) => {
    if (kindOf(trigger) === 'time') {
      for (const at of comingByTime(stored, index, trigger, from, count, reading)) {
        found.push({ trigger: index, at, estimated: false, after: null });
      }
    } else if (trigger.type === 'after' && depth < DEEPEST_CHAIN) {
      found.push(...comingAfter(trigger, index, from, count, reading, usually, depth));
    }
  });
  found.sort((a, b) => a.at - b.at);
  return found.slice(0, count);
}

/** How long a job usually takes; null where that is not known. */
export type Usually = (job: string) => Duration | null;

function comingAfter(
  trigger: Extract<Trigger, { readonly type: 'after' }>,
  index: number,
  from: Instant,
  count: number,
  reading: Reading,
  usually: Usually,
  depth: number,
): Coming[] {
  if (!matchesOn(trigger.on, 'succeeded', 0)) return [];
  const upstream = reading.scheduler.job(trigger.job);
  if (upstream === null) return [];
  const takes = usually(trigger.job) ?? 0;
  const followed = (begin: Instant): Instant => instant(begin + takes + trigger.delay);
  const begins = reading.scheduler.running(trigger.job).flatMap(({ started }) => (started === null ? [] : [started]));
  return [...begins, ...beginsToCome(upstream, instant(from - takes - trigger.delay), count, reading, usually, depth)]
    .map(followed)
    .filter((at) => at > from)
    .slice(0, count)
    .map((at) => ({ trigger: index, at, estimated: true, after: trigger.job }));
}

/**
 * When the runs of a followed job will begin, oldest first: those whose moment is owed for later, and those to come. What was due before now
 * is no guess any more: it runs, or waits for nobody knows how long, or has come to nothing.
 */
function beginsToCome(
  stored: StoredJob,
  after: Instant,
  count: number,
  reading: Reading,
  usually: Usually,
  depth: number,
): readonly Instant[] {
  const { scheduler } = reading;
  const { id } = stored.job;
  const now = reading.clock.now();
  const owed = scheduler.openMoments(id).flatMap(({ entry }) => (isOwed(entry, { now }) ? [entry.due] : []));
  const comingFrom = (from: Instant, most: number): readonly Instant[] =>
    comingOf(stored, from, most, reading, usually, depth + 1).map(({ at }) => at);
  const all = [...owed, ...comingFrom(later(after, now), count + 1)].sort((a, b) => a - b);
  if (scheduler.skipsNext(id) === null) return all;
  const skipped = Math.min(...owed, ...comingFrom(now, 1));
  return all.filter((at) => at !== skipped);
}

/** From when on due moments of the job lead to anything: after its pause, or that of everything. Null: it is paused without end. */
function pausedUntil({ job }: StoredJob, after: Instant, reading: Reading): Instant | null {
  let from = after;
  for (const pause of [reading.scheduler.pauseOf(job.id), reading.scheduler.pauseOf()]) {
    if (pause === null) continue;
    if (pause.until === null) return null;
    if (pause.until > from) from = pause.until;
  }
  return from;
}

/** Number of due moments of a job's time triggers in (from, to], without walking through them where the triggers allow. */
export function countComing(stored: StoredJob, from: Instant, to: Instant, reading: Reading): number {
  const { job } = stored;
  const begin = job.enabled ? pausedUntil(stored, from, reading) : null;
  if (begin === null || begin >= to) return 0;
  let sum = 0;
  job.triggers.forEach((trigger, index) => {
    if (kindOf(trigger) !== 'time') return;
    if (!restartsWithRuns(trigger)) sum += reading.scheduler.scheduleOf(job.id, index)?.count(begin, to) ?? 0;
    else {
      const [first, second] = comingByTime(stored, index, trigger, begin, 2, reading);
      if (first === undefined || first > to) return;
      // Taken to go on evenly, as its next step is long.
      sum += second === undefined ? 1 : 1 + Math.floor((to - first) / Math.max(1, second - first));
    }
  });
  return sum;
}

/** A job's rhythm is told from so many due moments: two may lie close together once a night. */
const RHYTHM = 5;

const OFTEN_MS = 300_000;

/** Whether the job is due every five minutes or more often (ui.md §4.1): so are its next five due moments. */
export function isOften(
  stored: StoredJob,
  [first, second]: readonly Coming[],
  reading: Reading,
  usually: Usually,
): boolean {
  if (first === undefined || second === undefined || second.at - first.at > OFTEN_MS) return false;
  const last = comingOf(stored, instant(first.at - 1), RHYTHM, reading, usually)[RHYTHM - 1];
  return last !== undefined && last.at - first.at <= (RHYTHM - 1) * OFTEN_MS;
}

/** A coming due moment as it is shown. */
export const comingView = (job: string, { trigger, at, estimated }: Coming, label: string): DueView => ({
  id: null,
  job,
  trigger,
  due: at,
  last: null,
  count: 1,
  fate: 'comingUp',
  reason: null,
  run: null,
  outcome: null,
  label,
  estimated,
});
