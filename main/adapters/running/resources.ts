import { linuxStat } from './processIdentity.ts';
import { linuxPeak, linuxUsage, TICK_MS, usageOfTrees } from './processUsage.ts';

/**
 * When a tree is looked at after its start, then ever again after the last: soon and often where it costs nothing (/proc), seldom where a
 * program is started for it each time. Milliseconds.
 */
const LOOKS_MS: Readonly<Record<'linux' | 'ps' | 'windows', readonly number[]>> = {
  linux: [30, 100, 300, 1000, 2000],
  ps: [250, 1000, 2000, 5000],
  windows: [2000, 5000, 10_000, 30_000],
};
/** With a limit on memory it is looked at least this often. Milliseconds. */
const LIMITED_MS = 5000;

const kind = process.platform === 'linux' ? 'linux' : process.platform === 'win32' ? 'windows' : 'ps';

/** Memory of a process tree, sampled gently while it runs; a short peak between two looks may be missed. */
export class MemorySampling {
  readonly #pid: number;
  readonly #onSample: (bytes: number) => void;
  readonly #most: number;
  #peak = 0;
  #count = 0;
  #over = false;
  #timer: NodeJS.Timeout | null = null;

  /** `limited`: its job has a limit on memory. `onSample`: told of every sample, bytes. */
  constructor(pid: number, limited = false, onSample: (bytes: number) => void = () => undefined) {
    this.#pid = pid;
    this.#onSample = onSample;
    this.#most = limited ? LIMITED_MS : Infinity;
    this.#arm();
  }

  /** The largest sum seen, bytes; 0 where nothing was seen yet. */
  get peak(): number {
    return this.#peak;
  }

  /** Something was seen by somebody else who looked. */
  note(bytes: number): void {
    if (this.#over) return;
    this.#peak = Math.max(this.#peak, bytes);
    this.#onSample(bytes);
  }

  /** Ends sampling; the largest sum seen in bytes, null where none was. */
  stop(): number | null {
    this.#over = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return this.#peak === 0 ? null : this.#peak;
  }

  #arm(): void {
    if (this.#over) return;
    const looks = LOOKS_MS[kind];
    const after = looks[Math.min(this.#count, looks.length - 1)] ?? this.#most;
    this.#timer = setTimeout(
      () => {
        this.#count += 1;
        if (kind === 'linux') {
          // Its own peak is known for certain, also where it lay between two looks.
          this.note(Math.max(linuxUsage(this.#pid)?.memory ?? 0, linuxPeak(this.#pid)));
          this.#arm();
        } else void this.#ask();
      },
      Math.min(after, this.#most),
    );
    this.#timer.unref();
  }

  async #ask(): Promise<void> {
    const usage = (await usageOfTrees([this.#pid])).get(this.#pid);
    if (usage !== undefined) this.note(usage.memory);
    this.#arm();
  }
}

/**
 * Processor time of children that ended, by the difference the kernel counts for this process (proc(5), cutime and cstime). It is one
 * child's where exactly one ended since the last look; null otherwise, and where the platform does not tell.
 */
export class EndedChildrenTime {
  #before = childrenTicks();
  #ended = 0;

  /** A child has ended: call in every exit handler, before anything else. */
  noteEnd(): void {
    this.#ended += 1;
  }

  /** The time of the child that just ended, milliseconds. Call in the turn after the exit handlers. */
  take(): number | null {
    const now = childrenTicks();
    const alone = this.#ended === 1;
    const ticks = now === null || this.#before === null ? null : now - this.#before;
    this.#before = now;
    this.#ended = 0;
    return alone && ticks !== null ? ticks * TICK_MS : null;
  }
}

function childrenTicks(): number | null {
  if (process.platform !== 'linux') return null;
  const stat = linuxStat(process.pid);
  return stat === null ? null : Number(stat[13]) + Number(stat[14]);
}
