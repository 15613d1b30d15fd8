import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, statSync, writeFileSync } from 'node:fs';
import { type ConnectOpts, Socket, type SocketConstructorOpts } from 'node:net';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { writeGiven } from '../secrets/givenFiles.ts';
import { STDIN_NAME, type Launch } from './launch.ts';
import { Pipes, type Pipe } from './pipes.ts';
import { programOf } from './programOf.ts';

/** What a program prints, on its way here. It is heard of by `OnBytes`, not from the streams, which tell only of their end. */
export type Printed = Readonly<Record<'out' | 'err', Readable>>;

/** Hears of bytes that were printed. They are good until it returns: what is to be kept longer is copied. */
export type OnBytes = (stream: 'out' | 'err', bytes: Buffer) => void;

/** The child, whose `error` may still follow, with its streams; or why there is none. `file` is the program as it was named. */
export type Spawned =
  | { readonly ok: true; readonly child: ChildProcess; readonly printed: Printed; readonly file: string }
  | { readonly ok: false; readonly message: string };

const pipes = new Pipes();

/** Makes ready what the next start needs. */
export const prepareToSpawn = (): void => {
  pipes.prepare();
};

/**
 * Starts the process of a launch: in its folder, with its environment and nothing else, standard input from a file (empty: nothing to
 * read), both outputs through pipes, on POSIX as the leader of a group and session of its own. Throws what the system says where the
 * files it needs cannot be written. `onBytes` hears of everything that it prints.
 */
export function spawnLaunch(launch: Launch, onBytes: OnBytes): Spawned {
  const { cwd, env, folder } = launch;
  const there = statSync(cwd, { throwIfNoEntry: false });
  if (there === undefined) return { ok: false, message: `The folder ${cwd} does not exist.` };
  if (!there.isDirectory()) return { ok: false, message: `${cwd} is not a folder.` };
  const program = programOf(launch);
  writeGiven(launch.secretFolder, launch.secretFiles);
  const input = openInput(folder, program.stdin);
  const [out, err] = [pipes.take(), pipes.take()];
  try {
    const child = spawn(program.file, program.args, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: [input ?? 'ignore', out?.writing ?? 'pipe', err?.writing ?? 'pipe'],
      windowsHide: true,
      windowsVerbatimArguments: program.verbatim,
    });
    if (launch.nice !== 0 && child.pid !== undefined) makeNice(child.pid, launch.nice);
    const printed = {
      out: readingEnd(out, child.stdout, (bytes) => {
        onBytes('out', bytes);
      }),
      err: readingEnd(err, child.stderr, (bytes) => {
        onBytes('err', bytes);
      }),
    };
    return { ok: true, child, printed, file: program.file };
  } catch (error) {
    for (const pipe of [out, err]) if (pipe !== null) closeSync(pipe.reading);
    throw error;
  } finally {
    // The child has its own by now; while somebody has one the stream does not end.
    for (const end of [input, out?.writing, err?.writing]) if (end !== undefined && end !== null) closeSync(end);
  }
}

/**
 * One buffer for everything that is read from pipes: what reads hands it over before it reads again, so that neither a program that prints
 * much nor fifty of them make memory, which would cost more than the reading. As long as a pipe of Linux: what fills it is read on at once.
 */
const READ = Buffer.alloc(1 << 16);

function readingEnd(pipe: Pipe | null, own: Readable | null, onBytes: (bytes: Buffer) => void): Readable {
  const stream = pipe === null ? own : pipeReader(pipe, onBytes);
  if (stream === null) throw new Error('The program has no output.');
  if (pipe === null) stream.on('data', onBytes);
  // What cannot be read any more has ended: its closing is told by itself.
  stream.on('error', () => undefined);
  return stream;
}

function pipeReader(pipe: Pipe, onBytes: (bytes: Buffer) => void): Readable {
  // Sockets take `onread` when they are made too, though only that of connections is described.
  const options: SocketConstructorOpts & ConnectOpts = {
    fd: pipe.reading,
    readable: true,
    writable: false,
    onread: {
      buffer: READ,
      callback(length) {
        onBytes(READ.subarray(0, length));
        return true;
      },
    },
  };
  const stream = new Socket(options);
  stream.resume();
  return stream;
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
