import { describe, expect, it } from 'vitest';
import { asleep, at, context, due, late, run } from './testing/whyCase.ts';
import { whySteps } from './whySteps.ts';

const told = (...[entry, of]: [Parameters<typeof due>[0], Parameters<typeof whySteps>[1]]) =>
  whySteps(due(entry), of, context).map(({ text }) => text);

describe('the steps of a due moment', () => {
  it('are told to the minute, in order of time', () => {
    expect(told({ fate: 'caughtUp', reason: 'asleep', facts: asleep }, late)).toEqual([
      'asleep since 23:58',
      'due 08:05',
      'woke 08:10',
      'started 08:11',
      'ended 08:13',
    ]);
  });

  it('are told to the second where two of one minute differ', () => {
    const short = run({ started: at('08:05:00'), ended: at('08:05:12') });
    expect(told({}, short)).toEqual(['due 08:05:00', 'started 08:05:00', 'ended 08:05:12']);
    expect(told({}, run({ started: at('08:05:00'), ended: at('08:06:12') }))).toEqual([
      'due 08:05',
      'started 08:05',
      'ended 08:06',
    ]);
  });

  it('stay as short as they are where the whole lasted no second', () => {
    const { started } = run();
    expect(told({}, run({ ended: started }))).toEqual(['due 08:05', 'started 08:05', 'ended 08:05']);
  });
});
