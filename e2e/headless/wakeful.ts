import { test as base, type Locator } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, CallName, Input, Output } from '../../preload/contract.ts';

const command = fileURLToPath(new URL('../../dist/cli/wakeful.mjs', import.meta.url));

/** Time for the program to start or end, in milliseconds. */
const PATIENCE = 20_000;

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

/** One headless Wakeful with a home of its own: started, killed and started again as a test wants. */
export class Wakeful {
  readonly home = mkdtempSync(join(tmpdir(), 'wakeful-e2e-'));
  readonly #port: number;
  #process: ChildProcess | null = null;
  #said = '';

  private constructor(port: number) {
    this.#port = port;
  }

  static async create(): Promise<Wakeful> {
    return new Wakeful(await freePort());
  }

  /** Starts it on the same port as before, and waits until it serves. */
  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#said = '';
    const child = spawn(process.execPath, [command, 'serve', '--port', String(this.#port)], {
      env: { ...process.env, WAKEFUL_HOME: this.home, TZ: 'Europe/Berlin', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
    }
    const until = Date.now() + PATIENCE;
    while (!this.#said.includes('#token=')) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`Wakeful did not start:\n${this.#said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ends it as a person would, or as a power cut would. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    await ended;
    clearTimeout(timer);
  }

  /** Leaves nothing of what it has kept, while it does not run. */
  forget(): void {
    for (const name of readdirSync(this.home)) rmSync(join(this.home, name), { recursive: true, force: true });
  }

  /** The address that it prints, with the token. */
  get address(): string {
    const match = /http:\/\/\S+#token=\S+/.exec(this.#said);
    if (match === null) throw new Error('Wakeful has not said its address.');
    return match[0];
  }

  /** Asks it directly, to prepare what a test begins with. A refusal fails the test. */
  async call<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const [address, token] = this.address.split('#token=');
    const response = await fetch(`${address ?? ''}api/${name}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token ?? ''}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
    });
    const answer = (await response.json()) as Answer<Output<N>>;
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
    return answer.value;
  }

  /** A job that is there from the beginning; answers its id. */
  async addJob(document: Readonly<Record<string, unknown>>): Promise<string> {
    return (await this.call('saveJob', { id: null, document, revision: null })).id;
  }

  /** What it has said since it was started last. */
  get said(): string {
    return this.#said;
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** What a screen reader hears of the cell of a grid that is chosen by its keys; empty: none is, or it has not come yet. */
export const chosenCell = (grid: Locator): Promise<string> =>
  grid.evaluate((element) => {
    const id = element.getAttribute('aria-activedescendant') ?? '';
    return element.ownerDocument.getElementById(id)?.getAttribute('aria-label') ?? '';
  });

/** Tests of the window over the real program. `wakeful` runs already. */
export const test = base.extend<{ wakeful: Wakeful }>({
  wakeful: async ({ page }, use, info) => {
    const wakeful = await Wakeful.create();
    const broken: string[] = [];
    page.on('pageerror', (error) => broken.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) broken.push(message.text());
    });
    await wakeful.start();
    try {
      await use(wakeful);
      if (broken.length > 0) throw new Error(`The page broke:\n${broken.join('\n')}`);
    } finally {
      if (info.status !== info.expectedStatus) await info.attach('what the program said', { body: wakeful.said });
      await wakeful.dispose();
    }
  },
});

export { expect } from '@playwright/test';
