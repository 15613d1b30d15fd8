// @ts-check
/**
 * `npm run screenshots [name …]`: pictures of every screen, in both themes and at both widths, of the real window over the real engine at the
 * end of a simulated month (`stage/month.ts`), where the clock stands still. All go to `test-results/screenshots`, with the month's two files
 * as `wakeful simulate` reads them; those that the README shows go to `docs/pictures` too.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { build } from 'vite';
import { dist, ensureBuilt, root } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { smallPng } from './smallPng.mjs';

const JOB = 'ingest-source-one';
/** Its due moment on 27 October 2026 at 08:05 in Berlin, while the computer slept. */
const CAUGHT_UP = Date.UTC(2026, 9, 27, 7, 5);
/** Of the job that fails: 09:21. */
const FAILED = Date.UTC(2026, 9, 27, 8, 21);

/** @typedef {import('playwright').Page} Page */
/** @typedef {{ name: string, place: string, empty?: boolean, act?: (page: Page) => Promise<unknown>, wait?: number }} Screen */
/** @type {readonly Screen[]} */
const screens = [
  { name: 'today', place: '/today' },
  { name: 'jobs', place: '/jobs' },
  { name: 'timeline', place: '/timeline?zoom=day' },
  { name: 'timeline-week', place: '/timeline?zoom=week' },
  { name: 'timeline-month', place: '/timeline?zoom=month' },
  { name: 'job', place: `/jobs/${JOB}?due=${String(CAUGHT_UP)}` },
  { name: 'job-failed', place: `/jobs/pull-mail-archive?due=${String(FAILED)}` },
  { name: 'job-running', place: '/jobs/back-up-photos' },
  { name: 'editor', place: `/jobs/${JOB}/edit` },
  { name: 'editor-new', place: '/new' },
  { name: 'graph', place: '/graph', wait: 600 },
  { name: 'inbox', place: '/inbox' },
  { name: 'sequences', place: '/sequences' },
  ...[
    'general',
    'catching-up',
    'notifications',
    'appearance',
    'environment',
    'secrets',
    'data',
    'command-line',
    'about',
  ].map((section) => ({ name: `settings-${section}`, place: `/settings/${section}` })),
  {
    name: 'palette',
    place: '/today',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByLabel('Search or run a command').last().fill('ingest yesterday 20:05');
    },
  },
  { name: 'first-run', place: '/today', empty: true },
];

const widths = [
  { name: 'wide', width: 1280, height: 800 },
  { name: 'narrow', width: 760, height: 600 },
];

/** The pictures that the README shows: wide and light. */
const shown = new Set(['today', 'timeline', 'job']);

const executablePath = process.env.WAKEFUL_CHROMIUM ?? findChromium();
if (!executablePath) throw new Error('No Chromium was found, and Playwright could not download one.');
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !screens.some((screen) => screen.name === name));
if (unknown !== undefined) {
  throw new Error(`There is no screen "${unknown}". There are: ${screens.map(({ name }) => name).join(', ')}.`);
}
const results = join(root, 'test-results', 'screenshots');
const pictures = join(root, 'docs', 'pictures');
mkdirSync(results, { recursive: true });
mkdirSync(pictures, { recursive: true });

await ensureBuilt(['renderer']);
const outDir = join(root, 'node_modules/.cache/stage');
rmSync(outDir, { recursive: true, force: true });
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    outDir,
    minify: false,
    rollupOptions: {
      input: ['stage', 'month'].map((name) => join(root, `main/toolchain/stage/${name}.ts`)),
      output: { entryFileNames: '[name].mjs' },
    },
  },
});
/** @param {string} name */
const built = (name) => import(pathToFileURL(join(outDir, `${name}.mjs`)).href);
const { openStage } = /** @type {typeof import('./stage/stage.ts')} */ (await built('stage'));
const { jobsText, timelineText } = /** @type {typeof import('./stage/month.ts')} */ (await built('month'));
await writeFile(join(results, 'jobs.json'), jobsText());
await writeFile(join(results, 'timeline.jsonl'), timelineText());

const stages = {
  month: await openStage(join(dist, 'renderer'), false),
  empty: await openStage(join(dist, 'renderer'), true),
};
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const theme of /** @type {const} */ (['light', 'dark'])) {
    for (const { name: size, width, height } of widths) {
      const context = await browser.newContext({
        viewport: { width, height },
        deviceScaleFactor: 2,
        colorScheme: theme,
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      });
      for (const { name, place, empty = false, act, wait = 0 } of screens) {
        if (wanted.length > 0 && !wanted.includes(name)) continue;
        const stage = empty ? stages.empty : stages.month;
        const page = await context.newPage();
        await page.clock.setFixedTime(stage.now);
        await page.goto(stage.address);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.evaluate(`location.hash = '#${place}'`);
        await page.evaluate('document.fonts.ready.then(() => undefined)');
        await page.waitForLoadState('networkidle', { timeout: 1000 }).catch(() => undefined);
        await page.waitForTimeout(400 + wait);
        await act?.(page);
        if (act !== undefined) await page.waitForTimeout(500);
        const picture = await page.screenshot();
        await writeFile(join(results, `${name}-${size}-${theme}.png`), picture);
        if (shown.has(name) && size === 'wide' && theme === 'light')
          await writeFile(join(pictures, `${name}.png`), smallPng(picture));
        await page.close();
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
  await Promise.all(Object.values(stages).map((stage) => stage.close()));
}
console.error(`The pictures are in ${results}.`);
process.exit(0);
