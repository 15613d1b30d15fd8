/**
 * `measure FOLDER`: the timeline in a real Chromium over the real program with 200 jobs, scrolled, dragged, zoomed and walked with the keys.
 * Prints one table; a trace of each is written to FOLDER (for chrome://tracing or Perfetto).
 */
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { serve } from '../engine/program.ts';
import { mainThreadTasks } from './trace.ts';
import { makeHome } from './world.ts';

const VIEW = { width: 1440, height: 900 };
/** Frames longer than this are felt (issue: no frame over 50 ms). */
const FELT_MS = 50;

/** What was seen while something was done. */
interface Seen {
  readonly what: string;
  /** Milliseconds from frame to frame, by the wall clock: other programs lengthen them. */
  readonly frames: readonly number[];
  /** Processor time of the longest task of the page's main thread, in which all of a frame is made; milliseconds. */
  readonly longestTask: number;
}

/** Gives the page `watchFrames()` and `framesSeen()`: the begin and the end of watching. */
const watching = `(() => {
  let gaps = [], last = 0, on = false;
  const tick = (at) => { if (!on) return; if (last > 0) gaps.push(at - last); last = at; requestAnimationFrame(tick); };
  window.watchFrames = () => { gaps = []; last = 0; on = true; requestAnimationFrame(tick); };
  window.framesSeen = () => { on = false; return gaps; };
})()`;

async function during(page: Page, folder: string, what: string, act: () => Promise<unknown>): Promise<Seen> {
  await page.waitForTimeout(600);
  const path = join(folder, `${what.replace(/\W+/g, '-')}.json`);
  const browser = page.context().browser();
  await browser?.startTracing(page, { path, categories: ['toplevel', 'devtools.timeline'] });
  await page.evaluate('watchFrames()');
  await act();
  await page.waitForTimeout(300);
  const frames = await page.evaluate<readonly number[]>('framesSeen()');
  const trace = (await browser?.stopTracing())?.toString() ?? '';
  return { what, frames, longestTask: Math.max(0, ...mainThreadTasks(trace)) };
}

const wheel = async (page: Page, steps: number, x: number, y: number): Promise<void> => {
  for (let step = 0; step < steps; step += 1) {
    await page.mouse.wheel(x, y);
    await page.waitForTimeout(16);
  }
};

/** Everything a person does with the picture at one zoom. */
async function atZoom(page: Page, folder: string, zoom: string): Promise<readonly Seen[]> {
  await page.evaluate(`location.hash = '#/timeline?zoom=${zoom}'`);
  const grid = page.getByRole('grid');
  await grid.waitFor();
  await page.waitForTimeout(1500);
  const middle = { x: VIEW.width * 0.6, y: VIEW.height * 0.5 };
  await page.mouse.move(middle.x, middle.y);
  const drag = async (): Promise<void> => {
    for (let round = 0; round < 3; round += 1) {
      await page.mouse.move(middle.x - 350, middle.y);
      await page.mouse.down();
      for (let step = 0; step < 50; step += 1) await page.mouse.move(middle.x - 350 + step * 14, middle.y);
      await page.mouse.up();
    }
    await page.mouse.move(middle.x, middle.y);
  };
  const zoomed = async (): Promise<void> => {
    await page.keyboard.down('Control');
    await wheel(page, 40, 0, -25);
    await wheel(page, 40, 0, 25);
    await page.keyboard.up('Control');
  };
  const keys = async (): Promise<void> => {
    await grid.focus();
    for (const key of ['ArrowDown', 'ArrowRight']) {
      for (let step = 0; step < 60; step += 1) await page.keyboard.press(key);
    }
  };
  return [
    await during(page, folder, `${zoom}: scrolled through all rows and back`, async () => {
      await wheel(page, 90, 0, 100);
      await wheel(page, 90, 0, -100);
    }),
    await during(page, folder, `${zoom}: dragged over two screens`, drag),
    await during(page, folder, `${zoom}: zoomed in and out with the wheel`, zoomed),
    await during(page, folder, `${zoom}: walked with the arrow keys`, keys),
  ];
}

async function measure(browser: Browser, folder: string, address: string): Promise<readonly Seen[]> {
  const page = await browser.newPage({ viewport: VIEW, reducedMotion: 'no-preference' });
  await page.addInitScript(watching);
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  const all: Seen[] = [];
  for (const zoom of ['month', 'week', 'day']) all.push(...(await atZoom(page, folder, zoom)));
  all.push(
    await during(page, folder, 'from day to week to month and back, by the control', async () => {
      for (const zoom of ['Week', 'Month', 'Day', 'Month', 'Day']) {
        await page.getByRole('radiogroup', { name: 'Zoom' }).getByText(zoom).click();
        await page.waitForTimeout(700);
      }
    }),
  );
  return all;
}

const folder = process.argv[2] ?? '';
const home = join(folder, 'home');
const count = makeHome(home, Date.now());
const served = await serve(home);
const browser = await chromium.launch({
  ...(process.env['WAKEFUL_CHROMIUM'] === undefined ? {} : { executablePath: process.env['WAKEFUL_CHROMIUM'] }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const all = await measure(browser, folder, served.address);
  console.log(`200 jobs, ${String(count)} due moments in the month's picture\n`);
  console.log('| | frames | median frame | longest frame | frames over 50 ms | longest task, processor time |');
  console.log('| --- | --: | --: | --: | --: | --: |');
  for (const { what, frames, longestTask } of all) {
    const sorted = [...frames].sort((a, b) => a - b);
    const felt = frames.filter((gap) => gap > FELT_MS).length;
    const median = sorted[sorted.length >> 1] ?? NaN;
    const longest = sorted[sorted.length - 1] ?? NaN;
    console.log(`| ${[what, frames.length, ms(median), ms(longest), felt, ms(longestTask)].join(' | ')} |`);
  }
} finally {
  await browser.close();
  await served.stop();
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
