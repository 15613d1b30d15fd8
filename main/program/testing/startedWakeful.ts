import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallName, Input, Output } from '../../../preload/contract.ts';
import { plainDocumentFile } from '../../adapters/documents/documentFile.ts';
import type { Notice } from '../../engine/ledger.ts';
import { startWakeful, type Wakeful, type WakefulOptions } from '../wakeful.ts';

/** A real Wakeful over a folder of its own: real processes, real files, this computer's clock. */
export class StartedWakeful {
  readonly home: string;
  readonly shown: Notice[] = [];
  readonly logged: string[] = [];
  wakeful: Wakeful;
  readonly #options: Partial<WakefulOptions>;

  constructor(options: Partial<WakefulOptions> = {}, home = mkdtempSync(join(tmpdir(), 'wakeful-program-'))) {
    this.home = home;
    this.#options = options;
    this.wakeful = this.#start();
  }

  #start(): Wakeful {
    const { home } = this;
    return startWakeful({
      shell: 'headless',
      version: '0.0.0',
      folders: { config: home, data: home, output: join(home, 'output'), socket: join(home, 'wakeful.sock') },
      openDocument: plainDocumentFile,
      notifier: { show: (notice) => void this.shown.push(notice) },
      secretBoxes: [],
      helper: null,
      log: (sentence, error) => void this.logged.push(`${sentence}: ${String(error)}`),
      ...this.#options,
    });
  }

  /** Quits and starts again on the same files. */
  async restart(): Promise<void> {
    await this.wakeful.quit('stop');
    this.wakeful = this.#start();
  }

  async ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>> {
    const answer = await this.wakeful.program.invoke(name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
    return answer.value;
  }

  async refusal<N extends CallName>(name: N, input: Input<N>): Promise<string> {
    const answer = await this.wakeful.program.invoke(name, input);
    if (answer.ok) throw new Error(`${name} was carried out.`);
    return answer.error.message;
  }

  async add(document: Readonly<Record<string, unknown>>): Promise<string> {
    return (await this.ask('saveJob', { id: null, document, revision: null })).id;
  }

  /** Runs a job now and waits for its end. */
  async run(job: string): Promise<Output<'readRun'>> {
    const { run } = await this.ask('runNow', { job });
    await this.until(async () => (await this.ask('readRun', { run })).outcome !== null);
    return this.ask('readRun', { run });
  }

  async output(run: string): Promise<string> {
    const { pieces } = await this.ask('readOutput', { run, from: 0, limit: 1 << 20 });
    return pieces.map(({ text }) => text).join('');
  }

  /** Waits until something holds; fails after a minute: a busy computer is only slow. */
  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 60_000; Date.now() < end;) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('It did not come to pass within a minute.');
  }

  /** Every file of the home that holds a text, as bytes. */
  filesWith(text: string): string[] {
    const found: string[] = [];
    const look = (folder: string): void => {
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        const about = statSync(path);
        if (about.isDirectory()) look(path);
        else if (about.isFile() && readFileSync(path).includes(text)) found.push(path);
      }
    };
    look(this.home);
    return found;
  }

  async dispose(): Promise<void> {
    await this.wakeful.quit('stop');
    rmSync(this.home, { recursive: true, force: true });
  }
}
