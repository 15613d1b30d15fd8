import type { Fate, Standing } from '../../core/fate.ts';
import { instant, type Instant } from '../../core/time/instant.ts';
import { BIN_MS, COUNTED, type ColumnGrid, momentsByColumn } from '../../engine/fateBins.ts';
import { FateColumns, sumOf } from '../../engine/fateCounting.ts';
import type {
  Change,
  ClockStep,
  DueEntry,
  FateCounts,
  Incident,
  MachineSpan,
  Notice,
  OpenState,
  Page,
  RunEntry,
  RunGist,
  Wish,
} from '../../engine/ledger.ts';
import type { JobNames } from './jobNames.ts';
import { clockOf, countsOf, dueOf, gistOf, incidentOf, machineOf, NEVER, noticeOf, runOf, wishOf } from './rows.ts';
import type { Row, SqliteFile, Value } from './sqliteFile.ts';

/** Rows of `everything` read at a time, so that no statement stays open between two of them. */
const STRIDE = 1000;

const DUE = 'SELECT d.*, j.name AS job_name FROM due d JOIN jobs j ON j.id = d.job';
const RUN = 'SELECT r.*, j.name AS job_name FROM runs r JOIN jobs j ON j.id = r.job';

/** Sums of counters by job; for each job a search of its own, where the time alone would read the counters of all time. */
const FATE_SUMS = `SELECT j.name, ${['ran', 'failed', 'caught_up', 'coalesced', 'skipped', 'expired']
  .map((column) => `sum(c.${column}) AS ${column}`)
  .join(', ')}
  FROM jobs j CROSS JOIN counts c WHERE c.job = j.id AND c.bin = ? AND c.start >= ? AND c.start < ? GROUP BY j.id`;

/** Instants as they come quickest (see `MOMENTS`). */
const GISTS = `SELECT run, started * 1.0 AS started, ended * 1.0 AS ended, outcome, catch_up FROM runs
  WHERE job = ? AND cause <> 'test' ORDER BY started_or_never DESC, id DESC LIMIT ?`;

/** Places of a fate in a packed moment; 0 is one that is not final. */
const PLACES = 8;

/** Most that a packed number holds: more due moments of a kind in one hour than any picture tells apart. */
const PACKED = 2 ** 17;

/**
 * Single due moments with their fate, as one number each: handing over a whole number of SQLite's as it comes takes ten times as long, and
 * every further column as much again.
 */
const MOMENTS = `SELECT due * ${String(PLACES)}.0 + counted AS moment FROM due WHERE job = ? AND due >= ? AND due < ? AND count = 1`;
const SPANS =
  'SELECT due, last, count, counted FROM due WHERE count > 1 AND job = ? AND due >= ? AND due < ? AND last >= ? AND counted > 0';

const packed = (columns: readonly string[]): string =>
  columns.map((column, place) => `min(${column}, ${String(PACKED - 1)}) * ${String(PACKED ** place)}.0`).join(' + ');

/** Counters of hours, three numbers in one for the same reason. */
const HOURS = `SELECT start * 1.0 AS start, ${packed(['ran', 'failed', 'caught_up'])} AS ran, ${packed(['coalesced', 'skipped', 'expired'])} AS not_ran
  FROM counts WHERE job = ? AND bin = 'hour' AND start >= ? AND start < ?`;

function addHour(columns: FateColumns, row: Row): void {
  const at = instant(Number(row['start']));
  addThree(columns, at, Number(row['ran']), 0);
  addThree(columns, at, Number(row['not_ran']), 3);
}

function addThree(columns: FateColumns, at: Instant, three: number, first: number): void {
  for (let rest = three, place = first; rest > 0; place += 1) {
    const count = rest % PACKED;
    columns.add(at, COUNTED[place] ?? 'ran', count);
    rest = (rest - count) / PACKED;
  }
}

/** After every instant: where a page has no `before`. */
const AFTER_ALL = NEVER;

/** The tables that hold entries, and the next id that pruning must not give out again. */
const ENTRY_TABLES = ['due', 'runs', 'machine', 'clock', 'wishes', 'incidents', 'notices'] as const;

/** The questions a ledger answers. Each is one search of an index, whatever the length of history. */
export class LedgerReads {
  readonly #file: SqliteFile;
  readonly #names: JobNames;

  constructor(file: SqliteFile, names: JobNames) {
    this.#file = file;
    this.#names = names;
  }

  nextId(): number {
    let next = Number(this.#file.one(`SELECT value FROM meta WHERE key = 'nextId'`)?.['value'] ?? 1);
    for (const table of ENTRY_TABLES) {
      const newest = this.#file.one(`SELECT max(id) AS id FROM ${table}`)?.['id'];
      if (typeof newest === 'number') next = Math.max(next, newest + 1);
    }
    return next;
  }

  openState(): OpenState {
    const state = new Map<string, unknown>();
    for (const row of this.#file.all('SELECT key, value FROM state')) {
      state.set(String(row['key']), JSON.parse(String(row['value'])) as unknown);
    }
    const machine = this.#file.one('SELECT * FROM machine ORDER BY id DESC LIMIT 1');
    return {
      nextId: this.nextId(),
      due: this.#file.all(`${DUE} WHERE d.counted = 0 ORDER BY d.id`).map(dueOf),
      runs: this.#file.all(`${RUN} WHERE r.outcome IS NULL ORDER BY r.id`).map(runOf),
      machine: machine === null ? null : machineOf(machine),
      incidents: this.#file.all('SELECT * FROM incidents WHERE closed IS NULL ORDER BY id').map(incidentOf),
      state,
      lastRuns: this.#lastRuns(),
    };
  }

  #lastRuns(): OpenState['lastRuns'] {
    const succeeded = new Map<string, RunEntry>();
    for (const row of this.#file.all(`${RUN} JOIN newest_runs n ON n.succeeded = r.id`)) {
      const run = runOf(row);
      succeeded.set(run.job, run);
    }
    const found = new Map<string, { readonly last: RunEntry; readonly lastSucceeded: RunEntry | null }>();
    for (const row of this.#file.all(`${RUN} JOIN newest_runs n ON n.last = r.id ORDER BY r.id`)) {
      const last = runOf(row);
      found.set(last.job, { last, lastSucceeded: succeeded.get(last.job) ?? null });
    }
    return found;
  }

  dueEntries(name: string, page: Page & { readonly fates?: readonly (Fate | Standing)[] }): readonly DueEntry[] {
    const job = this.#names.find(name);
    if (job === null) return [];
    const before = page.before ?? AFTER_ALL;
    if (page.fates === undefined) {
      const sql = `${DUE} WHERE d.job = ? AND d.due < ? ORDER BY d.due DESC, d.id DESC LIMIT ?`;
      return this.#file.all(sql, [job.key, before, page.limit]).map(dueOf);
    }
    const sql = `${DUE} WHERE d.job = ? AND d.fate = ? AND d.due < ? ORDER BY d.due DESC, d.id DESC LIMIT ?`;
    return [...new Set(page.fates)]
      .flatMap((fate) => this.#file.all(sql, [job.key, fate, before, page.limit]).map(dueOf))
      .sort((a, b) => b.due - a.due || b.id - a.id)
      .slice(0, page.limit);
  }

  dueEntryAt(name: string, at: Instant): DueEntry | null {
    const job = this.#names.find(name);
    if (job === null) return null;
    const single = this.#file.all(`${DUE} WHERE d.job = ? AND d.due = ?`, [job.key, at]);
    const spans = this.#file.all(
      `${DUE} WHERE d.count > 1 AND d.job = ? AND d.due >= ? AND d.due < ? AND d.last >= ?`,
      [job.key, at - job.longestSpan, at, at],
    );
    const found = [...single, ...spans].map(dueOf);
    // The newest era first; within it an entry that begins at the instant before a span around it; then the newest.
    found.sort((a, b) => b.era - a.era || b.due - a.due || b.id - a.id);
    return found[0] ?? null;
  }

  dueBetween(jobs: readonly string[], from: Instant, to: Instant, limit: number): readonly DueEntry[] {
    const found: DueEntry[] = [];
    for (const name of new Set(jobs)) {
      const job = this.#names.find(name);
      if (job === null) continue;
      if (job.longestSpan > 0) {
        const spans = `${DUE} WHERE d.count > 1 AND d.job = ? AND d.due >= ? AND d.due < ? AND d.last >= ?
          ORDER BY d.due, d.id LIMIT ?`;
        found.push(...this.#file.all(spans, [job.key, from - job.longestSpan, from, from, limit]).map(dueOf));
      }
      const within = `${DUE} WHERE d.job = ? AND d.due >= ? AND d.due <= ? ORDER BY d.due, d.id LIMIT ?`;
      found.push(...this.#file.all(within, [job.key, from, to, limit]).map(dueOf));
    }
    return found.sort((a, b) => a.due - b.due || a.id - b.id).slice(0, limit);
  }

  run(run: string): RunEntry | null {
    const row = this.#file.one(`${RUN} WHERE r.run = ?`, [run]);
    return row === null ? null : runOf(row);
  }

  runs(name: string | null, page: Page): readonly RunEntry[] {
    const order = 'ORDER BY r.started_or_never DESC, r.id DESC LIMIT ?';
    // Without `before` also those that have not started, which are newer than all that have.
    const before = page.before ?? AFTER_ALL;
    const compare = page.before === undefined ? '<=' : '<';
    if (name === null) {
      return this.#file.all(`${RUN} WHERE r.started_or_never ${compare} ? ${order}`, [before, page.limit]).map(runOf);
    }
    const job = this.#names.find(name);
    if (job === null) return [];
    const sql = `${RUN} WHERE r.job = ? AND r.started_or_never ${compare} ? ${order}`;
    return this.#file.all(sql, [job.key, before, page.limit]).map(runOf);
  }

  newestRuns(name: string, limit: number): readonly RunGist[] {
    const job = this.#names.find(name);
    return job === null ? [] : this.#file.all(GISTS, [job.key, limit]).map(gistOf);
  }

  runsBetween(jobs: readonly string[], from: Instant, to: Instant, limit: number): readonly RunEntry[] {
    const found: RunEntry[] = [];
    for (const name of new Set(jobs)) {
      const job = this.#names.find(name);
      if (job === null) continue;
      const within = `${RUN} WHERE r.job = ? AND r.started_or_never >= ? AND r.started_or_never <= ?
        ORDER BY r.started_or_never, r.id LIMIT ?`;
      found.push(...this.#file.all(within, [job.key, from, to, limit]).map(runOf));
      const into = `${RUN} WHERE r.job = ? AND r.started_or_never < ? AND r.started_or_never >= ? AND r.ended >= ?`;
      found.push(...this.#file.all(into, [job.key, from, from - job.longestRun, from]).map(runOf));
      // The plus keeps SQLite to the few open runs, where the index of the job's would lead through all of its history.
      const open = `${RUN} WHERE r.outcome IS NULL AND +r.job = ? AND +r.started_or_never < ?`;
      found.push(...this.#file.all(open, [job.key, from]).map(runOf));
    }
    return found.sort((a, b) => (a.started ?? 0) - (b.started ?? 0) || a.id - b.id).slice(0, limit);
  }

  machineBetween(from: Instant, to: Instant): readonly MachineSpan[] {
    return this.#file
      .all('SELECT * FROM machine WHERE "to" >= ? AND "from" <= ? ORDER BY id', [from, to])
      .map(machineOf);
  }

  clockSteps(from: Instant, to: Instant): readonly ClockStep[] {
    return this.#file.all('SELECT * FROM clock WHERE "to" >= ? AND "to" <= ? ORDER BY id', [from, to]).map(clockOf);
  }

  fateCounts(name: string, bin: 'hour' | 'day', from: Instant, to: Instant): readonly FateCounts[] {
    const job = this.#names.find(name);
    if (job === null) return [];
    return this.#file
      .all(
        `SELECT * FROM counts WHERE job = ? AND bin = ? AND start > ? AND start < ?
         AND ran + failed + caught_up + coalesced + skipped + expired > 0 ORDER BY start`,
        [job.key, bin, from - BIN_MS[bin], to],
      )
      .map(countsOf);
  }

  incidents(page: Page & { readonly job?: string; readonly open?: boolean }): readonly Incident[] {
    const values: Value[] = [page.before ?? AFTER_ALL];
    let where = 'opened < ?';
    if (page.job !== undefined) {
      where += ' AND job = ?';
      values.push(page.job);
    }
    if (page.open !== undefined) where += page.open ? ' AND closed IS NULL' : ' AND closed IS NOT NULL';
    const sql = `SELECT * FROM incidents WHERE ${where} ORDER BY opened DESC, id DESC LIMIT ?`;
    return this.#file.all(sql, [...values, page.limit]).map(incidentOf);
  }

  fateColumns(name: string, grid: ColumnGrid): readonly FateCounts[] {
    const job = this.#names.find(name);
    if (job === null) return [];
    const { from, to } = grid;
    const columns = new FateColumns(grid);
    if (grid.bin >= BIN_MS.hour) {
      for (const row of this.#file.all(HOURS, [job.key, from, to])) addHour(columns, row);
      return columns.list();
    }
    for (const { moment } of this.#file.all(MOMENTS, [job.key, from, to])) {
      const packed = Number(moment);
      const counted = COUNTED[(packed % PLACES) - 1];
      if (counted !== undefined) columns.add(instant(Math.floor(packed / PLACES)), counted, 1);
    }
    if (job.longestSpan > 0) {
      for (const row of this.#file.all(SPANS, [job.key, from - job.longestSpan, to, from])) {
        const counted = COUNTED[Number(row['counted']) - 1];
        if (counted === undefined) continue;
        const span = {
          due: instant(Number(row['due'])),
          last: instant(Number(row['last'])),
          count: Number(row['count']),
        };
        for (const [at, count] of momentsByColumn(span, grid)) columns.add(at, counted, count);
      }
    }
    return columns.list();
  }

  fateSums(from: Instant, to: Instant): ReadonlyMap<string, Omit<FateCounts, 'from'>> {
    // Whole days from their own rows, the hours before and after from theirs.
    const touched = Math.floor(from / BIN_MS.hour) * BIN_MS.hour;
    const firstDay = Math.ceil(touched / BIN_MS.day) * BIN_MS.day;
    const lastDay = Math.max(firstDay, Math.floor(to / BIN_MS.day) * BIN_MS.day);
    const parts = [
      ['hour', touched, Math.min(firstDay, to)],
      ['day', firstDay, lastDay],
      ['hour', lastDay, to],
    ] as const;
    const bins = new Map<string, FateCounts[]>();
    for (const part of parts) {
      if (part[1] >= part[2]) continue;
      for (const row of this.#file.all(FATE_SUMS, part)) {
        const counts = countsOf({ ...row, start: touched });
        if (!Object.entries(counts).some(([column, count]) => column !== 'from' && count > 0)) continue;
        const name = String(row['name']);
        bins.set(name, [...(bins.get(name) ?? []), counts]);
      }
    }
    return new Map([...bins].map(([name, counts]) => [name, sumOf(counts)]));
  }

  incidentsBetween(job: string, from: Instant, to: Instant): readonly Incident[] {
    const sql = `SELECT * FROM incidents WHERE job = ? AND opened <= ? AND (closed IS NULL OR closed >= ?) ORDER BY opened, id`;
    return this.#file.all(sql, [job, to, from]).map(incidentOf);
  }

  notices(page: Page): readonly Notice[] {
    const sql = 'SELECT * FROM notices WHERE at < ? ORDER BY at DESC, id DESC LIMIT ?';
    return this.#file.all(sql, [page.before ?? AFTER_ALL, page.limit]).map(noticeOf);
  }

  wishes(job: string | null, page: Page): readonly Wish[] {
    const before = page.before ?? AFTER_ALL;
    if (job === null) {
      const all = 'SELECT * FROM wishes WHERE at < ? ORDER BY at DESC, id DESC LIMIT ?';
      return this.#file.all(all, [before, page.limit]).map(wishOf);
    }
    const ofJob = 'SELECT * FROM wishes WHERE job = ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?';
    return this.#file.all(ofJob, [job, before, page.limit]).map(wishOf);
  }

  /** All entries in order of id; a page of each table at a time is held. */
  *everything(): Generator<Exclude<Change, { kind: 'state' }>> {
    const sources = [
      this.#changes(`${DUE} WHERE d.id > ? ORDER BY d.id LIMIT ?`, (row) => ({ kind: 'due', entry: dueOf(row) })),
      this.#changes(`${RUN} WHERE r.id > ? ORDER BY r.id LIMIT ?`, (row) => ({ kind: 'run', entry: runOf(row) })),
      this.#changes(pagesOf('machine'), (row) => ({ kind: 'machine', entry: machineOf(row) })),
      this.#changes(pagesOf('clock'), (row) => ({ kind: 'clock', entry: clockOf(row) })),
      this.#changes(pagesOf('wishes'), (row) => ({ kind: 'wish', entry: wishOf(row) })),
      this.#changes(pagesOf('incidents'), (row) => ({ kind: 'incident', entry: incidentOf(row) })),
      this.#changes(pagesOf('notices'), (row) => ({ kind: 'notice', entry: noticeOf(row) })),
    ];
    const heads = sources.map((source) => source.next());
    for (;;) {
      let least = -1;
      let leastId = Infinity;
      heads.forEach((head, index) => {
        if (head.done !== true && head.value.entry.id < leastId) {
          least = index;
          leastId = head.value.entry.id;
        }
      });
      const head = heads[least];
      const source = sources[least];
      if (head === undefined || source === undefined || head.done === true) return;
      yield head.value;
      heads[least] = source.next();
    }
  }

  *#changes(
    sql: string,
    read: (row: Row) => Exclude<Change, { kind: 'state' }>,
  ): Generator<Exclude<Change, { kind: 'state' }>, undefined> {
    let after = -1;
    for (;;) {
      const rows = this.#file.all(sql, [after, STRIDE]);
      for (const row of rows) yield read(row);
      const last = rows[rows.length - 1];
      if (last === undefined || rows.length < STRIDE) return undefined;
      after = Number(last['id']);
    }
  }
}

const pagesOf = (table: string): string => `SELECT * FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`;
