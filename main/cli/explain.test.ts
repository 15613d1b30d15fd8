import { expect, it } from 'vitest';
import { at, zone } from '../core/triggers/testing/ask.ts';
import { explainText, nextText } from './explain.ts';

const printing = { zone: zone('Europe/Berlin'), now: at('2026-01-07T12:00:00Z'), count: 2 };

it('tells all about a schedule in lines', () => {
  expect(explainText('30 2 * * *', printing)).toEqual({
    exitCode: 0,
    text: [
      'Every day at 02:30, in Europe/Berlin.',
      'Read as cron: 30 2 * * *',
      '',
      'Next',
      '  Thu 2026-01-08 02:30 +01:00   in 13 h 30',
      '  Fri 2026-01-09 02:30 +01:00   in 1 day',
      '',
      'Before',
      '  Wed 2026-01-07 02:30 +01:00   10 h 30 ago',
      '  Tue 2026-01-06 02:30 +01:00   1 day ago',
      '',
      'Good to know',
      '  02:30 does not exist on 29 March 2026: it runs at 03:00.',
      '  02:30 happens twice on 25 October 2026: it runs the first time only.',
      '',
      'Elsewhere',
      '  Quartz: Has six fields, seconds first, and Sunday is 1: 0 30 2 * * ?',
      '  launchd: 02:30 on 29 March 2026: it runs at 03:30.',
      '  systemd: 02:30 on 29 March 2026: it is skipped.',
    ].join('\n'),
  });
});

it('marks a mistake under the text, and says what would be right', () => {
  expect(explainText('every mon', printing)).toMatchObject({ exitCode: 2 });
  expect(explainText('every mon', printing).text.split('\n').slice(1)).toEqual([
    '',
    '  every mon',
    '        ^^^',
    '',
    'Right would be: every monday',
  ]);
});

it('answers in JSON on one line', () => {
  const { text } = explainText('0 9 * * *', { ...printing, json: true });
  expect(JSON.parse(text)).toMatchObject({
    takenFor: 'cron',
    sentence: 'Every day at 09:00',
    next: ['2026-01-08T08:00:00Z', '2026-01-09T08:00:00Z'],
  });
  expect(text).not.toContain('\n');
  expect(JSON.parse(explainText('61 9 * * *', { ...printing, json: true }).text)).toMatchObject({
    error: { code: 'cronRange', position: 0 },
  });
});

it('lists only what is next', () => {
  expect(nextText('0 9 * * *', printing).text).toBe('2026-01-08T09:00:00+01:00\n2026-01-09T09:00:00+01:00');
  expect(nextText('0 9 * * *', { ...printing, json: true }).text).toBe(
    '{"due":["2026-01-08T08:00:00Z","2026-01-09T08:00:00Z"]}',
  );
  expect(nextText('on wake', printing).text).toBe('When this computer wakes: nothing is due.');
});
