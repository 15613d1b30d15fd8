import { whenShown } from './rules/wallTime.ts';
import { wallClock, type WallClock } from './time/civil.ts';
import { earlier, instant, later, type Instant } from './time/instant.ts';
import { type Zone, zoneOf } from './time/zone.ts';
import type { Schedule } from './triggers/trigger.ts';

/** The labels that a clock on the wall showed while a zone counted: from exclusive, to inclusive, and when it showed them. */
export interface AccountedLabels {
  readonly from: WallClock;
  readonly to: WallClock;
  readonly since: Instant;
  readonly until: Instant;
  /** The zone; absent where an older version wrote it down. */
  readonly zone?: string;
}

/** The latest label that `zone` showed in (since, until]: where its clock was put back meanwhile, that is not the one it shows in the end. */
export function latestShown(zone: Zone, since: Instant, until: Instant): WallClock {
  let latest = zone.wallAt(until);
  for (const { at, before } of zone.transitions(later(since, instant(until - LABELS_KEPT_MS)), until)) {
    // Just before the change; what it shows then is over.
    latest = wallClock(Math.max(latest, at + before - 1));
  }
  return latest;
}

/** A stretch of time, from exclusive, to inclusive. */
export interface Excluded {
  readonly from: Instant;
  readonly to: Instant;
}

/** Labels older than this are not shown again by any journey: no zones are further apart. */
export const LABELS_KEPT_MS = 2 * 86_400_000;

/**
 * When `zone` shows labels again that were accounted in the zones before (semantics §5.8), for a job enabled at `enabledAt`: what was shown
 * before that was accounted for others, not for it. Only stretches that reach past `now`.
 */
export function shownAgain(
  accounted: readonly AccountedLabels[],
  zone: Zone,
  enabledAt: Instant,
  now: Instant,
): readonly Excluded[] {
  const excluded: Excluded[] = [];
  for (const labels of accounted) {
    const { from, to, since, until } = labels;
    if (enabledAt >= until) continue;
    const first = enabledAt <= since ? from : labelIn(labels, enabledAt);
    const again: Excluded = { from: whenShown(first, zone), to: whenShown(to, zone) };
    if (again.to > now && again.to > again.from) excluded.push(again);
  }
  return excluded;
}

/** What the clock showed at an instant at which the zone counted. */
function labelIn({ from, since, zone }: AccountedLabels, at: Instant): WallClock {
  const known = zone === undefined ? null : zoneOf(zone);
  return known?.ok === true ? known.value.wallAt(at) : wallClock(from + (at - since));
}

/** A schedule without its due moments in the excluded stretches. */
export function without(schedule: Schedule, excluded: readonly Excluded[]): Schedule {
  if (excluded.length === 0) return schedule;
  const stretches = merged(excluded);
  const around = (at: Instant): Excluded | undefined => stretches.find(({ from, to }) => at > from && at <= to);
  return {
    next(after) {
      let due = schedule.next(after);
      for (let within = due === null ? undefined : around(due); within !== undefined;) {
        due = schedule.next(within.to);
        within = due === null ? undefined : around(due);
      }
      return due;
    },
    previous(at) {
      let due = schedule.previous(at);
      for (let within = due === null ? undefined : around(due); within !== undefined;) {
        due = schedule.previous(within.from);
        within = due === null ? undefined : around(due);
      }
      return due;
    },
    count(after, until) {
      let count = schedule.count(after, until);
      for (const { from, to } of stretches) {
        const begin = later(from, after);
        const end = earlier(to, until);
        if (end > begin) count -= schedule.count(begin, end);
      }
      return count;
    },
  };
}

/** The same stretches without overlaps, in order. */
function merged(excluded: readonly Excluded[]): readonly Excluded[] {
  const found: Excluded[] = [];
  for (const each of [...excluded].sort((a, b) => a.from - b.from)) {
    const last = found[found.length - 1];
    if (last !== undefined && each.from <= last.to)
      found[found.length - 1] = { from: last.from, to: later(last.to, each.to) };
    else found.push(each);
  }
  return found;
}
