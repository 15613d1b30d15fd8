import { isFailure, type Outcome } from '../core/fate.ts';
import { afterRun, noIncident } from '../core/rules/incident.ts';
import { missedRow, usuallyAwakeAt } from '../core/rules/missed.ts';
import { quietUntil } from '../core/rules/quietHours.ts';
import { duration, instant, type Instant } from '../core/time/instant.ts';
import {
  toldDisabled,
  toldFailing,
  toldGaveUp,
  toldMissed,
  toldOverLimit,
  toldRecovered,
  toldStillRunning,
  toldSummary,
  type Told,
} from '../core/words/tell.ts';
import type { TimeContext } from '../core/words/times.ts';
import type { Journal, Turn } from './journal.ts';
import type { ActiveRun, JobState } from './jobState.ts';
import { keptRunning } from './keptUp.ts';
import type { Incident, Ledger, LedgerError, Notice, OpenState, RunEntry } from './ledger.ts';
import type { EngineSettings, Notifier } from './ports.ts';
import type { Ended } from './runs.ts';
import { zoneNamed } from './zones.ts';

/** What is kept of quiet hours, under `held`: what was held back, and until when. */
interface Held {
  readonly until: Instant;
  readonly titles: readonly string[];
}

type About = Pick<Notice, 'kind'> & Partial<Pick<Notice, 'job' | 'run' | 'incident'>>;

/** So many of a job's newest due moments are looked at for a row of missed ones. */
const LOOKED_AT = 50;

/** The machine history that says when the computer is usually awake. */
const HABIT_MS = 31 * 86_400_000;

/**
 * Incidents and what is told of them (semantics §7, Notifications). Everything told is in the inbox at once; quiet hours only hold back what
 * the system shows, until they end: then one summary.
 */
export class Incidents {
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #ledger: Ledger;
  readonly #notifier: Notifier;
  readonly #settings: () => EngineSettings;
  readonly #lastLine: (run: string) => string | null;
  readonly #open = new Map<string, Incident>();
  /** Jobs of which something was missed in the round before: by now the ledger has it. */
  readonly #missed = new Set<JobState>();
  #held: Held | null;

  constructor(
    open: OpenState,
    ledger: Ledger,
    journal: Journal,
    turn: Turn,
    notifier: Notifier,
    settings: () => EngineSettings,
    lastLine: (run: string) => string | null = () => null,
  ) {
    this.#lastLine = lastLine;
    this.#ledger = ledger;
    this.#journal = journal;
    this.#turn = turn;
    this.#notifier = notifier;
    this.#settings = settings;
    for (const incident of open.incidents) this.#open.set(keyOf(incident.job, incident.kind), incident);
    this.#held = (open.state.get('held') as Held | undefined) ?? null;
  }

  get open(): readonly Incident[] {
    return [...this.#open.values()];
  }

  /** Whether something of this round is to be looked at once it is durable. */
  get pending(): boolean {
    return this.#missed.size > 0;
  }

  /** When quiet hours end during which something was held back. */
  get nextAt(): Instant | null {
    return this.#held?.until ?? null;
  }

  /** What follows from the round before, and from quiet hours that are over. */
  advance(): void {
    for (const state of this.#missed) this.#lookAtMissed(state);
    this.#missed.clear();
    const held = this.#held;
    if (held === null || this.#turn.now < held.until) return;
    this.#hold(null);
    this.#tell({ kind: 'summary' }, toldSummary(held.titles));
  }

  /** A run ended: the row of failures goes on, begins or ends. True where the job is to be disabled, because it failed too often. */
  ended({ state, entry, stopped, overLimit }: Ended): boolean {
    if (entry.cause === 'test' || entry.outcome === null) return false;
    this.#used(state, entry.run, overLimit);
    this.#close(state, 'stillRunning', entry.run);
    this.#close(state, 'missed', entry.run);
    if (entry.outcome === 'succeeded') this.#close(state, 'gaveUp', entry.run);
    // What the person ended by quitting is no news to them, and no failure of the job.
    if (stopped === 'quit') return false;
    // A program that is kept running ends with the computer, and is started again with it.
    if (entry.outcome === 'interrupted' && keptRunning(state.job) !== null) return false;
    const failures = this.#judge(state, entry, entry.outcome);
    return isFailure(entry.outcome) && this.#isGivenUp(state, entry.run, failures);
  }

  /**
   * A program that is kept running has been up for so long that it works again, although no run of it will ever succeed (docs/engine.md,
   * "Further readings").
   */
  up(state: JobState, { entry }: ActiveRun): void {
    this.#judge(state, entry, 'succeeded');
    this.#close(state, 'gaveUp', entry.run);
  }

  /** The row of failures goes on, begins or ends. Answers how long it is now. */
  #judge(state: JobState, entry: RunEntry, outcome: Outcome): number {
    const { job } = state;
    const end = { run: entry.run, outcome };
    const { state: next, effects } = afterRun(state.incident ?? noIncident, end, job.notify);
    if (next !== state.incident) {
      state.incident = next;
      this.#journal.state(`incident/${job.id}`, next === noIncident ? null : next);
    }
    for (const effect of effects) {
      switch (effect.kind) {
        case 'open': {
          const incident = this.#begin(state, 'failing', effect.failures, effect.firstRun, effect.lastRun);
          const about: About = { kind: 'failed', job: job.id, run: entry.run, incident: incident.id };
          this.#tell(about, toldFailing(job.name, effect.failures, entry, this.#lastLine(entry.run)));
          break;
        }
        case 'worse':
          this.#change(state, 'failing', { failures: effect.failures, lastRun: effect.lastRun });
          break;
        case 'close': {
          const incident = this.#close(state, 'failing', entry.run);
          if (!effect.tell) break;
          const about: About = { kind: 'recovered', job: job.id, run: entry.run, incident: incident?.id ?? null };
          const opened = incident?.opened ?? this.#turn.now;
          this.#tell(about, toldRecovered(job.name, effect.failures, opened, this.#turn.now));
          break;
        }
      }
    }
    return next.failures;
  }

  /** Every `giveUpAfter`-th failure in a row disables the job: enabled again, it has as many tries as before. */
  #isGivenUp(state: JobState, lastRun: string, failures: number): boolean {
    const { job } = state;
    const { giveUpAfter } = job;
    if (giveUpAfter === null || !job.enabled || failures === 0 || failures % giveUpAfter !== 0) return false;
    const incident = this.#begin(state, 'gaveUp', failures, null, lastRun);
    const about: About = { kind: 'gaveUp', job: job.id, run: lastRun, incident: incident.id };
    this.#tell(about, toldDisabled(job.name, failures));
    return true;
  }

  /** A run passed a limit that only says so, or one kept within again. */
  #used(state: JobState, run: string, overLimit: string | null): void {
    const { job } = state;
    if (overLimit === null) {
      this.#close(state, 'overLimit', run);
    } else if (job.limits.then === 'notify') {
      const known = this.#open.has(keyOf(job.id, 'overLimit'));
      const incident = this.#begin(state, 'overLimit', 0, run, run);
      const about: About = { kind: 'overLimit', job: job.id, run, incident: incident.id };
      if (!known) this.#tell(about, toldOverLimit(job.name, overLimit));
    }
  }

  /** A run goes on for longer than the job's notice allows. */
  stillRunning(state: JobState, { entry, job }: ActiveRun): void {
    if (entry.cause === 'test') return;
    const incident = this.#begin(state, 'stillRunning', 0, entry.run, entry.run);
    const about: About = { kind: 'stillRunning', job: job.id, run: entry.run, incident: incident.id };
    this.#tell(about, toldStillRunning(job.name, entry.started ?? this.#turn.now, this.#context()));
  }

  /** Due moments of a job can no longer run. Whether that is told depends on the row they make. */
  missed(state: JobState): void {
    if (state.job.notify.missed) this.#missed.add(state);
  }

  /** A program that is kept running ended too often in a short time. */
  gaveUp(state: JobState, limit: number, windowMs: number): void {
    const { job, lastEnded } = state;
    const incident = this.#begin(state, 'gaveUp', limit, null, lastEnded?.run ?? null);
    const about: About = { kind: 'gaveUp', job: job.id, run: incident.lastRun, incident: incident.id };
    this.#tell(about, toldGaveUp(job.name, limit, duration(windowMs)));
  }

  /** The ledger could not be written for a time, and can again. */
  storageBack(error: LedgerError): void {
    const body = `It could not for a while, and nothing started meanwhile: ${error.message}`;
    this.#tell({ kind: 'storage' }, { title: 'The ledger can be written again', body });
  }

  #lookAtMissed(state: JobState): void {
    const { job } = state;
    const context = this.#context();
    const row = missedRow(this.#ledger.dueEntries(job.id, { limit: LOOKED_AT }), context.zone);
    if (row === null) return;
    const known = this.#open.get(keyOf(job.id, 'missed'));
    if (known !== undefined) {
      this.#change(state, 'missed', { failures: row.count });
      return;
    }
    const incident = this.#begin(state, 'missed', row.count, null, null);
    const spans = this.#ledger.machineBetween(instant(this.#turn.now - HABIT_MS), this.#turn.now);
    const awakeAt = usuallyAwakeAt(row.lastDue, spans, this.#turn.now, context.zone);
    const about: About = { kind: 'missed', job: job.id, incident: incident.id };
    this.#tell(about, toldMissed(job.name, row, awakeAt, context));
  }

  #context(): TimeContext {
    return { zone: zoneNamed(this.#turn.zone), now: this.#turn.now };
  }

  #begin(
    state: JobState,
    kind: Incident['kind'],
    failures: number,
    firstRun: string | null,
    lastRun: string | null,
  ): Incident {
    const known = this.#open.get(keyOf(state.job.id, kind));
    const incident = this.#journal.incident({
      id: known?.id ?? this.#journal.id(),
      job: state.job.id,
      kind,
      opened: known?.opened ?? this.#turn.now,
      closed: null,
      failures,
      firstRun: known?.firstRun ?? firstRun,
      lastRun,
    });
    this.#open.set(keyOf(state.job.id, kind), incident);
    return incident;
  }

  #change(state: JobState, kind: Incident['kind'], change: Partial<Incident>): void {
    const known = this.#open.get(keyOf(state.job.id, kind));
    if (known !== undefined) this.#open.set(keyOf(state.job.id, kind), this.#journal.incident({ ...known, ...change }));
  }

  #close(state: JobState, kind: Incident['kind'], lastRun: string): Incident | null {
    const known = this.#open.get(keyOf(state.job.id, kind));
    if (known === undefined) return null;
    this.#open.delete(keyOf(state.job.id, kind));
    return this.#journal.incident({ ...known, closed: this.#turn.now, lastRun });
  }

  #tell(about: About, told: Told): void {
    const { now } = this.#turn;
    const notice = this.#journal.notice({
      id: this.#journal.id(),
      at: now,
      job: null,
      run: null,
      incident: null,
      read: false,
      ...about,
      ...told,
    });
    const until = quietUntil(this.#settings().quietHours, now, zoneNamed(this.#turn.zone));
    if (until !== null) this.#hold({ until, titles: [...(this.#held?.titles ?? []), told.title] });
    else this.#journal.effect(() => this.#notifier.show(notice));
  }

  #hold(held: Held | null): void {
    this.#held = held;
    this.#journal.state('held', held);
  }
}

const keyOf = (job: string, kind: Incident['kind']): string => `${kind}/${job}`;
