import { DAY_MS, dayOfWall, wallClock, weekdayOf } from '../time/civil.ts';
import { type Instant, duration, instant, plus } from '../time/instant.ts';
import { bounded, single } from './bounded.ts';
import { whenForward } from './calendarSteps.ts';
import { AS_IT_HAPPENS, FORWARD, LabelSchedule, evenLabels } from './labels.ts';
import type { Phrase } from './phraseMeaning.ts';
import { UNIT_MS } from './phraseParts.ts';
import { stableWhole } from './stableDraw.ts';
import type { Schedule, ScheduleContext } from './trigger.ts';

/** 1970-01-01 was a Thursday. */
const FIRST_WEEKDAY = 4;

/**
 * Whether the phrase is periodic: its period begins anew with the end of each run. That is all of them but those with a
 * time in every single minute, hour, day or week, which name labels.
 */
export const isPeriodic = (phrase: Phrase): boolean => phrase.at === null || phrase.count !== 1 || phrase.upTo !== null;

/** The labels at the phrase's time in every unit. Times within the hour or minute follow real time. */
function labelsAt(phrase: Phrase, at: number, context: ScheduleContext): LabelSchedule {
  if (phrase.unit === 'minute' || phrase.unit === 'hour') {
    return new LabelSchedule(evenLabels(at, UNIT_MS[phrase.unit]), context.zone, AS_IT_HAPPENS);
  }
  if (typeof phrase.unit === 'number') {
    const first = ((phrase.unit - FIRST_WEEKDAY + 7) % 7) * DAY_MS;
    return new LabelSchedule(evenLabels(first + at, 7 * DAY_MS), context.zone, FORWARD);
  }
  return new LabelSchedule(evenLabels(at, DAY_MS), context.zone, FORWARD);
}

/**
 * The end of the period that begins at `base`, as Python's `schedule` reckons it (1.2): the number of units from now; with a
 * time, the number of units from that time in the present unit, and for one unit the next such time. A weekday without a
 * time is the next such day, not today, at the present time of day. Days and weeks keep the time on the clock; what is
 * shorter is real time.
 */
function endOfPeriod(phrase: Phrase, base: Instant, context: ScheduleContext): Instant {
  const { zone, seed } = context;
  const { unit, at } = phrase;
  const count = phrase.upTo === null ? phrase.count : stableWhole(`${seed}/${String(base)}`, phrase.count, phrase.upTo);
  const wall = zone.wallAt(base);
  const today = dayOfWall(wall);
  if (at === null) {
    if (typeof unit === 'number') {
      const days = ((unit - weekdayOf(today) + 6) % 7) + 1;
      return whenForward(zone, wallClock(wall + days * DAY_MS));
    }
    if (unit === 'day' || unit === 'week') return whenForward(zone, wallClock(wall + count * UNIT_MS[unit]));
    return plus(base, duration(count * UNIT_MS[unit]));
  }
  if (count === 1) return labelsAt(phrase, at, context).next(base) ?? base;
  if (unit === 'minute' || unit === 'hour') {
    const begun = base - (((wall % UNIT_MS[unit]) + UNIT_MS[unit]) % UNIT_MS[unit]);
    const from = instant(begun + count * UNIT_MS[unit] - 1);
    return labelsAt(phrase, at, context).next(from) ?? base;
  }
  return whenForward(zone, wallClock((today + count) * DAY_MS + at));
}

/**
 * A periodic phrase has exactly one due moment: the end of the period since `periodFrom` (the end of the last run, or the
 * decision of a due moment that led to none), or since `enabled` before the first run. Periods missed asleep are therefore
 * one overdue due moment. Every other phrase has the due moments of its labels.
 */
export function phraseSchedule(phrase: Phrase, until: Instant | undefined, context: ScheduleContext): Schedule {
  if (phrase.at !== null && !isPeriodic(phrase)) {
    return bounded(labelsAt(phrase, phrase.at, context), until === undefined ? {} : { until });
  }
  return single(endOfPeriod(phrase, context.periodFrom ?? context.enabled, context), until);
}
