import { blackoutAt, type BlackoutStretch } from '../core/rules/blackout.ts';
import type { BlackoutCalendar } from '../core/rules/blackoutCalendar.ts';
import { DAY_MS } from '../core/time/civil.ts';
import { instant, type Instant } from '../core/time/instant.ts';
import type { Zone } from '../core/time/zone.ts';
import type { JobState } from './jobState.ts';

/** How finely a calendar file is looked through for events: an event shorter than this may be overlooked between two looks. */
const LOOK_MS = 15 * 60_000;

/** So far back events of a calendar file are looked for; due moments missed before it are judged as if there were none. */
const FARTHEST_MS = 400 * DAY_MS;

/** The stretches in which a job does not run, found from the point question that the rules answer. */
export class Blackouts {
  readonly #calendars: () => ReadonlyMap<string, BlackoutCalendar>;
  readonly #zoneOf: (state: JobState) => Zone;

  constructor(calendars: () => ReadonlyMap<string, BlackoutCalendar>, zoneOf: (state: JobState) => Zone) {
    this.#calendars = calendars;
    this.#zoneOf = zoneOf;
  }

  /** The blackouts of a job that touch (from, to], in order. */
  between(state: JobState, from: Instant, to: Instant): readonly BlackoutStretch[] {
    const { blackouts } = state.job;
    if (blackouts.length === 0) return [];
    const zone = this.#zoneOf(state);
    const calendars = this.#calendars();
    const found: BlackoutStretch[] = [];
    const step = blackouts.every((blackout) => blackout.kind === 'dates') ? DAY_MS / 24 : LOOK_MS;
    let at: number = Math.max(from, to - FARTHEST_MS);
    for (;;) {
      const stretch = blackoutAt(blackouts, instant(Math.min(at, to)), zone, calendars);
      if (stretch !== null) found.push(stretch);
      if (at >= to) return found;
      at = stretch === null ? Math.min(at + step, to) : Math.max(stretch.to, at + 1);
    }
  }
}
