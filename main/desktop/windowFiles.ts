import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

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

/** Serves the built window from `folder`, and nothing outside it. Call when the app is ready. */
export function serveWindow(folder: string): void {
  const answer = async (url: string) => {
    const path = safePath(folder, url);
    if (path === null) return { status: 404, type: 'text/plain', body: Buffer.from('Not found') };
    try {
      return { status: 200, type: mediaTypes[extname(path)] ?? 'application/octet-stream', body: await readFile(path) };
    } catch {
      return { status: 404, type: 'text/plain', body: Buffer.from('Not found') };
    }
  };
  const headers = (type: string) => ({
    'content-type': type,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
  });
  // `handle` came with Electron 25; the older way is still there for Electrons before it.
  const current: Partial<Pick<typeof protocol, 'handle'>> = protocol;
  if (current.handle !== undefined) {
    protocol.handle(scheme, async ({ url }) => {
      const { status, type, body } = await answer(url);
      return new Response(new Uint8Array(body), { status, headers: headers(type) });
    });
    return;
  }
  protocol.registerBufferProtocol(scheme, ({ url }, respond) => {
    void answer(url).then(({ status, type, body }) =>
      respond({ statusCode: status, mimeType: type.split(';')[0] ?? type, data: body, headers: headers(type) }),
    );
  });
}

/** The file a URL of the window names, or null where it would lie outside the folder. */
export function safePath(folder: string, url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'window') return null;
  const path = normalize(join(folder, decodeURIComponent(pathname)));
  return path.startsWith(folder + sep) ? path : null;
}
