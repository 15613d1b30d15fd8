import { execFile, execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Asking the system about a process takes this long at most, milliseconds. */
const LIMIT_MS = 5000;

/** A process for certain: its number is used again after it, its start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** The start time as the system names it; only compared, never calculated with. */
  readonly startedAt: string;
}

let bootId: string | null = null;

/** Ticks since boot mean something within one boot only. */
function linuxBootId(): string {
  try {
    bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
  } catch {
    bootId = 'boot';
  }
  return bootId;
}

/** Fields of /proc/PID/stat after the name, which may itself hold spaces and parentheses; `fields[0]` is the state (proc(5)). */
export function linuxStat(pid: number): readonly string[] | null {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    // It is gone.
    return null;
  }
}

const macArguments = (pid: number): string[] => ['-o', 'stat=,lstart=', '-p', String(pid)];
const windowsArguments = (pid: number): string[] => [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  `(Get-Process -Id ${String(pid)} -ErrorAction Stop).StartTime.ToFileTimeUtc()`,
];

const linuxStart = (pid: number): string | null => {
  const stat = linuxStat(pid);
  // A zombie has ended; its parent only has not looked yet.
  if (stat === null || stat[0] === 'Z' || stat[0] === 'X') return null;
  return `${linuxBootId()}:${stat[19] ?? ''}`;
};

const macStart = (answer: string): string | null => {
  const [state = '', ...start] = answer.trim().split(/\s+/);
  return state === '' || state.startsWith('Z') ? null : start.join(' ');
};

const asNumber = (answer: string): string | null => (/^\d+$/.test(answer.trim()) ? answer.trim() : null);

/** The start time of a living process, or null where there is none. Blocks for some milliseconds on macOS, longer on Windows. */
export function startTimeOf(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === 'linux') return linuxStart(pid);
  try {
    const options: ExecFileSyncOptionsWithStringEncoding = {
      encoding: 'utf8',
      timeout: LIMIT_MS,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    };
    if (process.platform === 'win32') return asNumber(execFileSync('powershell.exe', windowsArguments(pid), options));
    return macStart(execFileSync('/bin/ps', macArguments(pid), { ...options, env: { LC_ALL: 'C', TZ: 'UTC' } }));
  } catch {
    // ps and Get-Process end with an error where there is no such process.
    return null;
  }
}

/** The same without blocking. */
export function readStartTime(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return Promise.resolve(linuxStart(pid));
  return new Promise((resolve) => {
    const options = { encoding: 'utf8', timeout: LIMIT_MS, windowsHide: true } as const;
    if (process.platform === 'win32') {
      execFile('powershell.exe', windowsArguments(pid), options, (error, answer) => {
        resolve(error === null ? asNumber(answer) : null);
      });
    } else {
      const env = { LC_ALL: 'C', TZ: 'UTC' };
      execFile('/bin/ps', macArguments(pid), { ...options, env }, (error, answer) => {
        resolve(error === null ? macStart(answer) : null);
      });
    }
  });
}

/** Whether that very process still lives. */
export const isAlive = ({ pid, startedAt }: ProcessIdentity): boolean => {
  const now = startTimeOf(pid);
  return now !== null && now === startedAt;
};
