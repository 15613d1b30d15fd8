// @ts-check
/**
 * `node bench/output/run.mjs [--write]`: how fast the output of processes is kept, beside `cat | cat > file`, and what it costs. Every
 * measurement five times, each in a process of its own, in turn; the median counts. `--write` puts the figures into docs/benchmarks.md.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = join(root, 'node_modules/.cache/bench-output');
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    minify: false,
    rollupOptions: { input: join(root, 'bench/output/measure.ts'), output: { entryFileNames: '[name].mjs' } },
  },
});

const ROUNDS = 5;
const MEGABYTES = 512;
const FIFTY = 20;

/** @typedef {{ seconds: number, cpu?: number, memory?: number, stoodStill?: number }} Result */
/** @type {(what: string, megabytes: number) => Result} */
const once = (what, megabytes) => {
  const args = [join(outDir, 'measure.mjs'), what, String(megabytes)];
  const { status, stdout } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`Measuring "${what}" failed.`);
  return /** @type {Result} */ (JSON.parse(stdout));
};

/** @type {Record<string, Result[]>} */
const results = { cat: [], whole: [], capped: [], fifty: [], short: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [what, list] of Object.entries(results)) list.push(once(what, what === 'fifty' ? FIFTY : MEGABYTES));
}

/** @type {(what: string, key: keyof Result) => number} */
const median = (what, key) => {
  const values = (results[what] ?? []).map((result) => result[key] ?? 0).sort((a, b) => a - b);
  return values[values.length >> 1] ?? 0;
};
/** @type {(what: string) => number} */
const rate = (what) => MEGABYTES / median(what, 'seconds');
/** @type {(what: string) => string} */
const memory = (what) => `${(median(what, 'memory') / 2 ** 20).toFixed(0)} MiB`;
/** @type {(what: string) => string} */
const still = (what) => `${median(what, 'stoodStill').toFixed(0)} ms`;
const share = (/** @type {string} */ what) => `${((rate(what) / rate('cat')) * 100).toFixed(0)} %`;

/** @type {(what: string) => string} */
const cpu = (what) => `${median(what, 'cpu').toFixed(2)} s`;
const speed = (/** @type {string} */ what) => `${((median('cat', 'cpu') / median(what, 'cpu')) * 100).toFixed(0)} %`;

const table = `| ${String(MEGABYTES)} MiB of lines from one program | MiB a second | of \`cat\` | processor time of who keeps it | as fast as \`cat\` by that | more memory | loop stood still at most |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
| \`cat input \\| cat > file\` | ${rate('cat').toFixed(0)} | | ${cpu('cat')} | | | |
| kept whole | ${rate('whole').toFixed(0)} | ${share('whole')} | ${cpu('whole')} | ${speed('whole')} | ${memory('whole')} | ${still('whole')} |
| capped at 10 MiB, the default | ${rate('capped').toFixed(0)} | ${share('capped')} | ${cpu('capped')} | ${speed('capped')} | ${memory('capped')} | ${still('capped')} |

Fifty programs at once that print ${String(FIFTY)} MiB each: ${median('fifty', 'seconds').toFixed(1)} s (${((50 * FIFTY) / median('fifty', 'seconds')).toFixed(0)} MiB a second), ${memory('fifty')} more memory, loop at most ${still('fifty')}; all bytes arrived.
Fifty at once that print one line: ${median('short', 'seconds').toFixed(2)} s until the last has ended and its result is on the disk.
`;
console.log(table);

if (process.argv.includes('--write')) {
  const path = join(root, 'docs/benchmarks.md');
  const mark = '<!-- output: node bench/output/run.mjs --write -->';
  const text = readFileSync(path, 'utf8');
  const from = text.indexOf(mark);
  const end = text.indexOf('<!-- end of output -->');
  if (from === -1 || end === -1) throw new Error('docs/benchmarks.md has no place for it.');
  writeFileSync(path, `${text.slice(0, from + mark.length)}\n\n${table}\n${text.slice(end)}`);
}
