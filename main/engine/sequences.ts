import type { JobDocument, StoredJob } from '../core/job.ts';
import { dueOfStart, type Sequence } from '../core/sequence.ts';
import { duration, type Instant } from '../core/time/instant.ts';
import type { Moments } from './dueMoments.ts';
import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState } from './jobState.ts';
import type { DueEntry, Facts } from './ledger.ts';
import type { Obligations } from './obligations.ts';
import type { JobStore } from './ports.ts';

/** Under which the triggers of a sequence stand among the jobs: no slug contains a colon. */
const keyOf = (id: string): string => `sequence:${id}`;

/**
 * Sequences (semantics §2.7). A start owes a due moment for each step, and from then on each is its job's own; `oneAtATime` only keeps a step
 * from starting before the one before it is over. What was started stays as it was started, however the sequence is edited meanwhile.
 *
 * A sequence's own triggers are kept like a job's. Of several starts that were missed only the newest is made, at its own time: what that
 * means for each step is for the step's job to say, by its catch-up policy.
 */
export class Sequences {
  readonly #store: JobStore;
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #book: JobBook;
  readonly #obligations: Obligations;
  readonly #byId = new Map<string, Sequence>();
  /** The starts that may not be over, each with its sequence and the jobs of its steps. */
  readonly #starts = new Map<number, { readonly sequence: string; readonly jobs: Set<string> }>();

  constructor(store: JobStore, journal: Journal, turn: Turn, book: JobBook, obligations: Obligations) {
    this.#store = store;
    this.#journal = journal;
    this.#turn = turn;
    this.#book = book;
    this.#obligations = obligations;
    for (const sequence of store.sequences()) this.#enter(sequence, false);
  }

  all(): readonly Sequence[] {
    return [...this.#byId.values()];
  }

  get(id: string): Sequence | null {
    return this.#byId.get(id) ?? null;
  }

  save(sequence: Sequence): void {
    this.#store.putSequence(sequence);
    this.#enter(sequence, true);
    this.#journal.touchSequences();
  }

  remove(id: string): void {
    this.#store.removeSequence(id);
    this.#byId.delete(id);
    this.#leave(id);
    this.#journal.touchSequences();
  }

  /** Owes every step of a start at `at`, and names the start. Steps whose job is gone or disabled make nothing due. */
  start(sequence: Sequence, at: Instant): number {
    this.#forgetOver();
    const start = this.#journal.id();
    const inOrder = sequence.concurrency === 'oneAtATime';
    for (const [place, { step, due }] of dueOfStart(sequence, at).entries()) {
      const state = this.#book.get(step.job);
      if (state === null || !state.job.enabled) continue;
      const { index, priority } = step;
      const facts: Facts = { step: index, start, began: at, priority, ...(inOrder ? { place } : {}) };
      this.recall(this.#obligations.owe(state, -1, due, facts, sequence.id));
    }
    this.#journal.touchSequences();
    return start;
  }

  /** The sequence's own triggers were due: of all moments the newest starts it. */
  startDue(sequence: Sequence, found: readonly Moments[]): void {
    let newest: Instant | null = null;
    for (const { last, verdict } of found) {
      if (verdict.kind !== 'skipped' && (newest === null || last > newest)) newest = last;
    }
    if (newest !== null) this.start(sequence, newest);
  }

  /** Takes note of a step that is not over, of a start that was made now or before. */
  recall({ sequence, job, facts: { start } }: DueEntry): void {
    if (sequence === undefined || start === undefined) return;
    const known = this.#starts.get(start);
    if (known === undefined) this.#starts.set(start, { sequence, jobs: new Set([job]) });
    else known.jobs.add(job);
  }

  /** The jobs of a sequence's starts that may not be over, be they in it still or not. */
  jobsOfStarts(id: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { sequence, jobs } of this.#starts.values()) if (sequence === id) for (const job of jobs) found.add(job);
    return found;
  }

  /** Whether a step may start: where steps go one at a time, those before it must be over. */
  mayGo({ facts: { start, place } }: DueEntry): boolean {
    if (start === undefined || place === undefined) return true;
    return !this.#openSteps(start).some((other) => other.place !== undefined && other.place < place);
  }

  /** The facts of a start's steps that are not over. */
  #openSteps(start: number): readonly Facts[] {
    return [...(this.#starts.get(start)?.jobs ?? [])].flatMap((job) => {
      const state = this.#book.get(job);
      const open = state === null ? [] : openOf(state);
      return open.flatMap(({ facts }) => (facts.start === start ? [facts] : []));
    });
  }

  #forgetOver(): void {
    for (const start of this.#starts.keys()) if (this.#openSteps(start).length === 0) this.#starts.delete(start);
  }

  #enter(sequence: Sequence, fresh: boolean): void {
    this.#leave(sequence.id);
    this.#byId.set(sequence.id, sequence);
    if (sequence.triggers.length === 0) return;
    const state = this.#book.enter(asJob(sequence, fresh ? this.#turn.now : sequence.created));
    state.sequence = sequence;
    this.#book.arm(state, fresh);
    this.#book.mark(state);
  }

  #leave(id: string): void {
    const state = this.#book.get(keyOf(id));
    if (state !== null) this.#book.leave(state);
  }
}

/** Everything of a job that is not over. */
const openOf = (state: JobState): readonly DueEntry[] => [
  ...state.owed,
  ...state.pending.flatMap(({ rep, members }) => (rep === null ? members : [rep, ...members])),
  ...state.active.flatMap(({ due }) => (due === null ? [] : [due])),
];

/** A sequence's triggers in the form in which triggers are kept. It is never saved, and nothing runs for it. */
function asJob(sequence: Sequence, enabledAt: Instant): StoredJob {
  const run = { command: [] };
  const document: JobDocument = { name: sequence.name, run };
  const none = duration(0);
  return {
    document,
    created: sequence.created,
    enabledAt,
    revision: 0,
    job: {
      id: keyOf(sequence.id),
      name: sequence.name,
      description: '',
      tags: [],
      enabled: true,
      run,
      cwd: null,
      env: {},
      secrets: [],
      secretFiles: [],
      stdin: '',
      environment: 'minimal',
      zone: sequence.zone,
      triggers: sequence.triggers,
      catchUp: { runs: 'latest', within: null, limit: 1, afterSleep: true, afterOff: true },
      conditions: [],
      anyUpstream: false,
      deadline: none,
      blackouts: [],
      concurrency: 'allow',
      queueLimit: 1,
      max: 1,
      priority: 0,
      retry: { limit: 0, delay: none, factor: 1, maxDelay: null, jitter: 0, onExitCodes: null },
      timeout: { attempt: null, total: null, grace: none },
      successExitCodes: [0],
      artifacts: [],
      outputLimit: 0,
      limits: { memory: null, output: null, then: 'stop' },
      nice: 0,
      keepAwake: false,
      leaveChildren: false,
      notify: { failure: false, afterFailures: 1, recovery: false, missed: false, stillRunningAfter: null, ping: null },
      giveUpAfter: null,
    },
  };
}
