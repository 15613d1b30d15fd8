/** The checker finds what is wrong: each case spoils the output of a right life in one way, and is seen. */
import { describe, expect, it } from 'vitest';
import { violationsOf, type CheckedJob, type DueLine, type Line, type MachineLine, type RunLine } from './checker.ts';
import { liveSimulation } from './liveThrough.ts';
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

const job = (id: string, more: Partial<CheckedJob>): CheckedJob => ({
  id,
  zone: 'local',
  triggers: [],
  policy: 'latest',
  limit: 10,
  within: null,
  afterSleep: true,
  afterOff: true,
  concurrency: 'forbid',
  max: 1,
  conditions: false,
  ...more,
});

const lived = liveSimulation(simulationOf(scenario));
const lines = lived.output.map((line) => JSON.parse(line) as Line);

function violations(spoilt: readonly Line[], traced = lived.traced): readonly string[] {
  const found = violationsOf({
    jobs: [
      job('a', { triggers: [{ type: 'cron', expression: '*/30 * * * *' }] }),
      job('b', { triggers: [{ type: 'after', job: 'a', on: 'any', delay: 0 }] }),
      job('n', { triggers: [{ type: 'cron', expression: '0 * * * *' }], policy: 'none' }),
    ],
    timeline: {
      start: Date.parse(START),
      zone: 'UTC',
      end: 8 * HOUR,
      events: [
        { t: 70 * 60_000, event: 'suspend' },
        { t: 250 * 60_000, event: 'resume' },
        { t: 310 * 60_000, event: 'quit' },
        { t: 370 * 60_000, event: 'launch' },
      ],
    },
    lines: spoilt,
    traced,
    stopped: [],
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
