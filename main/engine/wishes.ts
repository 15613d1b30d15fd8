import type { Problem } from '../core/problem.ts';
import type { Job } from '../core/job.ts';
import { admit } from '../core/concurrency.ts';
import { PAUSE_ALL } from './jobBook.ts';
import type { Common } from './jobEdits.ts';
import { newJobState, type JobState, type Pause, type Pending } from './jobState.ts';
import { runName } from './journal.ts';
import type { DueEntry, Ledger, Wish } from './ledger.ts';
import type { Wished, WishRequest } from './scheduler.ts';

const done = (run: string | null = null): Wished => ({ ok: true, run });

const refused = (code: string, message: string): Wished => {
  const error: Problem = { code, message };
  return { ok: false, error };
};

/** What a person asks (semantics §7): recorded with its time, carried out in the same transaction. */
export class Wishes {
  readonly #ledger: Ledger;
  readonly #common: Common;

  constructor(ledger: Ledger, common: Common) {
    this.#ledger = ledger;
    this.#common = common;
  }

  /** Carries a wish out, as far as that is writing it down: the evaluation that follows does the rest. */
  carryOut(request: WishRequest): Wished {
    if (request.kind === 'startSequence' || request.kind === 'cancelSequence') return this.#sequence(request);
    if (request.job === null) return this.#everything(request);
    const state = this.#common.book.get(request.job);
    if (state === null) return refused('unknownJob', `There is no job "${request.job}".`);
    switch (request.kind) {
      case 'runNow':
        return this.#run(state, null);
      case 'stop':
        return this.#stop(state, request.run ?? null);
      case 'pause':
        return this.#pause(state, request.until);
      case 'unpause':
        return this.#pause(state, undefined);
      case 'skipNext':
        state.skipNext = this.#common.turn.now;
        this.#common.journal.state(`skip/${state.job.id}`, state.skipNext);
        this.#record('skipNext', state);
        return done();
      case 'dismiss':
        return this.#dismiss(state, request.due);
      case 'runAgain':
        return this.#runAgain(state, request.due);
    }
  }

  /** Runs a job as a person edits it, saved or not, beside whatever else runs: recorded as a test, followed by nothing. */
  test(job: Job): Wished {
    const { turn, runs, journal } = this.#common;
    const now = turn.now;
    const document = { name: job.name, run: job.run };
    const apart = newJobState({ document, job, created: now, enabledAt: now, revision: 0 }, 0);
    const pending = this.#pending(journal.id(), null, 'test');
    runs.start(apart, pending);
    this.#common.book.mark(apart);
    return done(pending.run);
  }

  #everything(request: WishRequest): Wished {
    const { turn, journal, book } = this.#common;
    const pause: Pause | null = request.kind === 'pause' ? { from: turn.now, until: request.until } : null;
    if (request.kind === 'pause' && request.until !== null && request.until <= turn.now) return tooEarly;
    book.pauseAll = pause;
    journal.state(PAUSE_ALL, pause);
    journal.wish({
      at: turn.now,
      kind: request.kind,
      job: null,
      about: pause?.until ?? null,
      run: null,
    });
    book.markAll();
    // Every job is shown differently from now on, whether or not it is ever due.
    for (const { job } of book.all()) journal.touchJob(job.id);
    return done();
  }

  #pause(state: JobState, until: Pause['until'] | undefined): Wished {
    const { turn, journal, book } = this.#common;
    if (until !== undefined && until !== null && until <= turn.now) return tooEarly;
    state.pause = until === undefined ? null : { from: turn.now, until };
    journal.state(`pause/${state.job.id}`, state.pause);
    this.#record(until === undefined ? 'unpause' : 'pause', state, until ?? null);
    book.mark(state);
    return done();
  }

  #stop(state: JobState, run: string | null): Wished {
    const runs = state.active.filter(({ entry }) => run === null || entry.run === run);
    if (runs.length === 0) return refused('notRunning', `${state.job.name} is not running.`);
    for (const { entry } of runs) this.#common.runs.stop(entry.run, 'person');
    this.#record('stop', state, null, run ?? runs[0]?.entry.run ?? null);
    return done(runs[0]?.entry.run ?? null);
  }

  #dismiss(state: JobState, due: number | null): Wished {
    const { turn, turns, drops, journal } = this.#common;
    const waiting = state.pending.filter(({ rep }) => rep !== null && (due === null || rep.due === due));
    // What is still to come is not waiting; it can be dismissed by its name.
    const owed = state.owed.filter((entry) => (due === null ? entry.due <= turn.now : entry.due === due));
    if (waiting.length === 0 && owed.length === 0) {
      return refused('notWaiting', `Nothing of ${state.job.name} is waiting.`);
    }
    const facts = { wishedAt: turn.now };
    for (const pending of waiting) drops.drop(state, pending, 'skipped', 'dismissed', facts);
    for (const entry of owed) {
      journal.due({
        ...entry,
        fate: 'skipped',
        reason: 'dismissed',
        facts: { ...entry.facts, ...facts },
        decided: turn.now,
      });
    }
    state.owed = state.owed.filter((entry) => !owed.includes(entry));
    turns.stepOver();
    this.#record('dismiss', state, waiting[0]?.rep?.due ?? owed[0]?.due ?? null);
    this.#common.book.mark(state);
    return done();
  }

  #runAgain(state: JobState, due: Wish['about']): Wished {
    if (due === null || this.#ledger.dueEntryAt(state.job.id, due) === null) {
      return refused('unknownDue', `${state.job.name} was not due then.`);
    }
    return this.#run(state, due);
  }

  /** Run now and run again obey `concurrency`, and nothing else: conditions, pauses and blackouts are for what comes by itself. */
  #run(state: JobState, about: Wish['about']): Wished {
    const { runs, book } = this.#common;
    const admission = admit(state.job, { running: state.active.length, queued: state.pending.length });
    const running = state.active.length > 0;
    if (admission === 'refused') {
      const message =
        state.job.concurrency === 'allow'
          ? `${state.job.name} runs as often as it may at once: ${state.active.length === 1 ? 'once' : `${String(state.active.length)} times`}.`
          : `${state.job.name} is running. Stop it first, or wait until it has ended.`;
      return refused('stillRunning', message);
    }
    if (admission === 'replaces') runs.stopAll(state, 'replace');
    if (running && admission === 'joins') {
      const waiting = state.pending[state.pending.length - 1];
      return done(waiting?.run ?? null);
    }
    const wish = this.#record(about === null ? 'runNow' : 'runAgain', state, about);
    const pending = this.#pending(wish.id, about, 'wish');
    state.pending = [pending, ...state.pending];
    book.rearmPeriods(state);
    book.mark(state);
    return done(pending.run);
  }

  #pending(id: number, about: Wish['about'], cause: 'wish' | 'test'): Pending {
    return {
      run: runName(id),
      order: id,
      stage: 'new',
      rep: null,
      members: [],
      cause,
      about,
      catchUp: false,
      waited: false,
      series: false,
      entry: null,
      sequence: null,
      priority: null,
      upstream: {},
    };
  }

  #sequence(request: Extract<WishRequest, { readonly sequence: string }>): Wished {
    const { sequences, turn, journal } = this.#common;
    const sequence = sequences.get(request.sequence);
    if (sequence === null) return refused('unknownSequence', `There is no sequence "${request.sequence}".`);
    journal.wish({ at: turn.now, kind: request.kind, job: null, about: null, run: null });
    if (request.kind === 'startSequence') return { ok: true, run: null, start: sequences.start(sequence, turn.now) };
    const { start, step } = request;
    const concerns = ({ sequence: of, facts }: DueEntry): boolean =>
      of === sequence.id && (start === null || facts.start === start) && (step === null || facts.step === step);
    if (this.#cancelSteps(concerns)) return done();
    return refused('notWaiting', `Nothing of ${sequence.name} is still to start.`);
  }

  /** A sequence was removed: of its steps those that have not started are cancelled. */
  dropSequence(id: string): void {
    this.#cancelSteps(({ sequence }) => sequence === id);
  }

  /** Steps that have not started are skipped; one that runs goes on. */
  #cancelSteps(concerns: (entry: DueEntry) => boolean): boolean {
    const { turn, turns, drops, journal, book } = this.#common;
    const facts = { wishedAt: turn.now };
    let any = false;
    for (const state of book.all()) {
      for (const pending of state.pending) {
        // What waits with a step and is none of it, or of another start, goes on waiting.
        const waiting = [pending.rep, ...pending.members].filter((entry) => entry !== null);
        const ids = new Set(waiting.filter(concerns).map(({ id }) => id));
        if (ids.size === 0) continue;
        drops.dropSome(state, pending, ids, 'skipped', 'sequenceCancelled', facts);
        any = true;
      }
      for (const entry of state.owed.filter(concerns)) {
        state.owed = state.owed.filter((other) => other !== entry);
        journal.due({
          ...entry,
          fate: 'skipped',
          reason: 'sequenceCancelled',
          facts: { ...entry.facts, ...facts },
          decided: turn.now,
        });
        book.mark(state);
        any = true;
      }
    }
    turns.stepOver();
    return any;
  }

  #record(kind: Wish['kind'], state: JobState, about: Wish['about'] = null, run: string | null = null): Wish {
    return this.#common.journal.wish({ at: this.#common.turn.now, kind, job: state.job.id, about, run });
  }
}

const tooEarly = refused('pastUntil', 'A pause ends at an instant to come.');
