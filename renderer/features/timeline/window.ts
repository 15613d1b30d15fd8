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

/** The same length of time about another instant. */
export const about = (stretch: Stretch, at: number): Stretch => {
  const half = (stretch.to - stretch.from) / 2;
  return { from: at - half, to: at + half };
};

/** Moved by a share of its length: 0.5 is half a screen later. */
export const moved = (stretch: Stretch, share: number): Stretch => {
  const by = (stretch.to - stretch.from) * share;
  return { from: stretch.from + by, to: stretch.to + by };
};

/** Zoomed by a factor (below 1: in) about an instant that keeps its place. Between half an hour and 120 days. */
export function zoomed(stretch: Stretch, factor: number, about: number): Stretch {
  const length = stretch.to - stretch.from;
  const next = Math.min(MOST, Math.max(LEAST, length * factor));
  const share = (about - stretch.from) / length;
  return { from: about - next * share, to: about + next * (1 - share) };
}

/** The zoom whose length is nearest: what the segmented control shows. */
export function zoomOf(stretch: Stretch): Zoom {
  const days = (stretch.to - stretch.from) / DAY;
  return days < 3 ? 'day' : days < 16 ? 'week' : 'month';
}
