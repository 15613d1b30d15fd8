import { describe, it } from 'vitest';
import { type Row, expectSaid, asleep, at, late, run } from './testing/whyCase.ts';

describe('a moment that ran', () => {
  it.each<Row>([
    ['ran', { due: at('09:05') }, run(), 'Due at 09:05 and started on time.', 'Ran'],
    ['ran with two attempts', {}, run({ attempts: 2 }), 'Due at 08:05 and started on time.', 'Ran, 2 attempts'],
    [
      'failed',
      { due: at('20:05', -1) },
      run({ started: at('20:05', -1), ended: at('20:06:52', -1), outcome: 'failed', exitCode: 75 }),
      'Due at 20:05, started on time, and failed after 1 min 52 s with exit code 75.',
      'Failed, exit code 75',
    ],
    [
      'killed',
      {},
      run({ outcome: 'killed', exitCode: null, signal: 'SIGKILL' }),
      'Due at 08:05, started on time, and was ended by SIGKILL after 2 min 8 s.',
      'Ended by SIGKILL',
    ],
    [
      'timed out',
      {},
      run({ outcome: 'timedOut', exitCode: null }),
      'Due at 08:05, started on time, and was stopped at its time limit, after 2 min 8 s.',
      'Timed out',
    ],
    [
      'could not start',
      {},
      run({
        outcome: 'couldNotStart',
        started: null,
        ended: at('08:05'),
        exitCode: null,
        message: 'There is no program "ingst".',
      }),
      'Due at 08:05. It could not start: There is no program "ingst".',
      'Could not start',
    ],
    [
      'interrupted',
      {},
      run({ outcome: 'interrupted', exitCode: null }),
      'Due at 08:05, started on time, and was interrupted after 2 min 8 s: Wakeful or this computer went away.',
      'Interrupted',
    ],
    [
      'interrupted by quitting',
      {},
      run({ outcome: 'interrupted', exitCode: null, message: 'It was stopped because Wakeful was quit.' }),
      'Due at 08:05, started on time, and was interrupted after 2 min 8 s: it was stopped because Wakeful was quit.',
      'Interrupted',
    ],
    [
      'stopped by a person',
      { due: at('09:38') },
      run({ started: at('09:38'), ended: at('09:40'), outcome: 'stopped', exitCode: null }),
      'Due at 09:38 and started on time. You stopped it at 09:40, after 2 min.',
      'Stopped',
    ],
    [
      'stopped by the next',
      {},
      run({ outcome: 'stopped', exitCode: null, message: 'The next due moment replaced it.' }),
      'Due at 08:05 and started on time. It was stopped at 08:07, after 2 min 8 s: the next due moment replaced it.',
      'Stopped',
    ],
  ])('%s', (...row) => expectSaid(row));
});

describe('a moment that was caught up', () => {
  it.each<Row>([
    [
      'caught up after sleep',
      { fate: 'caughtUp', reason: 'asleep', facts: asleep },
      late,
      'It was due at 08:05 and started at 08:11, because this computer was asleep from 23:58 to 08:10.',
      'Caught up 08:11',
    ],
    [
      'caught up with a second cause',
      { fate: 'caughtUp', reason: 'asleep', facts: { ...asleep, also: 'the network came back 58 seconds later' } },
      late,
      'It was due at 08:05 and started at 08:11, because this computer was asleep from 23:58 to 08:10 and the network came back 58 seconds later.',
      'Caught up 08:11',
    ],
    [
      'caught up after power-off',
      { fate: 'caughtUp', reason: 'off', facts: asleep },
      late,
      'It was due at 08:05 and started at 08:11, because this computer was off from 23:58 to 08:10.',
      'Caught up 08:11',
    ],
    [
      'caught up after Wakeful was away',
      { fate: 'caughtUp', reason: 'notRunning', facts: { from: at('07:05'), to: at('08:10') } },
      late,
      'It was due at 08:05 and started at 08:11, because Wakeful was not running from 07:05 to 08:10.',
      'Caught up 08:11',
    ],
    [
      'caught up after others',
      { fate: 'caughtUp', reason: 'busy', facts: { to: at('08:11') } },
      late,
      'It was due at 08:05 and started at 08:11, because other runs came first until 08:11.',
      'Caught up 08:11',
    ],
    [
      'caught up after waiting',
      { fate: 'caughtUp', reason: 'waited', facts: { condition: 'mains power', to: at('08:11') } },
      late,
      'It was due at 08:05 and started at 08:11, because it waited for mains power until 08:11.',
      'Caught up 08:11',
    ],
    [
      'caught up after a jump',
      { fate: 'caughtUp', reason: 'clockChanged', facts: { from: at('02:00'), to: at('08:10') } },
      late,
      'It was due at 08:05 and started at 08:11, because the clock jumped from 02:00 to 08:10.',
      'Caught up 08:11',
    ],
    [
      'caught up and failed',
      { fate: 'caughtUp', reason: 'asleep', facts: asleep },
      { ...late, outcome: 'failed', exitCode: 1 },
      'It was due at 08:05 and started at 08:11, because this computer was asleep from 23:58 to 08:10. It failed after 2 min 24 s with exit code 1.',
      'Failed, exit code 1',
    ],
  ])('%s', (...row) => expectSaid(row));
});

describe('a moment that another run answers for', () => {
  it.each<Row>([
    [
      'coalesced',
      { due: at('03:05'), fate: 'coalesced', reason: 'asleep' },
      late,
      'The run at 08:11 answers for it. It was due at 03:05, while this computer was asleep.',
      'Coalesced',
    ],
    [
      'eight coalesced',
      { due: at('00:05'), last: at('07:05'), count: 8, fate: 'coalesced', reason: 'asleep' },
      late,
      '8 due moments from 00:05 to 07:05 passed while this computer was asleep. The run at 08:11 answers for all of them.',
      '8 coalesced, until 07:05',
    ],
    [
      'coalesced into one that has not started',
      { fate: 'coalesced', reason: 'off' },
      run({ started: null, ended: null, outcome: null }),
      'The run in line answers for it. It was due at 08:05, while this computer was off.',
      'Coalesced',
    ],
    [
      'coalesced on time',
      { fate: 'coalesced', reason: 'busy' },
      late,
      'The run at 08:11 answers for it. It was due at 08:05, while another run was waiting to start.',
      'Coalesced',
    ],
    [
      'coalesced while waiting',
      { fate: 'coalesced', reason: 'waited', facts: { condition: 'the network' } },
      late,
      'The run at 08:11 answers for it. It was due at 08:05, while it waited for the network.',
      'Coalesced',
    ],
    [
      'coalesced by a jump',
      { fate: 'coalesced', reason: 'clockChanged' },
      late,
      'The run at 08:11 answers for it. It was due at 08:05, when the clock jumped.',
      'Coalesced',
    ],
  ])('%s', (...row) => expectSaid(row));
});
