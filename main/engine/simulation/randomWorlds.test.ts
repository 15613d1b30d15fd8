/**
 * Random lives of a computer, checked against the invariants of semantics §10 by a checker that shares no code with the engine.
 * WAKEFUL_WORLDS and WAKEFUL_SEED choose how many and which; `npm run soak` lives 20,000.
 */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { violationsOf } from './testing/checker.ts';
import { lifeOf, liveSimulation, simulationOf, type LiveOptions } from './testing/liveThrough.ts';
import { filesOf, randomWorld, type RandomWorld } from './testing/worlds.ts';

const worlds = Number(process.env['WAKEFUL_WORLDS'] ?? 300);
const seed = Number(process.env['WAKEFUL_SEED'] ?? 20_261_125);

/** What is wrong with a world; empty where nothing is. */
function wrongWith(world: RandomWorld, options: LiveOptions): readonly string[] {
  const lived = liveSimulation(simulationOf(world), options);
  return [
    ...lived.violations,
    ...(violationsOf(lifeOf(world.jobs, world.behaviours, world.timeline, lived, world.settings)) ?? []),
  ];
}

/** Fails with the world as the two files of `simulate`. */
function expectNothingWrong(world: RandomWorld, options: LiveOptions): void {
  const wrong = wrongWith(world, options);
  const { jobs, timeline } = wrong.length === 0 ? { jobs: {}, timeline: '' } : filesOf(world);
  expect(wrong, `${JSON.stringify(options)}\n${JSON.stringify(jobs)}\n${timeline}`).toEqual([]);
}

describe(`${String(worlds)} random worlds, seed ${String(seed)}`, () => {
  it(
    'keep the invariants',
    () => {
      fc.assert(
        fc.property(randomWorld, (world) => expectNothingWrong(world, { evaluateTwice: true })),
        { numRuns: worlds, seed },
      );
    },
    Math.max(60_000, worlds * 5000),
  );

  it(
    'keep them where Wakeful is stopped at any one write',
    () => {
      const stop = fc.record({ write: fc.integer({ min: 1, max: 150 }), when: fc.constantFrom('before', 'after') });
      fc.assert(
        fc.property(randomWorld, stop, (world, stopAt) => expectNothingWrong(world, { stopAt, everyHeartbeat: true })),
        { numRuns: Math.ceil(worlds / 10), seed },
      );
    },
    Math.max(60_000, worlds * 5000),
  );
});
