import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './wakeful.ts';

test('a job shows its environment beside that of cron, and a run what it was given', async ({ page, wakeful }) => {
  const id = await wakeful.addJob({
    name: 'Given',
    run: { command: ['true'] },
    env: { COLOUR: 'green' },
    triggers: [],
  });
  await page.goto(wakeful.address);
  await page.goto(`${wakeful.address.split('#')[0] ?? ''}#/jobs/${id}`);
  await page.getByRole('button', { name: 'Show beside cron’s' }).click();
  const row = page.getByRole('table', { name: 'Environment' }).getByRole('row', { name: /COLOUR/ });
  await expect(row).toContainText('green');
  await expect(row).toContainText('not set');
  await expect(row).toContainText('the job');

  await page.getByRole('button', { name: 'Run now', exact: true }).click();
  await page.getByText('What this run was given').click();
  await expect(page.getByRole('table', { name: 'What this run was given' })).toContainText('COLOUR');
});

test('the interpreter of a virtual environment is offered, and repairs a job that could not start', async ({
  page,
  wakeful,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'wakeful-venv-'));
  mkdirSync(join(folder, '.venv', 'bin'), { recursive: true });
  writeFileSync(join(folder, '.venv', 'pyvenv.cfg'), 'version = 3.12.1\n');
  const python = join(folder, '.venv', 'bin', 'python');
  writeFileSync(python, '#!/bin/sh\necho from the environment\n');
  chmodSync(python, 0o755);
  try {
    const id = await wakeful.addJob({
      name: 'Wrong Python',
      run: { command: ['python9', 'ingest.py'] },
      cwd: folder,
      triggers: [],
    });
    await page.goto(wakeful.address);
    await page.goto(`${wakeful.address.split('#')[0] ?? ''}#/jobs/${id}/edit`);
    await expect(page.getByRole('list', { name: 'Offered by the folder' })).toContainText('Python 3.12');
    await page.goto(`${wakeful.address.split('#')[0] ?? ''}#/jobs/${id}`);
    await page.getByRole('button', { name: 'Run now', exact: true }).click();
    await expect(page.getByText('The last run could not start.')).toBeVisible();
    await page.getByRole('button', { name: /^Use Python 3\.12/ }).click();
    await expect
      .poll(async () => (await wakeful.call('readJob', { job: id })).document['run'])
      .toEqual({ command: [python, 'ingest.py'] });
    await page.getByRole('button', { name: 'Run now', exact: true }).click();
    await expect(page.getByText('The last run could not start.')).toBeHidden();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a webhook is tried before anything depends on it', async ({ page, wakeful }) => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  try {
    await page.goto(wakeful.address);
    await page.goto(`${wakeful.address.split('#')[0] ?? ''}#/settings/notifications`);
    const field = page.getByRole('textbox', { name: 'Send to a webhook' });
    await field.fill(`http://127.0.0.1:${String(address.port)}/hook`);
    await page.getByRole('button', { name: 'Send a test' }).click();
    await expect.poll(() => bodies.length).toBe(1);
    await expect
      .poll(async () => (await wakeful.call('readSettings', {}))['notify'])
      .toMatchObject({ webhook: `http://127.0.0.1:${String(address.port)}/hook` });
  } finally {
    server.close();
  }
});

test('a secret is set, never shown again, and deleted', async ({ page, wakeful }) => {
  await wakeful.stop();
  await wakeful.start({ WAKEFUL_SECRETS_KEY: 'a long random text of the person' });
  await page.goto(wakeful.address);
  await page.goto(`${wakeful.address.split('#')[0] ?? ''}#/settings/secrets`);
  await page.getByRole('button', { name: 'Add a secret' }).click();
  await page.getByLabel('Name').fill('API_KEY');
  await page.getByRole('textbox', { name: 'Value' }).fill('hunter2-and-more');
  await page.getByRole('button', { name: 'Save secret' }).click();
  await expect(page.getByRole('button', { name: 'Change API_KEY' })).toBeVisible();
  expect((await wakeful.call('listSecrets', {})).secrets.map(({ name }) => name)).toEqual(['API_KEY']);
  expect(await page.content()).not.toContain('hunter2');
  await page.getByRole('button', { name: 'Delete API_KEY' }).click();
  await expect(page.getByRole('button', { name: 'Change API_KEY' })).toBeHidden();
  expect((await wakeful.call('listSecrets', {})).secrets).toEqual([]);
});

test('a secret without a value is warned of at its field, and can be saved all the same', async ({ page, wakeful }) => {
  const job = await wakeful.addJob({ name: 'Upload', run: { command: ['true'] }, triggers: [] });
  await page.goto(wakeful.address);
  await page.goto(`${wakeful.address.split('#')[0] ?? ''}#/jobs/${job}/edit?open=advanced`);
  const secrets = page.getByRole('combobox', { name: 'Secrets as variables' });
  await secrets.fill('API_KEY');
  await secrets.press('Enter');
  await expect(secrets).toHaveAccessibleDescription(/The secret API_KEY has no value yet\./);
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { name: 'Upload', level: 1 })).toBeVisible();
  expect((await wakeful.call('readJob', { job })).document['secrets']).toEqual(['API_KEY']);
});
