import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { EXPRESSIONS, type Measured, ZONES } from './contender.ts';
import type { Own } from './own.ts';

/** Runs every library in processes of their own, a few rounds, and prints medians and ratios as tables. */

const NAMES = ['Wakeful', 'croner', 'cron-parser', 'node-schedule', 'cron'] as const;
const ROUNDS = 3;
const DOCUMENT = 'docs/benchmarks.md';
const BEGIN_MARK = '<!-- tables: node bench/time/run.mjs --write -->';
const END_MARK = '<!-- end of tables -->';

function run(script: string, ...parameters: readonly string[]): unknown {
  const path = fileURLToPath(new URL(`./${script}.mjs`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, [path, ...parameters], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ${parameters.join(' ')} failed: ${stderr}`);
  return JSON.parse(stdout);
}

function median(values: readonly (number | null | undefined)[]): number | null {
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  const middle = numbers.length >> 1;
  const [low, high] = [numbers[(numbers.length - 1) >> 1], numbers[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const rounds: Record<string, Measured[]> = Object.fromEntries(NAMES.map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const name of NAMES) {
    process.stderr.write(`round ${String(round + 1)} of ${String(ROUNDS)}: ${name}\n`);
    rounds[name]?.push(run('measure', name) as Measured);
  }
}

/** Of each expression the median of the rounds. */
const perExpression = (name: string, rates: (measured: Measured) => readonly (number | null)[]): (number | null)[] =>
  EXPRESSIONS.map((_, index) => median((rounds[name] ?? []).map((measured) => rates(measured)[index])));

const shown = (rate: number | null): string => {
  if (rate === null) return 'fails';
  if (rate >= 1e6) return `${(rate / 1e6).toFixed(1)} M`;
  return rate >= 10_000 ? `${(rate / 1000).toFixed(0)} k` : String(Math.round(rate));
};

/** A row: the medians over all expressions, and how many times the fastest peer Wakeful is, at the median and at the least. */
function row(label: string, rates: (measured: Measured) => readonly (number | null)[]): string {
  const all = NAMES.map((name) => perExpression(name, rates));
  const [own = [], ...peers] = all;
  const fastest = Math.max(...peers.map((peer) => median(peer) ?? 0));
  const least = Math.min(
    ...EXPRESSIONS.map((_, index) => (own[index] ?? 0) / Math.max(...peers.map((peer) => peer[index] ?? 0))),
  );
  const times = (ratio: number): string => `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)} ×`;
  const ratios = [times((median(own) ?? 0) / fastest), times(least)];
  return `| ${[label, ...all.map((one) => shown(median(one))), ...ratios].join(' | ')} |`;
}

const table = (title: string, first: string, rows: readonly string[]): string =>
  [
    `### ${title}`,
    '',
    `| ${[first, ...NAMES, 'to the fastest peer', 'at the least'].join(' | ')} |`,
    `| --- |${' ---: |'.repeat(NAMES.length + 2)}`,
    ...rows,
  ].join('\n');

const own = run('own') as Own;
const ms = (value: number): string => `${value < 1 ? value.toFixed(3) : value.toFixed(1)} ms`;

const report = [
  `Measured on ${cpus()[0]?.model ?? 'an unknown processor'}, Node.js ${process.versions.node}; operations a second.`,
  '',
  table(
    'Due moments, each asked from the one before',
    'zone',
    ZONES.map((zone) => row(zone, (measured) => measured.chained[zone] ?? [])),
  ),
  '',
  table(
    'First due moment of an expression just read',
    'zone',
    ZONES.map((zone) => row(zone, (measured) => measured.cold[zone] ?? [])),
  ),
  '',
  table('Reading an expression', '', [row('', (measured) => measured.parse)]),
  '',
  '### What only Wakeful does',
  '',
  '| | median |',
  '| --- | ---: |',
  `| the first question to a zone: eight years of its table | ${ms(own.firstQuestion)} |`,
  `| a zone’s whole table, 1970 to 2100 | ${ms(own.table)} |`,
  `| counting the due moments of a year of \`* * * * *\` | ${ms(own.yearCounted)} |`,
  `| refusing \`0 0 30 2 *\`, which is never due | ${ms(own.neverDue)} |`,
].join('\n');

console.log(report);

if (process.argv.includes('--write')) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before, rest = ''] = text.split(BEGIN_MARK);
  const after = rest.split(END_MARK)[1] ?? '\n';
  writeFileSync(DOCUMENT, `${before ?? ''}${BEGIN_MARK}\n\n${report}\n\n${END_MARK}${after}`);
}
