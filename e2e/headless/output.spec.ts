import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Wakeful } from './wakeful.ts';
import { expect, test } from './wakeful.ts';

/** Runs a job by hand to its end; answers the run. */
async function runToEnd(wakeful: Wakeful, job: string): Promise<string> {
  const { run } = await wakeful.call('runNow', { job });
  await expect.poll(async () => (await wakeful.call('readRun', { run })).ended, { timeout: 60_000 }).not.toBeNull();
  return run;
}

const output = (page: Page) => page.getByRole('region', { name: 'Output' });

test('attempts are shown apart, and output is searched, copied and saved', async ({ page, wakeful }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await wakeful.addJob({
    id: 'flaky',
    name: 'Flaky',
    run: { shell: 'echo "this is attempt $WAKEFUL_ATTEMPT"; echo "not yet" >&2; test "$WAKEFUL_ATTEMPT" = 2' },
    retry: { limit: 1, delay: 'PT1S' },
  });
  const run = await runToEnd(wakeful, 'flaky');
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.evaluate((place) => window.location.assign(`#${place}`), `/jobs/flaky?run=${run}`);
  await expect(output(page)).toContainText('this is attempt 1');
  await expect(output(page)).toContainText('this is attempt 2');
  await page.getByRole('radiogroup', { name: 'Attempts' }).getByText('Attempt 2').click();
  await expect(output(page)).toContainText('this is attempt 2');
  await expect(output(page)).not.toContainText('this is attempt 1');
  await page.getByRole('radiogroup', { name: 'Attempts' }).getByText('All').click();
  await expect(output(page)).toContainText('this is attempt 1');

  await page.getByRole('textbox', { name: 'Search in output' }).fill('attempt');
  await page.keyboard.press('Enter');
  await expect(output(page).getByRole('status')).toHaveText(/of \d+/);
  await page.getByRole('button', { name: 'Copy output' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('this is attempt 2');

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save output as a file' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^flaky-.*\.log$/);
  expect(readFileSync(await file.path(), 'utf8')).toContain('this is attempt 1');
});

test('a run that goes on is followed, with what it uses', async ({ page, wakeful }) => {
  await wakeful.addJob({
    id: 'ticking',
    name: 'Ticking',
    run: { shell: 'for n in $(seq 1 600); do echo "tick $n"; sleep 0.1; done' },
  });
  const { run } = await wakeful.call('runNow', { job: 'ticking' });
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.evaluate((place) => window.location.assign(`#${place}`), `/jobs/ticking?run=${run}`);
  await expect(output(page)).toContainText(/tick \d\d/);
  await expect(output(page).getByRole('button', { name: 'Follow', pressed: true })).toBeVisible();
  if (process.platform === 'linux') await expect(output(page)).toContainText(/CPU .* · .*iB/);
  await wakeful.call('stopRun', { run });
});

test('ten mebibytes open at their end, and lead to every line of them', async ({ page, wakeful }) => {
  await wakeful.addJob({
    id: 'talker',
    name: 'Talker',
    run: {
      script:
        'import sys\nfor n in range(131072):\n    sys.stdout.write("%07d 0123456789 the quick brown fox jumps over the lazy dog and more of it 12\\n" % n)\n',
      interpreter: ['python3', '-'],
    },
    outputLimit: 64 * 1024 * 1024,
  });
  const run = await runToEnd(wakeful, 'talker');
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.evaluate((place) => window.location.assign(`#${place}`), `/jobs/talker?run=${run}`);
  await expect(output(page)).toContainText('0131071');
  await page.getByRole('textbox', { name: 'Search in output' }).fill('0065432');
  await expect(output(page).getByRole('status')).toHaveText('1');
  await page.keyboard.press('Enter');
  await expect(output(page)).toContainText('0065432');
  await page.getByRole('button', { name: 'To the beginning' }).click();
  await expect(output(page)).toContainText('0000001');
  await page.getByRole('button', { name: 'To the end' }).click();
  await expect(output(page)).toContainText('0131071');
  await page.getByRole('button', { name: 'Earlier' }).click();
  await expect(output(page)).toContainText('0131071');
});
