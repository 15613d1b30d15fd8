import { app, dialog } from 'electron';
import type { Disposable, QuitRule } from '../engine/ports.ts';
import type { Wakeful } from '../program/wakeful.ts';
import { watchShutdown } from './power.ts';
import { quitQuestion } from './quitQuestion.ts';

/**
 * What systems give a program that is to end with them: Windows about 5 s, logind 5 s (InhibitDelayMaxSec), macOS more. With something to
 * spare, milliseconds.
 */
const shutdownMs = 4000;

/**
 * Quitting, however it was asked for, waits for the program's last word on the disk and then lets everything go in reverse order. What runs
 * is ended by the setting `onQuit`: with `ask` the person who quits decides, with `finish` it takes as long as it takes. Who quits once more
 * meanwhile does not want to wait, and a computer that shuts down cannot: then what runs is stopped within seconds. Nobody is asked on
 * shutting down or by a signal: there is no person to answer. Electron makes of a signal the same event as of a wish to quit, so a wish
 * comes through `quit` of what is returned; only macOS has others (its menu, its dock), which are taken for wishes too.
 */
export function endInOrder(
  wakeful: Pick<Wakeful, 'quit' | 'shutDown' | 'settings' | 'scheduler' | 'program'>,
  held: readonly Disposable[],
  log: (sentence: string, error: unknown) => void,
): { readonly quit: () => void } {
  let wished = process.platform === 'darwin';
  let state: 'running' | 'asking' | 'ending' | 'hurried' | 'ended' = 'running';
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
  /** `rule` absent: by the setting. */
  const leave = (rule?: QuitRule): void => {
    if (state === 'running' || state === 'asking') {
      state = 'ending';
      end(wakeful.quit(rule));
    } else hurry();
  };
  const ask = async (): Promise<void> => {
    const { scheduler } = wakeful;
    state = 'asking';
    const { buttons, meanings, ...words } = quitQuestion(
      scheduler.running().map(({ job }) => scheduler.job(job)?.job.name ?? job),
    );
    const { response, checkboxChecked } = await dialog.showMessageBox({
      ...words,
      type: 'question',
      title: 'Quit Wakeful',
      buttons: [...buttons],
      defaultId: 0,
      cancelId: meanings.indexOf(null),
      noLink: true,
    });
    const rule = meanings[response] ?? null;
    if (rule !== null && checkboxChecked) await wakeful.program.invoke('changeSettings', { changes: { onQuit: rule } });
    // Shutting down, or a signal, may have come before the answer.
    if (stillAsking()) {
      if (rule === null) {
        state = 'running';
        wished = process.platform === 'darwin';
      } else leave(rule);
    }
  };
  const stillAsking = (): boolean => state === 'asking';

  app.on('before-quit', (event) => {
    if (state === 'ended') return;
    event.preventDefault();
    if (state === 'asking') return;
    if (
      wished &&
      state === 'running' &&
      wakeful.settings().onQuit === 'ask' &&
      wakeful.scheduler.running().length > 0
    ) {
      void ask().catch((error: unknown) => {
        log('Failed to ask what becomes of running jobs', error);
        leave();
      });
    } else leave();
  });
  watchShutdown(hurry);
  // Windows says it to windows; the event is the same for all of them.
  app.on('browser-window-created', (_event, window) => {
    (window as NodeJS.EventEmitter).on('session-end', hurry);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => leave());
  return {
    quit() {
      wished = true;
      app.quit();
    },
  };
}
