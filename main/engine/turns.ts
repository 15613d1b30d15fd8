import { later, plus, type Instant } from '../core/time/instant.ts';
import type { Drops } from './drops.ts';
import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import { byTurn, type JobState, type Pending } from './jobState.ts';
import { PlaceLine, type Candidate } from './placeLine.ts';
import type { DueEntry, Facts } from './ledger.ts';
import type { EngineSettings } from './ports.ts';
import type { Runs } from './runs.ts';
import type { Sequences } from './sequences.ts';
import type { Conditions, ConditionsStand } from './waiting.ts';

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
  readonly #drops: Drops;
  readonly #settings: () => EngineSettings;
  #ready: Candidate[] = [];
  /** What is to wait for its turn, written after what starts: runs stand in the ledger in the order in which they go. */
  #toQueue: Candidate[] = [];
  /** Catch-up runs that have no place yet. */
  readonly #line = new PlaceLine();
  /** Jobs that wait for conditions: asked again with every event that could change them. */
  readonly #waiting = new Set<JobState>();
  /** When the computer last woke; for `networkGrace`. */
  wokeAt: Instant | null = null;
  /** Jobs whose step of a sequence waits for the one before it. */
  readonly #steps = new Set<JobState>();
  /** Something ended that a step may wait for. */
  #stepOver = false;

  constructor(
    journal: Journal,
    turn: Turn,
    book: JobBook,
    runs: Runs,
    conditions: Conditions,
    sequences: Sequences,
    drops: Drops,
    settings: () => EngineSettings,
  ) {
    this.#sequences = sequences;
    this.#drops = drops;
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
    const granted: Pending[] = [];
    for (const pending of [...state.pending]) {
      if (this.#advanceOne(state, pending, granted)) granted.push(pending);
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
      // A place that became free belongs to whoever stands in line before.
      if (pending.catchUp && this.#places() <= this.#line.before({ state, pending })) {
        this.#queue(state, pending);
        this.#line.join({ state, pending });
        continue;
      }
      this.#start(state, pending);
    }
    for (const { state, pending } of this.#toQueue.splice(0)) this.#queue(state, pending);
    let called = this.#callSteps();
    for (let places = this.#places(); places > 0; places -= 1) {
      const next = this.#line.call();
      if (next === null) break;
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
      for (const entry of pending.members) consider(this.#deadlineOf(state, pending, entry));
      if (pending.rep !== null) consider(this.#deadlineOf(state, pending, pending.rep));
      consider(this.#conditions.readyAt(state));
    }
    for (const pause of [this.#book.pauseAll, state.pause])
      if (state.pending.length > 0) consider(pause?.until ?? null);
    return earliest;
  }

  #callSteps(): boolean {
    // What was dropped may be what a step waits for as well.
    const dropped = this.#drops.takeDropped();
    if (!this.#stepOver && !dropped) return false;
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
  #advanceOne(state: JobState, pending: Pending, granted: readonly Pending[]): boolean {
    if (pending.cause === 'due' && this.#book.isPaused(state)) {
      this.#expire(state, pending);
      return false;
    }
    const mayGo = this.#mayGo(state, pending, granted);
    if (!mayGo && pending.stage !== 'conditions') {
      this.#toQueue.push({ state, pending });
      return false;
    }
    if (pending.cause === 'due') {
      if (this.#expire(state, pending)) return false;
      const stand = this.#conditions.stand(state, granted.length > 0);
      if (!stand.hold) {
        this.#wait(state, pending, stand);
        return false;
      }
    }
    if (!mayGo) {
      if (state.job.concurrency === 'replace') this.#runs.stopAll(state, 'replace');
      const refused = state.job.concurrency === 'forbid' || state.job.concurrency === 'allow';
      if (refused && !pending.series && granted.length === 0) {
        const byRun = state.active[0]?.entry.run;
        this.#drops.drop(state, pending, 'skipped', 'stillRunning', byRun === undefined ? {} : { byRun });
      } else {
        this.#toQueue.push({ state, pending });
      }
      return false;
    }
    this.#ready.push({ state, pending });
    return true;
  }

  /** Whether concurrency lets one more in now; `granted` of this job are about to start. */
  #mayGo(state: JobState, pending: Pending, granted: readonly Pending[]): boolean {
    if (pending.rep !== null && !this.#sequences.mayGo(pending.rep)) {
      this.#steps.add(state);
      return false;
    }
    const running = state.active.length + granted.length;
    if (state.job.concurrency !== 'allow') return running === 0;
    // Runs of `all` follow one another; whatever else of the job runs beside them is allowed.
    const follows = pending.series && [...granted, ...state.active].some(({ series }) => series);
    return running < state.job.max && !follows;
  }

  #wait(state: JobState, pending: Pending, stand: ConditionsStand): void {
    const { rep } = pending;
    if (rep === null) return;
    const begins = pending.stage !== 'conditions';
    pending.stage = 'conditions';
    pending.waited = true;
    const news = rep.facts.condition !== stand.condition || (rep.facts.said !== stand.said && stand.passing !== true);
    if (!begins && !news) return;
    const waits = (entry: DueEntry): DueEntry => {
      const since = begins ? this.#turn.now : (entry.facts.waitingSince ?? this.#turn.now);
      const facts: Facts = {
        ...entry.facts,
        ...saidOf(stand),
        waitingSince: since,
        deadline: plus(since, state.job.deadline),
      };
      const decided = begins ? this.#turn.now : entry.decided;
      return this.#journal.due({ ...entry, fate: 'waiting', run: pending.run, facts, decided });
    };
    pending.rep = waits(rep);
    if (begins) pending.members = pending.members.map(waits);
  }

  /**
   * Where the deadline of a due moment passed it expires, even if the condition holds by now (semantics §7). Each has its own, from when it
   * began to wait; of those that are left the policy says which one runs. True where none is left.
   */
  #expire(state: JobState, pending: Pending): boolean {
    const { rep } = pending;
    if (pending.stage !== 'conditions' || rep === null) return false;
    const isOver = (entry: DueEntry): boolean => {
      const deadline = this.#deadlineOf(state, pending, entry);
      return deadline !== null && this.#turn.now >= deadline;
    };
    const over = [rep, ...pending.members].filter(isOver);
    if (over.length === 0) return false;
    const stand = this.#conditions.stand(state);
    // Where everything holds by now, what it waited for last names the reason.
    const upstreamOnly = state.job.conditions.every(({ kind }) => kind === 'job');
    const reason = !stand.hold ? stand.expiry : upstreamOnly ? 'upstreamNotRun' : 'conditionDeadline';
    if (over.length === 1 + pending.members.length) {
      this.#drops.drop(state, pending, 'expired', reason, saidOf(stand));
      return true;
    }
    this.#drops.endSome(state, pending, over, 'expired', reason, saidOf(stand));
    return false;
  }

  /** A catch-up run that needs the network has until `networkGrace` after the wake-up, however short its deadline (semantics §5.5). */
  #deadlineOf(state: JobState, pending: Pending, { facts }: DueEntry): Instant | null {
    if (facts.waitingSince === undefined) return null;
    const deadline = plus(facts.waitingSince, state.job.deadline);
    const graced = pending.catchUp && state.job.conditions.some(({ kind }) => kind === 'network');
    if (!graced || this.wokeAt === null) return deadline;
    return later(deadline, plus(this.wokeAt, this.#settings().networkGrace));
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

  #decided(): { readonly decided: Instant } {
    return { decided: this.#turn.now };
  }
}

/** What is waited for, with what it said last. */
const saidOf = ({ condition, said, byJob, at }: ConditionsStand): Facts => ({
  ...(at === undefined ? {} : { at }),
  ...(condition === undefined ? {} : { condition }),
  ...(said === undefined ? {} : { said }),
  ...(byJob === undefined ? {} : { byJob }),
});
