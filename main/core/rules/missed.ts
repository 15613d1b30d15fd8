import type { Fate, FateReason, LateReason, Standing } from '../fate.ts';
import { DAY_MS, dayOfWall, epochDay, fieldsOf, startOfDay, wallClock } from '../time/civil.ts';
import { type Instant, instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import { whenShown } from './wallTime.ts';

/** A due moment with its fate, as far as this rule asks; a `DueEntry` fits. */
export interface MissedEntry {
  readonly due: Instant;
  readonly count: number;
  readonly fate: Fate | Standing;
  readonly reason: FateReason | null;
  readonly facts: { readonly cause?: LateReason };
}

/** A row of due moments that did not run because the computer was away. */
export interface MissedRow {
  readonly count: number;
  readonly firstDue: Instant;
  readonly lastDue: Instant;
  /** What kept them: one state each time, or `away` where it changed. */
  readonly cause: 'asleep' | 'off' | 'notRunning' | 'away';
  /** All of them lay in the night, one in each: "3 nights". */
  readonly nights: boolean;
}

/** This many in a row open an incident, where a job asks for `missed` (ui.md §13). */
export const MISSED_IN_A_ROW = 3;

const AWAY: ReadonlySet<string> = new Set(['asleep', 'off', 'notRunning']);
const NIGHT_ENDS = 6;
const NIGHT_BEGINS = 22;

/**
 * The row of missed due moments that the newest entries of a job make, or null where there are fewer than `MISSED_IN_A_ROW`. `entries`
 * are the newest first. What was skipped or is still open neither counts nor ends the row; what ran does.
 */
export function missedRow(entries: readonly MissedEntry[], zone: Zone): MissedRow | null {
  const missed: MissedEntry[] = [];
  for (const entry of entries) {
    if (entry.fate === 'expired' && isAway(entry)) missed.push(entry);
    else if (entry.fate === 'ran' || entry.fate === 'caughtUp' || entry.fate === 'coalesced') break;
  }
  const [last] = missed;
  const first = missed[missed.length - 1];
  const count = missed.reduce((sum, entry) => sum + entry.count, 0);
  if (last === undefined || first === undefined || count < MISSED_IN_A_ROW) return null;
  const causes = new Set(missed.map(({ facts }) => facts.cause));
  const [only] = causes;
  const cause = causes.size === 1 && (only === 'asleep' || only === 'off' || only === 'notRunning') ? only : 'away';
  const nights = missed.every(({ due, count: many }) => many === 1 && isNight(due, zone));
  const different = new Set(missed.map(({ due }) => nightOf(due, zone))).size === missed.length;
  return { count, firstDue: first.due, lastDue: last.due, cause, nights: nights && different };
}

const isAway = ({ reason, facts }: MissedEntry): boolean =>
  (reason === 'noCatchUp' || reason === 'tooLate') && facts.cause !== undefined && AWAY.has(facts.cause);

const isNight = (at: Instant, zone: Zone): boolean => {
  const { hour } = fieldsOf(zone.wallAt(at));
  return hour < NIGHT_ENDS || hour >= NIGHT_BEGINS;
};

/** The evening's day stands for the whole night. */
const nightOf = (at: Instant, zone: Zone): number => dayOfWall(wallClock(zone.wallAt(at) - NIGHT_ENDS * 3_600_000));

/** A stretch of machine history. */
export interface AwakeSpan {
  readonly state: 'awake' | 'asleep' | 'off' | 'notRunning';
  readonly from: Instant;
  readonly to: Instant;
}

/** Days looked back at, and fewer than this many say nothing (ui.md §4.5). */
const DAYS = 30;
const FEWEST_DAYS = 7;
/** Times of day are tried in steps of this. */
const STEP_MS = 10 * 60_000;
/** Awake on this share of the days is "usually". */
const USUALLY = 0.8;

/**
 * The time of day nearest to `due` at which the computer was awake on at least four of five of the last 30 days: milliseconds from
 * midnight, in steps of ten minutes. Null where there is none, or where fewer than seven days are known.
 * `spans` are in order and tile what is known.
 */
export function usuallyAwakeAt(due: Instant, spans: readonly AwakeSpan[], now: Instant, zone: Zone): number | null {
  const days = knownDays(spans, now, zone);
  if (days.length < FEWEST_DAYS) return null;
  const wall = zone.wallAt(due);
  const wanted = wall - startOfDay(dayOfWall(wall));
  const awake = spans.filter(({ state }) => state === 'awake');
  let best: { readonly time: number; readonly distance: number } | null = null;
  for (let time = 0; time < DAY_MS; time += STEP_MS) {
    const apart = Math.abs(time - wanted);
    const distance = Math.min(apart, DAY_MS - apart);
    if (best !== null && distance >= best.distance) continue;
    const up = days.filter((day) => isAwakeAt(whenShown(wallClock(startOfDay(epochDay(day)) + time), zone), awake));
    if (up.length >= days.length * USUALLY) best = { time, distance };
  }
  return best?.time ?? null;
}

/** The whole days before today that the history knows. */
function knownDays(spans: readonly AwakeSpan[], now: Instant, zone: Zone): readonly number[] {
  const [first] = spans;
  if (first === undefined) return [];
  const today = dayOfWall(zone.wallAt(now));
  const firstWhole = dayOfWall(zone.wallAt(instant(first.from - 1))) + 1;
  const from = Math.max(firstWhole, today - DAYS);
  return Array.from({ length: Math.max(0, today - from) }, (_, index) => from + index);
}

function isAwakeAt(at: Instant, awake: readonly AwakeSpan[]): boolean {
  let low = 0;
  let high = awake.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = awake[middle];
    if (span === undefined) return false;
    if (at < span.from) high = middle - 1;
    else if (at >= span.to) low = middle + 1;
    else return true;
  }
  return false;
}
