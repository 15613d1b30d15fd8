/**
 * `transactions`: how long a durable commit takes, of what one start or one end of a run writes, beside the same number of rows in an
 * SQLite file as it comes (rollback journal). Milliseconds, median. One line of JSON.
 */
import { fsyncSync, openSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Sqlite from 'node-sqlite3-wasm';
import { openLedger } from '../../main/adapters/openLedger.ts';
import { instant } from '../../main/core/time/instant.ts';
import type { Change, DueEntry, RunEntry } from '../../main/engine/ledger.ts';
import { newFolder } from './world.ts';

const COMMITS = 1000;
const WARM_UP = 100;

const { ledger } = openLedger(newFolder(), instant(Date.now()));
const start = Date.UTC(2026, 0, 1);

/** What the engine commits at the k-th start or end of a run. */
function changes(index: number): readonly Change[] {
  const number = index >> 1;
  const ends = (index & 1) === 1;
  const at = instant(start + number * 60_000);
  const id = number * 2 + 10;
  const run = `r${String(id).padStart(9, '0')}`;
  const job = `job-${String(number % 50)}`;
  const due: DueEntry = {
    id,
    job,
    trigger: 0,
    due: at,
    count: 1,
    fate: ends ? 'ran' : 'running',
    reason: null,
    facts: {},
    run,
    decided: at,
    era: 1,
  };
  const entry: RunEntry = {
    run,
    id: id + 1,
    job,
    cause: 'due',
    due: at,
    started: at,
    ended: ends ? instant(at + 5000) : null,
    outcome: ends ? 'succeeded' : null,
    exitCode: ends ? 0 : null,
    signal: null,
    message: null,
    attempts: 1,
    process: ends ? null : { pid: 4711, startedAt: 'abcdef12:123456' },
    outputs: {},
    fingerprint: null,
    upstream: {},
    catchUp: false,
    era: 1,
  };
  return [
    { kind: 'due', entry: due },
    { kind: 'run', entry },
    { kind: 'machine', entry: { id: 1, state: 'awake', from: instant(start), to: at, era: 1 } },
    { kind: 'state', entry: { key: 'clock', value: { accounted: at, era: 1, boot: 'b', zone: 'UTC', labels: [] } } },
  ];
}

const sqlite = createRequire(import.meta.url)('node-sqlite3-wasm') as typeof Sqlite;

/** Four rows a transaction into a file as SQLite makes it, or with pragmas. */
function plain(pragmas: readonly string[]): (index: number) => void {
  const database = new sqlite.Database(join(newFolder(), 'plain.sqlite3'));
  for (const pragma of pragmas) database.exec(pragma);
  database.exec('CREATE TABLE entries (id INTEGER PRIMARY KEY, job TEXT, due INTEGER, body TEXT)');
  database.exec('CREATE INDEX by_job ON entries (job, due)');
  const insert = database.prepare('INSERT INTO entries (job, due, body) VALUES (?, ?, ?)');
  return (index) => {
    database.exec('BEGIN IMMEDIATE');
    for (let row = 0; row < 4; row += 1) insert.run([`job-${String(index % 50)}`, start + index, 'x'.repeat(80)]);
    database.exec('COMMIT');
  };
}

/** What no durable write can go below: one page appended to a file, and the disk asked. */
function bareWrite(): (index: number) => void {
  const file = openSync(join(newFolder(), 'bare'), 'w');
  const page = Buffer.alloc(4096, 1);
  return (index) => {
    writeSync(file, page, 0, page.length, (index % 1000) * page.length);
    fsyncSync(file);
  };
}

const kinds: Readonly<Record<string, (index: number) => void>> = {
  own: (index) => {
    ledger.commit(changes(index));
  },
  journal: plain([]),
  log: plain(['PRAGMA locking_mode = EXCLUSIVE', 'PRAGMA journal_mode = WAL', 'PRAGMA synchronous = FULL']),
  bare: bareWrite(),
};
const wall: Record<string, number[]> = {};
const cpu: Record<string, number[]> = {};
// In turn, so that whatever else the disk does meets all of them.
for (let index = 0; index < WARM_UP + COMMITS; index += 1) {
  for (const [kind, commit] of Object.entries(kinds)) {
    const used = process.cpuUsage();
    const before = performance.now();
    commit(index);
    const took = performance.now() - before;
    const { user, system } = process.cpuUsage(used);
    if (index < WARM_UP) continue;
    (wall[kind] ??= []).push(took);
    (cpu[kind] ??= []).push((user + system) / 1000);
  }
}
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
console.log(
  JSON.stringify(
    Object.fromEntries(
      Object.keys(kinds).map((kind) => [kind, { wallMs: median(wall[kind] ?? []), cpuMs: median(cpu[kind] ?? []) }]),
    ),
  ),
);
process.exit(0);
