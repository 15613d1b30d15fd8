import { useCallback, useEffect, useRef, useState } from 'react';
import type { Push } from '../../../preload/contract.ts';
import { useApi, usePush } from '../../api/program.tsx';
import type { Piece } from './outputText.ts';

/** Bytes asked for at a time. */
const PORTION = 512 * 1024;
/** Waits for more where nothing is pushed, in milliseconds: the program says when it writes, this only makes sure. */
const LOOK_AGAIN = 2000;

/** The output of a run as it comes in. */
export interface Reading {
  readonly pieces: readonly Piece[];
  /** Bytes left out in the middle by the cap. */
  readonly omitted: number | null;
  readonly end: boolean;
}

/**
 * Reads the output of a run from its beginning, and what is written while it runs. `onPieces` gets each portion once, in order.
 */
export function useOutput(run: string, onPieces: (pieces: readonly Piece[]) => void): Reading {
  const api = useApi();
  const [reading, setReading] = useState<Reading>({ pieces: [], omitted: null, end: false });
  const place = useRef({ from: 0, busy: false, again: false, end: false, alive: true });
  const sink = useRef(onPieces);
  useEffect(() => {
    sink.current = onPieces;
  });

  const read = useCallback(async (): Promise<void> => {
    const at = place.current;
    if (at.end) return;
    if (at.busy) {
      at.again = true;
      return;
    }
    at.busy = true;
    // Set from outside while the answer is awaited, which the compiler cannot know.
    const askedMeanwhile = (): boolean => place.current.again;
    try {
      for (;;) {
        at.again = false;
        const answer = await api.readOutput({ run, from: at.from, limit: PORTION });
        if (!at.alive || !answer.ok) return;
        const { pieces, next, omitted, end } = answer.value;
        const moved = next > at.from;
        at.from = next;
        at.end = end;
        if (pieces.length > 0) sink.current(pieces);
        setReading((before) => ({ pieces: [...before.pieces, ...pieces], omitted: omitted ?? before.omitted, end }));
        if (end || (!moved && !askedMeanwhile())) return;
      }
    } catch {
      // The line is lost; when it is back the next look goes on from the same place.
    } finally {
      at.busy = false;
    }
  }, [api, run]);

  useEffect(() => {
    const at = place.current;
    at.alive = true;
    void read();
    const timer = setInterval(() => {
      if (!at.end) void read();
    }, LOOK_AGAIN);
    return () => {
      at.alive = false;
      clearInterval(timer);
    };
  }, [read]);
  usePush(
    useCallback(
      (push: Push) => {
        if (push.kind === 'output' && push.run === run) void read();
      },
      [read, run],
    ),
  );
  return reading;
}
