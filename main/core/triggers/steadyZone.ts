import { type WallClock, wallAt } from '../time/civil.ts';
import { type Duration, type Instant, instant } from '../time/instant.ts';
import type { Resolution, Stretch, Transition, Zone } from '../time/zone.ts';

/**
 * A zone as if its clocks never changed: always `offset` ahead of UTC. A schedule asked in it tells which labels it names,
 * free of any rule for gaps and overlaps. What was measured by the real clock (the label of an anchor) is still read by it.
 */
export class SteadyZone implements Zone {
  readonly id: string;
  readonly #real: Zone;
  readonly #stretch: Stretch;

  constructor(real: Zone, offset: Duration) {
    this.id = real.id;
    this.#real = real;
    this.#stretch = { from: instant(-Infinity), to: instant(Infinity), offset };
  }

  offsetAt(): Duration {
    return this.#stretch.offset;
  }

  stretchAt(): Stretch {
    return this.#stretch;
  }

  wallAt(at: Instant): WallClock {
    return wallAt(at, this.#real.offsetAt(at));
  }

  resolve(label: WallClock): Resolution {
    return { kind: 'once', at: instant(label - this.#stretch.offset) };
  }

  nextTransition(): Transition | null {
    return null;
  }

  previousTransition(): Transition | null {
    return null;
  }

  transitions(): IterableIterator<Transition> {
    return [].values();
  }
}
