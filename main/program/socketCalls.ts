import type { Answer, Push } from '../../preload/contract.ts';
import { type LineConnection, type LocalServer, serveLocalSocket } from '../adapters/localSocket.ts';
import type { Program } from '../engine/view/program.ts';

/** What comes in over the local socket, one JSON value a line. */
export type SocketRequest =
  /** A call of the contract; answered by `SocketReply` with the same id. */
  | { readonly id: number; readonly call: string; readonly payload: unknown }
  /** Pushes are wanted from now on. */
  | { readonly subscribe: true }
  /** Another start of Wakeful wants its window to be shown; what is answered says where it is. */
  | { readonly id: number; readonly show: string };

export type SocketReply =
  | { readonly id: number; readonly answer: Answer<unknown> }
  | { readonly id: number; readonly shown: string | null }
  | { readonly push: Push };

/**
 * Serves the program to the command line over the local socket, which only this user can open.
 * @param show shows the window at a path; answers the address where the window is to be opened in a browser, null where it was shown
 */
export function serveSocket(
  path: string,
  program: Program,
  show: (path: string) => string | null,
): Promise<LocalServer> {
  return serveLocalSocket(path, (connection) => {
    const send = (reply: SocketReply): void => {
      connection.send(reply);
    };
    connection.onValue((value) => {
      const request = readRequest(value);
      if (request === null) connection.close();
      else if ('call' in request) {
        void program.call(request.call, request.payload).then((answer) => {
          send({ id: request.id, answer });
        });
      } else if ('show' in request) send({ id: request.id, shown: show(request.show) });
      else subscribe(connection, program, send);
    });
  });
}

function subscribe(connection: LineConnection, program: Program, send: (reply: SocketReply) => void): void {
  const subscription = program.onPush((push) => {
    send({ push });
  });
  connection.onClose(() => {
    subscription.dispose();
  });
}

function readRequest(value: unknown): SocketRequest | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('subscribe' in value && value.subscribe === true) return { subscribe: true };
  if (!('id' in value) || typeof value.id !== 'number') return null;
  if ('show' in value && typeof value.show === 'string') return { id: value.id, show: value.show };
  if (!('call' in value) || typeof value.call !== 'string') return null;
  return { id: value.id, call: value.call, payload: 'payload' in value ? value.payload : undefined };
}
