import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { askPs, linuxUsage, psTime, usageIn, usageOfTrees, type ProcessRow } from './processUsage.ts';

describe('what processes use', () => {
  it.each([
    ['0:00.05', 50],
    ['1:02.50', 62_500],
    ['01:02:03', 3_723_000],
    ['2-01:02:03', 176_523_000],
    ['12:34', 754_000],
    ['-', 0],
  ])('is read of the time %s', (text, ms) => {
    expect(psTime(text)).toBe(ms);
  });

  it('is added up over a group and what descends from it', () => {
    const row = (pid: number, parent: number, group: number): ProcessRow => ({
      ...{ pid, parent, group, memory: 2 ** pid, cpuMs: 10 * pid },
    });
    const table = [row(1, 0, 1), row(2, 1, 2), row(3, 2, 2), row(4, 1, 2), row(5, 3, 5), row(6, 1, 6)];
    // 4 is of the group though its parent is gone; 5 left the group and still descends; 6 is somebody else's.
    expect(usageIn(table, 2)).toEqual({ memory: 4 + 8 + 16 + 32, cpuMs: 140, processes: 4 });
    expect(usageIn(table, 7)).toBeNull();
  });

  it.runIf(process.platform === 'linux')('is told alike by /proc and by ps, of every descendant', async () => {
    const program = 'const kept = Buffer.alloc(48 << 20, 1); console.log(kept.length); setInterval(() => {}, 1000)';
    const child = spawn('/bin/sh', ['-c', `sleep 60 & "${process.execPath}" -e "${program}"; :`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      const pid = child.pid ?? 0;
      const own = linuxUsage(pid);
      const asked = usageIn(await askPs(), pid);
      expect(own?.processes).toBe(3);
      expect(asked?.processes).toBe(3);
      expect(own?.memory).toBeGreaterThan(48 * 2 ** 20);
      expect(Math.abs((asked?.memory ?? 0) / (own?.memory ?? 1) - 1)).toBeLessThan(0.25);
      expect((await usageOfTrees([pid])).get(pid)?.processes).toBe(3);
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    }
    await new Promise((resolve) => child.once('exit', resolve));
    expect((await usageOfTrees([child.pid ?? 0])).size).toBe(0);
  });
});
