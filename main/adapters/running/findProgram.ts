import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';

type Env = Readonly<Record<string, string>>;

/** An environment variable; Windows does not distinguish case. */
export function variable(env: Env, name: string, platform: NodeJS.Platform = process.platform): string | undefined {
  if (platform !== 'win32') return env[name];
  const key = Object.keys(env).find((one) => one.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : env[key];
}

/** The directories of a PATH in the order in which they are searched; an empty entry is the working directory (POSIX). */
export function searchedIn(path: string | undefined, cwd: string): readonly string[] {
  // What the C library searches where there is no PATH at all.
  if (path === undefined) return ['/bin', '/usr/bin'];
  return path.split(delimiter).map((entry) => (entry === '' ? cwd : resolve(cwd, entry)));
}

/** Whether a file is there that may be run. */
export function isRunnable(file: string): boolean {
  try {
    if (!statSync(file).isFile()) return false;
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    // Not there, or not for us.
    return false;
  }
}

/** The file that a name would start; null where there is none. Names with a slash are not searched for. */
export function findProgram(
  name: string,
  env: Env,
  cwd: string,
  platform: NodeJS.Platform = process.platform,
): string | null {
  const windows = platform === 'win32';
  const endings = windows ? ['', ...(variable(env, 'PATHEXT', platform) ?? '.COM;.EXE;.BAT;.CMD').split(';')] : [''];
  const isPath = name.includes('/') || (windows && (name.includes('\\') || isAbsolute(name)));
  const folders = isPath ? [cwd] : [...(windows ? [cwd] : []), ...searchedIn(variable(env, 'PATH', platform), cwd)];
  for (const folder of folders) {
    for (const ending of endings) {
      const file = isPath ? resolve(cwd, name + ending) : join(folder, name + ending);
      if (isRunnable(file)) return file;
    }
  }
  return null;
}
