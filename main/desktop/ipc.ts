import { ipcMain } from 'electron';
import { callNames, channels, type Answer, type CallName } from '../../preload/contract.ts';
import type { Disposable } from '../engine/ports.ts';
import type { WindowKeeper } from './window.ts';

/**
 * Carries the window's calls to the program. Who asks is checked here (our window's own page, no frame in it), what is asked by
 * the program itself, as in the headless shell.
 */
export function serveCalls(
  window: WindowKeeper,
  call: (name: CallName, payload: unknown) => Promise<Answer<unknown>>,
): Disposable {
  ipcMain.handle(channels.call, async (event, name: unknown, payload: unknown): Promise<Answer<unknown>> => {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !window.owns(event.sender, frame.url)) {
      return refuse('forbidden', 'This call did not come from the window of Wakeful.');
    }
    if (!isCallName(name))
      return refuse('unknownCall', 'The window asked for something that this version does not know.');
    return call(name, payload);
  });
  return { dispose: () => ipcMain.removeHandler(channels.call) };
}

const known: ReadonlySet<unknown> = new Set(callNames);
const isCallName = (name: unknown): name is CallName => known.has(name);
const refuse = (code: string, message: string): Answer<never> => ({ ok: false, error: { code, message } });
