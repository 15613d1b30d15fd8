import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './wakeful.ts';

const TAGS = ['ingest', 'backup', 'reports', 'files', 'mail', 'network', 'photos', 'web'];

/** A thousand jobs, due once a day in the small hours. */
const jobs = Array.from({ length: 1000 }, (_, index) => ({
  document: {
    id: `job-${String(index)}`,
    name: `Job number ${String(index)}`,
    tags: [TAGS[index % TAGS.length]],
    run: { command: ['rsync', `/from/${String(index)}`, '/to'] },
    triggers: [{ type: 'cron', expression: `${String(index % 60)} ${String(index % 5)} 1 1 *` }],
  },
  created: '2026-01-02T00:00:00Z',
  enabledAt: '2026-01-02T00:00:00Z',
  revision: 1,
}));

test('among a thousand jobs one is found, and several are changed at once', async ({ page, wakeful }) => {
  await wakeful.stop();
  writeFileSync(join(wakeful.home, 'jobs.json'), JSON.stringify({ version: 1, jobs, sequences: [] }));
  await wakeful.start();
  await page.goto(wakeful.address);
  await page.keyboard.press('Control+2');
  const table = page.getByRole('table', { name: 'Jobs' });
  await expect(table).toHaveAttribute('aria-rowcount', '1002');
  // Only what is seen is drawn.
  expect(await table.getByRole('row').count()).toBeLessThan(60);

  const search = page.getByRole('textbox', { name: 'Search jobs' });
  await search.fill('/from/777');
  await expect(page.getByRole('link', { name: 'Job number 777' })).toBeVisible();
  await expect(table).toHaveAttribute('aria-rowcount', '3');
  await search.fill('tag:mail /from/404');
  await expect(page.getByRole('link', { name: 'Job number 404' })).toBeVisible();
  await expect(table).toHaveAttribute('aria-rowcount', '3');
  await search.fill('nubmer');
  await expect(page.getByRole('heading', { name: 'No job matches “nubmer”.' })).toBeVisible();
  await page.getByRole('button', { name: 'number' }).click();
  await expect(table).toHaveAttribute('aria-rowcount', '1002');
  await search.fill('');

  await page.getByRole('button', { name: 'Order: Next due' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'Next due' })).toBeChecked();
  await page.getByRole('menuitemradio', { name: 'Name' }).click();
  const first = page.getByRole('link', { name: 'Job number 0', exact: true });
  await expect(first).toBeVisible();
  // A menu that closes gives the focus back.
  await expect(page.getByRole('menu')).toBeHidden();
  await first.focus();
  await page.keyboard.press(' ');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  const bar = page.getByRole('group', { name: 'Selected jobs' });
  await expect(bar).toContainText('2 jobs selected');
  await bar.getByRole('button', { name: 'Disable' }).click();
  await expect.poll(async () => (await wakeful.call('readJob', { job: 'job-0' })).row.enabled).toBe(false);
  await expect.poll(async () => (await wakeful.call('readJob', { job: 'job-1' })).row.enabled).toBe(false);

  await page.getByRole('button', { name: '2 more tags' }).click();
  await page.getByRole('menuitem', { name: 'web' }).click();
  await expect(table).toHaveAttribute('aria-rowcount', /^12\d$/);
});
