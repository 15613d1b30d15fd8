import { describe, expect, it } from 'vitest';
import { type Sequence, dueOfStart, readSequence, sequenceSentence, stepsInOrder } from './sequence.ts';
import { duration } from './time/instant.ts';
import { at, reading } from './triggers/testing/ask.ts';

const context = reading('2026-01-01T00:00:00Z');
const evening = {
  id: 'evening',
  name: 'Evening batch',
  steps: [
    { job: 'report', after: 'PT30M', priority: 2 },
    { job: 'ingest', after: 'PT0S', priority: 1 },
    { job: 'merge', after: 'PT30M', priority: 1 },
    { job: 'mail', after: 'PT30M', priority: 2 },
  ],
  concurrency: 'oneAtATime',
};

function right(document: unknown): Sequence {
  const read = readSequence(document, context);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

describe('a sequence (semantics §2.7)', () => {
  it('orders its steps by time, then priority, then place', () => {
    expect(stepsInOrder(right(evening)).map(({ job, index }) => [job, index])).toEqual([
      ['ingest', 1],
      ['merge', 2],
      ['report', 0],
      ['mail', 3],
    ]);
  });

  it('makes due moments at its start and the time after it of each step', () => {
    const start = at('2026-01-01T18:00:00Z');
    expect(dueOfStart(right(evening), start).map(({ step, due }) => [step.job, due - start])).toEqual([
      ['ingest', 0],
      ['merge', 1_800_000],
      ['report', 1_800_000],
      ['mail', 1_800_000],
    ]);
  });

  it('fills in what is left out', () => {
    expect(right({ name: 'Evening batch', steps: [{ job: 'a' }] })).toEqual({
      id: 'evening-batch',
      name: 'Evening batch',
      steps: [{ job: 'a', after: duration(0), priority: 0 }],
      concurrency: 'oneAtATime',
      triggers: [],
      zone: 'local',
      document: { id: 'evening-batch', name: 'Evening batch', steps: [{ job: 'a' }] },
      created: context.now,
    });
  });

  it('has triggers of its own, saved with what was drawn', () => {
    const sequence = right({ ...evening, triggers: [{ type: 'cron', expression: '0 18~18 * * *' }] });
    expect(sequence.triggers).toMatchObject([{ type: 'cron' }]);
    expect(sequence.document['triggers']).toEqual([{ type: 'cron', expression: '0 18~18 * * *', drawn: [18] }]);
    expect(sequenceSentence(sequence)).toMatch(
      /^Every day at 18:00: ingest, merge after 30 minutes, .*, one at a time$/,
    );
  });

  it('says in words what it does', () => {
    expect(
      sequenceSentence(right({ name: 'x', steps: [{ job: 'a' }, { job: 'b', after: 'PT5M' }], concurrency: 'free' })),
    ).toBe('Started by hand: a then b after 5 minutes, each at its own time');
  });

  it.each([
    ['no name', { steps: [{ job: 'a' }] }, 'missingKey', 'name'],
    ['no steps', { name: 'x' }, 'missingKey', 'steps'],
    ['empty steps', { name: 'x', steps: [] }, 'missingKey', 'steps'],
    ['a step without a job', { name: 'x', steps: [{}] }, 'missingKey', 'steps[0].job'],
    ['a negative time', { name: 'x', steps: [{ job: 'a', after: '-PT5M' }] }, 'durationRange', 'steps[0].after'],
    ['a month', { name: 'x', steps: [{ job: 'a', after: 'P1M' }] }, 'durationCalendar', 'steps[0].after'],
    ['a key that is not known', { name: 'x', steps: [{ job: 'a', afer: 'PT5M' }] }, 'unknownKey', 'steps[0].afer'],
    ['a way that is not known', { ...evening, concurrency: 'one' }, 'unknownWord', 'concurrency'],
    ['an id that is no slug', { ...evening, id: 'a b' }, 'idShape', 'id'],
    [
      'a trigger that is wrong',
      { ...evening, triggers: [{ type: 'cron', expression: '61 * * * *' }] },
      'cronRange',
      'triggers[0].expression',
    ],
    [
      'a trigger that needs a job',
      { ...evening, triggers: [{ type: 'keepAlive' }] },
      'sequenceTrigger',
      'triggers[0].type',
    ],
    ['a list', [], 'notAnObject', undefined],
  ])('refuses %s', (_name, document, code, field) => {
    const read = readSequence(document, context);
    expect(read).toMatchObject({ ok: false, error: { code } });
    if (!read.ok) expect(read.error.field).toBe(field);
  });

  it('refuses a job that is not there, with the nearest', () => {
    expect(readSequence(evening, { ...context, jobs: ['ingest', 'reports', 'merge', 'mail'] })).toMatchObject({
      ok: false,
      error: { code: 'unknownJob', field: 'steps[0].job', suggestion: 'reports' },
    });
  });
});
