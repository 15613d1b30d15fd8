import { performance } from 'node:perf_hooks';
import { scheduleJob, type Job } from 'node-schedule';
import { duration, type Instant } from '../core/time/instant.ts';
import type { Alarm, Disposable } from '../engine/ports.ts';

/** The longest single step. A clock that was set meanwhile is noticed after this at the latest; timers hold 24.8 days at most. */
const LONGEST_STEP_MS = 6 * 3_600_000;

/** From here on one step goes to the instant itself. */
const LAST_STEP_MS = 40;

/** Wall clock and timers that differ by no more than this went the same way. */
const DRIFT_MS = 10;

/** Share of the way that a step goes: a long timer wakes about 0.1 % of its length late on Linux. */
const SHARE = 0.98;

/**
 * How long the next step towards `at` is, milliseconds; 0 where it has come. The steps shrink, so that the last is short and exact.
 */
export function nextStep(now: number, at: number): number {
  const left = at - now;
  if (left <= 0) return 0;
  if (left <= LAST_STEP_MS) return left;
  return Math.min(LONGEST_STEP_MS, Math.max(1, Math.floor(left * SHARE)));
}

/**
 * One alarm over node-schedule's one-shot timer (`scheduleJob(Date)`). Rings at or after the instant, never before it; an instant that
 * has passed rings in the next turn of the loop.
 */
export class NodeScheduleAlarm implements Alarm, Disposable {
  /**
   * Ringing late, deciding, writing and handing over fit in; the runner then starts on the instant. The disk decides: asking for what is
   * written takes under a millisecond on an idle one, and tens of them where it is busy or turns (bench/engine).
   */
  readonly lead = duration(100);
  readonly #ring: () => void;
  readonly #now: () => number;
  #step: Job | null = null;
  #immediate: NodeJS.Immediate | null = null;
  #at: Instant | null = null;
  /** When the present step began, by the wall clock and by that of timers. */
  #begun = { wall: 0, timer: 0 };

  /** `ring` is called with nothing: the scheduler looks at the clock itself. */
  constructor(ring: () => void, now: () => number = Date.now) {
    this.#ring = ring;
    this.#now = now;
  }

  setOnce(at: Instant | null): void {
    if (at === this.#at && this.#isOnItsWay()) return;
    this.#clear();
    this.#at = at;
    if (at !== null) this.#approach(at);
  }

  dispose(): void {
    this.setOnce(null);
  }

  /**
   * Every evaluation sets the alarm, mostly to what it is set to: then the step that goes on stays. Not where the wall clock went another way
   * than timers do since it began, in sleep or by a step.
   */
  #isOnItsWay(): boolean {
    if (this.#step === null && this.#immediate === null) return false;
    const { wall, timer } = this.#begun;
    return Math.abs(this.#now() - wall - (performance.now() - timer)) <= DRIFT_MS;
  }

  #approach(at: Instant): void {
    this.#begun = { wall: this.#now(), timer: performance.now() };
    const step = nextStep(this.#begun.wall, at);
    // A date that has passed is refused by node-schedule.
    this.#step =
      step === 0
        ? null
        : scheduleJob(new Date(Date.now() + step), () => {
            this.#arrive(at);
          });
    if (this.#step === null)
      this.#immediate = setImmediate(() => {
        this.#arrive(at);
      });
  }

  #arrive(at: Instant): void {
    this.#clear();
    if (this.#at !== at) return;
    if (this.#now() < at) {
      this.#approach(at);
      return;
    }
    this.#at = null;
    this.#ring();
  }

  #clear(): void {
    this.#step?.cancel();
    this.#step = null;
    if (this.#immediate !== null) clearImmediate(this.#immediate);
    this.#immediate = null;
  }
}
