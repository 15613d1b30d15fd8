/** What holds of `simulate` itself: the same input gives the same lines, and its short cuts change none of them. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryLedger } from '../memoryLedger.ts';
import { simulate } from './simulate.ts';
import { StreamedLedger } from './streamedLedger.ts';
import { simulationOf } from './testing/liveThrough.ts';
import { simulationOf as scenarioOf } from './testing/scenario.ts';
import { randomWorld } from './testing/worlds.ts';

const seed = 4711;
const numRuns = 40;

describe(`over ${String(numRuns)} random worlds, seed ${String(seed)}`, () => {
  it('gives the same lines for the same input', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        expect([...simulate(simulationOf(world))]).toEqual([...simulate(simulationOf(world))]);
      }),
      { numRuns: 10, seed },
    );
  });

  it('passes over heartbeats that find nothing without changing a line', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const simulation = simulationOf(world);
        expect([...simulate(simulation)]).toEqual([...simulate(simulation, { everyHeartbeat: true })]);
      }),
      { numRuns: 10, seed },
    );
  });

  it('gives out lines while it goes on, the same as from a ledger that is kept whole', () => {
    fc.assert(
      fc.property(randomWorld, (world) => {
        const simulation = simulationOf(world);
        expect([...simulate(simulation)]).toEqual([...simulate(simulation, { ledger: new MemoryLedger() })]);
      }),
      { numRuns, seed },
    );
  });
});

it('gives the span in which the timeline ends where it was first written, before what was due in it', () => {
  const kinds = [
    ...simulate(
      scenarioOf({
        jobs: [{ id: 'a', triggers: [{ type: 'cron', expression: '30 1 * * *' }] }],
        events: [
          ['PT1H', 'suspend'],
          ['PT2H', 'resume'],
        ],
        end: 'PT3H',
      }),
    ),
  ].map((line) => {
    const { kind, state } = JSON.parse(line) as { kind: string; state?: string };
    return state ?? kind;
  });
  expect(kinds).toEqual(['awake', 'asleep', 'awake', 'due', 'run']);
});

it('gives runs that follow one another in the order in which they run', () => {
  const started = [
    ...simulate(
      scenarioOf({
        jobs: [
          { id: 'a', triggers: [{ type: 'cron', expression: '10,20,30 1 * * *' }], catchUp: { runs: 'all' } },
          { id: 'b', triggers: [{ type: 'cron', expression: '10 1 * * *' }] },
        ],
        behaves: [{ job: 'a', takes: 'PT1M' }],
        events: [
          ['PT1H', 'suspend'],
          ['PT2H', 'resume'],
        ],
        end: 'PT3H',
      }),
    ),
  ].flatMap((line) => {
    const { kind, job, started: at } = JSON.parse(line) as { kind: string; job: string; started?: string };
    return kind === 'run' ? [`${job} ${(at ?? '').slice(11, 16)}`] : [];
  });
  expect(started).toEqual(['a 02:00', 'b 02:00', 'a 02:01', 'a 02:02']);
});

describe('history that is pruned meanwhile', () => {
  const world = {
    jobs: [
      { id: 'daily', triggers: [{ type: 'cron', expression: '0 12 * * *' }] },
      { id: 'stuck', triggers: [{ type: 'cron', expression: '30 12 * * *' }], concurrency: 'queue' },
      { id: 'yearly', triggers: [{ type: 'cron', expression: '0 0 1 1 *' }] },
    ],
    behaves: [{ job: 'stuck', takes: ['PT1S', 'PT0S', 'P700D'] }],
    events: [['P100D', 'powerOff'] as const, ['P101D', 'powerOn'] as const],
    end: 'P1200D',
  };

  it('leaves every line as it was, also behind a run that lasts for years', () => {
    const simulation = scenarioOf(world);
    const lines = [...simulate(simulation)];
    expect(lines.length).toBeGreaterThan(3000);
    expect(lines).toEqual([...simulate(simulation, { ledger: new MemoryLedger() })]);
  });

  it('is gone from memory: what is left is a span and a few days', () => {
    const ledger = new StreamedLedger();
    const events = Array.from({ length: 20 }, (_, night) => [
      [`PT${String(night * 600 + 480)}H`, 'suspend'] as const,
      [`PT${String(night * 600 + 490)}H`, 'resume'] as const,
    ]).flat();
    const jobs = [{ id: 'hourly', triggers: [{ type: 'cron', expression: '0 * * * *' }] }];
    const lines = [...simulate(scenarioOf({ jobs, events, end: 'PT12000H' }), { ledger })];
    expect(lines.length).toBeGreaterThan(20_000);
    expect([...ledger.everything()].length).toBeLessThan(3000);
  });
});
