import { useEffect, useSyncExternalStore } from 'react';
import { useAnswer } from '../api/program.tsx';
import { tell } from './tell.ts';

interface Started {
  readonly run: string;
  readonly name: string;
}

let started: readonly Started[] = [];
const listeners = new Set<() => void>();
const change = (next: readonly Started[]): void => {
  started = next;
  listeners.forEach((listener) => listener());
};
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Remembers a run that was started in this window: its end will be told. */
export const watchRun = (run: string, name: string): void => change([...started, { run, name }]);

/** Tells of the end of runs that were started here, wherever in the window one is by then. */
export function StartedRuns() {
  const runs = useSyncExternalStore(subscribe, () => started);
  return runs.map((one) => <Watched key={one.run} {...one} />);
}

function Watched({ run, name }: Started) {
  const view = useAnswer('readRun', { run }).value;
  useEffect(() => {
    if (view === undefined || view.ended === null) return;
    tell(`${name}: ${view.text}`);
    change(started.filter((one) => one.run !== run));
  }, [view, run, name]);
  return null;
}
