import { describe, expect, it } from 'vitest';
import { zoneNamed } from '../documents/testing/jobContext.ts';
import { hours, instant } from '../time/instant.ts';
import { isChanged } from './changed.ts';
import {
  type DownstreamRuns,
  type JobCondition,
  type UpstreamRuns,
  type UpstreamStanding,
  expiryOf,
  judgeUpstream,
  upstreamsHold,
} from './upstreamCondition.ts';

const berlin = zoneNamed('Europe/Berlin');
/** 27 October 2026, a time of day in Berlin (UTC+1). */
const at = (hour: number, minute = 0) => instant(Date.UTC(2026, 9, 27, hour - 1, minute));

const condition = (succeeded: JobCondition['succeeded'], changed = false): JobCondition => ({
  kind: 'job',
  job: 'ingest',
  succeeded,
  changed,
});
const since = condition('sinceMyLastRun');
const success = (hour: number, fingerprint = 'x') => ({ ended: at(hour), fingerprint });
const ended = (hour: number, outcome: 'succeeded' | 'failed' | 'stopped' = 'succeeded') => ({
  ended: at(hour),
  outcome,
});
const nothing: UpstreamRuns = { lastSuccess: null, lastEnd: null };
const started = (hour: number | null, usedFingerprint: string | null = null): DownstreamRuns => ({
  lastStarted: hour === null ? null : at(hour),
  usedFingerprint,
});

describe('an upstream condition', () => {
  it.each<[name: string, JobCondition, UpstreamRuns, DownstreamRuns, kind: UpstreamStanding['kind']]>([
    ['before any run of the upstream', since, nothing, started(null), 'notRun'],
    [
      'before my first run, after any success',
      since,
      { lastSuccess: success(1), lastEnd: ended(1) },
      started(null),
      'holds',
    ],
    [
      'after a success since my run started',
      since,
      { lastSuccess: success(9), lastEnd: ended(9) },
      started(8),
      'holds',
    ],
    [
      'after a success while my run went on',
      since,
      { lastSuccess: success(9), lastEnd: ended(9) },
      started(8),
      'holds',
    ],
    ['after a success before my run', since, { lastSuccess: success(7), lastEnd: ended(7) }, started(8), 'notRun'],
    ['at the very start of my run', since, { lastSuccess: success(8), lastEnd: ended(8) }, started(8), 'notRun'],
    [
      'after a failure since my run',
      since,
      { lastSuccess: success(7), lastEnd: ended(9, 'failed') },
      started(8),
      'failed',
    ],
    ['after a stop since my run', since, { lastSuccess: null, lastEnd: ended(9, 'stopped') }, started(8), 'failed'],
    ['after a failure before my run', since, { lastSuccess: null, lastEnd: ended(7, 'failed') }, started(8), 'notRun'],
    [
      'after a success and then a failure',
      since,
      { lastSuccess: success(9), lastEnd: ended(10, 'failed') },
      started(8),
      'holds',
    ],
    [
      'within six hours',
      condition({ within: hours(6) }),
      { lastSuccess: success(7), lastEnd: ended(7) },
      started(8),
      'holds',
    ],
    [
      'within six hours, exactly',
      condition({ within: hours(6) }),
      { lastSuccess: success(6), lastEnd: ended(6) },
      started(8),
      'holds',
    ],
    [
      'more than six hours ago',
      condition({ within: hours(6) }),
      { lastSuccess: success(5), lastEnd: ended(5) },
      started(8),
      'notRun',
    ],
    [
      'a failure within six hours',
      condition({ within: hours(6) }),
      { lastSuccess: success(5), lastEnd: ended(9, 'failed') },
      started(8),
      'failed',
    ],
    ['today', condition('today'), { lastSuccess: success(0), lastEnd: ended(0) }, started(8), 'holds'],
    ['yesterday', condition('today'), { lastSuccess: success(-1), lastEnd: ended(-1) }, started(8), 'notRun'],
    [
      'with something new',
      condition('sinceMyLastRun', true),
      { lastSuccess: success(9, 'b'), lastEnd: ended(9) },
      started(8, 'a'),
      'holds',
    ],
    [
      'with nothing new',
      condition('sinceMyLastRun', true),
      { lastSuccess: success(9, 'a'), lastEnd: ended(9) },
      started(8, 'a'),
      'unchanged',
    ],
    [
      'with nothing new, and then a failure',
      condition('sinceMyLastRun', true),
      { lastSuccess: success(9, 'a'), lastEnd: ended(10, 'failed') },
      started(8, 'a'),
      'failed',
    ],
    [
      'new to one that used none',
      condition('sinceMyLastRun', true),
      { lastSuccess: success(9, 'a'), lastEnd: ended(9) },
      started(8),
      'holds',
    ],
  ])('%s', (_name, rule, upstream, mine, kind) => {
    expect(judgeUpstream(rule, upstream, mine, at(12), berlin).kind).toBe(kind);
  });

  it('of today follows the zone of the job', () => {
    const lateEvening = instant(Date.UTC(2026, 9, 26, 22, 30));
    const upstream = {
      lastSuccess: { ended: lateEvening, fingerprint: null },
      lastEnd: { ended: lateEvening, outcome: 'succeeded' as const },
    };
    const now = instant(Date.UTC(2026, 9, 27, 5));
    expect(judgeUpstream(condition('today'), upstream, started(null), now, berlin).kind).toBe('notRun');
    expect(judgeUpstream(condition('today'), upstream, started(null), now, zoneNamed('Europe/Helsinki')).kind).toBe(
      'holds',
    );
  });
});

describe('several upstream conditions', () => {
  const holds: UpstreamStanding = { kind: 'holds', since: at(9) };
  const failed: UpstreamStanding = { kind: 'failed', at: at(9), outcome: 'failed' };
  const notRun: UpstreamStanding = { kind: 'notRun' };
  const unchanged: UpstreamStanding = { kind: 'unchanged', at: at(9) };

  it.each<[standings: readonly UpstreamStanding[], any: boolean, expiry: 'upstreamFailed' | 'upstreamNotRun' | null]>([
    [[], false, null],
    [[], true, null],
    [[holds, holds], false, null],
    [[holds, notRun], false, 'upstreamNotRun'],
    [[holds, notRun], true, null],
    [[failed, notRun], true, 'upstreamFailed'],
    [[notRun, failed], false, 'upstreamFailed'],
    [[holds, failed], true, null],
    [[unchanged], false, 'upstreamNotRun'],
  ])('%j, any %s: %s', (standings, any, expiry) => {
    expect(upstreamsHold(standings, any)).toBe(expiry === null);
    expect(expiryOf(standings, any)).toBe(expiry);
  });
});

describe('what is new', () => {
  it.each<[fingerprint: string | null, used: string | null, changed: boolean]>([
    ['a', null, true],
    ['a', 'a', false],
    ['b', 'a', true],
    [null, 'a', false],
    [null, null, false],
  ])('%s after %s: %s', (fingerprint, used, changed) => {
    expect(isChanged(fingerprint, used)).toBe(changed);
  });
});
