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

type AfterTrigger = Extract<Trigger, { readonly type: 'after' }>;

/** How long a job usually takes; null where that is not known. */
export type Usually = (job: string) => Duration | null;

/** The next due moments of a trigger that follows another job, as far as they can be guessed: at most `count`, after `from`, oldest first. */
export function comingAfter(
  trigger: AfterTrigger,
  index: number,
  from: Instant,
  count: number,
  reading: Reading,
  usually: Usually,
  depth = 0,
): Coming[] {
  const followed = followedBy(trigger, reading, usually, depth);
  if (followed === null) return [];
  const { upstream, lag, begun, skipped } = followed;
  const after = later(instant(from - lag), reading.clock.now());
  const begins = comingOf(upstream, after, count + 1, reading, usually, depth + 1).map(({ at }) => at);
  return [...begun, ...begins.filter((at) => at !== skipped)]
    .map((at) => instant(at + lag))
    .filter((at) => at > from)
    .sort((a, b) => a - b)
    .slice(0, count)
    .map((at) => ({ trigger: index, at, estimated: true, after: trigger.job }));
}

interface Followed {
  readonly upstream: StoredJob;
  /** From the beginning of its run to what follows. */
  readonly lag: number;
  /** When its runs in progress began, and those will begin whose moment is owed for later. */
  readonly begun: readonly Instant[];
  /** Its due moment that will be skipped, as the person wished. */
  readonly skipped: Instant | null;
}

/**
 * What is known of the job that a trigger follows; null where it follows no success, or nothing at all. What was due before now is no guess
 * any more: it runs, or waits for nobody knows how long, or has come to nothing.
 */
function followedBy(trigger: AfterTrigger, reading: Reading, usually: Usually, depth: number): Followed | null {
  const { scheduler } = reading;
  const upstream = matchesOn(trigger.on, 'succeeded', 0) ? scheduler.job(trigger.job) : null;
  if (upstream === null) return null;
  const { id } = upstream.job;
  const now = reading.clock.now();
  const runs = scheduler.running(id).flatMap(({ started }) => (started === null ? [] : [started]));
  const owed = scheduler.openMoments(id).flatMap(({ entry }) => (isOwed(entry, { now }) ? [entry.due] : []));
  const lag = (usually(id) ?? 0) + trigger.delay;
  if (scheduler.skipsNext(id) === null) return { upstream, lag, begun: [...runs, ...owed], skipped: null };
  const [nearest, ...others] = owed.sort((a, b) => a - b);
  if (nearest !== undefined) return { upstream, lag, begun: [...runs, ...others], skipped: null };
  const [next] = comingOf(upstream, now, 1, reading, usually, depth + 1);
  return { upstream, lag, begun: runs, skipped: next?.at ?? null };
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

/**
 * Number of due moments of a job in (from, to] that `comingOf` would list, without walking through them where its triggers, and those of the
 * jobs that it follows, allow.
 */
export function countComing(
  stored: StoredJob,
  from: Instant,
  to: Instant,
  reading: Reading,
  usually: Usually,
  depth = 0,
): number {
  const { job } = stored;
  const begin = job.enabled ? pausedUntil(stored, from, reading) : null;
  if (begin === null || begin >= to) return 0;
  let sum = 0;
  job.triggers.forEach((trigger, index) => {
    if (kindOf(trigger) === 'time') sum += countByTime(stored, index, trigger, begin, to, reading);
    else if (trigger.type === 'after' && depth < DEEPEST_CHAIN)
      sum += countAfter(trigger, begin, to, reading, usually, depth);
  });
  return sum;
}

function countByTime(
  stored: StoredJob,
  index: number,
  trigger: Trigger,
  from: Instant,
  to: Instant,
  reading: Reading,
): number {
  if (!restartsWithRuns(trigger)) return reading.scheduler.scheduleOf(stored.job.id, index)?.count(from, to) ?? 0;
  const [first, second] = comingByTime(stored, index, trigger, from, 2, reading);
  if (first === undefined || first > to) return 0;
  // Taken to go on evenly, as its next step is long.
  return second === undefined ? 1 : 1 + Math.floor((to - first) / Math.max(1, second - first));
}

function countAfter(
  trigger: AfterTrigger,
  from: Instant,
  to: Instant,
  reading: Reading,
  usually: Usually,
  depth: number,
): number {
  const followed = followedBy(trigger, reading, usually, depth);
  if (followed === null) return 0;
  const { upstream, lag, begun, skipped } = followed;
  const [after, until] = [later(instant(from - lag), reading.clock.now()), instant(to - lag)];
  const begins = after < until ? countComing(upstream, after, until, reading, usually, depth + 1) : 0;
  const skips = skipped !== null && skipped > after && skipped <= until ? 1 : 0;
  return begins - skips + begun.filter((at) => at + lag > from && at + lag <= to).length;
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
