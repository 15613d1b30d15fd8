import { execFile } from 'node:child_process';
import { hasVariable, scanProcesses, type SeenProcess, type Variable } from './running/processScan.ts';

/** How often it is looked whether everything has ended, milliseconds. */
const LOOK_MS = [5, 10, 20, 40, 80, 160];
/** A tree that forks while it is killed is caught by killing again; this many rounds is far more than any needs. */
const ROUNDS = 200;

/** A program that was started, with everything it started in turn. */
export interface Tree {
  /** The process we started; on POSIX the leader of its own group. */
  readonly pid: number;
  /** What only its own processes have in their environment: by it children are found that left group and session (Linux). */
  readonly mark: Variable | null;
  /** When the leader started, as `SeenProcess.started`; 0 where it is not known. */
  readonly started: number;
}

/**
 * Members of the tree among the living: the group and session of the leader, what descends from it, and on Linux whatever has its
 * mark in its environment. A child that left its group, and whose parent is gone, can only be found on Linux.
 */
export function membersOf(tree: Tree, living: readonly SeenProcess[]): readonly number[] {
  const members = new Set<number>();
  const oldEnough = (seen: SeenProcess): boolean => seen.started >= tree.started;
  for (const seen of living) {
    if (!oldEnough(seen) || seen.pid === process.pid) continue;
    const inGroup = seen.group === tree.pid || seen.session === tree.pid;
    if (seen.pid === tree.pid || inGroup) members.add(seen.pid);
    else if (tree.mark !== null && hasVariable(seen.pid, tree.mark)) members.add(seen.pid);
  }
  const parents = new Set([...members, tree.pid]);
  for (let grown = true; grown;) {
    grown = false;
    for (const seen of living) {
      if (parents.has(seen.pid) || !parents.has(seen.parent) || !oldEnough(seen)) continue;
      parents.add(seen.pid);
      members.add(seen.pid);
      grown = true;
    }
  }
  return [...members];
}

/** The members that live now. */
export async function livingMembers(tree: Tree): Promise<readonly SeenProcess[]> {
  const living = await scanProcesses();
  const members = new Set(membersOf(tree, living));
  return living.filter(({ pid }) => members.has(pid));
}

/** When politeness ends: an instant of the wall clock, which may be moved while it is waited for. */
export interface Grace {
  until: number;
}

/**
 * Ends a tree: politely, and what is left when the grace is over finally. Resolves when nothing of it lives; with what could not be
 * ended otherwise (another user's).
 */
export async function killTree(tree: Tree, grace: Grace): Promise<readonly SeenProcess[]> {
  let left = await livingMembers(tree);
  if (left.length === 0) return left;
  signal(tree, left, 'SIGTERM');
  for (let look = 0; ; look += 1) {
    await wait(Math.max(0, Math.min(grace.until - Date.now(), LOOK_MS[look] ?? 160)));
    left = await livingMembers(tree);
    if (left.length === 0) return left;
    if (Date.now() >= grace.until) break;
  }
  for (let round = 0; round < ROUNDS && left.length > 0; round += 1) {
    signal(tree, left, 'SIGKILL');
    await wait(LOOK_MS[round] ?? 50);
    left = await livingMembers(tree);
  }
  return left;
}

function signal(tree: Tree, members: readonly SeenProcess[], name: 'SIGTERM' | 'SIGKILL'): void {
  const pids = members.map(({ pid }) => pid);
  if (process.platform === 'win32') {
    const force = name === 'SIGKILL' ? ['/F'] : [];
    const roots = pids.includes(tree.pid) ? [tree.pid] : pids;
    for (const pid of roots) {
      execFile('taskkill.exe', ['/PID', String(pid), '/T', ...force], { windowsHide: true }, () => undefined);
    }
    return;
  }
  // The group at once, so that a member that forks meanwhile does not escape between two of them; only while it is surely ours.
  if (members.some(({ group }) => group === tree.pid)) send(-tree.pid, name);
  // A signal twice is more than a program expects: those in the group have it already.
  for (const { pid, group } of members) if (group !== tree.pid) send(pid, name);
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile, or is another user's: looking again tells which.
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
