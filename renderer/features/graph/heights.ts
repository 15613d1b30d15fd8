/** How far apart things of a layer stand, and where each would like to be: the middle of what it hangs on. */
export interface Wish {
  readonly id: string;
  readonly height: number;
  readonly wanted: number;
  /** How much its wish counts beside the others'. */
  readonly weight: number;
}

/**
 * Middles as near to the wanted ones as the order and the room between allow: the least sum of squares. (Neighbours that would
 * overlap are pooled and stand at their common mean.)
 */
export function settle(wishes: readonly Wish[], gap: number): ReadonlyMap<string, number> {
  // Without heights and gaps the only condition left is that the order holds.
  const offsets: number[] = [];
  wishes.forEach((wish, index) => {
    const before = wishes[index - 1];
    offsets.push(before === undefined ? 0 : (offsets[index - 1] ?? 0) + (before.height + wish.height) / 2 + gap);
  });
  const pools: { sum: number; weight: number; count: number }[] = [];
  wishes.forEach((wish, index) => {
    pools.push({ sum: (wish.wanted - (offsets[index] ?? 0)) * wish.weight, weight: wish.weight, count: 1 });
    for (;;) {
      const last = pools[pools.length - 1];
      const before = pools[pools.length - 2];
      if (last === undefined || before === undefined || before.sum / before.weight <= last.sum / last.weight) break;
      pools.splice(-2, 2, {
        sum: before.sum + last.sum,
        weight: before.weight + last.weight,
        count: before.count + last.count,
      });
    }
  });
  const middles = new Map<string, number>();
  let index = 0;
  for (const pool of pools) {
    for (let one = 0; one < pool.count; one += 1) {
      const wish = wishes[index];
      if (wish !== undefined) middles.set(wish.id, pool.sum / pool.weight + (offsets[index] ?? 0));
      index += 1;
    }
  }
  return middles;
}
