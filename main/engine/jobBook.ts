import { DueQueue } from '../core/dueQueue.ts';
import { without } from '../core/accountedLabels.ts';
import type { StoredJob } from '../core/job.ts';
import type { Schedule } from '../core/triggers/trigger.ts';
import type { Duration, Instant } from '../core/time/instant.ts';
import { instant, later } from '../core/time/instant.ts';
import {
  followingOf,
  kindOf,
  restartsWithRuns,
  scheduleOf,
  zoneInForce,
  type Trigger,
} from '../core/triggers/registry.ts';
import { UTC } from '../core/time/zone.ts';
import type { Journal, Turn } from './journal.ts';
import {
  lookOf,
  newJobState,
  type JobState,
  type Look,
  type MovedEnabling,
  type Pause,
  type Period,
  type TriggerState,
} from './jobState.ts';
import type { MachineWatch } from './machineWatch.ts';
import { zoneNamed } from './zones.ts';

/** What of the computer can be looked at for changes, where nothing tells of them. */
export type Looked = 'network' | 'power' | 'mount';

/** Under which the ledger keeps the pause of everything. */
export const PAUSE_ALL = 'pause';

/** A schedule whose next due moment is further away than this is not kept ready. */
const KEPT_FOR_MS = 3_600_000;

/** Earlier than every due moment. */
const BEFORE_ALL = instant(-8_640_000_000_000_000);

/**
 * The jobs in mind, and when each wants to be looked at next.
 *
 * Invariants: 1. a job is in `wall` at the earliest instant at which anything of it is due by the wall clock, in `awake` likewise by the
 * awake clock; 2. whoever changes a job marks it, and every marked job is looked at in the same evaluation.
 */
export class JobBook {
  readonly wall = new DueQueue<Look>();
  readonly awake = new DueQueue<Look>();
  readonly #byId = new Map<string, JobState>();
  readonly #marked = new Set<JobState>();
  readonly #followers = new Map<string, Set<string>>();
  readonly #journal: Journal;
  readonly #machine: MachineWatch;
  readonly #turn: Turn;
  readonly #eventful = new Set<JobState>();
  readonly #events = new Map<Trigger['type'], number>();
  readonly #looked = new Map<Looked, number>();
  #nextOrder = 0;
  /** The pause of everything; null where there is none. */
  pauseAll: Pause | null = null;

  constructor(journal: Journal, machine: MachineWatch, turn: Turn) {
    this.#journal = journal;
    this.#machine = machine;
    this.#turn = turn;
  }

  get(id: string): JobState | null {
    return this.#byId.get(id) ?? null;
  }

  /** The jobs with triggers that are due when something is noticed. */
  eventful(): Iterable<JobState> {
    return [...this.#eventful];
  }

  /** Whether any job is due by events of a type. */
  hasEvent(type: Trigger['type']): boolean {
    return (this.#events.get(type) ?? 0) > 0;
  }

  /** Whether a job is due by changes of it, or waits for it at times; counted, so that asking costs nothing however many jobs there are. */
  looksFor(what: Looked): boolean {
    return (this.#looked.get(what) ?? 0) > 0;
  }

  /** Whether the job, or everything, is paused now. */
  isPaused(state: JobState): boolean {
    const { now } = this.#turn;
    return [this.pauseAll, state.pause].some((pause) => pause !== null && (pause.until === null || now < pause.until));
  }

  all(): IterableIterator<JobState> {
    return this.#byId.values();
  }

  get size(): number {
    return this.#byId.size;
  }

  /** The jobs that follow the ends of a job's runs, or wait for them. */
  followersOf(id: string): Iterable<JobState> {
    const found: JobState[] = [];
    for (const follower of this.#followers.get(id) ?? []) {
      const state = this.#byId.get(follower);
      if (state !== undefined) found.push(state);
    }
    return found;
  }

  /** To be looked at in this evaluation. */
  mark(state: JobState): void {
    this.#marked.add(state);
  }

  markAll(): void {
    for (const state of this.#byId.values()) this.#marked.add(state);
  }

  get anyMarked(): boolean {
    return this.#marked.size > 0;
  }

  /** Takes every job to be looked at now, those whose time has come among them, in the order of the list. */
  takeMarked(): readonly JobState[] {
    for (let look = this.wall.take(this.#turn.horizon); look !== null; look = this.wall.take(this.#turn.horizon)) {
      this.#marked.add(look.state);
    }
    for (let look = this.awake.take(this.#turn.mono); look !== null; look = this.awake.take(this.#turn.mono)) {
      this.#marked.add(look.state);
    }
    if (this.#marked.size === 0) return [];
    const taken = [...this.#marked];
    this.#marked.clear();
    return taken.length === 1 ? taken : taken.sort((a, b) => a.order - b.order);
  }

  /** Takes a job in, or in its new form. It is still to be armed. */
  enter(stored: StoredJob): JobState {
    const known = this.#byId.get(stored.job.id);
    const state = known ?? newJobState(stored, this.#nextOrder++);
    if (known !== undefined) {
      this.#unfollow(known);
      this.#countEvents(known, -1);
    }
    if (known === undefined || known.stored.enabledAt !== stored.enabledAt) state.enabledAt = stored.enabledAt;
    state.stored = stored;
    state.job = stored.job;
    state.triggers = stored.job.triggers.map((trigger, index) => ({
      index,
      trigger,
      kind: kindOf(trigger),
      restarts: kindOf(trigger) === 'time' && restartsWithRuns(trigger),
      following: null,
      schedule: null,
      next: null,
    }));
    this.#byId.set(stored.job.id, state);
    this.#follow(state);
    this.#countEvents(state, 1);
    return state;
  }

  leave(state: JobState): void {
    this.#unfollow(state);
    this.#countEvents(state, -1);
    this.#byId.delete(state.job.id);
    this.#marked.delete(state);
    // A run of it may still have to end, but nothing of it is due any more.
    state.triggers = [];
    this.wall.remove(state.wall);
    if (state.awake !== null) this.awake.remove(state.awake);
  }

  /** Finds every trigger's next due moment anew. `fresh`: the job has just been saved or enabled. */
  arm(state: JobState, fresh = false): void {
    for (const trigger of state.triggers) {
      trigger.schedule = null;
      trigger.next = this.#nextOf(state, trigger, fresh);
    }
  }

  /** After the accounted time moved past a trigger's due moment. */
  rearm(state: JobState, trigger: TriggerState): void {
    trigger.next = this.#nextOf(state, trigger, false);
  }

  /** The zone that a trigger goes by now. */
  zoneOf(state: JobState, trigger: Trigger): ReturnType<typeof zoneNamed> {
    const found = zoneInForce(trigger, state.job.zone, zoneNamed(this.#turn.zone));
    return found.ok ? found.value : UTC;
  }

  /** The zone of the job itself, in which its days begin and end. */
  zoneOfJob(state: JobState): ReturnType<typeof zoneNamed> {
    return zoneNamed(state.job.zone === 'local' ? this.#turn.zone : state.job.zone);
  }

  /** From where due moments of a job count, exclusive. */
  #floorOf(state: JobState): Instant {
    return later(this.#machine.accounted, state.enabledAt);
  }

  scheduleOf(state: JobState, trigger: TriggerState): TriggerState['schedule'] {
    if (trigger.kind !== 'time') return null;
    trigger.schedule ??= this.#compiled(state, trigger);
    return trigger.schedule;
  }

  #compiled(state: JobState, trigger: TriggerState): Schedule | null {
    const schedule = scheduleOf(trigger.trigger, {
      zone: this.zoneOf(state, trigger.trigger),
      seed: `${state.job.id}/${String(trigger.index)}`,
      created: state.stored.created,
      enabled: state.enabledAt,
      periodFrom: trigger.restarts ? this.#periodFrom(state, trigger) : null,
    });
    if (schedule === null || trigger.restarts || !localOf(state, trigger.trigger)) return schedule;
    const again = this.#machine.shownAgain(state.enabledAt);
    if (again.length === 0) return schedule;
    trigger.following ??= followingOf(trigger.trigger);
    // A grid is counted from an instant: what the clock showed in the zone before says nothing of its points.
    const isShown = trigger.following === 'label' && trigger.trigger.type !== 'interval';
    return isShown ? without(schedule, again) : schedule;
  }

  /** Whether a `once` had its due moment: it stays spent, whatever the clock is put back to (semantics §5.7). */
  isSpent(state: JobState, trigger: TriggerState): boolean {
    return trigger.trigger.type === 'once' && state.spent?.includes(trigger.trigger.at) === true;
  }

  /** Remembers that a `once` had its due moment. */
  spend(state: JobState, trigger: TriggerState): void {
    if (trigger.trigger.type !== 'once' || this.isSpent(state, trigger)) return;
    state.spent = [...(state.spent ?? []), trigger.trigger.at];
    this.#journal.state(`spent/${state.job.id}`, state.spent);
  }

  /** The wish to skip the next due moment was used, or taken back. */
  forgetSkip(state: JobState): void {
    state.skipNext = null;
    this.#journal.state(`skip/${state.job.id}`, null);
    this.#journal.touchJob(state.job.id);
  }

  /** A run of the job started or ended, or a due moment was decided without one: periods begin again (semantics §2.4). */
  beginPeriod(state: JobState, period: Partial<Period>): void {
    if (!state.triggers.some((trigger) => trigger.restarts)) return;
    state.period = { start: null, finish: null, ...state.period, ...period };
    this.#journal.state(`period/${state.job.id}`, state.period);
    this.rearmPeriods(state);
  }

  /** Finds the next due moment of triggers whose period depends on runs. */
  rearmPeriods(state: JobState): void {
    for (const trigger of state.triggers) {
      if (!trigger.restarts) continue;
      trigger.schedule = null;
      trigger.next = this.#nextOf(state, trigger, false);
    }
  }

  /** A step of the clock stretches no period: its beginning moves with the clock. */
  movePeriods(step: Duration): void {
    for (const state of this.#byId.values()) {
      if (!state.triggers.some((trigger) => trigger.restarts)) continue;
      const from = (at: Instant | null): Instant => instant((at ?? state.enabledAt) + step);
      this.beginPeriod(state, { start: from(state.period?.start ?? null), finish: from(state.period?.finish ?? null) });
    }
  }

  /**
   * The clock was put back a lot: the schedule goes on from the corrected time (semantics §5.7), so nothing counts from an instant that is
   * to come again.
   */
  correct(): void {
    const { now } = this.#turn;
    if (this.pauseAll !== null && this.pauseAll.from > now) {
      this.pauseAll = { ...this.pauseAll, from: now };
      this.#journal.state(PAUSE_ALL, this.pauseAll);
    }
    for (const state of this.#byId.values()) {
      if (state.pause !== null && state.pause.from > now) {
        state.pause = { ...state.pause, from: now };
        this.#journal.state(`pause/${state.job.id}`, state.pause);
      }
      if (state.enabledAt > now) {
        state.enabledAt = now;
        const moved: MovedEnabling = { stored: state.stored.enabledAt, counts: now };
        this.#journal.state(`enabled/${state.job.id}`, moved);
      }
      const { period } = state;
      if ((period?.start ?? now) > now || (period?.finish ?? now) > now)
        this.beginPeriod(state, { start: now, finish: now });
      this.arm(state);
    }
  }

  /** Puts the job in its places in the queues, after it was looked at. */
  settle(state: JobState, wall: Instant | null, awake: number | null): void {
    let earliest = wall;
    for (const { next } of state.triggers) if (next !== null && (earliest === null || next < earliest)) earliest = next;
    this.wall.set(state.wall, earliest);
    if (awake !== null || state.awake !== null) this.awake.set((state.awake ??= lookOf(state)), awake);
  }

  #nextOf(state: JobState, trigger: TriggerState, fresh: boolean): Instant | null {
    if (trigger.kind !== 'time' || !state.job.enabled) return null;
    if (trigger.restarts) return this.#nextOfPeriod(state, trigger);
    const schedule = this.scheduleOf(state, trigger);
    // `immediately` is due at the very instant of enabling, which is already accounted when the job is saved.
    const floor = this.#floorOf(state);
    const atOnce = fresh && immediate(trigger.trigger) && floor === state.enabledAt;
    const next = schedule?.next(atOnce ? instant(floor - 1) : floor) ?? null;
    // What is not asked for a long while is made again then: thousands of schedules would only lie there.
    if (next === null || next - this.#turn.now > KEPT_FOR_MS) trigger.schedule = null;
    return next === null || this.isSpent(state, trigger) ? null : next;
  }

  #nextOfPeriod(state: JobState, trigger: TriggerState): Instant | null {
    // The next period begins with the run that is still to start, or for `finish` with the end of the one that runs.
    if (state.pending.length > 0) return null;
    if (fromFinish(trigger.trigger) && state.active.length > 0) return null;
    const due = this.scheduleOf(state, trigger)?.next(BEFORE_ALL) ?? null;
    if (due === null || due > this.#machine.accounted) return due;
    if (due === state.enabledAt && state.period === null) return due;
    // Its period passed before it was known: the clock was put back a little, and it is due when the time is reached again (semantics
    // §5.7); or a run ended unseen.
    const again = instant((Math.floor(this.#machine.accounted / 1000) + 1) * 1000);
    const until = 'until' in trigger.trigger ? (trigger.trigger.until ?? again) : again;
    return again > until ? null : again;
  }

  #periodFrom(state: JobState, trigger: TriggerState): Instant | null {
    return (fromFinish(trigger.trigger) ? state.period?.finish : state.period?.start) ?? null;
  }

  #countEvents(state: JobState, by: 1 | -1): void {
    let any = false;
    for (const { kind, trigger } of state.triggers) {
      if (kind !== 'event') continue;
      any = true;
      this.#events.set(trigger.type, (this.#events.get(trigger.type) ?? 0) + by);
    }
    for (const what of lookedBy(state)) this.#looked.set(what, (this.#looked.get(what) ?? 0) + by);
    if (!any) return;
    if (by > 0) this.#eventful.add(state);
    else this.#eventful.delete(state);
  }

  #follow(state: JobState): void {
    for (const upstream of upstreamsOf(state)) {
      const followers = this.#followers.get(upstream) ?? new Set();
      followers.add(state.job.id);
      this.#followers.set(upstream, followers);
    }
  }

  #unfollow(state: JobState): void {
    for (const upstream of upstreamsOf(state)) this.#followers.get(upstream)?.delete(state.job.id);
  }
}

/** What triggers and conditions of a job make worth looking at, once for each of them. */
function lookedBy({ job }: JobState): readonly Looked[] {
  const found: Looked[] = [];
  for (const { type } of job.triggers) if (type === 'network' || type === 'power' || type === 'mount') found.push(type);
  for (const { kind } of job.conditions) {
    if (kind === 'network' || kind === 'wifi') found.push('network');
    else if (kind === 'power') found.push(kind);
  }
  return found;
}

function upstreamsOf({ job }: JobState): readonly string[] {
  const found: string[] = [];
  for (const trigger of job.triggers) if (trigger.type === 'after') found.push(trigger.job);
  for (const condition of job.conditions) if (condition.kind === 'job') found.push(condition.job);
  return found;
}

const immediate = (trigger: Trigger): boolean => trigger.type === 'interval' && trigger.immediately;

/** Phrases count from the end of the run, as Python's `schedule` does: it reckons the next time when the program has come back (semantics §2.5). */
const fromFinish = (trigger: Trigger): boolean =>
  trigger.type === 'phrase' || (trigger.type === 'interval' && trigger.from === 'finish');

/** Whether a time trigger goes by the computer's own zone. */
function localOf(state: JobState, trigger: Trigger): boolean {
  const own = 'zone' in trigger ? trigger.zone : undefined;
  return (own ?? state.job.zone) === 'local';
}
