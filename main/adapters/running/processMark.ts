import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processName } from './launch.ts';
import { isAlive, linuxStat, startTimeOf, type ProcessIdentity } from './processIdentity.ts';
import { markOf } from './jobEnvironment.ts';
import { hasVariable } from './processScan.ts';

/** Writes down which process an attempt has, before anybody is told: whoever is told may be gone before it is kept. */
export function markProcess(folder: string, attempt: number, process: ProcessIdentity): void {
  writeFileSync(join(folder, processName(attempt)), JSON.stringify(process), { mode: 0o600 });
}

/**
 * The living process of an attempt of which nobody knows any more; null where there is none. It is found by what was written down; on
 * Linux also by the mark in its environment, for the crash may have come before that was written.
 */
export function findProcess(folder: string, attempt: number): ProcessIdentity | null {
  const marked = readMark(folder, attempt);
  if (marked !== null) return isAlive(marked) ? marked : null;
  if (process.platform !== 'linux') return null;
  const mark = markOf(folder, attempt);
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || !hasVariable(pid, mark)) continue;
    // The process of an attempt leads a group of its own; what it started has the same environment and does not.
    const startedAt = Number(linuxStat(pid)?.[2]) === pid ? startTimeOf(pid) : null;
    if (startedAt !== null) return { pid, startedAt };
  }
  return null;
}

function readMark(folder: string, attempt: number): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(join(folder, processName(attempt)), 'utf8')) as ProcessIdentity;
  } catch {
    // Never written (the crash came before, the disk was full), or cut off.
    return null;
  }
}
