import { duration, instant, plus, type Instant } from '../core/time/instant.ts';
import type { FateReason } from '../core/fate.ts';
import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import { byTurn, type JobState, type Pending } from './jobState.ts';
import type { DueEntry, Facts } from './ledger.ts';
import type { EngineSettings } from './ports.ts';
import type { Incidents } from './incidents.ts';
import type { Runs } from './runs.ts';
import type { Sequences } from './sequences.ts';
import type { Conditions, ConditionsStand } from './waiting.ts';

interface Candidate {
  readonly state: JobState;
  readonly pending: Pending;
}

/**
 * Brings what is to run to its start: turn (concurrency), conditions, place among the catch-up runs, start. A pending run is in one of the
 * stages `new` → `conditions` ⇄ `turn` → started; or it ends here as `expired` or `skipped`.
 */
export class Turns {
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #book: JobBook;
  readonly #runs: Runs;
  readonly #conditions: Conditions;
  readonly #sequences: Sequences;
  readonly #incidents: Incidents;
  readonly #settings: () => EngineSettings;
  #ready: Candidate[] = [];
  /** Catch-up runs that have no place yet, the first to go last. */
  readonly #line: Candidate[] = [];
  readonly #inLine = new Set<Pending>();
  /** Jobs that wait for conditions: asked again with every event that could change them. */
  readonly #waiting = new Set<JobState>();
  /** When the computer last woke; for `networkGrace`. */
  wokeAt: Instant | null = null;
  /** Jobs whose step of a sequence waits for the one before it. */
  readonly #steps = new Set<JobState>();
  /** Something ended or was dropped that a step may wait for. */
  #stepOver = false;

  constructor(
    journal: Journal,
    turn: Turn,
    book: JobBook,
    runs: Runs,
    conditions: Conditions,
    sequences: Sequences,
    incidents: Incidents,
    settings: () => EngineSettings,
  ) {
    this.#sequences = sequences;
    this.#incidents = incidents;
    this.#journal = journal;
    this.#turn = turn;
    this.#book = book;
    this.#runs = runs;
    this.#conditions = conditions;
    this.#settings = settings;
  }

  /** Every job that waits for conditions is looked at in this evaluation. */
  markWaiting(): void {
    for (const state of this.#waiting) this.#book.mark(state);
  }

  /** Looks at what a job has to run. What could start at once is kept for `startReady`. */
  advance(state: JobState): void {
    if (state.pending.length === 0) {
      this.#waiting.delete(state);
      return;
    }
    let granted = 0;
    for (const pending of [...state.pending]) {
      if (this.#advanceOne(state, pending, granted)) granted += 1;
    }
    const waits = state.pending.some(({ stage }) => stage === 'conditions');
    if (waits) this.#waiting.add(state);
    else this.#waiting.delete(state);
  }

  /** Starts what may start, in the order of turns. True where another look is needed: places are left and others stand in line. */
  startReady(): boolean {
    const ready = this.#ready.sort(byTurn);
    this.#ready = [];
    for (const { state, pending } of ready) {
      if (pending.catchUp && this.#places() <= 0) {
        this.#queue(state, pending);
        this.#standInLine({ state, pending });
        continue;
      }
      this.#start(state, pending);
    }
    let called = this.#callSteps();
    for (let places = this.#places(); places > 0; places -= 1) {
      const next = this.#line.pop();
      if (next === undefined) break;
      this.#inLine.delete(next.pending);
      this.#book.mark(next.state);
      called = true;
    }
    return called;
  }

  /** Something of a sequence may be over: steps that wait for it are looked at again in this evaluation. */
  stepOver(): void {
    this.#stepOver = true;
  }

  /** When a job's waiting changes by the wall clock alone: the earliest deadline. */
  nextOf(state: JobState): Instant | null {
    let earliest: Instant | null = null;
    const consider = (at: Instant | null): void => {
      if (at !== null && at > this.#turn.now && (earliest === null || at < earliest)) earliest = at;
    };
    for (const pending of state.pending) {
      if (pending.stage !== 'conditions') continue;
      consider(this.#deadlineOf(state, pending));
      consider(this.#conditions.readyAt(state));
    }
    for (const pause of [this.#book.pauseAll, state.pause])
      if (state.pending.length > 0) consider(pause?.until ?? null);
    return earliest;
  }

  /** Ends a pending run without a start: all that wait with it share the fate. */
  drop(state: JobState, pending: Pending, fate: 'skipped' | 'expired', reason: FateReason, facts: Facts): void {
    state.pending = state.pending.filter((other) => other !== pending);
    this.#stepOver = true;
    if (fate === 'expired') this.#incidents.missed(state, 1 + countOf(pending.members), reason, facts.condition);
    for (const entry of [pending.rep, ...pending.members]) {
      if (entry === null) continue;
      const { joins: _, ...known } = entry.facts;
      this.#journal.due({ ...entry, fate, reason, facts: { ...known, ...facts }, run: null, ...this.#decided() });
    }
    if (pending.entry !== null) {
      // It was named in the ledger when it was queued, and every run ends with exactly one outcome.
      this.#journal.run({ ...pending.entry, ended: this.#turn.now, outcome: 'stopped' });
    }
    if (state.pending.length === 0) this.#book.beginPeriod(state, { start: this.#turn.now, finish: this.#turn.now });
    this.#book.mark(state);
  }

  #callSteps(): boolean {
    if (!this.#stepOver) return false;
    this.#stepOver = false;
    if (this.#steps.size === 0) return false;
    for (const state of this.#steps) this.#book.mark(state);
    this.#steps.clear();
    return true;
  }

  #places(): number {
    return this.#settings().catchUpAtOnce - this.#runs.catchingUp;
  }

  /** True where it may start at once. */
  #advanceOne(state: JobState, pending: Pending, granted: number): boolean {
    if (pending.cause === 'due' && this.#book.isPaused(state)) {
      this.#expireIfDue(state, pending, null);
      return false;
    }
    const mayGo = this.#mayGo(state, pending, granted);
    if (!mayGo && pending.stage !== 'conditions') {
      this.#queue(state, pending);
      return false;
    }
    if (pending.cause === 'due') {
      if (this.#expireIfDue(state, pending, null)) return false;
      const stand = this.#conditions.stand(state);
      if (!stand.hold) {
        this.#wait(state, pending, stand);
        return false;
      }
    }
    if (!mayGo) {
      if (state.job.concurrency === 'replace') this.#runs.stopAll(state, 'replace');
      const refused = state.job.concurrency === 'forbid' || state.job.concurrency === 'allow';
      if (refused && !pending.series && granted === 0) {
        const byRun = state.active[0]?.entry.run;
        this.drop(state, pending, 'skipped', 'stillRunning', byRun === undefined ? {} : { byRun });
      } else {
        this.#queue(state, pending);
      }
      return false;
    }
    this.#ready.push({ state, pending });
    return true;
  }

  /** Whether concurrency lets one more in now; `granted` of this job are about to start. */
  #mayGo(state: JobState, pending: Pending, granted: number): boolean {
    if (pending.rep !== null && !this.#sequences.mayGo(pending.rep)) {
      this.#steps.add(state);
      return false;
    }
    const running = state.active.length + granted;
    return state.job.concurrency === 'allow' && !state.pending.some(({ series }) => series)
      ? running < state.job.max
      : running === 0;
  }

  #wait(state: JobState, pending: Pending, stand: ConditionsStand): void {
    if (pending.rep === null) return;
    const begins = pending.stage !== 'conditions' || pending.waitingSince === null;
    const waitingSince = begins ? this.#turn.now : (pending.waitingSince ?? this.#turn.now);
    pending.stage = 'conditions';
    pending.waited = true;
    pending.waitingSince = waitingSince;
    const fresh = begins || pending.rep.facts.condition !== stand.condition;
    if (!fresh) return;
    const facts: Facts = {
      ...(stand.condition === undefined ? {} : { condition: stand.condition }),
      ...(stand.said === undefined ? {} : { said: stand.said }),
      ...(stand.byJob === undefined ? {} : { byJob: stand.byJob }),
      waitingSince,
      deadline: plus(waitingSince, state.job.deadline),
    };
    const waits = (entry: DueEntry): DueEntry =>
      this.#journal.due({
        ...entry,
        fate: 'waiting',
        run: pending.run,
        facts: { ...entry.facts, ...facts },
        decided: entry.fate === 'waiting' ? entry.decided : this.#turn.now,
      });
    pending.rep = waits(pending.rep);
    if (begins) pending.members = pending.members.map(waits);
  }

  /** Where the deadline passed: it expires, even if the condition holds by now (semantics §7). */
  #expireIfDue(state: JobState, pending: Pending, known: ConditionsStand | null): boolean {
    if (pending.stage !== 'conditions') return false;
    const deadline = this.#deadlineOf(state, pending);
    if (deadline === null || this.#turn.now < deadline) return false;
    const stand = known ?? this.#conditions.stand(state);
    const facts: Facts = {
      ...(stand.condition === undefined ? {} : { condition: stand.condition }),
      ...(stand.said === undefined ? {} : { said: stand.said }),
      ...(stand.byJob === undefined ? {} : { byJob: stand.byJob }),
      deadline,
    };
    // Where everything holds by now, what it waited for last names the reason.
    const upstreamOnly = stand.hold && state.job.conditions.every(({ kind }) => kind === 'job');
    const reason = stand.hold ? (upstreamOnly ? 'upstreamNotRun' : 'conditionDeadline') : stand.expiry;
    this.drop(state, pending, 'expired', reason, facts);
    return true;
  }

  /** A catch-up run that needs the network has until `networkGrace` after the wake-up, however short its deadline (semantics §5.5). */
  #deadlineOf(state: JobState, pending: Pending): Instant | null {
    if (pending.waitingSince === null) return null;
    const deadline = plus(pending.waitingSince, state.job.deadline);
    const graced =
      pending.catchUp && this.wokeAt !== null && state.job.conditions.some(({ kind }) => kind === 'network');
    if (!graced || this.wokeAt === null) return deadline;
    return instant(Math.max(deadline, this.wokeAt + duration(this.#settings().networkGrace)));
  }

  /** It will run when its turn comes: from here on it has an entry, and answers for those that joined it. */
  #queue(state: JobState, pending: Pending): void {
    if (pending.stage === 'turn') return;
    pending.stage = 'turn';
    if (pending.rep !== null) {
      pending.rep = this.#journal.due({ ...pending.rep, fate: 'queued', run: pending.run, ...this.#decided() });
    }
    pending.entry = this.#runs.announce(state, pending);
    this.#answerForMembers(pending);
  }

  #start(state: JobState, pending: Pending): void {
    state.pending = state.pending.filter((other) => other !== pending);
    this.#answerForMembers(pending);
    this.#runs.start(state, pending);
  }

  #answerForMembers(pending: Pending): void {
    for (const entry of pending.members) {
      const { joins: _, ...facts } = entry.facts;
      const reason = entry.reason ?? (pending.waited ? 'waited' : 'busy');
      this.#journal.due({ ...entry, fate: 'coalesced', reason, facts, run: pending.run, ...this.#decided() });
    }
    pending.members = [];
  }

  #standInLine(candidate: Candidate): void {
    if (this.#inLine.has(candidate.pending)) return;
    this.#inLine.add(candidate.pending);
    let low = 0;
    let high = this.#line.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#line[middle];
      if (other !== undefined && byTurn(candidate, other) < 0) low = middle + 1;
      else high = middle;
    }
    this.#line.splice(low, 0, candidate);
  }

  #decided(): { readonly decided: Instant } {
    return { decided: this.#turn.now };
  }
}

const countOf = (entries: readonly DueEntry[]): number => entries.reduce((sum, { count }) => sum + count, 0);
