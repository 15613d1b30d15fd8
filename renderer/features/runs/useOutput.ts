import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Push } from '../../../preload/contract.ts';
import { useApi, usePush } from '../../api/program.tsx';
import type { Change, Held } from './outputWindow.ts';
import { nothingHeld, OutputWindow } from './outputWindow.ts';

/** Waits for more where nothing is pushed, in milliseconds: the program says when it writes, this only makes sure. */
const LOOK_AGAIN = 2000;

/** The output of a run as it comes in, and the means to look elsewhere in it. */
export interface Reading extends Held {
  readonly earlier: () => Promise<void>;
  readonly later: () => Promise<void>;
  readonly jump: (place: number) => Promise<void>;
  readonly toTheEnd: () => Promise<void>;
}

/**
 * Reads the output of a run, or of one attempt of it, and what is written while it runs. `onChange` is told of each change once, in order,
 * before the component is drawn anew.
 */
export function useOutput(
  run: string,
  onChange: (held: Held, change: Change) => void,
  attempt: number | null = null,
): Reading {
  const api = useApi();
  const [known, setKnown] = useState<{ readonly of: OutputWindow | null; readonly held: Held }>({
    of: null,
    held: nothingHeld,
  });
  const sink = useRef(onChange);
  useEffect(() => {
    sink.current = onChange;
  });
  const shown = useRef<OutputWindow | null>(null);
  useEffect(() => {
    const opened: OutputWindow = new OutputWindow(api, run, attempt, (held, change) => {
      sink.current(held, change);
      setKnown({ of: opened, held });
    });
    shown.current = opened;
    sink.current(nothingHeld, { kind: 'anew' });
    void opened.open();
    const timer = setInterval(() => void opened.follow(), LOOK_AGAIN);
    return () => {
      opened.dispose();
      clearInterval(timer);
    };
  }, [api, run, attempt]);
  usePush(
    useCallback(
      (push: Push) => {
        if (push.kind === 'output' && push.run === run) void shown.current?.follow();
      },
      [run],
    ),
  );
  const moves = useMemo(() => {
    const move = (how: (window: OutputWindow) => Promise<void>) =>
      shown.current === null ? Promise.resolve() : how(shown.current);
    return {
      earlier: () => move((window) => window.earlier()),
      later: () => move((window) => window.later()),
      jump: (place: number) => move((window) => window.jump(place)),
      toTheEnd: () => move((window) => window.toEnd()),
    };
  }, []);
  return useMemo(() => ({ ...known.held, ...moves }), [known.held, moves]);
}
