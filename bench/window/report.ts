import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { type Browser, chromium } from 'playwright';
import { handlingSection } from './handling.ts';
import { hourSection } from './hour.ts';
import type { Program } from './program.ts';
import { startProgram } from './program.ts';
import { screensSection } from './screens.ts';

/** Runs the measurements in a real Chromium against the real headless program and prints their tables; `--write` puts them into docs/benchmarks.md. */

const DOCUMENT = 'docs/benchmarks.md';
const BEGIN_MARK = '<!-- window tables: node bench/window/run.mjs --write -->';
const END_MARK = '<!-- end of window tables -->';

const sections: Readonly<Record<string, (browser: Browser, program: Program) => Promise<string>>> = {
  screens: screensSection,
  handling: handlingSection,
  hour: hourSection,
};

const asked = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const unknown = asked.find((name) => !Object.hasOwn(sections, name));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". There are: ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}
if (process.argv.includes('--write') && asked.length > 0) throw new Error('Only the whole report is written.');

const program = await startProgram();
const browser = await chromium.launch({
  ...(process.env['WAKEFUL_CHROMIUM'] ? { executablePath: process.env['WAKEFUL_CHROMIUM'] } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const parts: string[] = [];
const loads: number[] = [];
try {
  for (const [name, measure] of Object.entries(sections)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const before = performance.now();
    parts.push(await measure(browser, program));
    loads.push(loadavg()[0] ?? 0);
    process.stderr.write(`${name}: ${((performance.now() - before) / 1000).toFixed(0)} s\n`);
  }
} finally {
  await browser.close();
  await program.stop();
}
const load = loads.reduce((sum, one) => sum + one, 0) / loads.length;
const machine =
  `Measured on ${cpus()[0]?.model ?? 'an unknown processor'}, ${String(availableParallelism())} cores with a load of ${load.toFixed(1)} ` +
  `meanwhile, Chromium ${browser.version()}.`;
const report = [machine, ...parts].join('\n\n');
console.log(report);

if (process.argv.includes('--write')) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN_MARK);
  const after = rest.split(END_MARK)[1] ?? '\n';
  writeFileSync(DOCUMENT, `${before}${BEGIN_MARK}\n\n${report}\n\n${END_MARK}${after}`);
}
process.exit(0);
