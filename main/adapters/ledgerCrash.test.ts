import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant } from '../core/time/instant.ts';
import { LEDGER_FILE, openLedger } from './openLedger.ts';
import { bundle } from './testing/buildHelper.ts';
import { temporaryFolder } from './testing/launches.ts';

/** How often the writer is killed; a longer proof is asked for by the environment. */
const KILLS = Number(process.env['WAKEFUL_KILLS'] ?? 24);

// Within the project: the bundle finds SQLite there.
const folder = temporaryFolder();
let writer = '';
beforeAll(async () => {
  writer = await bundle(
    'fixtures/writingWakeful.ts',
    join(import.meta.dirname, '../../node_modules/.cache/wakeful-tests'),
  );
});
afterAll(() => {
  folder.remove();
});

it(
  `keeps every transaction whole and loses none that was acknowledged, killed ${String(KILLS)} times`,
  async () => {
    let next = 0;
    let stale = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(process.execPath, [writer, folder.path, String(next)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, Math.floor(Math.random() * 40)));
      child.kill('SIGKILL');
      await once(child, 'close');
      const acknowledged = Number(text.slice(0, text.lastIndexOf('\n')).split('\n').pop());
      if (existsSync(join(folder.path, `${LEDGER_FILE}.lock`))) stale += 1;

      const { ledger, problem } = openLedger(folder.path, instant(0));
      expect(problem).toBeNull();
      const { nextId, state } = ledger.open();
      const last = Number(state.get('watermark'));
      expect(last).toBeGreaterThanOrEqual(acknowledged);
      // The due moment, the run and the watermark of the last transaction are all there, and of no further one.
      expect(nextId).toBe(2 * last + 3);
      let counted = 0;
      for (let job = 0; job < 7; job += 1) {
        for (const { ran, failed } of ledger.fateCounts(`job-${String(job)}`, 'day', instant(0), instant(1e12))) {
          counted += ran + failed;
        }
      }
      expect(counted).toBe(last + 1);
      if (kill === KILLS - 1) expect([...ledger.everything()]).toHaveLength(2 * (last + 1));
      ledger.close();
      next = last + 1;
    }
    // The proof is only one where the killed process really left its marker.
    expect(stale).toBe(KILLS);
  },
  20_000 + KILLS * 2000,
);
