// @ts-check
/**
 * `npm run check`: types of every world, lint, format and dead code, side by side on as many cores as there are. Prints each one's findings
 * when it ends; the exit status is 1 where any found something.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import process from 'node:process';

/** Each world has its own libraries and its own TypeScript settings; the longest first. */
const worlds = [
  'main/tsconfig.json',
  'main/desktop',
  'main/adapters',
  'renderer',
  'bench',
  'main/core',
  'main/engine',
  'preload',
  'e2e',
  'main/toolchain',
  'main/toolchain/stage',
];
const all = [
  { name: 'lint', args: ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'] },
  ...worlds.map((world) => ({ name: `types ${world}`, args: ['node_modules/typescript/bin/tsc', '-p', world] })),
  { name: 'dead code', args: ['node_modules/knip/bin/knip.js'] },
  { name: 'format', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
];
const [only] = process.argv.slice(2);
const tasks = all.filter(({ name }) => only === undefined || name.startsWith(only));
if (tasks.length === 0) throw new Error(`There is no check "${String(only)}". There are: types, lint, format, dead.`);
for (const world of worlds) if (!existsSync(world)) throw new Error(`There is no ${world} to check.`);

let failed = false;
const waiting = [...tasks];
await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, work));
process.exitCode = failed ? 1 : 0;

async function work() {
  for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
    const started = performance.now();
    const { status, said } = await run(task.args);
    if (said !== '') console.log(said.trimEnd());
    console.log(
      `${status === 0 ? 'ok    ' : 'wrong '} ${task.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
    );
    failed ||= status !== 0;
  }
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ status: number | null, said: string }>}
 */
function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, FORCE_COLOR: '0' },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => (said += text));
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, said }));
  });
}
