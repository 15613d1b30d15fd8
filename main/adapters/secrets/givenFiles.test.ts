import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { givenFolder, nameOfGiven, sweepGiven, writeGiven } from './givenFiles.ts';

it('what attempts were given is readable by this user alone, and swept where nobody has it in use', () => {
  const data = mkdtempSync(join(tmpdir(), 'wakeful-given-'));
  try {
    sweepGiven(data, new Set());
    const [alive, dead] = [givenFolder(data, 'r1', 2), givenFolder(data, '../r2', 1)];
    for (const folder of [alive, dead]) writeGiven(folder, { KEY: 'value' });
    expect(dead.startsWith(join(data, 'given'))).toBe(true);
    if (process.platform !== 'win32') {
      expect(statSync(alive).mode & 0o777).toBe(0o700);
      expect(statSync(join(alive, 'KEY')).mode & 0o777).toBe(0o600);
    }
    sweepGiven(data, new Set([nameOfGiven('r1', 2)]));
    expect(readFileSync(join(alive, 'KEY'), 'utf8')).toBe('value');
    expect(existsSync(dead)).toBe(false);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
