import type { FateReason } from '../core/fate.ts';
import { afterRun, noIncident } from '../core/rules/incident.ts';
import { quietUntil } from '../core/rules/quietHours.ts';
import type { Instant } from '../core/time/instant.ts';
import { durationText } from '../core/words/durations.ts';
import { endingText } from '../core/words/runText.ts';
import { duration } from '../core/time/instant.ts';
import type { Journal, Turn } from './journal.ts';
import type { ActiveRun, JobState } from './jobState.ts';
import type { Incident, LedgerError, Notice, OpenState, RunEntry } from './ledger.ts';
import type { EngineSettings, Notifier } from './ports.ts';
import type { Ended } from './runs.ts';
import { zoneNamed } from './zones.ts';

/** What is kept of quiet hours, under `held`: how much was held back, and until when. */
interface Held {
  readonly until: Instant;
  readonly count: number;
}

type Told = Pick<Notice, 'kind' | 'title' | 'body'> & Partial<Pick<Notice, 'job' | 'run' | 'incident'>>;

/**
 * Incidents and what is told of them (semantics §7, Notifications). Everything told is in the inbox at once; quiet hours only hold back what
 * the system shows, until they end: then one summary.
 */
export class Incidents {
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #notifier: Notifier;
  readonly #settings: () => EngineSettings;
  readonly #open = new Map<string, Incident>();
  #held: Held | null;

  constructor(open: OpenState, journal: Journal, turn: Turn, notifier: Notifier, settings: () => EngineSettings) {
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

  /** When quiet hours end during which something was held back. */
  get nextAt(): Instant | null {
    return this.#held?.until ?? null;
  }

  /** Quiet hours that are over end in one summary. */
  advance(): void {
    const held = this.#held;
    if (held === null || this.#turn.now < held.until) return;
    this.#hold(null);
    const what = held.count === 1 ? 'One notification was' : `${String(held.count)} notifications were`;
    this.#tell({ kind: 'summary', title: 'While it was quiet', body: `${what} held back. They are in the inbox.` });
  }

  /** A run ended: the row of failures goes on, begins or ends. */
  ended({ state, entry, stopped }: Ended): void {
    if (entry.cause === 'test' || entry.outcome === null) return;
    this.#close(state, 'stillRunning', entry.run);
    this.#close(state, 'missed', entry.run);
    if (entry.outcome === 'succeeded') this.#close(state, 'gaveUp', entry.run);
    // What the person ended by quitting is no news to them, and no failure of the job.
    if (stopped === 'quit') return;
    const { state: next, effects } = afterRun(
      state.incident ?? noIncident,
      { run: entry.run, outcome: entry.outcome },
      state.job.notify,
    );
    if (next !== state.incident) {
      state.incident = next;
      this.#journal.state(`incident/${state.job.id}`, next);
    }
    for (const effect of effects) {
      switch (effect.kind) {
        case 'open': {
          const incident = this.#begin(state, 'failing', effect.failures, effect.firstRun, effect.lastRun);
          this.#tell({ ...failureOf(state, entry, effect.failures), run: entry.run, incident: incident.id });
          break;
        }
        case 'worse':
          this.#change(state, 'failing', { failures: effect.failures, lastRun: effect.lastRun });
          break;
        case 'close': {
          const incident = this.#close(state, 'failing', entry.run);
          if (!effect.tell) break;
          const body =
            effect.failures === 1 ? 'It failed once before.' : `It failed ${String(effect.failures)} times before.`;
          const title = `${state.job.name} succeeds again`;
          this.#tell({
            kind: 'recovered',
            title,
            body,
            job: state.job.id,
            run: entry.run,
            incident: incident?.id ?? null,
          });
          break;
        }
      }
    }
  }

  /** A run goes on for longer than the job's notice allows. */
  stillRunning(state: JobState, { entry, job }: ActiveRun): void {
    if (entry.cause === 'test') return;
    const incident = this.#begin(state, 'stillRunning', 0, entry.run, entry.run);
    const limit = job.notify.stillRunningAfter;
    const body = limit === null ? 'It has not ended yet.' : `It has been running for ${durationText(limit)}.`;
    this.#tell({
      kind: 'stillRunning',
      title: `${state.job.name} still runs`,
      body,
      job: job.id,
      run: entry.run,
      incident: incident.id,
    });
  }

  /** Due moments of a job that asks to be told of it can no longer run. One incident until it runs again. */
  missed(state: JobState, count: number, reason: FateReason, condition?: string): void {
    if (!state.job.notify.missed || count === 0) return;
    const known = this.#open.get(keyOf(state.job.id, 'missed'));
    if (known !== undefined) {
      this.#change(state, 'missed', { failures: known.failures + count });
      return;
    }
    const incident = this.#begin(state, 'missed', count, null, null);
    const title = `${state.job.name} did not run`;
    const why = whyNot(reason, condition ?? 'what it needs');
    const body = count === 1 ? `Its due moment passed: ${why}.` : `${String(count)} due moments passed: ${why}.`;
    this.#tell({ kind: 'missed', title, body, job: state.job.id, incident: incident.id });
  }

  /** A program that is kept running ended too often in a short time. */
  gaveUp(state: JobState, limit: number, windowMs: number): void {
    const incident = this.#begin(state, 'gaveUp', limit, null, state.lastEnded?.run ?? null);
    const body = `It ended ${String(limit)} times within ${durationText(duration(windowMs))}. Run it, or enable it again, when it is repaired.`;
    const title = `${state.job.name} is not started again`;
    this.#tell({ kind: 'gaveUp', title, body, job: state.job.id, run: incident.lastRun, incident: incident.id });
  }

  /** The ledger could not be written for a time, and can again. */
  storageBack(error: LedgerError): void {
    this.#tell({
      kind: 'storage',
      title: 'The ledger can be written again',
      body: `It could not for a while: ${error.message}`,
    });
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

  #tell(told: Told): void {
    const { now } = this.#turn;
    const notice = this.#journal.notice({
      id: this.#journal.id(),
      at: now,
      job: null,
      run: null,
      incident: null,
      read: false,
      ...told,
    });
    const until = quietUntil(this.#settings().quietHours, now, zoneNamed(this.#turn.zone));
    if (until !== null) this.#hold({ until, count: (this.#held?.count ?? 0) + 1 });
    else this.#journal.effect(() => this.#notifier.show(notice));
  }

  #hold(held: Held | null): void {
    this.#held = held;
    this.#journal.state('held', held);
  }
}

const keyOf = (job: string, kind: Incident['kind']): string => `${kind}/${job}`;

function failureOf(state: JobState, entry: RunEntry, failures: number): Told {
  const row = failures > 1 ? ` It is the ${ordinal(failures)} failure in a row.` : '';
  const body = `It ${endingText(entry)}.${row}`;
  return { kind: 'failed', title: `${state.job.name} failed`, body, job: state.job.id };
}

function ordinal(count: number): string {
  const tens = count % 100;
  const ones = count % 10;
  if (tens >= 11 && tens <= 13) return `${String(count)}th`;
  return `${String(count)}${ones === 1 ? 'st' : ones === 2 ? 'nd' : ones === 3 ? 'rd' : 'th'}`;
}

function whyNot(reason: FateReason, condition: string): string {
  switch (reason) {
    case 'noCatchUp':
      return 'this computer or Wakeful was away, and the job does not catch up';
    case 'tooLate':
      return 'this computer or Wakeful came back too late for it';
    case 'upstreamFailed':
      return `${condition} failed`;
    case 'upstreamNotRun':
      return `${condition} did not run`;
    default:
      return `it waited for ${condition} until its deadline`;
  }
}
