import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, statSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { secretName, STDIN_NAME, type Launch } from './launch.ts';
import { programOf } from './programOf.ts';

/** The child, whose `error` may still follow; or why there is none. `file` is the program as it was named. */
export type Spawned =
  | { readonly ok: true; readonly child: ChildProcess; readonly file: string }
  | { readonly ok: false; readonly message: string };

/**
 * Starts the process of a launch: in its folder, with its environment and nothing else, standard input from a file (empty: nothing to
 * read), both outputs through pipes, on POSIX as the leader of a group and session of its own. Throws what the system says where the
 * files it needs cannot be written.
 */
export function spawnLaunch(launch: Launch): Spawned {
  const { cwd, env, folder } = launch;
  const there = statSync(cwd, { throwIfNoEntry: false });
  if (there === undefined) return { ok: false, message: `The folder ${cwd} does not exist.` };
  if (!there.isDirectory()) return { ok: false, message: `${cwd} is not a folder.` };
  const program = programOf(launch);
  for (const [name, value] of Object.entries(launch.secretFiles)) {
    writeFileSync(join(folder, secretName(launch.attempt, name)), value, { mode: 0o600 });
  }
  const input = openInput(folder, program.stdin);
  try {
    const child = spawn(program.file, program.args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: [input ?? 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
      windowsVerbatimArguments: program.verbatim,
    });
    if (launch.nice !== 0 && child.pid !== undefined) makeNice(child.pid, launch.nice);
    return { ok: true, child, file: program.file };
  } finally {
    if (input !== null) closeSync(input);
  }
}

/** Standard input as a file: a program may read it or not, nobody waits for it. */
function openInput(folder: string, text: string): number | null {
  if (text === '') return null;
  const path = join(folder, STDIN_NAME);
  writeFileSync(path, text, { mode: 0o600 });
  return openSync(path, 'r');
}

function makeNice(pid: number, nice: number): void {
  try {
    setPriority(pid, Math.max(-20, Math.min(19, nice)));
  } catch {
    // Ended already, or a priority that only the administrator may give: the program runs all the same.
  }
}
