import { assertNever } from '../../core/problem.ts';
import type { Outcome } from '../../core/fate.ts';
import { instant, type Instant } from '../../core/time/instant.ts';
import { BIN_MS, COUNTED, countedAs, momentsByBin, type Counted } from '../../engine/fateBins.ts';
import type { Change, DueEntry, MachineSpan, RunEntry } from '../../engine/ledger.ts';
import type { JobNames } from './jobNames.ts';
import { jsonOrNull, NEVER } from './rows.ts';
import type { SqliteFile, Value } from './sqliteFile.ts';

const BINS = ['hour', 'day'] as const;

/** What a commit adds to the rows of `counts` of one job, by the start of the bin; in the order of `COUNTED`. */
type Additions = Readonly<Record<(typeof BINS)[number], Map<Instant, number[]>>>;

/** One of a job's newest runs. */
interface NewestRun {
  readonly id: number;
  readonly ended: number;
  readonly era: number;
}

interface NewestRuns {
  readonly last: NewestRun | null;
  readonly succeeded: NewestRun | null;
}

/** How an entry stands in the counters. */
interface Counting {
  readonly due: Instant;
  readonly last: Instant;
  readonly count: number;
  /** Place in `COUNTED` from 1; 0: not counted. */
  readonly counted: number;
}

/** The columns of `counts` that are numbers of fates, in the order of `COUNTED`. */
const COLUMNS = ['ran', 'failed', 'caught_up', 'coalesced', 'skipped', 'expired'] as const;

/** Adds to all numbers of a row. */
const ADD_ALL = `INSERT INTO counts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET ${COLUMNS.map(
  (column) => `${column} = ${column} + excluded.${column}`,
).join(', ')}`;

/** Rows added to by one statement where there are many: a night asleep touches thousands, and each statement costs. */
const AT_ONCE = 32;

/** Adds to one number of so many rows: most commits touch one number of a row, and each value that is handed over costs. */
function addOne(bin: (typeof BINS)[number], place: number, rows: number): string {
  const column = COLUMNS[place] ?? 'ran';
  const row = `(?, '${bin}', ?, ${COLUMNS.map((other) => (other === column ? '?' : '0')).join(', ')})`;
  const values = Array.from({ length: rows }, () => row).join(', ');
  return `INSERT INTO counts VALUES ${values} ON CONFLICT DO UPDATE SET ${column} = ${column} + excluded.${column}`;
}

/** The statements by bin and place, for one row and for `AT_ONCE`. */
const addStatements = (rows: number): Readonly<Record<(typeof BINS)[number], readonly string[]>> => ({
  hour: COLUMNS.map((_, place) => addOne('hour', place, rows)),
  day: COLUMNS.map((_, place) => addOne('day', place, rows)),
});
const ADD_ONE = addStatements(1);
const ADD_MANY = addStatements(AT_ONCE);

const PUT_STATE = 'INSERT INTO state VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value';

/**
 * What changes of an entry until its fate is final, or its run over. Replacing a row takes it out of every index and puts it back, so each
 * index has a page more to be written; this leaves alone those of what stays.
 */
const DECIDE = 'UPDATE due SET fate = ?, reason = ?, facts = ?, run = ?, decided = ?, counted = ? WHERE id = ?';
const GO_ON = `UPDATE runs SET ended = ?, outcome = ?, exit_code = ?, signal = ?, message = ?, attempts = ?, process = ?, outputs = ?,
  fingerprint = ?, upstream = ?, catch_up = ?, cpu_ms = ?, peak_memory = ? WHERE id = ?`;

const placeOf = (column: Counted | null): number => (column === null ? 0 : COUNTED.indexOf(column) + 1);

/**
 * Writes the changes of one commit, within one transaction.
 * Invariant: after every commit `counts` is the sum of `momentsByBin` over all due rows, by their `counted`.
 */
export class LedgerWrites {
  readonly #file: SqliteFile;
  readonly #names: JobNames;
  #additions = new Map<number, Additions>();
  /** Outcomes written in this commit, by run. */
  #outcomes = new Map<string, Outcome | null>();
  /** The highest id of a due entry before this commit, and those written in it: an entry with another id is new. */
  #newestDue: number;
  readonly #writtenDue = new Set<number>();
  /** Due entries as last written that stand in no counter: most are written once so, and once more in the end. */
  readonly #uncounted = new Map<number, DueEntry>();
  /** Runs as last written that have not ended, in the same manner. */
  readonly #openRuns = new Map<number, RunEntry>();
  /** The machine span as last written. */
  #span: MachineSpan | null = null;
  /** Runs whose due moment got its final fate in this commit. */
  readonly #settledRuns = new Set<string>();
  /** Each job's newest runs, where they were looked up or written before. */
  readonly #newestRuns = new Map<number, NewestRuns>();
  /** Hours that lie before this whole have no counters any more; null: to be looked up. */
  #prunedUpTo: number | null = null;

  constructor(file: SqliteFile, names: JobNames) {
    this.#file = file;
    this.#names = names;
    this.#newestDue = Number(file.one('SELECT max(id) AS newest FROM due')?.['newest'] ?? 0);
  }

  /** All or nothing. */
  commit(changes: readonly Change[]): void {
    this.#additions = new Map();
    this.#outcomes = new Map();
    for (const id of this.#writtenDue) if (id > this.#newestDue) this.#newestDue = id;
    this.#writtenDue.clear();
    this.#settledRuns.clear();
    try {
      this.#file.transaction(() => {
        // Runs first: in which column a due moment counts depends on how its run ended.
        for (const change of changes) if (change.kind === 'run') this.#putRun(change.entry);
        for (const change of changes) if (change.kind !== 'run') this.#put(change);
        for (const change of changes) if (change.kind === 'run') this.#recountMomentOf(change.entry);
        this.#writeAdditions();
      });
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /** After a transaction that did not happen, or a pruning: what was remembered may not be in the file. */
  forget(): void {
    this.#names.forget();
    this.#uncounted.clear();
    this.#openRuns.clear();
    this.#span = null;
    this.#newestRuns.clear();
    this.#prunedUpTo = null;
  }

  #put(change: Exclude<Change, { kind: 'run' }>): void {
    switch (change.kind) {
      case 'due':
        this.#putDue(change.entry);
        return;
      case 'machine': {
        const { id, state, from, to, era } = change.entry;
        const known = this.#span;
        this.#span = change.entry;
        if (known?.id === id && known.state === state && known.from === from && known.era === era) {
          this.#file.run('UPDATE machine SET "to" = ? WHERE id = ?', [to, id]);
          return;
        }
        this.#file.run('INSERT OR REPLACE INTO machine VALUES (?, ?, ?, ?, ?)', [id, state, from, to, era]);
        return;
      }
      case 'clock': {
        const { id, from, to, era } = change.entry;
        this.#file.run('INSERT OR REPLACE INTO clock VALUES (?, ?, ?, ?)', [id, from, to, era]);
        return;
      }
      case 'wish': {
        const { id, at, kind, job, about, run } = change.entry;
        this.#file.run('INSERT OR REPLACE INTO wishes VALUES (?, ?, ?, ?, ?, ?)', [id, at, kind, job, about, run]);
        return;
      }
      case 'incident': {
        const { id, job, kind, opened, closed, failures, firstRun, lastRun } = change.entry;
        const values = [id, job, kind, opened, closed, failures, firstRun, lastRun];
        this.#file.run('INSERT OR REPLACE INTO incidents VALUES (?, ?, ?, ?, ?, ?, ?, ?)', values);
        return;
      }
      case 'notice': {
        const { id, at, kind, job, run, incident, title, body, read } = change.entry;
        const values = [id, at, kind, job, run, incident, title, body, read ? 1 : 0];
        this.#file.run('INSERT OR REPLACE INTO notices VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', values);
        return;
      }
      case 'state': {
        const { key, value } = change.entry;
        if (value === null || value === undefined) this.#file.run('DELETE FROM state WHERE key = ?', [key]);
        else this.#file.run(PUT_STATE, [key, JSON.stringify(value)]);
        return;
      }
      default:
        assertNever(change);
    }
  }

  #putDue(entry: DueEntry): void {
    const job = this.#names.keyOf(entry.job);
    const last = entry.last ?? entry.due;
    const isNew = entry.id > this.#newestDue && !this.#writtenDue.has(entry.id);
    this.#writtenDue.add(entry.id);
    const written = this.#uncounted.get(entry.id);
    const before =
      isNew || written !== undefined
        ? null
        : this.#file.one('SELECT job, due, last, count, counted FROM due WHERE id = ?', [entry.id]);
    if (before !== null) {
      this.#count(Number(before['job']), countingOf(before), -1);
    }
    const ranItself = entry.fate === 'ran' || entry.fate === 'caughtUp';
    const counted = placeOf(countedAs(entry.fate, ranItself && entry.run !== null ? this.#outcomeOf(entry.run) : null));
    if (ranItself && entry.run !== null) this.#settledRuns.add(entry.run);
    if (counted === 0) this.#uncounted.set(entry.id, entry);
    else this.#uncounted.delete(entry.id);
    if (written !== undefined && isSameMoment(written, entry)) {
      const { fate, reason, facts, run, decided } = entry;
      this.#file.run(DECIDE, [fate, reason, jsonOrNull(facts), run, decided, counted, entry.id]);
      this.#count(job, { due: entry.due, last, count: entry.count, counted }, 1);
      return;
    }
    this.#file.run('INSERT OR REPLACE INTO due VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      entry.id,
      job,
      entry.trigger,
      entry.sequence ?? null,
      entry.due,
      last,
      entry.count,
      entry.fate,
      entry.reason,
      jsonOrNull(entry.facts),
      entry.run,
      entry.decided,
      entry.era,
      counted,
    ]);
    this.#count(job, { due: entry.due, last, count: entry.count, counted }, 1);
    if (entry.count > 1) this.#names.noteSpan(entry.job, last - entry.due);
  }

  #putRun(entry: RunEntry): void {
    const job = this.#names.keyOf(entry.job);
    const written = this.#openRuns.get(entry.id);
    if (entry.outcome === null) this.#openRuns.set(entry.id, entry);
    else this.#openRuns.delete(entry.id);
    if (written !== undefined && isSameStart(written, entry)) this.#goOn(entry);
    else this.#insertRun(job, entry);
    this.#outcomes.set(entry.run, entry.outcome);
    if (entry.outcome !== null && entry.cause !== 'test' && entry.started !== null) this.#noteEnded(job, entry);
    if (entry.started !== null && entry.ended !== null) this.#names.noteRun(entry.job, entry.ended - entry.started);
  }

  #goOn(entry: RunEntry): void {
    this.#file.run(GO_ON, [
      entry.ended,
      entry.outcome,
      entry.exitCode,
      entry.signal,
      entry.message,
      entry.attempts,
      jsonOrNull(entry.process),
      jsonOrNull(entry.outputs),
      entry.fingerprint,
      jsonOrNull(entry.upstream),
      entry.catchUp ? 1 : 0,
      entry.cpuMs ?? null,
      entry.peakMemory ?? null,
      entry.id,
    ]);
  }

  #insertRun(job: number, entry: RunEntry): void {
    this.#file.run(
      'INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [
        entry.id,
        entry.run,
        job,
        entry.cause,
        entry.due,
        entry.started,
        entry.started ?? NEVER,
        entry.ended,
        entry.outcome,
        entry.exitCode,
        entry.signal,
        entry.message,
        entry.attempts,
        jsonOrNull(entry.process),
        jsonOrNull(entry.outputs),
        entry.fingerprint,
        jsonOrNull(entry.upstream),
        entry.catchUp ? 1 : 0,
        entry.era,
        entry.cpuMs ?? null,
        entry.peakMemory ?? null,
      ],
    );
  }

  #noteEnded(job: number, entry: RunEntry): void {
    const known = this.#newestRuns.get(job) ?? this.#readNewest(job);
    const own: NewestRun = { id: entry.id, ended: entry.ended ?? 0, era: entry.era };
    const last = newer(own, known.last);
    const succeeded = entry.outcome === 'succeeded' ? newer(own, known.succeeded) : known.succeeded;
    this.#newestRuns.set(job, { last, succeeded });
    this.#file.run('INSERT OR REPLACE INTO newest_runs VALUES (?, ?, ?)', [job, last.id, succeeded?.id ?? null]);
  }

  #readNewest(job: number): NewestRuns {
    const row = this.#file.one(
      `SELECT l.id AS last, l.ended AS last_ended, l.era AS last_era, s.id AS succeeded, s.ended AS succeeded_ended, s.era AS succeeded_era
       FROM newest_runs n LEFT JOIN runs l ON l.id = n.last LEFT JOIN runs s ON s.id = n.succeeded WHERE n.job = ?`,
      [job],
    );
    const run = (which: 'last' | 'succeeded'): NewestRun | null =>
      typeof row?.[which] === 'number'
        ? { id: row[which], ended: Number(row[`${which}_ended`] ?? 0), era: Number(row[`${which}_era`]) }
        : null;
    return { last: run('last'), succeeded: run('succeeded') };
  }

  /** A run that ends after its due moment was written final moves that moment to or from `failed`. */
  #recountMomentOf(entry: RunEntry): void {
    if (entry.outcome === null || this.#settledRuns.has(entry.run)) return;
    const rows = this.#file.all(
      `SELECT id, job, due, last, count, fate, counted FROM due WHERE run = ? AND fate IN ('ran', 'caughtUp')`,
      [entry.run],
    );
    for (const row of rows) {
      const before = countingOf(row);
      const counted = placeOf(countedAs(row['fate'] === 'ran' ? 'ran' : 'caughtUp', entry.outcome));
      if (counted === before.counted) continue;
      this.#file.run('UPDATE due SET counted = ? WHERE id = ?', [counted, Number(row['id'])]);
      const job = Number(row['job']);
      this.#count(job, before, -1);
      this.#count(job, { ...before, counted }, 1);
    }
  }

  #outcomeOf(run: string): Outcome | null {
    const written = this.#outcomes.get(run);
    if (written !== undefined) return written;
    return (this.#file.one('SELECT outcome FROM runs WHERE run = ?', [run])?.['outcome'] ?? null) as Outcome | null;
  }

  #count(job: number, entry: Counting, sign: 1 | -1): void {
    if (entry.counted === 0) return;
    let additions = this.#additions.get(job);
    if (additions === undefined) {
      additions = { hour: new Map(), day: new Map() };
      this.#additions.set(job, additions);
    }
    for (const bin of BINS) {
      for (const [start, moments] of momentsByBin(entry, bin)) {
        let by = additions[bin].get(start);
        if (by === undefined) {
          by = COUNTED.map(() => 0);
          additions[bin].set(start, by);
        }
        by[entry.counted - 1] = (by[entry.counted - 1] ?? 0) + sign * moments;
      }
    }
  }

  #writeAdditions(): void {
    if (this.#additions.size === 0) return;
    this.#prunedUpTo ??= Number(this.#file.one(`SELECT value FROM meta WHERE key = 'countsFrom'`)?.['value'] ?? 0);
    const prunedUpTo = this.#prunedUpTo;
    // In the order of the table: of thousands each lies beside the one before.
    const byJob = [...this.#additions].sort(([a], [b]) => a - b);
    for (const bin of BINS) {
      const single: Value[][] = COLUMNS.map(() => []);
      for (const [job, additions] of byJob) {
        for (const [start, by] of additions[bin]) {
          if (start + BIN_MS[bin] <= prunedUpTo) continue;
          const place = by.findIndex((amount) => amount !== 0);
          if (place < 0) continue;
          if (by.every((amount, other) => other === place || amount === 0))
            single[place]?.push(job, start, by[place] ?? 0);
          else this.#file.run(ADD_ALL, [job, bin, start, ...by]);
        }
      }
      single.forEach((values, place) => {
        this.#addSingle(bin, place, values);
      });
    }
  }

  /** `values` are job, start and amount of row after row. */
  #addSingle(bin: (typeof BINS)[number], place: number, values: readonly Value[]): void {
    let from = 0;
    for (; from + 3 * AT_ONCE <= values.length; from += 3 * AT_ONCE) {
      this.#file.run(ADD_MANY[bin][place] ?? '', values.slice(from, from + 3 * AT_ONCE));
    }
    for (; from < values.length; from += 3) this.#file.run(ADD_ONE[bin][place] ?? '', values.slice(from, from + 3));
  }
}

/** Whether only what `DECIDE` sets differs. */
const isSameMoment = (a: DueEntry, b: DueEntry): boolean =>
  a.job === b.job &&
  a.trigger === b.trigger &&
  a.sequence === b.sequence &&
  a.due === b.due &&
  a.last === b.last &&
  a.count === b.count &&
  a.era === b.era;

/** Whether only what `GO_ON` sets differs. */
const isSameStart = (a: RunEntry, b: RunEntry): boolean =>
  a.run === b.run &&
  a.job === b.job &&
  a.cause === b.cause &&
  a.due === b.due &&
  a.started === b.started &&
  a.era === b.era;

/** Eras first: in a new one the wall clock begins earlier. Of two that ended together the higher id. */
function newer(run: NewestRun, known: NewestRun | null): NewestRun {
  if (known === null) return run;
  const order = run.era - known.era || run.ended - known.ended || run.id - known.id;
  return order >= 0 ? run : known;
}

const countingOf = (row: Readonly<Record<string, unknown>>): Counting => ({
  due: instant(Number(row['due'])),
  last: instant(Number(row['last'])),
  count: Number(row['count']),
  counted: Number(row['counted']),
});
