import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartedWakeful } from './testing/startedWakeful.ts';

let world: StartedWakeful;
beforeAll(() => {
  world = new StartedWakeful();
});
afterAll(() => world.dispose());

describe('the environment of a job', () => {
  it('stands beside that of cron, with the difference', async () => {
    const job = await world.add({
      name: 'Shown',
      run: { command: ['env'] },
      env: { MODE: 'full', PATH: '/opt/own:/usr/bin' },
      secrets: ['NOT_SET'],
    });
    const view = await world.ask('readJobEnvironment', { job });
    const row = (name: string) => view.variables.find((one) => one.name === name);
    expect(row('MODE')).toEqual({ name: 'MODE', value: 'full', cron: null, from: 'job', difference: 'added' });
    expect(row('PATH')).toMatchObject({ value: '/opt/own:/usr/bin', cron: '/usr/bin:/bin', difference: 'changed' });
    expect(row('HOME')).toMatchObject({ difference: 'same', from: 'login' });
    expect(row('NOT_SET')).toMatchObject({ value: '•••', from: 'secret' });
    expect(row('WAKEFUL_JOB')).toMatchObject({ value: 'shown', from: 'wakeful', difference: 'added' });
    expect(view.path).toEqual({ onlyJob: ['/opt/own'], onlyCron: ['/bin'] });
    expect(view.missingSecrets).toEqual(['NOT_SET']);
  });

  it('is the minimal one where the job says so', async () => {
    const job = await world.add({ name: 'Minimal', run: { command: ['env'] }, environment: 'minimal' });
    const view = await world.ask('readJobEnvironment', { job });
    expect(view.variables.filter(({ difference }) => difference !== 'same').map(({ from }) => from)).toEqual(
      Array<string>(6).fill('wakeful'),
    );
  });

  it('is recorded with each run, exactly as it was given', async () => {
    const job = await world.add({ name: 'Given', run: { command: ['env', '-0'] }, env: { LINES: 'one\ntwo' } });
    const { run } = await world.run(job);
    const printed = new Map(
      (await world.output(run))
        .split('\0')
        .filter(Boolean)
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const given = await world.ask('readRunEnvironment', { run, attempt: null });
    expect(given.variables).toEqual(Object.fromEntries(printed));
    expect(given.variables).toMatchObject({ LINES: 'one\ntwo', WAKEFUL_RUN: run });
    expect(given.what).toBe('env -0');
    expect(await world.refusal('readRunEnvironment', { run, attempt: 7 })).toContain('is not kept any more');
  });
});

describe('the interpreters of a folder', () => {
  it('are offered to the editor in the folder of the job', async () => {
    const folder = join(world.home, 'project');
    mkdirSync(join(folder, '.venv', 'bin'), { recursive: true });
    writeFileSync(join(folder, '.venv', 'pyvenv.cfg'), 'home = /usr/bin\nversion = 3.11.4\n');
    writeFileSync(join(folder, '.venv', 'bin', 'python'), '#!/bin/sh\n', { mode: 0o755 });
    const [offer] = await world.ask('offerInterpreters', { cwd: folder, environment: 'login' });
    expect(offer).toEqual({
      kind: 'venv',
      found: '.venv',
      command: [join(folder, '.venv', 'bin', 'python')],
      text: 'Python 3.11 of .venv',
      problem: null,
    });
    expect(await world.ask('offerInterpreters', { cwd: '/nowhere', environment: 'login' })).toEqual([]);
  });
});
