import { describe, expect, it } from 'vitest';
import { quitLabel, quitQuestion } from './quitQuestion.ts';

describe('the question of who quits while jobs run', () => {
  it.each([
    [['Ingest'], '“Ingest” is running.'],
    [['Ingest', 'Ingest'], '“Ingest” is running.'],
    [['A', 'B'], '2 jobs are running: A and B.'],
    [['A', 'B', 'C', 'D', 'E'], '5 jobs are running: A, B, C, D and E.'],
    [['A', 'B', 'C', 'D', 'E', 'F'], '6 jobs are running: A, B, C, D and 2 more.'],
  ])('names %j', (running, message) => {
    expect(quitQuestion(running).message).toBe(message);
  });

  it('has a meaning for every button, and the last takes the wish back', () => {
    for (const running of [['A'], ['A', 'B']]) {
      const { buttons, meanings } = quitQuestion(running);
      expect(meanings).toEqual(['finish', 'stop', 'leave', null]);
      expect(buttons).toHaveLength(meanings.length);
      expect(buttons[3]).toBe('Cancel');
    }
    expect(quitQuestion(['A']).buttons[1]).toBe('Stop it');
    expect(quitQuestion(['A', 'B']).buttons[1]).toBe('Stop them');
  });

  it.each([
    ['ask', 0, 'Quit'],
    ['ask', 2, 'Quit…'],
    ['stop', 1, 'Quit, stopping 1 running job'],
    ['finish', 1, 'Quit when 1 running job has ended'],
    ['finish', 3, 'Quit when 3 running jobs have ended'],
    ['leave', 2, 'Quit, leaving 2 running jobs at work'],
  ] as const)('is announced in the tray: %s, %i running', (rule, running, label) => {
    expect(quitLabel(rule, running)).toBe(label);
  });
});
