import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './wakeful.ts';

test('a lost connection keeps the last data, says from when, and is regained without a reload', async ({
  page,
  wakeful,
}) => {
  await wakeful.addJob({ name: 'Steady', run: { command: ['true'] } });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  await expect(page.getByRole('link', { name: 'Steady' })).toBeVisible();
  await page.evaluate(() => document.body.setAttribute('data-not-reloaded', ''));

  await wakeful.stop('SIGKILL');
  const alert = page.getByRole('alert').filter({ hasText: 'Wakeful is not answering.' });
  await expect(alert).toBeVisible();
  await expect(page.getByText(/What you see is from \d\d:\d\d\..*Trying again in \d+ s/)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Steady' })).toBeVisible();

  await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible();

  await wakeful.start();
  await expect(alert, 'it is regained by itself').toBeHidden();
  await wakeful.addJob({ name: 'Newcomer', run: { command: ['true'] } });
  await expect(page.getByRole('link', { name: 'Newcomer' })).toBeVisible();
  await expect(page.locator('body')).toHaveAttribute('data-not-reloaded', '');
});

test('a window without the token is not let in, and says what to do', async ({ page, wakeful }) => {
  await page.goto(wakeful.address.replace(/#token=.*/, ''));
  await expect(page.getByRole('alert')).toContainText('This window is not let in.');
});

test('a jobs file that cannot be read is kept aside and told until it is acted on', async ({ page, wakeful }) => {
  await wakeful.addJob({ name: 'Was there', run: { command: ['true'] } });
  await wakeful.stop();
  writeFileSync(join(wakeful.home, 'jobs.json'), '{"version":1,"jobs":[{"name"');
  await wakeful.start();
  await page.goto(wakeful.address);
  const alert = page.getByRole('alert').filter({ hasText: 'jobs' });
  await expect(alert).toBeVisible();
  await alert.getByRole('button', { name: 'Got it' }).click();
  await expect(alert).toBeHidden();
});

test('a jobs file of a newer Wakeful is shown and left alone', async ({ page, wakeful }) => {
  await wakeful.addJob({ name: 'Was there', run: { command: ['true'] } });
  await wakeful.stop();
  const file = join(wakeful.home, 'jobs.json');
  const newer = JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), version: 99 });
  writeFileSync(file, newer);
  await wakeful.start();
  await page.goto(wakeful.address);
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing can be changed here.' })).toContainText(/newer/);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  await page.getByRole('link', { name: 'Was there' }).click();
  await expect(page.getByRole('heading', { name: 'Was there', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('button', { name: /Save/ })).toBeDisabled();
  await wakeful.stop();
  expect(readFileSync(file, 'utf8'), 'not a letter of it has changed').toBe(newer);
});
