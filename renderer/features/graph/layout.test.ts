import { expect, it } from 'vitest';
import { around, layout } from './layout.ts';

const node = (job: string) => ({ job, name: job, state: 'scheduled' as const, lastFate: null });
const edge = (from: string, to: string) => ({ from, to, text: '', kind: 'trigger' as const, state: 'held' as const });
const place = (names: string, links: readonly (readonly [string, string])[]) =>
  new Map(
    layout(
      names.split(' ').map(node),
      links.map(([from, to]) => edge(from, to)),
    ).map((one) => [one.job, one]),
  );

it('stands every job to the right of, or below, what it depends on', () => {
  const placed = place('a b c d e', [
    ['a', 'b'],
    ['b', 'c'],
    ['d', 'c'],
    ['c', 'e'],
  ]);
  for (const [from, to] of [
    ['a', 'b'],
    ['b', 'c'],
    ['d', 'c'],
    ['c', 'e'],
  ]) {
    const before = placed.get(from ?? '');
    const after = placed.get(to ?? '');
    expect((after?.x ?? 0) > (before?.x ?? 0) || (after?.y ?? 0) > (before?.y ?? 0)).toBe(true);
  }
});

it('lets no two jobs stand on each other', () => {
  const placed = [
    ...place('a b c d e f g h', [
      ['a', 'b'],
      ['a', 'c'],
      ['a', 'd'],
      ['e', 'f'],
      ['b', 'g'],
    ]).values(),
  ];
  const spots = new Set(placed.map(({ x, y }) => `${x} ${y}`));
  expect(spots.size).toBe(placed.length);
});

it('draws a circle that should not be there without going round in it', () => {
  expect(
    place('a b', [
      ['a', 'b'],
      ['b', 'a'],
    ]).size,
  ).toBe(2);
});

it('knows what lies within two steps of a job', () => {
  const edges = [edge('a', 'b'), edge('b', 'c'), edge('c', 'd')];
  expect([...around('a', edges, 2)].sort()).toEqual(['a', 'b', 'c']);
});
