import { describe, it } from 'vitest';
import { hours, minutes } from '../time/instant.ts';
import { type Row, expectSaid, asleep, at, run } from './testing/whyCase.ts';

describe('a moment that was skipped', () => {
  it.each<Row>([
    [
      'paused',
      { fate: 'skipped', reason: 'paused', facts: { from: at('07:00'), to: at('09:00') } },
      null,
      'The job was paused from 07:00 until 09:00.',
      'Skipped, paused',
    ],
    [
      'paused without end',
      { fate: 'skipped', reason: 'paused', facts: { from: at('12:00', -6) } },
      null,
      'The job was paused from Wed 21 Oct, 12:00 on.',
      'Skipped, paused',
    ],
    [
      'skipped by choice',
      { fate: 'skipped', reason: 'skipNext', facts: { wishedAt: at('09:12', -1) } },
      null,
      'You chose to skip it, on Mon 26 Oct at 09:12.',
      'Skipped, as you chose',
    ],
    [
      'still running',
      { due: at('19:05', -1), fate: 'skipped', reason: 'stillRunning' },
      null,
      'The run from 18:05 went on until 19:17.',
      'Skipped, still running',
      { byRun: run({ started: at('18:05', -1), ended: at('19:17', -1) }) },
    ],
    [
      'still running now',
      { fate: 'skipped', reason: 'stillRunning' },
      null,
      'The run from 07:05 was still going on.',
      'Skipped, still running',
      { byRun: run({ started: at('07:05'), ended: null, outcome: null }) },
    ],
    [
      'sequence cancelled',
      { fate: 'skipped', reason: 'sequenceCancelled', decided: at('08:02') },
      null,
      'Evening batch was cancelled at 08:02.',
      'Skipped, sequence cancelled',
      { sequence: 'Evening batch' },
    ],
    [
      'dismissed',
      { fate: 'skipped', reason: 'dismissed', facts: { condition: 'mains power' }, decided: at('09:20') },
      null,
      'You dismissed it at 09:20 while it waited for mains power.',
      'Skipped, dismissed',
    ],
    [
      'job changed',
      { fate: 'skipped', reason: 'jobChanged', decided: at('09:02') },
      null,
      'The job was changed at 09:02 and is no longer due then.',
      'Skipped, job changed',
    ],
    [
      'blackout',
      { fate: 'skipped', reason: 'blackout', facts: { from: at('08:00'), to: at('09:00') } },
      null,
      'It fell into the blackout from 08:00 to 09:00.',
      'Skipped, blackout',
    ],
    [
      'blackout of one day',
      { fate: 'skipped', reason: 'blackout', facts: { from: at('00:00'), to: at('00:00', 1) } },
      null,
      'It fell into the blackout on Tue 27 Oct.',
      'Skipped, blackout',
    ],
    [
      'blackout of several days',
      { fate: 'skipped', reason: 'blackout', facts: { from: at('00:00', -1), to: at('00:00', 1) } },
      null,
      'It fell into the blackout from Mon 26 Oct to Tue 27 Oct.',
      'Skipped, blackout',
    ],
    [
      'twelve paused',
      {
        last: at('09:00'),
        count: 12,
        fate: 'skipped',
        reason: 'paused',
        facts: { from: at('07:00'), to: at('09:10') },
      },
      null,
      '12 due moments from 08:05 to 09:00. The job was paused from 07:00 until 09:10.',
      '12 skipped, paused, until 09:00',
    ],
  ])('%s', (...row) => expectSaid(row));
});

describe('a moment that expired', () => {
  it.each<Row>([
    [
      'no catching up',
      { fate: 'expired', reason: 'noCatchUp', facts: { cause: 'asleep' } },
      null,
      'Did not run: this computer was asleep, and the job does not catch up.',
      'Expired, no catching up',
    ],
    [
      'no catching up after off',
      { fate: 'expired', reason: 'noCatchUp', facts: { cause: 'off' } },
      null,
      'Did not run: this computer was off, and the job does not catch up.',
      'Expired, no catching up',
    ],
    [
      'no catching up after sleep alone',
      { fate: 'expired', reason: 'noCatchUp', facts: { cause: 'asleep', notAfterThat: true } },
      null,
      'Did not run: this computer was asleep, and the job does not catch up after that.',
      'Expired, no catching up',
    ],
    [
      'too late',
      {
        due: at('07:30'),
        fate: 'expired',
        reason: 'tooLate',
        facts: { ...asleep, cause: 'asleep', within: minutes(30) },
      },
      null,
      'Did not run: it was useful for 30 minutes, and this computer woke 40 minutes later.',
      'Expired, too late',
    ],
    [
      'too late after off',
      { due: at('07:30'), fate: 'expired', reason: 'tooLate', facts: { ...asleep, cause: 'off', within: hours(12) } },
      null,
      'Did not run: it was useful for 12 hours, and this computer was on again 40 minutes later.',
      'Expired, too late',
    ],
    [
      'over the limit',
      { fate: 'expired', reason: 'overLimit', facts: { missed: 14, limit: 10 } },
      null,
      'Did not run: 14 were missed and the job runs the newest 10.',
      'Expired, over the limit',
    ],
    [
      'deadline',
      {
        due: at('14:20', -1),
        fate: 'expired',
        reason: 'conditionDeadline',
        facts: { condition: 'the network', deadline: at('16:20', -1) },
      },
      null,
      'Did not run: it waited for the network until 16:20, its deadline.',
      'Expired, no network',
    ],
    [
      'deadline of a command',
      {
        fate: 'expired',
        reason: 'conditionDeadline',
        facts: { condition: 'test -d /mnt/usb to succeed', deadline: at('09:20') },
      },
      null,
      'Did not run: it waited for test -d /mnt/usb to succeed until 09:20, its deadline.',
      'Expired, waited for test -d /mnt/usb to succeed',
    ],
    [
      'upstream failed',
      { fate: 'expired', reason: 'upstreamFailed', facts: { byJob: 'one', at: at('09:07') } },
      null,
      'Did not run: Ingest source one failed at 09:07, and this job follows a success.',
      'Expired, Ingest source one failed',
    ],
    [
      'upstream not run',
      { fate: 'expired', reason: 'upstreamNotRun', facts: { byJob: 'merge', deadline: at('09:30') } },
      null,
      'Did not run: it waited until 09:30 for Merge sources, which did not run.',
      'Expired, Merge sources did not run',
    ],
  ])('%s', (...row) => expectSaid(row));
});
