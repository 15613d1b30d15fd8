import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { Disposable } from '../engine/ports.ts';

/** Longest line that is taken, characters; a longer one closes the connection. */
const LONGEST_LINE = 1 << 26;
/** Connecting to a socket of this computer takes far less, milliseconds. */
const CONNECT_MS = 2000;

/** Two ends that send each other JSON values, one a line. */
export class LineConnection {
  readonly #socket: Socket;
  readonly #decoder = new StringDecoder('utf8');
  #listener: ((value: unknown) => void) | null = null;
  #closed: (() => void) | null = null;
  #early: unknown[] = [];
  #parts: string[] = [];
  #length = 0;
  #over = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#take(this.#decoder.write(chunk));
    });
    // An error is followed by `close`, which is all that anybody can act on.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#over = true;
      this.#closed?.();
    });
  }

  /** Sends one value. On a closed connection it goes nowhere: `onClose` tells. */
  send(value: unknown): void {
    if (!this.#over) this.#socket.write(`${JSON.stringify(value)}\n`);
  }

  /** One listener; what came before it was set is given to it first. A line that is no JSON closes the connection. */
  onValue(listener: (value: unknown) => void): void {
    this.#listener = listener;
    const early = this.#early;
    this.#early = [];
    for (const value of early) listener(value);
  }

  /** Called once, also where the connection is closed already. */
  onClose(listener: () => void): void {
    this.#closed = listener;
    if (this.#over) listener();
  }

  /** Closes after what was sent has gone out. */
  close(): void {
    this.#socket.end();
  }

  /** Whether this connection alone keeps the program running. */
  keepAlive(keep: boolean): void {
    if (keep) this.#socket.ref();
    else this.#socket.unref();
  }

  #take(text: string): void {
    const lines = text.split('\n');
    const rest = lines.pop() ?? '';
    for (const line of lines) {
      const whole = [...this.#parts, line].join('');
      this.#parts = [];
      this.#length = 0;
      if (whole.trim() !== '') this.#value(whole);
    }
    if (rest === '') return;
    this.#parts.push(rest);
    this.#length += rest.length;
    if (this.#length > LONGEST_LINE) this.#socket.destroy();
  }

  #value(line: string): void {
    let value: unknown;
    try {
      value = JSON.parse(line) as unknown;
    } catch {
      // Somebody who speaks another language: there is nothing to answer.
      this.#socket.destroy();
      return;
    }
    if (this.#listener === null) this.#early.push(value);
    else this.#listener(value);
  }
}

/** A socket that is listened on. */
export interface LocalServer extends Disposable {
  readonly path: string;
}

/**
 * Listens on a local socket (a named pipe on Windows) that only this user can open. A socket file that a killed process left is replaced;
 * one at which somebody listens is not: the promise is then rejected with `EADDRINUSE`.
 */
export async function serveLocalSocket(
  path: string,
  accept: (connection: LineConnection) => void,
): Promise<LocalServer> {
  const isFile = process.platform !== 'win32';
  if (isFile) {
    makePrivateFolder(dirname(path));
    if (statSync(path, { throwIfNoEntry: false }) !== undefined) {
      const other = await connectLocalSocket(path);
      other?.close();
      if (other === null) rmSync(path, { force: true });
    }
  }
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    accept(new LineConnection(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Private from its first moment on; the mode afterwards is for systems that make sockets without regard to the mask.
    const mask = isFile ? process.umask(0o177) : 0;
    server.listen(path, resolve);
    if (isFile) process.umask(mask);
  });
  if (isFile) chmodSync(path, 0o600);
  return {
    path,
    dispose: () => {
      server.close();
      for (const socket of connections) socket.destroy();
    },
  };
}

/** Connects; null where nobody listens. */
export function connectLocalSocket(path: string, limitMs: number = CONNECT_MS): Promise<LineConnection | null> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const timer = setTimeout(() => {
      socket.destroy();
    }, limitMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners('close');
      socket.removeAllListeners('error');
      resolve(new LineConnection(socket));
    });
    socket.once('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(null);
    });
  });
}

/** Makes the folder of a socket, and refuses one that another user could have put there (in the folder for temporary files). */
function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = statSync(folder).uid;
  const self = process.getuid?.();
  if (self !== undefined && owner !== self && self !== 0) {
    throw new Error(`The folder ${folder} belongs to another user: a socket in it would not be safe.`);
  }
}
