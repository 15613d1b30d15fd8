import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { around } from './layers.ts';
import type { Layout, Point } from './layout.ts';
import { layout, NODE } from './layout.ts';
import { drawRoutes, onCurve, rowsOf } from './routeDrawing.ts';
import type { Rule } from './rules.ts';
import { rulesOf } from './rules.ts';

const rule = (from: string, to: string, text = 'success'): Rule => ({ from, to, text, state: 'held' });
const drawn = (jobs: string, links: string): Layout =>
  layout(
    jobs.split(' '),
    links.split(' ').map((link) => rule(link.charAt(0), link.charAt(1))),
  );
const spot = (made: Layout, job: string): Point => {
  const found = made.nodes.find((node) => node.job === job);
  if (found === undefined) throw new Error(`${job} has no place.`);
  return found;
};

/** Points along a line, as it is drawn: curves between layers, straight past them. */
const along = (points: readonly Point[], down: boolean): readonly Point[] =>
  points.slice(1).flatMap((to, index) => {
    const from = points[index] ?? to;
    return Array.from({ length: 21 }, (_, step) =>
      down || index % 2 === 1
        ? { x: from.x + ((to.x - from.x) * step) / 20, y: from.y + ((to.y - from.y) * step) / 20 }
        : onCurve(from, to, step / 20),
    );
  });

/** Jobs that a line crosses although it has nothing to do with them. */
const crossed = (made: Layout): readonly string[] =>
  made.routes.flatMap(({ from, to, points, down }) =>
    made.nodes
      .filter(({ job, x, y }) =>
        along(points, down).some(
          (at) => job !== from && job !== to && at.x > x && at.x < x + NODE.width && at.y > y && at.y < y + NODE.height,
        ),
      )
      .map(({ job }) => `${from}${to} behind ${job}`),
  );

/** A graph without circles: every link leads from an earlier letter to a later one. */
const graphs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 11 })), { maxLength: 24 })
  .map((pairs) => {
    const links = pairs.flatMap(([a, b]) => (a === b ? [] : [`${letter(Math.min(a, b))}${letter(Math.max(a, b))}`]));
    return { jobs: Array.from({ length: 12 }, (_, index) => letter(index)).join(' '), links: [...new Set(links)] };
  });
const letter = (index: number): string => String.fromCharCode(97 + index);

describe('the places of jobs', () => {
  it('are to the right of, or below, what each depends on', () => {
    const made = drawn('a b c d e', 'ab bc dc ce');
    for (const [from, to] of ['ab', 'bc', 'dc', 'ce'].map((link) => link.split(''))) {
      const before = spot(made, from ?? '');
      const after = spot(made, to ?? '');
      expect(after.x > before.x || after.y > before.y).toBe(true);
    }
  });

  it('never overlap, and no line passes behind a job', () => {
    fc.assert(
      fc.property(graphs, ({ jobs, links }) => {
        const made = layout(
          jobs.split(' '),
          links.map((link) => rule(link.charAt(0), link.charAt(1))),
        );
        const overlapping = made.nodes.filter((one, index) =>
          made.nodes
            .slice(index + 1)
            .some((other) => Math.abs(one.x - other.x) < NODE.width && Math.abs(one.y - other.y) < NODE.height),
        );
        expect(overlapping).toEqual([]);
        expect(crossed(made)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('are the same for the same graph', () => {
    expect(drawn('a b c d', 'ab ac bd cd ad')).toEqual(drawn('a b c d', 'ab ac bd cd ad'));
  });

  it('are found for a circle that should not be there, without going round in it', () => {
    expect(drawn('a b', 'ab ba').nodes).toHaveLength(2);
  });
});

describe('a line', () => {
  it('that skips a layer goes past the jobs of that layer', () => {
    const made = drawn('a b c d', 'ab bc dc');
    const route = made.routes.find(({ from }) => from === 'd');
    expect(route?.points).toHaveLength(4);
    expect(crossed(made)).toEqual([]);
  });

  it('of a long chain of single jobs leads downwards after the third', () => {
    const made = drawn('a b c d e', 'ab bc cd de');
    expect(spot(made, 'd').x).toBe(spot(made, 'c').x);
    expect(made.routes.filter(({ down }) => down)).toHaveLength(2);
  });

  it('has its words where no other words stand', () => {
    const rules = [rule('a', 'c'), rule('a', 'd'), rule('b', 'c'), rule('b', 'd')];
    const drawings = [...drawRoutes(layout(['a', 'b', 'c', 'd'], rules).routes, rules).values()];
    drawings.forEach(({ label }, index) => {
      for (const other of drawings.slice(index + 1)) {
        const apart = Math.abs(label.y - other.label.y) >= 18 || Math.abs(label.x - other.label.x) >= 54;
        expect(apart, JSON.stringify([label, other.label])).toBe(true);
      }
    });
  });

  it('has long words in up to three rows, and in one where three would stand on others', () => {
    const long = "10 seconds after each success, if outputs.changed == 'true'";
    const alone = [{ ...rule('a', 'b'), text: long }];
    expect([...drawRoutes(layout(['a', 'b'], alone).routes, alone).values()]).toMatchObject([{ rows: 3 }]);
    const rules = ['ac', 'ad', 'bc', 'bd'].map((link) => ({
      ...rule(link.charAt(0), link.charAt(1)),
      text: long,
    }));
    const drawings = [...drawRoutes(layout(['a', 'b', 'c', 'd'], rules).routes, rules).values()];
    const apart = drawings.map(({ label, rows }, index) =>
      drawings.slice(index + 1).every((other) => {
        const high = ((rows + other.rows) * 15) / 2;
        return Math.abs(label.y - other.label.y) >= high || Math.abs(label.x - other.label.x) >= 180;
      }),
    );
    expect(apart).toEqual(drawings.map(() => true));
  });

  it.each([
    ['', 1],
    ['short', 1],
    ['twelve chars', 1],
    ['thirteen chars', 2],
    ['a b c d e f g h i', 2],
    ['abcdefghijklmnopqrstuvwxyz', 3],
    ['ab abcdefghijklmnopqrstuvwxyz', 4],
  ])('of %j takes %d rows of twelve letters', (text, rows) => {
    expect(rowsOf(text, 12)).toBe(rows);
  });

  it('stands for all rules between two jobs, in the state of the one that holds it back', () => {
    const edge = { from: 'a', to: 'b', kind: 'trigger' as const };
    expect(
      rulesOf([
        { ...edge, text: 'success', state: 'held' },
        { ...edge, text: 'today', state: 'didNotHold' },
      ]),
    ).toEqual([{ from: 'a', to: 'b', text: 'success; today', state: 'didNotHold' }]);
  });
});

it('knows what lies within two steps of a job', () => {
  expect([...around('a', [rule('a', 'b'), rule('b', 'c'), rule('c', 'd')], 2)].sort()).toEqual(['a', 'b', 'c']);
});
