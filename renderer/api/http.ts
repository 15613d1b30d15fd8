import type { Answer, CallName, Input, Output, Push } from '../../preload/contract.ts';
import { readEvents } from './eventStream.ts';
import type { Link, Transport } from './transport.ts';
import { apiOver } from './transport.ts';
import { texts } from '../texts/texts.ts';

/** What the transport needs of the browser; a test gives its own. */
export interface HttpSurroundings {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly now: () => number;
  /** Answers what `clearTimer` takes. */
  readonly setTimer: (run: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
}

const browser: HttpSurroundings = {
  fetch: (path, init) => fetch(path, init),
  now: () => Date.now(),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => {
    clearTimeout(timer as ReturnType<typeof setTimeout>);
  },
};

/** Waits between tries while nothing answers; the last repeats. */
const WAITS = [1000, 2000, 4000, 8000, 15_000];

/**
 * Calls as `POST /api/<name>`, pushes from the event stream `GET /api/events`. The stream tells how the line is: while it is
 * open the program answers; when it ends it is asked for again in growing steps, and calls that fail meanwhile reject.
 */
export function httpTransport(token: string | null, around: HttpSurroundings = browser): Transport {
  const pushes = new Set<(push: Push) => void>();
  const links = new Set<(link: Link) => void>();
  let link: Link = { kind: 'connected' };
  let failures = 0;
  let timer: unknown = null;
  let stream: AbortController | null = null;
  let closed = false;
  const authorization = token === null ? {} : { Authorization: `Bearer ${token}` };

  const become = (next: Link): void => {
    link = next;
    for (const listener of links) listener(next);
  };

  const lost = (): void => {
    if (closed) return;
    const wait = WAITS[Math.min(failures, WAITS.length - 1)] ?? 15_000;
    failures += 1;
    become({ kind: 'lost', since: link.kind === 'lost' ? link.since : around.now(), nextTry: around.now() + wait });
    if (timer !== null) around.clearTimer(timer);
    timer = around.setTimer(() => void listen(), wait);
  };

  async function listen(): Promise<void> {
    stream?.abort();
    const mine = new AbortController();
    stream = mine;
    try {
      const response = await around.fetch('api/events', { headers: authorization, signal: mine.signal });
      if (response.status === 401 || response.status === 403) {
        become({ kind: 'refused' });
        return;
      }
      if (!response.ok || response.body === null) throw new Error(`The event stream answered ${response.status}.`);
      failures = 0;
      become({ kind: 'connected' });
      await readEvents(response.body, (data) => {
        const push = JSON.parse(data) as Push;
        for (const listener of pushes) listener(push);
      });
    } catch {
      // Whatever broke the stream, the remedy is the same: say so, and try again.
    }
    if (stream === mine) lost();
  }

  async function call<N extends CallName>(name: N, input: Input<N>): Promise<Answer<Output<N>>> {
    const response = await around.fetch(`api/${name}`, {
      method: 'POST',
      headers: { ...authorization, 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
    });
    if (response.status === 401 || response.status === 403) {
      become({ kind: 'refused' });
      throw new Error('The program does not know this token.');
    }
    if (!(response.headers.get('content-type') ?? '').includes('json')) {
      return { ok: false, error: { code: 'unexpectedAnswer', message: texts.api.unexpectedAnswer(response.status) } };
    }
    return (await response.json()) as Answer<Output<N>>;
  }

  void listen();
  return {
    api: apiOver(call, (listener) => {
      pushes.add(listener);
      return () => pushes.delete(listener);
    }),
    link: () => link,
    onLink: (listener) => {
      links.add(listener);
      return () => links.delete(listener);
    },
    retry: () => {
      if (timer !== null) around.clearTimer(timer);
      timer = null;
      void listen();
    },
    close: () => {
      closed = true;
      if (timer !== null) around.clearTimer(timer);
      stream?.abort();
    },
  };
}
