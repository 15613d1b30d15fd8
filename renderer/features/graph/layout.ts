import type { GraphView } from '../../../preload/contract.ts';

/** Size of a node and the room between nodes, in CSS pixels. */
export const NODE = { width: 194, height: 52 };
const GAP = { x: 128, y: 34, below: 84, component: 56 };

/** Where a node stands. */
export interface Placed {
  readonly job: string;
  readonly x: number;
  readonly y: number;
  readonly layer: number;
  /** Whether it stands below the one before it, at the end of a long chain, and not to its right. */
  readonly below: boolean;
}

/**
 * Left to right by layers: a job stands one layer after the last of those it depends on. Within a layer the order follows the
 * middle of what a job depends on; jobs that hang together stand together, groups below each other. Deterministic: the same
 * graph is always drawn the same.
 */
export function layout(nodes: GraphView['nodes'], edges: GraphView['edges']): readonly Placed[] {
  const ids = nodes.map((node) => node.job);
  const known = new Set(ids);
  const links = edges.filter((edge) => known.has(edge.from) && known.has(edge.to) && edge.from !== edge.to);
  const placed: Placed[] = [];
  let top = 0;
  for (const component of componentsOf(ids, links)) {
    const own = links.filter((edge) => component.has(edge.from));
    const layers = layersOf([...component], own);
    const rows = orderLayers(layers, own);
    const tail = tailOf(rows);
    const wide = rows.slice(0, tail + 1);
    const tallest = Math.max(...wide.map((row) => row.length));
    const middle = top + ((tallest - 1) * (NODE.height + GAP.y)) / 2;
    rows.slice(tail + 1).forEach((row, index) => {
      const y = middle + (index + 1) * (NODE.height + GAP.below);
      for (const job of row) placed.push({ job, layer: tail, x: tail * (NODE.width + GAP.x), y, below: true });
    });
    wide.forEach((row, layer) => {
      const indent = ((tallest - row.length) * (NODE.height + GAP.y)) / 2;
      row.forEach((job, index) =>
        placed.push({
          job,
          layer,
          x: layer * (NODE.width + GAP.x),
          y: top + indent + index * (NODE.height + GAP.y),
          below: false,
        }),
      );
    });
    const foot = middle + (rows.length - 1 - tail) * (NODE.height + GAP.below) + NODE.height;
    top = Math.max(top + tallest * (NODE.height + GAP.y) - GAP.y, foot) + GAP.component;
  }
  return placed;
}

/** Layers that stand side by side; a chain of single jobs after the third goes on downwards, so that all of it stays readable. */
function tailOf(rows: readonly (readonly string[])[]): number {
  let tail = rows.length - 1;
  while (tail > 2 && rows[tail]?.length === 1 && rows[tail - 1]?.length === 1) tail -= 1;
  return tail;
}

type Link = { readonly from: string; readonly to: string };

function componentsOf(ids: readonly string[], links: readonly Link[]): ReadonlySet<string>[] {
  const neighbours = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { from, to } of links) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  const seen = new Set<string>();
  const components: Set<string>[] = [];
  for (const id of ids) {
    if (seen.has(id)) continue;
    const component = new Set<string>();
    const waiting = [id];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      component.add(next);
      waiting.push(...(neighbours.get(next) ?? []));
    }
    components.push(component);
  }
  return components.sort((a, b) => b.size - a.size);
}

function layersOf(ids: readonly string[], links: readonly Link[]): ReadonlyMap<string, number> {
  const layers = new Map(ids.map((id) => [id, 0]));
  // Cycles are refused when a job is saved; a bound makes one that is there nevertheless harmless.
  for (let round = 0; round < ids.length; round += 1) {
    let moved = false;
    for (const { from, to } of links) {
      const needed = (layers.get(from) ?? 0) + 1;
      if ((layers.get(to) ?? 0) < needed && needed < ids.length) {
        layers.set(to, needed);
        moved = true;
      }
    }
    if (!moved) break;
  }
  return layers;
}

function orderLayers(layers: ReadonlyMap<string, number>, links: readonly Link[]): string[][] {
  const rows: (string[] | undefined)[] = [];
  for (const [job, layer] of layers) (rows[layer] ??= []).push(job);
  const compact = rows.flatMap((row) => (row === undefined ? [] : [row]));
  for (let layer = 1; layer < compact.length; layer += 1) {
    const before = compact[layer - 1] ?? [];
    const middle = (job: string): number => {
      const places = links
        .filter((link) => link.to === job)
        .map((link) => before.indexOf(link.from))
        .filter((at) => at >= 0);
      return places.length === 0 ? before.length : places.reduce((sum, at) => sum + at, 0) / places.length;
    };
    const row = compact[layer];
    if (row !== undefined)
      compact[layer] = row
        .map((job) => ({ job, at: middle(job) }))
        .sort((a, b) => a.at - b.at)
        .map(({ job }) => job);
  }
  return compact;
}

/** Jobs within `steps` links of `job`, itself included. */
export function around(job: string, edges: readonly Link[], steps: number): ReadonlySet<string> {
  let reached = new Set([job]);
  for (let step = 0; step < steps; step += 1) {
    const next = new Set(reached);
    for (const { from, to } of edges) {
      if (reached.has(from)) next.add(to);
      if (reached.has(to)) next.add(from);
    }
    reached = next;
  }
  return reached;
}
