import type { Outcome } from '../core/fate.ts';
import { assertNever } from '../core/problem.ts';
import { isRetried, retryDelay } from '../core/rules/retry.ts';
import { earlier, type Duration, type Instant } from '../core/time/instant.ts';
import { activeFrom, announcementOf, beginningOf } from './intents.ts';
import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { ActiveRun, JobState, Pending, StopCause } from './jobState.ts';
import { keptOf, keptRunKey, recallRun, type KeptRun } from './keptRun.ts';
import type { DueEntry, RunEntry } from './ledger.ts';
import type { AttemptEnd, AttemptReport, Ports } from './ports.ts';
import { isLate, limitMessage, messageOf, outcomeOf, outcomeOfStop, usedBy } from './endings.ts';
import { forgetDelay, keepDelay } from './retryDelays.ts';
import { worksAgainAt } from './keptUp.ts';
import type { Upstreams } from './upstreams.ts';

/** What the runner told of a run since the last look. */
export type RunNews =
  | {
      readonly kind: 'started';
      readonly run: string;
      readonly attempt: number;
      readonly process: NonNullable<RunEntry['process']>;
    }
  | {
      readonly kind: 'ended';
      readonly run: string;
      readonly attempt: number;
      readonly end: AttemptEnd;
      readonly report: AttemptReport;
    };

/** A run that came to its end, for everything that follows from it. */
export interface Ended {
  readonly state: JobState;
  readonly entry: RunEntry;
  readonly stopped: StopCause | null;
  /** Wakeful saw the end: it was there, and told when it was. */
  readonly seen: boolean;
  /** Which of the job's limits its last attempt passed, one plain sentence; null: none. */
  readonly overLimit: string | null;
}

/**
 * Runs from their intent to their outcome (semantics §6). States of a run: announced (queued, `started` null) → running → [delayed →
 * running]… → ended with one outcome. All delays and limits are counted by the awake clock.
 *
 * Invariants: 1. the intent of an attempt is durable before the runner is asked; 2. every run ends once; 3. its due moment's fate becomes
 * final in the same transaction.
 */
export class Runs {
  readonly #ports: Pick<Ports, 'runner' | 'chance'>;
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #book: JobBook;
  readonly #upstreams: Upstreams;
  readonly #byRun = new Map<string, { readonly state: JobState; readonly active: ActiveRun }>();
  readonly #ended: Ended[] = [];
  /** Attempts whose intent is not durable yet, with the due moment as it was before the start. */
  readonly #starting = new Map<
    ActiveRun,
    { readonly state: JobState; readonly rep: DueEntry | null; readonly waited: boolean }
  >();
  /** Those of which something is kept for a crash. */
  readonly #kept = new WeakSet<ActiveRun>();
  #catchingUp = 0;

  constructor(
    ports: Pick<Ports, 'runner' | 'chance'>,
    journal: Journal,
    turn: Turn,
    book: JobBook,
    upstreams: Upstreams,
  ) {
    this.#ports = ports;
    this.#journal = journal;
    this.#turn = turn;
    this.#book = book;
    this.#upstreams = upstreams;
  }

  /** Runs in progress that started because of catching up. */
  get catchingUp(): number {
    return this.#catchingUp;
  }

  get inProgress(): number {
    return this.#byRun.size;
  }

  active(run: string): ActiveRun | null {
    return this.#byRun.get(run)?.active ?? null;
  }

  /** The runs that ended since this was asked last. */
  takeEnded(): readonly Ended[] {
    return this.#ended.splice(0);
  }

  /** Writes down a run that waits for its turn. */
  announce(state: JobState, pending: Pending): RunEntry {
    return this.#journal.run(this.#announced(state, pending));
  }

  /** Starts a run: its intent is written, and once that is durable the runner is asked. */
  start(state: JobState, pending: Pending): void {
    const { mono } = this.#turn;
    // Prepared a little ahead: the process starts on its due moment and not before it.
    const { now: noticed, horizon } = this.#turn;
    const ahead =
      pending.rep !== null && pending.rep.due > noticed && pending.rep.due <= horizon ? pending.rep.due : null;
    const now = ahead ?? noticed;
    const upstream = this.#upstreams.usedBy(state, pending.upstream);
    const entry = this.#journal.run({
      ...this.#announced(state, pending),
      started: now,
      attempts: 1,
      upstream: Object.fromEntries(Object.entries(upstream).map(([job, report]) => [job, report.run])),
      era: this.#turn.era,
    });
    const { rep, waited } = pending;
    const begins = { run: entry.run, started: now, era: entry.era };
    const due = rep === null ? null : this.#journal.due(beginningOf(rep, waited, begins, noticed));
    const active = activeFrom(state.job, entry, due, mono);
    active.series = pending.series;
    this.#enter(state, active);
    this.#keep(active);
    state.lastStarted = now;
    this.#book.beginPeriod(state, { start: now });
    const { job } = state;
    this.#starting.set(active, { state, rep, waited });
    this.#journal.effect(() => {
      this.#starting.delete(active);
      this.#ports.runner.start({
        run: entry.run,
        attempt: 1,
        job,
        due: due?.due ?? pending.about,
        upstream,
        notBefore: ahead,
      });
    });
  }

  /**
   * Takes up a run that lived on while Wakeful did not (semantics §6). Its limits go on counting, and what was being stopped is asked to
   * stop again. Where nothing was kept of it, limits count from now.
   */
  adopt(state: JobState, entry: RunEntry, due: DueEntry | null, kept: KeptRun | null): void {
    const active: ActiveRun = {
      ...activeFrom(state.job, entry, due, this.#turn.mono),
      adoptedAt: this.#turn.now,
      stoppingBefore: kept?.stopping ?? null,
    };
    this.#recall(active, kept);
    this.#enter(state, active);
    if (kept !== null && kept.stopping !== null) this.#stop(state, active, kept.stopping);
  }

  /** Takes up a run that was between two attempts when Wakeful went: the next one begins when what is `left` of the delay has passed. */
  adoptDelayed(state: JobState, entry: RunEntry, due: DueEntry | null, left: Duration, kept: KeptRun | null): void {
    const active: ActiveRun = {
      ...activeFrom(state.job, entry, due, this.#turn.mono),
      phase: 'delayed',
      retryAt: this.#turn.mono + left,
    };
    this.#recall(active, kept);
    this.#enter(state, active);
    this.#book.mark(state);
  }

  /** The person was told that a run goes on for long. */
  told(active: ActiveRun): void {
    active.tellAt = null;
    this.#keep(active);
  }

  /**
   * What was to start could not be written down, and so has not started: it will now. Everything that counts from a start counts from here.
   */
  startLate(now: Instant, mono: number): void {
    for (const [active, { state, rep, waited }] of this.#starting) {
      const { started, run, era } = active.entry;
      active.attemptStartedAt = mono;
      this.#keep(active);
      // A further attempt is one of a run that began long ago; and one that was prepared ahead may still be in time.
      if (active.entry.attempts > 1 || (started !== null && started >= now)) continue;
      active.startedAt = mono;
      active.tellAt = activeFrom(active.job, active.entry, null, mono).tellAt;
      this.#keep(active);
      active.entry = this.#journal.run({ ...active.entry, started: now });
      if (rep !== null) active.due = this.#journal.due(beginningOf(rep, waited, { run, started: now, era }, now));
      state.lastStarted = now;
      this.#book.beginPeriod(state, { start: now });
    }
  }

  /** Settles a run that went away unseen. `ended` is the last instant at which it was known to live. */
  settleInterrupted(
    state: JobState | null,
    entry: RunEntry,
    due: DueEntry | null,
    ended: Instant,
    message: string,
  ): void {
    this.#close(state, { entry: { ...entry, message }, due }, 'interrupted', ended, null);
  }

  /** What the runner told. News of runs that are not in progress is late or double, and means nothing. */
  hear(news: RunNews): void {
    const known = this.#byRun.get(news.run);
    if (known === undefined) return;
    const { state, active } = known;
    if (news.attempt !== active.entry.attempts || active.phase !== 'running') return;
    switch (news.kind) {
      case 'started':
        active.entry = this.#journal.run({ ...active.entry, process: news.process });
        return;
      case 'ended':
        this.#attemptEnded(state, active, news);
        return;
      default:
        assertNever(news);
    }
  }

  /** What became due of a job's runs by the awake clock: further attempts and limits. */
  advance(state: JobState): void {
    const { mono } = this.#turn;
    for (const active of [...state.active]) {
      const { timeout } = active.job;
      if (timeout.total !== null && mono - active.startedAt >= timeout.total) {
        this.#stop(state, active, 'totalTimeout');
      } else if (
        active.phase === 'running' &&
        timeout.attempt !== null &&
        mono - active.attemptStartedAt >= timeout.attempt
      ) {
        this.#stop(state, active, 'attemptTimeout');
      } else if (active.phase === 'delayed' && active.retryAt !== null && mono >= active.retryAt) {
        this.#startAgain(state, active);
      }
    }
  }

  /** The next reading of the awake clock at which `advance` has something to do. */
  nextOf(state: JobState): number | null {
    let next = Infinity;
    for (const active of state.active) {
      const { phase, stopping, startedAt, attemptStartedAt, retryAt, tellAt, job } = active;
      next = Math.min(next, worksAgainAt(state, active) ?? Infinity);
      if (tellAt !== null) next = Math.min(next, tellAt);
      if (stopping !== null) continue;
      if (phase === 'delayed' && retryAt !== null) next = Math.min(next, retryAt);
      if (job.timeout.total !== null) next = Math.min(next, startedAt + job.timeout.total);
      if (phase === 'running' && job.timeout.attempt !== null)
        next = Math.min(next, attemptStartedAt + job.timeout.attempt);
    }
    return next === Infinity ? null : next;
  }

  stopAll(state: JobState, cause: StopCause): void {
    for (const active of [...state.active]) this.#stop(state, active, cause);
  }

  stop(run: string, cause: StopCause): boolean {
    const known = this.#byRun.get(run);
    if (known === undefined) return false;
    this.#stop(known.state, known.active, cause);
    return true;
  }

  all(): Iterable<{ readonly state: JobState; readonly active: ActiveRun }> {
    return this.#byRun.values();
  }

  #announced(state: JobState, pending: Pending): RunEntry {
    return pending.entry ?? announcementOf(state.job, pending, this.#journal.id(), this.#turn.era);
  }

  #enter(state: JobState, active: ActiveRun): void {
    state.active = [...state.active, active];
    this.#byRun.set(active.entry.run, { state, active });
    if (active.entry.catchUp) this.#catchingUp += 1;
  }

  /** Writes down what a Wakeful that takes the run up after a crash has to know of it. */
  #keep(active: ActiveRun): void {
    const kept = keptOf(active, this.#turn.awakeBefore);
    if (kept === null) return;
    this.#kept.add(active);
    this.#journal.state(keptRunKey(active.entry.run), kept);
  }

  #recall(active: ActiveRun, kept: KeptRun | null): void {
    if (kept === null) return;
    recallRun(active, kept, this.#turn.awakeBefore);
    this.#kept.add(active);
  }

  #stop(state: JobState, active: ActiveRun, cause: StopCause): void {
    if (active.phase === 'delayed') {
      active.stopping = cause;
      this.#finish(state, active, outcomeOfStop(cause));
      return;
    }
    if (active.stopping !== null) return;
    active.stopping = cause;
    this.#keep(active);
    const { run } = active.entry;
    const { grace } = active.job.timeout;
    this.#journal.effect(() => this.#ports.runner.stop(run, grace));
  }

  #startAgain(state: JobState, active: ActiveRun): void {
    const attempts = active.entry.attempts + 1;
    forgetDelay(this.#journal, active.entry.run);
    active.entry = this.#journal.run({ ...active.entry, attempts });
    active.phase = 'running';
    active.retryAt = null;
    active.attemptStartedAt = this.#turn.mono;
    this.#keep(active);
    const upstream = this.#upstreams.reportsOf(state, active.entry.upstream);
    const { entry, job } = active;
    const due = active.due?.due ?? entry.due;
    this.#starting.set(active, { state, rep: null, waited: false });
    this.#journal.effect(() => {
      this.#starting.delete(active);
      this.#ports.runner.start({ run: entry.run, attempt: attempts, job, due, upstream, notBefore: null });
    });
  }

  #attemptEnded(state: JobState, active: ActiveRun, news: Extract<RunNews, { readonly kind: 'ended' }>): void {
    const { end, report } = news;
    active.entry = {
      ...active.entry,
      process: null,
      outputs: { ...active.entry.outputs, ...report.outputs },
      exitCode: end.kind === 'exited' ? end.exitCode : null,
      signal: end.kind === 'killed' ? end.signal : null,
      message: messageOf(end, report),
      ...usedBy(active.entry, report),
    };
    active.overLimit = report.overLimit ?? null;
    // What had ended by itself before it was taken up is no longer stopped: its limits may have passed only since.
    if (report.endedAt !== undefined && active.adoptedAt !== null && report.endedAt < active.adoptedAt)
      active.stopping = active.stoppingBefore;
    const outcome = active.stopping === null ? outcomeOf(end, active.job) : outcomeOfStop(active.stopping);
    const again =
      active.stopping !== 'totalTimeout' &&
      isRetried(active.job.retry, { outcome, exitCode: active.entry.exitCode }, active.entry.attempts);
    if (again) {
      const delay = retryDelay(active.job.retry, active.entry.attempts, this.#ports.chance.draw());
      active.phase = 'delayed';
      active.stopping = null;
      active.retryAt = this.#turn.mono + delay;
      this.#journal.run(active.entry);
      keepDelay(this.#journal, active.entry.run, this.#turn, delay);
      this.#book.mark(state);
      return;
    }
    active.entry = { ...active.entry, fingerprint: outcome === 'succeeded' ? report.fingerprint : null };
    this.#finish(state, active, outcome, end.kind === 'vanished' ? end.lastAlive : report.endedAt);
  }

  #finish(state: JobState, active: ActiveRun, outcome: Outcome, ended: Instant = this.#turn.now): void {
    this.#byRun.delete(active.entry.run);
    state.active = state.active.filter((other) => other !== active);
    if (active.entry.catchUp) this.#catchingUp -= 1;
    if (active.phase === 'delayed') forgetDelay(this.#journal, active.entry.run);
    if (this.#kept.has(active)) this.#journal.state(keptRunKey(active.entry.run), null);
    const message = limitMessage(active) ?? active.entry.message;
    this.#close(state, { entry: { ...active.entry, message }, due: active.due }, outcome, ended, active);
  }

  #close(
    state: JobState | null,
    { entry, due }: { readonly entry: RunEntry; readonly due: DueEntry | null },
    outcome: Outcome,
    ended: Instant,
    active: Pick<ActiveRun, 'stopping' | 'overLimit' | 'adoptedAt'> | null,
  ): void {
    const closed = this.#journal.run({ ...entry, process: null, ended, outcome });
    if (due !== null) {
      const late = isLate(due, closed.started ?? due.due, closed.era);
      this.#journal.due({
        ...due,
        fate: late ? 'caughtUp' : 'ran',
        reason: late ? (due.reason ?? 'busy') : null,
        decided: this.#turn.now,
      });
    }
    if (state === null) return;
    if (state.lastEnded === null || state.lastEnded.id < closed.id) state.lastEnded = closed;
    if (outcome === 'succeeded') state.lastSucceeded = closed;
    this.#book.beginPeriod(state, { finish: earlier(ended, this.#turn.now) });
    this.#book.mark(state);
    const stopped = active?.stopping ?? null;
    // What had ended when the run was taken up, or went away then, nobody saw.
    const seen =
      active !== null && (outcome !== 'interrupted' || stopped !== null) && ended >= (active.adoptedAt ?? ended);
    this.#ended.push({ state, entry: closed, stopped, seen, overLimit: active?.overLimit ?? null });
  }
}
