import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { instant } from '../../core/time/instant.ts';
import type { AttemptEnd, AttemptReport } from '../../engine/ports.ts';
import { killTree, type Grace, type Tree } from '../killTree.ts';
import { OutputReader, decodePieces } from '../output/outputReader.ts';
import { OutputWriter } from '../output/outputWriter.ts';
import { removeGiven } from '../secrets/givenFiles.ts';
import { writeAttemptNote } from './attemptNote.ts';
import { whatExitCodeMeans, whatRefusalMeans, whyNotStarted } from './couldNotStart.ts';
import { fingerprintOf } from './fingerprint.ts';
import { markOf } from './jobEnvironment.ts';
import {
  leftFiles,
  outputsName,
  type AttemptResult,
  type AttemptUsage,
  type HostEvents,
  type Launch,
} from './launch.ts';
import { printedTooMuch, stoppedByLimit, usedTooMuch } from './limits.ts';
import { onTheInstant } from './onTheInstant.ts';
import { maskedOutputs } from './maskedOutputs.ts';
import { readOutputs } from './outputsFile.ts';
import { linuxStat, readStartTime } from './processIdentity.ts';
import { markProcess } from './processMark.ts';
import { usageOfTrees } from './processUsage.ts';
import { EndedChildrenTime, MemorySampling } from './resources.ts';
import { writeResult } from './resultFile.ts';
import { prepareToSpawn, spawnLaunch, type Printed, type Spawned } from './spawnLaunch.ts';

/**
 * After the process its streams are read to their end. Where something holds them open (children that are left, or that could not be
 * found), they are given up when they were silent this long, and at the latest after the other. Milliseconds.
 */
const SILENCE_MS = { leaving: 100, ending: 2000 } as const;
const LONGEST_DRAIN_MS = { leaving: 1000, ending: 30_000 } as const;
/** Output looked at for what a shell said. */
const LAST_OUTPUT = 4096;

/** An attempt from its launch to its end. */
interface Attempt {
  readonly launch: Launch;
  readonly output: OutputWriter;
  cancelStart: () => void;
  printed: Printed | null;
  tree: Tree | null;
  memory: MemorySampling | null;
  /** It is being ended; a second wish may shorten the grace. */
  stopping: { readonly grace: Grace; readonly ended: Promise<unknown> } | null;
  /** Which limit of its job it passed, for the person; null: none. */
  overLimit: string | null;
  /** Its output is complete: what is printed from now on, by children that were left, is nobody's. */
  given: boolean;
  /** When its streams last brought something, milliseconds since 1970. */
  heard: number;
  /** `started` was told, or need not be. */
  announced: Promise<void>;
}

/**
 * Starts processes, keeps their output and sees them to their end. Holds no state that is needed after it: the result of every attempt
 * is in its folder before it is told, so whoever comes after can read it there.
 * Invariants: 1. every launch is followed by exactly one `ended`; 2. when it is told nothing that the attempt started lives, unless
 * children are to be left; 3. no process starts before `notBefore`.
 */
export class ProcessHost {
  readonly #events: HostEvents;
  readonly #attempts = new Map<string, Attempt>();
  readonly #time = new EndedChildrenTime();

  constructor(events: HostEvents) {
    this.#events = events;
    prepareToSpawn();
  }

  /** The runs whose attempt has not ended. */
  runs(): readonly string[] {
    return [...this.#attempts.keys()];
  }

  /** What some of its runs use now. */
  async usage(runs: readonly string[]): Promise<readonly AttemptUsage[]> {
    const asked = runs.flatMap((run) => {
      const attempt = this.#attempts.get(run);
      return attempt === undefined || attempt.tree === null ? [] : [{ run, attempt, pid: attempt.tree.pid }];
    });
    const trees = await usageOfTrees(asked.map(({ pid }) => pid));
    return asked.flatMap(({ run, attempt, pid }) => {
      const used = trees.get(pid);
      if (used === undefined || attempt.memory === null) return [];
      attempt.memory.note(used.memory);
      return [{ run, attempt: attempt.launch.attempt, ...used, peakMemory: attempt.memory.peak }];
    });
  }

  start(launch: Launch): void {
    const output = new OutputWriter(launch.folder, launch.outputLimit, launch.secrets);
    const attempt: Attempt = {
      launch,
      output,
      cancelStart: () => undefined,
      printed: null,
      tree: null,
      memory: null,
      stopping: null,
      overLimit: null,
      given: false,
      heard: 0,
      announced: Promise.resolve(),
    };
    this.#attempts.set(launch.run, attempt);
    try {
      writeAttemptNote(launch, output.total);
    } catch {
      // A full disk keeps nobody from running; the output's problem tells of it.
    }
    if (launch.attempt > 1) output.write('note', Buffer.from(`— attempt ${String(launch.attempt)} —\n`));
    attempt.cancelStart = onTheInstant(launch.notBefore, () => {
      this.#spawn(attempt);
    });
  }

  /**
   * Stops a run: politely, after `graceMs` finally. Before its process exists it does not start. Asked again the shorter grace counts.
   * Unknown runs are ignored.
   */
  stop(run: string, graceMs: number): void {
    const attempt = this.#attempts.get(run);
    if (attempt === undefined) return;
    const until = Date.now() + graceMs;
    if (attempt.stopping !== null) {
      attempt.stopping.grace.until = Math.min(attempt.stopping.grace.until, until);
    } else if (attempt.tree === null) {
      attempt.cancelStart();
      attempt.stopping = { grace: { until }, ended: Promise.resolve() };
      void this.#finish(attempt, { kind: 'killed', signal: 'SIGTERM' }, Date.now(), null);
    } else {
      void this.#end(attempt, attempt.tree, graceMs);
    }
  }

  #end(attempt: Attempt, tree: Tree, graceMs: number): Promise<unknown> {
    const grace = { until: Date.now() + graceMs };
    const ended = killTree(tree, grace);
    attempt.stopping = { grace, ended };
    return ended;
  }

  #spawn(attempt: Attempt): void {
    const { launch } = attempt;
    let spawned: Spawned;
    try {
      spawned = spawnLaunch(launch, (stream, bytes) => {
        this.#printed(attempt, stream, bytes);
      });
    } catch (error) {
      this.#couldNotStart(attempt, error instanceof Error ? error.message : String(error));
      return;
    }
    if (!spawned.ok) {
      this.#couldNotStart(attempt, spawned.message);
      return;
    }
    const { child, file, printed } = spawned;
    const { pid } = child;
    child.once('error', (error) => {
      // After the start an error is a signal that could not be sent; the exit still follows.
      if (pid !== undefined) return;
      for (const stream of [printed.out, printed.err]) stream.destroy();
      const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
      this.#couldNotStart(attempt, whyNotStarted(file, code, launch));
    });
    if (pid === undefined) return;
    attempt.printed = printed;
    attempt.tree = {
      pid,
      mark: markOf(launch.folder, launch.attempt),
      started: process.platform === 'linux' ? Number(linuxStat(pid)?.[19] ?? 0) : 0,
    };
    const most = launch.limits.memory;
    attempt.memory = new MemorySampling(pid, most !== null, (bytes) => {
      if (most !== null && bytes > most) this.#passLimit(attempt, usedTooMuch(bytes, most));
    });
    attempt.announced = readStartTime(pid).then((startedAt) => {
      const process = { pid, startedAt: startedAt ?? 'ended' };
      try {
        markProcess(launch.folder, launch.attempt, process);
      } catch {
        // A full disk: then only a crash within the next moment makes it an unknown one.
      }
      this.#events.started(launch.run, launch.attempt, process);
    });
    const closed = Promise.all([printed.out, printed.err].map(closing));
    child.once('exit', (exitCode, signal) => {
      this.#time.noteEnd();
      const at = Date.now();
      setImmediate(() => {
        const cpuMs = this.#time.take();
        const end: AttemptEnd =
          signal === null ? { kind: 'exited', exitCode: exitCode ?? 0 } : { kind: 'killed', signal };
        void this.#afterExit(attempt, end, at, cpuMs, closed);
      });
    });
  }

  #printed(attempt: Attempt, stream: 'out' | 'err', bytes: Buffer): void {
    if (attempt.given) return;
    const { launch, output } = attempt;
    attempt.heard = Date.now();
    output.write(stream, bytes);
    const most = launch.limits.output;
    if (most !== null && output.total > most) this.#passLimit(attempt, printedTooMuch(most));
  }

  async #afterExit(
    attempt: Attempt,
    end: AttemptEnd,
    at: number,
    cpuMs: number | null,
    closed: Promise<unknown>,
  ): Promise<void> {
    const { launch, printed, output } = attempt;
    if (attempt.stopping !== null) await attempt.stopping.ended;
    else if (!launch.leaveChildren && attempt.tree !== null) await this.#end(attempt, attempt.tree, launch.graceMs);
    await drained(attempt, closed);
    attempt.given = true;
    // Who was left behind may go on printing, into nothing: closing would end it by a broken pipe.
    for (const stream of printed === null || launch.leaveChildren ? [] : [printed.out, printed.err]) stream.destroy();
    output.endStream('out');
    output.endStream('err');
    await this.#finish(attempt, end, at, cpuMs);
  }

  /** It uses more than its job may: told once, and where the job says so it is stopped. */
  #passLimit(attempt: Attempt, what: string): void {
    if (attempt.overLimit !== null) return;
    const { launch, output, tree } = attempt;
    const stops = launch.limits.then === 'stop' && tree !== null;
    attempt.overLimit = stops ? `It was stopped: ${what}` : `It goes on, although ${what}`;
    output.write('note', Buffer.from(`— ${attempt.overLimit} —\n`));
    if (stops && attempt.stopping === null) void this.#end(attempt, tree, launch.graceMs);
  }

  #couldNotStart(attempt: Attempt, message: string): void {
    void this.#finish(attempt, { kind: 'couldNotStart', message }, Date.now(), null);
  }

  async #finish(attempt: Attempt, end: AttemptEnd, at: number, cpuMs: number | null): Promise<void> {
    const { launch, output } = attempt;
    await attempt.announced;
    output.close();
    const result: AttemptResult = {
      run: launch.run,
      attempt: launch.attempt,
      end: explained(stoppedByLimit(attempt.overLimit, launch, end), launch),
      report: await this.#report(attempt, end, at, cpuMs),
    };
    try {
      writeResult(launch.folder, result);
    } catch {
      // A full disk: then it is told and not recorded, and a crash in between makes it an interrupted run.
    }
    if (this.#attempts.get(launch.run) === attempt) this.#attempts.delete(launch.run);
    this.#events.ended(result);
  }

  async #report(attempt: Attempt, end: AttemptEnd, at: number, cpuMs: number | null): Promise<AttemptReport> {
    const { launch, output } = attempt;
    const path = join(launch.folder, outputsName(launch.attempt));
    const problems: string[] = [];
    let outputs: Readonly<Record<string, unknown>> = {};
    let fingerprint: string | null = null;
    try {
      const read = readOutputs(path);
      outputs = maskedOutputs(read.outputs, launch.secrets);
      if (read.problem !== null) problems.push(read.problem);
      for (const name of leftFiles(launch.attempt)) rmSync(join(launch.folder, name), { force: true });
      removeGiven(launch.secretFolder);
      if (end.kind === 'exited' && launch.successExitCodes.includes(end.exitCode)) {
        fingerprint = await fingerprintOf(outputs, launch.artifacts);
      }
    } catch (error) {
      problems.push(
        `What the run reported could not be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    if (output.problem !== null) problems.push(output.problem);
    const peakMemory = attempt.memory?.stop() ?? null;
    return {
      outputs,
      fingerprint,
      endedAt: instant(at),
      ...(problems.length === 0 ? {} : { problems }),
      ...(cpuMs === null ? {} : { cpuMs }),
      ...(peakMemory === null ? {} : { peakMemory }),
      ...(attempt.overLimit === null ? {} : { overLimit: attempt.overLimit }),
    };
  }
}

/** Adds what 126, 127 and a refusal of macOS mean, by what was last printed. */
function explained(end: AttemptEnd, launch: Launch): AttemptEnd {
  if (end.kind !== 'exited' || end.exitCode === 0) return end;
  const lookAt = end.exitCode === 126 || end.exitCode === 127 || process.platform === 'darwin';
  if (!lookAt) return end;
  const { pieces } = new OutputReader(launch.folder).read(-LAST_OUTPUT, LAST_OUTPUT);
  const said = decodePieces(pieces, true)
    .pieces.map(({ text }) => text)
    .join('');
  const message = whatRefusalMeans(said, launch.cwd) ?? whatExitCodeMeans(end.exitCode, said, launch);
  return message === null ? end : { ...end, message };
}

/** Resolves when the streams have ended, or are given up. */
async function drained(attempt: Attempt, closed: Promise<unknown>): Promise<void> {
  const kind = attempt.launch.leaveChildren ? 'leaving' : 'ending';
  const begun = Date.now();
  const state = { closed: false };
  const closing = closed.then(() => {
    state.closed = true;
  });
  for (;;) {
    const silence = Math.max(begun, attempt.heard) + SILENCE_MS[kind] - Date.now();
    const left = begun + LONGEST_DRAIN_MS[kind] - Date.now();
    await Promise.race([closing, wait(Math.max(1, Math.min(silence, left)))]);
    const now = Date.now();
    const silent = now - Math.max(begun, attempt.heard) >= SILENCE_MS[kind];
    if (state.closed || silent || now - begun >= LONGEST_DRAIN_MS[kind]) return;
  }
}

const closing = (stream: Readable): Promise<void> =>
  new Promise((resolve) => {
    stream.once('close', () => {
      resolve();
    });
  });

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
