import type { Duration, Instant } from './time/instant.ts';
import { duration, elapsed, instant } from './time/instant.ts';

/** The computer's clocks, read together. */
export interface ClockReading {
  readonly wall: Instant;
  /** Milliseconds that only grow while the computer is awake. */
  readonly mono: number;
  /** When the computer booted, by the wall clock as it is now: moves with a step of the clock and not with sleep. */
  readonly bootedAt: Instant;
}

/** What lay between two readings of the clocks, beside time awake. */
export interface Passage {
  /** 0: it did not sleep. */
  readonly asleep: Duration;
  /** By how much the wall clock was put forward, or back where negative. 0: it was not. */
  readonly step: Duration;
}

/** Smaller differences between the clocks are their own inaccuracy. */
export const CLOCK_NOISE_MS = 1000;

/** A step back up to this is waited out; a larger one is a correction (semantics §5.7). */
export const SMALL_STEP_MS = 3 * 3_600_000;

const nothing: Passage = { asleep: duration(0), step: duration(0) };

/**
 * Tells sleep from clock steps (semantics §8): the wall clock went further than the time awake in both cases, but only a step moves the
 * boot time. Events are not asked: they come twice, late, or not at all.
 */
export function passageBetween(before: ClockReading, now: ClockReading): Passage {
  const apart = now.wall - before.wall - (now.mono - before.mono);
  const bootMoved = now.bootedAt - before.bootedAt;
  // The boot time is only known to about a second, so a remainder of that size is neither sleep nor step.
  const remainder = apart - bootMoved;
  // Asleep, and the clock put meanwhile: put back by as much as was slept, it shows no time between at all.
  if (Math.abs(bootMoved) > 1.5 * CLOCK_NOISE_MS && remainder > 1.5 * CLOCK_NOISE_MS) {
    return { asleep: duration(remainder), step: duration(bootMoved) };
  }
  if (Math.abs(apart) < CLOCK_NOISE_MS) return nothing;
  const step = Math.abs(bootMoved) < Math.abs(apart - bootMoved) ? 0 : apart;
  if (apart < 0) return { asleep: duration(0), step: duration(apart) };
  return step === 0 ? { asleep: duration(apart), step: duration(0) } : { asleep: duration(0), step: duration(step) };
}

/** A stretch that Wakeful slept through or did not see. `from` exclusive, `to` inclusive, as due moments are counted. */
export interface Absence {
  readonly from: Instant;
  readonly to: Instant;
  readonly reason: 'asleep' | 'off' | 'notRunning' | 'clockChanged';
}

/**
 * Names the time in which Wakeful did not run from its two ends (semantics §8): `off` from the last sign of life to the boot where the
 * computer booted meanwhile, else `notRunning`. Sleep inside is not guessed. Empty where the clock shows no time between.
 */
export function absencesBetween(
  lastSeen: Instant,
  now: Instant,
  boot: { readonly at: Instant } | null,
): readonly Absence[] {
  if (now <= lastSeen) return [];
  if (boot === null) return [{ from: lastSeen, to: now, reason: 'notRunning' }];
  const booted = instant(Math.min(Math.max(boot.at, lastSeen), now));
  const spans: Absence[] = [];
  if (booted > lastSeen) spans.push({ from: lastSeen, to: booted, reason: 'off' });
  if (now > booted) spans.push({ from: booted, to: now, reason: 'notRunning' });
  return spans;
}

/** What a wall clock that shows an earlier time than was accounted means (semantics §5.7). */
export type Backwards = 'none' | 'hold' | 'correction';

/** Judges `now` by the latest wall-clock time accounted in this era. */
export function backwards(accounted: Instant, now: Instant): Backwards {
  const back = elapsed(now, accounted);
  if (back <= 0) return 'none';
  return back <= SMALL_STEP_MS ? 'hold' : 'correction';
}
