import { useEffect, useState } from 'react';
import type { Stretch } from './window.ts';
import { isNearer, leftBehind, lengthOf } from './window.ts';

/** How long the view stands still before it is drawn anew at its own zoom, in milliseconds. */
const SETTLED = 150;

/**
 * The stretch for which rows are asked and drawn, one screen to each side: while the view moves within it, or is zoomed a little, what
 * is drawn is only shifted and stretched. Drawn anew when the view has gone too far, or has come to rest at another zoom. While it is on
 * its way to `goal` what was drawn stays for half of it; then the goal is drawn, once.
 */
export function useDrawn(view: Stretch, goal: Stretch): Stretch {
  const [drawn, setDrawn] = useState(view);
  const behind = view === goal ? leftBehind(drawn, view) : isNearer(view, goal, drawn);
  if (behind) setDrawn(goal);
  const sameZoom = Math.abs(lengthOf(drawn) - lengthOf(view)) < 1;
  useEffect(() => {
    if (sameZoom) return undefined;
    const timer = setTimeout(() => setDrawn(view), SETTLED);
    return () => clearTimeout(timer);
  }, [sameZoom, view]);
  return behind ? goal : drawn;
}

/** A value once it has stood still for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
