import type { Point, Route } from './layout.ts';
import { linkKey } from './layers.ts';
import type { Rule } from './rules.ts';

/** Room that the head of an arrow takes up, in pixels. */
const HEAD = 4;
/** Estimated size of the words on a line, in pixels. */
const LETTER = 6;
const LONGEST = 28;
const WORDS = { padding: 12, height: 18 };

/** How a line is drawn: its path, its arrow head, and where its words stand. */
export interface RouteDrawing {
  readonly path: string;
  readonly head: string;
  readonly label: Point;
}

/** Draws lines: curves between layers, straight past the jobs of one. Words stand where no other words stand yet, if there is such a place. */
export function drawRoutes(routes: readonly Route[], rules: readonly Rule[]): ReadonlyMap<Rule, RouteDrawing> {
  const byLink = new Map(rules.map((rule) => [linkKey(rule), rule]));
  const taken: { readonly x: number; readonly y: number; readonly width: number }[] = [];
  const drawings = new Map<Rule, RouteDrawing>();
  for (const route of routes) {
    const rule = byLink.get(linkKey(route));
    if (rule === undefined) continue;
    const { points, down } = route;
    const end = points[points.length - 1] ?? { x: 0, y: 0 };
    const tip = down ? { x: end.x, y: end.y - HEAD } : { x: end.x - HEAD, y: end.y };
    const all = [...points.slice(0, -1), tip];
    const width = Math.min(rule.text.length, LONGEST) * LETTER + WORDS.padding;
    const free = placesOf(all, down).find(
      (place) =>
        !taken.some(
          (one) => Math.abs(one.y - place.y) < WORDS.height && Math.abs(one.x - place.x) < (one.width + width) / 2,
        ),
    );
    const label = free ?? placesOf(all, down)[0] ?? tip;
    taken.push({ ...label, width });
    drawings.set(rule, {
      path: pathOf(all, down),
      head: down ? `M${end.x - 4} ${end.y - 8}l4 5 4-5` : `M${end.x - 8} ${end.y - 4}l5 4-5 4`,
      label,
    });
  }
  return drawings;
}

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
