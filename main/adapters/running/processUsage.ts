import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { linuxStat } from './processIdentity.ts';

/** What a process and everything that descends from it use together, now. */
export interface TreeUsage {
  /** Resident memory, bytes. */
  readonly memory: number;
  /** Processor time of the living, and of the ended that were waited for by one of them, milliseconds; null: the platform does not tell. */
  readonly cpuMs: number | null;
  readonly processes: number;
}

/** One line of the table of processes that systems without /proc give. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  /** Process group; 0 where the platform has none. */
  readonly group: number;
  readonly memory: number;
  readonly cpuMs: number;
}

/** Processes of one tree that are added up. */
const MOST_PROCESSES = 1000;
/** Asking the system takes this long at most, and an answer serves everybody who asks within the other. Milliseconds. */
const LIMIT_MS = 10_000;
const SHARED_MS = 500;

/** What the trees of these processes use; those that are gone are left out. On Linux at once, elsewhere by asking the system once for all. */
export async function usageOfTrees(roots: readonly number[]): Promise<ReadonlyMap<number, TreeUsage>> {
  const table = process.platform === 'linux' || roots.length === 0 ? null : await sharedTable();
  const found = new Map<number, TreeUsage>();
  for (const root of roots) {
    const usage = table === null ? linuxUsage(root) : usageIn(table, root);
    if (usage !== null) found.set(root, usage);
  }
  return found;
}

/** The same of one process on Linux, from /proc; null where it is gone. */
export function linuxUsage(root: number): TreeUsage | null {
  let memory = 0;
  let cpuMs = 0;
  let processes = 0;
  const open = [root];
  for (let index = 0; index < open.length && index < MOST_PROCESSES; index += 1) {
    const pid = open[index] ?? 0;
    const stat = linuxStat(pid);
    if (stat === null || stat[0] === 'Z' || stat[0] === 'X') continue;
    processes += 1;
    memory += residentOf(pid, 'VmRSS');
    cpuMs += cpuOf(stat);
    open.push(...childrenOf(pid));
  }
  return processes === 0 ? null : { memory, cpuMs, processes };
}

/** The most memory a process itself ever had, bytes (Linux). */
export const linuxPeak = (pid: number): number => residentOf(pid, 'VmHWM');

/** Length of a clock tick; 100 a second on every Linux in use. */
export const TICK_MS = 10;

/** User and system time of a process and of its children that it waited for (proc(5)). */
const cpuOf = (stat: readonly string[]): number =>
  [stat[11], stat[12], stat[13], stat[14]].reduce((sum, ticks) => sum + Number(ticks ?? 0), 0) * TICK_MS;

function residentOf(pid: number, line: 'VmRSS' | 'VmHWM'): number {
  try {
    const found = new RegExp(`^${line}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${String(pid)}/status`, 'latin1'));
    return found === null ? 0 : Number(found[1]) * 1024;
  } catch {
    // It ended meanwhile.
    return 0;
  }
}

/** Children, whichever thread started them. */
function childrenOf(pid: number): number[] {
  try {
    const tasks = `/proc/${String(pid)}/task`;
    return readdirSync(tasks).flatMap((task) =>
      readFileSync(`${tasks}/${task}/children`, 'latin1').trim().split(' ').filter(Boolean).map(Number),
    );
  } catch {
    // It ended meanwhile, or the kernel does not tell.
    return [];
  }
}

/** What a tree uses by a table of processes: its group, and what descends from it. */
export function usageIn(table: readonly ProcessRow[], root: number): TreeUsage | null {
  const members = new Set<number>();
  for (const { pid, group } of table) if (pid === root || group === root) members.add(pid);
  for (let grown = true; grown;) {
    grown = false;
    for (const { pid, parent } of table) {
      if (members.has(pid) || !(members.has(parent) || parent === root)) continue;
      members.add(pid);
      grown = true;
    }
  }
  const rows = table.filter(({ pid }) => members.has(pid));
  if (rows.length === 0) return null;
  return {
    memory: rows.reduce((sum, row) => sum + row.memory, 0),
    cpuMs: rows.reduce((sum, row) => sum + row.cpuMs, 0),
    processes: rows.length,
  };
}

let shared: { readonly at: number; readonly table: Promise<readonly ProcessRow[]> } | null = null;

function sharedTable(): Promise<readonly ProcessRow[]> {
  const now = Date.now();
  if (shared === null || now - shared.at > SHARED_MS) {
    shared = { at: now, table: process.platform === 'win32' ? askWindows() : askPs() };
  }
  return shared.table;
}

/** All processes by `ps`, as macOS and the BSDs have it (procps understands it too). */
export const askPs = (): Promise<readonly ProcessRow[]> =>
  ask('/bin/ps', ['-axo', 'pid=,ppid=,pgid=,rss=,time='], ([pid, parent, group, kibibytes, time]) => ({
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    memory: Number(kibibytes) * 1024,
    cpuMs: psTime(time ?? ''),
  }));

/** "1:02.50", "01:02:03", "2-01:02:03" as milliseconds: days, hours, minutes, seconds with hundredths. */
export function psTime(text: string): number {
  const [clock = '', days = '0'] = text.split('-').reverse();
  const seconds = clock.split(':').reduce((sum, part) => sum * 60 + Number(part.replace(',', '.')), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1000) || 0;
}

/** By WMI (Win32_Process): working sets in bytes, times in units of 100 ns. */
function askWindows(): Promise<readonly ProcessRow[]> {
  const query =
    'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.WorkingSetSize) $($_.KernelModeTime + $_.UserModeTime)" }';
  const args = ['-NoProfile', '-NonInteractive', '-Command', query];
  return ask('powershell.exe', args, ([pid, parent, bytes, time]) => ({
    ...{ pid: Number(pid), parent: Number(parent), group: 0, memory: Number(bytes), cpuMs: Number(time) / 10_000 },
  }));
}

function ask(
  file: string,
  args: readonly string[],
  read: (words: readonly string[]) => ProcessRow,
): Promise<readonly ProcessRow[]> {
  return new Promise((resolve) => {
    const env = process.platform === 'win32' ? process.env : { LC_ALL: 'C' };
    const options = { encoding: 'utf8', timeout: LIMIT_MS, windowsHide: true, maxBuffer: 1 << 24, env } as const;
    execFile(file, args, options, (error, answer) => {
      // Without an answer nothing is known of what they use; they run all the same.
      if (error !== null) resolve([]);
      else {
        resolve(
          answer.split('\n').flatMap((line) => {
            const words = line.trim().split(/\s+/);
            if (words.length < 4) return [];
            const row = read(words);
            return Number.isFinite(row.memory) && Number.isFinite(row.cpuMs) && row.pid > 0 ? [row] : [];
          }),
        );
      }
    });
  });
}
