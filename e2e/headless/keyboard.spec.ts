import { chosenCell, expect, test } from './wakeful.ts';

test('a job is added, run and found again without a mouse', async ({ page, wakeful }) => {
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'What should happen by itself?' })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type('By keys');
  const what = page.getByRole('textbox', { name: 'What to run' });
  const when = page.getByRole('combobox', { name: 'When' });
  for (let tabs = 0; tabs < 6 && !(await what.evaluate((field) => field === document.activeElement)); tabs += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('echo typed');
  for (let tabs = 0; tabs < 6 && !(await when.evaluate((field) => field === document.activeElement)); tabs += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.type('every day at 02:30');
  await expect(page.getByText('saved as phrase')).toBeVisible();
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { name: 'By keys', level: 1 })).toBeVisible();

  await page.keyboard.press('r');
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('typed');

  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('keys');
  await expect(page.getByRole('link', { name: 'By keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Search jobs' })).toHaveValue('');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('by keys');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'By keys', level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});

test('the list of jobs and the timeline are walked with the arrows', async ({ page, wakeful }) => {
  for (const name of ['Alpha', 'Beta', 'Gamma']) {
    await wakeful.addJob({ name, run: { command: ['true'] }, triggers: [{ type: 'cron', expression: '0 * * * *' }] });
  }
  await page.goto(wakeful.address);
  await page.keyboard.press('Control+2');
  await page.getByRole('link', { name: 'Alpha' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Beta' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Beta', level: 1 })).toBeVisible();

  await page.keyboard.press('Control+3');
  const grid = page.getByRole('grid', { name: 'Timeline' });
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  // Its row may be on its way still: it is walked once there is a due moment in it.
  const chosen = (): Promise<string> => chosenCell(grid);
  await expect.poll(chosen).toMatch(/^Alpha: /);
  const first = await chosen();
  await page.keyboard.press('ArrowRight');
  await expect.poll(chosen).not.toBe(first);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Why' })).toBeVisible();
});
