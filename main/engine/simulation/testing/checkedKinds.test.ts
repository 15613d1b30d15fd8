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
      { id: 'x', triggers: [{ type: 'interval', every: 'P1M1DT6H', anchor: '2025-10-31T06:00:00Z' }] },
      { id: 'u', triggers: [{ type: 'interval', every: 'PT12H', from: 'grid', until: '2026-01-06T12:00:00Z' }] },
      { id: 'p', triggers: [{ type: 'interval', every: 'PT4H', upTo: 'PT5H', until: '2026-01-07T00:00:00Z' }] },
      { id: 'n', triggers: [{ type: 'interval', every: 'PT5H', immediately: true }] },
      { id: 'g', triggers: [{ type: 'interval', every: 'PT7H', from: 'grid', immediately: true }] },
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
    // Three months on is January 31st, and then three days and eighteen hours.
    ['a point of months and hours that is missing', 'x', '2026-02-04', () => null, 'due moments of x/0 lost'],
    ['one at the hour of its anchor', 'x', '2026-02-04', () => ({ due: '2026-02-04T06:00:00Z' }), 'not due'],
    ['a point after the end', 'u', '2026-01-06T00', () => ({ due: '2026-01-07T00:00:00Z' }), 'not due'],
    ['a period whose first is not at once', 'n', '', () => ({ due: '2026-01-05T05:00:00Z' }), 'not due at once'],
    ['a grid whose first is missing', 'g', '', () => null, 'due moments of g/0 lost'],
    ['a first that is late', 'g', '', () => ({ due: '2026-01-05T00:30:00Z' }), 'not due'],
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

describe('jobs that follow others, and wait for them', () => {
  const hourly = (
    id: string,
    minute: number,
    more: Readonly<Record<string, unknown>> = {},
  ): Record<string, unknown> => ({
    id,
    triggers: [{ type: 'calendar', entries: [{ minute }] }],
    ...more,
  });
  const after = (id: string, on: unknown, condition?: string): Record<string, unknown> => ({
    id,
    triggers: [{ type: 'after', job: 'a', on, ...(condition === undefined ? {} : { if: condition }) }],
  });
  const life = lifeOfScenario({
    jobs: [
      hourly('a', 10),
      after('x', [75]),
      after('i', 'any', 'outputs.rows > 0'),
      after('g', 'success', 'changed'),
      hourly('w', 30, { conditions: [{ job: 'a', succeeded: 'sinceMyLastRun' }], deadline: 'PT10M' }),
      hourly('n', 40, { conditions: [{ job: 'a', succeeded: 'sinceMyLastRun', changed: true }], deadline: 'PT10M' }),
    ],
    behaves: [
      {
        job: 'a',
        exit: [0, 75, 0, 0, 1],
        outputs: [{ rows: 1 }, { rows: 2 }, { rows: 1 }, { rows: 0 }, {}],
      },
    ],
    end: 'PT6H',
  });
  const startedOf =
    (job: string, hour: number): ((line: Line) => boolean) =>
    (line) =>
      line.kind === 'run' && line.job === job && (line.started ?? '') > `2026-01-05T0${String(hour)}`;
  const due = (job: string): string[] =>
    life.lines.flatMap((line) =>
      line.kind === 'due' && line.job === job
        ? [`${line.due.slice(11, 16)} ${line.fate} ${line.reason ?? ''}`.trim()]
        : [],
    );

  it('finds nothing wrong with a right life', () => {
    expect(violationsOf(life)).toEqual([]);
    expect(due('x')).toEqual(['01:10 ran']);
    expect(due('i')).toEqual(['00:10 ran', '01:10 ran', '02:10 ran']);
    expect(due('g')).toEqual(['00:10 ran', '03:10 ran']);
    expect(due('w').slice(0, 4)).toEqual(['00:30 ran', '01:30 expired upstreamFailed', '02:30 ran', '03:30 ran']);
    expect(due('n').slice(0, 4)).toEqual([
      '00:40 ran',
      '01:40 expired upstreamFailed',
      '02:40 expired upstreamNotRun',
      '03:40 ran',
    ]);
  });

  it.each<[string, (line: Line) => boolean, Change, string]>([
    ['a moment after an exit code that is missing', dueOf('x'), () => null, 'only 0 moments of x'],
    ['a moment that its `if` asked for', dueOf('i'), () => null, 'only 2 moments of i'],
    ['a run with a stale upstream', startedOf('w', 2), () => ({ started: '2026-01-05T01:30:00Z' }), 'not fresh'],
    ['a run with nothing new', startedOf('n', 3), () => ({ started: '2026-01-05T02:40:00Z' }), 'not fresh'],
    [
      'one that is given up too early',
      (line) => line.kind === 'due' && line.reason === 'upstreamFailed',
      () => ({ decided: '2026-01-05T01:39:00Z' }),
      'before its deadline',
    ],
  ])('sees %s', (_what, pick, change, message) => {
    expect(spoilt(life, pick, change)).toContain(message);
  });

  it('sees a moment after something new that is missing', () => {
    const lines = life.lines.filter((line) => !(line.kind === 'due' || line.kind === 'run') || line.job !== 'g');
    expect(violationsOf({ ...life, lines })?.join()).toContain('only 0 moments of g');
  });

  it.each(['x', 'i', 'g'])('sees one too many of %s', (job) => {
    const line = life.lines.find(dueOf(job));
    const more = { due: '2026-01-05T05:50:00Z', fate: 'skipped', reason: 'paused', run: null };
    const lines = [...life.lines, { ...line, ...more } as Line];
    expect(violationsOf({ ...life, lines })?.join()).toContain(`moments of ${job} after`);
  });
});

describe('time without input', () => {
  const life = lifeOfScenario({
    jobs: [{ id: 'i', triggers: [{ type: 'idle', for: 'PT20M' }] }],
    events: [
      ['PT10M', 'input'],
      ['PT2H', 'suspend'],
      ['PT3H', 'resume'],
      ['PT195M', 'input'],
    ],
    end: 'PT5H',
  });

  it('finds nothing wrong with a right life', () => {
    expect(violationsOf(life)).toEqual([]);
    expect(life.lines.flatMap((line) => (line.kind === 'due' ? [line.due.slice(11, 19)] : []))).toEqual([
      '00:30:00',
      '03:35:00',
    ]);
  });

  it.each<[string, Change, string]>([
    ['one that is missing', () => null, 'events of i/0 lost'],
    ['one that counts from an input too early', () => ({ due: '2026-01-05T00:20:00Z' }), 'did not happen'],
    ['one that comes too late', () => ({ due: '2026-01-05T00:31:00Z' }), 'did not happen'],
  ])('sees %s', (_what, change, message) => {
    expect(spoilt(life, dueOf('i'), change)).toContain(message);
  });

  it('sees one that comes again without input', () => {
    const line = life.lines.find(dueOf('i'));
    const more = { due: '2026-01-05T00:50:00Z', fate: 'skipped', reason: 'paused', run: null };
    expect(violationsOf({ ...life, lines: [...life.lines, { ...line, ...more } as Line] })?.join()).toContain(
      'did not happen',
    );
  });
});

describe('a job that is disabled and enabled', () => {
  const life = lifeOfScenario({
    jobs: [{ id: 'e', triggers: [{ type: 'cron', expression: '0 * * * *' }] }],
    events: [
      ['PT90M', 'disable', { job: 'e' }],
      ['PT210M', 'enable', { job: 'e' }],
    ],
    end: 'PT5H',
  });

  it('finds nothing wrong with a right life', () => {
    expect(violationsOf(life)).toEqual([]);
    expect(life.lines.filter(({ kind }) => kind === 'due')).toHaveLength(3);
  });

  it('sees a moment that is missing while it is on, and one that is there while it is off', () => {
    expect(spoilt(life, dueOf('e', '2026-01-05T03:30'), () => null)).toContain('due moments of e/0 lost');
    expect(spoilt(life, dueOf('e'), () => ({ due: '2026-01-05T02:00:00Z' }))).toContain('not due');
  });
});
