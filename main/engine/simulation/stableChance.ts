import type { Chance } from '../ports.ts';

/** Chance that draws the same numbers in every simulation: a multiply-shift-xor generator of 32 bits (mulberry32, Tommy Ettinger). */
export function stableChance(seed: number): Chance {
  let state = seed >>> 0;
  return {
    draw: () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}
