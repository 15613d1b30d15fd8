import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timely } from './timely.ts';

const command = fileURLToPath(new URL('./program/cli/wakeful.mjs', import.meta.url));

/** The headless program at work in a folder of its own. */
export interface Served {
  readonly child: ChildProcess;
  /** Of the window, with the token. */
  readonly address: string;
  /** From the call to the line that says its address, milliseconds. */
  readonly startedMs: number;
  /** Processor time of that, milliseconds. */
  readonly startedCpuMs: number;
  stop(): Promise<void>;
}

/** Writes the jobs file of a folder. `at`: when they were saved and enabled. */
export function writeJobs(home: string, documents: readonly Record<string, unknown>[], at: number): void {
  const saved = new Date(at).toISOString();
  const jobs = documents.map((document) => ({
    document: { name: document['id'], zone: 'UTC', environment: 'minimal', ...document },
    created: saved,
    enabledAt: saved,
    revision: 1,
  }));
  writeFileSync(join(home, 'jobs.json'), JSON.stringify({ version: 1, jobs, sequences: [] }));
}

/** Starts the program, timely where asked, and waits until it serves. */
export async function serve(home: string, isTimely = false): Promise<Served> {
  const before = performance.now();
  const plain = { file: process.execPath, args: [command, 'serve', '--port', '0'] };
  const { file, args } = isTimely ? timely(plain.file, plain.args) : plain;
  const child = spawn(file, args, {
    env: { ...process.env, WAKEFUL_HOME: home, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('serves at')) resolve();
    });
    child.once('exit', () => {
      reject(new Error(`The program did not start: ${said}`));
    });
  });
  return {
    child,
    address: /serves at (\S+)/.exec(said)?.[1] ?? '',
    startedMs: performance.now() - before,
    startedCpuMs: cpuMsOf(child.pid ?? 0),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Processor time that a process has used so far, all its threads together; milliseconds. Linux alone tells it this finely. */
export function cpuMsOf(pid: number): number {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${String(pid)}/task`)) {
    const [used = '0'] = readFileSync(`/proc/${String(pid)}/task/${thread}/schedstat`, 'utf8').split(' ');
    nanoseconds += Number(used);
  }
  return nanoseconds / 1e6;
}
