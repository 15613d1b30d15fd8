import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LEDGER_FILE } from '../../adapters/openLedger.ts';
import { SqliteLedger } from '../../adapters/sqliteLedger.ts';
import type { DueEntry, RunEntry } from '../../engine/ledger.ts';

const root = join(import.meta.dirname, '../../..');

/** A headless program that runs. */
export interface Life {
  readonly child: ChildProcess;
  /** Everything it has said so far, on both streams. */
  readonly said: () => string;
}

/** Resolves after so many milliseconds. */
export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The built program, started and ended by tests in homes that they choose. */
export class LiveProgram {
  /** A copy, so that a build meanwhile takes nothing from under the test. */
  readonly #copy = join(root, 'dist', `.test-program-${String(process.pid)}`);
  readonly #living = new Set<ChildProcess>();

  /** Builds what is missing or out of date, and takes the copy. */
  static async build(): Promise<LiveProgram> {
    const { ensureBuilt } = (await import('../../toolchain/build.mjs')) as {
      ensureBuilt: (names: readonly string[]) => Promise<void>;
    };
    await ensureBuilt(['node', 'helper']);
    const program = new LiveProgram();
    for (const part of ['cli', 'helper']) {
      cpSync(join(root, 'dist', part), join(program.#copy, part), { recursive: true });
    }
    return program;
  }

  /** Begins a life in a home, at a free port. */
  serve(home: string): Life {
    return this.#start(home, ['serve', '--port', '0']);
  }

  /** Runs the command to its end. */
  async command(
    home: string,
    args: readonly string[],
  ): Promise<{ readonly code: number | null; readonly said: string }> {
    const { child, said } = this.#start(home, args);
    await once(child, 'close');
    return { code: child.exitCode, said: said() };
  }

  /** Ends a life by a signal, and waits for it. */
  async end({ child }: Life, signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  /** Ends everything that still lives. */
  killAll(): void {
    for (const child of this.#living) child.kill('SIGKILL');
  }

  /** Removes the copy. */
  remove(): void {
    this.killAll();
    rmSync(this.#copy, { recursive: true, force: true });
  }

  #start(home: string, args: readonly string[]): Life {
    const child = spawn(process.execPath, [join(this.#copy, 'cli/wakeful.mjs'), ...args], {
      env: { ...process.env, WAKEFUL_HOME: home, TZ: 'UTC', LANG: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#living.add(child);
    child.once('exit', () => this.#living.delete(child));
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece: Buffer) => (said += piece.toString()));
    }
    return { child, said: () => said };
  }
}

/** Writes the jobs file of a home, as it was saved at an instant. What the documents leave out: minimal environment, the home as folder. */
export function writeJobs(home: string, documents: readonly Record<string, unknown>[], at: number): void {
  const saved = new Date(at).toISOString();
  const jobs = documents.map((document) => ({
    document: { name: document['id'], environment: 'minimal', cwd: home, ...document },
    created: saved,
    enabledAt: saved,
    revision: 1,
  }));
  writeFileSync(join(home, 'jobs.json'), JSON.stringify({ version: 1, jobs, sequences: [] }));
}

/** What a ledger holds, as far as the tests look at it. */
export interface LedgerContent {
  readonly due: readonly DueEntry[];
  readonly runs: readonly RunEntry[];
  /** When Wakeful started for the first time, and up to when it has accounted for. */
  readonly since: number;
  readonly accounted: number;
}

/** Reads the ledger of a home from a copy: the program's own next start finds the files as the crash left them. */
export function readLedger(home: string): LedgerContent {
  const aside = mkdtempSync(join(tmpdir(), 'wakeful-look-'));
  for (const ending of ['', '-wal']) {
    const from = join(home, LEDGER_FILE + ending);
    if (existsSync(from)) cpSync(from, join(aside, LEDGER_FILE + ending));
  }
  const ledger = new SqliteLedger(join(aside, LEDGER_FILE));
  const due: DueEntry[] = [];
  const runs: RunEntry[] = [];
  let since = Infinity;
  for (const change of ledger.everything()) {
    if (change.kind === 'due') due.push(change.entry);
    if (change.kind === 'run') runs.push(change.entry);
    if (change.kind === 'machine') since = Math.min(since, change.entry.from);
  }
  const clock = ledger.open().state.get('clock') as { readonly accounted: number } | undefined;
  ledger.close();
  rmSync(aside, { recursive: true, force: true });
  return { due, runs, since, accounted: clock?.accounted ?? 0 };
}

/** The fates that never change. */
export const FINAL: ReadonlySet<string> = new Set(['ran', 'caughtUp', 'coalesced', 'skipped', 'expired']);
