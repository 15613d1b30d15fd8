import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Disposable } from '../engine/ports.ts';
import { connectLocalSocket, serveLocalSocket, type LineConnection } from './localSocket.ts';
import { temporaryFolder } from './testing/launches.ts';

let folder = temporaryFolder();
let path = '';
const held: Disposable[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'run', 'wakeful.sock');
});
afterEach(() => {
  for (const one of held.splice(0)) one.dispose();
  folder.remove();
});

/** Serves an echo and connects to it. */
async function echo(): Promise<LineConnection> {
  held.push(
    await serveLocalSocket(path, (connection) => {
      connection.onValue((value) => {
        connection.send({ echo: value });
      });
    }),
  );
  const connection = await connectLocalSocket(path);
  if (connection === null) throw new Error('Nobody listens.');
  return connection;
}

const values = (connection: LineConnection, count: number): Promise<unknown[]> =>
  new Promise((resolve) => {
    const got: unknown[] = [];
    connection.onValue((value) => {
      got.push(value);
      if (got.length === count) resolve(got);
    });
  });

it('carries values both ways, of any size and any letters, in order', async () => {
  const connection = await echo();
  const sent = [1, 'äöü 🌙\nline', { list: [null, true] }, 'x'.repeat(1_000_000), []];
  for (const value of sent) connection.send(value);
  expect(await values(connection, sent.length)).toEqual(sent.map((value) => ({ echo: value })));
  connection.close();
});

it('can be opened by this user only', async () => {
  (await echo()).close();
  if (process.platform === 'win32') return;
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder.path, 'run')).mode & 0o777).toBe(0o700);
});

it('closes on who speaks another language, and goes on with others', async () => {
  const connection = await echo();
  const stranger = connect(path);
  stranger.write('GET / HTTP/1.1\r\n\r\n');
  await new Promise((resolve) => stranger.once('close', resolve));
  connection.send('still here');
  expect(await values(connection, 1)).toEqual([{ echo: 'still here' }]);
  connection.close();
});

it('replaces what a killed process left, and not a socket at which somebody listens', async () => {
  mkdirSync(join(folder.path, 'run'));
  writeFileSync(path, 'left behind');
  (await echo()).close();
  await expect(serveLocalSocket(path, () => undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

it('is nobody where nobody listens', async () => {
  expect(await connectLocalSocket(path)).toBeNull();
});

it('tells when the other end is gone', async () => {
  const connection = await echo();
  const closed = new Promise<void>((resolve) => {
    connection.onClose(resolve);
  });
  for (const one of held.splice(0)) one.dispose();
  await closed;
  connection.send('into the void');
});
