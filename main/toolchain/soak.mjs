// @ts-check
/**
 * `npm run soak`: many random lives of a computer, checked against the invariants (semantics §10). `-- --worlds N` (default 20000),
 * `-- --seed N` (default: drawn from the clock). The seed is printed first; a failure prints the world as the two files of
 * `wakeful simulate`. Several processes at once, as many as there are cores. Then the real program and the real ledger are killed at random
 * moments: `-- --kills N` (default 200).
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { worlds: { type: 'string' }, seed: { type: 'string' }, kills: { type: 'string' } },
});
const worlds = Number(values.worlds ?? 20_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const kills = Number(values.kills ?? 200);
if (![worlds, seed, kills].every(Number.isInteger) || worlds < 0 || kills < 0) {
  console.error('soak takes whole numbers: --worlds 20000 --seed 1 --kills 200');
  process.exit(2);
}
/** Worlds lived by one process: few enough that a failure is not far away from its seed. */
const PIECE = 1000;

const pieces = Array.from({ length: Math.ceil(worlds / PIECE) }, (_, index) => ({
  seed: seed + index,
  worlds: Math.min(PIECE, worlds - index * PIECE),
}));
console.log(`${worlds} worlds, seed ${seed}`);

/**
 * @param {string} what said with the outcome
 * @param {readonly string[]} tests
 * @param {Record<string, string>} variables
 * @returns {Promise<boolean>}
 */
function run(what, tests, variables) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...tests], {
      env: { ...process.env, ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    child.stderr.on('data', (data) => (output += String(data)));
    child.on('close', (code) => {
      console.log(code === 0 ? `${what}, nothing wrong` : `${what}:\n${output}`);
      resolve(code === 0);
    });
  });
}

/** @param {{ seed: number, worlds: number }} piece */
const live = (piece) =>
  run(`seed ${piece.seed}: ${piece.worlds} worlds`, ['main/engine/simulation/randomWorlds.test.ts'], {
    WAKEFUL_WORLDS: String(piece.worlds),
    WAKEFUL_SEED: String(piece.seed),
  });

const started = Date.now();
let failed = 0;
const workers = Array.from({ length: Math.min(availableParallelism(), pieces.length) }, async () => {
  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) if (!(await live(piece))) failed += 1;
});
await Promise.all(workers);
if (kills > 0) {
  for (const test of ['main/program/crash.test.ts', 'main/adapters/ledgerCrash.test.ts']) {
    if (!(await run(`${test}: killed ${kills} times`, [test], { WAKEFUL_KILLS: String(kills) }))) failed += 1;
  }
}
console.log(`${Math.round((Date.now() - started) / 1000)} s, ${failed === 0 ? 'nothing wrong' : `${failed} failed`}`);
process.exit(failed === 0 ? 0 : 1);
