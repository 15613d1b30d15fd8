import { expect, it } from 'vitest';
import type { Push } from '../../preload/contract.ts';
import type { HttpSurroundings } from './http.ts';
import { httpTransport } from './http.ts';
import type { Link } from './transport.ts';

interface Asked {
  readonly path: string;
  readonly init: RequestInit;
}

/** A server that a test plays: the event stream stays open until it is broken, timers run when they are told to. */
function stage() {
  const asked: Asked[] = [];
  let up = true;
  let status = 200;
  let stream: ReadableStreamDefaultController<Uint8Array> | null = null;
  const timers: { readonly run: () => void; readonly ms: number }[] = [];
  const around: HttpSurroundings = {
    fetch: (path, init) => {
      asked.push({ path, init });
      if (!up) return Promise.reject(new TypeError('Failed to fetch'));
      if (status !== 200) return Promise.resolve(new Response('', { status }));
      if (path !== 'api/events') return Promise.resolve(Response.json({ ok: true, value: 7 }));
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          stream = controller;
        },
      });
      return Promise.resolve(new Response(body));
    },
    now: () => 1000,
    setTimer: (run, ms) => {
      timers.push({ run, ms });
      return timers.length;
    },
    clearTimer: () => undefined,
  };
  return {
    around,
    asked,
    timers,
    say: (text: string) => stream?.enqueue(new TextEncoder().encode(text)),
    end: () => {
      up = false;
      stream?.close();
    },
    comeBack: () => {
      up = true;
    },
    refuse: () => {
      status = 401;
    },
  };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

it('posts a call with the token in its header and hands over the answer', async () => {
  const { around, asked } = stage();
  const { api, close } = httpTransport('secret', around);
  expect(await api.readState({})).toEqual({ ok: true, value: 7 });
  const call = asked.find(({ path }) => path === 'api/readState');
  expect(call?.init.method).toBe('POST');
  expect(call?.init.headers).toMatchObject({ Authorization: 'Bearer secret' });
  close();
});

it('hands over pushes, also where one comes in pieces', async () => {
  const { around, say } = stage();
  const { api, close } = httpTransport('secret', around);
  const pushes: Push[] = [];
  api.onPush((push) => pushes.push(push));
  await settle();
  say(': connected\n\ndata: {"kind":"ma');
  say('chine"}\n\ndata: {"kind":"inbox"}\n\n');
  await settle();
  expect(pushes).toEqual([{ kind: 'machine' }, { kind: 'inbox' }]);
  close();
});

it('says that the line is lost and since when, waits longer each time, and says when it is back', async () => {
  const { around, end, comeBack, timers } = stage();
  const { onLink, close } = httpTransport('secret', around);
  const links: Link[] = [];
  onLink((link) => links.push(link));
  await settle();
  end();
  await settle();
  expect(links[links.length - 1]).toEqual({ kind: 'lost', since: 1000, nextTry: 2000 });
  timers.pop()?.run();
  await settle();
  expect(timers[timers.length - 1]?.ms).toBe(2000);
  comeBack();
  timers.pop()?.run();
  await settle();
  expect(links[links.length - 1]).toEqual({ kind: 'connected' });
  close();
});

it('says that it was refused where the program does not know the token', async () => {
  const { around, refuse } = stage();
  refuse();
  const { link, api, close } = httpTransport('old', around);
  await settle();
  expect(link()).toEqual({ kind: 'refused' });
  await expect(api.readState({})).rejects.toThrow('token');
  close();
});
