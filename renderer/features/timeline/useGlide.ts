import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { shared } from '../../theme/tokens.ts';
import type { Stretch } from './window.ts';
import { between, isSameZoom } from './window.ts';

/** From one zoom to another, in milliseconds (ui.md §8). */
const GLIDE = Number.parseFloat(shared['--slow']);

interface Way {
  readonly from: Stretch;
  readonly to: Stretch;
  /** How much of the way is behind, eased: 0 to 1. */
  readonly share: number;
}

const arrived = (at: Stretch): Way => ({ from: at, to: at, share: 1 });
const viewOn = ({ from, to, share }: Way): Stretch => (share >= 1 ? to : between(from, to, share));

/**
 * What is in view on the way to another zoom; the goal itself once it is there. `atOnce`: the goal follows a hand (drag, wheel, arrows) and
 * is taken as it is, as is any where less motion is asked for.
 */
export function useGlide(goal: Stretch, atOnce: boolean): Stretch {
  const isStill = useReducedMotion();
  const [known, setKnown] = useState(() => arrived(goal));
  let way = known;
  if (known.to !== goal) {
    const view = viewOn(known);
    way = atOnce || isStill || isSameZoom(view, goal) ? arrived(goal) : { from: view, to: goal, share: 0 };
    setKnown(way);
  }
  const { from, to } = way;
  const moves = way.share < 1;
  useEffect(() => {
    if (!moves) return undefined;
    // The browser eases, and knows the time of a frame.
    const effect = new KeyframeEffect(null, null, { duration: GLIDE, easing: shared['--ease'], fill: 'forwards' });
    const clock = new Animation(effect);
    clock.play();
    let frame = requestAnimationFrame(function step() {
      const share = clock.playState === 'finished' ? 1 : (effect.getComputedTiming().progress ?? 0);
      setKnown((last) => (last.to === to && last.from === from ? { from, to, share } : last));
      if (share < 1) frame = requestAnimationFrame(step);
    });
    return () => {
      cancelAnimationFrame(frame);
      clock.cancel();
    };
  }, [from, to, moves]);
  return useMemo(() => viewOn(way), [way]);
}
