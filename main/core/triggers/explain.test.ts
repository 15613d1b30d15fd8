import { describe, expect, it } from 'vitest';
import { type ExplainContext, type Explanation, explain } from './explain.ts';
import { at, zone } from './testing/ask.ts';

const context: ExplainContext = { zone: zone('Europe/Berlin'), now: at('2026-01-07T12:00:00Z'), count: 3 };

function explained(input: unknown, more: Partial<ExplainContext> = {}): Explanation {
  const read = explain(input, { ...context, ...more });
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}
const warnings = (input: unknown, more: Partial<ExplainContext> = {}): string[] =>
  explained(input, more).warnings.map(({ message }) => message);
const elsewhere = (input: unknown): string[] =>
  explained(input).otherDialects.map(({ dialect, text }) => `${dialect}: ${text}`);

it('says what a text means, when it is due, when it was, and how it is saved', () => {
  expect(explained('30 2 * * *')).toMatchObject({
    trigger: { type: 'cron', expression: '30 2 * * *' },
    takenFor: 'cron',
    text: '30 2 * * *',
    zone: 'Europe/Berlin',
    next: [at('2026-01-08T01:30:00Z'), at('2026-01-09T01:30:00Z'), at('2026-01-10T01:30:00Z')],
    previous: [at('2026-01-07T01:30:00Z'), at('2026-01-06T01:30:00Z'), at('2026-01-05T01:30:00Z')],
  });
});

it('finds nothing before the only due moment in a zone without clock changes', () => {
  for (const id of ['UTC', 'Europe/Berlin']) {
    expect(explained('2026-12-01 08:00', { zone: zone(id) }).previous).toEqual([]);
  }
});

describe('warnings', () => {
  it.each([
    ['30 2 * * *', '02:30 does not exist on 29 March 2026: it runs at 03:00'],
    ['30 2 * * *', '02:30 happens twice on 25 October 2026: it runs the first time only'],
    ['0,30 2 * * *', '02:00 and 02:30 do not exist on 29 March 2026: it runs once instead, at 03:00'],
    ['*/10 2 * * *', '02:00 to 02:50 do not exist on 29 March 2026: they are skipped'],
    ['*/10 2 * * *', '02:00 to 02:50 happen twice on 25 October 2026: they run both times'],
    ['every day at 02:30', '02:30 does not exist on 29 March 2026: it runs at 03:30'],
    ['02:30', '02:30 does not exist on 29 March 2026: it is skipped'],
    ['hourly', '02:00 happens twice on 25 October 2026: it runs the first time only'],
    ['0 0 13 * 5', 'Day of month and day of week: either is enough, not both'],
    ['0 0 */2 * 1', 'Day of month and day of week must both match, because "*/2" begins with *'],
    ['5/10 * * * *', '5/10 is read as 5-59/10; cronie rejects it.'],
    ['*/5 * * * *', 'It runs 288 times a day'],
    ['PT5M', 'It runs 288 times a day'],
    ['*/35 * * * *', '*/35 begins anew every hour: the last step before the next hour is 25 minutes long, not 35'],
    ['0 0 31 * *', '5 months have no day 31: it is not due there'],
    ['0 0 29 2 *', 'It is rarely due: next on 29 February 2028'],
    ['every day until 18:30', 'It ends before it is due for the first time'],
    ['2020-01-01', 'Its years are over: this is never due again.'],
  ])('%s: %s', (text, message) => {
    expect(warnings(text)).toContain(message);
  });

  it.each(['*/10 * * * *', '30 4 * * *', 'every 2 hours', 'Mon..Fri 09:00', 'when this computer wakes', '@hourly'])(
    'says nothing of clock changes where they change nothing to speak of: %s',
    (text) => {
      expect(warnings(text).filter((message) => /exist|twice/.test(message))).toEqual([]);
    },
  );

  it('knows zones without clock changes, gaps of a day, and half an hour', () => {
    expect(warnings('30 2 * * *', { zone: zone('Asia/Kolkata') })).toEqual([]);
    const apia = { zone: zone('Pacific/Apia'), now: at('2011-12-01T00:00:00Z') };
    expect(warnings('0 8 * * *', apia)[0]).toBe(
      '08:00 does not exist on 30 December 2011: it runs at 00:00 on 31 December 2011',
    );
    const howe = { zone: zone('Australia/Lord_Howe') };
    expect(warnings('every day at 02:15', howe)).toContain('02:15 does not exist on 4 October 2026: it runs at 02:45');
  });

  it('says what really happens', () => {
    const [gap] = explained('30 2 * * *', { now: at('2026-03-28T12:00:00Z') }).next;
    expect(gap).toBe(at('2026-03-29T01:00:00Z'));
  });
});

describe('other dialects', () => {
  it.each([
    ['30 2 * * *', 'launchd: 02:30 on 29 March 2026: it runs at 03:30'],
    ['30 2 * * *', 'systemd: 02:30 on 29 March 2026: it is skipped'],
    ['30 2 * * *', 'Quartz: Has six fields, seconds first, and Sunday is 1: 0 30 2 * * ?'],
    ['0 9 * * 1-5', 'Quartz: Has six fields, seconds first, and Sunday is 1: 0 0 9 ? * 2-6'],
    ['0 0 13 * 5', 'systemd: A date and a weekday must both match; two events say "either"'],
    [
      '0 0 */2 * 1',
      'node-schedule, cron-parser: Either of day of month and day of week suffices, although one begins with *',
    ],
    ['02:30', 'cron: 02:30 on 29 March 2026: it runs at 03:00'],
    ['every hour', 'cron @hourly, systemd hourly: On the hour, not an hour after the last run'],
  ])('%s: %s', (text, line) => {
    expect(elsewhere(text)).toContain(line);
  });
});

it('explains a trigger as it explains a text', () => {
  const json = { type: 'cron', expression: '30 2 * * *' };
  expect(explained(json)).toEqual(explained('30 2 * * *'));
  expect(explain({ type: 'cron', expression: '61 * * * *' }, context)).toMatchObject({
    ok: false,
    error: { code: 'cronRange', field: 'expression' },
  });
});

it('goes by the zone of the trigger before that of the job', () => {
  expect(explained({ type: 'cron', expression: '0 9 * * *', zone: 'America/New_York' })).toMatchObject({
    zone: 'America/New_York',
    next: [at('2026-01-07T14:00:00Z'), at('2026-01-08T14:00:00Z'), at('2026-01-09T14:00:00Z')],
  });
  const local = { local: zone('UTC') };
  expect(explained({ type: 'cron', expression: '0 9 * * *', zone: 'local' }, local).zone).toBe('UTC');
});

it('answers the same when asked again, drawing included', () => {
  expect(explained('~ ~ * * *')).toEqual(explained('~ ~ * * *'));
  expect(explained('every 5 to 10 minutes')).toEqual(explained('every 5 to 10 minutes'));
});

it('answers within 50 ms, the zone’s table there', () => {
  const texts = [
    '30 2 * * *',
    '* * * * *',
    'every 5 minutes',
    '*:*:*',
    'Mon *-02-29',
    '0 0 29 2 1',
    'P1M',
    '{"type":"calendar","entries":[{}]}',
  ];
  for (const text of texts) explained(text);
  for (const text of texts) {
    // The best of a few: others are busy on the same machine.
    const times = Array.from({ length: 5 }, () => {
      const begun = performance.now();
      explained(text, { count: 20 });
      return performance.now() - begun;
    });
    expect(Math.min(...times), text).toBeLessThan(50);
  }
});
