import { fileURLToPath } from 'node:url';
import { expect, test } from './wakeful.ts';

const shiftedClock = fileURLToPath(new URL('../fixtures/shiftedClock.mjs', import.meta.url));

test('what happened while the person was away is told until they have seen it, also after a restart', async ({
  page,
  wakeful,
}) => {
  await wakeful.stop();
  wakeful.forget();
  // Three hours ago, by its clock: between its end and the next start lies an absence.
  await wakeful.start({ NODE_OPTIONS: `--import=${shiftedClock}`, CLOCK_SHIFT: String(-3 * 3_600_000) });
  await wakeful.addJob({
    name: 'Hourly report',
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: '5 * * * *' }],
  });
  await wakeful.stop();
  await wakeful.start();
  await page.goto(wakeful.address);
  const away = page.getByRole('heading', { name: 'While you were away' });
  await expect(away).toBeVisible();
  const list = page.getByRole('listitem').filter({ hasText: 'Hourly report' });
  await expect(list.filter({ hasText: /caught up/i })).toBeVisible();
  await page.getByRole('link', { name: 'Why? Hourly report' }).first().click();
  await expect(page.getByRole('region', { name: 'Why' })).toContainText(
    /It was due at \d\d:05 and started at .*, because Wakeful was not running from/,
  );
  await page.goBack();
  await expect(away, 'it was looked at, not acknowledged').toBeVisible();
  await page.getByRole('button', { name: 'Got it' }).click();
  await expect(away).toBeHidden();

  await wakeful.stop();
  await wakeful.start();
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  // Late in the evening it is listed for tomorrow as well.
  await expect(list.first()).toBeVisible();
  await expect(away).toBeHidden();
});
