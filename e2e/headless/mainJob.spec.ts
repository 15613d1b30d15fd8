import { expect, test } from './wakeful.ts';

const counting = 'for i in 1 2 3 4 5 6 7 8; do echo "line $i"; sleep 1; done';

test('a job added through the window runs at its time, its output is seen live, and is history after a restart', async ({
  page,
  wakeful,
}) => {
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'What should happen by itself?' })).toBeVisible();
  expect(page.url(), 'the token is not left in the address').not.toContain('token');

  await page.getByRole('link', { name: /A blank job/ }).click();
  await page.getByLabel('Name').fill('Count to eight');
  await page.getByText('Shell', { exact: true }).click();
  await page.getByRole('textbox', { name: 'What to run' }).fill(counting);
  await page.getByRole('combobox', { name: 'When' }).fill('every 20 seconds');
  await expect(page.getByRole('list', { name: 'Next 5 due moments' }).getByRole('listitem')).toHaveCount(5);
  await page.getByRole('button', { name: /Save job/ }).click();

  await expect(page.getByRole('heading', { name: 'Count to eight', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible({ timeout: 40_000 });
  const output = page.getByRole('region', { name: 'Output' });
  await expect(output).toContainText('line 2');
  await expect(output, 'it is seen while it is written').not.toContainText('line 8');
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(output).toContainText('line 8', { timeout: 20_000 });
  await expect(page.getByRole('option', { name: /Ran/ }).first()).toBeVisible();

  await wakeful.stop();
  await wakeful.start();
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  await page.getByRole('link', { name: 'Count to eight' }).click();
  const dues = page.getByRole('listbox', { name: 'Due moments' });
  await dues.getByRole('option', { name: /Ran/ }).last().click();
  await expect(page.getByRole('region', { name: 'Why' })).toContainText('started on time');
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('line 8');
});

test('run now starts a job at once, stop ends it, and the history has both', async ({ page, wakeful }) => {
  await wakeful.addJob({ name: 'Wait long', run: { command: ['sleep', '300'] } });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  await page.getByRole('link', { name: 'Wait long' }).click();
  await page.getByRole('button', { name: 'Run now' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('option', { name: /By hand.*[Ss]topped/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeHidden();
});

test('a job is disabled and enabled again from the list', async ({ page, wakeful }) => {
  await wakeful.addJob({
    name: 'Nightly',
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: '30 2 * * *' }],
  });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  const row = page.getByRole('row', { name: /Nightly/ });
  await row.hover();
  await row.getByRole('button', { name: 'More for Nightly' }).click();
  await page.getByRole('menuitem', { name: 'Disable' }).click();
  // Nothing moves under the pointer: the job goes to its new group when the pointer leaves.
  await page.mouse.move(0, 0);
  await expect(page.getByRole('button', { name: /^Disabled/ })).toBeVisible();

  await page.getByRole('link', { name: 'Nightly' }).click();
  await page.getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByText('This job is disabled.')).toBeHidden();
  await expect(page.getByRole('option', { name: /Coming up/ }).first()).toBeVisible();
});

test('a deleted job comes back with Undo', async ({ page, wakeful }) => {
  await wakeful.addJob({ name: 'Keep me', run: { command: ['true'] } });
  await wakeful.addJob({ name: 'Another', run: { command: ['true'] } });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  const row = page.getByRole('row', { name: /Keep me/ });
  await row.hover();
  await row.getByRole('button', { name: 'More for Keep me' }).click();
  await page.getByRole('menuitem', { name: 'Delete Keep me' }).click();
  await expect(page.getByRole('link', { name: 'Keep me' })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'Keep me' })).toBeVisible();
});

test('a command that does not exist says so, with where it was looked for', async ({ page, wakeful }) => {
  const id = await wakeful.addJob({ name: 'Typo', run: { command: ['no-such-command-here'] } });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  await page.getByRole('link', { name: 'Typo' }).click();
  await page.getByRole('button', { name: 'Run now' }).click();
  await expect(page.getByRole('option', { name: /[Cc]ould not start/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Why' })).toContainText('no-such-command-here');
  expect(id).toBe('typo');
});
