// @vitest-environment happy-dom
import { act, cleanup, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { notifications } from '@mantine/notifications';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Api } from '../preload/contract.ts';
import { App } from './App.tsx';
import type { Link, Transport } from './api/transport.ts';
import { bridgeTransport } from './api/transport.ts';
import { fetchPages } from './pages.tsx';
import { goTo } from './shell/address.ts';
import type { SampleOptions } from './testing/sampleApi.ts';
import { sample } from './testing/sampleApi.ts';

// A computer may be busy with other work.
configure({ asyncUtilTimeout: 10_000 });

// Nothing is laid out here, and a list draws as many rows as it has room for.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 640 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 900 });
});
// What is not measured here: how long the code of a page takes to come.
beforeAll(fetchPages, 60_000);
beforeEach(() => {
  localStorage.clear();
  window.location.hash = '';
});
afterEach(() => {
  cleanup();
  notifications.clean();
});

function open(place: string, options: SampleOptions = {}) {
  const made = sample(options);
  window.location.hash = `#${place}`;
  render(<App transport={bridgeTransport(made.api)} />);
  return made;
}

const heading = (name: string | RegExp) => screen.findByText(name, { selector: 'h1' });

it.each([
  ['/today', 'Today'],
  ['/jobs', 'Jobs'],
  ['/jobs/ingest-one/edit', 'Edit Ingest source one'],
  ['/new', 'New job'],
  ['/timeline', 'Timeline'],
  ['/timeline?zoom=month', 'Timeline'],
  ['/timeline?as=table', 'Timeline'],
  ['/graph?as=list', 'Graph'],
  ['/inbox', 'Inbox'],
  ['/sequences', 'Sequences'],
  ['/settings/data', 'Settings'],
  ['/nowhere/at/all', 'Wakeful'],
])('%s opens', async (place, name) => {
  open(place);
  expect(await heading(name)).toBeDefined();
});

it('names the document after the page', async () => {
  open('/jobs');
  await heading('Jobs');
  expect(document.title).toBe('Jobs, Wakeful');
});

it('begins with a template or a blank job where there is none', async () => {
  open('/today', { empty: true });
  expect(await heading('What should happen by itself?')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Back up a folder' }).getAttribute('href')).toBe('#/new?template=backup');
});

it('draws only the visible rows of a thousand jobs, and counts all of them', async () => {
  open('/jobs', { jobs: 1000 });
  const table = await screen.findByRole('table', { name: 'Jobs' });
  expect(Number(table.getAttribute('aria-rowcount'))).toBeGreaterThan(1000);
  await within(table).findAllByRole('link');
  const rows = within(table).getAllByRole('row').length;
  expect(rows).toBeGreaterThan(10);
  expect(rows).toBeLessThan(60);
});

it('says which word was probably meant where no job matches', async () => {
  open('/jobs');
  fireEvent.change(await screen.findByLabelText('Search jobs'), { target: { value: 'photso' } });
  fireEvent.click(await screen.findByText('photos'));
  await waitFor(() => expect(screen.queryByText('No job matches “photso”.')).toBeNull());
});

it('moves no row under the pointer, and knows that it left through a menu that closed', async () => {
  const { api } = open('/jobs');
  const table = await screen.findByRole('table', { name: 'Jobs' });
  await within(table).findByRole('link', { name: 'Ingest source one' });
  const names = () =>
    within(table)
      .getAllByRole('link')
      .map((link) => link.textContent);
  const before = names();
  expect(before[before.length - 1]).not.toBe('Ingest source one');
  const scroller = table.parentElement;
  if (scroller === null) throw new Error('The table stands in what scrolls.');
  fireEvent.pointerEnter(scroller);
  await act(() => api.setEnabled({ job: 'ingest-one', enabled: false }));
  const row = within(table).getByRole('link', { name: 'Ingest source one' }).closest('[role="row"]');
  await waitFor(() => expect(row?.textContent).toContain('Disabled'));
  expect(names(), 'it stays where it was').toEqual(before);
  fireEvent.pointerMove(within(table).getByText('Ingest source one'));
  expect(names(), 'the pointer is in the list').toEqual(before);
  fireEvent.pointerMove(document.body);
  await waitFor(() => expect(names()[before.length - 1]).toBe('Ingest source one'));
});

it('saves a job as it was typed', async () => {
  const { calls } = open('/new');
  fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Nightly' } });
  fireEvent.change(screen.getByLabelText('What to run'), { target: { value: 'echo "two words"' } });
  fireEvent.change(screen.getByLabelText('When', { selector: 'input' }), { target: { value: 'every day at 02:30' } });
  await screen.findByText('saved as phrase');
  fireEvent.click(screen.getByRole('button', { name: /Save job/ }));
  await waitFor(() => expect(calls.some((call) => call.name === 'saveJob')).toBe(true));
  expect(calls.find((call) => call.name === 'saveJob')?.input).toEqual({
    id: null,
    revision: null,
    document: {
      name: 'Nightly',
      run: { command: ['echo', 'two words'] },
      triggers: [{ type: 'phrase', text: 'every day at 02:30' }],
    },
  });
});

it('keeps what was typed where the page is left', async () => {
  open('/new');
  fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'Half' } });
  act(() => goTo('/jobs'));
  await heading('Jobs');
  act(() => goTo('/new'));
  expect((await screen.findByLabelText<HTMLInputElement>('Name')).value).toBe('Half');
  expect(screen.getByText('This is a draft.')).toBeDefined();
});

it('offers the phrase that was meant', async () => {
  open('/new');
  const when = await screen.findByLabelText('When', { selector: 'input' });
  fireEvent.change(when, { target: { value: 'every mondays at 10:30' } });
  fireEvent.click(await screen.findByText('every monday at 10:30', { selector: 'button' }));
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLInputElement>('When', { selector: 'input' }).value).toBe('every monday at 10:30'),
  );
});

it('tells on every page what could not be read, until it is acted on', async () => {
  const { calls } = open('/settings/general', {
    state: { problems: [{ id: 'jobs', code: 'unreadable', message: 'The file jobs.json was kept aside.' }] },
  });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('jobs.json was kept aside');
  fireEvent.click(within(alert).getByRole('button', { name: 'Got it' }));
  await waitFor(() => expect(calls.find((call) => call.name === 'dismissProblem')?.input).toEqual({ id: 'jobs' }));
});

it('saves nothing while the files are of a newer version', async () => {
  open('/new', { state: { readOnly: 'Saved by a newer Wakeful.' } });
  const save = await screen.findByRole('button', { name: /Save job/ });
  await waitFor(() => expect((save as HTMLButtonElement).disabled).toBe(true));
  expect(screen.getByText('Saved by a newer Wakeful.')).toBeDefined();
});

it('keeps what it shows while the line is lost', async () => {
  const { api } = sample();
  const listeners = new Set<(link: Link) => void>();
  let link: Link = { kind: 'connected' };
  let up = true;
  const failing = Object.fromEntries(
    Object.entries(api).map(([name, call]) => [
      name,
      name === 'onPush'
        ? call
        : (input: never) => (up ? (call as (input: never) => unknown)(input) : Promise.reject(new Error('lost'))),
    ]),
  ) as Api;
  const transport: Transport = {
    api: failing,
    link: () => link,
    onLink: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retry: () => undefined,
    close: () => undefined,
  };
  window.location.hash = '#/inbox';
  render(<App transport={transport} />);
  await screen.findByText('Stand-up reminder expired');
  up = false;
  act(() => {
    link = { kind: 'lost', since: Date.now(), nextTry: Date.now() + 4000 };
    listeners.forEach((listener) => listener(link));
  });
  expect(await screen.findByText('Wakeful is not answering.')).toBeDefined();
  expect(screen.getByText('Stand-up reminder expired')).toBeDefined();
});

it('opens the place that is pushed', async () => {
  const { push } = open('/today');
  await heading('Today');
  act(() => push({ kind: 'show', path: '/inbox/4' }));
  expect(await heading('Inbox')).toBeDefined();
});

it('finds a job in the palette and marks the letters that matched', async () => {
  open('/today');
  await heading('Today');
  fireEvent.click(screen.getByRole('button', { name: /Search or run/ }));
  fireEvent.change(await screen.findByLabelText('Search or run a command', { selector: 'input' }), {
    target: { value: 'photos' },
  });
  const found = await screen.findAllByText('photos', { selector: 'mark' });
  expect(found.length).toBeGreaterThan(0);
});
