import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant } from '../../core/time/instant.ts';
import {
  launchIn,
  Listener,
  printed,
  processesOf,
  PROGRAMS,
  temporaryFolder,
  untilPrinted,
} from '../testing/launches.ts';
import type { Launch } from './launch.ts';
import { ProcessHost } from './processHost.ts';
import { linuxStat } from './processIdentity.ts';

const folder = temporaryFolder();
const listener = new Listener();
const host = new ProcessHost(listener);
const program = (name: string): string => join(PROGRAMS, name);
const linux = process.platform === 'linux';

/** Starts and waits for the end. */
async function run(
  changes: Partial<Launch>,
): Promise<{ launch: Launch; text: string } & Awaited<ReturnType<Listener['resultOf']>>> {
  const launch = launchIn(folder.path, changes);
  host.start(launch);
  const result = await listener.resultOf(launch.run);
  return { launch, text: printed(launch), ...result };
}

beforeAll(() => {
  mkdirSync(folder.path, { recursive: true });
});
afterAll(async () => {
  for (const name of host.runs()) host.stop(name, 0);
  await listener.until(() => host.runs().length === 0);
  folder.remove();
});

describe('how an attempt ends', () => {
  it.each([0, 1, 75, 255])('with exit code %i', async (exitCode) => {
    const { end } = await run({ program: { shell: `exit ${String(exitCode)}` } });
    expect(end).toEqual({ kind: 'exited', exitCode });
  });

  it('by a signal', async () => {
    const { end } = await run({ program: { shell: 'kill -USR1 $$' } });
    expect(end).toEqual({ kind: 'killed', signal: 'SIGUSR1' });
  });

  it('is recorded in its folder before it is told', async () => {
    const { launch, end } = await run({ program: { shell: 'exit 3' } });
    const recorded = JSON.parse(readFileSync(join(launch.folder, 'result-1.json'), 'utf8')) as { end: unknown };
    expect(recorded.end).toEqual(end);
  });

  it('tells the time of the end, the processor time and the memory', async () => {
    const before = Date.now();
    const { report } = await run({
      program: {
        command: [
          'python3',
          '-c',
          // It lives on for a while: memory is sampled, and the computer may be busy.
          'import time\nx = bytearray(50_000_000)\nwhile time.process_time() < 0.3: pass\ntime.sleep(1.2)',
        ],
      },
    });
    expect(report.endedAt).toBeGreaterThanOrEqual(before);
    expect(report.endedAt).toBeLessThanOrEqual(Date.now());
    if (!linux) return;
    expect(report.cpuMs).toBeGreaterThanOrEqual(250);
    expect(report.cpuMs).toBeLessThan(2000);
    expect(report.peakMemory).toBeGreaterThan(50_000_000);
  });
});

describe('what it is given', () => {
  interface Given {
    readonly env: Record<string, string>;
    readonly cwd: string;
    readonly args: string[];
    readonly stdin: string;
  }

  it('is its environment and nothing of ours, its folder, its arguments and its input', async () => {
    const { text } = await run({
      program: { command: [process.execPath, program('environment.mjs'), 'a b', '"quoted"', ''] },
      env: { MODE: 'full', LINES: 'one\ntwo' },
      stdin: 'äöü\nline',
    });
    const given = JSON.parse(text) as Given;
    expect(given.env['MODE']).toBe('full');
    expect(given.env['LINES']).toBe('one\ntwo');
    expect(given.env['VITEST']).toBeUndefined();
    expect(given.cwd).toBe(folder.path);
    expect(given.args).toEqual(['a b', '"quoted"', '']);
    expect(given.stdin).toBe('äöü\nline');
  });

  it('is a script through standard input, or as a file', async () => {
    const one = await run({ program: { script: 'print("from stdin")', interpreter: ['python3', '-'] } });
    expect(one.text).toBe('from stdin\n');
    const two = await run({ program: { script: 'console.log("from a file")', interpreter: [process.execPath] } });
    expect(two.text).toBe('from a file\n');
    expect(readdirSync(two.launch.folder).filter((name) => !/^(output|result|attempt)/.test(name))).toEqual([]);
  });

  it('is a large input that nobody has to read', async () => {
    const { end, text } = await run({ program: { shell: 'head -c 5' }, stdin: 'x'.repeat(5_000_000) });
    expect(end).toEqual({ kind: 'exited', exitCode: 0 });
    expect(text).toBe('xxxxx');
  });

  it('is the shell it asks for', async () => {
    const { text } = await run({ program: { shell: 'echo ${BASH_VERSION:+bash}', shellPath: '/bin/bash' } });
    expect(text).toBe('bash\n');
  });

  it('is the priority it asks for', async () => {
    const { text } = await run({ program: { shell: 'sleep 0.1; nice' }, nice: 7 });
    expect(text).toBe('7\n');
  });
});

describe('why it could not start', () => {
  it.each<{ readonly what: string; readonly changes: () => Partial<Launch>; readonly says: RegExp }>([
    {
      what: 'a program that is in no folder of the PATH',
      changes: () => ({ program: { command: ['pythn3'] }, env: { PATH: '/usr/bin:/bin:/nowhere', ...{} } }),
      says: /^The program pythn3 was not found\. Searched: \/usr\/bin, \/bin, \/nowhere\./,
    },
    {
      what: 'a path that does not exist',
      changes: () => ({ program: { command: ['./nothing/here'] } }),
      says: /nothing\/here does not exist: there is no folder/,
    },
    {
      what: 'a folder that does not exist',
      changes: () => ({ cwd: '/no/such/folder' }),
      says: /^The folder \/no\/such\/folder does not exist\.$/,
    },
    {
      what: 'a file in the place of the folder',
      changes: () => ({ cwd: '/etc/hostname' }),
      says: /^\/etc\/hostname is not a folder\.$/,
    },
    {
      what: 'a script without its run bit',
      changes: () => {
        writeFileSync(join(folder.path, 'plain.sh'), '#!/bin/sh\n', { mode: 0o644 });
        return { program: { command: ['./plain.sh'] } };
      },
      says: /plain\.sh is not marked as a program: chmod \+x/,
    },
    {
      what: 'a script whose interpreter is missing',
      changes: () => {
        writeFileSync(join(folder.path, 'lost.sh'), '#!/usr/bin/no-such-interpreter\n', { mode: 0o755 });
        return { program: { command: ['./lost.sh'] } };
      },
      says: /lost\.sh is run by \/usr\/bin\/no-such-interpreter, which does not exist\./,
    },
    {
      what: 'a script with line ends of Windows',
      changes: () => {
        writeFileSync(join(folder.path, 'dos.sh'), '#!/bin/sh\r\necho\r\n', { mode: 0o755 });
        return { program: { command: ['./dos.sh'] } };
      },
      says: /ends as on Windows/,
    },
    {
      what: 'a program that only the other environment has',
      changes: () => {
        mkdirSync(join(folder.path, 'bin'), { recursive: true });
        writeFileSync(join(folder.path, 'bin', 'mine'), '#!/bin/sh\n', { mode: 0o755 });
        return { program: { command: ['mine'] }, otherPath: join(folder.path, 'bin') };
      },
      says: /The minimal environment has it, .*bin\/mine; the login shell takes it out of PATH\./,
    },
    {
      what: 'a program that the login environment has and the minimal one does not',
      changes: () => {
        mkdirSync(join(folder.path, 'bin'), { recursive: true });
        writeFileSync(join(folder.path, 'bin', 'mine'), '#!/bin/sh\n', { mode: 0o755 });
        const otherPath = join(folder.path, 'bin');
        return { program: { command: ['mine'] }, otherPath, otherEnvironment: 'login' as const };
      },
      says: /The login environment has it, .*bin\/mine, and this job has the minimal one: give it "environment": "login"/,
    },
  ])('names $what', async ({ changes, says }) => {
    const { end } = await run(changes());
    expect(end.kind).toBe('couldNotStart');
    expect(end.kind === 'couldNotStart' ? end.message : '').toMatch(says);
  });

  it('is stopped where it prints more than it may, and has failed even where it ends politely', async () => {
    const limits = { memory: null, output: 100_000, then: 'stop' as const };
    const polite = "trap 'exit 0' TERM; yes & wait";
    const { end, report, text } = await run({ program: { shell: polite, shellPath: '/bin/sh' }, limits });
    expect(end).toEqual({ kind: 'killed', signal: 'SIGTERM' });
    expect(report.overLimit).toBe('It was stopped: it printed more than 100000 bytes, as much as its job allows.');
    expect(text).toContain('— It was stopped: it printed more than 100000 bytes');
  });

  it('is stopped where it uses more memory than it may', async () => {
    const limits = { memory: 60 * 2 ** 20, output: null, then: 'stop' as const };
    const hungry = 'import time\nx = bytearray(120 * 2**20)\ntime.sleep(20)';
    const { end, report } = await run({ program: { command: ['python3', '-c', hungry] }, limits });
    expect(end).toMatchObject({ kind: 'killed' });
    expect(report.overLimit).toMatch(/^It was stopped: it used \d+ MiB of memory, and its job allows 60 MiB\.$/);
  });

  it('goes on where passing a limit is only to be said', async () => {
    const limits = { memory: null, output: 10, then: 'notify' as const };
    const { end, report } = await run({ program: { shell: 'echo more than ten bytes; exit 4' }, limits });
    expect(end).toMatchObject({ kind: 'exited', exitCode: 4 });
    expect(report.overLimit).toContain('It goes on, although it printed more than 10 bytes');
  });

  it('offers near names', async () => {
    const { end } = await run({ program: { command: ['pyhton3'] } });
    expect(end.kind === 'couldNotStart' ? end.message : '').toMatch(/Near: python3/);
  });

  it('explains what a shell did not find by its exit code', async () => {
    const { end } = await run({ program: { shell: 'no-such-program --help', shellPath: '/bin/sh' } });
    expect(end).toMatchObject({ kind: 'exited', exitCode: 127 });
    expect(end.kind === 'exited' ? end.message : '').toMatch(/^The program no-such-program was not found\. Searched: /);
  });

  it('explains what a shell may not run by its exit code', async () => {
    writeFileSync(join(folder.path, 'plain.sh'), 'x', { mode: 0o644 });
    const { end } = await run({ program: { shell: './plain.sh', shellPath: '/bin/bash' } });
    expect(end).toMatchObject({ kind: 'exited', exitCode: 126 });
    expect(end.kind === 'exited' ? end.message : '').toMatch(/chmod \+x/);
  });
});

describe('when it starts', () => {
  it('is never before its instant, and shortly after it', async () => {
    const late: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const notBefore = instant(Date.now() + 60 + count * 7);
      const { text } = await run({ program: { command: ['date', '+%s%3N'] }, notBefore });
      late.push(Number(text) - notBefore);
    }
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    late.sort((a, b) => a - b);
    expect(late[2]).toBeLessThan(60);
  });

  it('is never where it is stopped before', async () => {
    const launch = launchIn(folder.path, {
      program: { shell: 'touch started' },
      notBefore: instant(Date.now() + 60_000),
    });
    host.start(launch);
    host.stop(launch.run, 100);
    expect((await listener.resultOf(launch.run)).end).toEqual({ kind: 'killed', signal: 'SIGTERM' });
    expect(existsSync(join(folder.path, 'started'))).toBe(false);
  });
});

describe('what it reports', () => {
  it('are outputs, with a fingerprint that depends on them and on its artifacts', async () => {
    const artifacts = [join(folder.path, 'artifact')];
    const fingerprints: (string | null)[] = [];
    for (const content of ['one', 'one', 'two']) {
      writeFileSync(join(folder.path, 'artifact'), content);
      const { report } = await run({ program: { command: [program('reports.sh')] }, artifacts });
      expect(report.outputs).toEqual({ rows: '96', changed: 'true' });
      fingerprints.push(report.fingerprint);
    }
    expect(fingerprints[0]).toBe(fingerprints[1]);
    expect(fingerprints[2]).not.toBe(fingerprints[1]);
  });

  it('has no fingerprint where it failed', async () => {
    const { report } = await run({ program: { shell: 'echo a=1 >"$WAKEFUL_OUTPUT"; exit 1' } });
    expect(report).toMatchObject({ outputs: { a: '1' }, fingerprint: null });
  });

  it('says what of it could not be understood', async () => {
    const { report } = await run({ program: { shell: 'printf "a=1\\nnonsense\\n" >"$WAKEFUL_OUTPUT"' } });
    expect(report.outputs).toEqual({ a: '1' });
    expect(report.problems).toEqual(['Line 2 of WAKEFUL_OUTPUT has no "=": key=value was expected.']);
  });

  it('never holds a secret, nor does its output', async () => {
    const { report, text, launch } = await run({
      program: { shell: 'echo "key $KEY"; printf "pa"; sleep 0.1; echo "ss word"; echo "k=$KEY" >"$WAKEFUL_OUTPUT"' },
      env: { KEY: 'h4rd-to-guess' },
      secrets: ['h4rd-to-guess', 'pass'],
    });
    expect(text).toBe('key •••\n••• word\n');
    expect(report.outputs).toEqual({ k: '•••' });
    for (const name of readdirSync(launch.folder)) {
      expect(readFileSync(join(launch.folder, name), 'latin1')).not.toContain('h4rd');
    }
  });
});

/** Whether there is such a process, and it has not ended. */
const isRunning = (pid: number): boolean => {
  const stat = linuxStat(pid);
  return stat !== null && stat[0] !== 'Z' && stat[0] !== 'X';
};

describe.runIf(linux)('stopping leaves nothing behind', () => {
  it.each(['grandchildren.sh', 'ignores-sigterm.py', 'forks-while-killed.py', 'thousand-children.py'])(
    'of %s',
    async (name) => {
      const launch = launchIn(folder.path, {
        program: { command: name.endsWith('.py') ? ['python3', program(name)] : [program(name)] },
        outputLimit: 10_000,
      });
      host.start(launch);
      await untilPrinted(launch, name === 'grandchildren.sh' ? 'left behind' : 'ready');
      if (name === 'thousand-children.py') expect(processesOf(launch.run).length).toBeGreaterThan(1000);
      host.stop(launch.run, 300);
      const { end } = await listener.resultOf(launch.run);
      expect(['killed', 'exited']).toContain(end.kind);
      expect(processesOf(launch.run)).toEqual([]);
    },
  );

  it.each(['stay', 'end'])(
    'of daemons in its group, which nothing but the group tells of; where it is to %s',
    async (how) => {
      const launch = launchIn(folder.path, { program: { command: ['python3', program('daemons.py'), how] } });
      host.start(launch);
      await untilPrinted(launch, 'ready');
      const daemons = printed(launch).split('\n').slice(0, 2).map(Number);
      if (how === 'stay') {
        for (const pid of daemons) expect(isRunning(pid)).toBe(true);
        host.stop(launch.run, 300);
      }
      await listener.resultOf(launch.run);
      for (const pid of daemons) expect(isRunning(pid)).toBe(false);
    },
  );

  it('where it ends by itself', async () => {
    const { launch, end, text } = await run({ program: { command: [program('grandchildren.sh')] } });
    expect(end).toEqual({ kind: 'exited', exitCode: 0 });
    expect(text).toBe('left behind\n');
    expect(processesOf(launch.run)).toEqual([]);
  });

  it('of its own run, and all of another that has the same name in another folder', async () => {
    const roots = ['one', 'möbel'].map((name) => join(folder.path, name));
    const [mine, other] = roots.map((root) => {
      mkdirSync(root, { recursive: true });
      return launchIn(root, {
        run: 'r000000001',
        program: { shell: 'setsid sleep 300 & setsid sleep 300 & echo ready; wait' },
      });
    });
    if (mine === undefined || other === undefined) throw new Error('two launches');
    const ends = new Listener();
    const elsewhere = new ProcessHost(ends);
    host.start(mine);
    elsewhere.start(other);
    await Promise.all([untilPrinted(mine, 'ready'), untilPrinted(other, 'ready')]);
    host.stop(mine.run, 300);
    await listener.resultOf(mine.run);
    expect(processesOf(mine.run, mine.folder)).toEqual([]);
    expect(processesOf(other.run, other.folder).length).toBeGreaterThanOrEqual(3);
    expect(ends.results.size).toBe(0);
    elsewhere.stop(other.run, 300);
    await ends.resultOf(other.run);
    expect(processesOf(other.run, other.folder)).toEqual([]);
  });

  it('but what is to be left', async () => {
    const { launch, end } = await run({ program: { command: [program('grandchildren.sh')] }, leaveChildren: true });
    expect(end).toEqual({ kind: 'exited', exitCode: 0 });
    const left = processesOf(launch.run);
    expect(left.length).toBeGreaterThanOrEqual(3);
    for (const pid of left) process.kill(pid, 'SIGKILL');
  });

  it('sooner where it is asked again with a shorter grace', async () => {
    const launch = launchIn(folder.path, { program: { command: ['python3', program('ignores-sigterm.py')] } });
    host.start(launch);
    await untilPrinted(launch, 'ready');
    const before = Date.now();
    host.stop(launch.run, 60_000);
    host.stop(launch.run, 100);
    expect((await listener.resultOf(launch.run)).end).toEqual({ kind: 'killed', signal: 'SIGKILL' });
    expect(Date.now() - before).toBeLessThan(5000);
  });
});

it('keeps both streams in the order in which they came', async () => {
  const { text } = await run({ program: { command: ['python3', program('both-streams.py')] } });
  expect(text).toBe('out 0\nerr 0\nout 1\nerr 1\nout 2\nerr 2\n');
});

it('runs where its output cannot be kept', async () => {
  const launch = launchIn(folder.path, { program: { shell: 'echo unheard; touch ran' } });
  rmSync(launch.folder, { recursive: true, force: true });
  writeFileSync(launch.folder, 'a file where the folder should be');
  host.start(launch);
  const { end, report } = await listener.resultOf(launch.run);
  expect(end).toEqual({ kind: 'exited', exitCode: 0 });
  expect(report.problems?.join()).toMatch(/Some output could not be kept/);
  expect(existsSync(join(folder.path, 'ran'))).toBe(true);
});
