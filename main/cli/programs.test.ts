import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** A copy of the built command, so that a build meanwhile takes nothing from under the test. */
const copy = join(root, 'dist', `.test-programs-${String(process.pid)}`);
const command = join(copy, 'cli/wakeful.mjs');
let home: string;
let server: ChildProcess | null = null;

const start = (args: readonly string[], env: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [command, ...args], { env: { ...process.env, WAKEFUL_HOME: home, ...env }, cwd: home });

function wakeful(args: readonly string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(args);
  let [out, err] = ['', ''];
  child.stdout!.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr!.on('data', (piece: Buffer) => (err += piece.toString()));
  child.stdin!.end(input);
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

beforeAll(async () => {
  const { ensureBuilt } = (await import('../toolchain/build.mjs')) as {
    ensureBuilt: (names: readonly string[]) => Promise<void>;
  };
  await ensureBuilt(['node', 'helper']);
  for (const name of ['cli', 'helper']) cpSync(join(root, 'dist', name), join(copy, name), { recursive: true });
  home = mkdtempSync(join(tmpdir(), 'wakeful-programs-'));
  server = start(['serve', '--port', '0'], { WAKEFUL_SECRETS_KEY: 'a long random text of the person' });
  await new Promise<void>((resolve, reject) => {
    server!.stdout!.on('data', (piece: Buffer) => {
      if (piece.toString().includes('serves at')) resolve();
    });
    server!.once('exit', (code) => {
      reject(new Error(`serve ended with ${String(code)}`));
    });
  });
});

afterAll(async () => {
  const ended = new Promise((resolve) => server?.once('exit', resolve));
  server?.kill('SIGTERM');
  await ended;
  rmSync(copy, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

it('a secret is set from standard input, given to the job, listed by name and removed; never an argument', async () => {
  expect(await wakeful(['secret', 'set', 'TOKEN', 'value'])).toMatchObject({ code: 2 });
  expect(await wakeful(['secret', 'set', 'TOKEN'], 'swordfish\n')).toEqual({ code: 0, out: '', err: '' });
  const job = { name: 'Keeper', run: { shell: 'echo "got $TOKEN"', shellPath: '/bin/sh' }, secrets: ['TOKEN'] };
  expect((await wakeful(['add', '--file', '-'], JSON.stringify(job))).code).toBe(0);
  expect(await wakeful(['secret', 'list'])).toMatchObject({ code: 0, out: 'TOKEN  keeper\n' });
  const ran = await wakeful(['run', 'keeper', '--wait']);
  expect(ran.out).toContain('got •••');
  expect(ran.out).not.toContain('swordfish');
  expect((await wakeful(['secret', 'remove', 'TOKEN'])).code).toBe(0);
  expect(await wakeful(['secret', 'remove', 'TOKEN'])).toMatchObject({ code: 1, err: 'There is no secret "TOKEN".\n' });
  expect((await wakeful(['secret', 'list'])).out).toBe('TOKEN  keeper  has no value yet\n');
});

it('the environment of a job is shown beside that of cron, and that of a run as it was', async () => {
  const job = { name: 'Shown', run: { command: ['true'] }, environment: 'minimal', env: { MODE: 'full' } };
  expect((await wakeful(['add', '--file', '-'], JSON.stringify(job))).code).toBe(0);
  const { out } = await wakeful(['env', 'shown']);
  expect(out).toMatch(/^shown runs in .*, with the minimal environment\.\n/);
  expect(out).toMatch(/^\+ MODE +this job +full$/m);
  expect(out).not.toContain('HOME');
  expect((await wakeful(['env', 'shown', '--all'])).out).toMatch(/^ {2}PATH +minimal +\/usr\/bin:\/bin$/m);
  const view = JSON.parse((await wakeful(['env', 'shown', '--json'])).out) as { variables: { name: string }[] };
  expect(view.variables.find(({ name }) => name === 'MODE')).toMatchObject({ value: 'full', difference: 'added' });
  await wakeful(['run', 'shown', '--wait']);
  const runs = JSON.parse((await wakeful(['history', 'shown', '--json'])).out.split('\n')[0]!) as unknown;
  const run = /r\d{9}/.exec(JSON.stringify(runs))![0];
  expect((await wakeful(['env', '--run', run])).out).toMatch(/^ {2}MODE +full$/m);
});
