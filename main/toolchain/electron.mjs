// @ts-check
/** Finds the Electron to run with, and what it needs to show a window. Used by `npm start` and `npm test`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import process from 'node:process';

const executableName =
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : 'electron';

/**
 * @typedef {{ ok: true, executable: string, dist: string } | { ok: false, reason: string }} FoundElectron
 */

/**
 * The Electron named by ELECTRON_OVERRIDE_DIST_PATH, else the pinned package's own. The package brings its program only when asked:
 * `download` asks it once, which takes a network and about 100 MB.
 * @param {{ download: boolean }} options
 * @returns {FoundElectron}
 */
export function findElectron({ download }) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const executable = join(override, executableName);
    return existsSync(executable)
      ? { ok: true, executable, dist: override }
      : { ok: false, reason: `ELECTRON_OVERRIDE_DIST_PATH is ${override}, and there is no ${executableName} in it` };
  }
  let folder;
  try {
    folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return { ok: false, reason: 'the electron package is not installed' };
  }
  const own = ownExecutable(folder);
  if (own) return { ok: true, executable: own, dist: join(folder, 'dist') };
  if (!download) return { ok: false, reason: "Electron's program has not been downloaded (npm start does that)" };
  console.error('Getting Electron, once …');
  const result = spawnSync(process.execPath, [join(folder, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: 300_000,
  });
  const downloaded = ownExecutable(folder);
  if (downloaded) return { ok: true, executable: downloaded, dist: join(folder, 'dist') };
  const said = (result.stderr ?? '')
    .split('\n')
    .find((line) => /error/i.test(line))
    ?.trim();
  return { ok: false, reason: `Electron could not be downloaded${said ? ` (${said.slice(0, 160)})` : ''}` };
}

/** @param {string} folder */
function ownExecutable(folder) {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/**
 * Why no window can be shown here, or null where one can.
 * @returns {string | null}
 */
export function noDisplay() {
  if (process.platform !== 'linux') return null;
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY
    ? null
    : 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

/**
 * Why an Electron that is there does not start (a missing library of the system), or null where it does.
 * @param {string} executable
 * @returns {string | null}
 */
export function electronDefect(executable) {
  const { status, error, stderr } = spawnSync(executable, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeout: 30_000,
  });
  if (status === 0) return null;
  return `Electron does not start (${(error?.message ?? stderr ?? '').trim().split('\n')[0] || `exit code ${String(status)}`})`;
}
