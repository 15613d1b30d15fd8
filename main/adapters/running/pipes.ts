import { execFile, execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTimeOf } from './processIdentity.ts';

/** Both ends of a pipe, as descriptors that no child inherits by itself. */
export interface Pipe {
  readonly reading: number;
  readonly writing: number;
}

/** Names that pipes have while they are made. */
interface Names {
  readonly folder: string;
  readonly paths: readonly string[];
}

/** So many are made at a time: making one costs as much as making these. */
const AT_ONCE = 16;
/** With fewer than this left more are made, in the background. */
const FEW = 8;
/** Making pipes takes this long at most, milliseconds. */
const LIMIT_MS = 5000;

/**
 * Pipes for the output of programs. What Node.js calls a pipe is a pair of sockets, and on Linux a socket cannot be opened by its name:
 * `echo x > /dev/stdout`, or `tee /dev/stderr`, fails in a job (ENXIO). It has no call for real ones, so named pipes are made and opened,
 * and their names removed before anybody gets them: what is left is like any other pipe.
 */
export class Pipes {
  readonly #ready: Pipe[] = [];
  #making = false;
  #lookedForLeft = false;

  /** A new pipe; null where the system has no way to make one. Blocks for some milliseconds where none was ready. */
  take(): Pipe | null {
    if (process.platform === 'win32') return null;
    if (this.#ready.length === 0) {
      try {
        const { folder, paths } = this.#newNames();
        try {
          execFileSync('mkfifo', ['-m', '600', ...paths], { stdio: 'ignore', timeout: LIMIT_MS });
          this.#open(paths);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      } catch {
        // No such program, no place for temporary files, no more descriptors: programs get what Node.js has.
      }
    }
    const pipe = this.#ready.pop() ?? null;
    if (pipe !== null) this.prepare();
    return pipe;
  }

  /** Sees to it that some are ready when they are needed. */
  prepare(): void {
    if (this.#ready.length >= FEW || this.#making || process.platform === 'win32') return;
    let names: Names;
    try {
      names = this.#newNames();
    } catch {
      // No place for temporary files: who needs a pipe tries again.
      return;
    }
    const { folder, paths } = names;
    this.#making = true;
    execFile('mkfifo', ['-m', '600', ...paths], { timeout: LIMIT_MS }, (error) => {
      this.#making = false;
      try {
        if (error === null) this.#open(paths);
      } catch {
        // No more descriptors, for now.
      }
      rmSync(folder, { recursive: true, force: true });
    });
  }

  #open(paths: readonly string[]): void {
    for (const path of paths) {
      // The reading end first and without waiting, else each would wait for the other.
      const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
      try {
        this.#ready.push({ reading, writing: openSync(path, constants.O_WRONLY) });
      } catch (error) {
        closeSync(reading);
        throw error;
      }
    }
  }

  #newNames(): Names {
    if (!this.#lookedForLeft) {
      this.#lookedForLeft = true;
      removeLeftNames();
    }
    const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${String(process.pid)}-`));
    return { folder, paths: Array.from({ length: AT_ONCE }, (_, index) => join(folder, String(index))) };
  }
}

const PREFIX = 'wakeful-pipes-';

/** Who is killed while it makes pipes leaves their names behind. They are removed by who makes some next. */
function removeLeftNames(): void {
  for (const name of readdirSync(tmpdir())) {
    const maker = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? NaN);
    if (Number.isNaN(maker) || startTimeOf(maker) !== null) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's: it is for them to remove.
    }
  }
}
