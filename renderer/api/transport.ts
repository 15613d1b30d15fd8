import type { Api, CallName, Input, Output, Answer, Push } from '../../preload/contract.ts';
import { callNames } from '../../preload/contract.ts';

/** Whether the program answers, and if not, since when and when it is asked again. Instants of this computer's clock. */
export type Link =
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly since: number; readonly nextTry: number }
  /** The program answers, but not to us: the token is missing or from an earlier start. */
  | { readonly kind: 'refused' };

/** The program as the window reaches it: the calls and pushes of the contract, and how the line is. */
export interface Transport {
  readonly api: Api;
  readonly link: () => Link;
  /** Returns the end of the subscription. */
  readonly onLink: (listener: (link: Link) => void) => () => void;
  /** Asks again at once. */
  readonly retry: () => void;
  readonly close: () => void;
}

/** Makes an `Api` out of one function that carries any call. */
export function apiOver(
  call: <N extends CallName>(name: N, input: Input<N>) => Promise<Answer<Output<N>>>,
  onPush: (listener: (push: Push) => void) => () => void,
): Api {
  const methods: Record<string, unknown> = { onPush };
  for (const name of callNames) methods[name] = (input: Input<typeof name>) => call(name, input);
  return methods as Api;
}

const connected: Link = { kind: 'connected' };

/** The desktop's bridge: always connected, because the window ends with the program. */
export function bridgeTransport(api: Api): Transport {
  return {
    api,
    link: () => connected,
    onLink: () => () => undefined,
    retry: () => undefined,
    close: () => undefined,
  };
}
