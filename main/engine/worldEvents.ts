import { plus, type Instant } from '../core/time/instant.ts';
import type { Trigger } from '../core/triggers/registry.ts';
import { KeptRunning } from './keptRunning.ts';
import type { Incidents } from './incidents.ts';
import type { Journal, Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState, TriggerState } from './jobState.ts';
import type { Ledger, OpenState } from './ledger.ts';
import type { MachineWatch } from './machineWatch.ts';
import type { Obligations } from './obligations.ts';
import type { Ports, WorldEvent } from './ports.ts';
import type { Ended } from './runs.ts';
import type { Sequences } from './sequences.ts';

/** Under which the login is kept that Wakeful last started in. */
const LOGIN = 'login';

/**
 * Triggers that are due when something is noticed (semantics §2.8). Their due moments have the instant of the noticing, and from then on are
 * decided like any other.
 *
 * Events come twice, late, or not at all: what has a state (network, power, asleep) is due when the state was seen to change, whoever told.
 */
export class WorldEvents {
  readonly #ports: Ports;
  readonly #journal: Journal;
  readonly #turn: Turn;
  readonly #machine: MachineWatch;
  readonly #book: JobBook;
  readonly #obligations: Obligations;
  readonly #sequences: Sequences;
  readonly #kept: KeptRunning;
  /** There was no ledger before. */
  readonly #firstStart: boolean;
  readonly #firstStartSinceLogin: boolean;
  readonly #login: string;
  #networkUp: boolean;
  #power: 'ac' | 'battery';
  /** Since when there has been no input, as told; null while there is. */
  #idleSince: Instant | null = null;
  /** The idle triggers that were due in this stretch without input. */
  readonly #idleDone = new Set<TriggerState>();
  /** When jobs were enabled, by the awake clock, as far as that was since Wakeful started. */
  readonly #enabledAt = new WeakMap<JobState, number>();

  constructor(
    ports: Ports,
    ledger: Ledger,
    open: OpenState,
    parts: {
      readonly journal: Journal;
      readonly turn: Turn;
      readonly machine: MachineWatch;
      readonly book: JobBook;
      readonly obligations: Obligations;
      readonly sequences: Sequences;
      readonly incidents: Incidents;
    },
  ) {
    this.#ports = ports;
    this.#journal = parts.journal;
    this.#turn = parts.turn;
    this.#machine = parts.machine;
    this.#book = parts.book;
    this.#obligations = parts.obligations;
    this.#sequences = parts.sequences;
    this.#kept = new KeptRunning(ledger, ports.watchers, open, parts);
    this.#login = ports.machine.loginId?.() ?? ports.machine.bootId();
    const before = open.state.get(LOGIN);
    this.#firstStart = !open.state.has('clock');
    this.#firstStartSinceLogin = before !== undefined && before !== this.#login;
    this.#networkUp = ports.probes.network().holds;
    this.#power = ports.probes.power().state;
  }

  /** Wakeful started. A job that was saved as it first did was not there yet (semantics §9). */
  started(): void {
    this.#journal.state(LOGIN, this.#login);
    this.#each('start', (state, trigger, { once }) => {
      if (this.#firstStart && state.enabledAt >= this.#turn.now) return;
      if (once === 'perBoot' && !this.#machine.firstStartSinceBoot) return;
      if (once === 'perLogin' && !this.#firstStartSinceLogin) return;
      this.#due(state, trigger);
    });
    for (const state of this.#book.eventful()) this.#book.mark(state);
  }

  /** The computer slept, and woke. */
  woke(): void {
    this.#each('resume', (state, trigger, { after }) => this.#due(state, trigger, plus(this.#turn.now, after)));
    this.watchStates();
  }

  happened(event: WorldEvent): void {
    switch (event.kind) {
      case 'unlock':
        this.#each('unlock', (state, trigger) => this.#due(state, trigger));
        return;
      case 'mount':
        this.#each('mount', (state, trigger) => this.#due(state, trigger));
        return;
      case 'network':
        this.#network(event.up);
        return;
      case 'power':
        this.#powered(event.state);
        return;
      case 'idle':
        this.#idleSince = event.since;
        this.#each('idle', (state) => this.#book.mark(state));
        return;
      case 'active':
        this.#idleSince = null;
        this.#idleDone.clear();
        return;
      case 'file':
        this.#file(event.job, event.trigger);
        return;
      case 'suspend':
      case 'resume':
      case 'lock':
        return;
    }
  }

  /** Asks for what has a state, in case nobody told of its change. Part of every heartbeat. */
  watchStates(): void {
    if (this.#book.hasEvent('network')) this.#network(this.#ports.probes.network().holds);
    if (this.#book.hasEvent('power')) this.#powered(this.#ports.probes.power().state);
    // Files that came while nobody could tell: a look is enough.
    this.#each('queue', (state) => this.#book.mark(state));
    this.#each('keepAlive', (state) => this.#book.mark(state));
  }

  /** Looks at what of a job is due by what holds now rather than by an event. */
  advance(state: JobState): void {
    if (!state.job.enabled) return;
    for (const trigger of state.triggers) {
      if (trigger.trigger.type === 'idle') this.#idle(state, trigger, trigger.trigger.for);
    }
    if (state.sequence === null) this.#kept.advance(state);
  }

  /** When `advance` has something to do next, by the wall clock. */
  nextOf(state: JobState): Instant | null {
    let next = state.sequence === null ? this.#kept.nextOf(state) : null;
    const since = this.#idleSince;
    if (since === null || !state.job.enabled) return next;
    for (const trigger of state.triggers) {
      if (trigger.trigger.type !== 'idle' || this.#idleDone.has(trigger)) continue;
      const at = plus(since, trigger.trigger.for);
      if (next === null || at < next) next = at;
    }
    return next;
  }

  /** A run ended: what is to be kept running, or due again while something is there, is looked at. */
  ended(ended: Ended): void {
    this.#kept.ended(ended);
  }

  /** A job was enabled, or saved for the first time. */
  enabled(state: JobState): void {
    this.#enabledAt.set(state, this.#turn.mono);
    this.#kept.enabled(state);
    this.#book.mark(state);
  }

  #idle(state: JobState, trigger: TriggerState, length: number): void {
    const since = this.#idleSince;
    if (since === null || this.#idleDone.has(trigger) || this.#turn.now < since + length) return;
    this.#idleDone.add(trigger);
    // Enabled when nobody had been there for as long already, it is due after the next input.
    const idleWhenEnabled = this.#turn.now - since - this.#enabledFor(state);
    if (idleWhenEnabled < length) this.#due(state, trigger);
  }

  /** How long a job has been enabled; a clock that was put back since makes it no shorter. Infinity where only that clock could tell. */
  #enabledFor(state: JobState): number {
    const byWall = this.#turn.now - state.enabledAt;
    const since = this.#enabledAt.get(state);
    if (since !== undefined) return Math.max(byWall, this.#turn.mono - since);
    return byWall < 0 ? Infinity : byWall;
  }

  #network(up: boolean): void {
    if (up === this.#networkUp) return;
    this.#networkUp = up;
    if (up) this.#each('network', (state, trigger) => this.#due(state, trigger));
  }

  #powered(power: 'ac' | 'battery'): void {
    if (power === this.#power) return;
    this.#power = power;
    this.#each('power', (state, trigger, { state: wanted }) => {
      if (wanted === power) this.#due(state, trigger);
    });
  }

  #file(job: string, index: number): void {
    const state = this.#book.get(job);
    const trigger = state?.triggers[index];
    if (state === null || trigger === undefined || !state.job.enabled) return;
    if (trigger.trigger.type === 'watch') this.#due(state, trigger);
    // For `queue` and `pathExists` the change only says that it is time to look.
    this.#book.mark(state);
  }

  #each<T extends Trigger['type']>(
    type: T,
    act: (state: JobState, trigger: TriggerState, own: Extract<Trigger, { readonly type: T }>) => void,
  ): void {
    if (!this.#book.hasEvent(type)) return;
    for (const state of this.#book.eventful()) {
      if (!state.job.enabled) continue;
      for (const trigger of state.triggers) {
        const { trigger: own } = trigger;
        if (isOf(own, type)) act(state, trigger, own);
      }
    }
  }

  #due(state: JobState, trigger: TriggerState, at: Instant = this.#turn.now): void {
    if (state.sequence === null) this.#obligations.owe(state, trigger.index, at, {});
    else this.#sequences.start(state.sequence, at);
  }
}

const isOf = <T extends Trigger['type']>(
  trigger: Trigger,
  type: T,
): trigger is Extract<Trigger, { readonly type: T }> => trigger.type === type;
