import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { absolutePath, fromMarked, LoginEnvironment, questionTo } from './loginEnvironment.ts';
import { temporaryFolder } from './testing/launches.ts';

let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
  // A home of the test's own: what the start-up files of this computer do, and how long it takes, is theirs.
  vi.stubEnv('HOME', folder.path);
  writeFileSync(join(folder.path, '.profile'), 'export FROM_PROFILE=yes\n');
});
afterEach(() => {
  vi.unstubAllEnvs();
  folder.remove();
});

/** A "shell" made of a script, as a user's start-up files could make of a real one. */
function shellThat(script: string): string {
  const path = join(folder.path, 'shell');
  writeFileSync(path, `#!/bin/bash\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const remembered = (): string => join(folder.path, 'login.json');
const asking = (shell: string, limitMs = 3000): LoginEnvironment =>
  new LoginEnvironment({ path: remembered(), shell, limitMs, env: { OWN: 'yes', PATH: '/own/bin' } });

// The line that is asked is the last argument.
const ANSWER = 'eval "${@: -1}"';

describe('the login environment', () => {
  it('is what a real login shell has', async () => {
    const { variables, from, problem } = await asking('/bin/bash').read();
    expect({ from, problem }).toEqual({ from: 'shell', problem: null });
    expect(variables['HOME']).toBe(folder.path);
    expect(variables['FROM_PROFILE']).toBe('yes');
    expect(variables['PATH']).toContain('/usr/bin');
    expect(variables['SHELL']).toBe('/bin/bash');
    expect(Object.keys(variables)).not.toContain('WAKEFUL_ASKING');
    expect(Object.keys(variables)).not.toContain('OWN');
  });

  it('is the same asked of a plain sh', async () => {
    const { variables, from } = await asking('/bin/sh').read();
    expect(from).toBe('shell');
    expect(variables['PATH']).toContain('/usr/bin');
  });

  it('keeps values of several lines, and what start-up files print does not disturb', async () => {
    const shell = shellThat(
      `echo "Welcome! FAKE=1"; export LINES_='one\ntwo=2\n' EMPTY= PATH="$PATH:bin:./x:/opt/y::/usr/bin"; ${ANSWER}; echo bye`,
    );
    const { variables } = await asking(shell).read();
    expect(variables['LINES_']).toBe('one\ntwo=2\n');
    expect(variables['EMPTY']).toBe('');
    expect(variables['FAKE']).toBeUndefined();
    expect(variables['PATH']?.split(':')).toEqual(['/usr/bin', '/bin', '/opt/y']);
  });

  it('counts although the start-up files end with an error', async () => {
    const { from } = await asking(shellThat(`${ANSWER}; exit 3`)).read();
    expect(from).toBe('shell');
  });

  it('is asked once, and again where that is wished', async () => {
    const shell = shellThat(`echo x >>${folder.path}/asked; ${ANSWER}`);
    const environment = asking(shell);
    await Promise.all([environment.login(), environment.login()]);
    await environment.login();
    expect(readFileSync(join(folder.path, 'asked'), 'utf8')).toBe('x\n');
    await environment.read(true);
    expect(readFileSync(join(folder.path, 'asked'), 'utf8')).toBe('x\nx\n');
  });

  it('is not asked before it is needed', () => {
    asking(shellThat(`echo x >>${folder.path}/asked; ${ANSWER}`)).minimal();
    expect(existsSync(join(folder.path, 'asked'))).toBe(false);
  });

  it('is the last good answer where the shell does not answer in time, and our own where there is none', async () => {
    const slow = shellThat('sleep 60');
    const before = Date.now();
    const first = await asking(slow, 200).read();
    expect(Date.now() - before).toBeLessThan(3000);
    expect(first).toEqual({
      variables: { OWN: 'yes', PATH: '/own/bin' },
      from: 'own',
      problem: `${slow} did not answer within 0.2 s.`,
    });
    writeFileSync(remembered(), JSON.stringify({ GOOD: 'one', BAD: 1 }));
    expect(await asking(slow, 200).read()).toMatchObject({ variables: { GOOD: 'one' }, from: 'remembered' });
  });

  it('is our own where the shell does not exist or says nothing', async () => {
    expect((await asking('/no/such/shell').read()).from).toBe('own');
    expect((await asking(shellThat('exit 0')).read()).from).toBe('own');
    writeFileSync(remembered(), 'broken');
    expect((await asking(shellThat('exit 0')).read()).from).toBe('own');
  });
});

it('asks each shell in its own way', () => {
  expect(questionTo('/bin/zsh').args.slice(0, 3)).toEqual(['-i', '-l', '-c']);
  expect(questionTo('/usr/bin/fish').args.slice(0, 3)).toEqual(['-i', '-l', '-c']);
  expect(questionTo('/bin/dash').args.slice(0, 2)).toEqual(['-l', '-c']);
  expect(questionTo('/usr/bin/nu').args[2]).toContain('^/usr/bin/env -0');
});

it('finds nothing in what has no marks', () => {
  expect(fromMarked('PATH=/bin\0')).toBeNull();
  expect(fromMarked('WAKEFUL-ENVIRONMENTA=1\0')).toBeNull();
});

it('keeps absolute entries of a PATH, each once', () => {
  expect(absolutePath('/a:b:/c:/a::.')).toBe('/a:/c');
});
