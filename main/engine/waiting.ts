import type { ExpiryReason } from '../core/fate.ts';
import type { Condition } from '../core/job.ts';
import { conditionName, judgeCondition, type Judgement, type Readings } from '../core/rules/conditions.ts';
import { expiryOf, judgeUpstream, upstreamsHold, type UpstreamStanding } from '../core/rules/upstreamCondition.ts';
import { instant, type Instant } from '../core/time/instant.ts';
import type { Turn } from './journal.ts';
import type { JobBook } from './jobBook.ts';
import type { JobState } from './jobState.ts';
import type { Probes, Reading } from './ports.ts';

/** How all conditions of a job stand together. */
export interface ConditionsStand {
  readonly hold: boolean;
  /** The first that does not hold, as a person would name it, with what it last said. */
  readonly condition?: string;
  readonly said?: string;
  /** The job it waits for, where it waits for one. */
  readonly byJob?: string;
  /** When a run of it ended without success, where that is what keeps the condition from holding. */
  readonly at?: Instant;
  /** What it says changes all the time: the load, the time without input. */
  readonly passing?: boolean;
  /** What the fate is if the deadline passes now. */
  readonly expiry: ExpiryReason;
}

const holding: ConditionsStand = { hold: true, expiry: 'conditionDeadline' };

type JobCondition = Extract<Condition, { readonly kind: 'job' }>;

/**
 * Asks whether a job's conditions hold (semantics §7). Commands are asked in the background: until the answer is there the condition does
 * not hold, and the answer asks for an evaluation.
 */
export class Conditions {
  readonly #probes: Probes;
  readonly #book: JobBook;
  readonly #turn: Turn;
  readonly #ask: () => void;
  readonly #commands = new Map<string, { reading: Reading | null; at: number; asking: boolean }>();

  constructor(probes: Probes, book: JobBook, turn: Turn, ask: () => void) {
    this.#probes = probes;
    this.#book = book;
    this.#turn = turn;
    this.#ask = ask;
  }

  /** `starts`: how they stand for a further run where another one of the job is just about to start. */
  stand(state: JobState, starts = false): ConditionsStand {
    const { conditions } = state.job;
    if (conditions.length === 0) return holding;
    const nameOf = (id: string): string => this.#book.get(id)?.job.name ?? id;
    const upstreams: { condition: JobCondition; standing: UpstreamStanding }[] = [];
    for (const condition of conditions) {
      if (condition.kind === 'job') {
        upstreams.push({ condition, standing: this.#upstream(state, condition, starts) });
        continue;
      }
      const { holds, said } = this.#machine(state, condition);
      if (holds) continue;
      const passing = condition.kind === 'idle' || condition.kind === 'load';
      return { hold: false, condition: conditionName(condition, nameOf), said, passing, expiry: 'conditionDeadline' };
    }
    const standings = upstreams.map(({ standing }) => standing);
    if (upstreamsHold(standings, state.job.anyUpstream)) return holding;
    const open = upstreams.find(({ standing }) => standing.kind !== 'holds');
    return {
      hold: false,
      ...(open === undefined
        ? {}
        : {
            condition: conditionName(open.condition, nameOf),
            said: saidOf(open.standing),
            ...(open.standing.kind === 'failed' ? { at: open.standing.at } : {}),
            byJob: open.condition.job,
          }),
      expiry: expiryOf(standings, state.job.anyUpstream) ?? 'upstreamNotRun',
    };
  }

  /**
   * When the conditions could hold although no event tells of it, by the wall clock: a guess that only makes an evaluation earlier. Null:
   * the heartbeat is early enough.
   */
  readyAt(state: JobState): Instant | null {
    for (const condition of state.job.conditions) {
      if (condition.kind !== 'idle') continue;
      const idle = this.#probes.idle();
      if (idle !== null && idle < condition.for) return instant(this.#turn.now + condition.for - idle);
    }
    return null;
  }

  /** Commands are asked anew the next time. */
  forget(state: JobState): void {
    for (const condition of state.job.conditions) {
      if (condition.kind === 'command') this.#commands.delete(keyOf(state, condition.command));
    }
  }

  #machine(state: JobState, condition: Exclude<Condition, JobCondition>): Judgement {
    if (condition.kind === 'command') {
      const reading = this.#command(state, condition.command);
      return judgeCondition(condition, { ...this.#readings(), command: reading });
    }
    return judgeCondition(condition, this.#readings());
  }

  /** Read only when asked: the load or the wireless network can cost a system call. */
  #readings(): Readings {
    const probes = this.#probes;
    return {
      get network() {
        return probes.network();
      },
      get power() {
        return probes.power();
      },
      get idle() {
        return probes.idle();
      },
      get load() {
        return probes.load();
      },
      get wifi() {
        return probes.wifi();
      },
      command: null,
    };
  }

  /** An answer counts for half a minute of the awake clock. */
  #command(state: JobState, command: readonly string[]): Reading | null {
    const key = keyOf(state, command);
    let known = this.#commands.get(key);
    if (known === undefined) {
      known = { reading: null, at: -Infinity, asking: false };
      this.#commands.set(key, known);
    }
    if (!known.asking && this.#turn.mono - known.at >= COMMAND_FRESH_MS) {
      const asked = known;
      asked.asking = true;
      let answered = false;
      this.#probes.command(command, state.job, (reading) => {
        if (answered) return;
        answered = true;
        asked.asking = false;
        asked.reading = reading;
        asked.at = this.#turn.mono;
        this.#book.mark(state);
        this.#ask();
      });
    }
    return known.reading;
  }

  #upstream(state: JobState, condition: JobCondition, starts: boolean): UpstreamStanding {
    const upstream = this.#book.get(condition.job);
    const success = upstream?.lastSucceeded ?? null;
    const end = upstream?.lastEnded ?? null;
    return judgeUpstream(
      condition,
      {
        lastSuccess:
          success === null || success.ended === null
            ? null
            : { ended: success.ended, fingerprint: success.fingerprint },
        lastEnd:
          end === null || end.ended === null || end.outcome === null
            ? null
            : { ended: end.ended, outcome: end.outcome },
      },
      starts
        ? { lastStarted: this.#turn.now, usedFingerprint: success?.fingerprint ?? null }
        : { lastStarted: state.lastStarted, usedFingerprint: state.used?.[condition.job] ?? null },
      this.#turn.now,
      this.#book.zoneOfJob(state),
    );
  }
}

const COMMAND_FRESH_MS = 25_000;

const keyOf = (state: JobState, command: readonly string[]): string => `${state.job.id}\n${command.join('\n')}`;

function saidOf(standing: UpstreamStanding): string {
  switch (standing.kind) {
    case 'holds':
      return 'succeeded';
    case 'failed':
      return standing.outcome;
    case 'notRun':
      return 'has not run';
    case 'unchanged':
      return 'brought nothing new';
  }
}
