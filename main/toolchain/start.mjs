// @ts-check
/**
 * `npm start [-- options]`: builds what is missing or out of date, then opens the desktop app where Electron can run, and serves headless
 * where it cannot, with one line why.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { dist, ensureBuilt, root } from './build.mjs';
import { electronDefect, findElectron, noDisplay } from './electron.mjs';

const HELP = `npm start [-- options]

  --headless            serve the window to a browser, also where the desktop app could run
  --port N              headless: the port to serve at
  --example two-sources add the example's jobs; where they are there already, nothing is added
  --every-minute        with --example: at a pace to watch
`;

/** An app that ends by a signal this soon never came up. */
const STILLBORN_MS = 5000;

/** @param {string} line */
const say = (line) => process.stderr.write(`${line}\n`);

function readOptions() {
  try {
    return parseArgs({
      options: {
        headless: { type: 'boolean', default: false },
        port: { type: 'string' },
        example: { type: 'string' },
        'every-minute': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    process.exit(2);
  }
}

const options = readOptions();
if (options.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const example = [
  ...(options.example === undefined ? [] : ['--example', options.example]),
  ...(options['every-minute'] ? ['--every-minute'] : []),
];

/** Serves in this process, as `wakeful serve` does. */
async function serveHeadless() {
  await ensureBuilt(['renderer', 'node', 'helper']);
  const port = options.port === undefined ? [] : ['--port', options.port];
  const command = join(dist, 'cli/wakeful.mjs');
  process.argv = [process.execPath, command, 'serve', ...port, ...example];
  await import(pathToFileURL(command).href);
}

/**
 * Opens the desktop app and waits for its end.
 * @returns {Promise<string | null>} why it did not come up; null where it did
 */
async function openDesktop() {
  const undisplayable = noDisplay();
  if (undisplayable !== null) return undisplayable;
  const electron = findElectron({ download: true });
  if (!electron.ok) return electron.reason;
  const defect = electronDefect(electron.executable);
  if (defect !== null) return defect;

  await ensureBuilt(['renderer', 'preload', 'desktop', 'node', 'helper']);
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  if (asRoot) say("Running as root, so without Electron's sandbox.");
  const startedAt = performance.now();
  const app = spawn(electron.executable, [...(asRoot ? ['--no-sandbox'] : []), root, ...example], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => app.kill(signal));
  }
  return new Promise((resolve) => {
    app.once('error', (error) => resolve(error.message));
    app.once('exit', (code, signal) => {
      const asked = signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
      if (signal !== null && !asked && performance.now() - startedAt < STILLBORN_MS) {
        resolve(`Electron ended at once with ${signal}`);
        return;
      }
      process.exitCode = signal === null ? (code ?? 0) : 128 + constants.signals[signal];
      resolve(null);
    });
  });
}

const wantsBrowser = options.headless || options.port !== undefined;
const reason = wantsBrowser ? null : await openDesktop();
if (wantsBrowser || reason !== null) {
  if (reason !== null) say(`Serving headless, because ${reason}.`);
  await serveHeadless();
}
