/**
 * Real processes: the headless program is killed at random moments and started again, over and over, on a real ledger. What is checked
 * shares no code with the engine: which seconds there were, what the jobs' programs wrote down themselves, what the ledger holds.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { LEDGER_FILE } from '../adapters/openLedger.ts';
import { SqliteLedger } from '../adapters/sqliteLedger.ts';
import type { DueEntry, RunEntry } from '../engine/ledger.ts';

/** How often it is killed; `npm run soak` asks for 200. */
const KILLS = Number(process.env['WAKEFUL_KILLS'] ?? 5);
/** A life lasts at most this long before it is killed, milliseconds: starting is part of it. */
const LONGEST_LIFE = 2500;

const root = join(import.meta.dirname, '../..');
/** A copy of the built program, so that a build meanwhile takes nothing from under the test. */
const copy = join(root, 'dist', `.test-crash-${String(process.pid)}`);
const FINAL = new Set(['ran', 'caughtUp', 'coalesced', 'skipped', 'expired']);

let home = '';
const living = new Set<ChildProcess>();

beforeAll(async () => {
  const { ensureBuilt } = (await import('../toolchain/build.mjs')) as {
    ensureBuilt: (names: readonly string[]) => Promise<void>;
  };
  await ensureBuilt(['node', 'helper']);
  for (const part of ['cli', 'helper']) cpSync(join(root, 'dist', part), join(copy, part), { recursive: true });
  home = mkdtempSync(join(tmpdir(), 'wakeful-crash-'));
}, 60_000);

afterEach(() => {
  for (const child of living) child.kill('SIGKILL');
});

afterAll(async () => {
  // The helper ends by itself when nothing runs any more.
  await wait(500);
  rmSync(copy, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true, maxRetries: 10 });
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function serve(): { readonly child: ChildProcess; readonly said: () => string } {
  const child = spawn(process.execPath, [join(copy, 'cli/wakeful.mjs'), 'serve', '--port', '0'], {
    env: { ...process.env, WAKEFUL_HOME: home, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  living.add(child);
  child.once('exit', () => living.delete(child));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += piece.toString()));
  return { child, said: () => said };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** Everything a ledger holds, read from a copy: the program's own next start finds the files as the crash left them. */
function readLedger(): {
  readonly due: DueEntry[];
  readonly runs: RunEntry[];
  /** When Wakeful started for the first time, and up to when it has accounted for. */
  readonly since: number;
  readonly accounted: number;
} {
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

/** A program that writes down itself that it began and that it came to its end. */
const witness = (seconds: number, exitCode: number): readonly string[] => [
  'sh',
  '-c',
  `echo "$WAKEFUL_JOB $WAKEFUL_RUN $WAKEFUL_ATTEMPT $WAKEFUL_DUE" >>begun; sleep ${String(seconds)}; ` +
    `echo "$WAKEFUL_RUN $WAKEFUL_ATTEMPT" >>done; exit ${String(exitCode)}`,
];

/** The jobs, and how many seconds lie between their due moments. */
const every: Readonly<Record<string, number>> = { second: 1, failing: 2, all: 3, long: 5 };
const documents: readonly Record<string, unknown>[] = [
  {
    id: 'second',
    run: { command: witness(0.1, 0) },
    triggers: [{ type: 'onCalendar', expression: '*-*-* *:*:* UTC' }],
  },
  {
    id: 'failing',
    run: { command: witness(0.3, 1) },
    triggers: [{ type: 'onCalendar', expression: '*-*-* *:*:0/2 UTC' }],
    concurrency: 'queue',
    retry: { limit: 1, delay: 'PT0.5S' },
  },
  {
    id: 'all',
    run: { command: witness(0.2, 0) },
    triggers: [{ type: 'onCalendar', expression: '*-*-* *:*:0/3 UTC' }],
    catchUp: { runs: 'all', limit: 3 },
  },
  {
    id: 'long',
    run: { command: witness(1.5, 3) },
    triggers: [{ type: 'onCalendar', expression: '*-*-* *:*:0/5 UTC' }],
  },
  { id: 'after', run: { command: witness(0.1, 0) }, triggers: [{ type: 'after', job: 'long', on: 'any' }] },
];

function writeJobs(at: number): void {
  mkdirSync(home, { recursive: true });
  const saved = new Date(at).toISOString();
  const jobs = documents.map((document) => ({
    document: { name: document['id'], environment: 'minimal', cwd: home, ...document },
    created: saved,
    enabledAt: saved,
    revision: 1,
  }));
  writeFileSync(join(home, 'jobs.json'), JSON.stringify({ version: 1, jobs, sequences: [] }));
}

const linesOf = (name: string): string[] => {
  const path = join(home, name);
  return existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
};

/** The instants of an entry, by the pace of its job. */
const instantsOf = (entry: DueEntry): number[] =>
  Array.from({ length: entry.count }, (_, k) => entry.due + k * 1000 * (every[entry.job] ?? 1));

const repeated = <T>(values: readonly T[]): T[] => values.filter((value, index) => values.indexOf(value) !== index);

it(
  `loses no due moment, runs for none twice and knows every outcome, killed ${String(KILLS)} times`,
  async () => {
    const begun = Math.floor(Date.now() / 1000) * 1000;
    writeJobs(begun);
    const finals = new Map<number, string>();
    const changed: string[] = [];
    for (let life = 0; life < KILLS; life += 1) {
      const { child, said } = serve();
      // The first life is long enough for a beginning; the others end anywhere, also while starting.
      if (life === 0) await expect.poll(said, { timeout: 20_000, interval: 20 }).toContain('serves at');
      const lasts = (life === 0 ? 500 : 0) + Math.random() * LONGEST_LIFE;
      await Promise.race([wait(lasts), once(child, 'exit')]);
      expect(child.exitCode, said()).toBeNull();
      await end(child, 'SIGKILL');
      const { due } = readLedger();
      for (const entry of due) {
        const shown = JSON.stringify(entry);
        const before = finals.get(entry.id);
        if (before !== undefined && before !== shown) changed.push(`${before} became ${shown}`);
        if (FINAL.has(entry.fate)) finals.set(entry.id, shown);
      }
    }
    const last = serve();
    await expect.poll(last.said, { timeout: 20_000, interval: 20 }).toContain('serves at');
    await wait(4000);
    await end(last.child, 'SIGTERM');
    expect(last.child.exitCode, last.said()).toBe(0);

    const { due, runs, since, accounted } = readLedger();
    expect(changed).toEqual([]);
    const seen = new Map(due.map((entry) => [entry.id, JSON.stringify(entry)]));
    for (const [id, shown] of finals) expect(seen.get(id)).toBe(shown);

    for (const [job, pace] of Object.entries(every)) {
      const found = due
        .filter((entry) => entry.job === job)
        .flatMap(instantsOf)
        .sort((a, b) => a - b);
      const step = pace * 1000;
      const first = Math.ceil((since + 1) / step) * step;
      const wanted: number[] = [];
      for (let at = first; at <= accounted; at += step) wanted.push(at);
      expect(found, `due moments of ${job}`).toEqual(wanted);
    }

    const byName = new Map(runs.map((run) => [run.run, run]));
    expect(byName.size).toBe(runs.length);
    const answered = due.filter(({ fate }) => fate === 'ran' || fate === 'caughtUp').map(({ run }) => run);
    expect(repeated(answered)).toEqual([]);
    for (const entry of due) {
      if (entry.run !== null) expect(byName.get(entry.run)?.job, JSON.stringify(entry)).toBe(entry.job);
    }
    for (const run of runs) expect(run.outcome, JSON.stringify(run)).not.toBeNull();

    const begins = linesOf('begun').map((line) => line.split(' '));
    // No attempt began twice, no due moment was begun for by two runs, and nothing ran that the ledger does not know.
    expect(repeated(begins.map(([, run, attempt]) => `${String(run)} ${String(attempt)}`))).toEqual([]);
    expect(
      repeated(
        begins.filter(([, , attempt]) => attempt === '1').map(([job, , , at]) => `${String(job)} ${String(at)}`),
      ),
    ).toEqual([]);
    for (const [, run] of begins) expect(byName.get(run ?? '')?.started, run).not.toBeUndefined();
    // What came to its end by itself has its real outcome, whoever watched.
    const ended = new Set(linesOf('done'));
    for (const run of runs) {
      const lastAttempt = `${run.run} ${String(run.attempts)}`;
      const quit = run.message?.includes('Wakeful was quit') === true;
      if (!ended.has(lastAttempt) || quit) continue;
      const exitCode = { failing: 1, long: 3 }[run.job] ?? 0;
      const real = { exitCode, outcome: exitCode === 0 ? 'succeeded' : 'failed' };
      expect(run, JSON.stringify(run)).toMatchObject(real);
    }
    console.log(`${String(due.length)} entries, ${String(runs.length)} runs, ${String(begins.length)} attempts began`);
  },
  60_000 + KILLS * 10_000,
);
