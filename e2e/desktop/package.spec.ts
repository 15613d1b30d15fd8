import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { expect, test } from './app.ts';

const project = join(import.meta.dirname, '../..');

test('the packaged app starts by itself, outside the project, and runs a job', async ({ services }) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'wakeful-package-'));
  try {
    const packaging = spawnSync(
      process.execPath,
      [join(project, 'main/toolchain/package.mjs'), '--linux', 'dir', `-c.directories.output=${folder}`],
      { encoding: 'utf8' },
    );
    expect(packaging.status, packaging.stdout + packaging.stderr).toBe(0);

    const electron = await _electron.launch({
      executablePath: join(folder, 'linux-unpacked/wakeful'),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      cwd: folder,
      env: { ...(process.env as Record<string, string>), ...services.env, WAKEFUL_HOME: join(folder, 'home') },
    });
    const page = await electron.firstWindow();
    await expect(page.getByRole('main')).toBeVisible();
    const run = await page.evaluate(async () => {
      await window.wakeful.saveJob({
        id: null,
        revision: null,
        document: { name: 'Say', run: { command: ['echo', 'packed'] } },
      });
      const answer = await window.wakeful.runNow({ job: 'say' });
      return answer.ok ? answer.value.run : null;
    });
    const read = () =>
      page.evaluate((name) => window.wakeful.readOutput({ run: name ?? '', from: 0, limit: 1000 }), run);
    await expect
      .poll(async () => {
        const output = await read();
        return output.ok ? output.value.pieces.map(({ text }) => text).join('') : output.error.code;
      })
      .toContain('packed');
    await electron.close();
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
});
