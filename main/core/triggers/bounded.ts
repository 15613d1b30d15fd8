import type { Instant } from '../time/instant.ts';
import type { Schedule } from './trigger.ts';

/** Dates cannot be reckoned beyond it (ECMA-262 §21.4.1.1): what would be due later is never due. */
const END_OF_DATES = 8.64e15;

/** Between which instants a schedule counts. */
export interface Bounds {
  /** Due moments lie strictly after it. */
  readonly after?: Instant;
  /** No due moment lies after it; one exactly at it does count. */
  readonly until?: Instant;
  /** A further, first due moment of its own, not earlier than `after`. */
  readonly first?: Instant;
}

/** The due moments of `schedule` within bounds. */
export function bounded(schedule: Schedule, { after: begin, until, first }: Bounds): Schedule {
  const start = (begin ?? -Infinity) as Instant;
  const end = Math.min(until ?? Infinity, END_OF_DATES) as Instant;
  const firstCounts = first !== undefined && first <= end;
  return {
    next(after) {
      if (firstCounts && after < first) return first;
      const from = Math.max(after, start) as Instant;
      if (from >= end) return null;
      const due = schedule.next(from);
      return due === null || due > end ? null : due;
    },
    previous(at) {
      const to = Math.min(at, end) as Instant;
      const due = to > start ? schedule.previous(to) : null;
      if (due !== null && due > start) return due;
      return firstCounts && first <= at ? first : null;
    },
    count(after, to) {
      const own = firstCounts && after < first && first <= to ? 1 : 0;
      const from = Math.max(after, start) as Instant;
      const last = Math.min(to, end) as Instant;
      return own + (from < last ? schedule.count(from, last) : 0);
    },
  };
}

/** A schedule with one due moment, or none where it lies after `until` or beyond all dates. */
export function single(due: Instant, until?: Instant): Schedule {
  const counts = due <= Math.min(until ?? Infinity, END_OF_DATES);
  return {
    next: (after) => (counts && after < due ? due : null),
    previous: (at) => (counts && due <= at ? due : null),
    count: (after, to) => (counts && after < due && due <= to ? 1 : 0),
  };
}

/** The due moments `anchor + k × period` for every whole k, in real time. `period` in milliseconds, > 0. */
export function evenSchedule(anchor: Instant, period: number): Schedule {
  const stepsTo = (at: number): number => Math.floor((at - anchor) / period);
  return {
    next: (after) => (anchor + (stepsTo(after) + 1) * period) as Instant,
    previous: (at) => (anchor + stepsTo(at) * period) as Instant,
    count: (after, until) => Math.max(0, stepsTo(until) - stepsTo(after)),
  };
}
