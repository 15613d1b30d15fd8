import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, CallName, Input, Output } from '../../preload/contract.ts';
import { SCHEMA_VERSION } from '../../main/adapters/ledger/schema.ts';
import { timely } from '../engine/timely.ts';
import { documents } from './jobs.ts';

const command = fileURLToPath(new URL('./program/cli/wakeful.mjs', import.meta.url));
const fill = fileURLToPath(new URL('./fill.mjs', import.meta.url));
const LEDGER = `node_modules/.cache/bench-window-million-${String(SCHEMA_VERSION)}`;
/** An older ledger is made anew: its history has to reach up to now. Milliseconds. */
const FRESH = 6 * 3_600_000;

/** The headless program over a thousand jobs and a million due moments. */
export interface Program {
  readonly origin: string;
  readonly token: string;
  ask<N extends CallName>(name: N, input: Input<N>): Promise<Output<N>>;
  stop(): Promise<void>;
}

/** Starts it in a folder of its own, timely where asked. */
export async function startProgram(isTimely: boolean): Promise<Program> {
  if (!existsSync(LEDGER) || Date.now() - statSync(LEDGER).mtimeMs > FRESH) {
    process.stderr.write('Making a ledger of a million due moments, a minute or two …\n');
    const { status } = spawnSync(process.execPath, [fill, LEDGER], { stdio: 'inherit' });
    if (status !== 0) throw new Error('The ledger could not be made.');
  }
  const home = mkdtempSync(join(tmpdir(), 'wakeful-bench-window-'));
  cpSync(LEDGER, home, { recursive: true });
  const saved = new Date().toISOString();
  const jobs = documents().map((document) => ({
    document: { zone: 'UTC', environment: 'minimal', ...document },
    created: saved,
    enabledAt: saved,
    revision: 1,
  }));
  writeFileSync(join(home, 'jobs.json'), JSON.stringify({ version: 1, jobs, sequences: [] }));
  const plain = { file: process.execPath, args: [command, 'serve', '--port', '0'] };
  const { file, args } = isTimely ? timely(plain.file, plain.args) : plain;
  const child = spawn(file, args, {
    env: { ...process.env, WAKEFUL_HOME: home, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [origin, token] = await addressOf(child);
  return {
    origin,
    token,
    ask: async <N extends CallName>(name: N, input: Input<N>) => {
      const response = await fetch(`${origin}api/${name}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      });
      const answer = (await response.json()) as Answer<Output<N>>;
      if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
      return answer.value;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function addressOf(child: ChildProcess): Promise<[origin: string, token: string]> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString();
      const [, origin, token] = /(http:\/\/\S+\/)#token=(\S+)/.exec(said) ?? [];
      if (origin !== undefined && token !== undefined) resolve([origin, token]);
    });
    child.once('exit', () => {
      reject(new Error(`The program did not start: ${said}`));
    });
  });
}
