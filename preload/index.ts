import { contextBridge, ipcRenderer } from 'electron';
import { type Api, callNames, channels, type Push } from './contract.ts';

/**
 * The window's only way out: one named method per call of the contract, and the pushes. The window never sees a channel name or
 * Electron itself; what it sends is checked again in the main process.
 */
const calls = Object.fromEntries(
  callNames.map((name) => [name, (input: unknown) => ipcRenderer.invoke(channels.call, name, input)]),
) as Omit<Api, 'onPush'>;

const api: Api = {
  ...calls,
  onPush(listener) {
    const forward = (_event: unknown, push: Push) => listener(push);
    ipcRenderer.on(channels.push, forward);
    return () => {
      ipcRenderer.off(channels.push, forward);
    };
  },
};

contextBridge.exposeInMainWorld('wakeful', api);
