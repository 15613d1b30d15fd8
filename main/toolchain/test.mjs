// @ts-check
/**
 * `npm test`: every test that can run on this machine, then what had to be left out and why. With CI=true nothing may be left
 * out: a browser or an Electron that should be there and is not is a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { findChromium } from './chromium.mjs';
import { electronDefect, findElectron, noDisplay } from './electron.mjs';

const results = 'test-results';
const onCi = process.env.CI === 'true';

/** In CI a change is judged by the same questions as the one before it; elsewhere by others each time. SEED= repeats a run. */
const CI_SEED = 20_261_126;
process.env.SEED ??= String(onCi ? CI_SEED : Date.now() % 2 ** 31);
console.log(`SEED=${process.env.SEED}`);

/** @type {{ name: string, passed: number, failed: number, took: number }[]} */
const runners = [];
/** @type {{ what: string, why: string }[]} */
const leftOut = [];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

units();
const chromium = findChromium();
const built = run(['main/toolchain/build.mjs']).status === 0;
if (!built) runners.push({ name: 'build', passed: 0, failed: 1, took: 0 });
else if (chromium) playwright('headless', [], { WAKEFUL_CHROMIUM: chromium });
else
  leftOut.push({
    what: 'the window in a browser (e2e/headless)',
    why: 'no Chromium was found, and Playwright could not download one',
  });
if (built) desktop();
report();

function units() {
  const file = `${results}/vitest.json`;
  const started = Date.now();
  const { status } = run([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  /** @type {{ numPassedTests: number, numFailedTests: number } | null} */
  const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const failed = counted?.numFailedTests ?? 0;
  runners.push({
    name: 'units, engine and adapters',
    passed: counted?.numPassedTests ?? 0,
    // A file that does not load counts no test; the exit status tells.
    failed: status === 0 ? failed : Math.max(1, failed),
    took: Date.now() - started,
  });
}

function desktop() {
  const what = 'the desktop app in Electron (e2e/desktop)';
  if (process.platform !== 'linux') {
    leftOut.push({ what, why: 'its tray, sleep and notifications are read over D-Bus, which is on Linux' });
    return;
  }
  const electron = findElectron({ download: false });
  const missing = electron.ok ? (electronDefect(electron.executable) ?? missingTools()) : electron.reason;
  if (missing || !electron.ok) {
    leftOut.push({ what, why: missing ?? 'no Electron' });
    return;
  }
  playwright('desktop', noDisplay() ? ['xvfb-run', '-a', '-s', '-screen 0 1280x800x24'] : [], {
    WAKEFUL_ELECTRON: electron.executable,
  });
}

/** @returns {string | null} */
function missingTools() {
  const tools = [...(noDisplay() ? ['xvfb-run'] : []), 'dbus-daemon', 'gdbus'];
  const absent = tools.filter((tool) => spawnSync('which', [tool]).status !== 0);
  if (absent.length > 0) return `${absent.join(', ')} is not installed`;
  // The mocks of logind and of the notification daemon come with the system's own Python.
  const mock = spawnSync('/usr/bin/python3', ['-c', 'import dbusmock, gi'], { encoding: 'utf8' });
  return mock.status === 0 ? null : 'python3-dbusmock and python3-gi are not installed';
}

/**
 * @param {'headless' | 'desktop'} project
 * @param {string[]} wrapper
 * @param {Record<string, string>} variables
 */
function playwright(project, wrapper, variables) {
  const file = resolve(results, `${project}.json`);
  const started = Date.now();
  const command = [
    ...wrapper,
    process.execPath,
    'node_modules/@playwright/test/cli.js',
    'test',
    '-c',
    'e2e',
    '--project',
    project,
  ];
  const { status } = spawnSync(/** @type {string} */ (command[0]), command.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, ...variables, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  /** @type {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } } | null} */
  const counted = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  const stats = counted?.stats ?? { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  // A test that was skipped, or passed only when tried again, is not one that passed.
  const failed = stats.unexpected + stats.flaky + stats.skipped;
  runners.push({
    name: `e2e ${project}`,
    passed: stats.expected,
    failed: status === 0 && stats.expected > 0 ? failed : Math.max(1, failed),
    took: Date.now() - started,
  });
}

/** @param {string[]} args */
function run(args) {
  return spawnSync(process.execPath, args, { stdio: 'inherit' });
}

function report() {
  console.log('');
  for (const { name, passed, failed, took } of runners)
    console.log(`${name}: ${passed} passed, ${failed} failed (${(took / 1000).toFixed(0)} s)`);
  for (const { what, why } of leftOut) console.log(`left out: ${what}: ${why}`);
  if (leftOut.length === 0) console.log('left out: nothing');
  const passed = runners.reduce((sum, runner) => sum + runner.passed, 0);
  const failed = runners.reduce((sum, runner) => sum + runner.failed, 0) + (onCi ? leftOut.length : 0);
  writeFileSync(`${results}/counts.json`, JSON.stringify({ passed, failed }));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
