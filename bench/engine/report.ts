import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { section as arming } from './sections/arming.ts';
import { section as burst } from './sections/burst.ts';
import { section as evaluation } from './sections/evaluation.ts';
import { section as history } from './sections/history.ts';
import { section as sleep } from './sections/sleep.ts';
import { section as transactions } from './sections/transactions.ts';
import { isTimely } from './timely.ts';

/** Runs the measurements, each in processes of its own, and prints their tables; `--write` puts them into docs/benchmarks.md. */

const DOCUMENT = 'docs/benchmarks.md';
const BEGIN_MARK = '<!-- engine tables: node bench/engine/run.mjs --write -->';
const END_MARK = '<!-- end of engine tables -->';

const sections: Readonly<Record<string, () => Promise<string> | string>> = {
  evaluation,
  sleep,
  transactions,
  burst,
  history,
  arming,
};

const asked = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const unknown = asked.find((name) => !Object.hasOwn(sections, name));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". There are: ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}
const parts: string[] = [];
const loads: number[] = [];
for (const [name, measure] of Object.entries(sections)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const before = performance.now();
  parts.push(await measure());
  loads.push(loadavg()[0] ?? 0);
  process.stderr.write(`${name}: ${((performance.now() - before) / 1000).toFixed(0)} s\n`);
}
const load = loads.reduce((sum, one) => sum + one, 0) / loads.length;
const machine =
  `Measured on ${cpus()[0]?.model ?? 'an unknown processor'}, ${String(availableParallelism())} cores with a load of ` +
  `${load.toFixed(1)} meanwhile` +
  `${isTimely() ? ' (from which everything measured was kept apart by real-time priority)' : ''}, Node.js ${process.versions.node}.`;
const report = [machine, ...parts].join('\n\n');
console.log(report);

if (process.argv.includes('--write')) {
  if (asked.length > 0) throw new Error('Only the whole report is written.');
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN_MARK);
  const after = rest.split(END_MARK)[1] ?? '\n';
  writeFileSync(DOCUMENT, `${before}${BEGIN_MARK}\n\n${report}\n\n${END_MARK}${after}`);
}
process.exit(0);
