import { app } from 'electron';
import type { Program } from '../engine/view/program.ts';
import type { Disposable } from '../engine/ports.ts';
import type { TrayIcon } from './tray.ts';
import type { TrayFacts } from './trayMenu.ts';

/** Pushes come in bursts (a run starts, prints, ends); the tray is drawn once for all of them. Milliseconds. */
const settleMs = 100;

/** Keeps the tray in step with the program: drawn from the same answers as the window, after every change that it shows. */
export function keepTrayCurrent(
  program: Program,
  tray: TrayIcon,
  onQuit: () => TrayFacts['onQuit'],
  failed: (error: unknown) => void,
): Disposable {
  let waiting: NodeJS.Timeout | null = null;
  let ended = false;

  const draw = async (): Promise<void> => {
    const [state, jobs] = await Promise.all([program.invoke('readState', {}), program.invoke('listJobs', {})]);
    if (!ended && state.ok && jobs.ok)
      tray.show({ state: state.value, jobs: jobs.value, locale: app.getLocale() || undefined, onQuit: onQuit() });
  };
  const drawSoon = (): void => {
    waiting ??= setTimeout(() => {
      waiting = null;
      draw().catch(failed);
    }, settleMs);
  };
  const pushes = program.onPush(({ kind }) => {
    if (kind === 'jobs' || kind === 'state' || kind === 'settings') drawSoon();
  });
  drawSoon();
  return {
    dispose() {
      ended = true;
      pushes.dispose();
      if (waiting !== null) clearTimeout(waiting);
    },
  };
}
