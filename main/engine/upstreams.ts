import { isChanged } from '../core/rules/changed.ts';
import { duration, type Duration } from '../core/time/instant.ts';
import type { Journal } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState } from './jobState.ts';
import type { Ledger, RunEntry } from './ledger.ts';
import type { UpstreamReport } from './ports.ts';

/** What a job knows of the upstream runs it follows (semantics §7 `changed`, §6 WAKEFUL_UPSTREAM). */
export class Upstreams {
  readonly #ledger: Ledger;
  readonly #book: JobBook;
  readonly #journal: Journal;

  constructor(ledger: Ledger, book: JobBook, journal: Journal) {
    this.#ledger = ledger;
    this.#book = book;
    this.#journal = journal;
  }

  /** Whether an upstream's run brought something new to a follower. */
  changed(follower: JobState, upstream: RunEntry): boolean {
    return isChanged(upstream.fingerprint, follower.used?.[upstream.job] ?? null);
  }

  /**
   * The reports a run is given: of the upstream runs that made it due, and of the newest success of every upstream it has a condition on.
   * From now on these are the runs that the job last used.
   */
  usedBy(state: JobState, dueTo: Readonly<Record<string, string>>): Readonly<Record<string, UpstreamReport>> {
    const used = new Map<string, RunEntry>();
    for (const condition of state.job.conditions) {
      if (condition.kind !== 'job') continue;
      const success = this.#book.get(condition.job)?.lastSucceeded ?? null;
      if (success !== null) used.set(condition.job, success);
    }
    for (const [job, run] of Object.entries(dueTo)) {
      const entry = this.#find(job, run);
      if (entry !== null) used.set(job, entry);
    }
    if (used.size === 0) return {};
    const reports = Object.fromEntries([...used].map(([job, entry]) => [job, this.#report(state, entry)]));
    state.used = { ...state.used, ...Object.fromEntries([...used].map(([job, entry]) => [job, entry.fingerprint])) };
    this.#journal.state(`used/${state.job.id}`, state.used);
    return reports;
  }

  /** The same reports again, for a further attempt. */
  reportsOf(state: JobState, runs: Readonly<Record<string, string>>): Readonly<Record<string, UpstreamReport>> {
    const reports: Record<string, UpstreamReport> = {};
    for (const [job, run] of Object.entries(runs)) {
      const entry = this.#find(job, run);
      if (entry !== null) reports[job] = { ...this.#report(state, entry), changed: true };
    }
    return reports;
  }

  #find(job: string, run: string): RunEntry | null {
    const state = this.#book.get(job);
    if (state?.lastEnded?.run === run) return state.lastEnded;
    return this.#ledger.run(run);
  }

  #report(state: JobState, entry: RunEntry): UpstreamReport {
    return {
      run: entry.run,
      outcome: entry.outcome ?? 'running',
      exitCode: entry.exitCode,
      outputs: entry.outputs,
      changed: this.changed(state, entry),
      duration: lengthOf(entry),
    };
  }
}

/** From start to end; 0 for a run that did not start, or where the clock was put back meanwhile. */
export const lengthOf = ({ started, ended }: RunEntry): Duration =>
  duration(started === null || ended === null ? 0 : Math.max(0, ended - started));
