import { expect, test } from './app.ts';

test('the window opens with the page of Wakeful, without rights of its own', async ({ app }) => {
  const page = await app.page();
  await expect(page).toHaveTitle(/Wakeful/);
  await expect(page.getByRole('main')).toBeVisible();
  const rights = await page.evaluate(() => ({
    require: typeof Reflect.get(window, 'require'),
    process: typeof Reflect.get(window, 'process'),
    origin: location.origin,
  }));
  expect(rights).toEqual({ require: 'undefined', process: 'undefined', origin: 'wakeful://window' });
});

test('the page cannot leave its origin, open a window, run text as code or ask for a call that does not exist', async ({
  app,
}) => {
  const page = await app.page();
  const opened = await page.evaluate(() => window.open('https://example.org') === null);
  expect(opened).toBe(true);
  const evaluated = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.leaked = true';
    document.head.append(script);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return Reflect.get(window, 'leaked') === true;
  });
  expect(evaluated).toBe(false);
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await page.waitForTimeout(300);
  expect(page.url()).toMatch(/^wakeful:\/\/window\//);
  const answer = await page.evaluate(() =>
    (window.wakeful.runNow as (input: unknown) => Promise<{ ok: boolean }>)({ job: 5 }),
  );
  expect(answer.ok).toBe(false);
});

test('closing the window leaves Wakeful at work, and a second start shows it again', async ({ app, services }) => {
  const page = await app.page();
  await page.close();
  expect(app.electron.windows()).toHaveLength(0);
  expect(await services.tray()).not.toBeNull();

  const window = app.electron.waitForEvent('window', { timeout: 30_000 });
  expect(await app.startAgain()).toBe(0);
  await expect((await window).getByRole('main')).toBeVisible();
});

test('a secret is refused where the desktop has no keychain, with the reason and what helps', async ({ app }) => {
  const page = await app.page();
  const view = await page.evaluate(() => window.wakeful.listSecrets({}));
  expect(view.ok && view.value.unavailable).toContain('no keychain');
  const set = await page.evaluate(() =>
    window.wakeful.setSecret({ name: 'API_KEY', value: 'swordfish-of-the-desktop' }),
  );
  expect(set).toMatchObject({ ok: false, error: { code: 'noPlaceForSecrets' } });
  expect(JSON.stringify(set)).toContain('plain text');
});

test('the window comes back where it was closed', async ({ app, services }) => {
  const bounds = { x: 40, y: 60, width: 900, height: 600 };
  const measure = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  await app.page();
  await app.electron.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds);
  await expect.poll(measure).toEqual(bounds);
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(() => app.electron.windows().length).toBe(0);
  const opened = app.electron.waitForEvent('window');
  await services.click('Open Wakeful');
  await opened;
  expect(await measure()).toEqual(bounds);
});
