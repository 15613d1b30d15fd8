// The timeline in a real Chromium, with 200 jobs and more than 100,000 due moments in view: `node bench/timeline/run.mjs`.
import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ensureBuilt } from '../../main/toolchain/build.mjs';
import { findChromium } from '../../main/toolchain/chromium.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, 'node_modules/.cache/bench-timeline');

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
      input: join(root, 'bench/timeline/measure.ts'),
      output: { entryFileNames: '[name].mjs' },
    },
  },
});
// The program itself, copied: a build meanwhile takes nothing from under the measurement.
await ensureBuilt(['node', 'helper', 'renderer']);
for (const part of ['cli', 'helper', 'renderer'])
  cpSync(join(root, 'dist', part), join(outDir, 'program', part), { recursive: true });

const chromium = process.env.WAKEFUL_CHROMIUM ?? findChromium();
const { status } = spawnSync(process.execPath, [join(outDir, 'measure.mjs'), join(outDir, 'results')], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...(chromium ? { WAKEFUL_CHROMIUM: chromium } : {}) },
});
console.log(`\nThe traces are in ${join(outDir, 'results')}.`);
process.exit(status ?? 1);
