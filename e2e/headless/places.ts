import type { Page } from '@playwright/test';
import { expect } from './wakeful.ts';

/** Every screen of the window, as its address. */
export const screens = [
  '/today',
  '/jobs',
  '/jobs?by=tag',
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
  ].map((section) => `/settings/${section}`),
  '/nowhere',
];

interface Opened {
  readonly name: string;
  readonly at: string;
  readonly open: (page: Page) => Promise<void>;
}

/** What opens over a page, or within it. */
export const opened: readonly Opened[] = [
  {
    name: 'menu of a job',
    at: '/jobs/ingest',
    open: (page) => page.getByRole('button', { name: /^More for/ }).click(),
  },
  {
    name: 'menu of pauses',
    at: '/jobs/ingest',
    open: (page) => page.getByRole('button', { name: 'Pause until…' }).click(),
  },
  {
    name: 'menu of fates',
    at: '/jobs/ingest',
    open: (page) => page.getByRole('button', { name: 'All fates' }).click(),
  },
  {
    name: 'pause at a time',
    at: '/jobs/ingest',
    open: async (page) => {
      await page.getByRole('button', { name: 'Pause until…' }).click();
      await page.getByRole('menuitem').last().click();
    },
  },
  { name: 'shortcuts', at: '/jobs/ingest', open: (page) => page.keyboard.press('?') },
  {
    name: 'palette',
    at: '/today',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('pause ingest until tomorrow');
    },
  },
  {
    name: 'menu of a row',
    at: '/jobs',
    open: (page) => page.getByRole('button', { name: 'More for Ingest source one' }).click(),
  },
  { name: 'groups', at: '/jobs', open: (page) => page.getByRole('button', { name: /^Groups:/ }).click() },
  { name: 'order', at: '/jobs', open: (page) => page.getByRole('button', { name: /^Order:/ }).click() },
  {
    name: 'jobs chosen together',
    at: '/jobs',
    open: async (page) => {
      for (const name of ['Ingest source one', 'Fetch source two']) {
        await page.getByRole('link', { name, exact: true }).click({ modifiers: ['Control'] });
      }
    },
  },
  { name: 'filter', at: '/timeline', open: (page) => page.getByRole('button', { name: 'Filter' }).click() },
  {
    name: 'card of a due moment',
    at: '/timeline',
    open: async (page) => {
      await page.getByRole('grid', { name: 'Timeline' }).focus();
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'suggestions',
    at: '/new',
    open: async (page) => {
      await page.getByRole('combobox', { name: 'When' }).fill('every');
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'calendar',
    at: '/new',
    open: (page) => page.getByRole('button', { name: /calendar/ }).click(),
  },
  {
    name: 'other kinds of the same',
    at: '/new',
    open: async (page) => {
      await page.getByRole('combobox', { name: 'When' }).fill('every day at 09:00');
      await page.getByRole('button', { name: /saved as/ }).click();
    },
  },
  {
    name: 'a mistake',
    at: '/new',
    open: async (page) => {
      await page.getByRole('combobox', { name: 'When' }).fill('every weekday at 25:00');
      await page.getByRole('button', { name: /Save job/ }).click();
    },
  },
  {
    name: 'all folds',
    at: '/jobs/ingest/edit',
    open: async (page) => {
      const closed = page.locator('button[aria-expanded="false"]:not([aria-haspopup])');
      await expect(closed.first()).toBeVisible();
      while ((await closed.count()) > 0) await closed.first().click();
    },
  },
  {
    name: 'sequence',
    at: '/sequences',
    open: (page) => page.getByRole('button', { name: 'Edit', exact: true }).click(),
  },
  {
    name: 'sequence started',
    at: '/sequences',
    open: (page) => page.getByRole('button', { name: 'Start Evening' }).click(),
  },
  {
    name: 'undo',
    at: '/sequences',
    open: async (page) => {
      await page.getByRole('button', { name: 'Delete Evening' }).click();
      await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    },
  },
  {
    name: 'secret',
    at: '/settings/secrets',
    open: (page) => page.getByRole('button', { name: 'Add a secret' }).click(),
  },
  {
    name: 'choice of a setting',
    at: '/settings/catching-up',
    open: (page) => page.getByRole('combobox').first().click(),
  },
];
