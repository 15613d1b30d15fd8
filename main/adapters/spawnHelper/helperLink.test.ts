import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withoutInherited } from './helperLink.ts';

const canClose = process.platform === 'linux' && ['/bin/bash', '/usr/bin/bash'].some((path) => existsSync(path));

it.runIf(canClose)('the helper holds nothing open that belongs to who started it', () => {
  const open = Array.from({ length: 20 }, () => openSync('/etc/passwd', 'r'));
  const held = ({ file, args }: { readonly file: string; readonly args: readonly string[] }): readonly string[] => {
    const { stdout } = spawnSync(file, args, { stdio: ['ignore', 'pipe', 'inherit', ...open], encoding: 'utf8' });
    return stdout.trim().split('\n');
  };
  try {
    const command = { file: '/bin/ls', args: ['/proc/self/fd'] };
    expect(held(command).length).toBeGreaterThan(20);
    // The fourth is the folder that ls reads.
    expect(held(withoutInherited(command.file, command.args))).toHaveLength(4);
  } finally {
    for (const file of open) closeSync(file);
  }
});

it('a program that is started in its place gets its arguments as they are', () => {
  const words = ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', 'a b', '$HOME', "it's", ''];
  const { file, args } = withoutInherited(process.execPath, words);
  const { stdout } = spawnSync(file, args, { encoding: 'utf8' });
  expect(JSON.parse(stdout)).toEqual(words.slice(3));
});
