import { chosenCell, expect, test } from './wakeful.ts';

test('the timeline is walked with the keys alone, every mark leads to its why, and a table says the same', async ({
  page,
  wakeful,
}) => {
  // Not due while the test goes on.
  const minute = String((new Date().getMinutes() + 30) % 60).padStart(2, '0');
  const ingest = await wakeful.addJob({
    name: 'Ingest source one',
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: `${minute} * * * *` }],
  });
  await wakeful.addJob({
    name: 'Check the uplink',
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: '*/2 * * * *' }],
  });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: 'Timeline' }).first().click();
  const grid = page.getByRole('grid', { name: 'Timeline' });
  await expect(grid.getByRole('rowheader')).toHaveCount(2);

  await grid.focus();
  await page.keyboard.press('ArrowDown');
  const chosen = (): Promise<string> => chosenCell(grid);
  await expect.poll(chosen).toMatch(new RegExp(`^Ingest source one: Due at \\d\\d:${minute}, in `));
  const first = await chosen();
  await page.keyboard.press('ArrowRight');
  await expect.poll(chosen).not.toBe(first);
  await page.keyboard.press('ArrowDown');
  await expect.poll(chosen).toMatch(/^Check the uplink: .* coming up\.$/);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`#/jobs/${ingest}\\?due=\\d+`));
  await expect(page.getByText(new RegExp(`^Due at \\d\\d:${minute}, in `)).first()).toBeVisible();

  await page.goBack();
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Show as table' }).click();
  await page.keyboard.press('Escape');
  const table = page.getByRole('table', { name: 'Timeline' });
  await expect(table.getByRole('row').nth(1)).toContainText('Ingest source one');
  await expect(table.getByRole('row').nth(1)).toContainText('Coming up');
});

test('one order and one tag hold at a time, and the menu says which', async ({ page, wakeful }) => {
  for (const [name, tags] of [
    ['Archive', ['night']],
    ['Backup', ['night']],
    ['Compare', ['day']],
  ] as const) {
    await wakeful.addJob({
      name,
      tags,
      run: { command: ['true'] },
      triggers: [{ type: 'cron', expression: '5 * * * *' }],
    });
  }
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: 'Timeline' }).first().click();
  const names = page.getByRole('grid', { name: 'Timeline' }).getByRole('rowheader');
  await expect(names).toHaveText(['Compare', 'Archive', 'Backup']);
  await page.getByRole('button', { name: 'Filter' }).click();
  const byName = page.getByRole('menuitemradio', { name: 'By name' });
  await expect(page.getByRole('menuitemradio', { name: 'By tag' })).toBeChecked();
  await expect(page.getByRole('menuitemradio', { name: 'All tags' })).toBeChecked();
  await byName.click();
  await expect(byName).toBeChecked();
  await expect(page.getByRole('menuitemradio', { name: 'By tag' })).not.toBeChecked();
  await expect(names).toHaveText(['Archive', 'Backup', 'Compare']);
  await page.getByRole('menuitemradio', { name: 'night' }).click();
  await expect(page.getByRole('menuitemradio', { name: 'All tags' })).not.toBeChecked();
  await expect(names).toHaveText(['Archive', 'Backup']);
  await page.getByRole('menuitemradio', { name: 'All tags' }).press('Enter');
  await expect(names).toHaveCount(3);
});

test('only the rows in view are asked for, and more as they come into view', async ({ page, wakeful }) => {
  for (let index = 0; index < 60; index += 1) {
    await wakeful.addJob({
      name: `Job ${String(index).padStart(2, '0')}`,
      run: { command: ['true'] },
      triggers: [{ type: 'cron', expression: '5 * * * *' }],
    });
  }
  const asked = new Set<string>();
  page.on('request', (request) => {
    if (!request.url().endsWith('/api/timeline')) return;
    const { jobs } = request.postDataJSON() as { readonly jobs: readonly string[] };
    for (const job of jobs) asked.add(job);
  });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: 'Timeline' }).first().click();
  const grid = page.getByRole('grid', { name: 'Timeline' });
  await expect(grid.getByRole('rowheader', { name: 'Job 05' })).toBeVisible();
  await expect(grid).toHaveAttribute('aria-rowcount', '60');
  expect(asked.size).toBeLessThan(50);
  await grid.focus();
  for (let pages = 0; pages < 8; pages += 1) await page.keyboard.press('PageDown');
  await expect(grid.getByRole('rowheader', { name: 'Job 59' })).toBeVisible();
  await expect.poll(() => asked.size).toBe(60);
});

test('a dense row can be zoomed into with a click, and the keys zoom and lead back to now', async ({
  page,
  wakeful,
}) => {
  await wakeful.addJob({
    name: 'Check the uplink',
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: '* * * * *' }],
  });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: 'Timeline' }).first().click();
  const zoom = page.getByRole('radiogroup', { name: 'Zoom' });
  await zoom.getByText('Month').click();
  await expect(page).toHaveURL(/zoom=month/);
  const grid = page.getByRole('grid', { name: 'Timeline' });
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(zoom.getByRole('radio', { name: 'Day' })).toBeChecked();
  await page.keyboard.press('t');
  await expect(zoom.getByRole('radio', { name: 'Month' })).toBeChecked();
});

test('another zoom is reached through what lies between, and at once where less motion is asked for', async ({
  page,
  wakeful,
}) => {
  await wakeful.addJob({
    name: 'Hourly',
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: '5 * * * *' }],
  });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: 'Timeline' }).first().click();
  const grid = page.getByRole('grid', { name: 'Timeline' });
  await expect(grid.getByRole('rowheader', { name: 'Hourly' })).toBeVisible();
  const zoom = page.getByRole('radiogroup', { name: 'Zoom' });
  /** How many places the label of now has while the zoom is changed, from before the click until well after it. */
  const places = async (to: string): Promise<number> => {
    const seen = await grid.evaluateHandle((element) => {
      const lefts = new Set<number>();
      const look = (): void => {
        lefts.add(Math.round(element.querySelector('[data-now]')?.getBoundingClientRect().left ?? 0));
        requestAnimationFrame(look);
      };
      look();
      return lefts;
    });
    await zoom.getByText(to).click();
    await expect(zoom.getByRole('radio', { name: to })).toBeChecked();
    await page.waitForTimeout(1000);
    return seen.evaluate((lefts) => lefts.size);
  };
  expect(await places('Week')).toBeGreaterThan(3);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await places('Month')).toBe(2);
});
