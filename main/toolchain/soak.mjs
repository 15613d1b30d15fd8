// @ts-check
/**
 * `npm run soak`: many random lives of a computer, checked against the invariants (semantics §10). `-- --worlds N` (default 20000),
 * `-- --seed N` (default: drawn from the clock). The seed is printed first; a failure prints the world as the two files of
 * `wakeful simulate`. Several processes at once, as many as there are cores.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import process from 'node:process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { worlds: { type: 'string' }, seed: { type: 'string' } } });
const worlds = Number(values.worlds ?? 20_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
if (!Number.isInteger(worlds) || worlds < 1 || !Number.isInteger(seed)) {
  console.error('soak takes whole numbers: --worlds 20000 --seed 1');
  process.exit(2);
}
/** Worlds lived by one process: few enough that a failure is not far away from its seed. */
const PIECE = 2500;

const pieces = Array.from({ length: Math.ceil(worlds / PIECE) }, (_, index) => ({
  seed: seed + index,
  worlds: Math.min(PIECE, worlds - index * PIECE),
}));
console.log(`${worlds} worlds, seed ${seed}`);

/**
 * @param {{ seed: number, worlds: number }} piece
 * @returns {Promise<boolean>}
 */
function live(piece) {
  return new Promise((resolve) => {
    const args = ['node_modules/vitest/vitest.mjs', 'run', 'main/engine/simulation/randomWorlds.test.ts'];
    const env = { ...process.env, WAKEFUL_WORLDS: String(piece.worlds), WAKEFUL_SEED: String(piece.seed) };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += String(data)));
    child.stderr.on('data', (data) => (output += String(data)));
    child.on('close', (code) => {
      console.log(
        code === 0 ? `seed ${piece.seed}: ${piece.worlds} worlds, nothing wrong` : `seed ${piece.seed}:\n${output}`,
      );
      resolve(code === 0);
    });
  });
}

const started = Date.now();
let failed = 0;
const workers = Array.from({ length: Math.min(availableParallelism(), pieces.length) }, async () => {
  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) if (!(await live(piece))) failed += 1;
});
await Promise.all(workers);
console.log(
  `${Math.round((Date.now() - started) / 1000)} s, ${failed === 0 ? 'nothing wrong' : `${failed} of the seeds failed`}`,
);
process.exit(failed === 0 ? 0 : 1);
