import { describe, expect, it } from 'vitest';
import type { JobRow } from '../../../preload/contract.ts';
import { rowOf } from '../../testing/sampleViews.ts';
import { jobs, NOW } from '../../testing/sampleWorld.ts';
import { Times } from '../../time/times.ts';
import { glyphOfJob, lastOf, nextOf } from './jobWords.ts';

const MINUTE = 60_000;
const times = new Times('UTC', 'en-GB');
const quiet: JobRow = {
  ...rowOf(jobs[0]!),
  state: 'scheduled',
  running: [],
  waiting: null,
  incident: null,
  paused: null,
};
const row = (more: Partial<JobRow>): JobRow => ({ ...quiet, ...more });
const clock = (at: number): string => times.clock(at);

describe('the line under the name of a job', () => {
  it('says what it waits for and until when', () => {
    const due = NOW - 42 * MINUTE;
    const deadline = NOW + 18 * MINUTE;
    const waits = row({ state: 'waiting', waiting: { due, condition: 'mains power', deadline } });
    expect(lastOf(waits, times, NOW)).toBe(`Waits for mains power until ${clock(deadline)}`);
    expect(nextOf(waits, times, NOW)).toEqual({ at: 'Waiting', how: '42 min' });
    const endless = row({ state: 'waiting', waiting: { due, condition: 'mains power', deadline: null } });
    expect(lastOf(endless, times, NOW)).toBe('Waits for mains power');
  });

  it('says that it stands in line, where no condition is asked', () => {
    const inLine = row({ state: 'waiting', waiting: { due: NOW - MINUTE, condition: null, deadline: null } });
    expect(lastOf(inLine, times, NOW)).toBe('Stands in line');
  });

  it('counts failures in a row from the second on, and says since when', () => {
    const opened = NOW - 81 * MINUTE;
    const failing = (failures: number) =>
      row({ state: 'attention', incident: { id: 1, kind: 'failing', failures, opened } });
    expect(lastOf(failing(3), times, NOW)).toBe(`Failed 3 times since ${clock(opened)}`);
    expect(lastOf(failing(1), times, NOW)).toBe(lastOf(quiet, times, NOW));
  });

  it('says what came of a run by hand since', () => {
    const started = NOW - 3 * MINUTE;
    const failed = row({ lastFate: null, byHand: { started, outcome: 'failed', text: 'Failed, exit code 3' } });
    expect(lastOf(failed, times, NOW)).toBe(`Failed ${clock(started)}, exit code 3, by hand`);
    expect(glyphOfJob(failed)).toBe('failed');
  });

  it('says of a paused job first that it is paused', () => {
    const incident = { id: 1, kind: 'failing', failures: 3, opened: NOW - MINUTE } as const;
    expect(lastOf(row({ incident, paused: { until: null, everything: false } }), times, NOW)).toBe('Paused');
  });
});
