import { describe, expect, it } from 'vitest';
import { conditionsSentence, failSentence, upstreamSentence } from './foldSentences.ts';

describe('the closed rows of the editor', () => {
  it('name other jobs as people do, and by their ids where they are gone', () => {
    const document = {
      triggers: [
        { type: 'after', job: 'one' },
        { type: 'cron', expression: '5 * * * *' },
        { type: 'after', job: 'gone' },
      ],
      conditions: [{ network: true }, { job: 'merge', succeeded: 'today' }],
    };
    const names = { one: 'Source one', merge: 'Merge' };
    expect(upstreamSentence(document, names)).toBe('Starts after Source one, gone, waits for Merge');
    expect(upstreamSentence({}, names)).toBe('None');
  });

  it('are one sentence each', () => {
    expect(conditionsSentence({ conditions: [{ network: true }, { power: 'ac' }] })).toBe('Network, mains power');
    expect(failSentence({ retry: { limit: 1 }, timeout: { attempt: 'PT10M' } })).toBe(
      'Try again once, stop after 10 min, notify on the first failure',
    );
    expect(failSentence({ notify: { failure: false } })).toBe('Do not notify');
  });
});
