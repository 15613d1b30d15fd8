import type { Instant } from '../../core/time/instant.ts';
import { nextStep } from '../nodeScheduleAlarm.ts';

/** From here on the way is walked turn by turn of the loop: a timer is only right to the millisecond. */
const LAST_MS = 2;

/**
 * Calls `act` on the instant or as shortly after it as can be, never before it; at once where it has passed or is null. Gives what
 * cancels it.
 */
export function onTheInstant(at: Instant | null, act: () => void, now: () => number = Date.now): () => void {
  let timer: NodeJS.Timeout | null = null;
  let immediate: NodeJS.Immediate | null = null;
  const approach = (): void => {
    const left = at === null ? 0 : at - now();
    if (left <= 0) {
      act();
    } else if (left <= LAST_MS) {
      immediate = setImmediate(approach);
    } else {
      timer = setTimeout(approach, Math.max(1, nextStep(0, left - LAST_MS)));
    }
  };
  approach();
  return () => {
    if (timer !== null) clearTimeout(timer);
    if (immediate !== null) clearImmediate(immediate);
  };
}
