import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect, test } from './wakeful.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const screens = [
  '/today',
  '/jobs',
  '/jobs/ingest',
  '/jobs/ingest/edit',
  '/new',
  '/timeline',
  '/timeline?zoom=week',
  '/timeline?zoom=month',
  '/timeline?as=table',
  '/graph',
  '/graph?as=list',
  '/inbox',
  '/sequences',
  '/settings/general',
  '/nowhere',
];

/** What opens over a page. */
const opened: readonly { readonly name: string; readonly open: (page: Page) => Promise<void> }[] = [
  { name: 'menu of a job', open: (page) => page.getByRole('button', { name: /^More for/ }).click() },
  { name: 'menu of pauses', open: (page) => page.getByRole('button', { name: 'Pause until…' }).click() },
  { name: 'menu of fates', open: (page) => page.getByRole('button', { name: 'All fates' }).click() },
  {
    name: 'palette',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('pause ingest until tomorrow');
    },
  },
  { name: 'shortcuts', open: (page) => page.keyboard.press('?') },
  {
    name: 'pause at a time',
    open: async (page) => {
      await page.getByRole('button', { name: 'Pause until…' }).click();
      await page.getByRole('menuitem').last().click();
    },
  },
];

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

declare global {
  interface Window {
    /** Put there by the source above. */
    readonly axe: { readonly run: (options: object) => Promise<{ readonly violations: readonly Found[] }> };
  }
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen, ${theme}`, async ({ page, wakeful }) => {
    await wakeful.addJob({
      id: 'ingest',
      name: 'Ingest source one',
      tags: ['ingest'],
      run: { shell: 'echo "rows=3" >> "$WAKEFUL_OUTPUT"; echo read; echo bad >&2' },
      triggers: [{ type: 'cron', expression: '5 * * * *' }],
    });
    await wakeful.addJob({
      name: 'Fetch source two',
      run: { command: ['false'] },
      triggers: [{ type: 'after', job: 'ingest', on: 'success' }],
    });
    await wakeful.call('saveSequence', {
      id: null,
      document: { name: 'Evening', steps: [{ job: 'ingest', after: 'PT0S' }] },
    });
    await wakeful.call('changeSettings', { changes: { theme } });
    await wakeful.call('runNow', { job: 'ingest' });
    await page.goto(wakeful.address);
    await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
    const problems: string[] = [];
    const look = async (where: string, options: object = {}): Promise<void> => {
      await page.evaluate(axe);
      const found = await page.evaluate(
        async (how): Promise<readonly Found[]> => (await window.axe.run(how)).violations,
        options,
      );
      problems.push(...found.map((one) => `${where}: ${one.id} ${one.nodes[0]?.html.slice(0, 200) ?? ''}`));
    };
    for (const screen of screens) {
      await page.evaluate((place) => window.location.assign(`#${place}`), screen);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForTimeout(500);
      await look(screen);
    }
    for (const { name, open } of opened) {
      await page.evaluate(() => window.location.assign('#/jobs/ingest'));
      await expect(page.getByRole('heading', { name: 'Ingest source one', level: 1 })).toBeVisible();
      await open(page);
      await page.waitForTimeout(400);
      // What opens for a moment is not part of the page's landmarks.
      await look(name, { rules: { region: { enabled: false } } });
      await page.keyboard.press('Escape');
    }
    expect(problems).toEqual([]);
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

test('nothing moves where less motion is asked for, and the focus is seen', async ({ page, wakeful }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await wakeful.addJob({ id: 'long', name: 'Long', run: { command: ['sleep', '60'] } });
  const { run } = await wakeful.call('runNow', { job: 'long' });
  await page.goto(wakeful.address);
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await page.waitForTimeout(500);
  const moving = await page.evaluate(
    () =>
      document
        .getAnimations()
        .filter((one) => one.playState === 'running' && one.effect?.getTiming().iterations === Infinity).length,
  );
  expect(moving).toBe(0);
  for (let tabs = 0; tabs < 12; tabs += 1) {
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused === null || focused === document.body) return 'none';
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(focused);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
        ? 'seen'
        : focused.outerHTML.slice(0, 120);
    });
    expect(['seen', 'none']).toContain(ring);
  }
  await wakeful.call('stopRun', { run });
});
