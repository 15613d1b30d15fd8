import { performance } from 'node:perf_hooks';
import { instant, type Instant } from '../core/time/instant.ts';
import type { Clock } from '../engine/ports.ts';

/** A beat comes at least every 30 s while the computer is awake (semantics §8); this long without a question was no waking time. */
const UNSEEN_GAP_MS = 45_000;
/** After the system has announced sleep, this long without a question is it. */
const ANNOUNCED_GAP_MS = 2_000;
/** For so long the zone is believed to be the one it was, by the wall clock. */
const ZONE_KEPT_MS = 1_000;

/**
 * The computer's clocks. `counter` can be replaced in tests; everything else asks the system.
 *
 * Whether the fine counter goes on in sleep depends on the system: on Linux it stands still, on Windows and macOS it goes on. So time in
 * which nobody could ask, although a heartbeat should have, is taken out of it here: the computer slept, or Wakeful was held still,
 * which comes to the same for whatever was due.
 */
export class SystemClock implements Clock {
  readonly #counter: () => number;
  #asked: number;
  #away = 0;
  #announced = false;
  #zone: string | null = null;
  #zoneAsked = 0;

  constructor(counter: () => number = () => performance.now()) {
    this.#counter = counter;
    this.#asked = counter();
  }

  now(): Instant {
    return instant(Date.now());
  }

  monotonic(): number {
    const counter = this.#counter();
    const gap = counter - this.#asked;
    if (gap > (this.#announced ? ANNOUNCED_GAP_MS : UNSEEN_GAP_MS)) this.#away += gap;
    this.#asked = counter;
    return counter - this.#away;
  }

  /** Only Linux has one counter for all programs that stands still in sleep. */
  sinceBoot(): number | null {
    return process.platform === 'linux' ? Number(process.hrtime.bigint() / 1_000_000n) : null;
  }

  /** The system says that it goes to sleep (true) or has woken (false). May come late, twice or never. */
  announceSleep(begins: boolean): void {
    // The time slept is taken out before the announcement is over.
    this.monotonic();
    this.#announced = begins;
  }

  /** Asked again after a second, and after every jump of the wall clock, so also on waking: asking costs more than all else of an evaluation. */
  localZone(): string {
    const now = Date.now();
    if (this.#zone === null || Math.abs(now - this.#zoneAsked) >= ZONE_KEPT_MS) {
      this.#zone = SystemClock.#askZone();
      this.#zoneAsked = now;
    }
    return this.#zone;
  }

  static #askZone(): string {
    // Node.js remembers the zone it found first; taking the variable away, even where there is none, makes it look again.
    if (process.env['TZ'] === undefined) delete process.env['TZ'];
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    return zone === '' || zone === 'Etc/Unknown' ? 'UTC' : zone;
  }
}
