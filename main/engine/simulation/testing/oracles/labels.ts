/**
 * Due moments found by looking at what the wall shows minute by minute, for checking the engine: shares no code with it, slow and plain.
 * Instants are milliseconds since 1970 by the wall clock; a label is what the wall shows, as if the zone were UTC.
 */

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

const offsets = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** Offset of a zone from UTC, asked of `Intl` once a quarter of an hour: no zone used here changes in between. */
function offsetAt(zone: string, at: number): number {
  const slot = Math.floor(at / QUARTER);
  let known = offsets.get(zone);
  if (known === undefined) offsets.set(zone, (known = new Map<number, number>()));
  const cached = known.get(slot);
  if (cached !== undefined) return cached;
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(
    format.formatToParts(slot * QUARTER).map(({ type, value }) => [type, Number(value)]),
  );
  const wall = Date.UTC(parts['year']!, parts['month']! - 1, parts['day'], parts['hour'], parts['minute']);
  const offset = wall - slot * QUARTER;
  known.set(slot, offset);
  return offset;
}

/** What the wall shows in a zone. */
export const labelAt = (zone: string, at: number): number => at + offsetAt(zone, at);

/** Which labels of full minutes are due, and what becomes of them where the clock changes. */
export interface Dialect {
  matches(label: number): boolean;
  /**
   * `real`: as they are shown, none in a gap, twice in an overlap. The others in the first pass only, and those in a gap: `after` it, all
   * together; moved `forward` by its length; `never`.
   */
  readonly gap: 'real' | 'after' | 'forward' | 'never';
}

/** A due moment with the labels that made it due. */
export interface LabelDue {
  readonly at: number;
  readonly labels: readonly number[];
}

/** How far back labels are remembered that were shown before the clock was put back: longer than any overlap. */
const LOOK_BACK = 25 * 60;

/** Due moments of a dialect in (after, until]. */
export function labelDue(dialect: Dialect, zone: string, after: number, until: number): LabelDue[] {
  const found: LabelDue[] = [];
  const first = Math.floor(after / MINUTE) * MINUTE + MINUTE;
  if (dialect.gap === 'real') {
    for (let at = first; at <= until; at += MINUTE) {
      const label = labelAt(zone, at);
      if (dialect.matches(label)) found.push({ at, labels: [label] });
    }
    return found;
  }
  let highest = -Infinity;
  for (let at = first - LOOK_BACK * MINUTE; at < first; at += MINUTE) highest = Math.max(highest, labelAt(zone, at));
  /** Labels of a gap that are moved forward, by the instant at which they are due: they are still those labels. */
  const moved = movedBefore(dialect, zone, first);
  for (let at = first; at <= until; at += MINUTE) {
    const label = labelAt(zone, at);
    const labels: number[] = [];
    if (label > highest && dialect.matches(label)) labels.push(label);
    for (let skipped = highest + MINUTE; skipped < label; skipped += MINUTE) {
      if (!dialect.matches(skipped)) continue;
      if (dialect.gap === 'after') labels.push(skipped);
      if (dialect.gap === 'forward') moved.set(at + skipped - highest - MINUTE, skipped);
    }
    const forward = moved.get(at);
    if (forward !== undefined) labels.push(forward);
    highest = Math.max(highest, label);
    if (labels.length > 0) found.push({ at, labels });
  }
  return found;
}

/** What a gap just before `first` moved to `first` or later. */
function movedBefore(dialect: Dialect, zone: string, first: number): Map<number, number> {
  const moved = new Map<number, number>();
  if (dialect.gap !== 'forward') return moved;
  for (let at = first - 2 * 60 * MINUTE; at < first; at += MINUTE) {
    const before = labelAt(zone, at - MINUTE);
    for (let skipped = before + MINUTE; skipped < labelAt(zone, at); skipped += MINUTE) {
      if (dialect.matches(skipped)) moved.set(at + skipped - before - MINUTE, skipped);
    }
  }
  return moved;
}
