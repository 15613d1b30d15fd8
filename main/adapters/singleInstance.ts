import { linkSync, mkdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disposable } from '../engine/ports.ts';
import { isAlive, startTimeOf, type ProcessIdentity } from './running/processIdentity.ts';

/** Taking over a stale lock takes far less than this; a marker older than it was left by a crash. Milliseconds. */
const TAKEOVER_MS = 5000;
const ATTEMPTS = 50;

/** The lock is held; or another Wakeful holds it. */
export type InstanceLock =
  { readonly held: true; readonly lock: Disposable } | { readonly held: false; readonly by: ProcessIdentity };

/**
 * Takes the lock of a data folder: one Wakeful at a time works on its files. It is a file with the holder's pid and start time, made
 * whole by linking, so that a holder that was killed, or a pid used again, is recognised and its lock taken over.
 */
export function takeInstanceLock(folder: string): InstanceLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'wakeful.lock');
  const own: ProcessIdentity = { pid: process.pid, startedAt: startTimeOf(process.pid) ?? 'unknown' };
  const text = JSON.stringify(own);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (putWhole(path, text)) return { held: true, lock: release(path, text) };
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) return { held: false, by: holder };
    takeAway(path, holder);
  }
  throw new Error(`The lock ${path} could not be taken: it changes all the time.`);
}

/** Makes the file with its content in one step; false where it is there already. */
function putWhole(path: string, text: string): boolean {
  const draft = `${path}.${String(process.pid)}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    // File systems without links (FAT): exclusive creation is the next best.
    return putExclusively(path, text);
  } finally {
    rmSync(draft, { force: true });
  }
}

function putExclusively(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function readHolder(path: string): ProcessIdentity | null {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<ProcessIdentity> | null;
    if (typeof value?.pid === 'number' && typeof value.startedAt === 'string') {
      return { pid: value.pid, startedAt: value.startedAt };
    }
  } catch {
    // Gone meanwhile, or not ours: either way nobody is known to hold it.
  }
  return null;
}

/** Removes a stale lock. A marker folder lets one process at a time do so, which looks once more: two never take each other's. */
function takeAway(path: string, stale: ProcessIdentity | null): void {
  const marker = `${path}.takeover`;
  try {
    mkdirSync(marker);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    const age = Date.now() - (statSync(marker, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > TAKEOVER_MS) rmSync(marker, { recursive: true, force: true });
    else pause(20);
    return;
  }
  try {
    const holder = readHolder(path);
    const same = holder?.pid === stale?.pid && holder?.startedAt === stale?.startedAt;
    if (same) rmSync(path, { force: true });
  } finally {
    rmSync(marker, { recursive: true, force: true });
  }
}

function release(path: string, text: string): Disposable {
  let released = false;
  return {
    dispose: () => {
      if (released) return;
      released = true;
      try {
        if (readFileSync(path, 'utf8') === text) unlinkSync(path);
      } catch (error) {
        if (!hasCode(error, 'ENOENT')) throw error;
      }
    },
  };
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** Sleeps without the event loop: the lock is taken before anything else runs. */
const pause = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};
