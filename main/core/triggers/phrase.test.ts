import { describe, expect, it } from 'vitest';
import { readPhrase } from './phraseMeaning.ts';
import { parseTrigger, restartsWithRuns, savedTrigger } from './registry.ts';
import { at, due, reading, right, scheduleFrom, sentence, wrong } from './testing/ask.ts';

const phrase = (text: string, more: object = {}) => ({ type: 'phrase', text, ...more });

/** Thursday. */
const NOON = '2026-01-01T12:00:00Z';

describe('the due moments of a phrase whose runs take no time (semantics §2.5)', () => {
  it.each([
    ['one period from now', 'every 5 minutes', NOON, ['2026-01-01T12:05:00Z', '2026-01-01T12:10:00Z']],
    ['the singular is one', 'every hour', NOON, ['2026-01-01T13:00:00Z']],
    ['weeks', 'every 3 weeks', NOON, ['2026-01-22T12:00:00Z', '2026-02-12T12:00:00Z']],
    [
      'a weekday: the next, at this time of day',
      'every monday',
      NOON,
      ['2026-01-05T12:00:00Z', '2026-01-12T12:00:00Z'],
    ],
    ['today’s weekday: in a week, never at once', 'every thursday', NOON, ['2026-01-08T12:00:00Z']],
    ['a time today', 'every day at 12:30', NOON, ['2026-01-01T12:30:00Z', '2026-01-02T12:30:00Z']],
    ['a time that is over today', 'every day at 10:30', NOON, ['2026-01-02T10:30:00Z']],
    ['a time that is now', 'every day at 12:00', NOON, ['2026-01-02T12:00:00Z']],
    ['a weekday and a time, today', 'every thursday at 13:15', NOON, ['2026-01-01T13:15:00Z', '2026-01-08T13:15:00Z']],
    ['a weekday and a time, over', 'every thursday at 11:15', NOON, ['2026-01-08T11:15:00Z']],
    [
      'several days and a time: from today, both before and after it',
      'every 3 days at 10:30',
      '2026-01-01T09:00:00Z',
      ['2026-01-04T10:30:00Z', '2026-01-07T10:30:00Z'],
    ],
    ['several days and a time that is over', 'every 3 days at 10:30', NOON, ['2026-01-04T10:30:00Z']],
    ['a minute in the hour', 'every hour at :30', NOON, ['2026-01-01T12:30:00Z', '2026-01-01T13:30:00Z']],
    ['minute and second in the hour', 'every hour at 10:30', NOON, ['2026-01-01T12:10:30Z', '2026-01-01T13:10:30Z']],
    ['several hours and a minute', 'every 5 hours at 20:30', '2026-01-01T02:00:00Z', ['2026-01-01T07:20:30Z']],
    ['a second in the minute', 'every minute at :17', NOON, ['2026-01-01T12:00:17Z', '2026-01-01T12:01:17Z']],
    ['seconds of the day', 'every day at 10:30:42', NOON, ['2026-01-02T10:30:42Z']],
    ['until a time today', 'every 5 minutes until 12:11', NOON, ['2026-01-01T12:05:00Z', '2026-01-01T12:10:00Z']],
    ['until a date', 'every day until 2026-01-03', NOON, ['2026-01-02T12:00:00Z']],
    [
      'until a date and time, which still counts',
      'every day until 2026-01-03 12:00',
      NOON,
      ['2026-01-02T12:00:00Z', '2026-01-03T12:00:00Z'],
    ],
    ['until a length', 'every 3 hours until 8 hours', NOON, ['2026-01-01T15:00:00Z', '2026-01-01T18:00:00Z']],
    ['an end before the first due moment', 'every day until 18:30', NOON, []],
  ] as const)('%s: %s', (_name, text, from, expected) => {
    const count = text.includes('until') ? expected.length + 1 : expected.length;
    expect(due(phrase(text), 'UTC', from, count)).toEqual(expected);
  });

  it.each([
    [
      'the gap moves a time forward',
      'every day at 02:30',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T03:30:00+02:00', '2026-03-30T02:30:00+02:00'],
    ],
    [
      'an overlap: the first pass',
      'every day at 02:30',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T02:30:00+02:00', '2026-10-26T02:30:00+01:00'],
    ],
    ['days keep the time on the clock', 'every 2 days', '2026-03-28T12:00:00Z', ['2026-03-30T13:00:00+02:00']],
    ['hours are real time', 'every 3 hours', '2026-03-29T00:30:00Z', ['2026-03-29T05:30:00+02:00']],
    [
      'a minute in the hour follows real time',
      'every hour at :30',
      '2026-10-25T00:00:00Z',
      ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'],
    ],
    [
      'its own zone',
      'every wednesday at 13:15 America/New_York',
      '2026-01-01T12:00:00Z',
      ['2026-01-07T13:15:00-05:00'],
    ],
  ] as const)('%s: %s', (_name, text, from, expected) => {
    expect(due(phrase(text), 'Europe/Berlin', from, expected.length)).toEqual(expected);
  });

  it('makes one overdue due moment of all missed periods, and counts on from the run', () => {
    const json = phrase('every 10 minutes');
    expect(restartsWithRuns(right(json, reading(NOON)))).toBe(true);
    const slept = scheduleFrom(json, 'UTC', NOON);
    expect(slept.count(at(NOON), at('2026-01-02T12:00:00Z'))).toBe(1);
    const ran = scheduleFrom(json, 'UTC', NOON, { periodFrom: at('2026-01-02T12:03:20Z') });
    expect(ran.next(at('2026-01-02T12:03:20Z'))).toBe(at('2026-01-02T12:13:20Z'));
    expect(restartsWithRuns(right(phrase('every day at 10:30'), reading(NOON)))).toBe(false);
    expect(restartsWithRuns(right(phrase('every 2 days at 10:30'), reading(NOON)))).toBe(true);
  });

  it('draws whole units between two numbers, the same for the same beginning', () => {
    const moments = due(phrase('every 5 to 10 minutes'), 'UTC', NOON, 300);
    const lengths = moments.slice(1).map((moment, k) => (Date.parse(moment) - Date.parse(moments[k] ?? '')) / 60_000);
    expect([...new Set(lengths)].sort((a, b) => a - b)).toEqual([5, 6, 7, 8, 9, 10]);
    expect(due(phrase('every 5 to 10 minutes'), 'UTC', NOON, 300)).toEqual(moments);
  });
});

describe('Python forms mean the same as plain words', () => {
  it.each([
    ['every(10).minutes', 'every 10 minutes'],
    ['schedule.every().hour', 'every hour'],
    ['schedule.every().day.at("10:30")', 'every day at 10:30'],
    ["every().monday.at('10:30')", 'every monday at 10:30'],
    ['schedule.every().day.at("10:30", "Europe/Amsterdam")', 'every day at 10:30 Europe/Amsterdam'],
    ['every().day.at("10:30", tz="Europe/Amsterdam")', 'every day at 10:30 Europe/Amsterdam'],
    ['every(5).to(10).seconds', 'every 5 to 10 seconds'],
    ['every(5).to(10).seconds.until("18:30")', 'every 5 to 10 seconds until 18:30'],
    ['every(2).hours.until(timedelta(hours=8, minutes=30))', 'every 2 hours until 8 hours 30 minutes'],
    ['every(2).hours.until(time(18, 33, 42))', 'every 2 hours until 18:33:42'],
    ['every(2).hours.until(datetime.datetime(2026, 12, 31, 18, 30))', 'every 2 hours until 2026-12-31 18:30'],
    ['every().minute.at(":17")', 'every minute at :17'],
    ['schedule . every( 3 ) . weeks', 'every 3 weeks'],
    ['every(10).minutes.tag("x", "y").do(job, "a, b")', 'every 10 minutes'],
  ])('%s', (python, words) => {
    const [a, b] = [readPhrase(python), readPhrase(words)];
    if (!a.ok) throw new Error(a.error.message);
    expect(b).toMatchObject({ ok: true, value: a.value });
  });

  it('warns of parts that do not say when', () => {
    expect(parseTrigger(phrase('every(10).minutes.tag("x").do(job)'), reading(NOON))).toMatchObject({
      ok: true,
      warnings: [
        { code: 'phraseIgnored', position: 18, length: 3 },
        { code: 'phraseIgnored', position: 27, length: 2 },
      ],
    });
  });
});

describe('what a phrase refuses, where, and what it offers', () => {
  it.each([
    ['evry day', 'phraseWord', 0, 4, 'every day'],
    ['every mondy at 10:30', 'phraseWord', 6, 5, 'every monday at 10:30'],
    ['every 5 minuts', 'phraseWord', 8, 6, 'every 5 minutes'],
    ['every 5 mins', 'phraseWord', 8, 4, 'every 5 minutes'],
    ['every 5minutes', 'phraseWord', 6, 8, 'every 5 minutes'],
    ['every 5 minute', 'phrasePlural', 8, 6, 'every 5 minutes'],
    ['every 0 minutes', 'phraseNumber', 6, 1, 'every 1 minutes'],
    ['every -5 minutes', 'phraseNumber', 6, 2, 'every 1 minutes'],
    ['every 1.5 hours', 'phraseNumber', 6, 3, 'every 2 hours'],
    ['every five minutes', 'phraseWord', 6, 4, 'every 5 minutes'],
    ['every other day', 'phraseWord', 6, 5, 'every 2 days'],
    ['every 2 mondays', 'phraseWord', 8, 7, 'every monday'],
    ['every 2 monday', 'phraseNumber', 6, 1, 'every monday'],
    ['every 10 to 5 minutes', 'phraseNumber', 12, 1, undefined],
    ['every', 'phraseEnd', 5, 0, 'every day'],
    ['every 5', 'phraseEnd', 7, 0, 'every 5 minutes'],
    ['every day at', 'phraseEnd', 12, 0, 'every day at 10:30'],
    ['every day at 10', 'phraseAt', 13, 2, 'every day at 10:00'],
    ['every day at 10pm', 'phraseAt', 13, 4, 'every day at 22:00'],
    ['every day at 10:30 pm', 'phraseAt', 13, 8, 'every day at 22:30'],
    ['every day at 25:00', 'phraseAt', 13, 5, 'every day at 00:00'],
    ['every hour at 30', 'phraseAt', 14, 2, 'every hour at :30'],
    ['every minute at 10:30', 'phraseAt', 16, 5, 'every minute at :17'],
    ['every week at 10:30', 'phraseAt', 14, 5, 'every monday at 10:30'],
    ['every second at :10', 'phraseAt', 16, 3, undefined],
    ['every day at 10:30 Europe/Amsterdm', 'unknownZone', 19, 15, 'every day at 10:30 Europe/Amsterdam'],
    ['every day untl 18:30', 'phraseWord', 10, 4, 'every day until 18:30'],
    ['every day until soon', 'phraseUntil', 16, 4, undefined],
    ['every day until 2026-02-30', 'phraseUntil', 16, 10, undefined],
    ['daily at 10:30', 'phraseWord', 0, 5, 'every day at 10:30'],
    ['monday at 10:30', 'phraseWord', 0, 6, 'every monday at 10:30'],
    ['every month', 'phraseWord', 6, 5, 'every day'],
    ['every(5).minuts', 'phraseWord', 9, 6, 'every(5).minutes'],
    ['every(5)', 'phraseEnd', 8, 0, 'every(5).minutes'],
    ['every(5.minutes', 'phraseEnd', 5, 1, undefined],
    ['every().day.at("10:30").at("11:30")', 'phraseTwice', 24, 2, undefined],
    ['every().day.at()', 'phraseWord', 12, 2, undefined],
    ['every().', 'phraseWord', 8, 0, undefined],
    ['every( ) .', 'phraseWord', 10, 0, undefined],
    ['', 'missingKey', undefined, undefined, undefined],
  ])('%s', (text, code, position, length, suggestion) => {
    const problem = wrong(phrase(text), reading(NOON));
    expect(problem).toMatchObject({ code, field: 'text' });
    expect([problem.position, problem.length]).toEqual([position, length]);
    if (suggestion !== undefined) expect(problem.suggestion).toBe(suggestion);
  });

  it('offers only phrases that are understood', () => {
    for (const text of [
      'every blue moon',
      'x',
      'at 10:30',
      'every 5 to minutes',
      'every day at 10:30 until',
      'every day day',
    ]) {
      const { suggestion } = wrong(phrase(text), reading(NOON));
      expect(readPhrase(suggestion ?? '').ok, `${text}: ${String(suggestion)}`).toBe(true);
    }
  });

  it('an end that is past, and two zones', () => {
    expect(wrong(phrase('every day until 2025-01-01'), reading(NOON)).code).toBe('untilPast');
    expect(wrong(phrase('every day until 11:00'), reading(NOON, 'UTC')).code).toBe('untilPast');
    expect(wrong(phrase('every day at 10:30 UTC', { zone: 'Europe/Berlin' })).code).toBe('zoneTwice');
  });
});

it('keeps the end that was meant when it was saved', () => {
  const json = phrase('every 5 minutes until 8 hours');
  const saved = savedTrigger(json, right(json, reading(NOON)));
  expect(saved).toEqual({ ...json, until: '2026-01-01T20:00:00Z' });
  expect(right(saved, reading('2026-01-01T19:00:00Z'))).toMatchObject({ until: at('2026-01-01T20:00:00Z') });
});

it.each([
  ['every 5 minutes', 'Every 5 minutes'],
  ['every(1).days', 'Every day'],
  ['every 5 to 10 minutes', 'Every 5 to 10 minutes'],
  ['every monday at 10:30', 'Every Monday at 10:30'],
  ['every hour at :30', 'Every hour at :30'],
  ['every minute at :17', 'Every minute at second 17'],
  ['every wednesday at 13:15 Europe/Amsterdam', 'Every Wednesday at 13:15, Europe/Amsterdam time'],
  ['every day until 2026-12-31', 'Every day, until 31 December 2026 at 00:00'],
])('says "%s" in words', (text, words) => {
  expect(sentence(phrase(text))).toBe(words);
});
