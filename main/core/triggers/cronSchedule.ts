import { type Instant, hours, instant } from '../time/instant.ts';
import type { Stretch, Zone } from '../time/zone.ts';
import { type CronFields, CronLabels, NEVER } from './cronLabels.ts';
import type { Schedule } from './trigger.ts';

const MINUTE_MS = 60_000;

/** A clock change is felt less than this around it: no gap or overlap is larger than a day, and no two follow so closely. */
const FELT_MS = hours(26);

/** A search ends here: twice as far as any label can be, so that one which falls into a gap does not end it. */
const FARTHEST_MS = 84 * 366 * 86_400_000;

/** Largest instant that dates can be reckoned for. */
const LAST_INSTANT = 8.64e15;

/** The first label at or after `at`, in minutes. */
const labelAt = (at: number, { offset }: Stretch): number => Math.ceil((at + offset) / MINUTE_MS);

/** How a stretch of constant offset begins. */
interface Beginning {
  /** First label of the stretch that counts, in minutes. Later than the stretch's own where a second pass is left out. */
  readonly firstLabel: number;
  /** Fixed schedules: a label in the gap before the stretch matches, so that its first instant is due. */
  readonly dueAtOnce: boolean;
}

/**
 * A cron schedule in one zone (semantics §2.1), stretch of constant offset by stretch: within one, instants and labels
 * differ by the offset alone. What is special at its beginning is only looked at where a question comes near it.
 *
 * Invariants: 1. asking changes only which stretch is remembered, never an answer; 2. a search ends after 84 years;
 * 3. no instant is due twice, also where labels of a gap and a label of its own right meet.
 */
export class CronSchedule implements Schedule {
  readonly #labels: CronLabels;
  readonly #zone: Zone;
  readonly #wildcard: boolean;

  // The stretch looked at last: [from, to), of which [calm, to) feels nothing of the change before it.
  #calm = Infinity;
  #to = -Infinity;
  #offset = 0;

  constructor(fields: CronFields, zone: Zone) {
    this.#labels = new CronLabels(fields);
    this.#zone = zone;
    this.#wildcard = fields.wildcard;
  }

  next(after: Instant): Instant | null {
    // Nearly every question ends here: one division, and bits.
    if (after >= this.#calm && after < this.#to) {
      const found = this.#labels.next(Math.floor((after + this.#offset) / MINUTE_MS) + 1);
      const due = found * MINUTE_MS - this.#offset;
      if (due < this.#to) return instant(due);
      if (this.#to - after >= FELT_MS) return this.#nextAcross(after, Math.max(this.#to, due - FELT_MS), found);
    }
    return this.#nextAcross(after, after, null);
  }

  /** The first due moment after `after`, searched from `at` on. Known to match next from there on: the label `known`. */
  #nextAcross(after: Instant, at: number, known: number | null): Instant | null {
    const limit = Math.min(after + FARTHEST_MS, LAST_INSTANT);
    while (at <= limit) {
      const stretch = this.#lookAt(at);
      let found = known;
      // Where a stretch is entered at its beginning, the change before it may matter; further on `known` is what it was.
      if (found === null || at === stretch.from) {
        let label = at === after ? Math.floor((at + stretch.offset) / MINUTE_MS) + 1 : labelAt(at, stretch);
        if (at < stretch.from + FELT_MS) {
          const beginning = this.#beginningOf(stretch);
          if (beginning.dueAtOnce && stretch.from > after) return stretch.from;
          label = Math.max(label, beginning.firstLabel);
        }
        found = this.#labels.next(label);
      }
      const due = found * MINUTE_MS - stretch.offset;
      if (due < stretch.to) return due <= LAST_INSTANT ? instant(due) : null;
      // Near the end of a stretch its labels may come again in a second pass; else nothing matches before `due`.
      const near = stretch.to - at < FELT_MS;
      if (found === NEVER && !near) return null;
      known = found;
      at = near ? stretch.to : Math.max(stretch.to, due - FELT_MS);
    }
    return null;
  }

  previous(at: Instant): Instant | null {
    const limit = Math.max(at - FARTHEST_MS, -LAST_INSTANT);
    for (let last: number = at; last >= limit;) {
      const stretch = this.#lookAt(last);
      const found = this.#labels.previous(Math.floor((last + stretch.offset) / MINUTE_MS));
      const due = found * MINUTE_MS - stretch.offset;
      if (due >= Math.max(stretch.from + FELT_MS, -LAST_INSTANT)) return instant(due);
      if (Number.isFinite(stretch.from)) {
        const beginning = this.#beginningOf(stretch);
        if (due >= stretch.from && found >= beginning.firstLabel) return instant(due);
        if (beginning.dueAtOnce) return stretch.from;
      }
      // Near the beginning of a stretch later labels may lie before it in a first pass; else nothing matches after `due`.
      const near = last - stretch.from < FELT_MS;
      if (found === -NEVER && !near) return null;
      last = near ? stretch.from - 1 : Math.min(stretch.from - 1, due + FELT_MS);
    }
    return null;
  }

  count(after: Instant, until: Instant): number {
    let total = 0;
    for (let at = after + 1; at <= until;) {
      const stretch = this.#lookAt(at);
      const end = Math.min(stretch.to, until + 1);
      let label = labelAt(at, stretch);
      if (at < stretch.from + FELT_MS) {
        const beginning = this.#beginningOf(stretch);
        if (beginning.dueAtOnce && stretch.from >= at) {
          total += 1;
          // The label that the clock jumps to is the same due moment.
          label = Math.floor((stretch.from + stretch.offset) / MINUTE_MS) + 1;
        }
        label = Math.max(label, beginning.firstLabel);
      }
      total += this.#labels.count(label, labelAt(end, stretch));
      at = end;
    }
    return total;
  }

  #lookAt(at: number): Stretch {
    const stretch = this.#zone.stretchAt(instant(at));
    this.#calm = stretch.from + FELT_MS;
    // Where a zone never changes again, time still ends: so does what the quick way may answer.
    this.#to = Math.min(stretch.to, LAST_INSTANT + 1);
    this.#offset = stretch.offset;
    return stretch;
  }

  #beginningOf(stretch: Stretch): Beginning {
    const ownFirst = labelAt(stretch.from, stretch);
    if (this.#wildcard) return { firstLabel: ownFirst, dueAtOnce: false };
    // A stretch may begin where merely the zone's table does, shortly after a change: its overlap still counts.
    let firstLabel = ownFirst;
    let from = stretch.from;
    while (Number.isFinite(from) && stretch.from - from < FELT_MS) {
      const before = this.#zone.stretchAt(instant(from - 1));
      firstLabel = Math.max(firstLabel, Math.ceil((from + before.offset) / MINUTE_MS));
      if (before.offset !== stretch.offset) {
        const inGap = from === stretch.from && before.offset < stretch.offset;
        const gapBegins = Math.ceil((from + before.offset) / MINUTE_MS);
        const gapEnds = (from + stretch.offset) / MINUTE_MS;
        return { firstLabel, dueAtOnce: inGap && this.#labels.next(gapBegins) < gapEnds };
      }
      from = before.from;
    }
    return { firstLabel, dueAtOnce: false };
  }
}
