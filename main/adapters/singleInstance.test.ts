import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeInstanceLock } from './singleInstance.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wakeful-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('is held by one at a time, and free again when it is given back', () => {
  const first = takeInstanceLock(folder);
  expect(first.held).toBe(true);
  const second = takeInstanceLock(folder);
  expect(second).toMatchObject({ held: false, by: { pid: process.pid } });
  if (first.held) {
    first.lock.dispose();
    first.lock.dispose();
  }
  expect(takeInstanceLock(folder).held).toBe(true);
});

it('is taken over from a process that is gone, also where another has its number now', () => {
  writeFileSync(join(folder, 'wakeful.lock'), JSON.stringify({ pid: process.pid, startedAt: 'another time' }));
  const taken = takeInstanceLock(folder);
  expect(taken.held).toBe(true);
  expect(JSON.parse(readFileSync(join(folder, 'wakeful.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
});

it('is taken over where the file says nothing', () => {
  writeFileSync(join(folder, 'wakeful.lock'), '');
  expect(takeInstanceLock(folder).held).toBe(true);
});

it('does not remove the lock of the one who took it over', () => {
  const first = takeInstanceLock(folder);
  writeFileSync(join(folder, 'wakeful.lock'), JSON.stringify({ pid: 1, startedAt: 'x' }));
  if (first.held) first.lock.dispose();
  expect(readFileSync(join(folder, 'wakeful.lock'), 'utf8')).toContain('"pid":1');
});
