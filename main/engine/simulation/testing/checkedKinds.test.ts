/** The checker finds what is wrong with each further kind of trigger and rule: a right life is spoiled in one way, and it is seen. */
import { describe, expect, it } from 'vitest';
import { violationsOf } from './checker.ts';
import { lengthOf, type Life, type Line } from './life.ts';
import { lifeOf, liveSimulation } from './liveThrough.ts';
import { simulationOf, START, type Scenario } from './scenario.ts';

type Change = (line: Line) => Readonly<Record<string, unknown>> | null;

/** Lives a scenario, for the checker. */
function lifeOfScenario(scenario: Scenario): Life {
  const events = (scenario.events ?? []).map(([t, event, more]) => ({ ...more, t: lengthOf(t, 0), event }));
  const timeline = { start: Date.parse(START), zone: 'UTC', end: lengthOf(scenario.end, 0), events };
  return lifeOf(scenario.jobs, scenario.behaves ?? [], timeline, liveSimulation(simulationOf(scenario)));
}

/** What is found wrong where the first line that `pick` picks is changed; null takes it away. */
function spoilt(life: Life, pick: (line: Line) => boolean, change: Change): string {
  const index = life.lines.findIndex(pick);
  expect(index, 'nothing to spoil').toBeGreaterThanOrEqual(0);
  const lines = life.lines.flatMap((line, place) => {
    if (place !== index) return [line];
    const changed = change(line);
    return changed === null ? [] : [{ ...line, ...changed }];
  });
  return (violationsOf({ ...life, lines }) ?? []).join('\n');
}

const dueOf =
  (job: string, after = ''): ((line: Line) => boolean) =>
  (line) =>
    line.kind === 'due' && line.job === job && line.due > after;

describe('intervals on a grid with an anchor, until an end, of drawn length', () => {
  const life = lifeOfScenario({
    jobs: [
      { id: 'd', triggers: [{ type: 'interval', every: 'P2D', anchor: '2026-01-02T09:30:00Z' }] },
      { id: 'm', triggers: [{ type: 'interval', every: 'P1M', anchor: '2025-10-31T06:00:00Z' }] },
      { id: 'u', triggers: [{ type: 'interval', every: 'PT12H', from: 'grid', until: '2026-01-06T12:00:00Z' }] },
      { id: 'p', triggers: [{ type: 'interval', every: 'PT4H', upTo: 'PT5H', until: '2026-01-07T00:00:00Z' }] },
    ],
    end: 'P60D',
  });

  it('finds nothing wrong with a right life', () => {
    expect(violationsOf(life)).toEqual([]);
  });

  it.each<[string, string, string, Change, string]>([
    ['a point that is missing', 'd', '', () => null, 'due moments of d/0 lost'],
    ['a day too early', 'd', '', () => ({ due: '2026-01-05T09:30:00Z' }), 'not due'],
    ['another time of day', 'd', '', () => ({ due: '2026-01-06T10:30:00Z' }), 'not due'],
    ['a month without its 31st', 'm', '2026-02', () => null, 'due moments of m/0 lost'],
    ['one that runs over into March', 'm', '2026-02', () => ({ due: '2026-03-03T06:00:00Z' }), 'not due'],
    ['a point after the end', 'u', '2026-01-06T00', () => ({ due: '2026-01-07T00:00:00Z' }), 'not due'],
    ['a period that is too short', 'p', '', () => ({ due: '2026-01-05T03:59:59Z' }), 'not one period after'],
    ['a period that is too long', 'p', '', () => ({ due: '2026-01-05T05:00:01Z' }), 'not one period after'],
    ['a period after the end', 'p', '2026-01-06T12', () => ({ due: '2026-01-07T00:00:01Z' }), 'due after its end'],
  ])('sees %s', (_what, job, after, change, message) => {
    expect(spoilt(life, dueOf(job, after), change)).toContain(message);
  });
});

describe('ends that Wakeful did not see', () => {
  const life = lifeOfScenario({
    jobs: ['c', 'f', 'q'].map((id, hour) => ({ id, triggers: [{ type: 'calendar', entries: [{ hour, minute: 5 }] }] })),
    behaves: ['c', 'f', 'q'].map((job) => ({ job, takes: 'PT20M', exit: job === 'c' ? 3 : 0 })),
    events: [
      ['PT10M', 'crash'],
      ['PT30M', 'launch'],
      ['PT70M', 'powerOff'],
      ['PT100M', 'powerOn'],
      ['PT130M', 'quit'],
      ['PT150M', 'launch'],
    ],
    end: 'PT5H',
  });
  const runOf =
    (job: string) =>
    (line: Line): boolean =>
      line.kind === 'run' && line.job === job;

  it('finds nothing wrong with a right life', () => {
    expect(violationsOf(life)).toEqual([]);
    expect(life.lines.flatMap((line) => (line.kind === 'run' ? [line.outcome] : []))).toEqual([
      'failed',
      'interrupted',
      'interrupted',
    ]);
  });

  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    [
      'an end that was known after a crash',
      'c',
      { outcome: 'interrupted', ended: '2026-01-05T00:10:00Z' },
      'was known',
    ],
    ['one with the time of the noticing', 'c', { ended: '2026-01-05T00:30:00Z' }, 'its process ended 2026-01-05T00:25'],
    ['one that was never taken up', 'c', { outcome: null, ended: null }, 'its process has ended'],
    [
      'an end of what went down with the computer',
      'f',
      { outcome: 'succeeded', ended: '2026-01-05T01:25:00Z' },
      'went down with the computer',
    ],
  ])('sees %s', (_what, job, change, message) => {
    expect(spoilt(life, runOf(job), () => change)).toContain(message);
  });
});
