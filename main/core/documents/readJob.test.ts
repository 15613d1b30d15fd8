import { describe, expect, it } from 'vitest';
import { checkJob, inspectJob, readJob } from './readJob.ts';
import { context } from './testing/jobContext.ts';
import { fullDocument } from './testing/fullDocument.ts';

const least = { name: 'Back up', run: { command: ['backup'] } };

function read(document: unknown) {
  const parsed = readJob(document, context);
  if (!parsed.ok) throw new Error(`${parsed.error.field ?? ''}: ${parsed.error.message}`);
  return parsed.value;
}

describe('a job with only a name and something to run', () => {
  it('has every default of the specification', () => {
    expect(read(least)).toEqual({
      id: 'back-up',
      name: 'Back up',
      description: '',
      tags: [],
      enabled: true,
      run: { command: ['backup'] },
      cwd: null,
      env: {},
      secrets: [],
      secretFiles: [],
      stdin: '',
      environment: 'login',
      zone: 'local',
      triggers: [],
      catchUp: { runs: 'latest', within: null, limit: 10, afterSleep: true, afterOff: true },
      conditions: [],
      anyUpstream: false,
      deadline: 86_400_000,
      blackouts: [],
      concurrency: 'forbid',
      queueLimit: 1,
      max: 5,
      priority: 0,
      retry: { limit: 0, delay: 30_000, factor: 1, maxDelay: null, jitter: 0, onExitCodes: null },
      timeout: { attempt: null, total: null, grace: 20_000 },
      successExitCodes: [0],
      artifacts: [],
      outputLimit: 10_485_760,
      limits: { memory: null, output: null, then: 'stop' },
      nice: 0,
      keepAwake: false,
      leaveChildren: false,
      notify: { failure: true, afterFailures: 1, recovery: true, missed: false, stillRunningAfter: null, ping: null },
      giveUpAfter: null,
    });
  });
});

describe('the job of the specification', () => {
  it('is read without a word of complaint', () => {
    const report = inspectJob(fullDocument, context);
    expect(report.errors).toEqual([]);
    expect(report.warnings).toEqual([]);
    expect(report.job?.conditions).toEqual([{ kind: 'network' }]);
  });
});

describe('what is wrong is named with its field', () => {
  it.each<[name: string, change: Record<string, unknown>, field: string, code: string, suggestion?: string]>([
    ['no name', { name: undefined }, 'name', 'missingKey'],
    ['an empty name', { name: '  ' }, 'name', 'outOfRange'],
    ['a name of two lines', { name: 'a\nb' }, 'name', 'outOfRange'],
    ['a number as name', { name: 5 }, 'name', 'wrongType'],
    ['an id with a space', { id: 'a b' }, 'id', 'idShape', 'a-b'],
    ['an id that leaves its folder', { id: '../x' }, 'id', 'idShape', 'x'],
    ['an id that Windows keeps for a device', { id: 'con' }, 'id', 'idShape', 'job-con'],
    ['nothing to run', { run: undefined }, 'run', 'missingKey'],
    ['a text to run', { run: 'backup -v' }, 'run', 'wrongType', '{"shell":"backup -v"}'],
    ['a list to run', { run: ['backup'] }, 'run', 'wrongType', '{"command":["backup"]}'],
    ['a command as text', { run: { command: 'backup -v' } }, 'run.command', 'wrongType', '["backup","-v"]'],
    ['an empty command', { run: { command: [] } }, 'run.command', 'outOfRange'],
    ['a command without a program', { run: { command: ['', 'x'] } }, 'run.command[0]', 'outOfRange'],
    ['a number in a command', { run: { command: ['sleep', 5] } }, 'run.command[1]', 'wrongType', '"5"'],
    ['a NUL in a command', { run: { command: ['a\0b'] } }, 'run.command[0]', 'outOfRange'],
    ['command and shell', { run: { command: ['a'], shell: 'b' } }, 'run', 'runKind'],
    ['a shell path beside a command', { run: { command: ['a'], shellPath: '/bin/sh' } }, 'run.shellPath', 'runKind'],
    ['a script without interpreter', { run: { script: 'print()' } }, 'run.interpreter', 'missingKey'],
    ['a slip in a key', { concurency: 'queue' }, 'concurency', 'unknownKey', 'concurrency'],
    ['a slip in an inner key', { retry: { limt: 3 } }, 'retry.limt', 'unknownKey', 'limit'],
    ['an unknown word', { concurrency: 'que' }, 'concurrency', 'unknownWord', 'queue'],
    ['concurrency as an object', { concurrency: { kind: 'queue' } }, 'concurrency', 'wrongType'],
    ['a delay without its P', { retry: { limit: 1, delay: '30s' } }, 'retry.delay', 'duration', 'PT30S'],
    ['a delay as number', { retry: { limit: 1, delay: 30 } }, 'retry.delay', 'wrongType'],
    ['a deadline of nothing', { deadline: 'PT0S' }, 'deadline', 'outOfRange'],
    ['a deadline of a month', { deadline: 'P1M' }, 'deadline', 'durationCalendar'],
    ['a negative limit', { retry: { limit: -1 } }, 'retry.limit', 'outOfRange'],
    ['a jitter above one', { retry: { jitter: 1.5 } }, 'retry.jitter', 'outOfRange'],
    ['half an attempt', { catchUp: { limit: 1.5 } }, 'catchUp.limit', 'outOfRange'],
    ['a number as text', { priority: '3' }, 'priority', 'wrongType', '3'],
    ['catch-up as text', { catchUp: 'latest' }, 'catchUp', 'notAnObject'],
    ['a variable that is a number', { env: { N: 1 } }, 'env.N', 'wrongType', '"1"'],
    ['a variable with = in its name', { env: { 'A=B': 'x' } }, 'env', 'outOfRange'],
    ['a secret with a hyphen', { secrets: ['api-key'] }, 'secrets[0]', 'outOfRange'],
    ['an unknown zone', { zone: 'Europe/Berln' }, 'zone', 'unknownZone', 'Europe/Berlin'],
    [
      'a broken expression',
      { triggers: [{ type: 'cron', expression: '61 * * * *' }] },
      'triggers[0].expression',
      'cronRange',
    ],
    ['an unknown trigger', { triggers: [{ type: 'crn' }] }, 'triggers[0].type', 'unknownTrigger', 'cron'],
    ['a trigger that is a text', { triggers: ['* * * * *'] }, 'triggers[0]', 'notAnObject'],
    ['a past once', { triggers: [{ type: 'once', at: '2020-01-01T00:00:00Z' }] }, 'triggers[0].at', 'atPast'],
    [
      'an if that cannot be read',
      { triggers: [{ type: 'after', job: 'a', if: 'outputs.rows >' }] },
      'triggers[0].if',
      'ifSyntax',
    ],
    ['a condition as word', { conditions: ['network'] }, 'conditions[0]', 'notAnObject', '{"network":true}'],
    ['a slip in a condition', { conditions: [{ netwrk: true }] }, 'conditions[0].netwrk', 'unknownKey', 'network'],
    ['two conditions in one', { conditions: [{ network: true, power: 'ac' }] }, 'conditions[0]', 'conditionKind'],
    ['a condition that is false', { conditions: [{ network: false }] }, 'conditions[0].network', 'wrongType'],
    ['an unknown power', { conditions: [{ power: 'solar' }] }, 'conditions[0].power', 'unknownWord'],
    ['a load without limit', { conditions: [{ load: {} }] }, 'conditions[0].load.below', 'missingKey'],
    ['an idle that is null', { conditions: [{ idle: null }] }, 'conditions[0].idle', 'wrongType'],
    ['no network named', { conditions: [{ wifi: [] }] }, 'conditions[0].wifi', 'outOfRange'],
    [
      'two ages of a success',
      { conditions: [{ job: 'a', succeeded: 'today', within: 'PT1H' }] },
      'conditions[0].within',
      'conditionKind',
    ],
    ['a blackout without dates', { blackouts: [{}] }, 'blackouts[0].from', 'missingKey'],
    ['a blackout on no day', { blackouts: [{ from: '2026-02-30', to: '2026-03-01' }] }, 'blackouts[0].from', 'date'],
    [
      'a blackout backwards',
      { blackouts: [{ from: '2026-12-26', to: '2026-12-24' }] },
      'blackouts[0].to',
      'outOfRange',
    ],
    ['no exit code of success', { successExitCodes: [] }, 'successExitCodes', 'outOfRange'],
    ['an exit code that is a text', { successExitCodes: ['0'] }, 'successExitCodes[0]', 'wrongType'],
    ['a flag as text', { enabled: 'true' }, 'enabled', 'wrongType', 'true'],
    ['tags as text', { tags: 'data' }, 'tags', 'wrongType'],
    ['no notification count', { notify: { afterFailures: 0 } }, 'notify.afterFailures', 'outOfRange'],
  ])('%s', (_name, change, field, code, suggestion) => {
    const result = readJob({ ...least, ...change }, context);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect({ field: result.error.field, code: result.error.code }).toEqual({ field, code });
    if (suggestion !== undefined) expect(result.error.suggestion).toBe(suggestion);
    expect(result.error.message).toMatch(/[.?"\]}]$/);
  });

  it('finds all of them, not only the first', () => {
    const document = {
      nme: 'x',
      run: { command: 'x' },
      retry: { delay: '5' },
      triggers: [{ type: 'cron', expression: 'x' }],
    };
    expect(checkJob(document, context).map(({ field }) => field)).toEqual([
      'nme',
      'name',
      'run.command',
      'triggers[0].expression',
      'retry.delay',
    ]);
  });

  it.each([[null], [undefined], [5], ['job'], [[]]])('refuses %j, which is no object', (document) => {
    expect(readJob(document, context)).toMatchObject({ ok: false, error: { code: 'notAnObject' } });
  });
});

describe('what is right is read', () => {
  it('takes every kind of condition', () => {
    const conditions = [
      { network: true },
      { power: 'ac' },
      { idle: 'PT5M' },
      { load: { below: 1.5 } },
      { command: ['test', '-d', '/mnt/usb'] },
      { wifi: ['home'] },
      { job: 'a', succeeded: 'sinceMyLastRun', changed: true },
      { job: 'b', succeeded: 'today' },
      { job: 'c', within: 'PT6H' },
      { job: 'd' },
    ];
    expect(read({ ...least, conditions }).conditions).toEqual([
      { kind: 'network' },
      { kind: 'power', state: 'ac' },
      { kind: 'idle', for: 300_000 },
      { kind: 'load', below: 1.5 },
      { kind: 'command', command: ['test', '-d', '/mnt/usb'] },
      { kind: 'wifi', names: ['home'] },
      { kind: 'job', job: 'a', succeeded: 'sinceMyLastRun', changed: true },
      { kind: 'job', job: 'b', succeeded: 'today', changed: false },
      { kind: 'job', job: 'c', succeeded: { within: 21_600_000 }, changed: false },
      { kind: 'job', job: 'd', succeeded: 'sinceMyLastRun', changed: false },
    ]);
  });

  it.each([
    ['in the job', { any: true, conditions: [{ job: 'a' }, { job: 'b' }] }],
    ['in a condition', { conditions: [{ job: 'a', any: true }, { job: 'b' }] }],
  ])('takes "any" %s', (_where, change) => {
    expect(read({ ...least, ...change }).anyUpstream).toBe(true);
  });

  it('takes dates and calendars as blackouts, a single day without its end', () => {
    const blackouts = [
      { from: '2026-12-24', to: '2026-12-26' },
      { from: '2027-01-01' },
      { calendar: '~/holidays.ics' },
    ];
    expect(read({ ...least, blackouts }).blackouts).toEqual([
      { kind: 'dates', from: '2026-12-24', to: '2026-12-26' },
      { kind: 'dates', from: '2027-01-01', to: '2027-01-01' },
      { kind: 'calendar', file: '~/holidays.ics' },
    ]);
  });

  it('takes null where a limit may be absent', () => {
    const change = {
      cwd: null,
      catchUp: { within: null },
      retry: { maxDelay: null, onExitCodes: null },
      timeout: { total: null },
    };
    expect(checkJob({ ...least, ...change }, context)).toEqual([]);
  });

  it('reads a once that is spent when the document was saved with it', () => {
    const document = { ...least, triggers: [{ type: 'once', at: '2020-01-01T00:00:00Z' }] };
    expect(readJob(document, context).ok).toBe(false);
    expect(readJob({ ...document, description: 'new' }, { ...context, saved: document }).ok).toBe(true);
  });
});
