import { expect, test } from './wakeful.ts';

test.use({ locale: 'en-US' });

test('a pause until a date and a time is picked by the habits of the locale', async ({ page, wakeful }) => {
  await wakeful.stop();
  await wakeful.start({ LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' });
  await wakeful.addJob({ name: 'Paused', run: { command: ['true'] } });
  await page.goto(wakeful.address);
  await page.getByRole('button', { name: 'Pause everything' }).first().click();
  await page.getByRole('menuitem', { name: 'until a date and time…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause until…' });
  await expect(dialog.getByText(/^Paused until \w{3} \w{3} \d+, 8:00 am\.$/)).toBeVisible();
  await expect(dialog.getByRole('row').first()).toHaveText(/^Su/);
  await dialog.getByRole('spinbutton', { name: 'Pause until, hours' }).fill('09');
  await dialog.getByRole('spinbutton', { name: 'Pause until, minutes' }).fill('30');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(dialog.getByText(/9:30 am\.$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
  const { paused } = await wakeful.call('readState', {});
  expect(new Date(paused?.until ?? 0).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' })).toBe('09:30:00');
});
