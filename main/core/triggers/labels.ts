import { type Instant, hours, instant } from '../time/instant.ts';
import { type WallClock, wallClock } from '../time/civil.ts';
import type { Stretch, Zone } from '../time/zone.ts';
import type { Schedule } from './trigger.ts';

/**
 * A set of wall-clock labels without a zone: "every day at 02:30". All answers are bounded, and `count` does not
 * walk through single labels.
 */
export interface LabelSet {
  /** First label at or after `wall`; null where there is none. */
  from(wall: WallClock): WallClock | null;
  /** Last label at or before `wall`; null where there is none. */
  upTo(wall: WallClock): WallClock | null;
  /** Number of labels in [from, to). */
  count(from: WallClock, to: WallClock): number;
}

/** What becomes of labels where clocks change. */
export interface ClockRule {
  /** A label in the gap: moves forward by the length of the gap (02:30 becomes 03:30), or does not happen. */
  readonly gap: 'forward' | 'skipped';
  /** A label in the overlap: happens in its first pass only, or in both. */
  readonly overlap: 'first' | 'both';
}

/** launchd's rule, and ours wherever a label is meant and no dialect says otherwise (semantics §2.2). */
export const FORWARD: ClockRule = { gap: 'forward', overlap: 'first' };
/** systemd's rule (semantics §2.3). */
export const SKIPPED: ClockRule = { gap: 'skipped', overlap: 'first' };
/** The rule of what follows real time: every minute that happens, whatever it is called. */
export const AS_IT_HAPPENS: ClockRule = { gap: 'skipped', overlap: 'both' };

/** The labels `offset + k × period` for every whole k. Both in milliseconds; `period` > 0. */
export function evenLabels(offset: number, period: number): LabelSet {
  const stepsTo = (wall: number): number => Math.floor((wall - offset) / period);
  return {
    from: (wall) => wallClock(offset + Math.ceil((wall - offset) / period) * period),
    upTo: (wall) => wallClock(offset + stepsTo(wall) * period),
    count: (from, to) => Math.max(0, stepsTo(to - 1) - stepsTo(from - 1)),
  };
}

/** No clock change moves a label further, and no two offsets differ by more, than this. */
const FARTHEST = hours(48);

/** A change of the offset, as seen from the stretch after it. */
interface Change {
  readonly at: Instant;
  readonly before: number;
}

/**
 * The change with which the offset of `stretch` came into force; null where it is the zone's first, or so long before
 * `at` that no label of it can matter. A stretch may begin where merely the zone's table does, so this looks further back.
 */
function changeBefore(zone: Zone, stretch: Stretch, at: number): Change | null {
  let from = stretch.from;
  while (Number.isFinite(from) && at - from < FARTHEST) {
    const earlier = zone.stretchAt(instant(from - 1));
    if (earlier.offset !== stretch.offset) return { at: instant(from), before: earlier.offset };
    from = earlier.from;
  }
  return null;
}

/**
 * The due moments of a set of labels in a zone, by one rule for clock changes.
 *
 * Within a stretch of constant offset instants and labels differ by that offset alone, so the work is done stretch by
 * stretch. After a gap the labels that were jumped over are read, by the offset before it, off the first instants after
 * it: that is what "forward by the length of the gap" comes to. After an overlap the labels of the second pass are left out.
 *
 * Invariants: 1. stretches without a label are jumped over, so an answer costs a handful of questions to zone and set;
 * 2. an instant that two labels lead to is one due moment.
 */
export class LabelSchedule implements Schedule {
  readonly #labels: LabelSet;
  readonly #zone: Zone;
  readonly #rule: ClockRule;

  constructor(labels: LabelSet, zone: Zone, rule: ClockRule) {
    this.#labels = labels;
    this.#zone = zone;
    this.#rule = rule;
  }

  next(after: Instant): Instant | null {
    const labels = this.#labels;
    for (let at = after + 1; ;) {
      const stretch = this.#zone.stretchAt(instant(at));
      const { offset } = stretch;
      const change = changeBefore(this.#zone, stretch, at);
      const label = labels.from(wallClock(Math.max(at + offset, this.#firstLabel(stretch, change))));
      let best = label === null ? Infinity : label - offset;
      if (change !== null && this.#moves(change, offset)) {
        const moved = labels.from(wallClock(Math.max(at, change.at) + change.before));
        if (moved !== null && moved < change.at + offset) best = Math.min(best, moved - change.before);
      }
      if (best < stretch.to) return instant(best);
      // Near the end of a stretch labels can still come that are already over by its own offset: a second pass.
      const near = stretch.to - at < FARTHEST;
      if (label === null && !near) return null;
      at = near ? stretch.to : Math.max(stretch.to, best - FARTHEST);
    }
  }

  previous(at: Instant): Instant | null {
    const labels = this.#labels;
    for (let last: number = at; ;) {
      const stretch = this.#zone.stretchAt(instant(last));
      const { offset } = stretch;
      const label = labels.upTo(wallClock(last + offset));
      const found = label === null ? -Infinity : label - offset;
      // Only the beginning of a stretch is touched by the change before it.
      const change = found < stretch.from + FARTHEST ? changeBefore(this.#zone, stretch, stretch.from) : null;
      let best = found + offset >= this.#firstLabel(stretch, change) ? found : -Infinity;
      if (change !== null && this.#moves(change, offset)) {
        const moved = labels.upTo(wallClock(Math.min(last + change.before, change.at + offset - 1)));
        if (moved !== null && moved >= change.at + change.before) best = Math.max(best, moved - change.before);
      }
      // A zone without changes has one stretch without a beginning, and nothing is due at its beginning.
      if (best >= stretch.from && best !== -Infinity) return instant(best);
      // Near the beginning of a stretch labels that are still to come by its own offset can be over: a first pass.
      const near = last - stretch.from < FARTHEST;
      if (label === null && !near) return null;
      last = near ? stretch.from - 1 : Math.min(stretch.from - 1, found + FARTHEST);
    }
  }

  count(after: Instant, until: Instant): number {
    let total = 0;
    for (let at = after + 1; at <= until;) {
      const stretch = this.#zone.stretchAt(instant(at));
      const { offset } = stretch;
      const end = Math.min(stretch.to, until + 1);
      const change = changeBefore(this.#zone, stretch, at);
      const first = Math.max(at + offset, this.#firstLabel(stretch, change));
      if (first < end + offset) total += this.#labels.count(wallClock(first), wallClock(end + offset));
      if (change !== null && this.#moves(change, offset)) {
        total += this.#countMoved(change, offset, Math.max(at, change.at), end);
      }
      at = end;
    }
    return total;
  }

  /** Labels jumped over by `change` that are due in [from, end), without those that fall on a label of their own right. */
  #countMoved(change: Change, offset: number, from: number, end: number): number {
    const stop = Math.min(end, change.at + offset - change.before);
    let total = 0;
    for (let at = from; at < stop;) {
      const label = this.#labels.from(wallClock(at + change.before));
      if (label === null || label - change.before >= stop) break;
      const own = wallClock(label - change.before + offset);
      if (this.#labels.from(own) !== own) total += 1;
      at = label - change.before + 1;
    }
    return total;
  }

  /** First label of a stretch that counts there: in an overlap, the first after those of the second pass. */
  #firstLabel(stretch: Stretch, change: Change | null): number {
    const first = stretch.from + stretch.offset;
    return change !== null && this.#rule.overlap === 'first' ? Math.max(first, change.at + change.before) : first;
  }

  #moves(change: Change, offset: number): boolean {
    return this.#rule.gap === 'forward' && change.before < offset;
  }
}
