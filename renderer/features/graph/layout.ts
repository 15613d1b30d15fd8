import type { Wish } from './heights.ts';
import { settle } from './heights.ts';
import type { Layered, Link, Slot } from './layers.ts';
import { componentsOf, layered, linkKey, stepsOf } from './layers.ts';
import type { Rule } from './rules.ts';

/** Size of a node and the room between nodes, in CSS pixels. */
export const NODE = { width: 194, height: 52 };
const GAP = { y: 34, below: 84, component: 56 };
/** Room between two layers: for the words on the lines, within reason. */
const ROOM = { least: 96, most: 210, letter: 6, around: 44 };
/** Height that a line takes up where it passes a layer, with its words: as much as a job, so that lines run straight; less where many pass. */
const LINE = { few: NODE.height, many: 20 };
const FEW = 2;

/** Where a node stands. */
export interface Placed {
  readonly job: string;
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a line goes: from job to job in curves between the layers, straight past the jobs of a layer. */
export interface Route {
  readonly from: string;
  readonly to: string;
  readonly points: readonly Point[];
  /** From the foot of a job to the head of the next, at the end of a long chain. */
  readonly down: boolean;
}

export interface Layout {
  readonly nodes: readonly Placed[];
  readonly routes: readonly Route[];
}

/**
 * Left to right by layers: a job stands one layer after the last of those it depends on, and a line that skips a layer goes past
 * its jobs, never behind them. Jobs that hang together stand together, groups below each other. Deterministic: the same graph is
 * always drawn the same.
 */
export function layout(jobs: readonly string[], rules: readonly Rule[]): Layout {
  const known = new Set(jobs);
  const links = rules.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
  const groups = componentsOf(jobs, links).map((component) => {
    const own = links.filter((link) => component.has(link.from));
    const layers = layered([...component], own);
    return { jobs: [...component], links: own, layers, tail: tailOf(layers.rows) };
  });
  const columns = columnsOf(groups);
  const nodes: Placed[] = [];
  const routes: Route[] = [];
  let top = 0;
  for (const group of groups) {
    const drawn = place(group, columns, top);
    nodes.push(...drawn.nodes);
    routes.push(...drawn.routes);
    const feet = drawn.nodes.map((node) => node.y + NODE.height);
    const lowest = drawn.routes.flatMap((route) => route.points.map(({ y }) => y + LINE.many / 2));
    top = Math.max(top, ...feet, ...lowest) + GAP.component;
  }
  return { nodes, routes };
}

/** Jobs that hang together. */
interface Group {
  readonly jobs: readonly string[];
  readonly links: readonly Rule[];
  readonly layers: Layered;
  /** The last layer that stands beside the one before it; the rest stand below it. */
  readonly tail: number;
}

function place({ jobs, links, layers, tail }: Group, columns: readonly number[], top: number): Layout {
  const wide = layers.rows.slice(0, tail + 1);
  const middles = middlesOf(wide, stepsOf(layers.ways));
  const highest = Math.min(
    ...wide.flatMap((row) => row.map((slot) => (middles.get(slot.id) ?? 0) - heightOf(slot, row) / 2)),
  );
  const middle = new Map<string, Point>();
  wide.forEach((row, layer) => {
    for (const slot of row) {
      const y = Math.round((middles.get(slot.id) ?? 0) - highest + top);
      middle.set(slot.id, { x: (columns[layer] ?? 0) + NODE.width / 2, y });
    }
  });
  const last = middle.get(wide[tail]?.[0]?.id ?? '') ?? { x: 0, y: top };
  layers.rows.slice(tail + 1).forEach((row, index) => {
    for (const slot of row) middle.set(slot.id, { x: last.x, y: last.y + (index + 1) * (NODE.height + GAP.below) });
  });
  const nodes = jobs.flatMap((job) => {
    const at = middle.get(job);
    return at === undefined ? [] : [{ job, x: at.x - NODE.width / 2, y: at.y - NODE.height / 2 }];
  });
  return { nodes, routes: links.flatMap((link) => routeOf(link, layers.ways, middle)) };
}

/** Layers that stand side by side; a chain of single jobs after the third goes on downwards, so that all of it stays readable. */
function tailOf(rows: Layered['rows']): number {
  let tail = rows.length - 1;
  while (tail > 2 && rows[tail]?.length === 1 && rows[tail - 1]?.length === 1) tail -= 1;
  return tail;
}

function heightOf(slot: Slot, row: readonly Slot[]): number {
  if (slot.job !== null) return NODE.height;
  return row.filter(({ job }) => job === null).length > FEW ? LINE.many : LINE.few;
}

/** Rounds of moving each layer towards the middle of its neighbours. */
const ROUNDS = 12;

/** The middle of each slot, on the vertical: as straight as the lines can be without anything standing on anything. */
function middlesOf(rows: Layered['rows'], steps: readonly Link[]): ReadonlyMap<string, number> {
  const middles = new Map<string, number>();
  for (const row of rows) {
    const stacked = row.map((slot, index) => ({
      id: slot.id,
      height: heightOf(slot, row),
      wanted: index * 60,
      weight: 1,
    }));
    for (const [id, at] of settle(stacked, GAP.y)) middles.set(id, at);
  }
  const neighbours = new Map<string, { readonly left: string[]; readonly right: string[] }>();
  for (const slot of rows.flat()) neighbours.set(slot.id, { left: [], right: [] });
  for (const { from, to } of steps) {
    neighbours.get(from)?.right.push(to);
    neighbours.get(to)?.left.push(from);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const rightwards = round % 2 === 0;
    const order = rightwards ? rows : [...rows].reverse();
    for (const row of order) {
      const wishes = row.map((slot): Wish => {
        const sides = neighbours.get(slot.id) ?? { left: [], right: [] };
        const near = rightwards ? sides.left : sides.right;
        const all = (near.length > 0 ? near : [...sides.left, ...sides.right]).flatMap((id) => middles.get(id) ?? []);
        const wanted =
          all.length === 0 ? (middles.get(slot.id) ?? 0) : all.reduce((sum, at) => sum + at, 0) / all.length;
        // A line that bends on its way past a layer looks worse than a job that stands a little beside its line.
        return { id: slot.id, height: heightOf(slot, row), wanted, weight: slot.job === null ? 4 : 1 };
      });
      for (const [id, at] of settle(wishes, GAP.y)) middles.set(id, at);
    }
  }
  return middles;
}

/** Left edge of each layer, the same for all groups: between two there is room for the words that stand there. */
function columnsOf(groups: readonly Group[]): readonly number[] {
  const letters: number[] = [];
  for (const { links, layers, tail } of groups) {
    layers.rows.slice(0, tail + 1).forEach((row, layer) => {
      letters[layer] ??= 0;
      for (const link of links) {
        // Words of a line that passes a layer stand in that layer; those of one that leads downwards beside it.
        const next = layers.ways.get(linkKey(link))?.length === 2 && layer < tail;
        if (next && row.some((slot) => slot.id === link.from))
          letters[layer] = Math.max(letters[layer], link.text.length);
      }
    });
  }
  const columns: number[] = [];
  let x = 0;
  for (const count of letters) {
    columns.push(x);
    x += NODE.width + Math.min(ROOM.most, Math.max(ROOM.least, count * ROOM.letter + ROOM.around));
  }
  return columns;
}

function routeOf(link: Link, ways: Layered['ways'], middle: ReadonlyMap<string, Point>): readonly Route[] {
  const way = ways.get(linkKey(link)) ?? [];
  const from = middle.get(link.from);
  const to = middle.get(link.to);
  if (from === undefined || to === undefined) return [];
  const half = NODE.width / 2;
  if (way.length === 2 && from.x === to.x) {
    const points = [
      { x: from.x, y: from.y + NODE.height / 2 },
      { x: to.x, y: to.y - NODE.height / 2 },
    ];
    return [{ from: link.from, to: link.to, points, down: true }];
  }
  const past = way.slice(1, -1).flatMap((id) => {
    const at = middle.get(id);
    return at === undefined
      ? []
      : [
          { x: at.x - half, y: at.y },
          { x: at.x + half, y: at.y },
        ];
  });
  const points = [{ x: from.x + half, y: from.y }, ...past, { x: to.x - half, y: to.y }];
  return [{ from: link.from, to: link.to, points, down: false }];
}
