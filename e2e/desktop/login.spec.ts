import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';
import { labels } from './desktopServices.ts';

test('starting at login is an entry that the desktop reads', async ({ app }) => {
  const entry = join(app.home, 'config/autostart/wakeful.desktop');
  await app.call('changeSettings', { changes: { launchAtLogin: true } });
  expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=.*"--hidden"$/m);
  await app.call('changeSettings', { changes: { launchAtLogin: false } });
  expect(existsSync(entry)).toBe(false);
});

test.describe('started at login', () => {
  test.use({ startArguments: ['--hidden'] });
  test('it stays in the tray until it is opened', async ({ app, services }) => {
    await expect.poll(async () => labels(await services.menu())).toContain('Open Wakeful');
    expect(app.electron.windows()).toHaveLength(0);
    const window = app.electron.waitForEvent('window');
    await services.click('Open Wakeful');
    await expect((await window).getByRole('main')).toBeVisible();
  });
});
