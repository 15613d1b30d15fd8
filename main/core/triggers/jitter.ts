import { type Duration, type Instant, duration, elapsed, instant, plus, seconds } from '../time/instant.ts';
import { stableDraw } from './stableDraw.ts';
import type { Schedule } from './trigger.ts';

const SECOND = seconds(1);
const INSTANT_BEFORE = duration(-1);

/**
 * Shifts every due moment of `schedule` by whole seconds of at most `most`, always to a later instant, drawn from `seed`
 * and the moment alone: asked again, it is the same (semantics §3).
 *
 * A moment is never shifted onto or past the one that follows it, however large `most` is. So none is lost, none doubled,
 * their order stays, and their number up to any instant differs by at most one from that of `schedule`. Nor is one shifted
 * past `until`, after which none may be.
 */
export function jittered(schedule: Schedule, most: Duration, seed: string, until?: Instant): Schedule {
  if (most < SECOND) return schedule;

  function shifted(due: Instant): Instant {
    const following = schedule.next(due);
    const bound = until === undefined ? most : Math.min(most, elapsed(due, until));
    const room = following === null ? bound : Math.min(bound, elapsed(due, following) - SECOND);
    const steps = Math.floor(room / SECOND);
    if (steps <= 0) return due;
    const draw = stableDraw(`${seed}\n${String(due)}`);
    return plus(due, seconds(Math.floor(draw * (steps + 1))));
  }

  /** The last moment of `schedule` at or before `at`, where its shift leads beyond `at`; else null. */
  function pendingAt(at: Instant): Instant | null {
    const due = schedule.previous(at);
    if (due === null) return null;
    const moment = shifted(due);
    return moment > at ? moment : null;
  }

  return {
    next(after) {
      const pending = pendingAt(after);
      if (pending !== null) return pending;
      const due = schedule.next(after);
      return due === null ? null : shifted(due);
    },
    previous(at) {
      const due = schedule.previous(at);
      if (due === null) return null;
      const moment = shifted(due);
      if (moment <= at) return moment;
      const earlier = schedule.previous(plus(due, INSTANT_BEFORE));
      return earlier === null ? null : shifted(earlier);
    },
    count(after, until) {
      if (until <= after) return 0;
      const atBegin = pendingAt(after) === null ? 0 : 1;
      const atEnd = pendingAt(until) === null ? 0 : 1;
      return schedule.count(instant(after), instant(until)) + atBegin - atEnd;
    },
  };
}
