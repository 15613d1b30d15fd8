import { type Parsed, parsed, refused } from '../problem.ts';
import { type WallClock, wallAt } from './civil.ts';
import { type Duration, type Instant, duration, hours, instant, plus } from './instant.ts';
import { type Stretch, StretchTable } from './zoneStretches.ts';
import { canonicalZoneId, zonesNear } from './zoneNames.ts';

export type { Stretch } from './zoneStretches.ts';

/** A change of a zone's offset. A gap where `after` is greater, an overlap where it is less: never equal. */
export interface Transition {
  /** First instant at which `after` is in force. Always a whole second. */
  readonly at: Instant;
  readonly before: Duration;
  readonly after: Duration;
}

/** The instants at which a wall clock shows a label. */
export type Resolution =
  | { readonly kind: 'once'; readonly at: Instant }
  /** The label lies in an overlap: it happens in a first and, after the clock was set back, in a second pass. */
  | { readonly kind: 'twice'; readonly first: Instant; readonly second: Instant }
  /** The label does not happen: at `at` the clock jumps over it, forward by `length`. */
  | { readonly kind: 'gap'; readonly at: Instant; readonly length: Duration };

/** An IANA time zone with its transitions found once and cached. Values are shared: the same id is the same object. */
export interface Zone {
  /** Canonical IANA name, never `local`. */
  readonly id: string;
  /** Offset from UTC in force at `at` (local = UTC + offset). Whole seconds: Monrovia was 44 min 30 s behind until 1972. */
  offsetAt(at: Instant): Duration;
  /**
   * A stretch of constant offset around `at`. Its borders are transitions, or nothing at all: where the offset beyond a
   * border is the same, the table merely ends there. The fastest way to walk a zone: one question a stretch.
   */
  stretchAt(at: Instant): Stretch;
  /** What the clock on the wall shows at `at`. */
  wallAt(at: Instant): WallClock;
  /** When the clock on the wall shows `label`. */
  resolve(label: WallClock): Resolution;
  /** First transition strictly after `after`; null where none is known (looks to the end of 2100, and ten years ahead). */
  nextTransition(after: Instant): Transition | null;
  /** Last transition strictly before `before`; null where none is known (looks back to 1970, and ten years back). */
  previousTransition(before: Instant): Transition | null;
  /** The transitions in (after, until], in order. */
  transitions(after: Instant, until: Instant): IterableIterator<Transition>;
}

/** No label is further from its instant, and no clock change moves a label further, than this. */
const FARTHEST = hours(48);

const TEN_YEARS_MS = 3653 * 86_400_000;
const START_OF_1970 = 0;
const START_OF_2101 = 4_133_980_800_000;

/**
 * A zone over a table of stretches. Invariants: 1. asking never changes an answer, only what is cached; 2. `#last` is the
 * stretch last asked for, the one at `#index` of `#stretches`, so that questions in a row cost two comparisons.
 */
class TabledZone implements Zone {
  readonly id: string;
  readonly #table: StretchTable;
  #last: Stretch | null = null;
  #stretches: readonly Stretch[] = [];
  #index = -1;

  constructor(id: string) {
    this.id = id;
    this.#table = new StretchTable(id);
  }

  stretchAt(at: Instant): Stretch {
    const last = this.#last;
    if (last !== null && at >= last.from && at < last.to) return last;
    // Who walks on comes to the next one: nearly all other questions.
    const following = this.#stretches[this.#index + 1];
    if (following !== undefined && at >= following.from && at < following.to) {
      this.#index += 1;
      this.#last = following;
      return following;
    }
    const stretches = this.#table.around(at);
    let low = 0;
    let high = stretches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((stretches[middle]?.from ?? Infinity) <= at) low = middle;
      else high = middle - 1;
    }
    const found = stretches[low];
    if (found === undefined) throw new Error(`The table of ${this.id} has no stretch at ${String(at)}.`);
    this.#stretches = stretches;
    this.#index = low;
    this.#last = found;
    return found;
  }

  offsetAt(at: Instant): Duration {
    return this.stretchAt(at).offset;
  }

  wallAt(at: Instant): WallClock {
    return wallAt(at, this.stretchAt(at).offset);
  }

  resolve(label: WallClock): Resolution {
    // Far from every border the label names one instant: nearly always the case.
    const nearby = this.stretchAt(instant(label - (this.#last?.offset ?? 0)));
    const likely = instant(label - nearby.offset);
    if (likely - FARTHEST >= nearby.from && likely + FARTHEST < nearby.to) return { kind: 'once', at: likely };

    let first: Instant | null = null;
    let gap: { readonly at: Instant; readonly length: Duration } | null = null;
    let previous: Stretch | null = null;
    for (let at = instant(label - FARTHEST); at <= label + FARTHEST;) {
      const stretch = this.stretchAt(at);
      const candidate = instant(label - stretch.offset);
      if (candidate >= stretch.from && candidate < stretch.to) {
        if (first !== null) return { kind: 'twice', first, second: candidate };
        first = candidate;
      }
      if (previous !== null && label >= stretch.from + previous.offset && label < stretch.from + stretch.offset) {
        gap = { at: stretch.from, length: duration(stretch.offset - previous.offset) };
      }
      previous = stretch;
      at = stretch.to;
    }
    if (first !== null) return { kind: 'once', at: first };
    if (gap !== null) return { kind: 'gap', ...gap };
    throw new Error(`The label ${String(label)} is neither in a stretch nor in a gap of ${this.id}.`);
  }

  nextTransition(after: Instant): Transition | null {
    const limit = Math.max(START_OF_2101, after + TEN_YEARS_MS);
    let stretch = this.stretchAt(after);
    while (stretch.to < limit) {
      const beyond = this.stretchAt(stretch.to);
      if (beyond.offset !== stretch.offset) return { at: beyond.from, before: stretch.offset, after: beyond.offset };
      stretch = beyond;
    }
    return null;
  }

  previousTransition(before: Instant): Transition | null {
    const limit = Math.min(START_OF_1970, before - TEN_YEARS_MS);
    let stretch = this.stretchAt(plus(before, duration(-1)));
    while (stretch.from > limit) {
      const earlier = this.stretchAt(plus(stretch.from, duration(-1)));
      if (earlier.offset !== stretch.offset) return { at: stretch.from, before: earlier.offset, after: stretch.offset };
      stretch = earlier;
    }
    return null;
  }

  *transitions(after: Instant, until: Instant): IterableIterator<Transition> {
    let stretch = this.stretchAt(after);
    while (stretch.to <= until) {
      const beyond = this.stretchAt(stretch.to);
      if (beyond.offset !== stretch.offset) {
        yield { at: beyond.from, before: stretch.offset, after: beyond.offset };
      }
      stretch = beyond;
    }
  }
}

/** The zones in use, by canonical name: a table is built once, however often a zone is named. */
const zones = new Map<string, Zone>();

/**
 * The zone of an IANA name. Letters of any case; older names (`Asia/Calcutta`) and links (`US/Eastern`) are the zone they
 * stand for. Nothing of the zone's table is built yet. Error `unknownZone`, with names that are near.
 */
export function zoneOf(id: string): Parsed<Zone> {
  const canonical = canonicalZoneId(id);
  if (canonical === null) {
    const near = zonesNear(id);
    const shown = id.length > 60 ? `${id.slice(0, 60)}…` : id;
    const advice = near.length === 0 ? 'Write an IANA name like Europe/Berlin.' : `Did you mean ${near.join(', ')}?`;
    return refused({
      code: 'unknownZone',
      message: `There is no time zone "${shown}". ${advice}`,
      ...(near[0] === undefined ? {} : { suggestion: near[0] }),
    });
  }
  let zone = zones.get(canonical);
  if (zone === undefined) {
    zone = new TabledZone(canonical);
    zones.set(canonical, zone);
  }
  return parsed(zone);
}

/** Coordinated Universal Time: always there, never changes. */
export const UTC: Zone = new TabledZone('UTC');
zones.set(UTC.id, UTC);
