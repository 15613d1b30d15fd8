import { app } from 'electron';
import type { Disposable } from '../engine/ports.ts';
import type { Wakeful } from '../program/wakeful.ts';
import { watchShutdown } from './power.ts';

/**
 * What systems give a program that is to end with them: Windows about 5 s, logind 5 s (InhibitDelayMaxSec), macOS more. With something to
 * spare, milliseconds.
 */
const shutdownMs = 4000;

/**
 * Quitting, however it was asked for, waits for the program's last word on the disk and then lets everything go in reverse order. What runs
 * is ended by the setting `onQuit`: with `finish` that takes as long as it takes. Who quits once more meanwhile does not want to wait, and
 * a computer that shuts down cannot: then what runs is stopped within seconds.
 */
export function endInOrder(
  wakeful: Pick<Wakeful, 'quit' | 'shutDown'>,
  held: readonly Disposable[],
  log: (sentence: string, error: unknown) => void,
): void {
  let state: 'running' | 'ending' | 'hurried' | 'ended' = 'running';
  const end = (work: Promise<void>): void => {
    void work
      .catch((error: unknown) => log('Failed to end in order', error))
      .then(() => {
        if (state === 'ended') return;
        state = 'ended';
        for (const one of [...held].reverse()) one.dispose();
        app.quit();
      });
  };
  const hurry = (): void => {
    if (state === 'hurried' || state === 'ended') return;
    state = 'hurried';
    end(wakeful.shutDown(shutdownMs));
  };
  app.on('before-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'running') {
      state = 'ending';
      end(wakeful.quit());
    } else hurry();
  });
  watchShutdown(hurry);
  // Windows says it to windows; the event is the same for all of them.
  app.on('browser-window-created', (_event, window) => {
    (window as NodeJS.EventEmitter).on('session-end', hurry);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}
