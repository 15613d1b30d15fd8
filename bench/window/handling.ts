import type { Browser, Page } from 'playwright';
import { TALKER } from './jobs.ts';
import type { Program } from './program.ts';
import { newContext, pageAt } from './screens.ts';
import { median, ms, table } from './tables.ts';

const ROUNDS = 7;

/** Time from an act in the page until what it leads to is drawn. */
async function took(page: Page, act: string, done: string): Promise<number> {
  return page.evaluate<number>(`new Promise((resolve) => {
    const began = performance.now();
    ${act};
    const look = () => {
      if (!(${done})) return void requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    };
    requestAnimationFrame(look);
  })`);
}

/** Types into a field as a person does, for React hears of it. */
const type = (text: string): string => `
  const field = document.querySelector('input[aria-label="Search jobs"]');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(text)});
  field.dispatchEvent(new Event('input', { bubbles: true }))`;

const rows = `Number(document.querySelector('[role="table"]')?.getAttribute('aria-rowcount') ?? 0)`;
const names = `[...document.querySelectorAll('[role="rowheader"]')].map((one) => one.textContent)`;

/** Filter, sort and group a thousand jobs; output of ten mebibytes. */
export async function handlingSection(browser: Browser, program: Program): Promise<string> {
  const context = await newContext(browser);
  const page = await pageAt(context, program, '/jobs');
  await page.getByRole('table').waitFor();
  const times: Record<'filter' | 'clear' | 'byName' | 'byTag', number[]> = {
    filter: [],
    clear: [],
    byName: [],
    byTag: [],
  };
  const choose = async (now: string, name: string, done: string): Promise<number> => {
    await page.getByRole('button', { name: now, exact: true }).click();
    await page.getByRole('menuitemradio', { name, exact: true }).waitFor();
    return took(
      page,
      `[...document.querySelectorAll('[role="menuitemradio"]')].find((one) => one.textContent === '${name}').click()`,
      done,
    );
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.filter.push(await took(page, type('invoices west'), `${rows} > 1 && ${rows} < 200`));
    times.clear.push(await took(page, type(''), `${rows} > 900`));
    times.byName.push(await choose('Order: Next due', 'Name', `${names}[0]?.startsWith('Archive')`));
    await choose('Order: Name', 'Next due', 'true');
    times.byTag.push(
      await choose(
        'Groups: By state',
        'By tag',
        `document.querySelector('[role="table"]').textContent.includes('backup')`,
      ),
    );
    await choose('Groups: By tag', 'By state', 'true');
  }
  await page.close();

  const { run } = await program.ask('runNow', { job: TALKER });
  for (;;) {
    const view = await program.ask('readRun', { run });
    if (view.ended !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const output: number[] = [];
  const beginning: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const opened = await pageAt(context, program, '/settings');
    output.push(
      await took(
        opened,
        `location.hash = '#/jobs/${TALKER}?run=${run}'`,
        `document.querySelector('.xterm-rows')?.textContent.includes('0131071')`,
      ),
    );
    beginning.push(
      await took(
        opened,
        `[...document.querySelectorAll('button')].find((one) => one.textContent === 'To the beginning').click()`,
        `document.querySelector('.xterm-rows')?.textContent.includes('0000000')`,
      ),
    );
    await opened.close();
  }
  await context.close();
  return table(
    ['from the key or click until it is drawn', 'median', 'longest'],
    [
      ['1,000 jobs: two words typed into the search', ...both(times.filter)],
      ['the search cleared', ...both(times.clear)],
      ['sorted by name', ...both(times.byName)],
      ['grouped by tag', ...both(times.byTag)],
      ['a job opened whose run wrote 10 MiB, until its last line', ...both(output)],
      ['from there to its first line', ...both(beginning)],
    ],
  );
}

const both = (values: readonly number[]): [string, string] => [ms(median(values)), ms(Math.max(...values))];
