import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { foldersOf } from './folders.ts';

it('keeps everything under WAKEFUL_HOME where it is set', () => {
  expect(foldersOf({ WAKEFUL_HOME: '/w' }, 'linux', '/home/a')).toEqual({
    config: '/w',
    data: '/w',
    output: '/w/output',
    socket: '/w/wakeful.sock',
  });
});

it('knows WAKEFUL_HOME from wherever jobs run, also where it is said from here', () => {
  expect(foldersOf({ WAKEFUL_HOME: 'try/out' }).output).toBe(resolve('try/out/output'));
});

it('follows XDG on Linux, and ignores what is not absolute', () => {
  expect(foldersOf({ XDG_RUNTIME_DIR: '/run/user/1', XDG_STATE_HOME: 'relative' }, 'linux', '/home/a')).toEqual({
    config: '/home/a/.config/wakeful',
    data: '/home/a/.local/state/wakeful',
    output: '/home/a/.local/state/wakeful/output',
    socket: '/run/user/1/wakeful/wakeful.sock',
  });
});

it('uses Application Support on macOS', () => {
  expect(foldersOf({}, 'darwin', '/Users/a').config).toBe('/Users/a/Library/Application Support/Wakeful');
});

it('uses a named pipe on Windows, another for every folder', () => {
  const one = foldersOf({ WAKEFUL_HOME: 'C:\\one' }, 'win32', 'C:\\Users\\a').socket;
  const two = foldersOf({ WAKEFUL_HOME: 'C:\\two' }, 'win32', 'C:\\Users\\a').socket;
  expect(one).toMatch(/^\\\\\.\\pipe\\wakeful-[0-9a-f]{16}$/);
  expect(two).not.toBe(one);
});

it('finds a shorter place for the socket where a path would be too long for it', () => {
  const { socket } = foldersOf({ WAKEFUL_HOME: `/${'deep/'.repeat(40)}` }, 'linux', '/home/a');
  expect(Buffer.byteLength(socket)).toBeLessThanOrEqual(100);
});
