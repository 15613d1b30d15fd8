import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { type DesktopApp, expect, test } from './app.ts';
import { type DesktopServices, labels } from './desktopServices.ts';

const FINISH = 0;
const STOP = 1;
const LEAVE = 2;
const CANCEL = 3;

interface Asked {
  readonly message: string;
  readonly buttons: readonly string[];
}

/** From now on Electron's own dialog answers with a button; what was asked is kept. */
const answering = (electron: ElectronApplication, button: number, checkboxChecked = false): Promise<void> =>
  electron.evaluate(
    ({ dialog }, answer) => {
      const kept = globalThis as { asked?: unknown[] };
      kept.asked ??= [];
      dialog.showMessageBox = (options: unknown) => {
        kept.asked?.push(options);
        return Promise.resolve(answer);
      };
    },
    { response: button, checkboxChecked },
  );

const asked = (electron: ElectronApplication): Promise<readonly Asked[]> =>
  electron.evaluate(() => (globalThis as { asked?: Asked[] }).asked ?? []);

/** A job that runs as its command says, once the tray knows that it does. */
async function running(app: DesktopApp, services: DesktopServices, shell: string): Promise<void> {
  await app.call('saveJob', { id: null, revision: null, document: { name: 'Long', run: { shell }, cwd: app.home } });
  await app.call('runNow', { job: 'long' });
  await expect
    .poll(async () => labels(await services.menu()).some((label) => label.startsWith('Stop Long')))
    .toBe(true);
}

const closing = (app: DesktopApp): Promise<unknown> => app.electron.waitForEvent('close', { timeout: 60_000 });

test('quitting from the tray asks what becomes of what runs; stopping leaves no process behind', async ({
  app,
  services,
}) => {
  await answering(app.electron, CANCEL);
  await running(app, services, 'sleep 600');
  expect(app.processes().length).toBeGreaterThan(1);
  await services.click('Quit*');
  await expect.poll(async () => (await asked(app.electron)).length).toBe(1);
  expect((await asked(app.electron))[0]).toMatchObject({
    message: '“Long” is running.',
    buttons: ['Finish first', 'Stop it', 'Leave it running', 'Cancel'],
  });
  expect((await app.call('readState', {})).running).toHaveLength(1);

  await answering(app.electron, STOP);
  const closed = closing(app);
  await services.click('Quit*');
  await closed;
  await expect.poll(() => app.processes(), { timeout: 15_000 }).toEqual([]);
});

test('who wants what runs to finish first gets that, and the answer is kept where it is to count every time', async ({
  app,
  services,
}) => {
  await answering(app.electron, FINISH, true);
  await running(app, services, 'while test ! -e go; do sleep 0.1; done; touch done');
  const closed = closing(app);
  await services.click('Quit*');
  await expect.poll(async () => (await app.call('readSettings', {}))['onQuit']).toBe('finish');
  expect((await app.call('readState', {})).running).toHaveLength(1);
  writeFileSync(join(app.home, 'go'), '');
  await closed;
  expect(existsSync(join(app.home, 'done'))).toBe(true);
});

test('what is left running goes on after Wakeful', async ({ app, services }) => {
  await answering(app.electron, LEAVE);
  await running(app, services, 'sleep 600');
  // While they are its descendants they can be told from others.
  app.processes();
  const closed = closing(app);
  // It is gone before it can say that the click arrived.
  await Promise.allSettled([services.click('Quit*')]);
  await closed;
  // The helper and the shell that it started; both are killed when the test ends.
  const left = app.processes();
  expect(left.length).toBeGreaterThan(1);
  const job = left.find((pid) => readFileSync(`/proc/${String(pid)}/cmdline`, 'latin1').includes('sleep\0'));
  // Of what Electron had open (the screen, the desktop's bus, its databases) nothing is open in the job.
  const open = readdirSync(`/proc/${String(job)}/fd`).map((fd) => readlinkSync(`/proc/${String(job)}/fd/${fd}`));
  expect(open.filter((file) => file.startsWith('socket:') || file.includes(app.home))).toEqual([]);
});

test('a signal asks nobody, and stops what runs', async ({ app, services }) => {
  await answering(app.electron, CANCEL);
  await running(app, services, 'sleep 600');
  const closed = closing(app);
  app.electron.process().kill('SIGTERM');
  await closed;
  await expect.poll(() => app.processes(), { timeout: 15_000 }).toEqual([]);
});
