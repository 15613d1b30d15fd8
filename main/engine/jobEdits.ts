import type { StoredJob } from '../core/job.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Drops } from './drops.ts';
import type { DueMoments } from './dueMoments.ts';
import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState } from './jobState.ts';
import type { DueEntry } from './ledger.ts';
import type { MachineWatch } from './machineWatch.ts';
import type { Obligations } from './obligations.ts';
import type { JobStore, Watchers } from './ports.ts';
import type { Runs } from './runs.ts';
import type { Sequences } from './sequences.ts';
import type { Turns } from './turns.ts';
import type { WorldEvents } from './worldEvents.ts';

/** What edits and wishes work with. */
export interface Common {
  readonly journal: Journal;
  readonly turn: Turn;
  readonly machine: MachineWatch;
  readonly book: JobBook;
  readonly runs: Runs;
  readonly turns: Turns;
  readonly drops: Drops;
  readonly moments: DueMoments;
  readonly obligations: Obligations;
  readonly sequences: Sequences;
  readonly worldEvents: WorldEvents;
}

/**
 * Jobs that are saved, enabled, disabled and removed. Everything due up to now was decided by the job as it was; then the store is written,
 * and last the ledger: a crash between the two is settled at the next start by `enabledAt`.
 */
export class JobEdits {
  readonly #store: JobStore;
  readonly #watchers: Watchers;
  readonly #common: Common;

  constructor(store: JobStore, watchers: Watchers, common: Common) {
    this.#store = store;
    this.#watchers = watchers;
    this.#common = common;
  }

  save(stored: StoredJob): void {
    const { book, worldEvents } = this.#common;
    const before = book.get(stored.job.id);
    const was = before?.stored ?? null;
    this.#store.put(stored);
    const owing = before === null ? [] : openOf(before);
    const enabled = stored.job.enabled && was?.job.enabled !== true;
    if (before !== null && was !== null) this.#reset(before, was, stored);
    const state = book.enter(stored);
    book.arm(state, was === null || stored.enabledAt !== was.enabledAt);
    if (was !== null) this.#keepOwed(state, was, owing);
    book.mark(state);
    this.#common.journal.touchJob(stored.job.id);
    this.watch();
    if (enabled) worldEvents.enabled(state);
  }

  /** After this run the job does not go on (semantics §6, `cancel=true`). */
  disable(state: JobState): void {
    if (state.job.enabled) this.#setEnabled(state, false, state.stored.enabledAt);
  }

  setEnabled(state: JobState, enabled: boolean): void {
    if (state.job.enabled !== enabled) this.#setEnabled(state, enabled, this.#common.turn.now);
  }

  remove(state: JobState): void {
    const { runs, book, journal } = this.#common;
    this.#store.remove(state.job.id);
    this.#dropAll(state);
    runs.stopAll(state, 'removed');
    book.leave(state);
    for (const key of ['enabled', 'period', 'pause', 'skip', 'spent', 'used', 'incident', 'queue'])
      journal.state(`${key}/${state.job.id}`, null);
    journal.touchJob(state.job.id);
    this.watch();
  }

  /** Files are watched as the jobs, and the triggers of sequences, ask now. */
  watch(): void {
    this.#watchers.watch([...this.#common.book.all()].map(({ stored }) => stored));
  }

  #setEnabled(state: JobState, enabled: boolean, enabledAt: Instant): void {
    const { stored } = state;
    this.save({
      ...stored,
      document: { ...stored.document, enabled },
      job: { ...stored.job, enabled },
      enabledAt,
      revision: stored.revision + 1,
    });
  }

  /** Periods begin with the enabling, and with a change of the trigger whose period it is. */
  #reset(state: JobState, was: StoredJob, next: StoredJob): void {
    const enabled = next.job.enabled && !was.job.enabled;
    const before = JSON.stringify(was.job.triggers.filter(hasPeriod));
    const after = JSON.stringify(next.job.triggers.filter(hasPeriod));
    if (!enabled && before === after) return;
    state.period = null;
    this.#common.journal.state(`period/${next.job.id}`, null);
  }

  /** What waits for a trigger that is still there goes on, under its new place; the rest is skipped: the job was changed. */
  #keepOwed(state: JobState, was: StoredJob, owing: readonly DueEntry[]): void {
    const { journal } = this.#common;
    if (!state.job.enabled) {
      this.#dropAll(state);
      return;
    }
    const places = was.job.triggers.map((trigger) => {
      const text = JSON.stringify(trigger);
      return state.job.triggers.findIndex((other) => JSON.stringify(other) === text);
    });
    const gone = new Set<number>();
    for (const entry of owing) {
      if (entry.trigger < 0) continue;
      const place = places[entry.trigger] ?? -1;
      if (place === entry.trigger) continue;
      if (place < 0) gone.add(entry.id);
      else replaceOpen(state, journal.due({ ...entry, trigger: place }));
    }
    this.#dropThese(state, gone);
  }

  #dropAll(state: JobState): void {
    this.#dropThese(state, new Set(openOf(state).map(({ id }) => id)));
  }

  #dropThese(state: JobState, ids: ReadonlySet<number>): void {
    const { journal, turn, drops } = this.#common;
    const facts = { wishedAt: turn.now };
    for (const pending of [...state.pending]) drops.dropSome(state, pending, ids, 'skipped', 'jobChanged', facts);
    for (const entry of state.owed.filter(({ id }) => ids.has(id))) {
      journal.due({
        ...entry,
        fate: 'skipped',
        reason: 'jobChanged',
        facts: { ...entry.facts, ...facts },
        decided: turn.now,
      });
    }
    state.owed = state.owed.filter(({ id }) => !ids.has(id));
  }
}

const hasPeriod = ({ type }: { readonly type: string }): boolean => type === 'interval' || type === 'phrase';

/** What a job owes and what of it waits: everything that an edit can make undone. */
const openOf = (state: JobState): readonly DueEntry[] => [
  ...state.owed,
  ...state.pending.flatMap(({ rep, members }) => (rep === null ? [] : [rep, ...members])),
];

function replaceOpen(state: JobState, entry: DueEntry): void {
  state.owed = state.owed.map((other) => (other.id === entry.id ? entry : other));
  for (const pending of state.pending) {
    if (pending.rep?.id === entry.id) pending.rep = entry;
    pending.members = pending.members.map((other) => (other.id === entry.id ? entry : other));
  }
}
