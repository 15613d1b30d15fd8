import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

it('a secret is asked for at a terminal without being shown; rubbing out works, and Ctrl+C changes nothing', async () => {
  const typing = (typed: string) =>
    new Promise<{ code: number | null; shown: string }>((resolve) => {
      const script = join(root, 'main/cli/testing/at_terminal.py');
      const args = [script, 'Value of', typed, process.execPath, command, 'secret', 'set', 'TYPED'];
      const child = spawn('python3', args, { env: { ...process.env, WAKEFUL_HOME: home }, cwd: home });
      let shown = '';
      child.stdout.on('data', (piece: Buffer) => (shown += piece.toString()));
      child.once('close', (code) => resolve({ code, shown }));
    });
  expect(await typing('swordfi\\x03')).toMatchObject({ code: 1 });
  expect((await wakeful(['secret', 'list'])).out).not.toContain('TYPED');
  const set = await typing('swordfix\\x7fsh\\r');
  expect(set).toEqual({ code: 0, shown: 'Value of TYPED: \r\n' });
  const job = { name: 'Typed', run: { shell: 'test "$TYPED" = swordfish', shellPath: '/bin/sh' }, secrets: ['TYPED'] };
  expect((await wakeful(['add', '--file', '-'], JSON.stringify(job))).code).toBe(0);
  expect((await wakeful(['run', 'typed', '--wait'])).code).toBe(0);
});

it('a job gets secrets, limits and a ping by flags, and is told of a secret without a value', async () => {
  const added = await wakeful([
    ...['add', '--name', 'Flagged', '--secret', 'NOT_YET', '--memory', '512MiB', '--nice', '5', '--keep-awake'],
    ...['--ping', 'http://127.0.0.1:9/x', '--retries', '2', '--retry-delay', '1s', '--', 'true'],
  ]);
  expect(added).toMatchObject({ code: 0, out: 'Added flagged.\n' });
  expect(added.err).toBe(
    'secrets[0]: The secret NOT_YET has no value yet. "wakeful secret set NOT_YET" or the settings give it one.\n',
  );
  const { out } = await wakeful(['show', 'flagged']);
  expect(JSON.parse(out)).toMatchObject({
    secrets: ['NOT_YET'],
    limits: { memory: 536_870_912 },
    nice: 5,
    keepAwake: true,
    notify: { ping: 'http://127.0.0.1:9/x' },
    retry: { limit: 2, delay: 'PT1S' },
  });
  const wrong = await wakeful(['add', '--name', 'Wrong', '--nice', '99', '--', 'true']);
  expect(wrong).toMatchObject({ code: 1, err: expect.stringMatching(/^nice: /) as string });
  expect(await wakeful(['add', '--name', 'Wrong', '--memory', 'lots', '--', 'true'])).toMatchObject({ code: 2 });
});

it('the attempts of a run are told apart in its output, which is searched and saved', async () => {
  const shell = 'printf "try $WAKEFUL_ATTEMPT \\377\\n"; test "$WAKEFUL_ATTEMPT" = 2';
  await wakeful(['add', '--name', 'Tried', '--retries', '1', '--retry-delay', 'PT0.1S', '--shell', shell]);
  const ran = await wakeful(['run', 'tried', '--wait']);
  expect(ran).toEqual({ code: 0, out: 'try 1 \ufffd\ntry 2 \ufffd\n', err: '— attempt 2 —\n' });
  expect(await wakeful(['output', 'tried', '--attempt', '1'])).toMatchObject({ out: 'try 1 \ufffd\n', err: '' });
  expect((await wakeful(['output', 'tried', '--attempt', '2', '--follow'])).out).toBe('try 2 \ufffd\n');
  expect(await wakeful(['output', 'tried', '--attempt', '3'])).toMatchObject({ code: 1 });
  const found = await wakeful(['output', 'tried', '--search', 'TRY']);
  expect(found.out).toMatch(/attempt 1 +out +try 1 .*\n.*attempt 2 +out +try 2 /);
  expect((await wakeful(['output', 'tried', '--search', 'TRY', '--match-case'])).code).toBe(1);
  const json = JSON.parse((await wakeful(['output', 'tried', '--search', 'try 2', '--json'])).out) as unknown;
  expect(json).toMatchObject({ more: false, matches: [{ attempt: 2, stream: 'out', start: 0, length: 5 }] });
  expect(await wakeful(['output', 'tried', '--attempt', '1', '--save', 'kept.log'])).toMatchObject({ code: 0 });
  expect(readFileSync(join(home, 'kept.log'))).toEqual(Buffer.from('try 1 \xff\n', 'latin1'));
  expect(await wakeful(['output', 'tried', '--save', 'no/such/folder/x'])).toMatchObject({ code: 1 });
  expect(await wakeful(['output', 'tried', '--save', 'x', '--follow'])).toMatchObject({ code: 2 });
});

it.runIf(process.platform === 'linux')('what a running job uses is told by status', async () => {
  await wakeful(['add', '--name', 'Sleeper', '--', 'sleep', '60']);
  await wakeful(['run', 'sleeper']);
  expect((await wakeful(['status'])).out).toMatch(
    /^Runs: Sleeper \(r\d+\), for .*, .* of processor time, \d+ MiB \(at most \d+ MiB\)\.$/m,
  );
  await wakeful(['stop', 'sleeper']);
});

it('what keeps a program from running is explained where it was asked for', async () => {
  await wakeful(['add', '--name', 'Typo', '--shell', 'sh -c nosuchprogram --x']);
  expect(await wakeful(['run', 'typo', '--wait'])).toMatchObject({
    code: 127,
    err: expect.stringMatching(/nosuchprogram[^]*exit code 127\n.*nosuchprogram/) as string,
  });
  await wakeful(['add', '--name', 'Absent', '--', 'pyhton3', 'x.py']);
  const absent = await wakeful(['run', 'absent', '--wait']);
  expect(absent).toMatchObject({ code: 1 });
  expect(absent.err.match(/pyhton3/g)).toHaveLength(1);
});
