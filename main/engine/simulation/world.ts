import { duration, instant, type Duration, type Instant } from '../../core/time/instant.ts';
import type { Reading } from '../ports.ts';

/** Whether the virtual computer computes. */
export type Power = 'awake' | 'asleep' | 'off';

const plainly = (holds: boolean, yes: string, no: string): Reading => ({ holds, said: holds ? yes : no });

/**
 * The virtual computer without its programs: what time it is, and what it is connected to. True time goes on always, time awake only
 * while it is awake; the wall clock is true time plus every step it was made to take, and goes on asleep and off.
 */
export class World {
  power: Power = 'awake';
  zone: string;
  networkUp = true;
  source: 'ac' | 'battery' = 'ac';
  load = 0;
  wifi: string | null = null;
  /** What every command that a condition asks ends with. */
  commandExit = 0;
  readonly files = new Set<string>();
  /** True time since the start, in milliseconds. */
  elapsed = 0;
  /** The part of it that the computer was awake. */
  awake = 0;
  /** Time awake at the last input of a person. */
  lastInput = 0;

  /** By how much the clock was put since Wakeful last looked at it. */
  unseenStep = duration(0);

  private readonly start: Instant;
  private stepped = 0;
  private bootElapsed = 0;
  private bootAwake = 0;
  private boots = 1;

  constructor(start: Instant, zone: string) {
    this.start = start;
    this.zone = zone;
  }

  /** Lets true time pass until `elapsed`. */
  advance(elapsed: number): void {
    if (this.power === 'awake') this.awake += elapsed - this.elapsed;
    this.elapsed = elapsed;
  }

  now(): Instant {
    return instant(this.start + this.elapsed + this.stepped);
  }

  /** Time awake since the boot: stands still asleep and begins anew with each boot. */
  monotonic(): number {
    return this.awake - this.bootAwake;
  }

  stepClock(by: Duration): void {
    this.stepped += by;
    this.unseenStep = duration(this.unseenStep + by);
  }

  boot(): void {
    this.power = 'awake';
    this.bootElapsed = this.elapsed;
    this.bootAwake = this.awake;
    this.boots += 1;
  }

  /** By the wall clock as it is now: true time since the boot, sleep included, back from now. */
  bootedAt(): Instant {
    return instant(this.now() - (this.elapsed - this.bootElapsed));
  }

  bootId(): string {
    return `boot-${this.boots}`;
  }

  idle(): Duration {
    return duration(this.awake - this.lastInput);
  }

  network(): Reading {
    return plainly(this.networkUp, 'online', 'offline');
  }

  command(): Reading {
    return { holds: this.commandExit === 0, said: `exit code ${this.commandExit}` };
  }
}
