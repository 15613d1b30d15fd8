import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { instant, type Instant } from '../core/time/instant.ts';
import type { Machine } from '../engine/ports.ts';

/** Asking the system takes this long at most, milliseconds. */
const LIMIT_MS = 5000;

/** Facts about the computer's own start, from the system. */
export class SystemMachine implements Machine {
  #id: string | null = null;

  bootedAt(): Instant {
    // The uptime counts sleep on all three systems (Linux /proc/uptime, macOS kern.boottime, Windows GetTickCount64).
    return instant(Math.round(Date.now() - uptime() * 1000));
  }

  bootId(): string {
    this.#id ??= readBootId() ?? `booted-${String(Math.round(this.bootedAt() / 60_000))}`;
    return this.#id;
  }
}

/** What the system itself calls this boot; null where it does not say. */
function readBootId(): string | null {
  try {
    switch (process.platform) {
      case 'linux':
        return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      case 'darwin':
        return ask('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid']);
      case 'win32':
        return ask('powershell.exe', [
          '-NoProfile',
          '-NonInteractive',
          '-Command',
          '(Get-CimInstance Win32_OperatingSystem).LastBootUpTime.ToFileTimeUtc()',
        ]);
      default:
        return null;
    }
  } catch {
    // The minute of the boot by the clock is the second best name; `bootId` falls back to it.
    return null;
  }
}

const ask = (file: string, args: readonly string[]): string | null => {
  const answer = execFileSync(file, args, { encoding: 'utf8', timeout: LIMIT_MS, windowsHide: true }).trim();
  return answer === '' ? null : answer;
};
