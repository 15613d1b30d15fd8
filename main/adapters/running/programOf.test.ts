import { expect, it } from 'vitest';
import type { Run } from '../../core/job.ts';
import { launchIn } from '../testing/launches.ts';
import { programOf, quotedForBatch } from './programOf.ts';

const on = (platform: NodeJS.Platform, program: Run, env: Readonly<Record<string, string>> = {}): unknown =>
  programOf(launchIn('/nowhere', { program, env, stdin: 'input' }), platform);

it('runs a command without a shell', () => {
  expect(on('linux', { command: ['python3', 'a b.py'] })).toEqual({
    file: 'python3',
    args: ['a b.py'],
    stdin: 'input',
    verbatim: false,
  });
});

it('runs a line in the user’s shell, or the one it names', () => {
  expect(on('linux', { shell: 'a | b' }, { SHELL: '/bin/zsh' })).toMatchObject({
    file: '/bin/zsh',
    args: ['-c', 'a | b'],
  });
  expect(on('linux', { shell: 'a' }, { SHELL: '' })).toMatchObject({ file: '/bin/sh' });
  expect(on('darwin', { shell: 'a', shellPath: '/bin/fish' })).toMatchObject({ file: '/bin/fish', args: ['-c', 'a'] });
});

it('runs a line in cmd.exe or PowerShell on Windows', () => {
  expect(on('win32', { shell: 'dir "C:\\a b" > x' })).toMatchObject({
    file: 'cmd.exe',
    args: ['/d', '/s', '/c', '"dir "C:\\a b" > x"'],
    verbatim: true,
  });
  expect(on('win32', { shell: 'Get-Date', shellPath: 'C:\\Windows\\powershell.exe' })).toMatchObject({
    args: ['-NoProfile', '-NonInteractive', '-Command', 'Get-Date'],
    verbatim: false,
  });
});

it('gives a script to an interpreter that ends in a hyphen, in the place of its input', () => {
  expect(on('linux', { script: 'print(1)', interpreter: ['python3', '-'] })).toEqual({
    file: 'python3',
    args: ['-'],
    stdin: 'print(1)',
    verbatim: false,
  });
});

it('quotes arguments of batch files for the program and for cmd.exe', () => {
  expect(quotedForBatch('plain')).toBe('^^^"plain^^^"');
  expect(quotedForBatch('a&b')).toBe('^^^"a^^^&b^^^"');
  expect(quotedForBatch('say "hi"\\')).toBe('^^^"say^^^ \\^^^"hi\\^^^"\\\\^^^"');
});
