import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { writeDurably } from './durableFile.ts';
import { minimalEnvironment } from './minimalEnvironment.ts';

type Variables = Readonly<Record<string, string>>;

/** A shell that has not answered by then is not waited for. Milliseconds. */
const LIMIT_MS = 5000;
/** Largest environment that is read, bytes. */
const LARGEST = 1 << 24;
/** Printed before and after, because start-up files print things too. */
const MARK = 'WAKEFUL-ENVIRONMENT';
/** Variables of the asking shell itself, not of the user. */
const OF_THE_SHELL = new Set(['_', 'SHLVL', 'PWD', 'OLDPWD', 'WAKEFUL_ASKING']);

/** Environments for jobs, as they are now. */
export interface Environments {
  /** What the user's login shell has; asked once. Never rejects. */
  login(): Promise<Variables>;
  /** The same as far as it is known already; null where the shell has not answered yet. Never waits. */
  lastLogin(): Variables | null;
  /** What cron gives. */
  minimal(): Variables;
}

/** Where the login environment came from, for showing it. */
export interface LoginReading {
  readonly variables: Variables;
  readonly from: 'shell' | 'remembered' | 'own';
  /** Why the shell's own answer is not used; null where it is. */
  readonly problem: string | null;
}

/** What asking depends on; tests replace it. */
export interface LoginEnvironmentOptions {
  /** The file in which the last good answer is kept. */
  readonly path: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly limitMs?: number;
  readonly platform?: NodeJS.Platform;
}

/**
 * The environment of the user's login shell (semantics §6 `environment`). The shell is asked when a job first needs it, once, with a time
 * limit; its last good answer is kept in a file and used where it does not answer, and our own environment where there is none.
 */
export class LoginEnvironment implements Environments {
  readonly #options: LoginEnvironmentOptions;
  #asked: Promise<LoginReading> | null = null;
  #last: Variables | null = null;

  constructor(options: LoginEnvironmentOptions) {
    this.#options = options;
  }

  async login(): Promise<Variables> {
    return (await this.read()).variables;
  }

  lastLogin(): Variables | null {
    if (this.#asked === null) void this.read();
    return this.#last;
  }

  minimal(): Variables {
    return minimalEnvironment();
  }

  /** The same with where it came from. `again`: asks once more, as after an edit of `.zshrc`. */
  read(again = false): Promise<LoginReading> {
    if (again || this.#asked === null) {
      this.#asked = this.#read();
      void this.#asked.then(({ variables }) => {
        this.#last = variables;
      });
    }
    return this.#asked;
  }

  async #read(): Promise<LoginReading> {
    const { path, env = process.env } = this.#options;
    try {
      const variables = cleaned(await askShell(this.#options));
      try {
        writeDurably(path, JSON.stringify(variables));
      } catch {
        // Not kept: then the next start asks without a second best.
      }
      return { variables, from: 'shell', problem: null };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      const remembered = readRemembered(path);
      if (remembered !== null) return { variables: remembered, from: 'remembered', problem };
      return { variables: cleaned(defined(env)), from: 'own', problem };
    }
  }
}

function askShell(options: LoginEnvironmentOptions): Promise<Variables> {
  const { env = process.env, limitMs = LIMIT_MS, platform = process.platform } = options;
  if (platform === 'win32') return askWindows(defined(env), limitMs);
  const shell = options.shell ?? env['SHELL'] ?? userInfo().shell ?? '/bin/sh';
  const { args, program } = questionTo(shell);
  // From as little as a login has: what Wakeful itself was started with is not the user's terminal.
  const base = { ...minimalEnvironment(platform), SHELL: shell, TERM: 'dumb', WAKEFUL_ASKING: '1' };
  const kept = [
    'LANG',
    'LC_ALL',
    'LC_CTYPE',
    'TMPDIR',
    'XDG_RUNTIME_DIR',
    'DBUS_SESSION_BUS_ADDRESS',
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'SSH_AUTH_SOCK',
    'XAUTHORITY',
  ];
  for (const name of kept) if (env[name] !== undefined) Object.assign(base, { [name]: env[name] });
  return answerOf(program, args, base, limitMs).then((text) => {
    const variables = fromMarked(text);
    if (variables === null) throw new Error(`${shell} did not say what its environment is.`);
    return variables;
  });
}

/** How a shell is asked: as a login shell that also reads what a terminal reads, printing `env -0` between marks. */
export function questionTo(shell: string): { readonly program: string; readonly args: readonly string[] } {
  const name = basename(shell);
  // macOS has `env -0` too; a shell's own `env` or `printenv` may be a function by then, hence the path.
  const line = `printf '%s' ${MARK}; /usr/bin/env -0; printf '%s' ${MARK}`;
  switch (name) {
    case 'nu':
      return { program: shell, args: ['--login', '-c', `print -n ${MARK}; ^/usr/bin/env -0; print -n ${MARK}`] };
    case 'tcsh':
    case 'csh':
      // Their -l may not stand beside -c; a login shell by its name cannot be asked for from here.
      return { program: shell, args: ['-c', line] };
    case 'dash':
    case 'sh':
    case 'ash':
      return { program: shell, args: ['-l', '-c', line] };
    default:
      // zsh, bash, fish, ksh: interactive as well, because most people's PATH stands in .zshrc or .bashrc.
      return { program: shell, args: ['-i', '-l', '-c', line] };
  }
}

function answerOf(program: string, args: readonly string[], env: Variables, limitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    // A session of its own: an interactive shell would else take the terminal away from whoever started Wakeful there.
    const child = spawn(program, args, {
      env,
      cwd: homedir(),
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (reason: string | null): void => {
      clearTimeout(timer);
      const text = Buffer.concat(chunks).toString('utf8');
      // Start-up files may end with an error, or leave something running, and have said everything all the same.
      if (fromMarked(text) !== null) resolve(text);
      else reject(new Error(reason ?? `${program} said nothing of its environment.`));
      if (reason !== null) endWithChildren(child);
      child.stdout.destroy();
    };
    const timer = setTimeout(() => {
      end(`${program} did not answer within ${String(limitMs / 1000)} s.`);
    }, limitMs);
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      // The second mark is the end, whatever else is printed or still runs.
      if (chunk.includes(MARK) && fromMarked(Buffer.concat(chunks).toString('utf8')) !== null) end(null);
      else if (size > LARGEST) end(`${program} said more than an environment can be.`);
    });
    child.once('error', (error) => {
      end(`${program} could not be asked: ${error.message}.`);
    });
    child.once('close', () => {
      end(null);
    });
  });
}

/** Ends what was asked, and what its start-up files started. */
function endWithChildren(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The variables between the marks; null where they are not there. Values may hold anything but NUL. */
export function fromMarked(text: string): Variables | null {
  const from = text.indexOf(MARK);
  const to = text.lastIndexOf(MARK);
  if (from < 0 || to <= from) return null;
  const variables: Record<string, string> = {};
  for (const entry of text.slice(from + MARK.length, to).split('\0')) {
    const sign = entry.indexOf('=');
    if (sign > 0) variables[entry.slice(0, sign)] = entry.slice(sign + 1);
  }
  return Object.keys(variables).length === 0 ? null : variables;
}

/** Windows keeps the user's environment in the registry; PowerShell expands it as a new terminal would. */
async function askWindows(own: Variables, limitMs: number): Promise<Variables> {
  const script = [
    '[Console]::OutputEncoding=[Text.Encoding]::UTF8',
    `[Console]::Write('${MARK}')`,
    "foreach($t in 'Machine','User'){foreach($e in [Environment]::GetEnvironmentVariables($t).GetEnumerator()){[Console]::Write($t+':'+$e.Key+'='+$e.Value+[char]0)}}",
    `[Console]::Write('${MARK}')`,
  ].join(';');
  const text = await answerOf('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], own, limitMs);
  const found = fromMarked(text);
  if (found === null) throw new Error('The registry did not say what the environment is.');
  const machine: Record<string, string> = {};
  const user: Record<string, string> = {};
  for (const [name, value] of Object.entries(found)) {
    if (name.startsWith('Machine:')) machine[name.slice(8)] = value;
    if (name.startsWith('User:')) user[name.slice(5)] = value;
  }
  const path = [pathOf(machine), pathOf(user)].filter(Boolean).join(';');
  return { ...own, ...machine, ...user, ...(path === '' ? {} : { Path: path }) };
}

const pathOf = (variables: Variables): string | undefined =>
  Object.entries(variables).find(([name]) => name.toLowerCase() === 'path')?.[1];

/** Without what belongs to the asking shell, and without relative entries of PATH: a job's folder is not where programs come from. */
function cleaned(variables: Variables): Variables {
  const entries = Object.entries(variables)
    .filter(([name]) => !OF_THE_SHELL.has(name) && !name.startsWith('WAKEFUL_'))
    .map(([name, value]) => [name, name.toLowerCase() === 'path' ? absolutePath(value) : value] as const);
  return Object.fromEntries(entries);
}

/** A PATH of its absolute entries, each once. */
export const absolutePath = (path: string): string =>
  [...new Set(path.split(delimiter).filter((entry) => isAbsolute(entry)))].join(delimiter);

const defined = (env: Readonly<Record<string, string | undefined>>): Variables =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

function readRemembered(path: string): Variables | null {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as unknown;
    if (typeof value !== 'object' || value === null) return null;
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    // Never asked with success, or the file is broken: it is only a second best.
    return null;
  }
}

/** Where the last good answer is kept in the data folder. */
export const loginEnvironmentFile = (folder: string): string => join(folder, 'login-environment.json');
