import { spawnSync } from 'node:child_process';

let allowed: boolean | null = null;

/**
 * A command to be started with real-time priority where that is allowed: how late something begins is then its own doing, and not that of
 * whatever else the computer is busy with. Linux, for the administrator.
 */
export function timely(
  file: string,
  args: readonly string[],
): { readonly file: string; readonly args: readonly string[] } {
  allowed ??= spawnSync('chrt', ['-r', '1', 'true'], { stdio: 'ignore' }).status === 0;
  return allowed ? { file: 'chrt', args: ['-r', '1', file, ...args] } : { file, args };
}

/** Whether commands are started with real-time priority. */
export const isTimely = (): boolean => timely('', []).file === 'chrt';
