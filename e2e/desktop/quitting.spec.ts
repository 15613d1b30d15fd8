import { expect, test } from './app.ts';
import { labels } from './desktopServices.ts';

test('quitting from the tray stops what runs and leaves no process behind', async ({ app, services }) => {
  await app.call('saveJob', {
    id: null,
    revision: null,
    document: { name: 'Long', run: { command: ['sleep', '600'] } },
  });
  await app.call('runNow', { job: 'long' });
  await expect
    .poll(async () => labels(await services.menu()).some((label) => label.startsWith('Stop Long')))
    .toBe(true);
  expect(app.processes().length).toBeGreaterThan(1);
  const closed = app.electron.waitForEvent('close', { timeout: 60_000 });
  await services.click('Quit*');
  await closed;
  await expect.poll(() => app.processes(), { timeout: 15_000 }).toEqual([]);
});
