// Builds the measurements and runs them, one process for each library and round: `node bench/time/run.mjs`.
// With `--write` the tables of docs/benchmarks.md are replaced by what was found.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, 'node_modules/.cache/bench-time');

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
      input: ['report', 'measure', 'own'].map((name) => join(root, 'bench/time', `${name}.ts`)),
      output: { entryFileNames: '[name].mjs' },
    },
  },
});
const { status } = spawnSync(process.execPath, [join(outDir, 'report.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
