import type { ReactNode } from 'react';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { useAnswer } from '../api/program.tsx';
import { Times } from './times.ts';

interface Clock {
  readonly times: Times;
  /** How far the program's clock is ahead of this one's, in milliseconds: two computers, or a program on a virtual clock. */
  readonly ahead: number;
}

const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ClockContext = createContext<Clock>({ times: new Times(here, navigator.language), ahead: 0 });

/** Differences below this are the way of the message, not of the clocks, in milliseconds. */
const TOLERANCE = 2000;

/** Makes the program's zone, clock and habits of writing times those of everything below. */
export function ClockProvider({ children }: { readonly children: ReactNode }) {
  const state = useAnswer('readState', {}).value;
  const zone = state?.zone ?? here;
  const at = state?.now;
  const [ahead, setAhead] = useState(0);
  useEffect(() => {
    if (at === undefined) return;
    const difference = at - Date.now();
    setAhead(Math.abs(difference) < TOLERANCE ? 0 : difference);
  }, [at]);
  const locale = state === undefined || state.locale === undefined ? navigator.language : (state.locale ?? 'en-GB');
  const times = useMemo(() => new Times(zone, locale), [zone, locale]);
  const clock = useMemo(() => ({ times, ahead }), [times, ahead]);
  return <ClockContext.Provider value={clock}>{children}</ClockContext.Provider>;
}

/** Words for instants in the program's zone. */
export const useTimes = (): Times => useContext(ClockContext).times;

/** The program's present, renewed at every full minute or second. */
export function useNow(every: 'minute' | 'second' = 'minute'): number {
  const { ahead } = useContext(ClockContext);
  const [now, setNow] = useState(() => Date.now() + ahead);
  useEffect(() => {
    const step = every === 'minute' ? 60_000 : 1000;
    let timer: ReturnType<typeof setTimeout>;
    const tick = (): void => {
      const present = Date.now() + ahead;
      setNow(present);
      timer = setTimeout(tick, step - (present % step) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [ahead, every]);
  return now;
}
