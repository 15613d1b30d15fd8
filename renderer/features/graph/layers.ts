/** A line from a job to one that depends on it. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** A place in a layer: a job, or the way of a line that goes past this layer. */
export interface Slot {
  readonly id: string;
  readonly job: string | null;
}

/** Jobs that hang together, in layers, with a slot in every layer that a line passes. */
export interface Layered {
  readonly rows: readonly (readonly Slot[])[];
  /** Slots by which each line goes, from its job to the other; empty for a line that leads backwards. By `linkKey`. */
  readonly ways: ReadonlyMap<string, readonly string[]>;
}

export const linkKey = ({ from, to }: Link): string => `${from}\n${to}`;

/** Groups of jobs that hang together, the largest first. */
export function componentsOf(ids: readonly string[], links: readonly Link[]): readonly ReadonlySet<string>[] {
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

/** A job stands one layer after the last of those it depends on; a line that skips layers has a slot in each of them. */
export function layered(ids: readonly string[], links: readonly Link[]): Layered {
  const layerOf = layersOf(ids, links);
  const rows: Slot[][] = [];
  const put = (layer: number, slot: Slot): void => {
    while (rows.length <= layer) rows.push([]);
    rows[layer]?.push(slot);
  };
  for (const id of ids) put(layerOf.get(id) ?? 0, { id, job: id });
  const ways = new Map<string, readonly string[]>();
  for (const link of links) {
    const first = layerOf.get(link.from) ?? 0;
    const last = layerOf.get(link.to) ?? 0;
    if (last <= first) {
      ways.set(linkKey(link), []);
      continue;
    }
    const way = [link.from];
    for (let layer = first + 1; layer < last; layer += 1) {
      const id = `${linkKey(link)}\n${layer}`;
      put(layer, { id, job: null });
      way.push(id);
    }
    ways.set(linkKey(link), [...way, link.to]);
  }
  return { rows: ordered(rows, stepsOf(ways)), ways };
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

/** Each line, cut into its steps from layer to layer. */
export const stepsOf = (ways: Layered['ways']): readonly Link[] =>
  [...ways.values()].flatMap((way) => way.slice(1).map((to, index) => ({ from: way[index] ?? to, to })));

/** Rounds of putting each layer in the order of what it hangs on, to the right and back. */
const ROUNDS = 8;

/** The order within each layer that has the fewest crossings of those tried; the same graph is always ordered the same. */
function ordered(rows: readonly (readonly Slot[])[], steps: readonly Link[]): readonly (readonly Slot[])[] {
  let current = rows;
  let best = rows;
  let fewest = crossings(rows, steps);
  for (let round = 0; round < ROUNDS && fewest > 0; round += 1) {
    current = sweep(current, steps, round % 2 === 0);
    const found = crossings(current, steps);
    if (found < fewest) {
      fewest = found;
      best = current;
    }
  }
  return best;
}

function sweep(
  rows: readonly (readonly Slot[])[],
  steps: readonly Link[],
  rightwards: boolean,
): readonly (readonly Slot[])[] {
  const next = rows.map((row) => [...row]);
  const layers = next.map((_, index) => (rightwards ? index : next.length - 1 - index)).slice(1);
  for (const layer of layers) {
    const beside = new Map(next[rightwards ? layer - 1 : layer + 1]?.map((slot, index) => [slot.id, index]));
    const middle = (id: string, index: number): number => {
      const places = steps.flatMap((step) => {
        const other = rightwards ? (step.to === id ? step.from : null) : step.from === id ? step.to : null;
        const at = other === null ? undefined : beside.get(other);
        return at === undefined ? [] : [at];
      });
      return places.length === 0 ? index : places.reduce((sum, at) => sum + at, 0) / places.length;
    };
    next[layer] = (next[layer] ?? [])
      .map((slot, index) => ({ slot, index, at: middle(slot.id, index) }))
      .sort((a, b) => a.at - b.at || a.index - b.index)
      .map(({ slot }) => slot);
  }
  return next;
}

function crossings(rows: readonly (readonly Slot[])[], steps: readonly Link[]): number {
  const place = new Map(rows.flatMap((row, layer) => row.map((slot, index) => [slot.id, { layer, index }] as const)));
  const between = new Map<number, { readonly a: number; readonly b: number }[]>();
  for (const { from, to } of steps) {
    const a = place.get(from);
    const b = place.get(to);
    if (a === undefined || b === undefined) continue;
    const known = between.get(a.layer);
    const step = { a: a.index, b: b.index };
    if (known === undefined) between.set(a.layer, [step]);
    else known.push(step);
  }
  let count = 0;
  for (const all of between.values()) {
    all.forEach((one, index) => {
      for (const other of all.slice(index + 1)) if ((one.a - other.a) * (one.b - other.b) < 0) count += 1;
    });
  }
  return count;
}

/** Jobs within `steps` links of `job`, itself included. */
export function around(job: string, links: readonly Link[], steps: number): ReadonlySet<string> {
  let reached = new Set([job]);
  for (let step = 0; step < steps; step += 1) {
    const next = new Set(reached);
    for (const { from, to } of links) {
      if (reached.has(from)) next.add(to);
      if (reached.has(to)) next.add(from);
    }
    reached = next;
  }
  return reached;
}
