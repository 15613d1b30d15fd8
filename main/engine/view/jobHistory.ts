import type { Duration } from '../../core/time/instant.ts';
import { instant } from '../../core/time/instant.ts';
import { DAY_MS } from '../../core/time/civil.ts';
import { isFailure, type Outcome } from '../../core/fate.ts';
import type { DueEntry, RunEntry, RunGist } from '../ledger.ts';
import type { Reading } from './reading.ts';
import { usualDuration } from './runViews.ts';
import { SettledColumns } from './settledColumns.ts';

/** Runs that a row of the list shows. */
const SHOWN_RUNS = 20;

/** Jobs whose past is remembered: two or three kilobytes each. A list of more jobs than this asks the ledger about all of them anew. */
export const MOST_REMEMBERED = 5000;

/** Jobs whose last runs are remembered whole: some ten kilobytes each. */
const MOST_WHOLE = 500;

/** What of a job's past every row and page shows. */
export interface JobPast {
  /** Newest first, at most 20; runs for trying out are not among them. */
  readonly runs: readonly RunGist[];
  readonly usually: Duration | null;
  /** The newest due moment that has come, whatever became of it. */
  readonly lastDue: DueEntry | null;
  /** The run of that, if there is one. */
  readonly lastDueRun: RunEntry | null;
}

/**
 * Remembers what was read of the past, by job, until the job changes: a list of a thousand jobs asks the ledger about the few that ran
 * since it was last asked.
 */
export class JobHistory {
  readonly #reading: Reading;
  readonly #past = new Map<string, JobPast>();
  readonly #whole = new Map<string, readonly RunEntry[]>();
  readonly #runs = new Map<string, RunEntry>();
  /** Columns of the timeline that never change any more. */
  readonly settled = new SettledColumns();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** Forgets what has changed; null: everything. */
  forget(jobs: readonly string[] | null): void {
    if (jobs === null) {
      this.#past.clear();
      this.settled.clear();
    }
    if (jobs === null) this.#whole.clear();
    for (const job of jobs ?? []) {
      this.#past.delete(job);
      this.#whole.delete(job);
    }
  }

  of(job: string): JobPast {
    let past = this.#past.get(job);
    if (past === undefined) {
      past = this.#read(job);
      this.#past.set(job, past);
      const oldest = this.#past.keys().next();
      if (this.#past.size > MOST_REMEMBERED && oldest.done !== true) this.#past.delete(oldest.value);
    }
    return past;
  }

  /** As `JobPast.runs`, whole: for the few jobs that others depend on, or that depend on others. */
  runsOf(job: string): readonly RunEntry[] {
    let runs = this.#whole.get(job);
    if (runs === undefined) {
      const newest = this.#reading.ledger.runs(job, { limit: SHOWN_RUNS + 5 });
      runs = newest.filter(({ cause }) => cause !== 'test').slice(0, SHOWN_RUNS);
      if (this.#whole.size >= MOST_WHOLE) this.#whole.clear();
      this.#whole.set(job, runs);
    }
    return runs;
  }

  /** A service: `keepAlive` starts it again whenever it ends. */
  keptRunning(job: string): boolean {
    return this.#reading.scheduler.job(job)?.job.triggers.some(({ type }) => type === 'keepAlive') ?? false;
  }

  readonly usually = (job: string): Duration | null => this.of(job).usually;

  /** A run by its id. Runs that have ended never change, so they are asked for once. */
  run(run: string | null): RunEntry | null {
    if (run === null) return null;
    const known = this.#runs.get(run);
    if (known !== undefined) return known;
    const found = this.#reading.ledger.run(run);
    if (found !== null) this.#remember(found);
    return found;
  }

  #remember(entry: RunEntry): void {
    if (entry.outcome === null) return;
    if (this.#runs.size >= 5000) this.#runs.clear();
    this.#runs.set(entry.run, entry);
  }

  #read(job: string): JobPast {
    const { ledger, clock } = this.#reading;
    const runs = ledger.newestRuns(job, SHOWN_RUNS);
    const [lastDue = null] = ledger.dueEntries(job, { before: instant(clock.now() + 1), limit: 1 });
    return { runs, usually: usualDuration(runs), lastDue, lastDueRun: this.run(lastDue?.run ?? null) };
  }
}

/** Numbers of the last 30 days, from the counters the ledger keeps by day. */
export function last30Days(job: string, reading: Reading) {
  const now = reading.clock.now();
  const sums = { ran: 0, failed: 0, caughtUp: 0, notRun: 0 };
  for (const day of reading.ledger.fateCounts(job, 'day', instant(now - 30 * DAY_MS), instant(now + 1))) {
    sums.ran += day.ran;
    sums.failed += day.failed;
    sums.caughtUp += day.caughtUp;
    sums.notRun += day.skipped + day.expired;
  }
  return sums;
}

/** Whether a run ended as nobody wanted it to. */
export const failed = (outcome: Outcome | null): boolean => outcome !== null && isFailure(outcome);

/** The newest due moment of a job that has come; before everything where there was none. */
export function lastOf(history: JobHistory, job: string): number {
  const { lastDue } = history.of(job);
  return lastDue === null ? -Infinity : (lastDue.last ?? lastDue.due);
}
