import { instant, type Duration, type Instant } from '../core/time/instant.ts';
import { assemble, type Parts } from './assembly.ts';
import type { JobState } from './jobState.ts';
import { worksAgainAt } from './keptUp.ts';
import { LedgerError, type Ledger } from './ledger.ts';
import type { Disposable, EngineSettings, JobStore, Ports, QuitRule, RunnerEvents, WorldEvent } from './ports.ts';
import type { RunNews } from './runs.ts';
import type { EngineChange, EvaluateReason } from './scheduler.ts';

/** How soon writing is tried again after the ledger could not be written. */
const RETRY_STORAGE_MS = 5000;

/** More rounds than this in one evaluation are parts that make each other due without end. */
const ENDLESS = 10_000;

/**
 * The engine: reads the clocks, hears the news, collects what is due, decides, writes, acts; round by round until nothing is left to do.
 *
 * Invariants: 1. one evaluation at a time: a call from within asks for another round; 2. each round is one transaction, whole in itself,
 * durable before any of its effects; 3. an evaluation with nothing due touches no job (semantics §10.7); 4. evaluating twice at the same
 * instant changes nothing (§10.5).
 */
export class Engine {
  readonly #ports: Ports;
  readonly #ledger: Ledger;
  readonly #store: JobStore;
  readonly #settings: () => EngineSettings;
  readonly #listeners = new Set<(change: EngineChange) => void>();
  readonly #news: RunNews[] = [];
  readonly #events: WorldEvent[] = [];
  #started: Parts | null = null;
  #evaluating = false;
  #again = false;
  #storage: LedgerError | null = null;
  #quitting: { readonly rule: QuitRule; readonly done: (() => void)[] } | null = null;
  #disposed = false;

  readonly runnerEvents: RunnerEvents = {
    started: (run, attempt, process) => this.#hear({ kind: 'started', run, attempt, process }),
    ended: (run, attempt, end, report) => this.#hear({ kind: 'ended', run, attempt, end, report }),
  };

  constructor(ports: Ports, ledger: Ledger, store: JobStore, settings: () => EngineSettings) {
    this.#ports = ports;
    this.#ledger = ledger;
    this.#store = store;
    this.#settings = settings;
  }

  /** The parts; only there once it was started. */
  get parts(): Parts {
    if (this.#started === null) throw new Error('The engine has not been started.');
    return this.#started;
  }

  get storage(): LedgerError | null {
    return this.#storage;
  }

  start(): void {
    if (this.#started !== null) throw new Error('The engine was started before.');
    // Adopting may tell at once that a process ended: such news waits for the first round.
    this.#evaluating = true;
    this.#started = assemble(this.#ports, this.#ledger, this.#store, this.#settings, () => this.evaluate('event'));
    this.#evaluating = false;
    this.evaluate('start');
  }

  evaluate(reason: EvaluateReason): void {
    if (this.#disposed || this.#started === null) return;
    if (this.#evaluating) {
      this.#again = true;
      return;
    }
    this.#evaluating = true;
    try {
      const always = reason === 'heartbeat' || reason === 'suspend' || reason === 'quit' || reason === 'start';
      this.#rounds(this.#started, always, reason === 'start');
    } finally {
      this.#evaluating = false;
    }
    this.#afterwards(this.#started);
  }

  #rounds(parts: Parts, always: boolean, first: boolean): void {
    // While the ledger cannot be written nothing new is decided: what was decided last goes first.
    if (this.#storage !== null) {
      const { clock } = this.#ports;
      parts.runs.startLate(clock.now(), clock.monotonic());
      if (!this.#write(parts, false)) return;
    }
    let write = always;
    for (let round = 0; ; round += 1) {
      if (round > ENDLESS) throw new Error('The evaluation does not come to an end: jobs make each other due.');
      this.#again = false;
      const more = this.#round(parts, first && round === 0, write);
      if (!this.#write(parts, write)) return;
      write = false;
      if (!more && !this.#unfinished(parts)) return;
    }
  }

  /** Whether something came up that this evaluation has to look at. */
  #unfinished({ book }: Parts): boolean {
    return this.#again || this.#news.length > 0 || this.#events.length > 0 || book.anyMarked;
  }

  /** One round. True where another is needed. */
  #round(parts: Parts, first: boolean, beat: boolean): boolean {
    const { machine, book, moments, deciding, turns, runs, turn, incidents, worldEvents } = parts;
    const look = machine.look();
    if (look.step !== 0) this.#stepped(parts, look.step, look.newEra);
    if (look.slept) turns.wokeAt = turn.now;
    if (look.slept || beat) turns.markWaiting();
    if (first) {
      turns.wokeAt = turn.now;
      worldEvents.started();
    }
    if (look.slept) worldEvents.woke();
    else if (beat) worldEvents.watchStates();
    if (this.#news.length > 0) for (const news of this.#news.splice(0)) runs.hear(news);
    if (this.#events.length > 0) for (const event of this.#events.splice(0)) this.#happened(parts, event);
    this.#follow(parts);
    moments.begin();
    const marked = book.takeMarked();
    incidents.advance();
    for (const state of marked) {
      runs.advance(state);
      this.#tellLong(parts, state);
      if (this.#quitting === null) worldEvents.advance(state);
      if (this.#quitting === null) {
        const found = moments.collect(state);
        if (found.some(({ sequence }) => sequence !== null)) turns.stepOver();
        deciding.decide(state, found);
      }
    }
    this.#follow(parts);
    if (this.#quitting === null) machine.account(moments.takeAhead());
    for (const { state, trigger } of moments.taken()) book.rearm(state, trigger);
    let called = false;
    if (this.#quitting === null) {
      for (const state of marked) turns.advance(state);
      called = turns.startReady();
    }
    if (look.oldZone !== null && this.#quitting === null) this.#movedZone(parts);
    for (const state of marked) this.#settle(parts, state);
    return called || incidents.pending;
  }

  /** What follows from runs that ended, in the same transaction as their ends. */
  #follow({ runs, obligations, book, turns, worldEvents, incidents, edits }: Parts): void {
    for (const ended of runs.takeEnded()) {
      turns.stepOver();
      obligations.after(ended);
      for (const follower of book.followersOf(ended.entry.job)) book.mark(follower);
      worldEvents.ended(ended);
      const givenUp = incidents.ended(ended);
      if (givenUp || cancels(ended.entry.outputs)) edits.disable(ended.state);
    }
  }

  /** A run that goes on for longer than the job's notice allows is told once. */
  #tellLong({ incidents, runs, turn }: Parts, state: JobState): void {
    for (const active of state.active) {
      const up = worksAgainAt(state, active);
      if (up !== null && turn.mono >= up) incidents.up(state, active);
      if (active.tellAt === null || turn.mono < active.tellAt) continue;
      runs.told(active);
      incidents.stillRunning(state, active);
    }
  }

  #happened({ turns, worldEvents }: Parts, event: WorldEvent): void {
    // Whatever happened, it may be what a condition waits for.
    turns.markWaiting();
    worldEvents.happened(event);
  }

  #stepped(parts: Parts, step: Duration, newEra: boolean): void {
    const { book } = parts;
    book.movePeriods(step);
    if (newEra) book.correct();
    book.markAll();
  }

  #movedZone(parts: Parts): void {
    const { machine, book } = parts;
    machine.moveZone();
    for (const state of book.all()) book.arm(state);
    book.markAll();
  }

  /** Puts a job back in its place in the queues. */
  #settle({ book, turns, runs, obligations, worldEvents }: Parts, state: JobState): void {
    const wall = earliest(earliest(obligations.nextOf(state), turns.nextOf(state)), worldEvents.nextOf(state));
    book.settle(state, wall, runs.nextOf(state));
  }

  /** Writes the round and carries out its effects. False where the ledger could not be written. */
  #write(parts: Parts, always: boolean): boolean {
    const { journal, machine } = parts;
    if (journal.dirty || always) machine.stamp();
    if (!journal.dirty) return true;
    try {
      const effects = journal.commit();
      if (this.#storage !== null) parts.incidents.storageBack(this.#storage);
      this.#storage = null;
      for (const carryOut of effects) carryOut();
      return true;
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      this.#storage = error;
      return false;
    }
  }

  /** Arms the alarm and tells whoever shows something. */
  #afterwards(parts: Parts): void {
    this.#arm(parts);
    if (this.#quitting !== null && (this.#quitting.rule === 'leave' || parts.runs.inProgress === 0)) {
      for (const done of this.#quitting.done.splice(0)) done();
    }
    const change = parts.journal.takeTouched();
    if (change === null) return;
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** Nothing new is decided while it quits, so only what runs can make something due. */
  #arm({ book, turn, incidents }: Parts): void {
    if (this.#storage !== null) {
      this.#ports.alarm.setOnce(instant(this.#ports.clock.now() + RETRY_STORAGE_MS));
      return;
    }
    const wall = this.#quitting === null ? (book.wall.first?.at ?? Infinity) : Infinity;
    const awake = book.awake.first?.at ?? Infinity;
    // What is due is approached a little early; what was too close for that rings on its time.
    const early = wall - (this.#ports.alarm.lead ?? 0);
    const next = Math.min(
      early > turn.now ? early : wall,
      incidents.nextAt ?? Infinity,
      turn.now + Math.max(0, awake - turn.mono),
    );
    this.#ports.alarm.setOnce(next === Infinity ? null : instant(Math.ceil(next)));
  }

  #hear(news: RunNews): void {
    this.#news.push(news);
    this.evaluate('run');
  }

  notice(event: WorldEvent): void {
    this.#events.push(event);
    this.evaluate(event.kind === 'suspend' || event.kind === 'resume' ? event.kind : 'event');
  }
  /** Nothing starts from now on. Resolves when what the rule waits for has ended and the last word is durable. */
  quit(rule: QuitRule): Promise<void> {
    if (this.#started === null) return Promise.resolve();
    this.evaluate('quit');
    const { runs } = this.#started;
    const gone = new Promise<void>((resolve) => {
      this.#quitting = { rule, done: [...(this.#quitting?.done ?? []), resolve] };
    });
    if (rule === 'stop') for (const { state } of [...runs.all()]) runs.stopAll(state, 'quit');
    this.evaluate('quit');
    return gone;
  }

  onChange(listener: (change: EngineChange) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
    this.#ports.alarm.setOnce(null);
  }
}

const earliest = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null ? b : b === null || a < b ? a : b;

/** The output `cancel=true` (schedule's CancelJob): the job is disabled after this run (semantics §6). */
const cancels = ({ cancel }: Readonly<Record<string, unknown>>): boolean => cancel === true || cancel === 'true';
