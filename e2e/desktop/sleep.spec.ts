import { join } from 'node:path';
import { expect, test, type DesktopApp } from './app.ts';
import { appending, linesIn } from './appendingJob.ts';

/** Stops or continues every process of the app, as sleep does. */
const signalAll = (app: DesktopApp, signal: 'SIGSTOP' | 'SIGCONT') => {
  for (const pid of app.processes()) process.kill(pid, signal);
};

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
