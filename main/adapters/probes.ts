import { spawn } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import type { Job } from '../core/job.ts';
import type { Duration } from '../core/time/instant.ts';
import type { Probes, Reading } from '../engine/ports.ts';
import { expandHome } from './homePath.ts';
import { killTree } from './killTree.ts';
import type { Environments } from './loginEnvironment.ts';
import { Asked } from './probing/asked.ts';
import { readNetwork } from './probing/network.ts';
import { askMacPower, askWindowsPower, linuxPower, MAINS, type Power } from './probing/power.ts';
import { askWifi } from './probing/wifi.ts';
import { whyNotStarted } from './running/couldNotStart.ts';

/** Answers of programs are taken as they are for this long, milliseconds. */
const FRESH_MS = 15_000;
/** A condition's command is a question, not a job. Milliseconds. */
const COMMAND_LIMIT_MS = 60_000;

/** What only a shell can tell. */
export interface ProbesOptions {
  readonly environments: Environments;
  /** How long there has been no input: the desktop asks Electron. Absent: nobody can tell. */
  readonly idle?: () => Duration | null;
  /** Where the power comes from, where the shell knows it better (Electron on macOS and Windows). */
  readonly power?: () => Power;
}

/** Reads the world for conditions (semantics §7). Nothing here blocks longer than reading a small file. */
export class SystemProbes implements Probes {
  readonly #options: ProbesOptions;
  readonly #power: Asked<Power> | null;
  readonly #wifi = new Asked<string | null>(null, FRESH_MS, () => askWifi());
  #cpu = cpuTimes();
  #load = 0;

  constructor(options: ProbesOptions) {
    this.#options = options;
    const ask = { darwin: askMacPower, win32: askWindowsPower }[process.platform as 'darwin' | 'win32'];
    this.#power = options.power !== undefined || process.platform === 'linux' ? null : new Asked(MAINS, FRESH_MS, ask);
  }

  network(): Reading {
    return readNetwork();
  }

  power(): Power {
    if (this.#options.power !== undefined) return this.#options.power();
    return this.#power?.get() ?? linuxPower();
  }

  idle(): Duration | null {
    return this.#options.idle?.() ?? null;
  }

  /** Programs that want to run, averaged over a minute; on Windows, which does not count them, processors at work since the last look. */
  load(): number {
    if (process.platform !== 'win32') return loadavg()[0] ?? 0;
    const now = cpuTimes();
    const passed = now.all - this.#cpu.all;
    if (passed > 0) {
      this.#load = ((now.busy - this.#cpu.busy) / passed) * cpus().length;
      this.#cpu = now;
    }
    return this.#load;
  }

  wifi(): string | null {
    return this.#wifi.get();
  }

  command(command: readonly string[], job: Job, answer: (reading: Reading) => void): void {
    void this.#ask(command, job).then(answer);
  }

  async #ask(command: readonly string[], job: Job): Promise<Reading> {
    const { environments } = this.#options;
    const env = { ...(job.environment === 'login' ? await environments.login() : environments.minimal()), ...job.env };
    const [file = '', ...args] = command;
    const cwd = expandHome(job.cwd ?? '~', env);
    return new Promise((resolve) => {
      const child = spawn(file, args, {
        cwd,
        env,
        stdio: 'ignore',
        windowsHide: true,
        detached: process.platform !== 'win32',
      });
      const { pid } = child;
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        if (pid !== undefined) void killTree({ pid, mark: null, started: 0 }, { until: Date.now() + 1000 });
      }, COMMAND_LIMIT_MS);
      child.once('error', (error) => {
        clearTimeout(timer);
        const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
        resolve({
          holds: false,
          said: whyNotStarted(file, code, { env, cwd, otherPath: null, otherEnvironment: 'login' }),
        });
      });
      child.once('exit', (exitCode, signal) => {
        clearTimeout(timer);
        if (late) resolve({ holds: false, said: `no answer within ${String(COMMAND_LIMIT_MS / 1000)} s` });
        else if (exitCode === null) resolve({ holds: false, said: `ended by ${signal ?? 'a signal'}` });
        else resolve({ holds: exitCode === 0, said: `exit code ${String(exitCode)}` });
      });
    });
  }
}

function cpuTimes(): { readonly busy: number; readonly all: number } {
  let busy = 0;
  let idle = 0;
  for (const { times } of cpus()) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { busy, all: busy + idle };
}
