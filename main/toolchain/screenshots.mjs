// @ts-check
/**
 * `npm run screenshots [name …]`: pictures of every screen, in both themes and at both widths, of the window over the invented
 * data of `renderer/testing`, where the clock stands still. All go to `test-results/screenshots`; those that the README shows go to `docs/pictures` too.
 */
import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import process from 'node:process';
import { chromium } from 'playwright';
import { build } from 'vite';
import { root } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { smallPng } from './smallPng.mjs';

/** The present of the invented data (`renderer/testing/sampleWorld.ts`): Tuesday 27 October 2026, 09:42 in Berlin. */
const NOW = Date.UTC(2026, 9, 27, 8, 42);
const JOB = 'ingest-one';
/** Its due moment at 08:05, while the computer slept. */
const CAUGHT_UP = Date.UTC(2026, 9, 27, 7, 5);

/** @typedef {{ name: string, place: string, query?: string, ready?: string, wait?: number }} Screen */
/** @type {readonly Screen[]} */
const screens = [
  { name: 'today', place: '/today' },
  { name: 'jobs', place: '/jobs' },
  { name: 'timeline', place: '/timeline?zoom=day' },
  { name: 'timeline-week', place: '/timeline?zoom=week' },
  { name: 'timeline-month', place: '/timeline?zoom=month' },
  { name: 'job', place: `/jobs/${JOB}?due=${CAUGHT_UP}` },
  { name: 'editor', place: `/jobs/${JOB}/edit` },
  { name: 'editor-new', place: '/new' },
  { name: 'graph', place: '/graph', wait: 600 },
  { name: 'inbox', place: '/inbox' },
  { name: 'sequences', place: '/sequences' },
  ...['general', 'notifications', 'environment', 'secrets', 'data'].map((section) => ({
    name: `settings-${section}`,
    place: `/settings/${section}`,
  })),
  { name: 'first-run', place: '/today', query: '&empty' },
];

const widths = [
  { name: 'wide', width: 1120, height: 720 },
  { name: 'narrow', width: 760, height: 600 },
];

/** The pictures that the README shows: wide and light. */
const shown = new Set(['today', 'timeline', 'job']);

const types = /** @type {Readonly<Record<string, string>>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
});

/** @param {string} folder */
async function serve(folder) {
  const server = createServer((request, response) => {
    const path = normalize(join(folder, new URL(request.url ?? '/', 'http://stage').pathname));
    if (!path.startsWith(folder + sep)) return void response.writeHead(404).end();
    readFile(path).then(
      (body) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return { server, address: `http://127.0.0.1:${String(address.port)}` };
}

const executablePath = process.env.WAKEFUL_CHROMIUM ?? findChromium();
if (!executablePath) throw new Error('No Chromium was found, and Playwright could not download one.');
const wanted = process.argv.slice(2);
const results = join(root, 'test-results', 'screenshots');
const pictures = join(root, 'docs', 'pictures');
mkdirSync(results, { recursive: true });
mkdirSync(pictures, { recursive: true });

await build({ configFile: join(root, 'renderer/testing/stage.config.ts'), logLevel: 'warn' });
const { server, address } = await serve(join(root, 'dist', 'stage'));
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
      for (const { name, place, query = '', wait = 0 } of screens) {
        if (wanted.length > 0 && !wanted.includes(name)) continue;
        const page = await context.newPage();
        await page.clock.setFixedTime(NOW);
        await page.goto(`${address}/testing/stage.html?theme=${theme}${query}#${place}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.evaluate('document.fonts.ready.then(() => undefined)');
        await page.waitForTimeout(300 + wait);
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
  server.close();
}
console.error(`The pictures are in ${results}.`);
