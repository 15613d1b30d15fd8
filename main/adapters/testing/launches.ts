import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';
import { OutputReader } from '../output/outputReader.ts';
import type { AttemptResult, HostEvents, Launch } from '../running/launch.ts';

/** The programs that tests start; a person can run them by hand. */
export const PROGRAMS = resolve(import.meta.dirname, '../fixtures/programs');

/** A folder for one test, removed by `remove`. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'wakeful-test-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

let launches = 0;

/** A launch of a program in a folder of its own under `root`, with what a test changes. */
export function launchIn(root: string, changes: Partial<Launch>): Launch {
  launches += 1;
  const run = changes.run ?? `run-${String(process.pid)}-${String(launches)}`;
  const folder = join(root, run);
  return {
    run,
    attempt: 1,
    program: { command: ['true'] },
    cwd: root,
    stdin: '',
    folder,
    outputLimit: 1 << 20,
    secrets: [],
    secretFolder: join(folder, 'given'),
    secretFiles: {},
    nice: 0,
    limits: { memory: null, output: null, then: 'stop' },
    leaveChildren: false,
    graceMs: 500,
    notBefore: null,
    successExitCodes: [0],
    artifacts: [],
    otherPath: null,
    otherEnvironment: 'minimal',
    ...changes,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: root,
      WAKEFUL_RUN: run,
      WAKEFUL_OUTPUT: join(folder, 'outputs-1'),
      ...changes.env,
    },
  };
}

/** Listens to a host and lets a test wait for what it tells. */
export class Listener implements HostEvents {
  readonly begun = new Map<string, number>();
  readonly results = new Map<string, AttemptResult>();
  readonly #waiting = new Set<() => void>();

  started(run: string, _attempt: number, { pid }: { readonly pid: number }): void {
    this.begun.set(run, pid);
    this.#tell();
  }

  ended(result: AttemptResult): void {
    if (this.results.has(result.run)) throw new Error(`${result.run} ended twice`);
    this.results.set(result.run, result);
    this.#tell();
  }

  /** The pid of a run, once it has one. */
  async pidOf(run: string): Promise<number> {
    await this.until(() => this.begun.has(run));
    return this.begun.get(run) ?? 0;
  }

  /** How a run ended, once it has. */
  async resultOf(run: string): Promise<AttemptResult> {
    await this.until(() => this.results.has(run));
    const result = this.results.get(run);
    if (result === undefined) throw new Error(`${run} has no result`);
    return result;
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  #tell(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

/** Everything kept of what a run printed, as text. */
export const printed = (launch: Launch): string =>
  new OutputReader(launch.folder)
    .read(0, Number.MAX_SAFE_INTEGER)
    .pieces.map(({ bytes }) => bytes.toString('utf8'))
    .join('');

/** Waits until a run printed something. */
export async function untilPrinted(launch: Launch, text: string): Promise<void> {
  while (!printed(launch).includes(text)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Living processes with the run's name in their environment (Linux); of those that have it in `folder` alone. */
export function processesOf(run: string, folder = ''): number[] {
  const has = (environment: Buffer): boolean =>
    environment.includes(`WAKEFUL_RUN=${run}\0`) && environment.includes(`WAKEFUL_OUTPUT=${folder}`);
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (/\) [ZX] /.test(readFileSync(`/proc/${name}/stat`, 'latin1'))) return [];
      return has(readFileSync(`/proc/${name}/environ`)) ? [Number(name)] : [];
    } catch {
      // Gone meanwhile.
      return [];
    }
  });
}
