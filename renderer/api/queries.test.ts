import { beforeEach, expect, it, vi } from 'vitest';
import { sample } from '../testing/sampleApi.ts';
import { touches } from './invalidation.ts';
import { Queries } from './queries.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const asked = (calls: readonly { readonly name: string }[], name: string): number =>
  calls.filter((call) => call.name === name).length;

it('asks once for a question that several places follow, and gives all of them the same answer', async () => {
  const { api, calls } = sample();
  const queries = new Queries(api);
  let told = 0;
  queries.follow('listJobs', {}, () => (told += 1));
  queries.follow('listJobs', {}, () => (told += 1));
  await vi.advanceTimersByTimeAsync(1);
  expect(asked(calls, 'listJobs')).toBe(1);
  expect(told).toBe(2);
  expect(queries.known('listJobs', {})).toBe(queries.known('listJobs', {}));
});

it('asks again only for what a push touches, and once for a burst of pushes', async () => {
  const { api, calls } = sample();
  const queries = new Queries(api);
  queries.follow('readJob', { job: 'mail' }, () => undefined);
  queries.follow('readJob', { job: 'rates' }, () => undefined);
  await vi.advanceTimersByTimeAsync(1);
  for (let count = 0; count < 20; count += 1) queries.push({ kind: 'jobs', jobs: ['mail'] });
  await vi.advanceTimersByTimeAsync(1000);
  expect(calls.filter((call) => call.name === 'readJob').map((call) => call.input)).toEqual([
    { job: 'mail' },
    { job: 'rates' },
    { job: 'mail' },
  ]);
});

it('asks for what nobody looks at only when somebody looks at it again', async () => {
  const { api, calls } = sample();
  const queries = new Queries(api);
  const end = queries.follow('graph', {}, () => undefined);
  await vi.advanceTimersByTimeAsync(1);
  end();
  queries.push({ kind: 'jobs', jobs: null });
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked(calls, 'graph')).toBe(1);
  queries.follow('graph', {}, () => undefined);
  await vi.advanceTimersByTimeAsync(1);
  expect(asked(calls, 'graph')).toBe(2);
});

it('keeps what is known while the line is lost, and asks everything again when it is back', async () => {
  const { api } = sample();
  let lost = false;
  const answer = api.listJobs;
  const queries = new Queries({
    ...api,
    listJobs: (input) => (lost ? Promise.reject(new Error('lost')) : answer(input)),
  });
  queries.follow('listJobs', {}, () => undefined);
  await vi.advanceTimersByTimeAsync(1);
  const before = queries.known('listJobs', {}).value;
  lost = true;
  queries.renewAll();
  await vi.advanceTimersByTimeAsync(1000);
  expect(queries.known('listJobs', {}).value).toBe(before);
  lost = false;
  queries.renewAll();
  await vi.advanceTimersByTimeAsync(1000);
  expect(queries.known('listJobs', {}).value).toEqual(before);
});

it.each([
  [{ kind: 'jobs', jobs: ['a'] }, 'readJob', { job: 'a' }, true],
  [{ kind: 'jobs', jobs: ['a'] }, 'readJob', { job: 'b' }, false],
  [{ kind: 'jobs', jobs: null }, 'why', { job: 'b', at: 1 }, true],
  [{ kind: 'jobs', jobs: ['a'] }, 'readSettings', {}, false],
  [{ kind: 'settings' }, 'readSettings', {}, true],
  [{ kind: 'machine' }, 'timeline', { from: 1 }, true],
  [{ kind: 'inbox' }, 'readState', {}, true],
  [{ kind: 'show', path: '/today' }, 'readToday', {}, false],
] as const)('a push %o touches %s of %o: %s', (push, name, input, touched) => {
  expect(touches(push, name, input)).toBe(touched);
});
