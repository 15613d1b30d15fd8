import { describe, it } from 'vitest';
import { minutes, seconds } from '../time/instant.ts';
import { type Row, expectSaid, asleep, at, run } from './testing/whyCase.ts';

describe('a moment that is not yet decided, or still to come', () => {
  it.each<Row>([
    [
      'waiting',
      {
        due: at('09:00'),
        fate: 'waiting',
        facts: { condition: 'mains power', waitingSince: at('09:00'), deadline: at('11:00') },
      },
      null,
      'Waits for mains power since 09:00. Gives up at 11:00, in 1 h 18.',
      'Waiting',
    ],
    [
      'waiting for its last minute',
      {
        due: at('09:00'),
        fate: 'waiting',
        facts: { condition: 'the network', waitingSince: at('09:00'), deadline: at('09:42:30') },
      },
      null,
      'Waits for the network since 09:00. Gives up at 09:42, in 30 seconds.',
      'Waiting',
    ],
    [
      'waiting past its deadline',
      {
        due: at('09:00'),
        fate: 'waiting',
        facts: { condition: 'the network', waitingSince: at('09:00'), deadline: at('09:41') },
      },
      null,
      'Waits for the network since 09:00. Gives up at 09:41, now.',
      'Waiting',
    ],
    [
      'in line',
      { fate: 'queued' },
      run({ started: null, outcome: null }),
      'In line behind the run that started at 09:38.',
      'In line',
      { byRun: run({ started: at('09:38') }) },
    ],
    ['in line for catching up', { fate: 'queued' }, null, 'In line: other runs come first.', 'In line'],
    [
      'running',
      { due: at('09:38'), fate: 'running' },
      run({ started: at('09:38'), ended: null, outcome: null }),
      'Runs since 09:38, usually 24 min.',
      'Running',
      { usually: minutes(24) },
    ],
    [
      'running, how long is not known',
      { due: at('09:38'), fate: 'running' },
      run({ started: at('09:38'), ended: null, outcome: null }),
      'Runs since 09:38.',
      'Running',
      { usually: null },
    ],
    [
      'running late',
      { due: at('08:05'), fate: 'running', reason: 'asleep', facts: asleep },
      run({ started: at('08:11'), ended: null, outcome: null }),
      'It was due at 08:05 and started at 08:11, because this computer was asleep from 23:58 to 08:10. Runs since 08:11, usually 40 s.',
      'Running',
      { usually: seconds(40) },
    ],
    ['coming up', { due: at('10:05'), fate: 'comingUp' }, null, 'Due at 10:05, in 23 minutes.', 'Coming up'],
    ['coming up in hours', { due: at('11:00'), fate: 'comingUp' }, null, 'Due at 11:00, in 1 h 18.', 'Coming up'],
    [
      'coming up in days',
      { due: at('16:00', 3), fate: 'comingUp' },
      null,
      'Due on Fri 30 Oct at 16:00, in 3 days.',
      'Coming up',
    ],
    ['coming up now', { due: at('09:42'), fate: 'comingUp' }, null, 'Due at 09:42, now.', 'Coming up'],
    [
      'expected',
      { due: at('10:17'), fate: 'comingUp' },
      null,
      'Expected ≈ 10:17, in 35 minutes, after Ingest source one.',
      'Coming up',
      { estimatedAfter: 'Ingest source one' },
    ],
  ])('%s', (...row) => expectSaid(row));
});
