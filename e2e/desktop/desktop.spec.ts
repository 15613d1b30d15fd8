import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type DesktopApp } from './app.ts';
import type { MenuItem } from './services.ts';

/** A job that appends a line to a file each time it runs; `code` is its exit code. */
const appending = (name: string, file: string, more: object = {}, code = 0) => ({
  id: null,
  revision: null,
  document: {
    name,
    run: { shell: `echo ran >> "${file}"; echo "mailbox is locked"; exit ${String(code)}`, shellPath: '/bin/sh' },
    triggers: [],
    ...more,
  },
});
const linesIn = (file: string): number => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0);
const labels = (items: readonly MenuItem[] | null): readonly string[] =>
  (items ?? []).filter((item) => !item.separator).map((item) => item.label);

/** Stops or continues every process of the app, as sleep does. */
const signalAll = (app: DesktopApp, signal: 'SIGSTOP' | 'SIGCONT') => {
  for (const pid of app.processes()) process.kill(pid, signal);
};

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

test('what was missed asleep is caught up once after the resume that logind tells of', async ({ app, services }) => {
  test.setTimeout(180_000);
  const file = join(app.home, 'ran');
  const due = new Date(Date.now() + 8_000);
  await app.call('saveJob', appending('Nightly', file, { triggers: [{ type: 'once', at: due.toISOString() }] }));
  await services.sleep(true);
  await app.electron.evaluate(() => undefined);
  signalAll(app, 'SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, due.getTime() + 65_000 - Date.now()));
  expect(linesIn(file)).toBe(0);
  signalAll(app, 'SIGCONT');
  await services.sleep(false);
  await expect.poll(() => linesIn(file), { timeout: 20_000 }).toBe(1);
  await expect
    .poll(async () =>
      (await app.call('listDue', { job: 'nightly', before: null, limit: 5, comingUp: 0 })).map(({ fate, reason }) => [
        fate,
        reason,
      ]),
    )
    .toEqual([['caughtUp', 'asleep']]);
  // A second resume, as some systems send: nothing runs again.
  await services.sleep(false);
  await (await app.page()).waitForTimeout(1500);
  expect(linesIn(file)).toBe(1);
});

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
