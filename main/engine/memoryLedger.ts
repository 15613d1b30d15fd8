import type { Fate, Standing } from '../core/fate.ts';
import { isFinal } from '../core/fate.ts';
import { SMALL_STEP_MS } from '../core/machineHistory.ts';
import type { Instant } from '../core/time/instant.ts';
import { byDue, byStart, endedAfter, pageOf } from './entryOrder.ts';
import { BIN_MS, COUNTED, countedAs, momentsByColumn } from './fateBins.ts';
import { FateColumns, FateCounting, sumOf, type Bin } from './fateCounting.ts';
import type {
  Change,
  ClockStep,
  DueEntry,
  FateCounts,
  Incident,
  Ledger,
  MachineSpan,
  Notice,
  OpenState,
  Page,
  RunEntry,
  RunGist,
  Wish,
} from './ledger.ts';

/** An entry that stays. */
export type History = Exclude<Change, { kind: 'state' }>;

/** What an entry of each kind is. */
interface Entries {
  due: DueEntry;
  run: RunEntry;
  machine: MachineSpan;
  clock: ClockStep;
  wish: Wish;
  incident: Incident;
  notice: Notice;
}

/** What one job has in the ledger, by id. */
interface JobHistory {
  /** By due moment, then id. */
  due: number[];
  /** In the order of first writing. */
  runs: number[];
}

const endOf = (entry: DueEntry): Instant => entry.last ?? entry.due;

/**
 * A ledger that lasts as long as the object: for `simulate` and for tests. Complete, and the plain model that the durable ledger can be
 * compared with: everything that is not needed for starting is found by looking through a job's entries.
 *
 * Invariants: 1. an entry is found under its id in `history`, in the order of ids; 2. `open…` hold exactly what is not final;
 * 3. `open()` may be called again at any time, as a restarted engine does.
 */
export class MemoryLedger implements Ledger {
  protected readonly history: (History | undefined)[] = [];
  private readonly jobs = new Map<string, JobHistory>();
  private readonly runsByName = new Map<string, RunEntry>();
  private readonly openDue = new Map<number, DueEntry>();
  private readonly openRuns = new Map<number, RunEntry>();
  private readonly openIncidents = new Map<number, Incident>();
  private readonly lastRuns = new Map<string, { last: RunEntry; lastSucceeded: RunEntry | null }>();
  private readonly state = new Map<string, unknown>();
  private readonly spans: number[] = [];
  private readonly counts = new FateCounting((run) => this.run(run)?.outcome ?? null);
  private machine: MachineSpan | null = null;
  private nextId = 1;

  open(): OpenState {
    return {
      nextId: this.nextId,
      due: [...this.openDue.values()].sort((a, b) => a.id - b.id),
      runs: [...this.openRuns.values()].sort((a, b) => a.id - b.id),
      machine: this.machine,
      incidents: [...this.openIncidents.values()].sort((a, b) => a.id - b.id),
      state: new Map(this.state),
      lastRuns: new Map([...this.lastRuns].map(([job, runs]) => [job, { ...runs }])),
    };
  }

  commit(changes: readonly Change[]): void {
    for (const change of changes) {
      switch (change.kind) {
        case 'state':
          if (change.entry.value === null) this.state.delete(change.entry.key);
          else this.state.set(change.entry.key, change.entry.value);
          continue;
        case 'due':
          this.keepDue(change.entry);
          break;
        case 'run':
          this.keepRun(change.entry);
          break;
        case 'machine':
          if (this.history[change.entry.id] === undefined) this.spans.push(change.entry.id);
          if (this.machine === null || change.entry.id >= this.machine.id) this.machine = change.entry;
          break;
        case 'incident':
          if (change.entry.closed === null) this.openIncidents.set(change.entry.id, change.entry);
          else this.openIncidents.delete(change.entry.id);
          break;
        case 'clock':
        case 'wish':
        case 'notice':
          break;
      }
      this.history[change.entry.id] = change;
      if (change.entry.id >= this.nextId) this.nextId = change.entry.id + 1;
    }
  }

  dueEntries(job: string, page: Page & { readonly fates?: readonly (Fate | Standing)[] }): readonly DueEntry[] {
    const { before, fates, limit } = page;
    const found: DueEntry[] = [];
    const ids = this.jobs.get(job)?.due ?? [];
    for (let index = ids.length - 1; index >= 0 && found.length < limit; index -= 1) {
      const entry = this.dueAt(ids[index]);
      if (entry === null || (before !== undefined && entry.due >= before)) continue;
      if (fates === undefined || fates.includes(entry.fate)) found.push(entry);
    }
    return found;
  }

  dueEntryAt(job: string, at: Instant): DueEntry | null {
    let found: DueEntry | null = null;
    for (const entry of this.dueOf(job)) {
      if (entry.due > at || endOf(entry) < at) continue;
      // The newest era first; within it an entry that begins at the instant before a span around it; then the newest.
      if (found === null || entry.era > found.era || (entry.era === found.era && entry.due >= found.due)) found = entry;
    }
    return found;
  }

  dueBetween(jobs: readonly string[], from: Instant, to: Instant, limit: number): readonly DueEntry[] {
    return jobs
      .flatMap((job) => this.dueOf(job))
      .filter((entry) => entry.due <= to && endOf(entry) >= from)
      .sort(byDue)
      .slice(0, limit);
  }

  run(run: string): RunEntry | null {
    return this.runsByName.get(run) ?? null;
  }

  runs(job: string | null, page: Page): readonly RunEntry[] {
    return pageOf(job === null ? this.runsByName.values() : this.runsOf(job), (entry) => entry.started, page);
  }

  newestRuns(job: string, limit: number): readonly RunGist[] {
    const runs = this.runsOf(job).filter(({ cause }) => cause !== 'test');
    return pageOf(runs, ({ started }) => started, { limit }).map(({ run, started, ended, outcome, catchUp }) => ({
      run,
      started,
      ended,
      outcome,
      catchUp,
    }));
  }

  runsBetween(jobs: readonly string[], from: Instant, to: Instant, limit: number): readonly RunEntry[] {
    return jobs
      .flatMap((job) => this.runsOf(job))
      .filter(({ started, ended }) => started !== null && started <= to && (ended === null || ended >= from))
      .sort(byStart)
      .slice(0, limit);
  }

  machineBetween(from: Instant, to: Instant): readonly MachineSpan[] {
    const found: MachineSpan[] = [];
    for (let index = this.spans.length - 1; index >= 0; index -= 1) {
      const change = this.history[this.spans[index] ?? 0];
      if (change?.kind !== 'machine') continue;
      // Within an era the wall clock is never further back than a small step (semantics §5.7).
      if (change.entry.era === 1 && change.entry.to < from - SMALL_STEP_MS) break;
      if (change.entry.from <= to && change.entry.to >= from) found.push(change.entry);
    }
    return found.reverse();
  }

  clockSteps(from: Instant, to: Instant): readonly ClockStep[] {
    return this.kind('clock').filter((step) => step.to >= from && step.to <= to);
  }

  fateCounts(job: string, bin: Bin, from: Instant, to: Instant): readonly FateCounts[] {
    return this.counts.between(job, this.dueOf(job), bin, from, to);
  }

  fateColumns(job: string, bin: number, offset: number, from: Instant, to: Instant): readonly FateCounts[] {
    const columns = new FateColumns({ bin, offset });
    if (bin >= BIN_MS.hour) {
      for (const { from: at, ...counts } of this.fateCounts(job, 'hour', from, to)) {
        if (at < from) continue;
        for (const column of COUNTED) columns.add(at, column, counts[column]);
      }
      return columns.list();
    }
    for (const entry of this.dueOf(job)) {
      const outcome = entry.run === null ? null : (this.run(entry.run)?.outcome ?? null);
      const counted = countedAs(entry.fate, outcome);
      if (counted === null) continue;
      for (const [at, count] of momentsByColumn(entry, { bin, offset, from, to })) columns.add(at, counted, count);
    }
    return columns.list();
  }

  fateSums(from: Instant, to: Instant): ReadonlyMap<string, Omit<FateCounts, 'from'>> {
    const sums = new Map<string, Omit<FateCounts, 'from'>>();
    for (const job of new Set([...this.jobs.keys(), ...this.counts.jobs()])) {
      const hours = this.fateCounts(job, 'hour', from, to);
      if (hours.length > 0) sums.set(job, sumOf(hours));
    }
    return sums;
  }

  incidentsBetween(job: string, from: Instant, to: Instant): readonly Incident[] {
    return this.kind('incident')
      .filter(({ job: of, opened, closed }) => of === job && opened <= to && (closed === null || closed >= from))
      .sort((a, b) => a.opened - b.opened || a.id - b.id);
  }

  incidents(page: Page & { readonly job?: string; readonly open?: boolean }): readonly Incident[] {
    const wanted = this.kind('incident').filter(
      (incident) =>
        (page.job === undefined || incident.job === page.job) &&
        (page.open === undefined || (incident.closed === null) === page.open),
    );
    return pageOf(wanted, (incident) => incident.opened, page);
  }

  notices(page: Page): readonly Notice[] {
    return pageOf(this.kind('notice'), (notice) => notice.at, page);
  }

  wishes(job: string | null, page: Page): readonly Wish[] {
    const all = this.kind('wish');
    return pageOf(job === null ? all : all.filter((wish) => wish.job === job), (wish) => wish.at, page);
  }

  prune(before: Instant): void {
    const gone = [...this.everything()].filter((change) => this.goes(change, before));
    this.counts.forget(
      gone.flatMap((change) => (change.kind === 'due' ? [change.entry] : [])),
      before,
    );
    this.forget(gone);
  }

  /** The machine span that goes on. */
  protected get lastSpan(): MachineSpan | null {
    return this.machine;
  }

  *everything(): Iterable<History> {
    for (const change of this.history) if (change !== undefined) yield change;
  }

  close(): void {
    // Nothing is held: a restarted engine opens the same object again.
  }

  /** Whether pruning removes an entry (`Ledger.prune`). */
  protected goes(change: History, before: Instant): boolean {
    switch (change.kind) {
      case 'due': {
        const run = change.entry.run === null ? null : this.run(change.entry.run);
        return isFinal(change.entry.fate) && endOf(change.entry) < before && (run === null || run.outcome !== null);
      }
      case 'run': {
        const newest = this.lastRuns.get(change.entry.job);
        if (newest?.last.id === change.entry.id || newest?.lastSucceeded?.id === change.entry.id) return false;
        return change.entry.outcome !== null && change.entry.ended !== null && change.entry.ended < before;
      }
      case 'machine':
        return change.entry.to < before && change.entry.id !== this.machine?.id;
      case 'incident':
        return change.entry.closed !== null && change.entry.closed < before;
      case 'clock':
        return change.entry.to < before;
      case 'wish':
        return change.entry.at < before;
      case 'notice':
        return (
          change.entry.at < before && (change.entry.incident === null || !this.openIncidents.has(change.entry.incident))
        );
    }
  }

  /** Removes entries. What they counted is not kept. */
  protected forget(gone: readonly History[]): void {
    const touched = new Set<JobHistory>();
    for (const change of gone) {
      this.history[change.entry.id] = undefined;
      if (change.kind === 'run') this.runsByName.delete(change.entry.run);
      if (change.kind === 'due' || change.kind === 'run') touched.add(this.job(change.entry.job));
    }
    const isKept = (id: number): boolean => this.history[id] !== undefined;
    for (const job of touched) {
      job.due = job.due.filter(isKept);
      job.runs = job.runs.filter(isKept);
    }
  }

  private keepDue(entry: DueEntry): void {
    if (this.history[entry.id] === undefined) this.placeDue(entry);
    if (isFinal(entry.fate)) this.openDue.delete(entry.id);
    else this.openDue.set(entry.id, entry);
  }

  /** Almost always at the end: due moments come in their order. */
  private placeDue(entry: DueEntry): void {
    const ids = this.job(entry.job).due;
    let place = ids.length;
    for (; place > 0; place -= 1) {
      const before = this.dueAt(ids[place - 1]);
      if (before !== null && byDue(before, entry) <= 0) break;
    }
    if (place === ids.length) ids.push(entry.id);
    else ids.splice(place, 0, entry.id);
  }

  private dueAt(id: number | undefined): DueEntry | null {
    const change = id === undefined ? undefined : this.history[id];
    return change?.kind === 'due' ? change.entry : null;
  }

  private keepRun(entry: RunEntry): void {
    if (this.history[entry.id] === undefined) this.job(entry.job).runs.push(entry.id);
    this.runsByName.set(entry.run, entry);
    if (entry.outcome === null) {
      this.openRuns.set(entry.id, entry);
      return;
    }
    this.openRuns.delete(entry.id);
    if (entry.cause === 'test' || entry.started === null) return;
    const known = this.lastRuns.get(entry.job);
    const succeeded = entry.outcome === 'succeeded' && endedAfter(entry, known?.lastSucceeded);
    this.lastRuns.set(entry.job, {
      last: known === undefined || endedAfter(entry, known.last) ? entry : known.last,
      lastSucceeded: succeeded ? entry : (known?.lastSucceeded ?? null),
    });
  }

  private job(id: string): JobHistory {
    const known = this.jobs.get(id);
    if (known !== undefined) return known;
    const fresh: JobHistory = { due: [], runs: [] };
    this.jobs.set(id, fresh);
    return fresh;
  }

  private dueOf(job: string): DueEntry[] {
    return (this.jobs.get(job)?.due ?? []).flatMap((id) => this.dueAt(id) ?? []);
  }

  private runsOf(job: string): RunEntry[] {
    const found: RunEntry[] = [];
    for (const id of this.jobs.get(job)?.runs ?? []) {
      const change = this.history[id];
      if (change?.kind === 'run') found.push(change.entry);
    }
    return found;
  }

  private kind<K extends keyof Entries>(kind: K): Entries[K][] {
    const found: Entries[K][] = [];
    for (const change of this.history) {
      if (change?.kind === kind) found.push(change.entry as Entries[K]);
    }
    return found;
  }
}
