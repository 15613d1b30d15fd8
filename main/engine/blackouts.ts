import { blackoutsBetween, type BlackoutStretch } from '../core/rules/blackout.ts';
import type { BlackoutCalendar } from '../core/rules/blackoutCalendar.ts';
import { DAY_MS } from '../core/time/civil.ts';
import { instant, type Instant } from '../core/time/instant.ts';
import type { Zone } from '../core/time/zone.ts';
import type { JobState } from './jobState.ts';

/** So far back blackouts are looked for; due moments missed before it are judged as if there were none. */
const FARTHEST_MS = 400 * DAY_MS;

/** The stretches in which a job does not run. */
export class Blackouts {
  readonly #calendars: () => ReadonlyMap<string, BlackoutCalendar>;
  readonly #zoneOf: (state: JobState) => Zone;

  constructor(calendars: () => ReadonlyMap<string, BlackoutCalendar>, zoneOf: (state: JobState) => Zone) {
    this.#calendars = calendars;
    this.#zoneOf = zoneOf;
  }

  /** The blackouts of a job that touch [from, to], in order: of several that cover an instant the last is named. */
  between(state: JobState, from: Instant, to: Instant): readonly BlackoutStretch[] {
    const { blackouts } = state.job;
    if (blackouts.length === 0) return [];
    const farthest = instant(Math.max(from, to - FARTHEST_MS));
    return blackoutsBetween(blackouts, farthest, to, this.#zoneOf(state), this.#calendars());
  }
}
