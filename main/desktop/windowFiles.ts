import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { type Download, downloadHeaders } from '../program/downloads.ts';

const scheme = 'wakeful';

/** Where the window's page lives: a scheme of its own, so that it has an origin, and no other page or file shares it. */
export const windowOrigin = `${scheme}://window`;

/** Nothing from elsewhere, no inline script or style, no eval, no frame. The component library's variables are adopted style sheets. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Must be called before the app is ready. */
export function registerWindowScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** What is served at an address of the window. */
interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | Readable;
}

/**
 * Serves the built window from `folder`, and nothing outside it; and once each the downloads that the program has ready. Call when the app
 * is ready.
 */
export function serveWindow(folder: string, download: (path: string) => Download | null): void {
  const answer = async (url: string): Promise<Served> => {
    const ready = download(new URL(url).pathname);
    if (ready !== null) return { status: 200, headers: downloadHeaders(ready), body: Readable.from(ready.pieces) };
    const path = safePath(folder, url);
    const type = mediaTypes[extname(path ?? '')] ?? 'application/octet-stream';
    try {
      if (path !== null) return { status: 200, headers: pageHeaders(type), body: await readFile(path) };
    } catch {
      // No such file.
    }
    return { status: 404, headers: pageHeaders('text/plain'), body: Buffer.from('Not found') };
  };
  // `handle` came with Electron 25; the older way is still there for Electrons before it.
  const current: Partial<Pick<typeof protocol, 'handle'>> = protocol;
  if (current.handle !== undefined) {
    protocol.handle(scheme, async ({ url }) => {
      const { status, headers, body } = await answer(url);
      const content = Buffer.isBuffer(body) ? new Uint8Array(body) : (Readable.toWeb(body) as ReadableStream);
      return new Response(content, { status, headers: { ...headers } });
    });
    return;
  }
  protocol.registerStreamProtocol(scheme, ({ url }, respond) => {
    void answer(url).then(({ status, headers, body }) =>
      respond({
        statusCode: status,
        headers: { ...headers },
        data: Buffer.isBuffer(body) ? Readable.from([body]) : body,
      }),
    );
  });
}

const pageHeaders = (type: string): Readonly<Record<string, string>> => ({
  'content-type': type,
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
});

/** The file a URL of the window names, or null where it would lie outside the folder. */
export function safePath(folder: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'window') return null;
  const path = normalize(join(folder, decodeURIComponent(pathname)));
  return path.startsWith(folder + sep) ? path : null;
}
