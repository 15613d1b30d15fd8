import { expect, test } from './wakeful.ts';

test('a due moment is found by when it is, and opens its Why', async ({ page, wakeful }) => {
  await wakeful.addJob({
    id: 'ingest',
    name: 'Ingest source one',
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: '5 * * * *' }],
  });
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ingest tomorrow 8:05');
  await expect(page.getByRole('button', { name: 'Ingest source one, tomorrow 08:05' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Ingest source one', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Why' })).toContainText(/Due .*08:05/);
});

test('a job is paused until a time that is said', async ({ page, wakeful }) => {
  await wakeful.addJob({
    id: 'mail',
    name: 'Pull mail archive',
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: '*/30 * * * *' }],
  });
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('pause mail until');
  await expect(page.getByText('Until when? For example: monday 8, tomorrow, 18:00.')).toBeVisible();
  await page.keyboard.type(' tomorrow');
  await expect(page.getByRole('button', { name: 'Pause Pull mail archive until tomorrow 08:00' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect
    .poll(async () => (await wakeful.call('readJob', { job: 'mail' })).row.paused?.until ?? null)
    .toBeGreaterThan(Date.now());
  await page.keyboard.press('Control+k');
  await page.keyboard.type('unpause mail');
  await page.getByRole('button', { name: 'Unpause Pull mail archive' }).click();
  await expect.poll(async () => (await wakeful.call('readJob', { job: 'mail' })).row.paused).toBeNull();
});
