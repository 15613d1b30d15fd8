import { isFailure } from '../core/fate.ts';
import { instant, later, plus, type Instant } from '../core/time/instant.ts';
import type { KeepAliveTrigger } from '../core/triggers/keepAlive.ts';
import type { QueueTrigger } from '../core/triggers/fileEvents.ts';
import type { Incidents } from './incidents.ts';
import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState, TriggerState } from './jobState.ts';
import type { Ledger, OpenState } from './ledger.ts';
import type { Obligations } from './obligations.ts';
import type { Watchers } from './ports.ts';
import type { Ended } from './runs.ts';

/** What is remembered of one `keepAlive` or `queue` trigger while Wakeful runs. All instants by the wall clock. */
interface Kept {
  /** Its last due moment. */
  last: Instant | null;
  /** Its latest restarts, at most `limit` of them. */
  restarts: Instant[];
  gaveUp: boolean;
}

/** What is kept of a job's queues, under `queue/JOB`: the last due moment by the place of the trigger. */
type Queued = Readonly<Record<number, Instant>>;

const QUEUED = 'queue/';

/** Least time between due moments that led to no run, however short the throttle: without it they would follow without end. */
const LEAST_APART_MS = 1000;

/** More entries than a job has at one instant. */
const MANY = 1000;

/**
 * `keepAlive` and `queue` (semantics §2.8): due not by an event but because of what holds, the program does not run, or the directory is not
 * empty. Looked at when a run ended, when files changed, and when the throttle has passed; never while anything of the job is under way.
 *
 * What a person stopped, or what was given up, is not started again before it ran or was enabled, or Wakeful starts.
 */
export class KeptRunning {
  readonly #ledger: Pick<Ledger, 'dueBetween'>;
  readonly #watchers: Watchers;
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #book: JobBook;
  readonly #obligations: Obligations;
  readonly #incidents: Incidents;
  readonly #kept = new WeakMap<TriggerState, Kept>();
  readonly #held = new WeakSet<JobState>();
  /** The last due moments of a job's queues: their throttle goes on over a restart. */
  readonly #queued = new Map<string, Queued>();
  /** The last run since Wakeful started or the job was enabled; absent before the first. */
  readonly #lastRun = new WeakMap<JobState, { readonly failed: boolean }>();

  constructor(
    ledger: Pick<Ledger, 'dueBetween'>,
    watchers: Watchers,
    open: OpenState,
    parts: {
      readonly journal: Journal;
      readonly turn: Turn;
      readonly book: JobBook;
      readonly obligations: Obligations;
      readonly incidents: Incidents;
    },
  ) {
    this.#ledger = ledger;
    this.#watchers = watchers;
    for (const [key, value] of open.state) {
      if (key.startsWith(QUEUED)) this.#queued.set(key.slice(QUEUED.length), value as Queued);
    }
    this.#journal = parts.journal;
    this.#turn = parts.turn;
    this.#book = parts.book;
    this.#obligations = parts.obligations;
    this.#incidents = parts.incidents;
  }

  advance(state: JobState): void {
    for (const trigger of state.triggers) {
      const earliest = this.#dueAt(state, trigger);
      if (earliest === null) continue;
      if (trigger.trigger.type === 'queue') {
        if (earliest > this.#turn.now) continue;
      } else if (trigger.trigger.type === 'keepAlive') {
        if (this.#givesUp(state, trigger, trigger.trigger)) continue;
        // A restart is owed from now on: it is visible, and it survives a restart of Wakeful.
      }
      const at = this.#afterAnother(state, trigger, earliest);
      const kept = this.#of(trigger);
      kept.last = at;
      if (trigger.trigger.type === 'queue') this.#rememberQueued(state, trigger, at);
      if (this.#lastRun.has(state)) kept.restarts.push(at);
      this.#obligations.owe(state, trigger.index, at, {});
    }
  }

  /**
   * A restart that was owed and came to nothing, because its job was disabled before its time, has had its due moment. Enabled again before
   * that, the job is due after it: no moment is due twice.
   */
  #afterAnother({ job }: JobState, { index }: TriggerState, earliest: Instant): Instant {
    let at = earliest;
    const isTaken = (): boolean =>
      this.#ledger.dueBetween([job.id], at, at, MANY).some(({ trigger, sequence, due, era }) => {
        return trigger === index && sequence === undefined && due === at && era === this.#turn.era;
      });
    while (isTaken()) at = instant(at + LEAST_APART_MS);
    return at;
  }

  /** The throttle of a queue that is not empty. */
  nextOf(state: JobState): Instant | null {
    let next: Instant | null = null;
    for (const trigger of state.triggers) {
      if (trigger.trigger.type !== 'queue') continue;
      const at = this.#dueAt(state, trigger);
      if (at !== null && (next === null || at < next)) next = at;
    }
    if (!this.#concerns(state)) return next;
    for (const pause of [this.#book.pauseAll, state.pause]) {
      const until = pause?.until ?? null;
      if (until !== null && until > this.#turn.now && (next === null || until < next)) next = until;
    }
    return next;
  }

  ended({ state, entry, stopped }: Ended): void {
    if (!this.#concerns(state) || entry.outcome === null) return;
    this.#lastRun.set(state, { failed: isFailure(entry.outcome) });
    if (stopped === 'person') this.#held.add(state);
    else this.#held.delete(state);
    // Nothing is restarted after giving up: this run was a person's or another trigger's.
    for (const trigger of state.triggers) {
      const kept = this.#kept.get(trigger);
      if (kept?.gaveUp === true) this.#kept.set(trigger, { ...kept, restarts: [], gaveUp: false });
    }
  }

  enabled(state: JobState): void {
    this.#held.delete(state);
    this.#lastRun.delete(state);
    for (const trigger of state.triggers) {
      this.#kept.delete(trigger);
    }
    if (!this.#queued.delete(state.job.id)) return;
    this.#journal.state(QUEUED + state.job.id, null);
  }

  #rememberQueued(state: JobState, { index }: TriggerState, at: Instant): void {
    const queued = { ...this.#queued.get(state.job.id), [index]: at };
    this.#queued.set(state.job.id, queued);
    this.#journal.state(QUEUED + state.job.id, queued);
  }

  #concerns(state: JobState): boolean {
    return state.triggers.some(({ trigger }) => trigger.type === 'keepAlive' || trigger.type === 'queue');
  }

  /** When the trigger is due by what holds now; null where it is not. */
  #dueAt(state: JobState, trigger: TriggerState): Instant | null {
    const { trigger: own } = trigger;
    if (own.type !== 'keepAlive' && own.type !== 'queue') return null;
    if (!state.job.enabled || state.active.length > 0 || state.pending.length > 0) return null;
    const owed = state.owed.find((entry) => entry.trigger === trigger.index);
    // It counts for the throttle also where Wakeful was started anew since it was owed.
    if (owed !== undefined) this.#of(trigger).last = owed.due;
    if (owed !== undefined || this.#book.isPaused(state)) return null;
    if (!(own.type === 'queue' ? this.#watchers.isNotEmpty(own.directory) : this.#wanted(state, own))) return null;
    return later(this.#turn.now, this.#earliest(state, trigger, own));
  }

  #wanted(state: JobState, { when }: KeepAliveTrigger): boolean {
    if (this.#held.has(state)) return false;
    if (typeof when === 'object') return this.#watchers.exists(when.pathExists);
    const last = this.#lastRun.get(state);
    if (last === undefined || when === 'always') return true;
    return when === 'afterFailure' ? last.failed : !last.failed;
  }

  /** `keepAlive` is throttled from the previous start, `queue` from the previous due moment. */
  #earliest(state: JobState, trigger: TriggerState, own: KeepAliveTrigger | QueueTrigger): Instant {
    const queued = own.type === 'queue' ? this.#queued.get(state.job.id)?.[trigger.index] : undefined;
    const last = queued ?? this.#of(trigger).last;
    const start = own.type === 'keepAlive' ? state.lastStarted : null;
    let earliest = instant(0);
    // A clock that was put back must not stretch the throttle.
    if (start !== null && start <= this.#turn.now) earliest = plus(start, own.throttle);
    if (last !== null && last <= this.#turn.now) {
      earliest = later(
        earliest,
        instant(last + Math.max(own.throttle, start !== null && start >= last ? 0 : LEAST_APART_MS)),
      );
    }
    return earliest;
  }

  #givesUp(state: JobState, trigger: TriggerState, { limit, window }: KeepAliveTrigger): boolean {
    const kept = this.#of(trigger);
    if (kept.gaveUp) return true;
    kept.restarts = kept.restarts.slice(-limit);
    const [first] = kept.restarts;
    if (kept.restarts.length < limit || first === undefined || this.#turn.now - first > window) return false;
    kept.gaveUp = true;
    this.#incidents.gaveUp(state, limit, window);
    return true;
  }

  #of(trigger: TriggerState): Kept {
    const known = this.#kept.get(trigger);
    if (known !== undefined) return known;
    const fresh: Kept = { last: null, restarts: [], gaveUp: false };
    this.#kept.set(trigger, fresh);
    return fresh;
  }
}
