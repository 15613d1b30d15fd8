import { describe, expect, it } from 'vitest';
import { whatRefusalMeans } from './couldNotStart.ts';

describe('a privacy refusal of macOS', () => {
  it.each([
    ["PermissionError: [Errno 1] Operation not permitted: '/Users/ada/Documents/in.csv'", '/Users/ada', 'Documents'],
    ['cat: /Users/ada/Desktop/x: Operation not permitted', '/', 'Desktop'],
    ['zsh: operation not permitted: ./run.sh', '/Users/ada/Downloads/job', 'Downloads'],
    ['ls: /Volumes/Backup: Operation not permitted', '/', 'the volume Backup'],
    ['rm: thing: Operation not permitted', '/tmp', 'Desktop, Documents, Downloads and removable volumes'],
  ])('is recognised in "%s"', (said, cwd, what) => {
    expect(whatRefusalMeans(`before\n${said}\n`, cwd, 'darwin')).toContain(
      `macOS keeps ${what} private: allow Wakeful`,
    );
  });

  it('is not seen elsewhere, nor in other errors', () => {
    expect(whatRefusalMeans('cat: x: Operation not permitted', '/', 'linux')).toBeNull();
    expect(whatRefusalMeans('cat: x: Permission denied', '/Users/ada/Desktop', 'darwin')).toBeNull();
  });
});
