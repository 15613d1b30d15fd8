import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processesOf } from '../adapters/testing/launches.ts';
import { StartedWakeful } from './testing/startedWakeful.ts';

let world: StartedWakeful;
beforeEach(() => {
  world = new StartedWakeful();
});
afterEach(() => world.dispose());

/** A job that takes so long, deaf to polite signals where it says so; its run, once it prints. */
async function begun(name: string, shell: string, more: object = {}): Promise<string> {
  const job = await world.add({ name, run: { shell, shellPath: '/bin/sh' }, ...more });
  const { run } = await world.ask('runNow', { job });
  await world.until(async () => (await world.output(run)) !== '');
  return run;
}

/**
 * Whether something is done before so many milliseconds are over, by a timer of the same loop: what holds the loop up (a slow disk, other work
 * on the computer) holds up both, so that only what is waited for counts.
 */
async function isDoneWithin(limit: number, work: () => Promise<unknown>): Promise<boolean> {
  let over = false;
  const timer = setTimeout(() => {
    over = true;
  }, limit);
  await work();
  clearTimeout(timer);
  return !over;
}

/** How a run ended, as the next start knows it. */
async function afterwards(run: string): Promise<Awaited<ReturnType<typeof world.run>>> {
  await world.restart();
  return world.ask('readRun', { run });
}

describe('quitting', () => {
  it('stops what runs, and leaves nothing behind', async () => {
    const run = await begun('Long', 'sleep 60 & echo on; sleep 60');
    await world.wakeful.quit('stop');
    if (process.platform === 'linux') expect(processesOf(run, world.home)).toEqual([]);
    expect(await afterwards(run)).toMatchObject({
      outcome: 'interrupted',
      message: 'It was stopped because Wakeful was quit.',
    });
  });

  it('waits for what runs where the rule is to finish, and starts nothing more', async () => {
    const run = await begun('Short', 'echo on; sleep 0.6; echo done');
    const quitting = world.wakeful.quit('finish');
    const late = await world.wakeful.program.invoke('runNow', { job: 'short' });
    await quitting;
    expect(late.ok && late.value.run !== run ? 'started' : 'not').toBe('not');
    expect(await afterwards(run)).toMatchObject({ outcome: 'succeeded' });
  });

  it('that waits ends at once where it is asked again to stop', async () => {
    const run = await begun('Endless', 'echo on; sleep 60');
    const quitting = world.wakeful.quit('finish');
    expect(await isDoneWithin(3000, () => Promise.all([quitting, world.wakeful.quit('stop')]))).toBe(true);
    expect(await afterwards(run)).toMatchObject({ outcome: 'interrupted' });
  });

  it('gets through in the time that a shutdown gives, however long the grace of a deaf job', async () => {
    const run = await begun('Deaf', "trap '' TERM; echo on; while :; do sleep 1; done", { timeout: { grace: 'PT5M' } });
    expect(await isDoneWithin(3500, () => world.wakeful.shutDown(3000))).toBe(true);
    if (process.platform === 'linux') expect(processesOf(run, world.home)).toEqual([]);
    expect(await afterwards(run)).toMatchObject({ outcome: 'interrupted' });
  });

  it('that waits gets through all the same when the computer shuts down', async () => {
    const run = await begun('Waiting', "trap '' TERM; echo on; while :; do sleep 1; done", {
      timeout: { grace: 'PT5M' },
    });
    const quitting = world.wakeful.quit('finish');
    const both = () => Promise.all([world.wakeful.shutDown(2500), quitting]);
    expect(await isDoneWithin(3000, both)).toBe(true);
    expect(await afterwards(run)).toMatchObject({ outcome: 'interrupted' });
  });
});
