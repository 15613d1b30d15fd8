import { describe, expect, it } from 'vitest';
import type { Problem } from './problem.ts';
import { reading } from './triggers/testing/ask.ts';
import { readWhen } from './when.ts';
import { suggestWhen } from './whenSuggestions.ts';

/** Wednesday, 13:00 in Berlin. */
const context = reading('2026-01-07T12:00:00Z');

function problem(text: string): Problem {
  const read = readWhen(text, context);
  if (read.ok) throw new Error(`"${text}" was taken for ${read.value.takenFor}`);
  return read.error;
}

describe('what is typed in the When box is read as cron, phrase, calendar event, date, interval, event', () => {
  it.each([
    ['30 2 * * *', 'cron', { type: 'cron', expression: '30 2 * * *' }],
    ['  @daily ', 'cron', { type: 'cron', expression: '@daily' }],
    ['@reboot', 'event', { type: 'start', once: 'perBoot' }],
    ['every monday at 10:30', 'phrase', { type: 'phrase', text: 'every monday at 10:30' }],
    ['schedule.every().hour.at(":30")', 'phrase', { type: 'phrase', text: 'schedule.every().hour.at(":30")' }],
    [
      'every day until 8 hours',
      'phrase',
      { type: 'phrase', text: 'every day until 8 hours', until: '2026-01-07T20:00:00Z' },
    ],
    ['Mon..Fri 09:00', 'onCalendar', { type: 'onCalendar', expression: 'Mon..Fri 09:00' }],
    ['daily', 'onCalendar', { type: 'onCalendar', expression: 'daily' }],
    ['9:00', 'onCalendar', { type: 'onCalendar', expression: '9:00' }],
    ['every month on day 1', 'onCalendar', { type: 'onCalendar', expression: '*-*-01 00:00' }],
    ['every weekday at 9:00', 'onCalendar', { type: 'onCalendar', expression: 'Mon..Fri *-*-* 09:00' }],
    ['every month on the last friday at 17:00', 'onCalendar', { type: 'onCalendar', expression: 'fri *-*~07/1 17:00' }],
    ['every year on 24 december', 'onCalendar', { type: 'onCalendar', expression: '*-12-24 00:00' }],
    ['2026-12-01T08:00', 'once', { type: 'once', at: '2026-12-01T08:00:00+01:00' }],
    ['2026-12-01T08:00:00Z', 'once', { type: 'once', at: '2026-12-01T09:00:00+01:00' }],
    ['2026-07-01 at 08:00', 'once', { type: 'once', at: '2026-07-01T08:00:00+02:00' }],
    ['1 December 2026 08:00', 'once', { type: 'once', at: '2026-12-01T08:00:00+01:00' }],
    ['dec 1', 'once', { type: 'once', at: '2026-12-01T00:00:00+01:00' }],
    ['6 jan', 'once', { type: 'once', at: '2027-01-06T00:00:00+01:00' }],
    ['tomorrow at 10:30', 'once', { type: 'once', at: '2026-01-08T10:30:00+01:00' }],
    ['in 20 minutes', 'once', { type: 'once', at: '2026-01-07T13:20:00+01:00' }],
    ['2026-03-29T02:30', 'once', { type: 'once', at: '2026-03-29T03:30:00+02:00' }],
    ['PT5M', 'interval', { type: 'interval', every: 'PT5M' }],
    ['p1m', 'interval', { type: 'interval', every: 'P1M' }],
    ['1h30m', 'interval', { type: 'interval', every: 'PT1H30M' }],
    ['10 minutes', 'interval', { type: 'interval', every: 'PT10M' }],
    ['When this computer wakes', 'event', { type: 'resume' }],
    ['on wake', 'event', { type: 'resume' }],
    ['5 minutes after waking', 'event', { type: 'resume', after: 'PT300S' }],
    ['after ingest', 'event', { type: 'after', job: 'ingest' }],
    ['10 minutes after ingest failed', 'event', { type: 'after', job: 'ingest', on: 'failure', delay: 'PT600S' }],
    ['when ~/in changes', 'event', { type: 'watch', paths: ['~/in'] }],
    ['while ~/queue is not empty', 'event', { type: 'queue', directory: '~/queue' }],
    ['after idle for 10 minutes', 'event', { type: 'idle', for: 'PT600S' }],
    ['{"type":"calendar","entries":[{"hour":3}]}', 'calendar', { type: 'calendar', entries: [{ hour: 3 }] }],
  ])('%s', (text, takenFor, document) => {
    const read = readWhen(text, context);
    if (!read.ok) throw new Error(read.error.message);
    expect(read.value).toMatchObject({ takenFor, document });
  });
});

describe('what cannot be read is told by what it looks most like', () => {
  it.each([
    ['60 * * * *', 'cronRange', 0, undefined],
    ['  60 * * * *', 'cronRange', 2, undefined],
    ['* * * *', 'cronFields', 7, undefined],
    ['@dayly', 'cronNickname', 0, '@daily'],
    ['evry day', 'phraseWord', 0, 'every day'],
    ['every mon', 'phraseWord', 6, 'every monday'],
    ['daily at 10:30', 'phraseWord', 0, 'every day at 10:30'],
    ['Fri..Mon 9:00', 'onCalendarRange', 0, 'Fri,Sat,Sun,Mon 9:00'],
    ['25:00', 'onCalendarRange', 0, undefined],
    ['31 feb', 'whenDate', undefined, undefined],
    ['2020-01-01T08:00', 'atPast', undefined, undefined],
    ['wak', 'whenUnknown', 0, 'When this computer wakes'],
    ['', 'whenEmpty', undefined, 'every day at 10:30'],
    ['{"type":', 'json', undefined, undefined],
    ['{"type":"network","x":1}', 'unknownKey', undefined, undefined],
  ])('%s', (text, code, position, suggestion) => {
    const found = problem(text);
    expect(found.code).toBe(code);
    expect(found.position).toBe(position);
    if (suggestion !== undefined) expect(found.suggestion).toBe(suggestion);
  });
});

describe('suggestions while typing', () => {
  const texts = (text: string): string[] => suggestWhen(text, context).map((one) => one.text);

  it('goes on with what was begun, times before events', () => {
    expect(texts('every mon')).toEqual([
      'every monday',
      'every monday at 10:30',
      'every month on day 1',
      'every month on the last day',
    ]);
    expect(texts('every 20 h')).toEqual(['every 20 hours']);
    expect(texts('every tue at 8')).toEqual(['every tuesday at 08:00', 'every tuesday at 08:30']);
    expect(texts('wak')[0]).toBe('When this computer wakes');
  });

  it('offers times and events where nothing is typed yet', () => {
    expect(texts('')).toContain('every day at 10:30');
    expect(texts('')).toContain('When this computer wakes');
  });

  it('says when each would be due next, and which part was typed', () => {
    expect(suggestWhen('every mon', context)[0]).toMatchObject({
      text: 'every monday',
      matched: [0, 9],
      takenFor: 'phrase',
      sentence: 'Every Monday',
      next: Date.parse('2026-01-12T12:00:00Z'),
    });
  });

  it('offers only what can be read', () => {
    for (const text of [
      '',
      'e',
      'every',
      'every 3',
      'every 1',
      'when',
      'd',
      '@',
      'xyz',
      'every day at 9',
      'every x at 9',
    ]) {
      for (const suggestion of texts(text)) expect(readWhen(suggestion, context).ok, suggestion).toBe(true);
    }
  });
});
