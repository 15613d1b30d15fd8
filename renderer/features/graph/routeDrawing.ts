import type { Point, Route } from './layout.ts';
import { linkKey } from './layers.ts';
import type { Rule } from './rules.ts';

/** Room that the head of an arrow takes up, in pixels. */
const HEAD = 4;
/** Estimated size of the words on a line, in pixels: so many letters stand beside each other, and so many rows of them. */
const LETTER = 6;
const LONGEST = 28;
const MOST_ROWS = 3;
const WORDS = { padding: 12, row: 15, around: 3 };

/** How a line is drawn: its path, its arrow head, and where its words stand, in how many rows. */
export interface RouteDrawing {
  readonly path: string;
  readonly head: string;
  readonly label: Point;
  readonly rows: number;
}

/** Number of rows that a text takes up where so many letters stand beside each other, broken between words. */
export function rowsOf(text: string, letters: number): number {
  let rows = 1;
  let used = 0;
  for (const { length } of text.split(' ')) {
    const together = used === 0 ? length : used + 1 + length;
    if (together <= letters) used = together;
    else {
      // A word that is longer than a row is broken itself.
      rows += (used === 0 ? 0 : 1) + Math.ceil(length / letters) - 1;
      used = length % letters === 0 ? letters : length % letters;
    }
  }
  return rows;
}

/** The words of a line: where their middle is, and their size. */
interface Words {
  readonly at: Point;
  readonly width: number;
  readonly rows: number;
}

/**
 * Draws lines: curves between layers, straight past the jobs of one. Words stand where no other words stand yet, if there is such a place, and
 * take as many rows as they need where that covers no others.
 */
export function drawRoutes(routes: readonly Route[], rules: readonly Rule[]): ReadonlyMap<Rule, RouteDrawing> {
  const byLink = new Map(rules.map((rule) => [linkKey(rule), rule]));
  const lines = new Map<Rule, { readonly path: string; readonly head: string }>();
  const words = new Map<Rule, Words>();
  const isFree = (wanted: Words, own: Rule): boolean => {
    for (const [rule, other] of words) if (rule !== own && overlap(wanted, other)) return false;
    return true;
  };
  for (const route of routes) {
    const rule = byLink.get(linkKey(route));
    if (rule === undefined) continue;
    const { points, down } = route;
    const end = points[points.length - 1] ?? { x: 0, y: 0 };
    const tip = down ? { x: end.x, y: end.y - HEAD } : { x: end.x - HEAD, y: end.y };
    const all = [...points.slice(0, -1), tip];
    const width = Math.min(rule.text.length, LONGEST) * LETTER + WORDS.padding;
    const places = placesOf(all, down).map((at): Words => ({ at, width, rows: 1 }));
    words.set(rule, places.find((place) => isFree(place, rule)) ?? places[0] ?? { at: tip, width, rows: 1 });
    lines.set(rule, {
      path: pathOf(all, down),
      head: down ? `M${end.x - 4} ${end.y - 8}l4 5 4-5` : `M${end.x - 8} ${end.y - 4}l5 4-5 4`,
    });
  }
  for (const [rule, one] of words) {
    const more = { ...one, rows: Math.min(MOST_ROWS, rowsOf(rule.text, LONGEST)) };
    if (isFree(more, rule)) words.set(rule, more);
  }
  return new Map(
    [...lines].map(([rule, line]) => {
      const { at, rows } = words.get(rule) ?? { at: { x: 0, y: 0 }, rows: 1 };
      return [rule, { ...line, label: at, rows }];
    }),
  );
}

function overlap(one: Words, other: Words): boolean {
  const high = (heightOf(one.rows) + heightOf(other.rows)) / 2;
  return Math.abs(one.at.y - other.at.y) < high && Math.abs(one.at.x - other.at.x) < (one.width + other.width) / 2;
}

const heightOf = (rows: number): number => rows * WORDS.row + WORDS.around;

function pathOf(points: readonly Point[], down: boolean): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${first.x} ${first.y}`;
  let from = first;
  rest.forEach((to, index) => {
    // Every second piece goes straight past a layer.
    const straight = index % 2 === 1 || (down ? from.x === to.x : from.y === to.y);
    const middle = (from.x + to.x) / 2;
    path += straight ? `L${to.x} ${to.y}` : `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
    from = to;
  });
  return path;
}

/** Where words can stand, best first: past a layer in its middle, else on the curve in its middle or a little to either side. */
function placesOf(points: readonly Point[], down: boolean): readonly Point[] {
  const straight = points.flatMap((from, index): Point[] => {
    const to = points[index + 1];
    return index % 2 === 0 || to === undefined ? [] : [{ x: (from.x + to.x) / 2, y: from.y }];
  });
  const [first, second] = points;
  if (first === undefined || second === undefined) return straight;
  const on = (share: number): Point =>
    down ? { x: first.x, y: first.y + (second.y - first.y) * share } : onCurve(first, second, share);
  return [...straight, ...[0.5, 0.33, 0.67, 0.2, 0.8].map(on)];
}

/** A point of the curve that `pathOf` draws between two points. */
export function onCurve(from: Point, to: Point, share: number): Point {
  const middle = (from.x + to.x) / 2;
  const rest = 1 - share;
  const of = (a: number, b: number, c: number, d: number): number =>
    rest ** 3 * a + 3 * rest ** 2 * share * b + 3 * rest * share ** 2 * c + share ** 3 * d;
  return { x: of(from.x, middle, middle, to.x), y: of(from.y, from.y, to.y, to.y) };
}
