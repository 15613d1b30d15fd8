import { expect, test } from './wakeful.ts';

test('a mistake in the When box is marked at its place, and what was meant is one click away', async ({
  page,
  wakeful,
}) => {
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /A blank job/ }).click();
  const when = page.getByRole('combobox', { name: 'When' });

  await when.fill('99 * * * *');
  await expect(page.getByRole('alert').filter({ hasText: '99 is not a minute' })).toBeVisible();
  await expect(when).toHaveAttribute('aria-invalid', 'true');

  await when.fill('every mondays at 10:30');
  await page.getByRole('button', { name: 'every monday at 10:30' }).click();
  await expect(when).toHaveValue('every monday at 10:30');
  await expect(when).toHaveAttribute('aria-invalid', 'false');
  await expect(page.getByText('saved as phrase')).toBeVisible();

  await when.fill('30 2 * * *');
  await expect(page.getByText('saved as cron')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Next 5 due moments' }).getByRole('listitem').first()).toContainText(
    '02:30',
  );

  await when.fill('Mon..Fri *-*-* 09:00');
  await expect(page.getByText('saved as calendar event')).toBeVisible();
});

test('beside what is offered while typing stands a calendar, and each choice in it is written at once', async ({
  page,
  wakeful,
}) => {
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /A blank job/ }).click();
  const when = page.getByRole('combobox', { name: 'When' });
  await when.fill('every mon');
  await expect(when).toHaveAttribute('aria-expanded', 'true');
  const offered = page.getByRole('listbox', { name: 'Suggestions' });
  await expect(offered.getByRole('option').first()).toContainText('every monday');
  await page.keyboard.press('ArrowDown');
  const chosen = (): Promise<string> =>
    when.evaluate((field) => {
      const id = field.getAttribute('aria-activedescendant') ?? '';
      return field.ownerDocument.getElementById(id)?.textContent ?? '';
    });
  await expect.poll(chosen, 'what is chosen is heard at the field').toContain('every monday');

  const calendar = page.getByRole('group', { name: 'Pick from a calendar' });
  await calendar.getByRole('combobox', { name: 'Repeat' }).click();
  await page.getByRole('option', { name: 'Every day' }).click();
  await expect(when).toHaveValue('every day at 10:30');
  await calendar.getByRole('combobox', { name: 'Repeat' }).click();
  await page.getByRole('option', { name: 'Once' }).click();
  await expect(when).toHaveValue(/^\d{4}-\d\d-\d\d.10:30/);
  await expect(calendar, 'it stays while it is used').toBeVisible();
  await page.getByLabel('Name').click();
  await expect(calendar).toBeHidden();
  await expect(page.getByRole('list', { name: 'Next 5 due moments' }).getByRole('listitem')).toHaveCount(1);
});

test('a job without a name is not saved: the field says why and has the focus', async ({ page, wakeful }) => {
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /A blank job/ }).click();
  await page.getByRole('textbox', { name: 'What to run' }).fill('true');
  await page.keyboard.press('Control+s');
  const name = page.getByLabel('Name');
  await expect(name).toHaveAttribute('aria-invalid', 'true');
  await expect(name).toBeFocused();
  await name.fill('Named');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { name: 'Named', level: 1 })).toBeVisible();
});

test('everything that was chosen is there again when the job is edited', async ({ page, wakeful }) => {
  await wakeful.addJob({ name: 'Upstream', run: { command: ['true'] } });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  await page.getByRole('link', { name: 'New job' }).click();
  await page.getByLabel('Name').fill('Full of choices');
  await page.getByRole('textbox', { name: 'What to run' }).fill('echo "two words"');
  await page.getByRole('combobox', { name: 'When' }).fill('every day at 02:30');
  await page.getByRole('button', { name: /^If asleep or off/ }).click();
  await page.getByRole('radio', { name: 'Run for each one' }).check();
  await page.getByRole('textbox', { name: 'Only if not later than' }).fill('12 h');
  await page.getByRole('button', { name: /^If it fails/ }).click();
  await page.getByRole('textbox', { name: 'How many times' }).fill('3');
  await page.getByRole('button', { name: /^Conditions/ }).click();
  await page.getByRole('checkbox', { name: 'The network is up' }).check();
  await page.getByRole('button', { name: /Save job/ }).click();
  await expect(page.getByRole('heading', { name: 'Full of choices', level: 1 })).toBeVisible();

  const { document } = await wakeful.call('readJob', { job: 'full-of-choices' });
  expect(document).toMatchObject({
    run: { command: ['echo', 'two words'] },
    triggers: [{ type: 'phrase', text: 'every day at 02:30' }],
    catchUp: { runs: 'all', within: 'PT12H' },
    retry: { limit: 3 },
    conditions: [{ network: true }],
  });
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('textbox', { name: 'What to run' })).toHaveValue('echo "two words"');
  await expect(page.getByRole('combobox', { name: 'When' })).toHaveValue('every day at 02:30');
  await expect(page.getByRole('button', { name: /^If asleep or off/ })).toContainText('within 12 h');
  await expect(page.getByRole('button', { name: /^If it fails/ })).toContainText('Try again 3 times');
});

test('what was typed and not saved is there again', async ({ page, wakeful }) => {
  await wakeful.addJob({ name: 'There', run: { command: ['true'] } });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  await page.getByRole('link', { name: 'New job' }).click();
  await page.getByLabel('Name').fill('Half a thought');
  await page.getByRole('combobox', { name: 'When' }).fill('every fortnight');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByText('What you typed is kept as a draft.')).toBeVisible();
  await page.reload();
  await page.getByRole('link', { name: 'New job' }).click();
  await expect(page.getByLabel('Name')).toHaveValue('Half a thought');
  await expect(page.getByRole('combobox', { name: 'When' })).toHaveValue('every fortnight');
  await page.getByRole('button', { name: 'Throw the draft away' }).click();
  await expect(page.getByLabel('Name')).toHaveValue('');
});

test('a test run shows its output and is in no history', async ({ page, wakeful }) => {
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /A blank job/ }).click();
  await page.getByLabel('Name').fill('Tried');
  await page.getByRole('textbox', { name: 'What to run' }).fill('echo hello from the test');
  await page.getByRole('button', { name: 'Test run' }).click();
  await expect(page.getByRole('log')).toContainText('hello from the test');
});

test('two windows edit one job: the second is told, and nothing is overwritten', async ({ page, context, wakeful }) => {
  await wakeful.addJob({ name: 'Shared', run: { command: ['true'] } });
  const other = await context.newPage();
  for (const one of [page, other]) {
    await one.goto(wakeful.address);
    await one.getByRole('link', { name: /^Jobs/ }).click();
    await one.getByRole('link', { name: 'Shared' }).click();
    await one.getByRole('link', { name: 'Edit' }).click();
  }
  await page.getByRole('textbox', { name: 'What to run' }).fill('echo first');
  await other.getByRole('textbox', { name: 'What to run' }).fill('echo second');
  await page.getByRole('button', { name: /Save job/ }).click();
  await expect(page.getByRole('heading', { name: 'Shared', level: 1 })).toBeVisible();

  await expect(other.getByRole('alert').filter({ hasText: 'changed elsewhere' })).toBeVisible();
  await other.getByRole('button', { name: /Save job/ }).click();
  expect((await wakeful.call('readJob', { job: 'shared' })).document['run']).toEqual({ command: ['echo', 'first'] });
  await other.getByRole('button', { name: 'Go on with mine' }).click();
  await other.getByRole('button', { name: /Save job/ }).click();
  await expect(other.getByRole('heading', { name: 'Shared', level: 1 })).toBeVisible();
  expect((await wakeful.call('readJob', { job: 'shared' })).document['run']).toEqual({ command: ['echo', 'second'] });
});

test('what is saved can be another kind that means the same; what was typed stays otherwise', async ({
  page,
  wakeful,
}) => {
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /A blank job/ }).click();
  await page.getByLabel('Name').fill('Nightly');
  await page.getByRole('textbox', { name: 'What to run' }).fill('true');
  const when = page.getByRole('combobox', { name: 'When' });
  await when.fill('every monday at 10:30');
  await page.getByRole('button', { name: 'saved as phrase' }).click();
  await page.getByRole('menuitem', { name: /Save as cron/ }).click();
  await expect(when).toHaveValue('30 10 * * 1');
  await page.getByRole('button', { name: 'saved as cron' }).click();
  await expect(page.getByRole('menuitem', { name: /Save as calendar event/ })).toContainText('Mon *-*-* 10:30');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { name: 'Nightly', level: 1 })).toBeVisible();
  const { document } = await wakeful.call('readJob', { job: 'nightly' });
  expect(document['triggers']).toEqual([{ type: 'cron', expression: '30 10 * * 1' }]);
});

test('a clock change that drops a due moment is told before saving', async ({ page, wakeful }) => {
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /A blank job/ }).click();
  await page.getByRole('combobox', { name: 'When' }).fill('30 2 * * *');
  await expect(page.getByRole('note').filter({ hasText: /02:30 does not exist on/ })).toBeVisible();
});

test('a secret without a value is warned of beside the form, and saving goes on', async ({ page, wakeful }) => {
  await wakeful.addJob({ name: 'Secretive', run: { command: ['true'] }, secrets: ['API_KEY'] });
  await page.goto(wakeful.address);
  await page.evaluate(() => window.location.assign('#/jobs/secretive/edit'));
  await expect(page.getByRole('note').filter({ hasText: 'API_KEY' })).toBeVisible();
  await page.getByRole('button', { name: /Save job/ }).click();
  await expect(page.getByRole('heading', { name: 'Secretive', level: 1 })).toBeVisible();
});

test('a job is duplicated, and a deleted one comes back with Undo', async ({ page, wakeful }) => {
  await wakeful.addJob({
    name: 'Original',
    run: { command: ['true'] },
    triggers: [{ type: 'cron', expression: '5 4 * * *' }],
  });
  await page.goto(wakeful.address);
  await page.getByRole('link', { name: /^Jobs/ }).click();
  await page.getByRole('button', { name: 'More for Original' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByRole('heading', { name: 'Edit Original (copy)', level: 1 })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'When' })).toHaveValue('5 4 * * *');

  await page.getByRole('link', { name: /^Jobs/ }).click();
  await page.getByRole('button', { name: 'More for Original (copy)' }).click();
  await page.getByRole('menuitem', { name: 'Delete Original (copy)' }).click();
  await expect(page.getByRole('link', { name: 'Original (copy)' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'Original (copy)' })).toBeVisible();
});
