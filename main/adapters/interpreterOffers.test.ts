import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { interpreterOffers } from './interpreterOffers.ts';
import { temporaryFolder } from './testing/launches.ts';

const root = temporaryFolder();
afterAll(() => root.remove());

let count = 0;
let folder: string;
let home: string;
beforeEach(() => {
  count += 1;
  folder = join(root.path, `project-${String(count)}`);
  home = join(root.path, `home-${String(count)}`);
  mkdirSync(folder);
  mkdirSync(home);
});

const put = (path: string, content = '', mode = 0o644): string => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode });
  return path;
};
const program = (path: string): string => put(path, '#!/bin/sh\n', 0o755);
const offers = () => interpreterOffers(folder, { HOME: home, PATH: join(home, 'bin') });

describe('interpreters are offered', () => {
  it('from nothing: none', () => {
    expect(offers()).toEqual([]);
  });

  it.each(['.venv', 'venv'])('of %s, and a broken one says what to do', (name) => {
    put(join(folder, name, 'pyvenv.cfg'), 'home = /usr/bin\nversion_info = 3.12.1.final.0\n');
    expect(offers()).toMatchObject([{ kind: 'venv', problem: expect.stringContaining('is gone') as string }]);
    const file = program(join(folder, name, 'bin', 'python'));
    expect(offers()).toEqual([
      { kind: 'venv', found: name, command: [file], text: `Python 3.12 of ${name}`, problem: null },
    ]);
  });

  it.each(['uv', 'poetry'])('of %s by its lock file, where it is installed or not', (tool) => {
    put(join(folder, `${tool}.lock`));
    expect(offers()).toMatchObject([
      { kind: tool, command: [tool, 'run', 'python'], problem: expect.any(String) as string },
    ]);
    program(join(home, 'bin', tool));
    expect(offers()).toMatchObject([{ found: `${tool}.lock`, problem: null }]);
  });

  it('of a conda prefix, and of an environment by its name', () => {
    mkdirSync(join(folder, '.conda', 'conda-meta'), { recursive: true });
    const file = program(join(folder, '.conda', 'bin', 'python'));
    put(join(folder, 'environment.yml'), 'name: science\ndependencies: [python]\n');
    program(join(home, 'bin', 'conda'));
    expect(offers().map(({ command }) => command)).toEqual([
      [file],
      ['conda', 'run', '--no-capture-output', '-n', 'science', 'python'],
    ]);
  });

  it.each([
    ['v20.11.0', 'v20.11.0'],
    ['20', 'v20.11.0'],
    ['lts/iron', 'v20.11.0'],
    ['node', 'v22.1.0'],
    ['18', null],
  ])('of .nvmrc: %s', (wanted, version) => {
    put(join(folder, '.nvmrc'), `${wanted}\n`);
    put(join(home, '.nvm', 'alias', 'lts', 'iron'), 'v20.11.0\n');
    for (const one of ['v20.2.0', 'v20.11.0', 'v22.1.0']) {
      program(join(home, '.nvm', 'versions', 'node', one, 'bin', 'node'));
    }
    const [offer] = offers();
    if (version === null) expect(offer?.problem).toContain('nvm install 18');
    else expect(offer?.command).toEqual([join(home, '.nvm', 'versions', 'node', version, 'bin', 'node')]);
  });

  it('for the scripts of package.json, by the tool of its lock file', () => {
    put(join(folder, 'package.json'), JSON.stringify({ scripts: { build: 'x', report: 'y' } }));
    expect(offers().map(({ text }) => text)).toEqual(['npm run build', 'npm run report']);
    put(join(folder, 'pnpm-lock.yaml'));
    expect(offers()[0]?.command).toEqual(['pnpm', 'run', 'build']);
    put(join(folder, 'package.json'), '{ broken');
    expect(offers()).toEqual([]);
  });
});
