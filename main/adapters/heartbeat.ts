import { duration, type Duration, type Instant } from '../core/time/instant.ts';
import type { Clock, Disposable } from '../engine/ports.ts';

/** What a beat found. */
export interface Beat {
  readonly at: Instant;
  /** Wall-clock time since the last beat less the time awake: sleep or a step of the clock where it is more than a second. */
  readonly slept: Duration;
}

/** Beats at most 30 s apart (semantics §8). */
export const HEARTBEAT: Duration = duration(25_000);

/**
 * Calls `beat` every `every` while the computer is awake. The timer does not keep the program alive. A beat that throws is an error of
 * its owner and ends the program as any other would; the next beat is armed before it.
 */
export function startHeartbeat(clock: Clock, beat: (beat: Beat) => void, every: Duration = HEARTBEAT): Disposable {
  let wall = clock.now();
  let monotonic = clock.monotonic();
  let timer: NodeJS.Timeout;
  const arm = (): void => {
    timer = setTimeout(() => {
      arm();
      const at = clock.now();
      const counter = clock.monotonic();
      const slept = duration(Math.round(at - wall - (counter - monotonic)) || 0);
      wall = at;
      monotonic = counter;
      beat({ at, slept });
    }, every);
    timer.unref();
  };
  arm();
  return {
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
