import type { Answer, CallName, Input, Output, Push } from '../../preload/contract.ts';
import { foldersOf } from '../adapters/folders.ts';
import { connectLocalSocket, type LineConnection } from '../adapters/localSocket.ts';
import type { SocketReply, SocketRequest } from '../program/socketCalls.ts';
import { type Connection, exitCodes, problemText, Refusal } from './command.ts';

/** The running Wakeful of this user, over its local socket; null where none runs. */
export async function connectIfRunning(): Promise<Connection | null> {
  const line = await connectLocalSocket(foldersOf().socket);
  return line === null ? null : new SocketConnection(line);
}

/** The same; without a running Wakeful the command ends and says so. */
export async function connect(): Promise<Connection> {
  const connection = await connectIfRunning();
  if (connection !== null) return connection;
  throw new Refusal('No Wakeful is running. Start it: the app, or "wakeful serve".', exitCodes.notRunning);
}

/** Calls with their answers matched by number. A connection that breaks refuses everything that is still open. */
class SocketConnection implements Connection {
  readonly #line: LineConnection;
  readonly #open = new Map<number, { resolve: (reply: SocketReply) => void; reject: (error: Refusal) => void }>();
  readonly #listeners = new Set<(push: Push) => void>();
  #next = 1;
  #over = false;

  constructor(line: LineConnection) {
    this.#line = line;
    line.onValue((value) => {
      // Only our own program speaks here: the socket is readable by this user alone.
      this.#take(value as SocketReply);
    });
    line.onClose(() => {
      this.#over = true;
      for (const { reject } of this.#open.values()) reject(goneAway());
      this.#open.clear();
    });
  }

  async call<N extends CallName>(name: N, input: Input<N>): Promise<Answer<Output<N>>> {
    const reply = await this.#send((id) => ({ id, call: name, payload: input }));
    if (!('answer' in reply)) throw goneAway();
    return reply.answer as Answer<Output<N>>;
  }

  async ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const answer = await this.call(name, input);
    if (answer.ok) return answer.value;
    throw new Refusal(problemText(answer.error));
  }

  async show(path: string): Promise<string | null> {
    const reply = await this.#send((id) => ({ id, show: path }));
    return 'shown' in reply ? reply.shown : null;
  }

  onPush(listener: (push: Push) => void): () => void {
    if (this.#listeners.size === 0) this.#line.send({ subscribe: true } satisfies SocketRequest);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#line.close();
  }

  #send(request: (id: number) => SocketRequest): Promise<SocketReply> {
    if (this.#over) return Promise.reject(goneAway());
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#line.send(request(id));
    });
  }

  #take(reply: SocketReply): void {
    if ('push' in reply) {
      for (const listener of [...this.#listeners]) listener(reply.push);
      return;
    }
    this.#open.get(reply.id)?.resolve(reply);
    this.#open.delete(reply.id);
  }
}

const goneAway = (): Refusal => new Refusal('Wakeful ended meanwhile.', exitCodes.notRunning);
