// Builds the measurements and runs them: `node bench/engine/run.mjs [NAME…]`; with `--write` the tables of docs/benchmarks.md are replaced.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ensureBuilt } from '../../main/toolchain/build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, 'node_modules/.cache/bench-engine');
const names = ['report', 'armed', 'nothingDue', 'afterSleep', 'burst', 'waking', 'transactions', 'million'];

rmSync(outDir, { recursive: true, force: true });
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
      input: names.map((name) => join(root, 'bench/engine', `${name}.ts`)),
      output: { entryFileNames: '[name].mjs' },
    },
  },
});
// The program itself, copied: a build meanwhile takes nothing from under the measurement.
await ensureBuilt(['node', 'helper']);
for (const part of ['cli', 'helper'])
  cpSync(join(root, 'dist', part), join(outDir, 'program', part), { recursive: true });

const { status } = spawnSync(process.execPath, [join(outDir, 'report.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
