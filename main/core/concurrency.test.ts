import { expect, it } from 'vitest';
import { admit, type Admission } from './concurrency.ts';
import type { Concurrency } from './job.ts';

const rows: readonly [Concurrency, number, number, Admission][] = [
  ['forbid', 0, 0, 'goes'],
  ['forbid', 1, 0, 'refused'],
  ['forbid', 0, 1, 'joins'],
  ['queue', 0, 0, 'goes'],
  ['queue', 1, 0, 'queued'],
  ['queue', 1, 1, 'queued'],
  ['queue', 1, 2, 'joins'],
  ['replace', 0, 0, 'goes'],
  ['replace', 1, 0, 'replaces'],
  ['replace', 1, 1, 'joins'],
  ['allow', 2, 0, 'goes'],
  ['allow', 3, 0, 'refused'],
  ['allow', 2, 1, 'refused'],
];

it.each(rows)('%s, with %d running and %d in line: %s', (concurrency, running, queued, admission) => {
  expect(admit({ concurrency, queueLimit: 2, max: 3 }, { running, queued })).toBe(admission);
});

it('a queue without room refuses', () => {
  expect(admit({ concurrency: 'queue', queueLimit: 0, max: 3 }, { running: 1, queued: 0 })).toBe('refused');
});
