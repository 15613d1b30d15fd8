/**
 * `million FOLDER`: a ledger of one million due moments (100 jobs, hourly for 417 days, each with its run), made in FOLDER where it is
 * not there, and what is asked of it. Milliseconds, median. One line of JSON.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Sqlite from 'node-sqlite3-wasm';
import { LEDGER_FILE, openLedger } from '../../main/adapters/openLedger.ts';
import { instant } from '../../main/core/time/instant.ts';
import type { Change, Ledger } from '../../main/engine/ledger.ts';

const JOBS = 100;
const EACH = 10_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The last of the due moments. */
const END = Date.UTC(2026, 10, 1);

const jobName = (index: number): string => `job-${String(index)}`;

function fill(ledger: Ledger): void {
  let id = 1;
  for (let hour = EACH; hour > 0; hour -= 100) {
    const changes: Change[] = [];
    for (let back = hour; back > hour - 100; back -= 1) {
      for (let job = 0; job < JOBS; job += 1) {
        const due = instant(END - back * HOUR + job * 1000);
        const run = `r${String(id).padStart(9, '0')}`;
        const failed = (back + job) % 37 === 0;
        const common = { job: jobName(job), era: 1 };
        changes.push({
          kind: 'due',
          entry: { ...common, id, trigger: 0, due, count: 1, fate: 'ran', reason: null, facts: {}, run, decided: due },
        });
        changes.push({
          kind: 'run',
          entry: {
            ...common,
            run,
            id: id + 1,
            cause: 'due',
            due,
            started: due,
            ended: instant(due + 4000),
            outcome: failed ? 'failed' : 'succeeded',
            exitCode: failed ? 1 : 0,
            signal: null,
            message: null,
            attempts: 1,
            process: null,
            outputs: {},
            fingerprint: null,
            upstream: {},
            catchUp: false,
          },
        });
        id += 2;
      }
    }
    ledger.commit(changes);
  }
}

const folder = process.argv[2] ?? '';
if (!existsSync(join(folder, LEDGER_FILE))) {
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const { ledger } = openLedger(making, instant(END));
  fill(ledger);
  ledger.close();
  renameSync(making, folder);
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Of different jobs in turn, so that not everything asked for was just read. */
function took(rounds: number, ask: (job: string) => unknown): number {
  const times = Array.from({ length: rounds }, (_, round) => {
    const before = performance.now();
    ask(jobName((round * 37) % JOBS));
    return performance.now() - before;
  });
  return median(times);
}

const opening = performance.now();
const { ledger } = openLedger(folder, instant(END));
ledger.open();
const openMs = performance.now() - opening;
const from = instant(END - 90 * DAY);
const results = {
  openMs,
  lastDue: took(200, (job) => ledger.dueEntries(job, { limit: 50 })),
  lastRuns: took(200, (job) => ledger.runs(job, { limit: 50 })),
  days: took(200, (job) => ledger.fateCounts(job, 'day', from, instant(END))),
  hours: took(200, (job) => ledger.fateCounts(job, 'hour', from, instant(END))),
  daysOfAll: took(10, () => {
    for (let job = 0; job < JOBS; job += 1) ledger.fateCounts(jobName(job), 'day', from, instant(END));
  }),
};
ledger.close();

// The same without counters: what a history that only has its rows has to do.
const sqlite = createRequire(import.meta.url)('node-sqlite3-wasm') as typeof Sqlite;
const database = new sqlite.Database(join(folder, LEDGER_FILE));
database.exec('PRAGMA locking_mode = EXCLUSIVE');
const count = (where: string, values: readonly (string | number)[]): unknown =>
  database.all(`SELECT due / 86400000 AS day, fate, count(*) FROM due WHERE ${where} due >= ? GROUP BY day, fate`, [
    ...values,
  ]);
const counted = {
  one: took(20, (job) => count('job = (SELECT id FROM jobs WHERE name = ?) AND', [job, from])),
  all: took(3, () => count('', [from])),
};
database.close();
console.log(JSON.stringify({ ...results, counted }));
