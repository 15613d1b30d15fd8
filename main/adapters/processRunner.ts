import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '../core/job.ts';
import type { Duration, Instant } from '../core/time/instant.ts';
import type { AttemptSpec, Disposable, Runner, RunnerEvents } from '../engine/ports.ts';
import { killTree } from './killTree.ts';
import type { LineConnection } from './localSocket.ts';
import { isHostAlive, readAttemptNote } from './running/attemptNote.ts';
import { markOf } from './running/jobEnvironment.ts';
import { leftFiles, type AttemptResult, type AttemptUsage, type HostEvents, type Launch } from './running/launch.ts';
import { prepareLaunch, type LaunchSources } from './running/prepareLaunch.ts';
import { ProcessHost } from './running/processHost.ts';
import { isAlive, type ProcessIdentity } from './running/processIdentity.ts';
import { findProcess } from './running/processMark.ts';
import { scanProcesses, type Variable } from './running/processScan.ts';
import { usageOfTrees } from './running/processUsage.ts';
import { readResult } from './running/resultFile.ts';
import { givenFolder, nameOfGiven, removeGiven, sweepGiven } from './secrets/givenFiles.ts';
import { findHelpers, isHelperAlive, startHelper, type HelperCommand } from './spawnHelper/helperLink.ts';
import type { FromHelper, ToHelper } from './spawnHelper/protocol.ts';
import { Questions } from './spawnHelper/questions.ts';

/** A process that is not our child tells nobody when it ends, and Node.js has no pidfd: it is looked at gently. Milliseconds. */
const LOOK_MS = 1000;
/** A process that is gone and whose host lives: how long its result may take (children being ended, output being read). */
const RESULT_MS = 60_000;
/** How long a helper may take to begin with what it was told to start just before the crash. */
const BEGINNING_MS = 5000;
/** A helper that does not say within this time what its runs use will not: it is older than the question. Milliseconds. */
const USAGE_MS = 1000;

/** What the runner works with. */
export interface ProcessRunnerOptions extends LaunchSources {
  readonly events: RunnerEvents;
  /** Null: processes are started by this one, and end or lose their output with it. */
  readonly helper: HelperCommand | null;
}

/** Where an attempt is, from `start` or `adopt` to `ended`. */
type Whereabouts =
  /** Its environment is being asked for; `stopped` meanwhile it does not start. */
  | { readonly kind: 'preparing'; stopped: boolean }
  | { readonly kind: 'host'; readonly host: Host }
  /** Not our child: watched by looking. */
  | { readonly kind: 'foreign'; timer: NodeJS.Timeout | null };

/** An attempt that has not ended, and its process once there is one. */
interface Known {
  readonly run: string;
  readonly attempt: number;
  process: ProcessIdentity | null;
  where: Whereabouts;
  /** It was to be stopped before it was known where it is. */
  stopping: Duration | null;
}

/** Whoever starts and stops processes for us. */
interface Host {
  start(launch: Launch): void;
  stop(run: string, graceMs: number): void;
  usage(runs: readonly string[]): Promise<readonly AttemptUsage[]>;
  close(): void;
}

/**
 * Starts and stops process trees through a resident helper beside Wakeful, so that runs survive a crash of Wakeful with their output and
 * exit codes. Invariants: 1. every `start`, and every `adopt` that answers true, is followed by exactly one `ended`; 2. a process that
 * was started is never started again; 3. where the helper cannot be had, this process starts them itself.
 */
export class ProcessRunner implements Runner, Disposable {
  readonly #options: ProcessRunnerOptions;
  readonly #runs = new Map<string, Known>();
  #host: Promise<Host> | null = null;
  #lookingForHelpers = false;
  readonly #hosts = new Set<Host>();

  constructor(options: ProcessRunnerOptions) {
    this.#options = options;
  }

  /** Brings the helper up before the first run needs it. */
  warmUp(): void {
    void this.#ownHost();
  }

  start(spec: AttemptSpec): void {
    const where: Whereabouts = { kind: 'preparing', stopped: false };
    this.#runs.set(spec.run, { run: spec.run, attempt: spec.attempt, process: null, where, stopping: null });
    void this.#launch(spec, where);
  }

  stop(run: string, grace: Duration): void {
    const known = this.#runs.get(run);
    if (known === undefined) return;
    const { where } = known;
    if (where.kind === 'preparing') where.stopped = true;
    else if (where.kind === 'host') where.host.stop(run, grace);
    else if (known.process !== null) void endForeign(known.process, this.#markOf(known), grace);
    else known.stopping = grace;
  }

  adopt(run: string, attempt: number, _job: Job, process: ProcessIdentity | null): boolean {
    const folder = this.#options.outputs.find(run);
    const recorded = folder === null ? null : readResult(folder, run, attempt);
    // Where the crash came before the process was written down, whoever has it or has its mark is asked.
    const found = process ?? (folder === null ? null : findProcess(folder, attempt));
    const alive = found !== null && isAlive(found);
    if (recorded === null && !alive && (folder === null || !this.#isPending(folder, attempt))) {
      if (folder !== null) removeLeft(folder, attempt);
      return false;
    }
    const known: Known = { run, attempt, process: found, where: { kind: 'foreign', timer: null }, stopping: null };
    this.#runs.set(run, known);
    if (recorded === null) {
      if (process === null && alive) {
        setImmediate(() => {
          this.#started(run, attempt, found);
        });
      }
      this.#watch(known, this.#options.now());
      void this.#connectToOldHelpers();
    } else {
      setImmediate(() => {
        this.#ended(recorded);
      });
    }
    return true;
  }

  /** Removes the secrets that were given to attempts which nobody has any more; once, when those that live on are adopted. */
  sweep(): void {
    sweepGiven(
      this.#options.folder,
      new Set([...this.#runs.values()].map(({ run, attempt }) => nameOfGiven(run, attempt))),
    );
  }

  /** What the present attempts of runs use now; those of which nothing is known are left out. */
  async usage(runs: readonly string[]): Promise<readonly (AttemptUsage & { readonly at: Instant })[]> {
    const byHost = new Map<Host, string[]>();
    const own: { readonly run: string; readonly attempt: number; readonly pid: number }[] = [];
    for (const run of runs) {
      const known = this.#runs.get(run);
      if (known?.where.kind === 'host') byHost.set(known.where.host, [...(byHost.get(known.where.host) ?? []), run]);
      else if (known !== undefined && known.process !== null)
        own.push({ run, attempt: known.attempt, pid: known.process.pid });
    }
    const foreign = usageOfTrees(own.map(({ pid }) => pid)).then((trees) =>
      own.flatMap(({ run, attempt, pid }) => {
        const used = trees.get(pid);
        return used === undefined ? [] : [{ run, attempt, ...used, peakMemory: used.memory }];
      }),
    );
    const used = await Promise.all([foreign, ...[...byHost].map(([host, its]) => host.usage(its))]);
    const at = this.#options.now();
    return used.flat().map((one) => ({ ...one, at }));
  }

  /** Lets go: what runs goes on with the helper, which ends after the last of it. */
  dispose(): void {
    for (const { where } of this.#runs.values()) {
      if (where.kind === 'foreign' && where.timer !== null) clearTimeout(where.timer);
    }
    this.#runs.clear();
    for (const host of this.#hosts) host.close();
    this.#hosts.clear();
    this.#host = null;
  }

  async #launch(spec: AttemptSpec, where: Extract<Whereabouts, { kind: 'preparing' }>): Promise<void> {
    const { run, attempt } = spec;
    try {
      const launch = await prepareLaunch(spec, this.#options);
      const host = await this.#ownHost();
      const known = this.#runs.get(run);
      if (known?.where !== where) return;
      if (where.stopped) {
        this.#endedHere(run, attempt, { kind: 'killed', signal: 'SIGTERM' });
        return;
      }
      known.where = { kind: 'host', host };
      host.start(launch);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#endedHere(run, attempt, { kind: 'couldNotStart', message });
    }
  }

  /** The helper of this Wakeful; this process itself where there is none to be had. */
  #ownHost(): Promise<Host> {
    this.#host ??= this.#newHost();
    return this.#host;
  }

  async #newHost(): Promise<Host> {
    const { helper, folder } = this.#options;
    const connection = helper === null ? null : await startHelper(helper, folder);
    if (connection !== null) return this.#linked(connection);
    const events: HostEvents = {
      started: (run, attempt, process) => {
        this.#started(run, attempt, process);
      },
      ended: (result) => {
        this.#ended(result);
      },
    };
    const own = new ProcessHost(events);
    const host: Host = {
      start: (launch) => {
        own.start(launch);
      },
      stop: (run, graceMs) => {
        own.stop(run, graceMs);
      },
      usage: (runs) => own.usage(runs),
      close: () => undefined,
    };
    return host;
  }

  /** Talks to a helper: ours, or that of a Wakeful before us, which then tells which runs it has. */
  #linked(connection: LineConnection): Host {
    const send = (message: ToHelper): void => {
      connection.send(message);
    };
    const questions = new Questions<readonly AttemptUsage[]>(USAGE_MS, []);
    const host: Host = {
      start: (launch) => {
        send({ kind: 'start', launch });
      },
      stop: (run, graceMs) => {
        send({ kind: 'stop', run, graceMs });
      },
      usage: (runs) =>
        questions.ask((id) => {
          send({ kind: 'usage', id, runs });
        }),
      close: () => {
        connection.close();
      },
    };
    this.#hosts.add(host);
    connection.keepAlive(false);
    connection.onValue((value) => {
      const message = value as FromHelper;
      if (message.kind === 'hello') for (const run of message.runs) this.#claim(run, host);
      else if (message.kind === 'started') this.#started(message.run, message.attempt, message.process);
      else if (message.kind === 'usage') questions.answer(message.id, message.used);
      else this.#ended(message.result);
    });
    connection.onClose(() => {
      questions.giveUp();
      this.#lost(host);
    });
    return host;
  }

  async #connectToOldHelpers(): Promise<void> {
    if (this.#lookingForHelpers) return;
    this.#lookingForHelpers = true;
    // Whatever goes wrong here, the runs are watched all the same.
    const found = await findHelpers(this.#options.folder).catch(() => []);
    for (const connection of found) this.#linked(connection);
    this.#lookingForHelpers = false;
  }

  /** An adopted run is with a helper: it tells its end, nobody has to look. */
  #claim(run: string, host: Host): void {
    const known = this.#runs.get(run);
    if (known?.where.kind !== 'foreign') return;
    if (known.where.timer !== null) clearTimeout(known.where.timer);
    known.where = { kind: 'host', host };
    if (known.stopping !== null) this.stop(run, known.stopping);
  }

  #markOf({ run, attempt }: Known): Variable | null {
    const folder = this.#options.outputs.find(run);
    return folder === null ? null : markOf(folder, attempt);
  }

  /** Whether whoever sees to an attempt still lives; or a helper that may have been told of it and has not begun. */
  #isPending(folder: string, attempt: number): boolean {
    if (readAttemptNote(folder, attempt) !== null) return isHostAlive(folder, attempt);
    return isHelperAlive(this.#options.folder);
  }

  /** A helper went away under its runs (it was killed): what still lives is watched, the rest has ended unseen. */
  #lost(host: Host): void {
    if (!this.#hosts.delete(host)) return;
    this.#host = null;
    for (const known of this.#runs.values()) {
      if (known.where.kind !== 'host' || known.where.host !== host) continue;
      this.#watch(known, this.#options.now());
    }
  }

  /** Looks at a process that is not our child until it is gone; then its result is read, or it vanished. */
  #watch(known: Known, aliveAt: Instant): void {
    const where: Whereabouts = { kind: 'foreign', timer: null };
    known.where = where;
    const { run, attempt } = known;
    let lastAlive = aliveAt;
    let goneSince: number | null = null;
    const look = (): void => {
      if (known.where !== where) return;
      const folder = this.#options.outputs.find(run);
      const result = folder === null ? null : readResult(folder, run, attempt);
      if (result !== null) {
        this.#ended(result);
        return;
      }
      if (known.process === null && folder !== null) {
        const found = findProcess(folder, attempt);
        if (found !== null) this.#started(run, attempt, found);
      }
      if (known.process !== null && isAlive(known.process)) {
        lastAlive = this.#options.now();
      } else {
        goneSince ??= Date.now();
        const begun = folder !== null && readAttemptNote(folder, attempt) !== null;
        const limit = begun ? RESULT_MS : BEGINNING_MS;
        const pending = folder !== null && this.#isPending(folder, attempt) && Date.now() - goneSince < limit;
        if (!pending) {
          this.#endedHere(run, attempt, { kind: 'vanished', lastAlive });
          return;
        }
      }
      where.timer = setTimeout(look, LOOK_MS);
    };
    where.timer = setTimeout(look, LOOK_MS / 4);
  }

  #started(run: string, attempt: number, process: ProcessIdentity): void {
    const known = this.#runs.get(run);
    if (known?.attempt !== attempt) return;
    known.process = process;
    if (known.stopping !== null && known.where.kind === 'foreign') this.stop(run, known.stopping);
    this.#options.events.started(run, attempt, process);
  }

  #endedHere(run: string, attempt: number, end: AttemptResult['end']): void {
    const endedAt = end.kind === 'vanished' ? end.lastAlive : this.#options.now();
    this.#ended({ run, attempt, end, report: { outputs: {}, fingerprint: null, endedAt } });
  }

  #ended({ run, attempt, end, report }: AttemptResult): void {
    const known = this.#runs.get(run);
    if (known?.attempt !== attempt) return;
    if (known.where.kind === 'foreign' && known.where.timer !== null) clearTimeout(known.where.timer);
    this.#runs.delete(run);
    // Whoever saw to it has done so, unless it was killed.
    removeGiven(givenFolder(this.#options.folder, run, attempt));
    this.#options.events.ended(run, attempt, end, report);
  }
}

/** What an attempt needed while it ran, where nobody was left to remove it. */
function removeLeft(folder: string, attempt: number): void {
  for (const name of leftFiles(attempt)) rmSync(join(folder, name), { force: true });
}

/** Ends a process that an earlier Wakeful started and no helper has, with everything it started. */
async function endForeign(process: ProcessIdentity, mark: Variable | null, graceMs: number): Promise<void> {
  const found = await scanProcesses();
  const started = found.find(({ pid }) => pid === process.pid)?.started ?? 0;
  if (isAlive(process)) await killTree({ pid: process.pid, mark, started }, { until: Date.now() + graceMs });
}
