import type { Absence, ClockReading } from '../core/machineHistory.ts';
import { absencesBetween, backwards, passageBetween } from '../core/machineHistory.ts';
import type { Duration, Instant } from '../core/time/instant.ts';
import { instant, later } from '../core/time/instant.ts';
import type { WallClock } from '../core/time/civil.ts';
import {
  LABELS_KEPT_MS,
  latestShown,
  shownAgain,
  type AccountedLabels,
  type Excluded,
} from '../core/accountedLabels.ts';
import { zoneNamed } from './zones.ts';
import type { Journal, Turn } from './journal.ts';
import type { MachineSpan, OpenState } from './ledger.ts';
import type { Alarm, Clock, Machine } from './ports.ts';

/** What a look at the clocks found, beside time passing. */
export interface Look {
  /** The computer slept since the last look. */
  readonly slept: boolean;
  /** By how much the wall clock stepped since the last look; 0 where it did not. */
  readonly step: Duration;
  /** The step was a correction: a new era has begun. */
  readonly newEra: boolean;
  /** The computer's zone before, where it changed: what passed until now is still judged in it (semantics §5.8). */
  readonly oldZone: string | null;
}

/** What is kept of the clocks over a restart, under the key `clock`. */
interface Kept {
  readonly accounted: Instant;
  readonly era: number;
  readonly boot: string;
  readonly zone: string;
  /** Since when the zone counts, with the label that it showed then. */
  readonly zoneSince: Instant;
  readonly zoneFrom: WallClock;
  readonly labels: readonly AccountedLabels[];
  /** All the time awake that Wakeful knows of, and `Clock.sinceBoot` then. Absent in older ledgers. */
  readonly awake?: number;
  readonly sinceBoot?: number | null;
}

/** So many absences are remembered for naming why an obligation was late. */
const REMEMBERED = 64;

/**
 * Keeps the machine history (semantics §8) and the accounting of time (§5.7, §5.8).
 *
 * Invariants: 1. the spans tile the time since the first start; 2. `accounted` only grows within an era: no time trigger is asked about
 * time before it again; 3. nothing here is believed from an event: every look compares the clocks.
 */
export class MachineWatch {
  readonly #clock: Clock;
  readonly #lead: number;
  readonly #machine: Machine;
  readonly #journal: Journal;
  readonly #turn: Turn;
  #last: ClockReading;
  #span: MachineSpan;
  #accounted: Instant;
  #zoneSince: Instant;
  #zoneFrom: WallClock;
  #labels: readonly AccountedLabels[];
  #boot: string;
  #absences: Absence[] = [];
  #stamped: Instant;
  /** The clock was put back a lot while Wakeful did not run. */
  correctedWhileAway = false;
  /** The computer booted since Wakeful last started. */
  readonly firstStartSinceBoot: boolean;

  constructor(
    ports: { readonly clock: Clock; readonly machine: Machine; readonly alarm: Alarm },
    journal: Journal,
    turn: Turn,
    open: OpenState,
  ) {
    this.#clock = ports.clock;
    this.#lead = ports.alarm.lead ?? 0;
    this.#machine = ports.machine;
    this.#journal = journal;
    this.#turn = turn;
    this.#last = this.#read();
    this.#boot = ports.machine.bootId();
    const kept = open.state.get('clock') as Kept | undefined;
    turn.now = this.#last.wall;
    turn.mono = this.#last.mono;
    turn.horizon = this.#last.wall;
    turn.zone = kept?.zone ?? ports.clock.localZone();
    turn.era = kept?.era ?? 1;
    this.#accounted = kept?.accounted ?? turn.now;
    this.#zoneSince = kept?.zoneSince ?? turn.now;
    this.#zoneFrom = kept?.zoneFrom ?? zoneNamed(turn.zone).wallAt(turn.now);
    this.#labels = kept?.labels ?? [];
    this.#stamped = instant(0);
    this.firstStartSinceBoot = kept !== undefined && kept.boot !== this.#boot;
    turn.awakeBefore = (kept?.awake ?? 0) + this.#awakeUnseen(kept) - turn.mono;
    this.#span =
      open.machine === null ? this.#beginSpan('awake', turn.now) : this.#resume(open.machine, this.firstStartSinceBoot);
  }

  /** Up to here every due moment has an entry; the latest wall-clock time accounted in this era. */
  get accounted(): Instant {
    return this.#accounted;
  }

  /** The wall clock was put back a little: until `accounted` is reached again no time trigger is due (semantics §5.7). */
  get held(): boolean {
    return this.#turn.horizon < this.#accounted;
  }

  /** The current span; its `to` is the last sign of life. */
  get span(): MachineSpan {
    return { ...this.#span, to: later(this.#span.to, this.#turn.now) };
  }

  /**
   * When the computer's zone shows labels again that were accounted in the zones before: time triggers that follow labels are not due then
   * (semantics §5.8). Empty but after a journey.
   */
  shownAgain(enabledAt: Instant): readonly Excluded[] {
    if (this.#labels.length === 0) return [];
    return shownAgain(this.#labels, zoneNamed(this.#turn.zone), enabledAt, this.#accounted);
  }

  /** Reads the clocks and writes down what they tell. The first thing in every evaluation. */
  look(): Look {
    const now = this.#read();
    const { asleep, step } = passageBetween(this.#last, now);
    const before = this.#last;
    this.#last = now;
    this.#turn.now = now.wall;
    this.#turn.mono = now.mono;
    this.#turn.horizon = instant(now.wall + this.#lead);
    if (asleep > 0) this.#sleep(before.wall, instant(before.wall + asleep));
    let newEra = false;
    if (step !== 0) {
      const old = instant(now.wall - step);
      newEra = backwards(this.#accounted, now.wall) === 'correction';
      this.#step(old, now.wall, newEra);
      if (step > 0) this.#remember({ from: asleep > 0 ? old : before.wall, to: now.wall, reason: 'clockChanged' });
    }
    const zone = this.#clock.localZone();
    const oldZone = zone === this.#turn.zone ? null : this.#turn.zone;
    return { slept: asleep > 0, step, newEra, oldZone };
  }

  /** Everything up to now has been accounted in the old zone: from here on the new one counts. */
  moveZone(): void {
    const until = later(this.#turn.now, this.#accounted);
    const { zone } = this.#turn;
    const to = latestShown(zoneNamed(zone), this.#zoneSince, until);
    const shown: AccountedLabels = { from: this.#zoneFrom, to, since: this.#zoneSince, until, zone };
    this.#labels = [...this.#labels, shown].filter((labels) => labels.to > to - LABELS_KEPT_MS);
    this.#turn.zone = this.#clock.localZone();
    this.#zoneSince = until;
    this.#zoneFrom = zoneNamed(this.#turn.zone).wallAt(until);
    this.#stamped = instant(0);
    this.#journal.state('clock', this.#kept());
  }

  /** Everything up to now has its entry, and up to `ahead` where starts were prepared: nothing is asked about that time again. */
  account(ahead: Instant | null): void {
    this.#accounted = later(this.#accounted, ahead === null ? this.#turn.now : later(this.#turn.now, ahead));
  }

  /**
   * Writes down the sign of life and how far time is accounted, where that moved since the last time. Part of every transaction, and all
   * of a heartbeat's.
   */
  stamp(): void {
    if (this.#stamped === this.#turn.now) return;
    this.#stamped = this.#turn.now;
    if (this.#turn.now > this.#span.to) this.#span = { ...this.#span, to: this.#turn.now };
    this.#journal.machine(this.#span, false);
    this.#journal.state('clock', this.#kept());
  }

  /**
   * Why due moments in (from, until] were missed, in order and without holes. Where the computer was awake and Wakeful was late all the
   * same, it was `busy`.
   */
  stretches(
    from: Instant,
    until: Instant,
  ): readonly { from: Instant; to: Instant; reason: Absence['reason'] | 'busy' }[] {
    const found: { from: Instant; to: Instant; reason: Absence['reason'] | 'busy' }[] = [];
    let reached = from;
    for (const absence of this.#absences) {
      if (absence.to <= reached || absence.from >= until) continue;
      if (absence.from > reached) found.push({ from: reached, to: absence.from, reason: 'busy' });
      reached = absence.to < until ? absence.to : until;
      found.push({ ...absence, to: reached, from: later(absence.from, found[found.length - 1]?.to ?? from) });
    }
    if (reached < until) found.push({ from: reached, to: until, reason: 'busy' });
    return found;
  }

  /** The absence as it was, whole, that an instant lies in. */
  absenceAt(at: Instant): Absence | null {
    for (let index = this.#absences.length - 1; index >= 0; index -= 1) {
      const absence = this.#absences[index];
      if (absence !== undefined && at > absence.from && at <= absence.to) return absence;
    }
    return null;
  }

  /** The absence that began at an instant. */
  absenceFrom(at: Instant): Absence | null {
    return this.#absences.find(({ from }) => from === at) ?? null;
  }

  #read(): ClockReading {
    return { wall: this.#clock.now(), mono: this.#clock.monotonic(), bootedAt: this.#machine.bootedAt() };
  }

  #kept(): Kept {
    return {
      accounted: this.#accounted,
      era: this.#turn.era,
      boot: this.#boot,
      zone: this.#turn.zone,
      zoneSince: this.#zoneSince,
      zoneFrom: this.#zoneFrom,
      labels: this.#labels,
      awake: this.#turn.mono + this.#turn.awakeBefore,
      sinceBoot: this.#clock.sinceBoot?.() ?? null,
    };
  }

  /** How long the computer was awake while Wakeful did not run. Where nothing tells, none of it counts: a limit is better late than early. */
  #awakeUnseen(kept: Kept | undefined): number {
    const before = kept?.sinceBoot ?? null;
    const now = this.#clock.sinceBoot?.() ?? null;
    return before === null || now === null || kept?.boot !== this.#boot ? 0 : Math.max(0, now - before);
  }

  #beginSpan(state: MachineSpan['state'], from: Instant, to = from): MachineSpan {
    return this.#journal.machine({ id: this.#journal.id(), state, from, to, era: this.#turn.era });
  }

  #sleep(from: Instant, to: Instant): void {
    this.#span = this.#journal.machine({ ...this.#span, to: later(this.#span.from, from) });
    this.#beginSpan('asleep', from, to);
    this.#span = this.#beginSpan('awake', to);
    this.#remember({ from, to, reason: 'asleep' });
  }

  #step(old: Instant, now: Instant, newEra: boolean): void {
    this.#span = this.#journal.machine({ ...this.#span, to: later(this.#span.from, old) });
    this.#beginAfterStep(old, now, newEra);
    this.#span = this.#beginSpan('awake', now);
  }

  #beginAfterStep(old: Instant, now: Instant, newEra: boolean): void {
    if (newEra) {
      this.#turn.era += 1;
      this.#accounted = now;
      this.#absences = [];
      this.#labels = [];
      this.#zoneSince = now;
      this.#zoneFrom = zoneNamed(this.#turn.zone).wallAt(now);
    }
    this.#journal.clock({ id: this.#journal.id(), from: old, to: now, era: this.#turn.era });
  }

  /** Wakeful starts again: names what it did not see. */
  #resume(last: MachineSpan, booted: boolean): MachineSpan {
    const { now } = this.#turn;
    if (now < last.to) {
      this.correctedWhileAway = backwards(this.#accounted, now) === 'correction';
      this.#beginAfterStep(last.to, now, this.correctedWhileAway);
      return this.#beginSpan('awake', now);
    }
    // What passed while Wakeful was quitting was seen and not decided any more: it was not running for it.
    if (last.to > this.#accounted) this.#remember({ from: this.#accounted, to: last.to, reason: 'notRunning' });
    const absences = absencesBetween(last.to, now, booted ? { at: this.#machine.bootedAt() } : null);
    for (const absence of absences) {
      if (absence.reason !== 'off' && absence.reason !== 'notRunning') continue;
      this.#beginSpan(absence.reason, absence.from, absence.to);
      this.#remember(absence);
    }
    // A restart within the same instant goes on in the span that was.
    return absences.length === 0 && last.state === 'awake' ? last : this.#beginSpan('awake', now);
  }

  #remember(absence: Absence): void {
    this.#absences.push(absence);
    if (this.#absences.length > REMEMBERED) this.#absences.shift();
  }
}
