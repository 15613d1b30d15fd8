import { spawn, type ChildProcess } from 'node:child_process';
import type { Disposable } from '../engine/ports.ts';

/** Keeps the computer from falling asleep by itself; a lid that is closed, and a person's wish, still count. */
export interface KeepAwake {
  /** Until it is disposed. Never throws: where it cannot be done the computer sleeps as it would. */
  hold(): Disposable;
}

/** The program that keeps a computer awake as long as it runs; `pid`: it also ends with that process. */
export function inhibitor(
  platform: NodeJS.Platform,
  pid: number,
): { readonly file: string; readonly args: readonly string[] } {
  switch (platform) {
    case 'darwin':
      return { file: 'caffeinate', args: ['-i', '-w', String(pid)] };
    case 'win32': {
      // ES_CONTINUOUS | ES_SYSTEM_REQUIRED, for as long as this process lives; it ends with ours.
      const script = [
        `$k=Add-Type -PassThru -Name K -Namespace W -MemberDefinition '[DllImport("kernel32.dll")]public static extern uint SetThreadExecutionState(uint f);'`,
        '[void]$k::SetThreadExecutionState([uint32]2147483649)',
        `Wait-Process -Id ${String(pid)} -ErrorAction SilentlyContinue`,
      ].join(';');
      return { file: 'powershell.exe', args: ['-NoProfile', '-NonInteractive', '-Command', script] };
    }
    default:
      return {
        file: 'systemd-inhibit',
        args: [
          '--what=idle:sleep',
          '--who=Wakeful',
          '--why=A job runs that keeps the computer awake',
          '--mode=block',
          // Ends with us even where we are killed: it reads from a pipe that we hold.
          'cat',
        ],
      };
  }
}

/**
 * Keeps awake by a program of the system. `failed` is told once where there is none.
 */
export function systemKeepAwake(failed: (message: string) => void, platform = process.platform): KeepAwake {
  let told = false;
  return {
    hold() {
      const { file, args } = inhibitor(platform, process.pid);
      let over = false;
      const child: ChildProcess = spawn(file, args, { stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true });
      const fail = (reason: string): void => {
        if (over || told) return;
        told = true;
        failed(`The computer cannot be kept awake: ${reason}`);
      };
      child.once('error', (error) => {
        fail(error.message);
      });
      child.once('exit', (code) => {
        fail(`${file} ended with ${String(code)}.`);
      });
      child.stdin?.once('error', () => undefined);
      child.unref();
      return {
        dispose() {
          over = true;
          child.stdin?.end();
          child.kill();
        },
      };
    },
  };
}
