import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Cron's environment (semantics §6): what a job with `"environment":"minimal"` gets. On Windows what no program there can do without. */
export function minimalEnvironment(platform: NodeJS.Platform = process.platform): Readonly<Record<string, string>> {
  const { username } = userInfo();
  if (platform !== 'win32') {
    return { SHELL: '/bin/sh', HOME: homedir(), LOGNAME: username, USER: username, PATH: '/usr/bin:/bin' };
  }
  const system = process.env['SystemRoot'] ?? 'C:\\Windows';
  const kept = ['SystemRoot', 'SystemDrive', 'ComSpec', 'TEMP', 'TMP', 'APPDATA', 'LOCALAPPDATA', 'PATHEXT'];
  const own = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']]));
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    USERPROFILE: homedir(),
    USERNAME: username,
    PATH: `${join(system, 'System32')};${system}`,
  };
}
