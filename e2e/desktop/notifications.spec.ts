import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';

test('a job that fails again and again is notified once, its recovery once, and a click opens it', async ({
  app,
  services,
}) => {
  const flag = join(app.home, 'works');
  const document = {
    name: 'Pull mail',
    run: { shell: `test -e "${flag}" || { echo mailbox is locked; exit 75; }`, shellPath: '/bin/sh' },
  };
  await app.call('saveJob', { id: null, revision: null, document });
  const runOnce = async () => {
    const { run } = await app.call('runNow', { job: 'pull-mail' });
    await expect.poll(async () => (await app.call('readRun', { run })).outcome).not.toBeNull();
  };
  await runOnce();
  await expect.poll(async () => (await services.notifications()).length).toBe(1);
  await runOnce();
  await runOnce();
  const [first] = await services.notifications();
  expect(first?.summary).toContain('Pull mail');
  expect(await services.notifications()).toHaveLength(1);

  const page = await app.page();
  await services.clickNotification(first!.id);
  await expect.poll(() => page.url()).toMatch(/#\/(inbox|jobs)\//);

  writeFileSync(flag, '');
  await runOnce();
  await expect.poll(async () => (await services.notifications()).length).toBe(2);
});
