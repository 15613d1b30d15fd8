import type { Job } from '../../core/job.ts';
import type { Duration } from '../../core/time/instant.ts';
import type { AttemptEnd, AttemptReport, AttemptSpec, Runner, RunnerEvents } from '../ports.ts';
import { plainBehaviour, type Behaviour, type ScriptedEnd } from './timeline.ts';
import type { Timer, Timers } from './timers.ts';
import type { World } from './world.ts';

/** A process of the virtual computer: it outlives Wakeful, not the computer. */
interface VirtualProcess {
  readonly run: string;
  readonly attempt: number;
  readonly job: string;
  readonly pid: number;
  readonly startedAt: string;
  readonly behaviour: Behaviour;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly overLimit: boolean;
  /** Its own end, or its killing. Null before it has begun. */
  timer: Timer | null;
  ending: AttemptEnd;
  /** Whether the Wakeful that runs now is told of its end. */
  watched: boolean;
}

/** How an attempt ended, as the helper that outlives Wakeful writes it down: it is still there after a boot. */
interface Result {
  readonly attempt: number;
  readonly end: AttemptEnd;
  readonly report: AttemptReport;
}

/** What happened to a process, for whoever checks the engine: by true time. */
export interface ProcessTrace {
  readonly kind: 'start' | 'end';
  readonly elapsed: number;
  readonly run: string;
  readonly attempt: number;
  readonly job: string;
}

/** The k-th value of a list whose last value repeats. */
const kth = <T>(list: readonly T[], k: number, otherwise: T): T => list[Math.min(k, list.length - 1)] ?? otherwise;

function endOf(scripted: ScriptedEnd, job: Job): AttemptEnd {
  switch (scripted.kind) {
    case 'exit':
      return { kind: 'exited', exitCode: scripted.code };
    case 'signal':
      return { kind: 'killed', signal: scripted.signal };
    case 'missing':
      return { kind: 'couldNotStart', message: `The program of "${job.id}" is missing.` };
  }
}

/** Two runs with the same outputs have the same fingerprint, whatever the order of the keys. */
function fingerprintOf(outputs: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(outputs).sort();
  return JSON.stringify(keys.map((key) => [key, outputs[key]]));
}

/** What the runner needs of the program that runs it. */
export interface RunnerHost {
  /** The engine that runs now; null while Wakeful does not run. */
  engine(): RunnerEvents | null;
  /** Lets the engine hear of something at this instant, after it has come to rest. */
  soon(tell: () => void): void;
  trace(what: ProcessTrace): void;
}

/**
 * Scripted processes. An attempt ends after the time awake that its job's line gives, or at once when it is asked to stop (after `grace`,
 * if it ignores the polite signal). Without a Wakeful its end is kept for the next one; what the computer took with it has none.
 */
export class VirtualRunner implements Runner {
  private readonly processes = new Map<string, VirtualProcess>();
  /** By run: ends that no Wakeful has written down yet. */
  private readonly results = new Map<string, Result>();
  private readonly numberOfRun = new Map<string, number>();
  private readonly runsOfJob = new Map<string, number>();
  private lastPid = 1000;
  private readonly world: World;
  private readonly timers: Timers;
  private readonly behaviours: ReadonlyMap<string, Behaviour>;
  private readonly host: RunnerHost;

  constructor(world: World, timers: Timers, behaviours: ReadonlyMap<string, Behaviour>, host: RunnerHost) {
    this.world = world;
    this.timers = timers;
    this.behaviours = behaviours;
    this.host = host;
  }

  start(attempt: AttemptSpec): void {
    const job = attempt.job.id;
    const behaviour = this.behaviours.get(job) ?? plainBehaviour;
    const k = this.numberOf(attempt.run, job, behaviour);
    this.lastPid += 1;
    const process: VirtualProcess = {
      run: attempt.run,
      attempt: attempt.attempt,
      job,
      pid: this.lastPid,
      startedAt: `${this.world.bootId()}/${this.lastPid}`,
      behaviour,
      outputs: kth(behaviour.outputs, k, {}),
      overLimit: kth(behaviour.overLimit, k, false),
      timer: null,
      ending: endOf(kth(behaviour.ends, k, { kind: 'exit', code: 0 }), attempt.job),
      watched: true,
    };
    this.processes.set(attempt.run, process);
    const takes = kth(behaviour.takes, k, 0 as Duration);
    const wait = attempt.notBefore === null ? 0 : Math.max(0, attempt.notBefore - this.world.now());
    if (wait === 0) this.begin(process, takes);
    else process.timer = this.timers.set(this.world.awake + wait, 'process', () => this.begin(process, takes));
  }

  stop(run: string, grace: Duration): void {
    const process = this.processes.get(run);
    if (process === undefined) return;
    const signal = process.behaviour.ignoresStop ? 'SIGKILL' : 'SIGTERM';
    const wait = process.behaviour.ignoresStop ? grace : 0;
    const killedAt = this.world.awake + wait;
    if (process.timer !== null) {
      if (!process.timer.cancelled && process.timer.at <= killedAt && wait > 0) return;
      process.timer.cancelled = true;
    }
    process.timer = this.timers.set(killedAt, 'process', () => {
      process.ending = { kind: 'killed', signal };
      this.finish(process);
    });
  }

  adopt(
    run: string,
    attempt: number,
    _job: Job,
    known: { readonly pid: number; readonly startedAt: string } | null,
  ): boolean {
    const result = this.results.get(run);
    if (result?.attempt === attempt) {
      this.host.soon(() => {
        this.host.engine()?.ended(run, attempt, result.end, result.report);
        this.forget(run);
      });
      return true;
    }
    const process = this.processes.get(run);
    if (process?.attempt !== attempt) return false;
    if (known !== null && (process.pid !== known.pid || process.startedAt !== known.startedAt)) return false;
    process.watched = true;
    return true;
  }

  /** Wakeful has gone: what runs goes on, and nobody listens. */
  abandon(): void {
    for (const process of this.processes.values()) process.watched = false;
  }

  /** The computer has gone, and every process with it. */
  powerOff(): void {
    for (const process of this.processes.values()) {
      if (process.timer !== null) process.timer.cancelled = true;
      this.host.trace({
        kind: 'end',
        elapsed: this.world.elapsed,
        run: process.run,
        attempt: process.attempt,
        job: process.job,
      });
    }
    this.processes.clear();
  }

  /** Number of processes that run now. */
  get running(): number {
    return this.processes.size;
  }

  /** Which run of its job this is, from 0; not counted where every run behaves the same. */
  private numberOf(run: string, job: string, behaviour: Behaviour): number {
    const { takes, ends, outputs, overLimit } = behaviour;
    if (Math.max(takes.length, ends.length, outputs.length, overLimit.length) === 1) return 0;
    const known = this.numberOfRun.get(run);
    if (known !== undefined) return known;
    const number = this.runsOfJob.get(job) ?? 0;
    this.runsOfJob.set(job, number + 1);
    this.numberOfRun.set(run, number);
    return number;
  }

  private begin(process: VirtualProcess, takes: Duration): void {
    const { run, attempt, job, pid, startedAt, ending } = process;
    process.timer = null;
    this.host.trace({ kind: 'start', elapsed: this.world.elapsed, run, attempt, job });
    if (ending.kind !== 'couldNotStart') {
      this.host.soon(() => {
        if (process.watched) this.host.engine()?.started(run, attempt, { pid, startedAt });
      });
    }
    const lasts = ending.kind === 'couldNotStart' ? 0 : takes;
    process.timer = this.timers.set(this.world.awake + lasts, 'process', () => this.finish(process));
  }

  private finish(process: VirtualProcess): void {
    const { run, attempt, job, ending, outputs, overLimit } = process;
    if (this.processes.get(run) === process) this.processes.delete(run);
    this.host.trace({ kind: 'end', elapsed: this.world.elapsed, run, attempt, job });
    const succeeded = ending.kind === 'exited';
    const report: AttemptReport = {
      outputs: succeeded ? outputs : {},
      fingerprint: succeeded && ending.exitCode === 0 ? fingerprintOf(outputs) : null,
      ...(overLimit ? { overLimit: 'It used more than it may.' } : {}),
    };
    this.results.set(run, { attempt, end: ending, report: { ...report, endedAt: this.world.now() } });
    if (!process.watched) return;
    this.host.engine()?.ended(run, attempt, ending, report);
    this.forget(run);
  }

  /** Once who was told has come to rest: stopped before that it has not written the end down, and finds it when it starts again. */
  private forget(run: string): void {
    const told = this.host.engine();
    if (told === null) return;
    this.host.soon(() => {
      if (this.host.engine() === told) this.results.delete(run);
    });
  }
}
