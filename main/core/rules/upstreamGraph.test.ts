import { describe, expect, it } from 'vitest';
import { type Dependent, checkUpstreams, findCycles } from './upstreamGraph.ts';

const job = (id: string, follows: readonly string[] = [], waitsFor: readonly string[] = []): Dependent => ({
  id,
  triggers: follows.map((upstream) => ({ type: 'after', job: upstream })),
  conditions: waitsFor.map((upstream) => ({ kind: 'job', job: upstream })),
});

describe('a job about to be saved', () => {
  it('may follow jobs that do not follow it', () => {
    expect(checkUpstreams(job('report', ['merge'], ['ingest']), [job('merge', ['ingest']), job('ingest')])).toEqual([]);
  });

  it.each<[name: string, saved: Dependent, others: readonly Dependent[], message: string, field: string]>([
    [
      'follows one that follows it',
      job('report', ['merge']),
      [job('merge', ['report'])],
      'report → merge → report',
      'triggers[0].job',
    ],
    ['follows itself', job('a', ['a']), [], 'a → a', 'triggers[0].job'],
    ['waits for one that follows it', job('a', [], ['b']), [job('b', ['a'])], 'a → b → a', 'conditions[0].job'],
    [
      'closes a circle of four',
      job('a', ['x', 'b']),
      [job('x'), job('b', ['c']), job('c', [], ['d']), job('d', ['a'])],
      'a → b → c → d → a',
      'triggers[1].job',
    ],
  ])('%s is refused with the circle named', (_name, saved, others, message, field) => {
    const problems = checkUpstreams(saved, [...others, job(saved.id)]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'upstreamCycle', field });
    expect(problems[0]?.message).toContain(message);
  });

  it('that follows an unknown job is refused with the nearest one', () => {
    expect(checkUpstreams(job('a', ['ingst']), [job('ingest')])).toEqual([
      {
        code: 'unknownJob',
        message: 'There is no job "ingst". Did you mean "ingest"?',
        field: 'triggers[0].job',
        suggestion: 'ingest',
      },
    ]);
  });

  it('is looked at as it will be, not as it was', () => {
    expect(checkUpstreams(job('a', ['b']), [job('a', ['c']), job('b')])).toEqual([]);
  });
});

describe('circles in a file', () => {
  it('are each found once', () => {
    const jobs = [job('a', ['b']), job('b', ['a']), job('c', ['c']), job('d', ['a'])];
    expect(findCycles(jobs)).toEqual([
      ['a', 'b', 'a'],
      ['c', 'c'],
    ]);
  });

  it('are looked for in a long chain without running deep', () => {
    const chain = Array.from({ length: 2000 }, (_, index) =>
      job(`j${String(index)}`, index === 0 ? [] : [`j${String(index - 1)}`]),
    );
    expect(findCycles(chain)).toEqual([]);
  });
});
