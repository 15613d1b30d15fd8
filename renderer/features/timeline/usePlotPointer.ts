import type { PointerEvent, RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import type { Place } from './gridSteps.ts';
import type { Stretch } from './window.ts';
import { lengthOf, moved, zoomed } from './window.ts';

/** The pointer must be moved so far for a drag, in pixels. */
const DRAG = 3;
/** How long a card stays after its mark was left, so that the pointer can reach it, in milliseconds. */
const LINGER = 180;

interface PlotPointer {
  /** What is under the pointer. */
  readonly hovered: Place | null;
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerUp: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
  };
}

/** What the pointer does to the picture: wheel and drag move and zoom it, a click opens what it stands on. */
export function usePlotPointer({
  scroller,
  ground,
  stretch,
  onStretch,
  placeAt,
  onOpen,
}: {
  readonly scroller: RefObject<HTMLElement | null>;
  /** The part of the picture in which time runs. */
  readonly ground: RefObject<HTMLElement | null>;
  readonly stretch: Stretch;
  readonly onStretch: (stretch: Stretch) => void;
  /** The place at a point of the screen. */
  readonly placeAt: (event: PointerEvent) => Place | null;
  readonly onOpen: (place: Place) => void;
}): PlotPointer {
  const [hovered, setHovered] = useState<Place | null>(null);
  const drag = useRef<{ readonly x: number; readonly stretch: Stretch; moved: boolean } | null>(null);
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);
  useWheel(scroller, ground, stretch, onStretch);

  const hover = (place: Place | null): void => {
    clearTimeout(leaving.current);
    if (place === null) leaving.current = setTimeout(() => setHovered(null), LINGER);
    else if (place.job !== hovered?.job || place.cell !== hovered.cell) setHovered(place);
  };
  const inCard = (event: PointerEvent): boolean => (event.target as Element).closest('[data-card]') !== null;
  return {
    hovered,
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0 || (event.target as Element).closest('[data-plot]') === null) return;
        drag.current = { x: event.clientX, stretch, moved: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event) => {
        const held = drag.current;
        if (held === null) {
          if (inCard(event)) clearTimeout(leaving.current);
          else hover(placeAt(event));
          return;
        }
        const pixels = held.x - event.clientX;
        if (Math.abs(pixels) > DRAG) held.moved = true;
        if (!held.moved) return;
        setHovered(null);
        onStretch(moved(held.stretch, pixels / (ground.current?.clientWidth ?? 1)));
      },
      onPointerUp: (event) => {
        const held = drag.current;
        drag.current = null;
        if (held === null || held.moved) return;
        const place = placeAt(event);
        if (place !== null) onOpen(place);
      },
      onPointerLeave: () => {
        if (drag.current === null) hover(null);
      },
    },
  };
}

/** Ctrl or Cmd and the wheel zoom about the pointer; Shift and the wheel, or a sideways wheel, move. */
function useWheel(
  scroller: RefObject<HTMLElement | null>,
  ground: RefObject<HTMLElement | null>,
  stretch: Stretch,
  onStretch: (stretch: Stretch) => void,
): void {
  const latest = useRef({ stretch, onStretch });
  useEffect(() => {
    latest.current = { stretch, onStretch };
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    // React's own wheel listener is passive: it could not keep the page from zooming.
    const wheel = (event: WheelEvent): void => {
      const { stretch: at, onStretch: change } = latest.current;
      const next = wheeled(event, at, ground.current);
      if (next === null) return;
      event.preventDefault();
      // Wheels turn faster than React draws: the next event goes on from here.
      latest.current = { stretch: next, onStretch: change };
      change(next);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [scroller, ground]);
}

function wheeled(event: WheelEvent, at: Stretch, ground: HTMLElement | null): Stretch | null {
  if (event.ctrlKey || event.metaKey) {
    const box = ground?.getBoundingClientRect();
    if (box === undefined) return at;
    const about = at.from + ((event.clientX - box.left) / box.width) * lengthOf(at);
    return zoomed(at, Math.exp(event.deltaY / 300), about);
  }
  if (!event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return null;
  return moved(at, (event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX) / 1000);
}
