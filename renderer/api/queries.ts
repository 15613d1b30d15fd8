import type { Api, Answer, CallName, Input, Output, Problem, Push } from '../../preload/contract.ts';
import { touches } from './invalidation.ts';

/** What is known of one question: the last answer, what is wrong with it, and whether a newer one is on its way. */
export interface Known<T> {
  readonly value: T | undefined;
  readonly problem: Problem | null;
  readonly loading: boolean;
}

interface Entry {
  readonly name: CallName;
  readonly input: unknown;
  known: Known<unknown>;
  readonly listeners: Set<() => void>;
  asking: boolean;
  stale: boolean;
  timer: ReturnType<typeof setTimeout> | null;
  lastUsed: number;
}

/** Pushes come in bursts: one question is not asked more often than this, in milliseconds. */
const PACE = 120;
/** Answers that nobody looks at are kept for going back, but not all of them. */
const KEPT = 60;
const nothing: Known<never> = { value: undefined, problem: null, loading: true };

const keyOf = (name: CallName, input: unknown): string => `${name} ${JSON.stringify(input)}`;

/**
 * Answers of the program by question.
 * 1. A question somebody looks at is asked again when a push touches it; others only become stale.
 * 2. Never two requests for one question at a time; a push that comes meanwhile asks once more afterwards.
 * 3. A lost connection keeps what is known.
 */
export class Queries {
  readonly #api: Api;
  readonly #entries = new Map<string, Entry>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** Follows a question; returns the end of it. */
  follow<N extends CallName>(name: N, input: Input<N>, listener: () => void): () => void {
    const entry = this.#entry(name, input);
    entry.listeners.add(listener);
    if (entry.stale) this.#ask(entry);
    return () => {
      entry.listeners.delete(listener);
      this.#tidy();
    };
  }

  /** What is known now; the same object until it changes. */
  known<N extends CallName>(name: N, input: Input<N>): Known<Output<N>> {
    return this.#entry(name, input).known as Known<Output<N>>;
  }

  /** Takes a push: asks again what it touches. */
  push(push: Push): void {
    for (const entry of this.#entries.values()) if (touches(push, entry.name, entry.input)) this.#renew(entry);
  }

  /** Asks everything again: the line was lost and is back. */
  renewAll(): void {
    for (const entry of this.#entries.values()) this.#renew(entry);
  }

  #entry(name: CallName, input: unknown): Entry {
    const key = keyOf(name, input);
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = {
        name,
        input,
        known: nothing,
        listeners: new Set(),
        asking: false,
        stale: true,
        timer: null,
        lastUsed: 0,
      };
      this.#entries.set(key, entry);
    }
    entry.lastUsed = ++this.#uses;
    return entry;
  }

  #uses = 0;

  #renew(entry: Entry): void {
    entry.stale = true;
    if (entry.listeners.size === 0 || entry.timer !== null || entry.asking) return;
    entry.timer = setTimeout(() => {
      entry.timer = null;
      this.#ask(entry);
    }, PACE);
  }

  #ask(entry: Entry): void {
    if (entry.asking) return;
    entry.asking = true;
    entry.stale = false;
    const call = this.#api[entry.name] as (input: unknown) => Promise<Answer<unknown>>;
    call(entry.input).then(
      (answer) => {
        this.#settle(
          entry,
          answer.ok
            ? { value: answer.value, problem: null, loading: false }
            : { value: entry.known.value, problem: answer.error, loading: false },
        );
        if (entry.stale) this.#renew(entry);
      },
      () => {
        entry.stale = true;
        this.#settle(entry, entry.known);
      },
    );
  }

  #settle(entry: Entry, known: Known<unknown>): void {
    entry.asking = false;
    if (known === entry.known) return;
    entry.known = known;
    for (const listener of entry.listeners) listener();
  }

  #tidy(): void {
    if (this.#entries.size <= KEPT) return;
    const idle = [...this.#entries].filter(([, entry]) => entry.listeners.size === 0 && !entry.asking);
    idle.sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
    for (const [key] of idle.slice(0, this.#entries.size - KEPT)) this.#entries.delete(key);
  }
}
