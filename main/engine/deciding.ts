import { planCatchUp } from '../core/catchUp.ts';
import { admit } from '../core/concurrency.ts';
import { plus } from '../core/time/instant.ts';
import type { Fate, FateReason, LateReason, Standing } from '../core/fate.ts';
import { runName, type Journal, type Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState, Pending } from './jobState.ts';
import type { DueEntry, Facts } from './ledger.ts';
import type { Moments } from './dueMoments.ts';
import type { Incidents } from './incidents.ts';
import type { Runs } from './runs.ts';
import type { Sequences } from './sequences.ts';

/** What a moment becomes: everything of its entry that is not said by the moment itself. */
interface Becomes {
  readonly fate: Fate | Standing;
  readonly reason: FateReason | null;
  readonly facts: Facts;
  readonly run: string | null;
}

/** Why a moment is late, as far as it is known when it is noticed. */
const missedReason = ({ verdict }: Moments): LateReason | null => (verdict.kind === 'missed' ? verdict.reason : null);

const factsOf = ({ verdict }: Moments): Facts => (verdict.kind === 'onTime' ? {} : verdict.facts);

/**
 * Gives due moments their fates, or a place among what is to run (semantics §5.2–§5.4, §6 concurrency). What is to run stands in
 * `state.pending` afterwards; whether it starts at once is decided by `Turns`.
 */
export class Deciding {
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #book: JobBook;
  readonly #runs: Runs;
  readonly #sequences: Sequences;
  readonly #incidents: Incidents;

  constructor(journal: Journal, turn: Turn, book: JobBook, runs: Runs, sequences: Sequences, incidents: Incidents) {
    this.#sequences = sequences;
    this.#incidents = incidents;
    this.#journal = journal;
    this.#turn = turn;
    this.#book = book;
    this.#runs = runs;
  }

  /** Decides everything that a job is due for now, all triggers together (semantics §5.1). */
  decide(state: JobState, found: readonly Moments[]): void {
    if (found.length === 0) return;
    const { now } = this.#turn;
    const periodic = found.some(({ trigger }) => state.triggers[trigger]?.restarts === true);
    if (state.sequence !== null) {
      this.#sequences.startDue(state.sequence, found);
      // A start of a sequence is over at once: the next period begins with it.
      if (periodic) this.#book.beginPeriod(state, { start: now, finish: now });
      return;
    }
    const missed = found.filter(({ verdict }) => verdict.kind === 'missed');
    const onTime = found.filter(({ verdict }) => verdict.kind === 'onTime');
    const plan = planCatchUp(state.job.catchUp, missed, onTime);
    const ids = this.#number([
      ...found.filter(({ verdict }) => verdict.kind === 'skipped' || verdict.kind === 'expired'),
      ...plan.overLimit,
      ...plan.join,
      ...plan.run.map(({ moment }) => moment),
    ]);
    for (const moments of found) {
      const { verdict } = moments;
      if (verdict.kind === 'expired') this.#incidents.missed(state);
      if (verdict.kind === 'skipped' || verdict.kind === 'expired') {
        this.#settle(state, moments, ids, {
          fate: verdict.kind,
          reason: verdict.reason,
          facts: verdict.facts,
          run: null,
        });
      }
    }
    const limit: Facts = { missed: countOf(missed), limit: state.job.catchUp.limit };
    for (const moments of plan.overLimit) {
      const facts = { ...factsOf(moments), ...limit };
      this.#settle(state, moments, ids, { fate: 'expired', reason: 'overLimit', facts, run: null });
    }
    if (state.job.catchUp.runs === 'all') this.#runEach(state, plan.run, ids);
    else if (plan.run[0] !== undefined) this.#runOne(state, plan.run[0].moment, plan.join, ids);

    if (periodic && state.pending.length === 0) this.#book.beginPeriod(state, { start: now, finish: now });
    else this.#book.rearmPeriods(state);
  }

  /** One run answers for all (`latest`, `earliest`, and `none` for what was on time). */
  #runOne(state: JobState, rep: Moments, joining: readonly Moments[], ids: Ids): void {
    if (this.#waitsForStep(rep)) {
      this.#join(state, this.#newPending(state, rep, ids, false), joining, ids);
      return;
    }
    const waiting = newestOf(state.pending);
    const running = state.active.length;
    if (running > 0) {
      const admission = admit(state.job, { running, queued: state.pending.length });
      if (admission === 'refused') {
        this.#refuse(state, [...joining, rep], ids);
        return;
      }
      if (admission === 'replaces') this.#runs.stopAll(state, 'replace');
      // An on-time moment never waits behind a catch-up run that has not started: that one answers for it (semantics §5.4).
      if (waiting !== undefined && (admission === 'joins' || waiting.catchUp || waiting.stage === 'conditions')) {
        this.#join(state, waiting, [...joining, rep], ids);
        return;
      }
    } else if (waiting !== undefined) {
      this.#join(state, waiting, [...joining, rep], ids);
      return;
    }
    const pending = this.#newPending(state, rep, ids, false);
    this.#join(state, pending, joining, ids);
  }

  /** `all`: each keeps its own run, one after another, oldest first. */
  #runEach(state: JobState, runs: readonly { readonly moment: Moments }[], ids: Ids): void {
    const running = state.active.length;
    let stopped = false;
    for (const { moment } of runs) {
      if (running > 0 && !this.#waitsForStep(moment)) {
        const admission = admit(state.job, { running, queued: state.pending.length });
        if (admission === 'refused') {
          this.#refuse(state, [moment], ids);
          continue;
        }
        const last = state.pending[state.pending.length - 1];
        if (admission === 'joins' && state.job.concurrency === 'queue' && last !== undefined) {
          this.#join(state, last, [moment], ids);
          continue;
        }
        if (admission === 'replaces' && !stopped) {
          stopped = true;
          this.#runs.stopAll(state, 'replace');
        }
      }
      const follows = state.pending.length > 0 && state.job.concurrency !== 'allow';
      this.#newPending(state, moment, ids, runs.length > 1 || follows);
    }
  }

  /** A step that goes after another one waits for that to end, also where both are of the same job (semantics §2.7). */
  #waitsForStep({ entry }: Moments): boolean {
    return entry !== null && !this.#sequences.mayGo(entry);
  }

  /** The job runs and its concurrency does not let another one in (semantics §5.3, §6). */
  #refuse(state: JobState, moments: readonly Moments[], ids: Ids): void {
    const byRun = state.active[0]?.entry.run;
    const from = state.active[0]?.entry.started ?? undefined;
    const facts: Facts = { ...(byRun === undefined ? {} : { byRun }), ...(from === undefined ? {} : { from }) };
    for (const each of moments) {
      this.#settle(state, each, ids, { fate: 'skipped', reason: 'stillRunning', facts, run: null });
    }
  }

  #newPending(state: JobState, moment: Moments, ids: Ids, series: boolean): Pending {
    const id = ids.get(moment) ?? moment.entry?.id ?? this.#journal.id();
    const run = runName(id);
    const missed = missedReason(moment);
    const pending: Pending = {
      run,
      order: id,
      stage: 'new',
      rep: null,
      members: [],
      cause: 'due',
      about: null,
      catchUp: missed !== null,
      waited: false,
      series,
      entry: null,
      sequence: moment.sequence,
      priority: moment.entry?.facts.priority ?? null,
      upstream: upstreamOf(moment),
    };
    pending.rep = this.#settle(state, moment, ids, { fate: 'queued', reason: missed, facts: factsOf(moment), run });
    state.pending = [...state.pending, pending];
    return pending;
  }

  /**
   * Moments answered for by a run that has not started. Behind conditions they wait as one under the catch-up policy (semantics §7) and get
   * their fates with it: a run that never comes answers for nobody. In a queue they are coalesced at once (§6).
   */
  #join(state: JobState, pending: Pending, moments: readonly Moments[], ids: Ids): void {
    const together = pending.stage !== 'turn';
    for (const each of [...moments].sort((a, b) => a.first - b.first)) {
      const missed = missedReason(each);
      if (!together) {
        const facts = factsOf(each);
        this.#settle(state, each, ids, { fate: 'coalesced', reason: missed ?? 'busy', facts, run: pending.run });
        continue;
      }
      const facts: Facts = { ...this.#waitFacts(state, pending), ...factsOf(each), joins: pending.run };
      const entry = this.#settle(state, each, ids, { fate: 'waiting', reason: missed, facts, run: pending.run });
      const newer = pending.rep !== null && entry.count === 1 && entry.due > pending.rep.due;
      const { runs } = state.job.catchUp;
      // Under `all` only what a queue has no place for joins: the one that waits stays the one that runs (semantics §6).
      const keeps = runs === 'earliest' || runs === 'all' || (pending.catchUp && missed === null);
      if (newer && !keeps) this.#represent(pending, entry);
      else pending.members.push(entry);
    }
  }

  /** What is waited for is the same for all; how long is each due moment's own. */
  #waitFacts(state: JobState, { stage, rep }: Pending): Facts {
    if (stage !== 'conditions' || rep === null) return {};
    const { condition, said, byJob } = rep.facts;
    return {
      ...(condition === undefined ? {} : { condition }),
      ...(said === undefined ? {} : { said }),
      ...(byJob === undefined ? {} : { byJob }),
      waitingSince: this.#turn.now,
      deadline: plus(this.#turn.now, state.job.deadline),
    };
  }

  /** The newest of those that wait is the one that runs. */
  #represent(pending: Pending, entry: DueEntry): void {
    const before = pending.rep;
    if (before === null) return;
    const { joins: _, ...facts } = entry.facts;
    pending.members.push(this.#journal.due({ ...before, facts: { ...before.facts, joins: pending.run } }));
    pending.rep = this.#journal.due({ ...entry, facts });
  }

  #settle(state: JobState, moments: Moments, ids: Ids, becomes: Becomes): DueEntry {
    const { entry: known, sequence } = moments;
    // Field by field: this is made for every due moment there is.
    return this.#journal.due({
      id: known?.id ?? ids.get(moments) ?? this.#journal.id(),
      job: state.job.id,
      trigger: moments.trigger,
      ...(sequence === null ? none : { sequence }),
      due: moments.first,
      ...(moments.count > 1 ? { last: moments.last } : none),
      count: moments.count,
      fate: becomes.fate,
      reason: becomes.reason,
      run: becomes.run,
      facts: known === null ? becomes.facts : { ...known.facts, ...becomes.facts },
      decided: this.#turn.now,
      era: this.#turn.era,
    });
  }

  /** Gives new entries their ids in the order of their due moments, so that the ledger reads like time. */
  #number(moments: readonly Moments[]): Ids {
    const ids: Ids = new Map();
    const fresh = moments.filter(({ entry }) => entry === null);
    for (const each of fresh.sort((a, b) => a.first - b.first || a.trigger - b.trigger))
      ids.set(each, this.#journal.id());
    return ids;
  }
}

/** The one that came last of those that have not started; a due moment's before a wish's. */
function newestOf(pending: readonly Pending[]): Pending | undefined {
  let newest: Pending | undefined;
  for (const each of pending) if (newest === undefined || each.rep !== null) newest = each;
  return newest;
}

type Ids = Map<Moments, number>;

const none = {};

const countOf = (moments: readonly Moments[]): number => moments.reduce((sum, { count }) => sum + count, 0);

/** The upstream's run that made an owed moment due. */
function upstreamOf({ entry }: Moments): Readonly<Record<string, string>> {
  const { byJob, byRun } = entry?.facts ?? {};
  return byJob === undefined || byRun === undefined ? {} : { [byJob]: byRun };
}
