// @ts-check
/**
 * `npm run dev [-- options of "wakeful serve"]`: serves headless from a home of its own (WAKEFUL_HOME, else a folder below node_modules), and
 * after every change of the source builds what is out of date: the window is there on the next reload, the program is started anew.
 */
import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { watch } from 'chokidar';
import { dist, ensureBuilt, root } from './build.mjs';

/** An editor writes several files at once; one build for all of them. Milliseconds. */
const SETTLE_MS = 200;

/** @type {import('node:child_process').ChildProcess | null} */
let program = null;
let ending = false;
let startedFrom = '';
/** @type {NodeJS.Timeout | null} */
let waiting = null;
/** @type {Promise<void>} */
let turn = Promise.resolve();

await ensureBuilt(['renderer', 'node', 'helper']);
start();
watch(
  ['main', 'preload', 'renderer', 'package.json'].map((name) => join(root, name)),
  {
    ignoreInitial: true,
    ignored: (path) => /\.test\.tsx?$|[\\/]fixtures[\\/]/.test(path),
  },
).on('all', changed);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    ending = true;
    program?.kill('SIGTERM');
  });
}

function changed() {
  if (waiting !== null) clearTimeout(waiting);
  waiting = setTimeout(() => {
    turn = turn.then(rebuild).catch((error) => {
      // A mistake in the source is said by the build; the program goes on as it was.
      console.error(error instanceof Error ? error.message : error);
    });
  }, SETTLE_MS);
}

async function rebuild() {
  await ensureBuilt(['renderer', 'node', 'helper']);
  // Whoever made the build, a start of the command beside us perhaps: what runs is not what is built.
  if (builtAt() !== startedFrom) program?.kill('SIGTERM');
}

function builtAt() {
  return ['cli/wakeful.mjs', 'helper/helper.cjs'].map((file) => statSync(join(dist, file)).mtimeMs).join();
}

function start() {
  startedFrom = builtAt();
  const home = process.env.WAKEFUL_HOME ?? join(root, 'node_modules/.cache/wakeful-dev');
  program = spawn(process.execPath, [join(dist, 'cli/wakeful.mjs'), 'serve', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, WAKEFUL_HOME: home },
  });
  program.once('exit', (code) => {
    if (ending) process.exit(code ?? 0);
    start();
  });
}
