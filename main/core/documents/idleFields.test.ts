import { expect, it } from 'vitest';
import { inspectJob } from './readJob.ts';
import { context } from './testing/jobContext.ts';

it.each<[name: string, change: Record<string, unknown>, fields: readonly string[]]>([
  ['nothing to say', {}, []],
  ['a queue limit without a queue', { queueLimit: 3 }, ['queueLimit']],
  ['a queue limit with a queue', { queueLimit: 3, concurrency: 'queue' }, []],
  ['a maximum under forbid', { max: 2 }, ['max']],
  ['a maximum under allow', { max: 2, concurrency: 'allow' }, []],
  ['a limit of catching up once', { catchUp: { limit: 3 } }, ['catchUp.limit']],
  ['a limit of catching up each', { catchUp: { limit: 3, runs: 'all' } }, []],
  ['an age limit without catching up', { catchUp: { runs: 'none', within: 'PT1H' } }, ['catchUp.within']],
  ['a deadline without conditions', { deadline: 'PT1H' }, ['deadline']],
  ['a deadline with a condition', { deadline: 'PT1H', conditions: [{ network: true }] }, []],
  ['any of one', { any: true, conditions: [{ job: 'a' }] }, ['any']],
  ['a delay without retries', { retry: { delay: 'PT1M' } }, ['retry']],
  ['a count of failures that are not told', { notify: { failure: false, afterFailures: 3 } }, ['notify.afterFailures']],
  ['an attempt longer than all of them', { timeout: { attempt: 'PT2H', total: 'PT1H' } }, ['timeout.attempt']],
  ['a variable that is a secret', { env: { KEY: 'x' }, secrets: ['KEY'] }, ['env.KEY']],
])('warns of %s', (_name, change, fields) => {
  const report = inspectJob({ name: 'A', run: { command: ['x'] }, ...change }, context);
  expect(report.errors).toEqual([]);
  expect(report.warnings.map(({ field }) => field)).toEqual(fields);
});
