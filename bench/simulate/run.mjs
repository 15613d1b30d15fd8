// @ts-check
/**
 * `node bench/simulate/run.mjs [days]`: lives through ten years of twenty mixed jobs with a sleep every night, three times, one process each,
 * and prints the median. The aim: under a minute on two cores (semantics §9).
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const days = process.argv[2] ?? '3652';
if (!/^[1-9]\d*$/.test(days)) {
  console.error(
    `${days} is not a number of days: "node bench/simulate/run.mjs [days]", as in "node bench/simulate/run.mjs 365".`,
  );
  process.exit(2);
}
const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, 'node_modules/.cache/bench-simulate');

await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: join(root, 'bench/simulate/tenYears.ts'),
      output: { entryFileNames: '[name].mjs' },
    },
  },
});
const results = [1, 2, 3].map(() => {
  const args = [join(outDir, 'tenYears.mjs'), days];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (run.status !== 0) throw new Error('The simulation failed.');
  process.stdout.write(run.stdout);
  return /** @type {{ seconds: number, processorSeconds: number, peakMiB: number }} */ (JSON.parse(run.stdout));
});
/** @param {'seconds' | 'processorSeconds' | 'peakMiB'} what */
const median = (what) => results.map((result) => result[what]).sort((a, b) => a - b)[1];
console.log(
  `${days} days of twenty jobs: ${median('seconds')} s, of the processor ${median('processorSeconds')} s, ` +
    `at most ${median('peakMiB')} MiB (medians of three)`,
);
