// @ts-check
/**
 * `npm run package [-- targets and options of electron-builder]`: builds everything, then packages for this system. With
 * ELECTRON_OVERRIDE_DIST_PATH the Electron in that folder is packed instead of the pinned one.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { ensureBuilt, root } from './build.mjs';
import { findElectron } from './electron.mjs';

await ensureBuilt(['renderer', 'preload', 'desktop', 'helper']);
const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
const electron = override ? [`-c.electronDist=${override}`, `-c.electronVersion=${versionOf(override)}`] : [];
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/electron-builder/cli.js'), ...electron, '--publish', 'never', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    cwd: root,
  },
);
process.exitCode = status ?? 1;

/** @param {string} folder */
function versionOf(folder) {
  const found = findElectron({ download: false });
  if (!found.ok) throw new Error(found.reason);
  const { stdout } = spawnSync(found.executable, ['-p', 'process.versions.electron'], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (!/^\d+\.\d+\.\d+/.test(stdout)) throw new Error(`The Electron in ${folder} does not say its version.`);
  return stdout.trim();
}
