// @ts-check
/** Checks the types of every world, each with its own libraries: `npm run check:types`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const worlds = [
  'main/core',
  'main/engine',
  'main/adapters',
  'main/desktop',
  'preload',
  'renderer',
  'main/tsconfig.json',
  'main/toolchain',
  'e2e',
  'bench',
];

let failed = false;
for (const world of worlds) {
  if (!existsSync(world)) throw new Error(`There is no ${world} to check.`);
  const started = Date.now();
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', world], {
    stdio: 'inherit',
  });
  const took = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'wrong '} ${world} (${took} s)`);
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
