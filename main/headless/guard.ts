import type { MiddlewareHandler } from 'hono';
import { carriesToken } from './accessToken.ts';

/**
 * Names under which this computer calls itself. Any port: the address may be reached through a tunnel. Anything else in `Host` is a foreign
 * name made to point here (DNS rebinding).
 */
const OWN_HOST = /^(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/;

/** Policy of the page: nothing but its own files, no script or style in the page itself. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** Sets the security headers on every answer, refusals included. */
export const secureHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
};

const refusal = (code: string, message: string) => ({ ok: false as const, error: { code, message } });

/** Refuses requests that were sent to another name than this computer's own, or by a page that is not ours. */
export const ownPagesOnly: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? '';
  if (!OWN_HOST.test(host)) {
    return context.json(refusal('foreignHost', 'Wakeful answers only at 127.0.0.1 and localhost.'), 403);
  }
  const origin = context.req.header('origin');
  if (origin !== undefined && origin !== `http://${host}`) {
    return context.json(refusal('foreignOrigin', 'Wakeful answers only its own window.'), 403);
  }
  await next();
  return undefined;
};

/** Refuses requests without the token. */
export const tokenOnly =
  (token: string): MiddlewareHandler =>
  async (context, next) => {
    if (!carriesToken(context.req.header('authorization'), token)) {
      const message = 'The access token is missing or wrong. Open the address that Wakeful printed, with its #token.';
      return context.json(refusal('wrongToken', message), 401);
    }
    await next();
    return undefined;
  };
