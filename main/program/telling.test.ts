import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyBox } from '../adapters/secrets/keyBox.ts';
import { StartedWakeful } from './testing/startedWakeful.ts';
import { pingOf } from './telling.ts';

interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real server on the loopback address, which can be told how to answer. */
class Receiver {
  readonly heard: Heard[] = [];
  readonly answers: number[] = [];
  #server: Server | null = null;
  port = 0;

  async open(): Promise<void> {
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        this.heard.push({ method, path: url, headers, body });
        response.statusCode = this.answers.shift() ?? 200;
        response.end('ok');
      });
    });
    const server = this.#server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }
}

let world: StartedWakeful;
let receiver: Receiver;
beforeEach(async () => {
  receiver = new Receiver();
  await receiver.open();
  world = new StartedWakeful({ secretBoxes: [keyBox('a long random text of the person')] });
});
afterEach(async () => {
  await world.dispose();
  await receiver.close();
});

const failing = (name = 'Failing') => ({ name, run: { shell: 'echo the last words; exit 3', shellPath: '/bin/sh' } });
const setWebhook = (more: object = {}) =>
  world.ask('changeSettings', { changes: { notify: { webhook: `${receiver.address}/hook?team=a`, ...more } } });

describe('a webhook', () => {
  it('hears of an incident as documented, with its token, and of the recovery', async () => {
    await world.ask('setSecret', { name: 'HOOK_TOKEN', value: 'token-of-the-hook' });
    await setWebhook({ webhookSecret: 'HOOK_TOKEN' });
    const job = await world.add({
      name: 'Moody',
      run: { shell: 'test -e flag || { echo no flag here; exit 3; }', shellPath: '/bin/sh' },
      cwd: world.home,
    });
    const { run } = await world.run(job);
    await world.until(() => receiver.heard.length === 1);
    const [first] = receiver.heard;
    expect(first).toMatchObject({ method: 'POST', path: '/hook?team=a' });
    expect(first!.headers).toMatchObject({
      'content-type': 'application/json',
      authorization: 'Bearer token-of-the-hook',
      'user-agent': expect.stringMatching(/^Wakeful\//) as string,
    });
    const document = JSON.parse(first!.body) as Record<string, unknown>;
    expect(document).toMatchObject({
      version: 1,
      event: 'failed',
      title: 'Moody failed',
      job: { id: 'moody', name: 'Moody' },
      run: { id: run, outcome: 'failed', exitCode: 3, cause: 'wish', attempts: 1 },
      incident: { kind: 'failing', failures: 1, closed: null },
    });
    expect(first!.headers['wakeful-delivery']).toBe(String(document['id']));
    await world.run(job);
    await world.add({ name: 'Flag', run: { command: ['touch', 'flag'] }, cwd: world.home });
    await world.run('flag');
    await world.run(job);
    await world.until(() => receiver.heard.length === 2);
    expect(JSON.parse(receiver.heard[1]!.body)).toMatchObject({
      event: 'recovered',
      incident: { failures: 2, closed: expect.any(String) as string },
    });
    expect(world.filesWith('token-of-the-hook')).toEqual([]);
  });

  it('that is busy is tried again, and no run waits for it', async () => {
    receiver.answers.push(503, 500);
    await setWebhook();
    await world.run(await world.add(failing()));
    expect((await world.run(await world.add({ name: 'Other', run: { command: ['true'] } }))).outcome).toBe('succeeded');
    await world.until(() => receiver.heard.length === 3);
    expect(new Set(receiver.heard.map(({ headers }) => headers['wakeful-delivery'])).size).toBe(1);
    await world.until(async () => (await world.ask('readState', {})).problems.length === 0);
  });

  it('that cannot be reached is shown, and has everything after a restart', async () => {
    await receiver.close();
    await setWebhook();
    await world.run(await world.add(failing()));
    await world.until(async () => (await world.ask('readState', {})).problems.length > 0);
    const [problem] = (await world.ask('readState', {})).problems;
    expect(problem).toMatchObject({ code: 'webhookFailing' });
    expect(problem!.message).toMatch(
      /^The webhook at 127\.0\.0\.1:\d+ takes no notifications since .*: nobody listens there\./,
    );
    expect(problem!.message).not.toContain('/hook');
    await receiver.open();
    await world.restart();
    await world.until(() => receiver.heard.length === 1);
    expect(JSON.parse(receiver.heard[0]!.body)).toMatchObject({ event: 'failed', title: 'Failing failed' });
    await world.until(async () => (await world.ask('readState', {})).problems.length === 0);
    await world.restart();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(receiver.heard).toHaveLength(1);
  });

  it('keeps what it refused until its address is mended', async () => {
    receiver.answers.push(404);
    await setWebhook();
    await world.run(await world.add(failing()));
    await world.until(() => receiver.heard.length === 1);
    await world.ask('changeSettings', { changes: { notify: { webhook: `${receiver.address}/right` } } });
    await world.until(() => receiver.heard.length === 2);
    expect(receiver.heard[1]!.path).toBe('/right');
  });

  it('can be tried, saved or not', async () => {
    const webhook = `${receiver.address}/try`;
    expect(await world.ask('tryWebhook', { webhook, webhookSecret: null })).toEqual({
      taken: true,
      said: 'It was taken.',
    });
    expect(JSON.parse(receiver.heard[0]!.body)).toMatchObject({ event: 'test', job: null });
    receiver.answers.push(401);
    const refused = await world.ask('tryWebhook', { webhook, webhookSecret: null });
    expect(refused).toEqual({ taken: false, said: 'the server answered 401 Unauthorized, "ok"' });
    const lacking = await world.ask('tryWebhook', { webhook, webhookSecret: 'NOT_THERE' });
    expect(lacking.said).toContain('NOT_THERE has no value');
  });

  it('is nobody while none is set, and old notices are not sent later', async () => {
    await world.run(await world.add(failing()));
    await setWebhook();
    await world.restart();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(receiver.heard).toEqual([]);
  });
});

describe('a ping', () => {
  it('tells of start and success, and of failure with exit code and the end of the output', async () => {
    const ping = `${receiver.address}/ping/uuid`;
    await world.run(await world.add({ name: 'Good', run: { command: ['true'] }, notify: { ping } }));
    await world.until(() => receiver.heard.length === 2);
    const [start, success] = receiver.heard.map(({ path }) => new URL(path, 'http://x'));
    expect(start!.pathname).toBe('/ping/uuid/start');
    expect(success!.pathname).toBe('/ping/uuid');
    expect(start!.searchParams.get('rid')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(success!.searchParams.get('rid')).toBe(start!.searchParams.get('rid'));

    await world.run(await world.add({ ...failing('Bad'), notify: { ping } }));
    await world.until(() => receiver.heard.length === 4);
    expect(new URL(receiver.heard[3]!.path, 'http://x').pathname).toBe('/ping/uuid/3');
    expect(receiver.heard[3]!.body).toMatch(/exit code 3[^]*the last words/);
  });

  it('of a test run is none, and a wrong address is shown with the job', async () => {
    receiver.answers.push(404, 404, 404, 404);
    const document = { name: 'Pinged', run: { command: ['true'] }, notify: { ping: `${receiver.address}/gone` } };
    const { run } = await world.ask('testRun', { document });
    await world.until(async () => (await world.ask('readRun', { run })).outcome !== null);
    await world.run(await world.add(document));
    await world.until(async () => (await world.ask('readState', {})).problems.length > 0);
    const [problem] = (await world.ask('readState', {})).problems;
    expect(problem!.message).toMatch(/^The ping of Pinged at 127\.0\.0\.1:\d+ does not get through/);
  });

  it.each([
    ['succeeded', 0, ''],
    ['succeeded', 75, ''],
    ['failed', 3, '/3'],
    ['failed', 0, '/fail'],
    ['failed', 3221225786, '/fail'],
    ['killed', null, '/fail'],
    ['timedOut', null, '/fail'],
    ['couldNotStart', null, '/fail'],
    ['interrupted', null, '/fail'],
    ['stopped', null, '/log'],
  ] as const)('of %s (%s) goes to %s', (outcome, exitCode, suffix) => {
    expect(pingOf({ outcome, exitCode })).toBe(suffix);
  });
});
