/**
 * Real processes: the headless program is killed at random moments and started again, over and over, on a real ledger. What is checked
 * shares no code with the engine: which seconds there were, what the jobs' programs wrote down themselves, what the ledger holds.
 */
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { DueEntry } from '../engine/ledger.ts';
import { FINAL, LiveProgram, readLedger, wait, writeJobs } from './testing/liveProgram.ts';

/** How often it is killed; `npm run soak` asks for 200. */
const KILLS = Number(process.env['WAKEFUL_KILLS'] ?? 5);
/** A life lasts at most this long before it is killed, milliseconds: starting is part of it. */
const LONGEST_LIFE = 2500;

let home = '';
let program: LiveProgram;

beforeAll(async () => {
  program = await LiveProgram.build();
  home = mkdtempSync(join(tmpdir(), 'wakeful-crash-'));
});

afterEach(() => {
  program.killAll();
});

afterAll(async () => {
  program.remove();
  // The helper ends by itself when nothing runs any more.
  await wait(500);
  rmSync(home, { recursive: true, force: true, maxRetries: 10 });
});

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
    writeJobs(home, documents, Math.floor(Date.now() / 1000) * 1000);
    const finals = new Map<number, string>();
    const changed: string[] = [];
    for (let life = 0; life < KILLS; life += 1) {
      const lived = program.serve(home);
      const { child, said } = lived;
      // The first life is long enough for a beginning; the others end anywhere, also while starting.
      if (life === 0) await expect.poll(said, { timeout: 20_000, interval: 20 }).toContain('serves at');
      const lasts = (life === 0 ? 500 : 0) + Math.random() * LONGEST_LIFE;
      await Promise.race([wait(lasts), once(child, 'exit')]);
      expect(child.exitCode, said()).toBeNull();
      await program.end(lived, 'SIGKILL');
      const { due } = readLedger(home);
      for (const entry of due) {
        const shown = JSON.stringify(entry);
        const before = finals.get(entry.id);
        if (before !== undefined && before !== shown) changed.push(`${before} became ${shown}`);
        if (FINAL.has(entry.fate)) finals.set(entry.id, shown);
      }
    }
    const last = program.serve(home);
    await expect.poll(last.said, { timeout: 20_000, interval: 20 }).toContain('serves at');
    await wait(4000);
    await program.end(last, 'SIGTERM');
    expect(last.child.exitCode, last.said()).toBe(0);

    const { due, runs, since, accounted } = readLedger(home);
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
    // What stood in line when it quit goes on at the next start.
    for (const run of runs) if (run.started !== null) expect(run.outcome, JSON.stringify(run)).not.toBeNull();

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
