import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
/** A copy of the built command, so that a build meanwhile takes nothing from under the test. */
const copy = join(root, 'dist', `.test-cli-${String(process.pid)}`);
const command = join(copy, 'cli/wakeful.mjs');

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A folder of its own for every file of tests. */
export const home = mkdtempSync(join(tmpdir(), 'wakeful-cli-'));
const started = new Set<ChildProcess>();

function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [command, ...args], {
    env: { ...process.env, WAKEFUL_HOME: home, LANG: 'C', ...env },
    cwd: home,
  });
  started.add(child);
  child.once('exit', () => started.delete(child));
  return child;
}

/** Runs the command to its end. */
export function wakeful(args: readonly string[], input = ''): Promise<Ended> {
  const child = start(args);
  let out = '';
  let err = '';
  child.stdout!.on('data', (piece: Buffer) => (out += piece.toString()));
  child.stderr!.on('data', (piece: Buffer) => (err += piece.toString()));
  child.stdin!.end(input);
  return new Promise((resolve) => {
    child.once('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

export interface Served {
  process: ChildProcess;
  address: string;
  said: () => string;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts a headless Wakeful and waits until it serves. */
export function serve(args: readonly string[] = ['--port', '0']): Promise<Served> {
  const child = start(['serve', ...args]);
  let said = '';
  return new Promise((resolve, reject) => {
    const look = (piece: Buffer): void => {
      said += piece.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(said)?.[0];
      if (address === undefined) return;
      const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> =>
        new Promise((done) => {
          child.once('exit', (code) => {
            done(code);
          });
          child.kill(signal);
        });
      resolve({ process: child, address, said: () => said, stop });
    };
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
    child.once('exit', (code) => {
      reject(new Error(`serve ended with ${String(code)}: ${said}`));
    });
  });
}

/** Builds the command where that is needed, and takes a copy of it. */
export async function prepare(): Promise<void> {
  const { ensureBuilt } = (await import('../../toolchain/build.mjs')) as {
    ensureBuilt: (names: readonly string[]) => Promise<void>;
  };
  await ensureBuilt(['node', 'helper']);
  cpSync(join(root, 'dist/cli'), join(copy, 'cli'), { recursive: true });
  cpSync(join(root, 'dist/helper'), join(copy, 'helper'), { recursive: true });
}

/** Ends whatever a test that failed left running. */
export async function endAll(): Promise<void> {
  await Promise.all(
    [...started].map(
      (child) =>
        new Promise<void>((resolve) => {
          child.once('exit', () => {
            resolve();
          });
          child.kill('SIGKILL');
        }),
    ),
  );
}

export function cleanUp(): void {
  rmSync(copy, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
