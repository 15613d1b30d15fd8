import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Program } from '../engine/view/program.ts';
import { type Download, downloadHeaders, DOWNLOADS } from '../program/downloads.ts';
import { eventStream } from './eventStream.ts';
import { ownPagesOnly, secureHeaders, tokenOnly } from './guard.ts';
import { WindowFiles } from './windowFiles.ts';

/** A job with a long script and input fits; nothing that anybody types is larger. */
const LARGEST_BODY = 4 * 1024 * 1024;

/** Places of the window (ui.md §2), as somebody may type them: the page has them behind its `#`. */
const PLACE = /^(?:\/[\w~-]+){1,4}$/;

const NOT_BUILT = 'The window is not built. Run: npm run build\n';

const refusal = (code: string, message: string) => ({ ok: false as const, error: { code, message } });

/** The web application: calls, events, and the files of the window. */
export function createWeb(
  program: Program,
  token: string,
  windowFolder: string,
  download: (path: string) => Download | null = () => null,
): Hono {
  const web = new Hono();
  const files = new WindowFiles(windowFolder);

  web.use(secureHeaders, ownPagesOnly);
  web.use('/api/*', tokenOnly(token));

  web.get('/api/events', (context) => eventStream(program, context));

  web.post(
    '/api/:call',
    bodyLimit({
      maxSize: LARGEST_BODY,
      onError: (context) => context.json(refusal('tooLarge', 'What was sent is larger than 4 MiB.'), 413),
    }),
    async (context) => {
      context.header('Cache-Control', 'no-store');
      if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
        return context.json(refusal('badRequest', 'Send application/json.'), 415);
      }
      let payload: unknown;
      try {
        payload = JSON.parse(await context.req.text());
      } catch {
        return context.json(refusal('badRequest', 'What was sent is not JSON.'), 400);
      }
      const answer = await program.call(context.req.param('call'), payload);
      return context.json(answer, answer.ok || answer.error.code !== 'unknownCall' ? 200 : 404);
    },
  );

  web.all('/api/*', (context) => context.json(refusal('unknownCall', 'There is no such call.'), 404));

  // Without the token, which a link cannot carry: the address is made for one use.
  web.get(`${DOWNLOADS}:ticket`, (context) => {
    const found = download(context.req.path);
    if (found === null) return context.text('This download is over. Ask for it again in the window.\n', 404);
    return new Response(Readable.toWeb(Readable.from(found.pieces)) as ReadableStream, {
      headers: downloadHeaders(found),
    });
  });

  web.get('*', async (context) => {
    const { path } = context.req;
    const file = await files.read(path);
    if (file !== null) {
      context.header('Cache-Control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
      return context.body(new Uint8Array(file.body), 200, { 'Content-Type': file.type });
    }
    if (path === '/') return context.text(NOT_BUILT, 503);
    if (!PLACE.test(path)) return context.text('There is nothing here.\n', 404);
    return context.redirect(`/#${path}${new URL(context.req.url).search}`);
  });

  web.onError((error, context) => {
    process.stderr.write(`Failed to answer ${context.req.path}: ${error.stack ?? error.message}\n`);
    return context.json(refusal('internal', 'Something went wrong inside Wakeful. Its log says what.'), 500);
  });
  return web;
}

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves on the loopback address only. Where `port` is taken: a free one, if `orFree`; otherwise rejects with `EADDRINUSE`.
 * @param port 0 to 65535; 0 is any free one
 */
export async function serveHttp(web: Pick<Hono, 'fetch'>, port: number, orFree: boolean): Promise<HttpServer> {
  try {
    return await listen(web, port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!orFree || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error;
    return listen(web, 0);
  }
}

function listen(web: Pick<Hono, 'fetch'>, port: number): Promise<HttpServer> {
  const server = createAdaptorServer({ fetch: web.fetch });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => {
            done();
          });
          // Event streams never end by themselves.
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
      resolve({ port: (server.address() as AddressInfo).port, close });
    });
  });
}
