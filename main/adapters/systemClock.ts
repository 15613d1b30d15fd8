import { performance } from 'node:perf_hooks';
import { instant, type Instant } from '../core/time/instant.ts';
import type { Clock } from '../engine/ports.ts';

/** A beat comes at least every 30 s while the computer is awake (semantics §8); twice that without a question was sleep. */
const AWAKE_GAP_MS = 60_000;
const BEAT_MS = 30_000;

/** The computer's clocks. `now` and `zone` can be replaced in tests; everything else asks the system. */
export class SystemClock implements Clock {
  readonly #countsSleep: boolean;
  #asked = 0;
  #slept = 0;

  /** `platform`: on Windows the fine counter goes on in sleep, so that what looks like sleep is taken out of it here. */
  constructor(platform: NodeJS.Platform = process.platform) {
    this.#countsSleep = platform === 'win32';
  }

  now(): Instant {
    return instant(Date.now());
  }

  monotonic(): number {
    const counter = performance.now();
    if (!this.#countsSleep) return counter;
    const gap = counter - this.#asked;
    if (this.#asked !== 0 && gap > AWAKE_GAP_MS) this.#slept += gap - BEAT_MS;
    this.#asked = counter;
    return counter - this.#slept;
  }

  localZone(): string {
    // Node.js remembers the zone it found first; taking the variable away, even where there is none, makes it look again.
    if (process.env['TZ'] === undefined) delete process.env['TZ'];
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    return zone === '' || zone === 'Etc/Unknown' ? 'UTC' : zone;
  }
}
