// Builds the measurements of the window and runs them: `node bench/window/run.mjs [NAME…]`; with `--write` the tables of docs/benchmarks.md are replaced.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ensureBuilt } from '../../main/toolchain/build.mjs';
import { findChromium } from '../../main/toolchain/chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, 'node_modules/.cache/bench-window');

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
      input: ['report', 'fill'].map((name) => join(root, 'bench/window', `${name}.ts`)),
      output: { entryFileNames: '[name].mjs' },
    },
  },
});
// The program itself, copied: a build meanwhile takes nothing from under the measurement.
await ensureBuilt(['node', 'helper', 'renderer']);
for (const part of ['cli', 'helper', 'renderer'])
  cpSync(join(root, 'dist', part), join(outDir, 'program', part), { recursive: true });

const { status } = spawnSync(process.execPath, [join(outDir, 'report.mjs'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, WAKEFUL_CHROMIUM: process.env.WAKEFUL_CHROMIUM ?? findChromium() ?? '' },
});
process.exit(status ?? 1);
