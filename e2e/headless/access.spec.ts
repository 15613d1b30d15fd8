import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { opened, screens } from './places.ts';
import { expect, test, type Wakeful } from './wakeful.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

declare global {
  interface Window {
    /** Put there by the source above. */
    readonly axe: { readonly run: (options: object) => Promise<{ readonly violations: readonly Found[] }> };
  }
}

/** Axe with its one rule of WCAG 2.2 that is off by default. Only what is wrong is told, and no style sheet is fetched again. */
const options = { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], preload: false };

async function look(page: Page, where: string, off: readonly string[] = []): Promise<readonly string[]> {
  const rules = { ...options.rules, ...Object.fromEntries(off.map((id) => [id, { enabled: false }])) };
  const found = await page.evaluate(async (how): Promise<readonly Found[]> => (await window.axe.run(how)).violations, {
    ...options,
    rules,
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${where}: ${id} ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}

/** Waits until what moves once has come to rest, and what is asked for is there. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await page.waitForTimeout(100);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
  );
}

/** Jobs that have run, failed, wait, follow and lack a secret; a sequence; the setting of the theme. */
async function furnish(wakeful: Wakeful, theme: 'light' | 'dark'): Promise<void> {
  await wakeful.addJob({
    id: 'ingest',
    name: 'Ingest source one',
    tags: ['ingest'],
    run: { shell: 'echo "rows=3" >> "$WAKEFUL_OUTPUT"; echo read; echo bad >&2' },
    triggers: [{ type: 'cron', expression: '5 * * * *' }],
  });
  await wakeful.addJob({
    name: 'Fetch source two',
    tags: ['ingest'],
    run: { command: ['false'] },
    triggers: [{ type: 'after', job: 'ingest', on: 'success' }],
  });
  await wakeful.addJob({
    name: 'Send report',
    run: { command: ['true'] },
    secrets: ['MAIL_PASSWORD'],
    triggers: [{ type: 'watch', paths: ['/tmp'] }],
  });
  await wakeful.call('saveSequence', {
    id: null,
    document: { name: 'Evening', steps: [{ job: 'ingest', after: 'PT0S' }] },
  });
  await wakeful.call('changeSettings', { changes: { theme } });
  await wakeful.call('runNow', { job: 'ingest' });
}

for (const { theme, width } of [
  { theme: 'light', width: 1280 },
  { theme: 'dark', width: 1280 },
  { theme: 'light', width: 640 },
] as const) {
  test(`axe finds nothing on any screen, ${theme}, ${String(width)} wide`, async ({ page, wakeful }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.addInitScript({ content: axe });
    // Secrets can only be set where there is something to seal them with.
    await wakeful.stop();
    await wakeful.start({ WAKEFUL_SECRETS_KEY: 'a long random text of a person' });
    const problems: string[] = [];
    await wakeful.call('changeSettings', { changes: { theme } });
    await page.goto(wakeful.address);
    await expect(page.getByRole('heading', { name: 'What should happen by itself?' })).toBeVisible();
    await settled(page);
    problems.push(...(await look(page, 'first run')));
    await furnish(wakeful, theme);
    await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
    for (const screen of screens) {
      await page.evaluate((place) => window.location.assign(`#${place}`), screen);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await settled(page);
      problems.push(...(await look(page, screen)));
    }
    // What opens is the same in a narrow window.
    for (const { name, at, open } of width < 1000 ? [] : opened) {
      await page.evaluate((place) => window.location.assign(`#${place}`), at);
      await settled(page);
      await open(page);
      await settled(page);
      // What opens for a moment is not part of the page's landmarks.
      problems.push(...(await look(page, name, ['region'])));
      await page.keyboard.press('Escape');
      await page.evaluate(() => window.location.assign('#/nowhere'));
      await expect(page.getByRole('heading', { name: 'Wakeful', level: 1 })).toBeVisible();
    }
    expect([...new Set(problems)]).toEqual([]);
  });
}

test('at twice the size of text nothing is cut off or scrolls sideways', async ({ page, wakeful }) => {
  await wakeful.addJob({ id: 'ingest', name: 'Ingest source one', run: { command: ['true'] } });
  // Text of twice the size in a window of 1280 is the window at half its width.
  await page.setViewportSize({ width: 640, height: 480 });
  await page.goto(wakeful.address);
  for (const screen of screens) {
    await page.evaluate((place) => window.location.assign(`#${place}`), screen);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForTimeout(300);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(beyond, screen).toBeLessThanOrEqual(0);
  }
});

test('nothing moves where less motion is asked for', async ({ page, wakeful }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await wakeful.addJob({ id: 'long', name: 'Long', run: { command: ['sleep', '60'] } });
  const { run } = await wakeful.call('runNow', { job: 'long' });
  await page.goto(wakeful.address);
  await expect(page.getByText('Long').first()).toBeVisible();
  await page.waitForTimeout(500);
  const moving = await page.evaluate(
    () =>
      document
        .getAnimations()
        .filter((one) => one.playState === 'running' && one.effect?.getTiming().iterations === Infinity).length,
  );
  expect(moving).toBe(0);
  await wakeful.call('stopRun', { run });
});

/** What the focused element, and what frames it, looks like with the focus and without: the same, where the focus cannot be seen. */
const focusLooks = (page: Page): Promise<{ readonly html: string; readonly differs: boolean } | null> =>
  page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body) return null;
    // A switch or a choice is drawn by what stands beside its input.
    const framing: Element[] = [focused, ...(focused.parentElement?.children ?? [])];
    const own = framing.length;
    for (let above = focused.parentElement; above !== null && framing.length < own + 8; above = above.parentElement) {
      framing.push(above);
    }
    const look = (): string =>
      framing
        .flatMap((element) => [null, '::after'].map((part) => getComputedStyle(element, part)))
        .map((style) => [style.outline, style.boxShadow, style.borderColor, style.content, style.opacity].join())
        .join();
    const before = look();
    const html = focused.outerHTML.slice(0, 160);
    // The next Tab goes on from here all the same.
    focused.blur();
    return { html, differs: look() !== before };
  });

test('where the focus is can be seen on every screen', async ({ page, wakeful }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await furnish(wakeful, 'light');
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  const unseen: string[] = [];
  for (const screen of [
    '/today',
    '/jobs',
    '/jobs/ingest',
    '/new',
    '/timeline',
    '/graph',
    '/sequences',
    '/settings/data',
  ]) {
    await page.evaluate((place) => window.location.assign(`#${place}`), screen);
    await settled(page);
    let stops = 0;
    for (let tabs = 0; tabs < 30; tabs += 1) {
      await page.keyboard.press('Tab');
      const focus = await focusLooks(page);
      if (focus === null) continue;
      stops += 1;
      if (!focus.differs) unseen.push(`${screen}: ${focus.html}`);
    }
    expect(stops, screen).toBeGreaterThan(12);
  }
  expect([...new Set(unseen)]).toEqual([]);
});
