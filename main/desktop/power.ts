import { powerMonitor, powerSaveBlocker } from 'electron';
import type { KeepAwake } from '../adapters/keepAwake.ts';
import type { Disposable, WorldEvent } from '../engine/ports.ts';

/**
 * Passes on what the system says of sleep, screen lock and mains power. Events can come twice, late or never (semantics §8): each
 * only asks for an evaluation.
 */
export function watchPower(notice: (event: WorldEvent) => void): Disposable {
  const listeners = {
    suspend: () => notice({ kind: 'suspend' }),
    resume: () => notice({ kind: 'resume' }),
    'lock-screen': () => notice({ kind: 'lock' }),
    'unlock-screen': () => notice({ kind: 'unlock' }),
    'on-ac': () => notice({ kind: 'power', state: 'ac' }),
    'on-battery': () => notice({ kind: 'power', state: 'battery' }),
  };
  const events = powerMonitor as NodeJS.EventEmitter;
  for (const [event, listener] of Object.entries(listeners)) events.on(event, listener);
  return {
    dispose() {
      for (const [event, listener] of Object.entries(listeners)) events.off(event, listener);
    },
  };
}

/**
 * The computer shuts down, or the session ends: the system waits for us, a few seconds. macOS and Linux say so here, Windows to windows
 * (`session-end`).
 */
export function watchShutdown(ended: () => void): Disposable {
  const events = powerMonitor as NodeJS.EventEmitter;
  const listener = (event?: { preventDefault?: () => void }): void => {
    event?.preventDefault?.();
    ended();
  };
  events.on('shutdown', listener);
  return { dispose: () => void events.off('shutdown', listener) };
}

/** Keeps the computer from falling asleep by itself; the screen may go dark. */
export const electronKeepAwake: KeepAwake = {
  hold() {
    const id = powerSaveBlocker.start('prevent-app-suspension');
    return {
      dispose() {
        if (powerSaveBlocker.isStarted(id)) powerSaveBlocker.stop(id);
      },
    };
  },
};
