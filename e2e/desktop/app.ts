import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test as base } from '@playwright/test';
import type { Api, Calls, CallName, Input } from '../../preload/contract.ts';
import { type DesktopServices, startDesktopServices } from './desktopServices.ts';

declare global {
  interface Window {
    readonly wakeful: Api;
  }
}

/** The desktop app with a home of its own, on a desktop of its own. */
export interface DesktopApp {
  readonly electron: ElectronApplication;
  readonly home: string;
  /** The open window. */
  page(): Promise<Page>;
  /** A call as the window makes it; fails where the answer is a problem. */
  call<N extends CallName>(name: N, input: Input<N>): Promise<Calls[N]['output']>;
  /** Starts the program a second time in the same home, as a person would; resolves with its exit code. */
  startAgain(): Promise<number | null>;
  /** Processes that belong to this app, itself and what it started, and are not zombies. */
  processes(): number[];
}

interface Fixtures {
  readonly services: DesktopServices;
  readonly app: DesktopApp;
  /** Arguments after the program's folder. */
  readonly startArguments: readonly string[];
}

const executablePath = process.env['WAKEFUL_ELECTRON'];
const project = join(import.meta.dirname, '../..');
const rootArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const test = base.extend<Fixtures>({
  startArguments: [[], { option: true }],
  // eslint-plugin-playwright's pattern: a fixture without needs of its own still takes the first argument.
  services: async ({ browserName: _ }, use) => {
    const services = await startDesktopServices();
    await use(services);
    await services.stop();
  },
  app: async ({ services, startArguments }, use) => {
    if (!executablePath) throw new Error('WAKEFUL_ELECTRON names no Electron (npm test sets it).');
    const home = mkdtempSync(join(tmpdir(), 'wakeful-desktop-'));
    const env = {
      ...(process.env as Record<string, string>),
      ...services.env,
      WAKEFUL_HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
    };
    const args = [...rootArguments, project, ...startArguments];
    const electron = await _electron.launch({ executablePath, args, env, timeout: 60_000 });
    const root = electron.process().pid ?? 0;
    const seen = new Set<number>();
    const app: DesktopApp = {
      electron,
      home,
      page: async () => {
        const page = electron.windows()[0] ?? (await electron.waitForEvent('window', { timeout: 30_000 }));
        await page.waitForLoadState('domcontentloaded');
        return page;
      },
      call: async (name, input) => {
        const page = await app.page();
        const answer = await page.evaluate(
          ([method, payload]) => window.wakeful[method as 'runNow'](payload as Input<'runNow'>),
          [name, input] as const,
        );
        if (!answer.ok) throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`);
        return answer.value;
      },
      startAgain: () =>
        new Promise((resolve, reject) => {
          const second = spawn(executablePath, args, { env, stdio: 'ignore' });
          second.on('error', reject);
          second.on('exit', (code) => resolve(code));
        }),
      processes: () => {
        for (const pid of processesOf(root, `WAKEFUL_HOME=${home}`)) seen.add(pid);
        // What has lost its parent and its environment is still known by its number.
        return [...seen].filter((pid) => livingParentOf(pid) !== null);
      },
    };
    await use(app);
    for (const pid of app.processes()) killQuietly(pid);
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  },
});

export { expect };

/**
 * The app's process, what descends from it, and what was let go but has the variable: Chromium writes over the environment that the
 * system shows of its own processes, and a helper that outlives the app is nobody's child any more.
 */
function processesOf(root: number, variable: string): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);
  const parents = new Map(all.map((pid) => [pid, livingParentOf(pid)] as const));
  const belongs = (pid: number | null | undefined): boolean =>
    pid === root || (pid !== null && pid !== undefined && pid > 1 && belongs(parents.get(pid)));
  return all.filter(
    (pid) => typeof parents.get(pid) === 'number' && (belongs(pid) || environmentOf(pid).includes(variable)),
  );
}

/** Null for a process that is gone or has ended and waits to be noticed. */
function livingParentOf(pid: number): number | null {
  try {
    const [state, parent] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\)/s, '')
      .trim()
      .split(' ');
    return state === 'Z' || state === 'X' ? null : Number(parent);
  } catch {
    return null;
  }
}

function environmentOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${String(pid)}/environ`, 'utf8').split('\0');
  } catch {
    // It ended meanwhile, or is not ours to read.
    return [];
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
