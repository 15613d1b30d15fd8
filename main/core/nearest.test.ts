import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestWords, slipsBetween } from './nearest.ts';

const words = ['concurrency', 'conditions', 'catchUp', 'command', 'cwd', 'retry', 'run'];

describe('the word that was meant', () => {
  it.each<[written: string, meant: string | undefined]>([
    ['concurency', 'concurrency'],
    ['CONCURRENCY', 'concurrency'],
    ['catchup', 'catchUp'],
    ['rertry', 'retry'],
    ['rety', 'retry'],
    ['ryn', 'run'],
    ['cond', 'conditions'],
    ['comand', 'command'],
    ['xyz', undefined],
    ['', undefined],
    ['c'.repeat(1000), undefined],
  ])('by %s is %s', (written, meant) => {
    expect(nearestWords(written, words)[0]).toBe(meant);
  });

  it('is the nearest of several, and of equally near ones the first', () => {
    expect(nearestWords('rur', ['rug', 'run', 'rum'], 2)).toEqual(['rug', 'run']);
  });
});

describe('the number of slips', () => {
  it.each<[a: string, b: string, slips: number]>([
    ['', '', 0],
    ['a', '', 1],
    ['ab', 'ba', 1],
    ['kitten', 'sitting', 3],
    ['retry', 'retry', 0],
  ])('between %j and %j is %i', (a, b, slips) => {
    expect(slipsBetween(a, b)).toBe(slips);
  });

  it('is the same in both directions, none only for the same word, and at most the longer length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const slips = slipsBetween(a, b);
        expect(slipsBetween(b, a)).toBe(slips);
        expect(slips === 0).toBe(a === b);
        expect(slips).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
