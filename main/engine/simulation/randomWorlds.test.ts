/**
 * Random lives of a computer, checked against the invariants of semantics §10 by a checker that shares no code with the engine.
 * WAKEFUL_WORLDS and WAKEFUL_SEED choose how many and which; `npm run soak` lives 20,000.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { violationsOf } from './testing/checker.ts';
import { lifeOf, liveSimulation, simulationOf } from './testing/liveThrough.ts';
import { filesOf, randomWorld, type RandomWorld } from './testing/worlds.ts';

const worlds = Number(process.env['WAKEFUL_WORLDS'] ?? 300);
const seed = Number(process.env['WAKEFUL_SEED'] ?? 20_261_125);

/** What is wrong with a world; empty where nothing is. */
function wrongWith(world: RandomWorld): readonly string[] {
  const lived = liveSimulation(simulationOf(world), { evaluateTwice: true });
  return [...lived.violations, ...(violationsOf(lifeOf(world, lived)) ?? [])];
}

describe(`${String(worlds)} random worlds, seed ${String(seed)}`, () => {
  it(
    'keep the invariants',
    () => {
      fc.assert(
        fc.property(randomWorld, (world) => {
          const wrong = wrongWith(world);
          const { jobs, timeline } = wrong.length === 0 ? { jobs: {}, timeline: '' } : filesOf(world);
          expect(wrong, `${JSON.stringify(jobs)}\n${timeline}`).toEqual([]);
        }),
        { numRuns: worlds, seed, endOnFailure: false },
      );
    },
    Math.max(60_000, worlds * 500),
  );
});
