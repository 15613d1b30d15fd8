import type { DueView, TodayView } from '../../../preload/contract.ts';
import { type Instant, instant, later } from '../../core/time/instant.ts';
import type { WhyContext } from '../../core/words/why.ts';
import type { MachineBand } from '../../../preload/contract.ts';
import { dueViews } from './dueViews.ts';
import { type JobHistory, lastOf } from './jobHistory.ts';
import { machineBands } from './machine.ts';
import type { Reading } from './reading.ts';

/** An absence is told from this length on, and for so long after its end (ui.md §4.1). */
const SHORTEST_MS = 30 * 60_000;
const TOLD_FOR_MS = 6 * 3_600_000;

/** Waking for less than this in the middle (macOS wakes in the dark) does not end an absence. */
const SHORT_WAKE_MS = 5 * 60_000;

/** How far back the beginning of an absence is looked for. */
const FARTHEST_MS = 60 * 24 * 3_600_000;

/** Due moments told of an absence; a summary counts jobs, not moments. */
const MOST_DUE = 500;

export type Away = NonNullable<TodayView['away']>;

/** The last absence worth telling since the one that the person has taken note of; null where there was none lately. */
export function lastAbsence(reading: Reading): Away | null {
  const now = reading.clock.now();
  const from = later(instant(now - FARTHEST_MS), reading.absenceSeen.until ?? instant(0));
  const bands = machineBands(reading, from, now);
  const absences: { from: number; to: number; longest: MachineBand }[] = [];
  for (const band of bands) {
    if (band.state === 'awake') continue;
    const last = absences[absences.length - 1];
    if (last === undefined || band.from - last.to > SHORT_WAKE_MS) {
      absences.push({ from: band.from, to: band.to, longest: band });
      continue;
    }
    last.to = band.to;
    if (band.to - band.from > last.longest.to - last.longest.from) last.longest = band;
  }
  // A short one after a long one does not hide it.
  const told = absences.filter(({ from, to }) => to - from >= SHORTEST_MS && now - to <= TOLD_FOR_MS);
  const away = told[told.length - 1];
  if (away === undefined) return null;
  const { state } = away.longest;
  return state === 'awake' ? null : { from: away.from, to: away.to, state };
}

/** What was due in an absence, and what became of it: newest first, spans folded. */
export function dueWhileAway(
  { from, to }: Away,
  history: JobHistory,
  reading: Reading,
  context: WhyContext,
): readonly DueView[] {
  const ids = reading.scheduler.jobs().map(({ job }) => job.id);
  const jobs = ids.filter((id) => lastOf(history, id) >= from);
  const entries = reading.ledger.dueBetween(jobs, instant(from), instant(to), MOST_DUE);
  return [...dueViews(entries, history, context)].reverse();
}

/** Since when the computer is awake; null where that is not known. */
export const awakeSince = ({ scheduler }: Reading): Instant | null =>
  scheduler.machine.state === 'awake' ? scheduler.machine.from : null;
