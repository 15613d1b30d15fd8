import { type Instant, instant } from '../time/instant.ts';
import { type Trigger, restartsWithRuns, scheduleOf } from './registry.ts';
import type { ScheduleContext } from './trigger.ts';

/**
 * The next `count` due moments of a trigger after `after`; fewer where there are no more, none for events. A trigger whose
 * period begins with its runs is taken to run at every due moment, at once and in no time; one that is overdue at `after`
 * is taken to run then.
 */
export function comingDue(trigger: Trigger, context: ScheduleContext, after: Instant, count: number): Instant[] {
  const due: Instant[] = [];
  let schedule = scheduleOf(trigger, context);
  if (schedule === null) return due;
  const restarts = restartsWithRuns(trigger);
  const restartFrom = (periodFrom: Instant): void => {
    schedule = scheduleOf(trigger, { ...context, periodFrom });
  };
  if (restarts && schedule.next(after) === null && schedule.previous(after) !== null) restartFrom(after);
  for (let at = after; due.length < count;) {
    const next = schedule.next(at);
    if (next === null) break;
    due.push(next);
    at = next;
    if (restarts) restartFrom(next);
  }
  return due;
}

/**
 * The last `count` due moments at or before `at`, newest first. Where the period begins with runs there is at most one: what
 * was due before depends on runs that are over.
 */
export function pastDue(trigger: Trigger, context: ScheduleContext, at: Instant, count: number): Instant[] {
  const due: Instant[] = [];
  const schedule = scheduleOf(trigger, context);
  for (let from = at; schedule !== null && due.length < count;) {
    const previous = schedule.previous(from);
    if (previous === null) break;
    due.push(previous);
    from = instant(previous - 1);
  }
  return due;
}
