import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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

interface Found {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

declare global {
  interface Window {
    /** Put there by the source above. */
    readonly axe: { readonly run: () => Promise<{ readonly violations: readonly Found[] }> };
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
    for (const screen of screens) {
      await page.evaluate((place) => window.location.assign(`#${place}`), screen);
      await page.waitForTimeout(500);
      await page.evaluate(axe);
      const found = await page.evaluate(async (): Promise<readonly Found[]> => {
        return (await window.axe.run()).violations;
      });
      problems.push(...found.map((one) => `${screen}: ${one.id} ${one.nodes[0]?.html.slice(0, 200) ?? ''}`));
    }
    expect(problems).toEqual([]);
  });
}
