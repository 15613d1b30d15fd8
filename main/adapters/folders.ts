import { createHash } from 'node:crypto';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join, posix, resolve, win32 } from 'node:path';

/** Where Wakeful keeps its files; what is in each is in docs/files.md. */
export interface Folders {
  /** Jobs and settings: small documents that a person may copy or keep under version control. */
  readonly config: string;
  /** Ledger, lock and what is remembered from one start to the next. */
  readonly data: string;
  /** Output of runs. */
  readonly output: string;
  /** The local socket; on Windows a named pipe outside the file system. */
  readonly socket: string;
}

/** Longest path of a socket that every system takes (104 bytes on macOS, with the NUL). */
const LONGEST_SOCKET = 100;

/**
 * The folders of this user. `WAKEFUL_HOME` puts everything under one folder; else the place the system has for it: XDG on Linux,
 * Application Support on macOS, AppData on Windows. Nothing is made here.
 */
export function foldersOf(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): Folders {
  const named = env['WAKEFUL_HOME'];
  if (named !== undefined && named !== '') {
    // Jobs are told of paths in it, and run in other folders than Wakeful itself.
    const own = (platform === 'win32' ? win32 : posix).isAbsolute(named) ? named : resolve(named);
    return { config: own, data: own, output: join(own, 'output'), socket: socketIn(own, own, platform) };
  }
  if (platform === 'darwin') {
    const folder = join(home, 'Library', 'Application Support', 'Wakeful');
    return { config: folder, data: folder, output: join(folder, 'output'), socket: socketIn(folder, folder, platform) };
  }
  if (platform === 'win32') {
    const config = join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Wakeful');
    const data = join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Wakeful');
    return { config, data, output: join(data, 'output'), socket: socketIn(data, data, platform) };
  }
  // XDG base directories must be absolute; others are to be ignored (its specification says so).
  const xdg = (name: string, otherwise: string): string => {
    const value = env[name];
    return join(value?.startsWith('/') === true ? value : join(home, otherwise), 'wakeful');
  };
  const data = xdg('XDG_STATE_HOME', '.local/state');
  const runtime = env['XDG_RUNTIME_DIR'];
  return {
    config: xdg('XDG_CONFIG_HOME', '.config'),
    data,
    output: join(data, 'output'),
    socket: socketIn(runtime?.startsWith('/') === true ? join(runtime, 'wakeful') : data, data, platform),
  };
}

/** A name for the folder that is short, and different for every user and folder. */
const shortName = (folder: string): string =>
  createHash('sha256').update(`${userInfo().username}\0${folder}`).digest('hex').slice(0, 16);

function socketIn(folder: string, data: string, platform: NodeJS.Platform): string {
  if (platform === 'win32') return `\\\\.\\pipe\\wakeful-${shortName(data)}`;
  const path = join(folder, 'wakeful.sock');
  if (Buffer.byteLength(path) <= LONGEST_SOCKET) return path;
  // Its own folder, which the server makes readable by this user only.
  return join(tmpdir(), `wakeful-${shortName(data)}`, 'wakeful.sock');
}
