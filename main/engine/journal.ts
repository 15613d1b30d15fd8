import type { Instant } from '../core/time/instant.ts';
import type { Change, ClockStep, DueEntry, Incident, Ledger, MachineSpan, Notice, RunEntry, Wish } from './ledger.ts';

/** What an evaluation changed, for whoever shows it. Collected until it is taken. */
export interface Touched {
  readonly jobs: Set<string>;
  readonly runs: Set<string>;
  machine: boolean;
  incidents: boolean;
  notices: boolean;
  sequences: boolean;
}

const nothingTouched = (): Touched => ({
  jobs: new Set(),
  runs: new Set(),
  machine: false,
  incidents: false,
  notices: false,
  sequences: false,
});

/**
 * The transaction being written, and the effects that wait for it.
 *
 * Invariants: 1. an effect is carried out only after everything written before it is durable (semantics §6, intent before effect);
 * 2. where a commit fails everything stays here and is tried again whole: nothing is half done, nothing is lost while the program lives.
 */
export class Journal {
  readonly #ledger: Ledger;
  #nextId: number;
  readonly #entries = new Map<number, Change>();
  readonly #state = new Map<string, Change>();
  #effects: (() => void)[] = [];
  #touched = nothingTouched();

  constructor(ledger: Ledger, nextId: number) {
    this.#ledger = ledger;
    this.#nextId = nextId;
  }

  /** A new id: they only grow, so entries lie in the order in which they were first written. */
  id(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }

  /** Whether there is anything to make durable, or to do after it. */
  get dirty(): boolean {
    return this.#entries.size > 0 || this.#state.size > 0 || this.#effects.length > 0;
  }

  due(entry: DueEntry): DueEntry {
    this.#entries.set(entry.id, { kind: 'due', entry });
    this.#touched.jobs.add(entry.job);
    return entry;
  }

  run(entry: RunEntry): RunEntry {
    this.#entries.set(entry.id, { kind: 'run', entry });
    this.#touched.jobs.add(entry.job);
    this.#touched.runs.add(entry.run);
    return entry;
  }

  machine(entry: MachineSpan, visible = true): MachineSpan {
    this.#entries.set(entry.id, { kind: 'machine', entry });
    if (visible) this.#touched.machine = true;
    return entry;
  }

  clock(entry: ClockStep): ClockStep {
    this.#entries.set(entry.id, { kind: 'clock', entry });
    this.#touched.machine = true;
    return entry;
  }

  wish(wish: Omit<Wish, 'id'>): Wish {
    const entry = { id: this.id(), ...wish };
    this.#entries.set(entry.id, { kind: 'wish', entry });
    if (wish.job !== null) this.#touched.jobs.add(wish.job);
    return entry;
  }

  incident(entry: Incident): Incident {
    this.#entries.set(entry.id, { kind: 'incident', entry });
    this.#touched.incidents = true;
    this.#touched.jobs.add(entry.job);
    return entry;
  }

  notice(entry: Notice): Notice {
    this.#entries.set(entry.id, { kind: 'notice', entry });
    this.#touched.notices = true;
    return entry;
  }

  /** Keeps a small value under a key; null forgets it. */
  state(key: string, value: unknown): void {
    this.#state.set(key, { kind: 'state', entry: { key, value } });
  }

  /** Something to be done once what was written so far is durable. */
  effect(carryOut: () => void): void {
    this.#effects.push(carryOut);
  }

  /** Says that a job is shown differently although no entry of it changed. */
  touchJob(job: string): void {
    this.#touched.jobs.add(job);
  }

  touchSequences(): void {
    this.#touched.sequences = true;
  }

  /**
   * Makes everything durable in one transaction and hands out the effects that may now be carried out, in their order.
   * Throws what the ledger throws; then everything is kept for the next try.
   */
  commit(): readonly (() => void)[] {
    if (this.#entries.size > 0 || this.#state.size > 0) {
      this.#ledger.commit([...this.#entries.values(), ...this.#state.values()]);
      this.#entries.clear();
      this.#state.clear();
    }
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** What changed since the last time this was asked; null where nothing did. */
  takeTouched(): Touched | null {
    const touched = this.#touched;
    const { jobs, runs, machine, incidents, notices, sequences } = touched;
    if (jobs.size === 0 && runs.size === 0 && !machine && !incidents && !notices && !sequences) return null;
    this.#touched = nothingTouched();
    return touched;
  }
}

/** Names a run after the entry that caused it: unique, and in the order of creation. */
export const runName = (causeId: number): string => `r${String(causeId).padStart(9, '0')}`;

/** The wall clock, the awake clock and the era of the evaluation in progress; the same for everything decided in it. */
export interface Turn {
  now: Instant;
  mono: number;
  /** What `mono` is short of all the time awake that Wakeful knows of: makes its readings comparable over a restart. */
  awakeBefore: number;
  /** Due moments up to here are decided: `now`, or a little later where starts are prepared ahead (`Alarm.lead`). */
  horizon: Instant;
  era: number;
  /** The computer's zone, an IANA name. */
  zone: string;
}
