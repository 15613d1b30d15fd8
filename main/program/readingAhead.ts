import type { Disposable } from '../engine/ports.ts';

/** The start itself comes first; then a few jobs at a time, with room for everything else in between. Milliseconds. */
const FIRST_MS = 1000;
const PAUSE_MS = 10;
const AT_ONCE_MS = 4;

/** Calls `readAhead` in idle moments until there is nothing left to read. The timer does not keep the program running. */
export function startReadingAhead(readAhead: () => boolean): Disposable {
  const work = (): void => {
    const until = performance.now() + AT_ONCE_MS;
    while (readAhead()) {
      if (performance.now() < until) continue;
      timer = setTimeout(work, PAUSE_MS).unref();
      return;
    }
  };
  let timer = setTimeout(work, FIRST_MS).unref();
  return {
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
