import { ON_TIME_MS, takeOldest, type Burst } from '../core/catchUp.ts';
import type { ExpiryReason, LateReason, SkipReason } from '../core/fate.ts';
import type { CatchUp } from '../core/job.ts';
import type { Absence } from '../core/machineHistory.ts';
import { instant, later, type Instant } from '../core/time/instant.ts';
import type { Schedule } from '../core/triggers/trigger.ts';
import type { Blackouts } from './blackouts.ts';
import type { Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState, TriggerState } from './jobState.ts';
import type { DueEntry, Facts } from './ledger.ts';
import type { MachineWatch } from './machineWatch.ts';

/** What can be said of a due moment from its time alone, before anyone asks what else runs. */
export type Verdict =
  | { readonly kind: 'onTime' }
  | { readonly kind: 'missed'; readonly reason: LateReason; readonly facts: Facts }
  | { readonly kind: 'skipped'; readonly reason: SkipReason; readonly facts: Facts }
  | { readonly kind: 'expired'; readonly reason: ExpiryReason; readonly facts: Facts };

/** Neighbouring due moments of one trigger with one verdict; or one that was owed, with its entry. */
export interface Moments extends Burst {
  readonly trigger: number;
  readonly sequence: string | null;
  readonly entry: DueEntry | null;
  readonly verdict: Verdict;
  readonly schedule: Schedule | null;
}

/** A stretch of time, from exclusive, to inclusive, and what is true of due moments in it. */
interface Cut {
  readonly from: Instant;
  readonly to: Instant;
  readonly verdict: Verdict;
}

const onTime: Verdict = { kind: 'onTime' };

/** Whether a catch-up policy covers what was missed for a reason (semantics §5.2). */
export function covers(policy: CatchUp, reason: LateReason): boolean {
  if (policy.runs === 'none') return false;
  switch (reason) {
    case 'asleep':
    case 'clockChanged':
      return policy.afterSleep;
    case 'off':
    case 'notRunning':
      return policy.afterOff;
    case 'busy':
    case 'waited':
      return true;
  }
}

/**
 * Collects the due moments of a job in (accounted until, now] with their verdicts (semantics §5.1, §5.2): as bursts between cuts, never
 * one by one, so a year of missed minutes costs what one does.
 */
export class DueMoments {
  readonly #book: JobBook;
  readonly #machine: MachineWatch;
  readonly #turn: Turn;
  readonly #blackouts: Blackouts;
  #base: readonly Cut[] = [];
  #ahead: Instant | null = null;
  #taken: { readonly state: JobState; readonly trigger: TriggerState }[] = [];

  constructor(book: JobBook, machine: MachineWatch, turn: Turn, blackouts: Blackouts) {
    this.#book = book;
    this.#machine = machine;
    this.#turn = turn;
    this.#blackouts = blackouts;
  }

  /** Says once per evaluation what is true of the time since the accounted one, for all jobs. */
  begin(): void {
    const { now, horizon } = this.#turn;
    const edge = instant(now - ON_TIME_MS - 1);
    const { accounted } = this.#machine;
    const missed = accounted < edge ? this.#machine.stretches(accounted, edge) : [];
    this.#base = [
      ...missed.map(({ from, to, reason }): Cut => ({ from, to, verdict: this.#missed(to, reason) })),
      { from: missed.length > 0 ? edge : instant(edge - ON_TIME_MS), to: horizon, verdict: onTime },
    ];
  }

  /** Every due moment of the job up to now that has no fate yet. Takes them: afterwards the triggers stand at their next ones. */
  collect(state: JobState): readonly Moments[] {
    const found: Moments[] = [];
    const { horizon } = this.#turn;
    let cuts: readonly Cut[] | null = null;
    if (!this.#machine.held) {
      for (const trigger of state.triggers) {
        const { next } = trigger;
        if (next === null || next > horizon) continue;
        const schedule = this.#book.scheduleOf(state, trigger);
        if (schedule === null) continue;
        cuts ??= this.#cutsOf(state);
        const { index } = trigger;
        if (trigger.restarts) {
          const verdict = this.#verdictAt(state, cuts, next);
          found.push(momentsOf(index, null, { first: next, last: next, count: 1 }, verdict));
        } else {
          this.#burst(schedule, instant(next - 1), cuts, (first, last, count, verdict) =>
            found.push(momentsOf(index, schedule, { first, last, count }, verdict)),
          );
        }
        this.#book.spend(state, trigger);
        trigger.next = null;
        if (!trigger.restarts) this.#taken.push({ state, trigger });
      }
    }
    if (state.owed.length > 0) {
      const due = state.owed.filter((entry) => entry.due <= horizon);
      if (due.length > 0) {
        state.owed = state.owed.filter((entry) => entry.due > horizon);
        cuts ??= this.#cutsOf(state);
        for (const entry of due) found.push(this.#owed(state, entry, cuts));
      }
    }
    for (const { last } of found) if (last > this.#turn.now) this.#ahead = later(this.#ahead ?? last, last);
    return found.length === 0 ? found : this.#skipNext(state, found);
  }

  /** The latest due moment that was decided ahead of its time since this was asked last; null where none was. */
  takeAhead(): Instant | null {
    const ahead = this.#ahead;
    this.#ahead = null;
    return ahead;
  }

  /** The triggers whose due moments were taken since this was asked last: to be armed anew once time is accounted. */
  taken(): readonly { readonly state: JobState; readonly trigger: TriggerState }[] {
    const taken = this.#taken;
    this.#taken = [];
    return taken;
  }

  #burst(
    schedule: Schedule,
    after: Instant,
    cuts: readonly Cut[],
    found: (first: Instant, last: Instant, count: number, verdict: Verdict) => void,
  ): void {
    for (const cut of cuts) {
      const from = later(cut.from, after);
      if (cut.to <= from) continue;
      const count = schedule.count(from, cut.to);
      if (count === 0) continue;
      const first = schedule.next(from);
      const last = schedule.previous(cut.to);
      if (first === null || last === null) continue;
      found(first, last, count, cut.verdict);
    }
  }

  #owed(state: JobState, entry: DueEntry, cuts: readonly Cut[]): Moments {
    return {
      trigger: entry.trigger,
      sequence: entry.sequence ?? null,
      entry,
      schedule: null,
      first: entry.due,
      last: entry.last ?? entry.due,
      count: entry.count,
      verdict: this.#verdictAt(state, cuts, entry.due),
    };
  }

  #verdictAt(state: JobState, cuts: readonly Cut[], due: Instant): Verdict {
    for (const cut of cuts) if (due > cut.from && due <= cut.to) return cut.verdict;
    // It was owed only now, or in time that had been accounted before: the same is true of it as of any other.
    const late = this.#turn.now - due > ON_TIME_MS;
    // What became due in the instant in which Wakeful went was not decided any more: the absence kept it from running.
    const absence = this.#machine.absenceAt(due) ?? this.#machine.absenceFrom(due);
    const verdict = late ? missedIn(absence, absence?.reason ?? 'busy') : onTime;
    const [own] = this.#cutsOf(state, [{ from: instant(due - 1), to: due, verdict }]);
    return own?.verdict ?? verdict;
  }

  #missed(at: Instant, reason: LateReason): Verdict {
    return missedIn(this.#machine.absenceAt(at), reason);
  }

  /** The cuts of one job: what is true for all, laid over with its pauses, its blackouts and the limits of its catch-up policy. */
  #cutsOf(state: JobState, base = this.#base): readonly Cut[] {
    const { catchUp } = state.job;
    const until = base[base.length - 1]?.to ?? this.#turn.horizon;
    let cuts = base;
    if (base.some(({ verdict }) => verdict.kind === 'missed')) cuts = this.#limited(cuts, catchUp);
    for (const stretch of this.#blackouts.between(state, base[0]?.from ?? until, until)) {
      const facts: Facts = { from: stretch.from, to: stretch.to };
      cuts = overlaid(cuts, instant(stretch.from - 1), instant(stretch.to - 1), {
        kind: 'skipped',
        reason: 'blackout',
        facts,
      });
    }
    for (const pause of [this.#book.pauseAll, state.pause]) {
      if (pause === null) continue;
      const facts: Facts = {
        from: pause.from,
        wishedAt: pause.from,
        ...(pause.until === null ? {} : { to: pause.until }),
      };
      const to = pause.until === null ? until : instant(pause.until - 1);
      cuts = overlaid(cuts, pause.from, to, { kind: 'skipped', reason: 'paused', facts });
    }
    return cuts;
  }

  #limited(cuts: readonly Cut[], catchUp: CatchUp): readonly Cut[] {
    const limited: Cut[] = [];
    const oldest = catchUp.within === null ? null : instant(this.#turn.now - catchUp.within);
    for (const cut of cuts) {
      const { verdict } = cut;
      if (verdict.kind !== 'missed') {
        limited.push(cut);
      } else if (!covers(catchUp, verdict.reason)) {
        const facts: Facts = {
          ...verdict.facts,
          cause: verdict.reason,
          ...(catchUp.runs === 'none' ? {} : { notAfterThat: true }),
        };
        limited.push({ ...cut, verdict: { kind: 'expired', reason: 'noCatchUp', facts } });
      } else if (oldest !== null && cut.from < oldest - 1) {
        const border = instant(Math.min(oldest - 1, cut.to));
        const facts: Facts = {
          ...verdict.facts,
          cause: verdict.reason,
          ...(catchUp.within === null ? {} : { within: catchUp.within }),
        };
        limited.push({ ...cut, to: border, verdict: { kind: 'expired', reason: 'tooLate', facts } });
        if (border < cut.to) limited.push({ ...cut, from: border });
      } else {
        limited.push(cut);
      }
    }
    return limited;
  }

  /** A person's wish to skip the next one takes the oldest that nothing else keeps from running (semantics §7). */
  #skipNext(state: JobState, found: readonly Moments[]): readonly Moments[] {
    const wishedAt = state.skipNext;
    if (wishedAt === null) return found;
    let oldest: Moments | null = null;
    for (const moments of found) {
      if (moments.verdict.kind === 'skipped') continue;
      if (oldest === null || moments.first < oldest.first) oldest = moments;
    }
    if (oldest === null) return found;
    this.#book.forgetSkip(state);
    const { one, rest } = takeOldest(oldest);
    const skipped: Moments = { ...one, verdict: { kind: 'skipped', reason: 'skipNext', facts: { wishedAt } } };
    return [...found.filter((moments) => moments !== oldest), skipped, ...(rest === null ? [] : [rest])];
  }
}

/** Moments of a job's own trigger that nothing was written of yet. */
function momentsOf(
  trigger: number,
  schedule: Schedule | null,
  { first, last, count }: Omit<Burst, 'schedule'>,
  verdict: Verdict,
): Moments {
  return { trigger, sequence: null, entry: null, schedule, first, last, count, verdict };
}

const missedIn = (absence: Absence | null, reason: LateReason): Verdict => ({
  kind: 'missed',
  reason,
  facts: absence === null ? {} : { from: absence.from, to: absence.to },
});

/** Lays a stretch (from, to] with its own verdict over cuts: the last one laid counts. */
function overlaid(cuts: readonly Cut[], from: Instant, to: Instant, verdict: Verdict): readonly Cut[] {
  const laid: Cut[] = [];
  for (const cut of cuts) {
    const begin = later(cut.from, from);
    const end = cut.to < to ? cut.to : to;
    if (begin >= end) {
      laid.push(cut);
      continue;
    }
    if (cut.from < begin) laid.push({ ...cut, to: begin });
    laid.push({ from: begin, to: end, verdict });
    if (end < cut.to) laid.push({ ...cut, from: end });
  }
  return laid;
}
