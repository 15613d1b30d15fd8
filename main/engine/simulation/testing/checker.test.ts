/** The checker finds what is wrong: each case spoils the output of a right life in one way, and is seen. */
import { describe, expect, it } from 'vitest';
import { violationsOf } from './checker.ts';
import type { DueLine, Line, MachineLine, RunLine } from './life.ts';
import { lifeOf, liveSimulation } from './liveThrough.ts';
import { simulationOf, START, type Scenario } from './scenario.ts';
import { Stop, watchedLedger } from './watchedLedger.ts';

const HOUR = 3_600_000;

const scenario: Scenario = {
  jobs: [
    { id: 'a', triggers: [{ type: 'cron', expression: '*/30 * * * *' }] },
    { id: 'b', triggers: [{ type: 'after', job: 'a', on: 'any' }] },
    { id: 'n', triggers: [{ type: 'cron', expression: '0 * * * *' }], catchUp: { runs: 'none' } },
  ],
  behaves: [{ job: 'a', takes: 'PT1M', exit: [0, 1] }],
  events: [
    ['PT70M', 'suspend'],
    ['PT250M', 'resume'],
    ['PT310M', 'quit'],
    ['PT370M', 'launch'],
  ],
  end: 'PT8H',
};

const lived = liveSimulation(simulationOf(scenario));
const lines = lived.output.map((line) => JSON.parse(line) as Line);

function violations(spoilt: readonly Line[], traced = lived.traced): readonly string[] {
  const timeline = {
    start: Date.parse(START),
    zone: 'UTC',
    end: 8 * HOUR,
    events: [
      { t: 70 * 60_000, event: 'suspend' },
      { t: 250 * 60_000, event: 'resume' },
      { t: 310 * 60_000, event: 'quit' },
      { t: 370 * 60_000, event: 'launch' },
    ],
  };
  const found = violationsOf({
    ...lifeOf(scenario.jobs, scenario.behaves ?? [], timeline, lived),
    lines: spoilt,
    traced,
  });
  return found ?? [];
}

/** Changes the first line that `pick` picks. */
function spoil(pick: (line: Line) => boolean, change: (line: Line) => readonly Line[]): readonly Line[] {
  const index = lines.findIndex(pick);
  const line = lines[index];
  if (line === undefined) throw new Error('Nothing to spoil.');
  return [...lines.slice(0, index), ...change(line), ...lines.slice(index + 1)];
}

const isDue =
  (fate: string, name = 'a') =>
  (line: Line): boolean =>
    line.kind === 'due' && line.fate === fate && line.job === name;
const due = (line: Line, change: Partial<DueLine>): readonly Line[] => [{ ...(line as DueLine), ...change }];
const run = (line: Line, change: Partial<RunLine>): readonly Line[] => [{ ...(line as RunLine), ...change }];
const isRun = (line: Line): boolean => line.kind === 'run' && line.job === 'a';
const isAsleep = (line: Line): boolean => line.kind === 'machine' && line.state === 'asleep';

describe('the checker', () => {
  it('finds nothing wrong with a right life', () => {
    expect(violations(lines)).toEqual([]);
  });

  it.each<[string, readonly Line[], string]>([
    ['a due moment without an entry', spoil(isDue('ran'), () => []), 'lost'],
    ['a due moment with two entries', spoil(isDue('ran'), (line) => [line, line]), 'two entries'],
    [
      'an entry for what was not due',
      spoil(isDue('ran'), (line) => due(line, { due: '2026-01-05T00:31:00Z' })),
      'not due',
    ],
    ['a span that counts wrong', spoil(isDue('coalesced'), (line) => due(line, { count: 99 })), 'counts otherwise'],
    [
      'a run that started late as ran',
      spoil(isDue('caughtUp'), (line) => due(line, { fate: 'ran', reason: null })),
      'but the run started',
    ],
    [
      'a run on time as caughtUp',
      spoil(isDue('ran'), (line) => due(line, { fate: 'caughtUp', reason: 'asleep' })),
      'but the run started',
    ],
    ['caughtUp without a reason', spoil(isDue('caughtUp'), (line) => due(line, { reason: null })), 'without a reason'],
    ['a reason that is not true', spoil(isDue('caughtUp'), (line) => due(line, { reason: 'off' })), ''],
    ['coalesced into nothing', spoil(isDue('coalesced'), (line) => due(line, { run: null })), 'coalesced into nothing'],
    [
      'coalesced into a run that is not there',
      spoil(isDue('coalesced'), (line) => due(line, { run: 'x' })),
      'not there',
    ],
    [
      'a run that nothing was due for',
      spoil(isDue('ran'), (line) => due(line, { fate: 'skipped', reason: 'paused', run: null })),
      'for no due moment',
    ],
    [
      'caught up although it never does',
      spoil(isDue('expired', 'n'), (line) => due(line, { fate: 'caughtUp', reason: 'asleep' })),
      '',
    ],
    ['a run without an outcome', spoil(isRun, (line) => run(line, { outcome: null })), 'an end without an outcome'],
    ['a run while asleep', spoil(isRun, (line) => run(line, { started: '2026-01-05T03:00:00Z' })), 'could not act'],
    [
      'a run that ended before it started',
      spoil(isRun, (line) => run(line, { ended: '2026-01-05T00:00:01Z' })),
      'before it started',
    ],
    ['a run that is missing', spoil(isRun, () => []), 'not there'],
    ['a hole in the machine history', spoil(isAsleep, () => []), 'a hole'],
    [
      'sleep that was none',
      spoil(isAsleep, (line) => [{ ...(line as MachineLine), state: 'awake' }]),
      'the computer was asleep',
    ],
    ['an era that never began', spoil(isDue('ran'), (line) => due(line, { era: 2 })), 'eras'],
    ['a moment after an upstream that is missing', spoil(isDue('ran', 'b'), () => []), 'only'],
  ])('sees %s', (_what, spoilt, message) => {
    const found = violations(spoilt);
    expect(found.length).toBeGreaterThan(0);
    expect(found.join('\n')).toContain(message);
  });

  it('sees a process that was started twice, and two at once', () => {
    const start = lived.traced.find(({ kind }) => kind === 'start');
    if (start === undefined) throw new Error('Nothing started.');
    expect(violations(lines, [start, ...lived.traced]).join()).toContain('started twice');
    expect(violations(lines, [{ ...start, attempt: 2 }, ...lived.traced]).join()).toContain('at once');
  });
});

describe('the checker of what is not due by the clock alone', () => {
  const other: Scenario = {
    jobs: [
      { id: 'w', triggers: [{ type: 'watch', paths: ['/in'], settle: 'PT1M' }] },
      { id: 'u', triggers: [{ type: 'resume', after: 'PT5M' }] },
      { id: 'k', triggers: [{ type: 'keepAlive', throttle: 'PT30M' }] },
      { id: 'q', triggers: [{ type: 'queue', directory: '/in', throttle: 'PT30M' }] },
      { id: 'p', triggers: [{ type: 'phrase', text: 'every 25 minutes' }] },
      { id: 'j', triggers: [{ type: 'calendar', entries: [{ minute: 20 }], jitter: 'PT10M' }] },
      {
        id: 'r',
        triggers: [{ type: 'onCalendar', expression: '*:30' }],
        retry: { limit: 2, delay: 'PT1M', onExitCodes: [75] },
        timeout: { attempt: 'PT2M' },
        blackouts: [{ from: '2026-01-06' }],
      },
    ],
    behaves: [
      { job: 'k', takes: 'PT10M' },
      { job: 'p', takes: 'PT1M' },
      { job: 'r', takes: ['PT1M', 'PT5M'], exit: [75, 0, 1] },
    ],
    events: [
      ['PT20M', 'file', { path: '/in/a' }],
      ['PT20M30S', 'file', { path: '/in/b' }],
      ['PT2H', 'suspend'],
      ['PT4H', 'resume'],
    ],
    end: 'PT26H',
  };
  const life = lifeOf(
    other.jobs,
    other.behaves ?? [],
    {
      start: Date.parse(START),
      zone: 'UTC',
      end: 26 * HOUR,
      events: [
        { t: 20 * 60_000, event: 'file', path: '/in/a' },
        { t: 20.5 * 60_000, event: 'file', path: '/in/b' },
        { t: 2 * HOUR, event: 'suspend' },
        { t: 4 * HOUR, event: 'resume' },
      ],
    },
    liveSimulation(simulationOf(other)),
  );
  const isOf =
    (kind: 'due' | 'run', job: string) =>
    (line: Line): boolean =>
      line.kind === kind && line.job === job;
  const spoiltBy = (
    pick: (line: Line) => boolean,
    change: (line: Line) => Readonly<Record<string, unknown>> | null,
  ): readonly string[] => {
    const index = life.lines.findIndex(pick);
    const spoilt = life.lines.flatMap((line, place) => {
      if (place !== index) return [line];
      const changed = change(line);
      return changed === null ? [] : [{ ...line, ...changed }];
    });
    return violationsOf({ ...life, lines: spoilt }) ?? [];
  };

  it('finds nothing wrong with a right life', () => {
    expect(violationsOf(life)).toEqual([]);
  });

  it.each<[string, (line: Line) => boolean, (line: Line) => Readonly<Record<string, unknown>> | null, string]>([
    ['a change of files that is missing', isOf('due', 'w'), () => null, 'events of w/0 lost'],
    ['one that was told too early', isOf('due', 'w'), () => ({ due: '2026-01-05T00:20:30Z' }), 'did not happen'],
    ['a waking that is missing', isOf('due', 'u'), () => null, 'events of u/0 lost'],
    ['one without the time after it', isOf('due', 'u'), () => ({ due: '2026-01-05T04:00:00Z' }), 'did not happen'],
    [
      'a program that was started again too soon',
      (line) => line.kind === 'due' && line.job === 'k' && line.due > '2026-01-05T00:10',
      () => ({ due: '2026-01-05T00:11:00Z' }),
      'too soon',
    ],
    ['a queue that was empty', isOf('due', 'q'), () => ({ due: '2026-01-05T00:10:00Z' }), 'although it is empty'],
    ['a period of another length', isOf('due', 'p'), () => ({ due: '2026-01-05T00:24:00Z' }), 'not one period after'],
    ['a moment before its jitter', isOf('due', 'j'), () => ({ due: '2026-01-05T00:19:59Z' }), 'not due'],
    ['a moment after its jitter', isOf('due', 'j'), () => ({ due: '2026-01-05T00:30:01Z' }), 'not due'],
    ['an attempt too few', isOf('run', 'r'), () => ({ attempts: 2 }), 'given up after 2 of 3'],
    ['an outcome that its program did not have', isOf('run', 'r'), () => ({ outcome: 'succeeded' }), 'ended as 75'],
    ['a stop that nobody asked for', isOf('run', 'r'), () => ({ outcome: 'stopped' }), 'without a cause'],
    [
      'a blackout that there was not',
      isOf('due', 'r'),
      () => ({ fate: 'skipped', reason: 'blackout', run: null }),
      'no blackout',
    ],
    [
      'a run in a blackout',
      (line) => line.kind === 'due' && line.reason === 'blackout',
      () => ({ reason: 'stillRunning' }),
      'in a blackout',
    ],
  ])('sees %s', (_what, pick, change, message) => {
    expect(spoiltBy(pick, change).join('\n')).toContain(message);
  });

  it('sees a program that is not kept running, and a line that is too long', () => {
    const ended = life.lines.filter(
      (line) => !(line.kind === 'due' && line.job === 'k' && ['waiting', 'queued', 'running'].includes(line.fate)),
    );
    expect(violationsOf({ ...life, lines: ended })?.join()).toContain('k is not kept running');
    expect(violationsOf({ ...life, mostQueued: new Map([['r', 2]]) })?.join()).toContain('stood in line');
  });

  it('sees a delay that was cut short', () => {
    const traced = life.traced.map((what) =>
      what.job === 'r' && what.kind === 'start' && what.attempt === 2 ? { ...what, elapsed: what.elapsed - 9 } : what,
    );
    expect(violationsOf({ ...life, traced })?.join()).toContain('waited 59991 ms for attempt 2');
  });
});

describe('the watched ledger', () => {
  const entry = {
    id: 1,
    job: 'a',
    trigger: 0,
    due: 0,
    count: 1,
    reason: null,
    facts: {},
    run: null,
    decided: 0,
    era: 1,
  };
  const change = (fate: string): never => ({ kind: 'due', entry: { ...entry, fate } }) as never;

  it('sees a final fate that changes', () => {
    const watched = watchedLedger(null);
    watched.ledger.commit([change('waiting')]);
    watched.ledger.commit([change('ran')]);
    expect(watched.violations).toEqual([]);
    watched.ledger.commit([change('skipped')]);
    expect(watched.violations).toHaveLength(1);
  });

  it('sees what an evaluation writes that should write nothing', () => {
    const watched = watchedLedger(null);
    watched.calm(true);
    watched.ledger.commit([change('waiting')]);
    expect(watched.violations).toHaveLength(1);
  });

  it('stops before or after a write', () => {
    const before = watchedLedger({ write: 1, when: 'before' });
    expect(() => before.ledger.commit([change('ran')])).toThrow(Stop);
    expect(before.ledger.open().nextId).toBe(1);
    const after = watchedLedger({ write: 1, when: 'after' });
    expect(() => after.ledger.commit([change('ran')])).toThrow(Stop);
    expect(after.ledger.open().nextId).toBe(2);
  });
});
