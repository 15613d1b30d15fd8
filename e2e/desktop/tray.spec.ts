import { join } from 'node:path';
import { expect, test } from './app.ts';
import { appending, linesIn } from './appendingJob.ts';
import { labels } from './desktopServices.ts';

test('the tray shows the next jobs, and Run now there runs the job', async ({ app, services }) => {
  const file = join(app.home, 'ran');
  await app.call('saveJob', appending('Fetch rates', file, { triggers: [{ type: 'cron', expression: '0 0 1 1 *' }] }));
  await expect.poll(async () => labels(await services.menu()).join('|')).toContain('Fetch rates');
  expect(labels(await services.menu())).toEqual(
    expect.arrayContaining(['Next', 'Run now', 'Pause everything', 'Open Wakeful', 'Quit']),
  );
  expect((await services.tray())?.count).toBe(1);

  await services.click('Run now', 'Fetch rates');
  await expect.poll(() => linesIn(file)).toBe(1);
  const [run] = await app.call('listRuns', { job: 'fetch-rates', before: null, limit: 5 });
  expect(run?.cause).toBe('wish');
});

test('a job that runs can be stopped from the tray', async ({ app, services }) => {
  await app.call('saveJob', {
    id: null,
    revision: null,
    document: { name: 'Long', run: { command: ['sleep', '600'] } },
  });
  await app.call('runNow', { job: 'long' });
  await expect
    .poll(async () => labels(await services.menu()).some((label) => label.startsWith('Stop Long')))
    .toBe(true);
  await services.click('Stop Long*');
  await expect
    .poll(async () => (await app.call('listRuns', { job: 'long', before: null, limit: 1 }))[0]?.outcome)
    .toBe('stopped');
});

test('everything is paused from the tray and unpaused again', async ({ app, services }) => {
  await app.call('saveJob', appending('Fetch', join(app.home, 'ran')));
  await expect.poll(async () => labels(await services.menu())).toContain('Pause everything');
  await services.click('Pause everything', 'Until I say so');
  await expect.poll(async () => (await app.call('readState', {})).paused).toEqual({ until: null });
  await expect.poll(async () => labels(await services.menu())).toContain('Unpause');
  await services.click('Unpause');
  await expect.poll(async () => (await app.call('readState', {})).paused).toBeNull();
});
