// @ts-check
/**
 * `node bench/simulate/run.mjs [days]`: lives through ten years of twenty mixed jobs with a sleep every night, three times, one process each,
 * and prints the median. The aim: under a minute on two cores (semantics §9).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const days = process.argv[2] ?? '3652';
const folder = mkdtempSync(join(tmpdir(), 'wakeful-bench-'));
try {
  const bundle = await rolldown({ input: fileURLToPath(new URL('tenYears.ts', import.meta.url)), platform: 'node' });
  const file = join(folder, 'tenYears.mjs');
  await bundle.write({ file, format: 'esm' });
  const results = [1, 2, 3].map(() => {
    const run = spawnSync(process.execPath, [file, days], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    if (run.status !== 0) throw new Error('The simulation failed.');
    process.stdout.write(run.stdout);
    return /** @type {{ seconds: number }} */ (JSON.parse(run.stdout));
  });
  const [, median] = results.map(({ seconds }) => seconds).sort((a, b) => a - b);
  console.log(`${days} days of twenty jobs: ${median} s (median of three)`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
