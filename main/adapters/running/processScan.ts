import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { linuxStat } from './processIdentity.ts';

/** A process as far as its belonging goes. */
export interface SeenProcess {
  readonly pid: number;
  readonly parent: number;
  /** Process group; 0 where the platform has none. */
  readonly group: number;
  readonly session: number;
  /** Start time where it can be compared between processes; 0 where it is not known. */
  readonly started: number;
}

/** Asking the system takes this long at most, milliseconds. */
const LIMIT_MS = 10_000;

/** All living processes (zombies have ended). On Linux from /proc, at once; elsewhere by asking `ps` or PowerShell. */
export function scanProcesses(): Promise<readonly SeenProcess[]> {
  if (process.platform === 'linux') return Promise.resolve(scanProc());
  if (process.platform === 'win32') {
    const query =
      'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.CreationDate.ToFileTimeUtc())" }';
    return ask('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', query], ([pid, parent, started]) => ({
      pid: Number(pid),
      parent: Number(parent),
      group: 0,
      session: 0,
      started: Number(started),
    }));
  }
  return ask('/bin/ps', ['-axo', 'pid=,ppid=,pgid=,stat='], ([pid, parent, group, state]) =>
    state?.startsWith('Z') === true
      ? null
      : { pid: Number(pid), parent: Number(parent), group: Number(group), session: 0, started: 0 },
  );
}

function scanProc(): SeenProcess[] {
  const found: SeenProcess[] = [];
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = linuxStat(pid);
    if (stat === null || stat[0] === 'Z' || stat[0] === 'X') continue;
    found.push({
      pid,
      parent: Number(stat[1]),
      group: Number(stat[2]),
      session: Number(stat[3]),
      started: Number(stat[19]),
    });
  }
  return found;
}

function ask(
  file: string,
  args: readonly string[],
  read: (words: readonly string[]) => SeenProcess | null,
): Promise<readonly SeenProcess[]> {
  return new Promise((resolve) => {
    const options = { encoding: 'utf8', timeout: LIMIT_MS, windowsHide: true, maxBuffer: 1 << 24 } as const;
    execFile(file, args, options, (error, answer) => {
      // Without an answer nothing is known to be left; what is in the group is still signalled as one.
      if (error !== null) resolve([]);
      else {
        resolve(
          answer.split('\n').flatMap((line) => {
            const words = line.trim().split(/\s+/);
            const seen = words.length < 3 ? null : read(words);
            return seen === null ? [] : [seen];
          }),
        );
      }
    });
  });
}

/** A variable of an environment with its value. */
export type Variable = readonly [name: string, value: string];

/** Whether a process was started with a variable of that value in its environment. Only Linux tells. */
export function hasVariable(pid: number, [name, value]: Variable): boolean {
  if (process.platform !== 'linux') return false;
  try {
    const environment = readFileSync(`/proc/${String(pid)}/environ`);
    const entry = Buffer.from(`${name}=${value}\0`);
    // Bytes are compared, for a value may have letters of any alphabet.
    for (let at = environment.indexOf(entry); at >= 0; at = environment.indexOf(entry, at + 1)) {
      if (at === 0 || environment[at - 1] === 0) return true;
    }
    return false;
  } catch {
    // Another user's, or gone.
    return false;
  }
}
