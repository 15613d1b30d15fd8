// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { placeOf } from './address.ts';
import { fit } from './match.ts';

const order = (query: string, texts: readonly string[]): readonly string[] =>
  texts
    .map((text) => ({ text, score: fit(query, text)?.score ?? -Infinity }))
    .filter(({ score }) => score > -Infinity)
    .sort((a, b) => b.score - a.score)
    .map(({ text }) => text);

it('puts a beginning before the beginning of a word, that before the middle, and that before gaps', () => {
  expect(order('pa', ['Copy to the spare disk', 'Archive tax papers', 'Pause everything', 'Ping all'])).toEqual([
    'Pause everything',
    'Archive tax papers',
    'Copy to the spare disk',
    'Ping all',
  ]);
});

it('takes letters that are strewn over a text for chance', () => {
  expect(fit('xyz', 'exact typing puzzle over a long line z')).toBeNull();
});

it('marks the letters that matched', () => {
  expect(fit('photo', 'Back up photos')?.pieces).toEqual([
    { text: 'Back up ', hit: false },
    { text: 'photo', hit: true },
    { text: 's', hit: false },
  ]);
});

it.each([
  ['#/jobs?tag=x', '/jobs?tag=x'],
  ['', '/today'],
  ['#token=abc', '/today'],
])('the place of "%s" is %s', (hash, place) => {
  expect(placeOf(hash)).toBe(place);
});
