import type { Problem } from '../problem.ts';
import { type WallClock, dateOfDay, dayOfWall, fieldsOf, formatTime, wallAt } from '../time/civil.ts';
import { type Duration, type Instant, elapsed, instant, plus } from '../time/instant.ts';
import type { Transition } from '../time/zone.ts';
import { type Trigger, followingOf, restartsWithRuns, scheduleOf } from './registry.ts';
import { MONTHS, listed } from './sentenceWords.ts';
import { SteadyZone } from './steadyZone.ts';
import type { ScheduleContext } from './trigger.ts';

/** Clock changes are looked at this far ahead. */
const AHEAD = (366 * 86_400_000) as Duration;

/** Labels told one by one. */
const MOST_TOLD = 4;

/**
 * A gap, and an overlap of what follows real time, is told only where this share of a day's due moments, or more, falls into
 * it: among many a few that are not there are no surprise, but a pause of two hours is.
 */
const NOTABLE_SHARE = 1 / 12;

/** What dialects make of a label in a gap: `together` is cron's fixed schedules, at the first instant after it. */
export type GapRule = 'forward' | 'together' | 'skipped';

/** A clock change that a trigger's labels fall into. */
export interface FeltChange {
  readonly kind: 'gap' | 'overlap';
  readonly transition: Transition;
  /** The labels that do not exist, or happen twice; in order, at most a few. */
  readonly labels: readonly WallClock[];
  /** Number of all such labels. */
  readonly count: number;
}

const day = (wall: WallClock): string => {
  const { year, month, day: number } = dateOfDay(dayOfWall(wall));
  return `${String(number)} ${MONTHS[(month - 1) as 0]} ${String(year)}`;
};
const time = (wall: WallClock): string => formatTime(fieldsOf(wall));

/** "02:30", "02:00, 02:15, 02:30 and 02:45", "02:00 to 02:59". */
function timesOf({ labels, count }: FeltChange): string {
  if (count <= MOST_TOLD) return listed(labels.map(time));
  const [first] = labels;
  const last = labels.at(-1);
  return first === undefined || last === undefined ? '' : `${time(first)} to ${time(last)}`;
}

/**
 * The clock changes within a year from `now` that a trigger's labels fall into. None for what begins with its runs, nor
 * for what follows real time all day long: there nothing surprising happens.
 */
export function feltChanges(trigger: Trigger, context: ScheduleContext, now: Instant): readonly FeltChange[] {
  if (restartsWithRuns(trigger)) return [];
  const felt: FeltChange[] = [];
  for (const transition of context.zone.transitions(now, plus(now, AHEAD))) {
    const change = feltAt(trigger, context, transition);
    if (change !== null) felt.push(change);
  }
  return felt;
}

function feltAt(trigger: Trigger, context: ScheduleContext, transition: Transition): FeltChange | null {
  const { at, before, after } = transition;
  const kind = after > before ? 'gap' : 'overlap';
  // By the offset before the change: the labels jumped over lie after it, those that come again lie before it.
  const from = kind === 'gap' ? at : instant(at - (before - after));
  const to = instant(from + Math.abs(after - before));
  const steady = scheduleOf(trigger, { ...context, zone: new SteadyZone(context.zone, before) });
  if (steady === null) return null;
  const begin = instant(from - 1);
  const end = instant(to - 1);
  const count = steady.count(begin, end);
  if (count === 0) return null;
  if (kind === 'gap' || followingOf(trigger) === 'realTime') {
    const aDay = steady.count(begin, instant(begin + 86_400_000));
    if (elapsed(from, to) < 86_400_000 && count / aDay < NOTABLE_SHARE) return null;
  }
  const labels: WallClock[] = [];
  for (let due = steady.next(begin); due !== null && due <= end && labels.length < MOST_TOLD; due = steady.next(due)) {
    labels.push(wallAt(due, before));
  }
  if (count > labels.length) {
    const last = steady.previous(end);
    if (last !== null) labels.push(wallAt(last, before));
  }
  return { kind, transition, labels, count };
}

/** The gap rule of a trigger whose labels count; null for what follows real time, where labels in a gap do not happen. */
export function gapRuleOf(trigger: Trigger): GapRule | null {
  if (followingOf(trigger) === 'realTime') return null;
  switch (trigger.type) {
    case 'cron':
      return 'together';
    case 'onCalendar':
      return 'skipped';
    default:
      return 'forward';
  }
}

/** What becomes of the labels of a gap by a rule: "runs at 03:30", "is skipped". */
export function fateInGap(change: FeltChange, rule: GapRule): string {
  const { at, before, after } = change.transition;
  const [first] = change.labels;
  if (rule === 'skipped' || first === undefined) return change.count === 1 ? 'it is skipped' : 'they are skipped';
  const when = (wall: WallClock): string => (day(wall) === day(first) ? time(wall) : `${time(wall)} on ${day(wall)}`);
  if (rule === 'together') {
    const next = when(wallAt(at, after));
    return change.count === 1 ? `it runs at ${next}` : `it runs once instead, at ${next}`;
  }
  if (change.count === 1) return `it runs at ${when((first + after - before) as WallClock)}`;
  const minutes = (after - before) / 60_000;
  return `they run ${minutes % 60 === 0 ? `${String(minutes / 60)} h` : `${String(minutes)} min`} later`;
}

/** "02:30 does not exist on 29 March 2026: it runs at 03:00". */
function sayGap(change: FeltChange, rule: GapRule | null): string {
  const [first] = change.labels;
  if (first === undefined) return '';
  const verb = change.count === 1 ? 'does' : 'do';
  const fate = rule === null ? fateInGap(change, 'skipped') : fateInGap(change, rule);
  return `${timesOf(change)} ${verb} not exist on ${day(first)}: ${fate}`;
}

/** "02:30 happens twice on 25 October 2026: it runs the first time only". */
function sayOverlap(change: FeltChange, rule: GapRule | null): string {
  const [first] = change.labels;
  if (first === undefined) return '';
  const one = change.count === 1;
  const runs = rule === null ? 'both times' : 'the first time only';
  return `${timesOf(change)} ${one ? 'happens' : 'happen'} twice on ${day(first)}: ${one ? 'it runs' : 'they run'} ${runs}`;
}

/** Warnings about clock changes, code `clockGap` and `clockOverlap`. */
export function clockWarnings(trigger: Trigger, changes: readonly FeltChange[]): readonly Problem[] {
  const rule = gapRuleOf(trigger);
  return changes.map((change) =>
    change.kind === 'gap'
      ? { code: 'clockGap', message: sayGap(change, rule) }
      : { code: 'clockOverlap', message: sayOverlap(change, rule) },
  );
}

/** "02:30 on 29 March 2026", for telling what another dialect does with it. */
export function labelsInWords(change: FeltChange): string {
  const [first] = change.labels;
  return first === undefined ? '' : `${timesOf(change)} on ${day(first)}`;
}
