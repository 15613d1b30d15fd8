import type { Times } from '../../time/times.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A stretch of time in view. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export type Zoom = 'day' | 'week' | 'month';

/** Where now stands in the day's view, from the left. */
const NOW_AT = 0.57;
const LEAST = 30 * 60_000;
const MOST = 120 * DAY;

/** What a zoom shows around now: the last half day and the next, 8 days, or 34. Weeks and months begin at a midnight. */
export function stretchOf(zoom: Zoom, now: number, times: Times): Stretch {
  if (zoom === 'day') return { from: now - NOW_AT * DAY, to: now + (1 - NOW_AT) * DAY };
  const [before, after] = zoom === 'week' ? [6, 2] : [30, 4];
  const today = times.midnight(now);
  // Half a day more, so that a clock change in between leads to the right day.
  const from = times.midnight(today - before * DAY + 12 * HOUR - (before > 0 ? 0 : 12 * HOUR));
  const to = times.midnight(today + after * DAY + 12 * HOUR);
  return { from, to };
}

export const lengthOf = (stretch: Stretch): number => stretch.to - stretch.from;

/** The same length of time about another instant. */
export const about = (stretch: Stretch, at: number): Stretch => {
  const half = lengthOf(stretch) / 2;
  return { from: at - half, to: at + half };
};

/** Moved by a share of its length: 0.5 is half a screen later. */
export const moved = (stretch: Stretch, share: number): Stretch => {
  const by = lengthOf(stretch) * share;
  return { from: stretch.from + by, to: stretch.to + by };
};

/** Zoomed by a factor (below 1: in) about an instant that keeps its place. Between half an hour and 120 days. */
export function zoomed(stretch: Stretch, factor: number, about: number): Stretch {
  const length = lengthOf(stretch);
  const next = Math.min(MOST, Math.max(LEAST, length * factor));
  const share = (about - stretch.from) / length;
  return { from: about - next * share, to: about + next * (1 - share) };
}

/** Whether two stretches are as long as each other: a day of 25 hours in a week makes no other zoom. */
export const isSameZoom = (a: Stretch, b: Stretch): boolean => Math.abs(Math.log(lengthOf(a) / lengthOf(b))) < 0.01;

/** On the way from one stretch to another: the length changes by equal factors, about the instant that keeps its place. `share`: 0 to 1. */
export function between(from: Stretch, to: Stretch, share: number): Stretch {
  const [begin, end] = [lengthOf(from), lengthOf(to)];
  const length = begin * (end / begin) ** share;
  const way = begin === end ? share : (length - begin) / (end - begin);
  const left = from.from + (to.from - from.from) * way;
  return { from: left, to: left + length };
}

/** Whether the zoom of a view is nearer to one stretch's than to another's. */
export const isNearer = (view: Stretch, to: Stretch, than: Stretch): boolean =>
  Math.abs(Math.log(lengthOf(view) / lengthOf(to))) < Math.abs(Math.log(lengthOf(view) / lengthOf(than)));

/** Room at the edge within which an instant counts as hardly seen, as a share of the stretch. */
const EDGE = 0.04;

/** Moved as little as needed for an instant to be well in view. */
export function showing(stretch: Stretch, at: number): Stretch {
  const room = lengthOf(stretch) * EDGE;
  const by = at < stretch.from + room ? at - stretch.from - room : at > stretch.to - room ? at - stretch.to + room : 0;
  return by === 0 ? stretch : { from: stretch.from + by, to: stretch.to + by };
}

/** The zoom whose length is nearest: what the segmented control shows. */
export function zoomOf(stretch: Stretch): Zoom {
  const days = lengthOf(stretch) / DAY;
  return days < 3 ? 'day' : days < 16 ? 'week' : 'month';
}

/** How far the view may leave what is drawn: by a share of its length, and by zooming. */
const FAR = 0.6;
const ZOOMED = 1.6;

/** What is drawn reaches one screen to each side of this; whether the view has come so far from it that it must be drawn anew at once. */
export function leftBehind(drawn: Stretch, view: Stretch): boolean {
  const length = lengthOf(drawn);
  const ratio = lengthOf(view) / length;
  const away = Math.abs(view.from + view.to - drawn.from - drawn.to) / 2 / length;
  return ratio > ZOOMED || ratio < 1 / ZOOMED || away > FAR * Math.max(1, ratio);
}
