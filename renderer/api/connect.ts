import type { Api } from '../../preload/contract.ts';
import { httpTransport } from './http.ts';
import { takeToken } from './token.ts';
import type { Transport } from './transport.ts';
import { bridgeTransport } from './transport.ts';

declare global {
  interface Window {
    /** The desktop's bridge, put there by the preload script; absent in a browser. */
    readonly wakeful?: Api;
  }
}

/** The way to the program: the desktop's bridge where there is one, else HTTP. */
export function connect(): Transport {
  if (window.wakeful !== undefined) return bridgeTransport(window.wakeful);
  return httpTransport(takeToken(window.location, window.history, window.sessionStorage));
}
