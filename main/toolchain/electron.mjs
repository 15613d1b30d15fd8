// @ts-check
/** Whether the desktop app can run here, and with which Electron. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './build.mjs';

/** @typedef {{ ok: true, executable: string, flags: readonly string[], note: string | null } | { ok: false, reason: string }} Found */

const EXECUTABLE =
  { win32: 'electron.exe', darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron') }[
    /** @type {string} */ (process.platform)
  ] ?? 'electron';

/** A download takes as long as it takes, but a network that swallows everything must not hold the start up for ever. */
const DOWNLOAD_LIMIT_MS = 5 * 60_000;

/** How long a failed download is not tried again. */
const TRY_AGAIN_MS = 24 * 3_600_000;

/** The pinned Electron's own folder, as far as it was downloaded. */
function ownElectron() {
  const folder = join(root, 'node_modules/electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const executable = join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(executable) ? executable : null;
}

/**
 * Lets the pinned package fetch its binary, once a day at most where that fails.
 * @returns {string | null}
 */
function download() {
  const failed = join(root, 'node_modules/.cache/wakeful/electron-download-failed');
  const last = statSync(failed, { throwIfNoEntry: false });
  if (last !== undefined && Date.now() - last.mtimeMs < TRY_AGAIN_MS) return null;
  process.stderr.write('Downloading Electron, once…\n');
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/electron/install.js')], {
    stdio: 'ignore',
    timeout: DOWNLOAD_LIMIT_MS,
    killSignal: 'SIGKILL',
  });
  const executable = status === 0 ? ownElectron() : null;
  if (executable === null) {
    mkdirSync(dirname(failed), { recursive: true });
    writeFileSync(failed, '');
  }
  return executable;
}

/**
 * Looks for an Electron that starts here: the folder named by ELECTRON_OVERRIDE_DIST_PATH, else the pinned package's own, which is
 * fetched where it is missing.
 * @returns {Found}
 */
export function findElectron() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return { ok: false, reason: 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  }
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const executable = override ? join(override, EXECUTABLE) : (ownElectron() ?? download());
  if (executable === null) {
    return {
      ok: false,
      reason: 'Electron is not installed and could not be downloaded (npx install-electron says why)',
    };
  }
  if (!existsSync(executable)) return { ok: false, reason: `ELECTRON_OVERRIDE_DIST_PATH holds no ${EXECUTABLE}` };

  // As plain Node.js it loads every library it is linked with, and opens nothing.
  const trial = spawnSync(executable, ['-e', '0'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (trial.status !== 0) {
    const said = trial.stderr?.trim().split('\n').at(-1) || trial.error?.message || `exit code ${String(trial.status)}`;
    return { ok: false, reason: `Electron does not start here: ${said}` };
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    return { ok: true, executable, flags: ['--no-sandbox'], note: "Running as root, so without Electron's sandbox." };
  }
  return { ok: true, executable, flags: [], note: null };
}
