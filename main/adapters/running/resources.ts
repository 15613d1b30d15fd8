import { readFileSync } from 'node:fs';
import { linuxStat } from './processIdentity.ts';

/** Looked at soon after the start, then ever more rarely. Milliseconds. */
const SAMPLES_MS = [30, 100, 300, 1000, 2000];
/** Processes of one tree that are added up. */
const MOST_PROCESSES = 500;

/**
 * Memory of a process tree, sampled gently while it runs. Linux only: elsewhere a sample would start a program each time.
 */
export class MemorySampling {
  readonly #pid: number;
  readonly #onSample: (bytes: number) => void;
  #peak = 0;
  #count = 0;
  #timer: NodeJS.Timeout | null = null;

  /** `onSample`: told of every sample, bytes. */
  constructor(pid: number, onSample: (bytes: number) => void = () => undefined) {
    this.#pid = pid;
    this.#onSample = onSample;
    if (process.platform === 'linux') this.#arm();
  }

  /** Ends sampling; the largest sum seen in bytes, null where none was. */
  stop(): number | null {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return this.#peak === 0 ? null : this.#peak;
  }

  #arm(): void {
    this.#timer = setTimeout(() => {
      this.#count += 1;
      const sample = memoryOf(this.#pid);
      this.#peak = Math.max(this.#peak, sample);
      this.#arm();
      this.#onSample(sample);
    }, SAMPLES_MS[this.#count] ?? 2000);
    this.#timer.unref();
  }
}

/** Resident memory of a process and its descendants, bytes; of the process itself its own peak. */
function memoryOf(root: number): number {
  let sum = 0;
  const open = [root];
  for (let index = 0; index < open.length && index < MOST_PROCESSES; index += 1) {
    const pid = open[index] ?? 0;
    sum += residentOf(pid, pid === root ? 'VmHWM' : 'VmRSS');
    open.push(...childrenOf(pid));
  }
  return sum;
}

function residentOf(pid: number, line: string): number {
  try {
    const found = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${String(pid)}/status`, 'latin1'));
    return found === null ? 0 : Number(found[1]) * 1024;
  } catch {
    // It ended meanwhile.
    return 0;
  }
}

function childrenOf(pid: number): number[] {
  try {
    const path = `/proc/${String(pid)}/task/${String(pid)}/children`;
    return readFileSync(path, 'latin1').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    // It ended meanwhile, or the kernel does not tell.
    return [];
  }
}

/** Length of a clock tick; 100 a second on every Linux in use. */
const TICK_MS = 10;

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
