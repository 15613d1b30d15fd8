import { expect, test } from './wakeful.ts';

test('a sequence is made, started and cancelled, and what became of each step is told', async ({ page, wakeful }) => {
  await wakeful.addJob({ name: 'First', run: { command: ['true'] } });
  await wakeful.addJob({ name: 'Second', run: { command: ['true'] } });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: 'Sequences' }).click();
  await expect(page.getByRole('heading', { name: 'Sequences', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'New sequence' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill('Evening');
  await form.getByRole('button', { name: 'Add a step' }).click();
  for (const [index, job, after] of [
    [1, 'First', '0 s'],
    [2, 'Second', '2 h'],
  ] as const) {
    const step = form.getByRole('group', { name: `Step ${String(index)}` });
    await step.getByRole('combobox', { name: 'Job' }).click();
    await page.getByRole('option', { name: job }).click();
    await step.getByLabel('After').fill(after);
  }
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  const card = page.getByRole('region', { name: 'Evening' });
  await expect(card.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveText([/First/, /Second/]);

  await card.getByRole('button', { name: 'Start Evening' }).click();
  const starts = card.getByRole('list', { name: 'Starts' });
  const steps = starts.getByRole('listitem').filter({ hasNot: page.getByRole('listitem') });
  await expect(steps.filter({ hasText: 'First' })).toContainText(/Ran/);
  await expect(steps.filter({ hasText: 'Second' })).toContainText(/Due at|Coming up/);
  await card.getByRole('button', { name: 'Cancel what is left' }).click();
  await expect(steps.filter({ hasText: 'Second' })).toContainText(/[Cc]ancelled/);
  await expect(card.getByRole('button', { name: 'Cancel what is left' })).toBeHidden();
});

test('a deleted sequence comes back with Undo, with its steps', async ({ page, wakeful }) => {
  const job = await wakeful.addJob({ name: 'First', run: { command: ['true'] } });
  const document = { name: 'Evening', steps: [{ job, after: 'PT0S' }] };
  await wakeful.call('saveSequence', { id: null, document });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: 'Sequences' }).click();
  const card = page.getByRole('region', { name: 'Evening' });
  await card.getByRole('button', { name: 'Delete Evening' }).click();
  await expect(card).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(card.getByRole('list', { name: 'Steps' })).toContainText('First');
});
