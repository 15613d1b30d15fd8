import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readJob } from '../core/documents/readJob.ts';
import type { Job } from '../core/job.ts';
import { duration, instant } from '../core/time/instant.ts';
import { zoneOf } from '../core/time/zone.ts';
import type { AttemptSpec } from '../engine/ports.ts';
import { minimalEnvironment } from './minimalEnvironment.ts';
import { ProcessRunner } from './processRunner.ts';
import { RunOutputs } from './runOutput.ts';
import type { AttemptResult } from './running/launch.ts';
import { isAlive, type ProcessIdentity } from './running/processIdentity.ts';
import type { HelperCommand } from './spawnHelper/helperLink.ts';
import { buildHelper, bundle } from './testing/buildHelper.ts';
import { processesOf, temporaryFolder } from './testing/launches.ts';

const root = temporaryFolder();
let helper: HelperCommand = { file: '', args: [] };
let crashing = '';
const runners: ProcessRunner[] = [];
const crashers: ChildProcess[] = [];
let count = 0;

beforeAll(async () => {
  helper = await buildHelper(root.path);
  crashing = await bundle('fixtures/crashingWakeful.ts', root.path);
});
afterEach(() => {
  for (const runner of runners.splice(0)) runner.dispose();
  for (const child of crashers.splice(0)) child.kill('SIGKILL');
});
afterAll(() => {
  root.remove();
});

function jobOf(document: Readonly<Record<string, unknown>>): Job {
  const zone = zoneOf('UTC');
  if (!zone.ok) throw new Error(zone.error.message);
  const job = readJob(
    { name: 'Test', environment: 'minimal', ...document },
    { now: instant(0), zone: zone.value, draw: () => 0 },
  );
  if (!job.ok) throw new Error(job.error.message);
  return job.value;
}

interface Told {
  readonly runner: ProcessRunner;
  readonly outputs: RunOutputs;
  readonly started: Map<string, ProcessIdentity>;
  readonly ended: Map<string, Omit<AttemptResult, 'run' | 'attempt'>>;
}

function newRunner(folder: string, command: HelperCommand | null): Told {
  const started: Told['started'] = new Map();
  const ended: Told['ended'] = new Map();
  const outputs = new RunOutputs(join(folder, 'output'));
  const runner = new ProcessRunner({
    events: {
      started: (run, _attempt, process) => {
        started.set(run, process);
      },
      ended: (run, _attempt, end, report) => {
        if (ended.has(run)) throw new Error(`${run} ended twice`);
        ended.set(run, { end, report });
      },
    },
    outputs,
    environments: {
      login: () => Promise.resolve({ ...minimalEnvironment(), FROM: 'login' }),
      lastLogin: () => null,
      minimal: minimalEnvironment,
    },
    secrets: (names) => Object.fromEntries(names.map((name) => [name, `value of ${name}`])),
    helper: command,
    folder,
    now: () => instant(Date.now()),
  });
  runners.push(runner);
  return { runner, outputs, started, ended };
}

function newFolder(): string {
  count += 1;
  const folder = join(root.path, String(count));
  mkdirSync(folder);
  return folder;
}

const specOf = (run: string, job: Job, changes: Partial<AttemptSpec> = {}): AttemptSpec => ({
  run,
  attempt: 1,
  job,
  due: instant(Date.UTC(2026, 0, 1)),
  upstream: {},
  notBefore: null,
  ...changes,
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const textOf = (outputs: RunOutputs, run: string): string =>
  outputs
    .readText(run, { from: 0, limit: 1e9, attempt: null, ended: true })
    .pieces.map(({ text }) => text)
    .join('');

describe.each([{ through: 'the helper' }, { through: 'this process' }])('a run through $through', ({ through }) => {
  const commandOf = (): HelperCommand | null => (through === 'the helper' ? helper : null);

  it('is started, told and ended once, with what semantics §6 gives it', async () => {
    const { runner, outputs, started, ended } = newRunner(newFolder(), commandOf());
    const job = jobOf({
      run: { shell: 'env; cat "$WAKEFUL_UPSTREAM"; echo rows=5 >"$WAKEFUL_OUTPUT"' },
      env: { MODE: 'full' },
      secrets: ['API_KEY'],
    });
    const upstream = {
      ingest: { run: 'r0', outcome: 'succeeded', exitCode: 0, outputs: { rows: '3' }, changed: true, duration: 12 },
    };
    runner.start(specOf('r1', job, { attempt: 2, upstream }));
    await until(() => ended.has('r1'));
    expect(started.get('r1')?.pid).toBeGreaterThan(0);
    expect(ended.get('r1')).toMatchObject({ end: { kind: 'exited', exitCode: 0 }, report: { outputs: { rows: '5' } } });
    const text = textOf(outputs, 'r1');
    for (const line of [
      'WAKEFUL_JOB=test',
      'WAKEFUL_RUN=r1',
      'WAKEFUL_ATTEMPT=2',
      'WAKEFUL_DUE=2026-01-01T00:00:00.000Z',
      'MODE=full',
      'PATH=/usr/bin:/bin',
      `HOME=${homedir()}`,
      'API_KEY=•••',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toContain(JSON.stringify(upstream));
    expect(text).not.toContain('FROM=');
    expect(JSON.stringify(readFileSync(join(outputs.find('r1') ?? '', 'attempt-2.json'), 'utf8'))).not.toContain(
      'value of',
    );
  });

  it('has the login environment where it asks for it, and its folder with ~', async () => {
    const { runner, outputs, ended } = newRunner(newFolder(), commandOf());
    runner.start(specOf('r1', jobOf({ run: { shell: 'echo $FROM; pwd' }, environment: 'login', cwd: '~' })));
    await until(() => ended.has('r1'));
    expect(textOf(outputs, 'r1')).toBe(`login\n${homedir()}\n`);
  });

  it('is stopped with all it started', async () => {
    const { runner, started, ended } = newRunner(newFolder(), commandOf());
    const run = `stop-${through.length.toString()}-${String(process.pid)}`;
    runner.start(specOf(run, jobOf({ run: { shell: 'sleep 300 & sleep 300' } })));
    await until(() => started.has(run));
    runner.stop(run, duration(500));
    await until(() => ended.has(run));
    expect(ended.get(run)?.end).toEqual({ kind: 'killed', signal: 'SIGTERM' });
    expect(processesOf(run)).toEqual([]);
  });

  it('does not start where it is stopped at once', async () => {
    const { runner, started, ended } = newRunner(newFolder(), commandOf());
    runner.start(specOf('r1', jobOf({ run: { command: ['true'] } })));
    runner.stop('r1', duration(0));
    await until(() => ended.has('r1'));
    expect(started.has('r1')).toBe(false);
    expect(ended.get('r1')?.end).toEqual({ kind: 'killed', signal: 'SIGTERM' });
  });

  it('is one of fifty at once', async () => {
    const { runner, ended } = newRunner(newFolder(), commandOf());
    for (let index = 0; index < 50; index += 1) {
      runner.start(specOf(`r${String(index)}`, jobOf({ run: { shell: `exit ${String(index)}` } })));
    }
    await until(() => ended.size === 50);
    for (let index = 0; index < 50; index += 1) {
      expect(ended.get(`r${String(index)}`)?.end).toEqual({ kind: 'exited', exitCode: index });
    }
  });
});

/** Starts a Wakeful in a process of its own with one run, and waits until that has a process. */
async function wakefulWith(
  shell: string,
): Promise<{ folder: string; run: string; wakeful: ChildProcess; process: ProcessIdentity }> {
  const folder = newFolder();
  const run = `crash-${String(process.pid)}-${String(count)}`;
  const wakeful = spawn(process.execPath, [crashing, folder, run, helper.args[0] ?? '', shell], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  crashers.push(wakeful);
  const [line] = (await once(wakeful.stdout, 'data')) as [Buffer];
  return { folder, run, wakeful, process: JSON.parse(line.toString()) as ProcessIdentity };
}

async function crash(wakeful: ChildProcess): Promise<void> {
  wakeful.kill('SIGKILL');
  await once(wakeful, 'exit');
}

describe.runIf(process.platform === 'linux')('after a crash of Wakeful', () => {
  it('a run goes on, is adopted, and its output and exit code are all there', async () => {
    const crashed = await wakefulWith('echo before; sleep 1; echo after; echo rows=7 >"$WAKEFUL_OUTPUT"; exit 3');
    await crash(crashed.wakeful);
    const { runner, outputs, ended } = newRunner(crashed.folder, helper);
    expect(runner.adopt(crashed.run, 1, jobOf({ run: { command: ['x'] } }), crashed.process)).toBe(true);
    await until(() => ended.has(crashed.run));
    expect(ended.get(crashed.run)).toMatchObject({
      end: { kind: 'exited', exitCode: 3 },
      report: { outputs: { rows: '7' } },
    });
    expect(textOf(outputs, crashed.run)).toBe('before\nafter\n');
  });

  it('a run that ended meanwhile has its real end', async () => {
    const crashed = await wakefulWith('exit 4');
    await crash(crashed.wakeful);
    await until(() => !isAlive(crashed.process));
    const { runner, ended } = newRunner(crashed.folder, helper);
    expect(runner.adopt(crashed.run, 1, jobOf({ run: { command: ['x'] } }), crashed.process)).toBe(true);
    expect(ended.size).toBe(0);
    await until(() => ended.has(crashed.run));
    expect(ended.get(crashed.run)?.end).toEqual({ kind: 'exited', exitCode: 4 });
  });

  it('a run whose process nobody wrote down before the crash is found with its helper', async () => {
    const crashed = await wakefulWith('sleep 1; exit 5');
    await crash(crashed.wakeful);
    const { runner, ended } = newRunner(crashed.folder, helper);
    expect(runner.adopt(crashed.run, 1, jobOf({ run: { command: ['x'] } }), null)).toBe(true);
    await until(() => ended.has(crashed.run));
    expect(ended.get(crashed.run)?.end).toEqual({ kind: 'exited', exitCode: 5 });
    expect(runner.adopt('r2', 1, jobOf({ run: { command: ['x'] } }), null)).toBe(false);
  });

  it.each([
    { through: 'its helper', mark: true },
    { through: 'itself', mark: true },
    { through: 'itself', mark: false },
  ])('a process that $through had just started is adopted once, with its mark: $mark', async ({ through, mark }) => {
    const folder = newFolder();
    const run = `window-${String(process.pid)}-${String(count)}`;
    const shell = 'echo begun >>"$PWD/begun"; trap "" PIPE; sleep 1; echo ended >>"$PWD/ended"';
    const helperFile = through === 'itself' ? '' : (helper.args[0] ?? '');
    const wakeful = spawn(process.execPath, [crashing, folder, run, helperFile, shell], { stdio: 'ignore' });
    crashers.push(wakeful);
    // The moment there is a process, and whatever was written down of it by then.
    while (processesOf(run).length === 0) await new Promise((resolve) => setImmediate(resolve));
    await crash(wakeful);
    const { runner, outputs, started, ended } = newRunner(folder, helper);
    if (!mark) rmSync(join(outputs.find(run) ?? '', 'process-1.json'), { force: true });
    expect(runner.adopt(run, 1, jobOf({ run: { command: ['x'] } }), null)).toBe(true);
    await until(() => started.has(run) || ended.has(run));
    if (started.has(run)) expect(isAlive(started.get(run) ?? { pid: 0, startedAt: '' })).toBe(true);
    await until(() => ended.has(run));
    // Whoever had it can tell how it ended; where that went too it is only known to be gone.
    expect(ended.get(run)?.end.kind).toBe(through === 'itself' ? 'vanished' : 'exited');
    expect(readFileSync(join(folder, 'begun'), 'utf8')).toBe('begun\n');
    expect(readFileSync(join(folder, 'ended'), 'utf8')).toBe('ended\n');
  });

  it('a run that was to be stopped before it was found is stopped when it is', async () => {
    const crashed = await wakefulWith('sleep 300');
    await crash(crashed.wakeful);
    rmSync(join(new RunOutputs(join(crashed.folder, 'output')).find(crashed.run) ?? '', 'process-1.json'));
    const { runner, ended } = newRunner(crashed.folder, helper);
    expect(runner.adopt(crashed.run, 1, jobOf({ run: { command: ['x'] } }), null)).toBe(true);
    runner.stop(crashed.run, duration(500));
    await until(() => ended.has(crashed.run));
    expect(ended.get(crashed.run)?.end).toEqual({ kind: 'killed', signal: 'SIGTERM' });
  });

  it('an adopted run can be stopped', async () => {
    const crashed = await wakefulWith('sleep 300 & sleep 300');
    await crash(crashed.wakeful);
    const { runner, ended } = newRunner(crashed.folder, helper);
    expect(runner.adopt(crashed.run, 1, jobOf({ run: { command: ['x'] } }), crashed.process)).toBe(true);
    runner.stop(crashed.run, duration(500));
    await until(() => ended.has(crashed.run));
    expect(ended.get(crashed.run)?.end).toEqual({ kind: 'killed', signal: 'SIGTERM' });
    expect(processesOf(crashed.run)).toEqual([]);
  });

  it('a run whose helper was killed too is watched, and has vanished when it is gone', async () => {
    const crashed = await wakefulWith('trap "" PIPE; sleep 1');
    await crash(crashed.wakeful);
    const outputs = new RunOutputs(join(crashed.folder, 'output'));
    const note = JSON.parse(readFileSync(join(outputs.find(crashed.run) ?? '', 'attempt-1.json'), 'utf8')) as {
      host: ProcessIdentity;
    };
    process.kill(note.host.pid, 'SIGKILL');
    const { runner, ended } = newRunner(crashed.folder, helper);
    const before = Date.now();
    expect(runner.adopt(crashed.run, 1, jobOf({ run: { command: ['x'] } }), crashed.process)).toBe(true);
    await until(() => ended.has(crashed.run));
    const end = ended.get(crashed.run)?.end;
    expect(end?.kind).toBe('vanished');
    expect(end?.kind === 'vanished' ? end.lastAlive : 0).toBeGreaterThanOrEqual(before);
  });

  it('a run that nothing is known of is not adopted', () => {
    const { runner, ended } = newRunner(newFolder(), helper);
    expect(runner.adopt('r1', 1, jobOf({ run: { command: ['x'] } }), { pid: 1, startedAt: 'another' })).toBe(false);
    expect(ended.size).toBe(0);
  });
});

it('a run is watched where the helper is killed under it, and the next has a new helper', async () => {
  const { runner, outputs, started, ended } = newRunner(newFolder(), helper);
  runner.start(specOf('r1', jobOf({ run: { shell: 'sleep 0.5' } })));
  await until(() => started.has('r1'));
  const note = JSON.parse(readFileSync(join(outputs.find('r1') ?? '', 'attempt-1.json'), 'utf8')) as {
    host: ProcessIdentity;
  };
  process.kill(note.host.pid, 'SIGKILL');
  await until(() => ended.has('r1'));
  expect(ended.get('r1')?.end.kind).toBe('vanished');
  runner.start(specOf('r2', jobOf({ run: { shell: 'exit 2' } })));
  await until(() => ended.has('r2'));
  expect(ended.get('r2')?.end).toEqual({ kind: 'exited', exitCode: 2 });
});

it('a helper ends when its Wakeful is gone and nothing runs', async () => {
  const { runner, outputs, ended } = newRunner(newFolder(), helper);
  runner.start(specOf('r1', jobOf({ run: { command: ['true'] } })));
  await until(() => ended.has('r1'));
  const note = JSON.parse(readFileSync(join(outputs.find('r1') ?? '', 'attempt-1.json'), 'utf8')) as {
    host: ProcessIdentity;
  };
  expect(isAlive(note.host)).toBe(true);
  runner.dispose();
  await until(() => !isAlive(note.host));
});
