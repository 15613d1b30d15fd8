import { expect, it } from 'vitest';
import { inhibitor } from '../adapters/keepAwake.ts';
import { StartedWakeful } from './testing/startedWakeful.ts';

it('the computer is kept awake while a job runs that asks for it, by one hold', async () => {
  const said: string[] = [];
  const keepAwake = {
    hold: () => {
      said.push('hold');
      return { dispose: () => void said.push('let go') };
    },
  };
  const world = new StartedWakeful({ keepAwake });
  try {
    const job = await world.add({ name: 'Tired', run: { command: ['sleep', '0.1'] } });
    await world.run(job);
    expect(said).toEqual([]);
    const awake = await world.add({ name: 'Awake', run: { command: ['sleep', '0.2'] }, keepAwake: true });
    const two = await world.add({ name: 'Two', run: { command: ['sleep', '0.4'] }, keepAwake: true });
    await Promise.all([world.run(awake), world.run(two)]);
    await world.until(() => said.length === 2);
    expect(said).toEqual(['hold', 'let go']);
  } finally {
    await world.dispose();
  }
});

it('is done by a program of the system that ends with us', () => {
  expect(inhibitor('darwin', 12)).toEqual({ file: 'caffeinate', args: ['-i', '-w', '12'] });
  expect(inhibitor('linux', 12).args.slice(0, 1)).toEqual(['--what=idle:sleep']);
  expect(inhibitor('win32', 12).args[3]).toContain('Wait-Process -Id 12');
});
