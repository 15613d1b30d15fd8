import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './app.ts';

test('the output of a run is downloaded whole, however much it is', async ({ app }) => {
  const size = 40 * 2 ** 20;
  await app.call('saveJob', {
    id: null,
    revision: null,
    document: {
      name: 'Much',
      run: { shell: `yes 0123456789abcde | head -c ${String(size)}`, shellPath: '/bin/sh' },
      outputLimit: size,
    },
  });
  const { run } = await app.call('runNow', { job: 'much' });
  await expect.poll(async () => (await app.call('readRun', { run })).outcome, { timeout: 60_000 }).toBe('succeeded');
  // The system's dialog asks where to; here that is said in its place.
  const target = join(app.home, 'saved.log');
  await app.electron.evaluate(({ session }, path) => {
    const kept = globalThis as { saved?: string };
    session.defaultSession.once('will-download', (_event, item) => {
      item.setSavePath(path);
      item.once('done', (_done, state) => {
        kept.saved = `${state} ${item.getFilename()}`;
      });
    });
  }, target);
  const { address, name } = await app.call('downloadOutput', { run, attempt: null });
  const page = await app.page();
  await page.evaluate(
    ([href, called]) => {
      const link = document.createElement('a');
      link.href = href;
      link.download = called;
      link.click();
    },
    [address, name] as const,
  );
  await expect
    .poll(() => app.electron.evaluate(() => (globalThis as { saved?: string }).saved), { timeout: 60_000 })
    .toBe(`completed ${name}`);
  const saved = readFileSync(target);
  expect(saved.length).toBe(size);
  expect(saved.subarray(-16).toString()).toBe('0123456789abcde\n');
  // The page is where it was.
  expect(page.url()).not.toContain('download');
});
