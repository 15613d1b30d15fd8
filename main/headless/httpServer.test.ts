import { mkdtempSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Push } from '../../preload/contract.ts';
import type { Program } from '../engine/view/program.ts';
import type { Download } from '../program/downloads.ts';
import { accessToken } from './accessToken.ts';
import { createWeb, type HttpServer, serveHttp } from './httpServer.ts';

const TOKEN = 'a'.repeat(43);
const TICKET = 'b'.repeat(32);
const listeners = new Set<(push: Push) => void>();
const calls: { name: string; payload: unknown }[] = [];
const program: Program = {
  call(name, payload) {
    calls.push({ name, payload });
    if (name === 'unheardOf') {
      return Promise.resolve({ ok: false, error: { code: 'unknownCall', message: 'There is no such call.' } });
    }
    return Promise.resolve({ ok: true, value: { echo: payload } });
  },
  invoke: () => Promise.reject(new Error('not used here')),
  onPush(listener) {
    listeners.add(listener);
    return { dispose: () => void listeners.delete(listener) };
  },
  push: (push) => {
    for (const listener of listeners) listener(push);
  },
};

let folder: string;
let server: HttpServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wakeful-http-'));
  const page = join(folder, 'window');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Wakeful</title>');
  writeFileSync(join(page, 'assets', 'index-Ab12Cd34.js'), 'export {}');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const download = (path: string): Download | null =>
    path === `/download/${TICKET}`
      ? { name: 'job-r1.log', pieces: [Buffer.from('printed\n'), Buffer.from([0xff])] }
      : null;
  server = await serveHttp(createWeb(program, TOKEN, page, download), 0, false);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request as it is given: nothing is tidied up on the way, unlike in `fetch`. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port: server.port, method, path, headers, setHost: headers['Host'] === undefined },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => (text += piece));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

const allowed = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };

describe('the headless server', () => {
  it('serves a download that is ready, as a file and to its own pages alone', async () => {
    const reply = await ask('GET', `/download/${TICKET}`);
    expect(reply.status).toBe(200);
    expect(reply.body).toBe('printed\n\ufffd');
    expect(reply.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename="job-r1.log"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect((await ask('GET', '/download/another')).status).toBe(404);
    expect((await ask('GET', `/download/${TICKET}`, { Host: 'evil.example' })).status).toBe(403);
    expect((await ask('GET', `/download/${TICKET}`, { Origin: 'http://evil.example' })).status).toBe(403);
  });

  it('carries out a call with the token', async () => {
    const reply = await ask('POST', '/api/readJob', allowed, '{"job":"a"}');
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toEqual({ ok: true, value: { echo: { job: 'a' } } });
  });

  it.each([
    ['no token', {}],
    ['a wrong token', { Authorization: `Bearer ${'b'.repeat(43)}` }],
    ['a token cut short', { Authorization: `Bearer ${TOKEN.slice(1)}` }],
    ['another scheme', { Authorization: `Basic ${TOKEN}` }],
    ['the token in a cookie', { Cookie: `token=${TOKEN}` }],
  ])('refuses a call with %s', async (_, headers) => {
    const before = calls.length;
    const sent = { 'Content-Type': 'application/json', ...headers };
    expect((await ask('POST', '/api/readJob', sent, '{"job":"a"}')).status).toBe(401);
    expect((await ask('GET', '/api/events', sent)).status).toBe(401);
    expect(calls.length).toBe(before);
  });

  it.each(['evil.example', 'evil.example:4747', '127.0.0.1.evil.example', 'localhost.evil.example:80', '0.0.0.0', ''])(
    'refuses the foreign name "%s" in Host, for the page and for calls',
    async (host) => {
      const before = calls.length;
      expect((await ask('POST', '/api/readJob', { ...allowed, Host: host }, '{}')).status).toBeGreaterThanOrEqual(400);
      expect((await ask('GET', '/', { Host: host })).status).toBeGreaterThanOrEqual(400);
      expect(calls.length).toBe(before);
    },
  );

  it.each(['https://evil.example', 'http://localhost:3000', 'null'])(
    'refuses the foreign origin %s',
    async (origin) => {
      const reply = await ask('POST', '/api/readJob', { ...allowed, Origin: origin }, '{"job":"a"}');
      expect(reply.status).toBe(403);
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  it('takes the origin of its own page, by number and by name', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const host = `${name}:${String(server.port)}`;
      const headers = { ...allowed, Host: host, Origin: `http://${host}` };
      expect((await ask('POST', '/api/readJob', headers, '{"job":"a"}')).status).toBe(200);
    }
  });

  it('allows no page elsewhere to ask first what it may', async () => {
    const reply = await ask('OPTIONS', '/api/readJob', { Origin: 'https://evil.example' });
    expect(reply.status).toBe(403);
  });

  it('refuses a body over 4 MiB, declared or not', async () => {
    const large = JSON.stringify({ job: 'x'.repeat(4 * 1024 * 1024) });
    const before = calls.length;
    expect((await ask('POST', '/api/readJob', allowed, large)).status).toBe(413);
    const chunked = await ask('POST', '/api/readJob', { ...allowed, 'Transfer-Encoding': 'chunked' }, large);
    expect(chunked.status).toBe(413);
    expect(calls.length).toBe(before);
  });

  it.each([
    ['what is not JSON', 'application/json', '{', 400],
    ['a form', 'application/x-www-form-urlencoded', 'job=a', 415],
    ['plain text', 'text/plain', '{"job":"a"}', 415],
  ])('refuses %s', async (_, type, body, status) => {
    expect((await ask('POST', '/api/readJob', { ...allowed, 'Content-Type': type }, body)).status).toBe(status);
  });

  it('answers 404 to a call that does not exist', async () => {
    expect((await ask('POST', '/api/unheardOf', allowed, '{}')).status).toBe(404);
    expect((await ask('GET', '/api/readJob', allowed)).status).toBe(404);
  });

  it('leads a place of the window, asked for as a path, to where the page has it', async () => {
    for (const path of ['/today', '/jobs/ingest', '/jobs/ingest/edit', '/jobs?tag=a&q=b%20c']) {
      const reply = await ask('GET', path);
      expect([reply.status, reply.headers['location']], path).toEqual([302, `/#${path}`]);
    }
  });

  it('serves the page and its files', async () => {
    const page = await ask('GET', '/');
    expect(page.status).toBe(200);
    expect(page.body).toContain('<title>Wakeful</title>');
    const script = await ask('GET', '/assets/index-Ab12Cd34.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/..\\secret.txt',
    '//etc/passwd',
    '/secret.txt%00.html',
  ])('gives nothing outside the window for %s', async (path) => {
    const reply = await ask('GET', path);
    expect(reply.body).not.toMatch(/^secret|root:/);
    expect([400, 404]).toContain(reply.status);
  });

  it('sets the security headers on pages, answers and refusals', async () => {
    for (const reply of [
      await ask('GET', '/'),
      await ask('POST', '/api/x', {}),
      await ask('GET', '/', { Host: 'e.x' }),
    ]) {
      expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
      expect(reply.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(reply.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
      expect(reply.headers['x-content-type-options']).toBe('nosniff');
      expect(reply.headers['referrer-policy']).toBe('no-referrer');
    }
  });

  it('streams pushes to who knows the token, and forgets a reader that went away', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(
        { host: '127.0.0.1', port: server.port, path: '/api/events', headers: allowed },
        (response) => {
          let seen = '';
          response.setEncoding('utf8');
          response.on('data', (piece: string) => {
            seen += piece;
            if (seen.includes('connected')) program.push({ kind: 'jobs', jobs: ['a'] });
            if (seen.includes('data:')) {
              asked.destroy();
              resolve(seen);
            }
          });
        },
      );
      asked.on('error', reject);
      asked.end();
    });
    expect(text).toContain('data: {"kind":"jobs","jobs":["a"]}\n\n');
    await expect.poll(() => listeners.size).toBe(0);
  });

  it('listens on the loopback address alone', async () => {
    const reached = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.2', port: server.port }, () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => {
        resolve(false);
      });
    });
    expect(reached).toBe(false);
  });

  it('takes a free port where the wanted one is in use, if it may', async () => {
    const web = createWeb(program, TOKEN, folder);
    const other = await serveHttp(web, server.port, true);
    expect(other.port).not.toBe(server.port);
    await other.close();
    await expect(serveHttp(web, server.port, false)).rejects.toThrow('EADDRINUSE');
  });
});

describe('the access token', () => {
  it('is kept, readable by this user alone, and made anew where the file holds something else', () => {
    const file = join(folder, 'home', 'token');
    const first = accessToken(file);
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(accessToken(file)).toBe(first);
    expect(readFileSync(file, 'utf8')).toBe(`${first}\n`);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, 'short');
    expect(accessToken(file)).not.toBe(first);
  });
});
