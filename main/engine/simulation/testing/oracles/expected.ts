/** The due moments that a trigger must have had. */
import { lengthOf, textOf, wasWished, type CheckedJob, type CheckedTrigger, type Life } from '../life.ts';
import type { Era } from '../truth.ts';
import { dialectOf } from './dialects.ts';
import { calendarGrid, exactGrid } from './grids.ts';
import { labelAt, labelDue, type Dialect } from './labels.ts';

const SECOND = 1000;

/** A due moment between two instants of the wall clock, both inclusive; `optional` where the border of a stretch of time decides. */
export interface Expected {
  readonly at: number;
  readonly latest: number;
  readonly optional: boolean;
}

const exactly = (at: number): Expected => ({ at, latest: at, optional: false });

/** Due moments of a time trigger in an era, in order; null where they depend on what the job did. */
export function expectedDue(
  life: Life,
  job: CheckedJob,
  trigger: CheckedTrigger,
  eras: readonly Era[],
  era: Era,
): readonly Expected[] | null {
  if (trigger.type === 'once') {
    const at = Date.parse(String(trigger['at']));
    const spent = eras.some((other) => other.number < era.number && other.from < at && at <= other.to);
    return era.from < at && at <= era.to && !spent ? [exactly(at)] : [];
  }
  const jitter = lengthOf(trigger['jitter'], 0);
  // What was shown before it was enabled does not count for it.
  const enabledAgain = wasWished(life, job, 'enable');
  if (trigger.type === 'interval') {
    if (trigger['from'] !== 'grid' && trigger['anchor'] === undefined) return null;
    const until = textOf(trigger['until'], '');
    const points =
      calendarGrid(life, trigger, 'UTC') === null
        ? withJitter(exactGrid(life, trigger, era.from - jitter, era.to), jitter, era.from, era.to)
        : ofLabels(job, trigger, era, jitter, enabledAgain, (zone) => calendarGrid(life, trigger, zone));
    const all =
      points === null || !isAtOnce(trigger) || era.number > 1 ? points : [atOnce(era.from, jitter, points), ...points];
    return all === null ? null : until === '' ? all : upTo(all, Date.parse(until));
  }
  return ofLabels(job, trigger, era, jitter, enabledAgain, () => dialectOf(trigger));
}

/** Whether it is due at the instant at which it is enabled as well. */
export const isAtOnce = (trigger: CheckedTrigger): boolean => trigger['immediately'] === true;

/** Due at an instant, or up to `jitter` later, but before the first that follows. */
const atOnce = (at: number, jitter: number, points: readonly Expected[]): Expected => {
  const next = points.find((point) => point.at > at)?.at ?? Infinity;
  return { at, latest: at + Math.max(0, Math.min(jitter, next - at - SECOND)), optional: false };
};

/** Those not after an end; nor does jitter lead past it. */
const upTo = (points: readonly Expected[], ends: number): Expected[] =>
  points.filter(({ at }) => at <= ends).map((point) => ({ ...point, latest: Math.min(point.latest, ends) }));

/** Due moments by what the wall shows, of which none is due again that was shown before; null where it does not tell. */
function ofLabels(
  job: CheckedJob,
  trigger: CheckedTrigger,
  era: Era,
  jitter: number,
  enabledAgain: boolean,
  dialectIn: (zone: string) => Dialect | null,
): readonly Expected[] | null {
  const zone = textOf(trigger['zone'], job.zone);
  const parts = zone === 'local' ? era.zones : [{ zone, from: era.from, to: era.to }];
  const seen = new Map<number, boolean>();
  const found: Expected[] = [];
  for (const part of parts) {
    const dialect = dialectIn(part.zone);
    if (dialect === null) return null;
    const moments = labelDue(dialect, part.zone, part.from - jitter, part.to + jitter);
    const windows = withJitter(
      moments.map(({ at }) => at),
      jitter,
      part.from,
      part.to,
    );
    const labelsOf = new Map(moments.map(({ at, labels }) => [at, labels]));
    for (const window of windows) {
      const labels = labelsOf.get(window.at) ?? [];
      const before = labels.map((label) => seen.get(label));
      // A grid is counted from an instant: the labels of its points are others in every zone.
      const fresh = dialect.gap === 'real' || trigger.type === 'interval' || before.includes(undefined);
      // A label that this zone leaves out is due at another time: whether what was shown before covers it too is open.
      const moved = labels.every((label) => labelAt(part.zone, window.at) !== label);
      if (fresh || enabledAgain || before.includes(true) || moved)
        found.push({ ...window, optional: window.optional || !fresh });
      for (const label of labels) seen.set(label, window.optional && seen.get(label) !== false);
    }
  }
  return oncePerInstant(found);
}

/** A moment at the border of two zones may be due in either. */
function oncePerInstant(found: readonly Expected[]): Expected[] {
  const byInstant = new Map<number, Expected>();
  for (const moment of found) {
    const other = byInstant.get(moment.at);
    const latest = Math.max(moment.latest, other?.latest ?? moment.latest);
    byInstant.set(moment.at, { ...moment, latest, optional: moment.optional && other?.optional !== false });
  }
  return [...byInstant.values()].sort((a, b) => a.at - b.at);
}

/** Each is due up to `jitter` later, but before the one that follows. Those due before or after (from, to] are left out. */
function withJitter(due: readonly number[], jitter: number, from: number, to: number): Expected[] {
  return due
    .map((at, index): Expected => {
      const room = Math.min(jitter, (due[index + 1] ?? Infinity) - at - SECOND);
      const latest = at + Math.max(0, room);
      return { at, latest, optional: (at <= from && from < latest) || (at <= to && to < latest) };
    })
    .filter(({ at, latest }) => latest > from && at <= to);
}
