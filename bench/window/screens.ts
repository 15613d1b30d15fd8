import type { Browser, BrowserContext, Page } from 'playwright';
import { jobId } from './jobs.ts';
import type { Program } from './program.ts';
import { median, ms, table } from './tables.ts';

/** A screen, and what is there when its own content is: an expression in the page. */
interface Screen {
  readonly name: string;
  readonly place: string;
  readonly there: string;
}

const has = (selector: string, least = 1): string =>
  `document.querySelectorAll(${JSON.stringify(selector)}).length >= ${String(least)}`;
const hasText = (selector: string, text: string): string =>
  `[...document.querySelectorAll(${JSON.stringify(selector)})].some((one) => one.textContent.includes(${JSON.stringify(text)}))`;

const JOB = jobId(42);
const screens: readonly Screen[] = [
  { name: 'Today', place: '/today', there: hasText('h2', 'Coming up') },
  { name: 'Jobs', place: '/jobs', there: has('[role="table"] [role="row"]', 10) },
  { name: 'Timeline, day', place: '/timeline?zoom=day', there: has('[role="grid"] [role="row"]', 8) },
  { name: 'Timeline, month', place: '/timeline?zoom=month', there: has('[role="grid"] [role="row"]', 8) },
  { name: 'Job', place: `/jobs/${JOB}`, there: has('section[aria-label="Why"] dl') },
  { name: 'Editor', place: `/jobs/${JOB}/edit`, there: `document.querySelector('main input')?.value !== undefined` },
  { name: 'Graph', place: '/graph', there: has('.react-flow__node', 2) },
  { name: 'Inbox', place: '/inbox', there: has('main h1') },
  { name: 'Sequences', place: '/sequences', there: has('main h1') },
  { name: 'Settings', place: '/settings/general', there: hasText('h2', 'General') },
];

/** Times of one opening, in milliseconds from the beginning of the navigation. */
interface Opening {
  readonly paint: number;
  /** Its content is drawn, and the page has answered to a task behind that. */
  readonly there: number;
  /** The longest task until then. */
  readonly task: number;
}

/** Tells in the page when the content is drawn and the main thread is free again. */
const watching = (there: string): string => `
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
  window.opened = new Promise((resolve) => {
    const look = () => {
      if (document.body === null || !(${there})) return void requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => resolve({
        paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
        there: performance.now(),
        task: window.longest,
      })));
    };
    look();
  });`;

async function open(context: BrowserContext, program: Program, { place, there }: Screen): Promise<Opening> {
  const page = await context.newPage();
  try {
    await page.addInitScript(watching(there));
    await page.goto(`${program.origin}#token=${program.token}&${place}`, { waitUntil: 'commit' });
    return await page.evaluate<Opening>('window.opened');
  } finally {
    await page.close();
  }
}

const ROUNDS = 3;

/** Each screen opened in a new tab: with nothing cached, and again with the files of the window cached. */
export async function screensSection(browser: Browser, program: Program): Promise<string> {
  const rows: string[][] = [];
  for (const screen of screens) {
    const cold: Opening[] = [];
    const warm: Opening[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const context = await newContext(browser);
      cold.push(await open(context, program, screen));
      warm.push(await open(context, program, screen));
      await context.close();
    }
    const of = (list: readonly Opening[], key: keyof Opening): string => ms(median(list.map((one) => one[key])));
    rows.push([
      screen.name,
      of(cold, 'paint'),
      of(cold, 'there'),
      of(warm, 'paint'),
      of(warm, 'there'),
      of(warm, 'task'),
    ]);
    process.stderr.write(`${rows[rows.length - 1]?.join('  ') ?? ''}\n`);
  }
  return table(
    [
      '1,000 jobs, a million due moments',
      'first paint, nothing cached',
      'there',
      'first paint',
      'there',
      'longest task',
    ],
    rows,
  );
}

/** A window as large as the program's own. */
export const newContext = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', timezoneId: 'UTC' });

/** A page at a place of the window, when it is there. */
export async function pageAt(context: BrowserContext, program: Program, place: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${program.origin}#token=${program.token}&${place}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}
