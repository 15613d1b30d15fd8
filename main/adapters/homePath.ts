import { homedir } from 'node:os';
import { join } from 'node:path';

/** A path with `~` and `~/…` as the user's home. */
export function expandHome(path: string, env: Readonly<Record<string, string | undefined>> = process.env): string {
  if (path !== '~' && !path.startsWith('~/') && !path.startsWith('~\\')) return path;
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  return path === '~' ? home : join(home, path.slice(2));
}
