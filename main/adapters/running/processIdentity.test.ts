import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { isAlive, readStartTime, startTimeOf } from './processIdentity.ts';

it('names a living process the same every time it is asked', async () => {
  const first = startTimeOf(process.pid);
  expect(first).not.toBeNull();
  expect(startTimeOf(process.pid)).toBe(first);
  expect(await readStartTime(process.pid)).toBe(first);
});

it('knows a process that ended, and one that has the same number and another start', async () => {
  const child = spawn('sleep', ['60']);
  const pid = child.pid ?? 0;
  const startedAt = startTimeOf(pid) ?? '';
  expect(isAlive({ pid, startedAt })).toBe(true);
  expect(isAlive({ pid, startedAt: `${startedAt}1` })).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isAlive({ pid, startedAt })).toBe(false);
});

it('finds nothing under numbers that no process has', () => {
  expect(startTimeOf(0)).toBeNull();
  expect(startTimeOf(-1)).toBeNull();
  expect(startTimeOf(2 ** 30)).toBeNull();
});
