import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { isTimely, timely } from '../engine/timely.ts';
import { handlingSection } from './handling.ts';
import { hourSection } from './hour.ts';
import type { Program } from './program.ts';
import { startProgram } from './program.ts';
import { screensSection } from './screens.ts';

/** Runs the measurements in a real Chromium against the real headless program and prints their tables; `--write` puts them into docs/benchmarks.md. */

const DOCUMENT = 'docs/benchmarks.md';
const BEGIN_MARK = '<!-- window tables: node bench/window/run.mjs --write -->';
const END_MARK = '<!-- end of window tables -->';

/** `isTimed`: what is measured is time, so it has the computer to itself where that is allowed. */
const sections: Readonly<
  Record<
    string,
    { readonly measure: (browser: Browser, program: Program) => Promise<string>; readonly isTimed: boolean }
  >
> = {
  screens: { measure: screensSection, isTimed: true },
  handling: { measure: handlingSection, isTimed: true },
  hour: { measure: hourSection, isTimed: false },
};

const asked = process.argv.slice(2).filter((name) => !name.startsWith('--'));
const unknown = asked.find((name) => !Object.hasOwn(sections, name));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}". There are: ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}
if (process.argv.includes('--write') && asked.length > 0) throw new Error('Only the whole report is written.');

/** A browser, with real-time priority where that is allowed: what comes out is then what the window costs, whatever else goes on. */
async function openBrowser(isTimelyToo: boolean): Promise<Browser> {
  const found = process.env['WAKEFUL_CHROMIUM'] ?? chromium.executablePath();
  return chromium.launch({
    executablePath: isTimelyToo ? timelyStarter(found) : found,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** Playwright starts a file: one that starts the browser timely. */
function timelyStarter(path: string): string {
  const { file, args } = timely(path, []);
  if (file === path) return path;
  const starter = join(mkdtempSync(join(tmpdir(), 'wakeful-bench-window-')), 'browser.sh');
  writeFileSync(starter, `#!/bin/sh\nexec ${[file, ...args].map((one) => `'${one}'`).join(' ')} "$@"\n`, {
    mode: 0o700,
  });
  return starter;
}

const parts: string[] = [];
const loads: number[] = [];
let version = '';
for (const [name, { measure, isTimed }] of Object.entries(sections)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const before = performance.now();
  const program = await startProgram(isTimed);
  const browser = await openBrowser(isTimed);
  version = browser.version();
  try {
    parts.push(await measure(browser, program));
  } finally {
    await browser.close();
    await program.stop();
  }
  loads.push(loadavg()[0] ?? 0);
  process.stderr.write(`${name}: ${((performance.now() - before) / 1000).toFixed(0)} s\n`);
}
const load = loads.reduce((sum, one) => sum + one, 0) / loads.length;
const machine =
  `Measured on ${cpus()[0]?.model ?? 'an unknown processor'}, ${String(availableParallelism())} cores with a load of ${load.toFixed(1)} ` +
  `meanwhile${isTimely() ? ' (from which what is timed was kept apart by real-time priority)' : ''}, Chromium ${version}.`;
const report = [machine, ...parts].join('\n\n');
console.log(report);

if (process.argv.includes('--write')) {
  const text = readFileSync(DOCUMENT, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN_MARK);
  const after = rest.split(END_MARK)[1] ?? '\n';
  writeFileSync(DOCUMENT, `${before}${BEGIN_MARK}\n\n${report}\n\n${END_MARK}${after}`);
}
process.exit(0);
