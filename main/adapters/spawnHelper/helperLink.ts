import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectLocalSocket, type LineConnection } from '../localSocket.ts';
import { withoutRun } from '../running/jobEnvironment.ts';
import { isAlive } from '../running/processIdentity.ts';
import type { HelperNote } from './protocol.ts';

/** How the helper is started: the program that runs JavaScript, and the bundled `entry.ts`. */
export interface HelperCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to our own environment: `ELECTRON_RUN_AS_NODE` where the program is an Electron. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A helper that does not listen after this time never will. Milliseconds. */
const START_MS = 10_000;
const LOOK_MS = 5;
/** Longest path of a socket that every system takes. */
const LONGEST_SOCKET = 100;

const notesIn = (folder: string): string => join(folder, 'helpers');

/** A fresh name; short, because socket paths may not be long. */
function newSocket(folder: string, name: string): string {
  const short = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  if (process.platform === 'win32') return `\\\\.\\pipe\\wakeful-helper-${short}-${name}`;
  const path = join(notesIn(folder), `${name}.sock`);
  return Buffer.byteLength(path) <= LONGEST_SOCKET ? path : join(tmpdir(), `wakeful-helper-${short}`, `${name}.sock`);
}

/** Starts a helper that outlives us and connects to it. Null where it did not come up. */
export async function startHelper(command: HelperCommand, folder: string): Promise<LineConnection | null> {
  const name = randomBytes(4).toString('hex');
  const socket = newSocket(folder, name);
  mkdirSync(notesIn(folder), { recursive: true, mode: 0o700 });
  const { WAKEFUL_SECRETS_KEY: _key, ...env } = withoutRun(process.env);
  const { file, args } = withoutInherited(command.file, [
    ...command.args,
    socket,
    join(notesIn(folder), `${name}.json`),
  ]);
  const child = spawn(file, args, {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    cwd: folder,
    env: { ...env, ...command.env },
  });
  const state = { over: false };
  child.once('error', () => {
    state.over = true;
  });
  child.once('exit', () => {
    state.over = true;
  });
  child.unref();
  for (const end = Date.now() + START_MS; Date.now() < end && !state.over;) {
    const connection = await connectLocalSocket(socket);
    if (connection !== null) return connection;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return null;
}

/** A shell whose redirections know descriptors of more than one digit. */
const BASH = ['/bin/bash', '/usr/bin/bash'];
const CLOSE_AND_START = 'for f in /proc/self/fd/*; do n=${f##*/}; [ "$n" -gt 2 ] && eval "exec $n>&-"; done; exec "$@"';

/**
 * On Linux the files that Chromium has open (its databases, its line to the screen and to the desktop's bus) go to every process that is
 * started, and would be held open by the helper and all jobs, after Wakeful too. So they are closed first, where there is a shell that can.
 */
export function withoutInherited(
  file: string,
  args: readonly string[],
): { readonly file: string; readonly args: readonly string[] } {
  const bash = process.platform === 'linux' ? BASH.find((path) => existsSync(path)) : undefined;
  return bash === undefined
    ? { file, args }
    : { file: bash, args: ['--norc', '--noprofile', '-c', CLOSE_AND_START, 'wakeful-helper', file, ...args] };
}

/** Connects to the helpers that an earlier Wakeful left with runs; notes of those that are gone are removed. */
export async function findHelpers(folder: string): Promise<readonly LineConnection[]> {
  let names: readonly string[];
  try {
    names = readdirSync(notesIn(folder)).filter((name) => name.endsWith('.json'));
  } catch {
    // No helper was ever started here.
    return [];
  }
  const found: LineConnection[] = [];
  for (const name of names) {
    const path = join(notesIn(folder), name);
    const note = readNote(path);
    const connection = note !== null && isAlive(note.process) ? await connectLocalSocket(note.socket) : null;
    if (connection !== null) found.push(connection);
    else if (note === null || !isAlive(note.process)) rmSync(path, { force: true });
  }
  return found;
}

/** Whether any helper that was started here lives. */
export function isHelperAlive(folder: string): boolean {
  try {
    return readdirSync(notesIn(folder)).some((name) => {
      const note = name.endsWith('.json') ? readNote(join(notesIn(folder), name)) : null;
      return note !== null && isAlive(note.process);
    });
  } catch {
    // No helper was ever started here.
    return false;
  }
}

function readNote(path: string): HelperNote | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as HelperNote;
  } catch {
    // Removed meanwhile by the helper itself.
    return null;
  }
}
