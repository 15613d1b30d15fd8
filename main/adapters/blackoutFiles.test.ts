import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJob } from '../core/documents/readJob.ts';
import { context } from '../core/documents/testing/jobContext.ts';
import type { StoredJob } from '../core/job.ts';
import { type Instant, instant, minutes, plus } from '../core/time/instant.ts';
import { BlackoutFiles } from './blackoutFiles.ts';

const event = (day: string): string =>
  `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:${day}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;

let folder = '';
let now: Instant = context.now;
let jobs: readonly StoredJob[] = [];

const file = (name: string): string => join(folder, name);

function jobWith(...files: readonly string[]): StoredJob {
  const document = { name: 'A', run: { command: ['x'] }, blackouts: files.map((calendar) => ({ calendar })) };
  const read = readJob(document, context);
  if (!read.ok) throw new Error(read.error.message);
  return { document, job: read.value, created: now, enabledAt: now, revision: 1 };
}

/** Writes with a time of change of its own: two writes within one tick of the file system's clock look alike. */
function write(name: string, text: string, second: number): void {
  writeFileSync(file(name), text);
  utimesSync(file(name), second, second);
}

function covers(files: BlackoutFiles, name: string, day: number): boolean {
  const calendar = files.calendars().get(file(name));
  const noon = instant(Date.UTC(2026, 11, day, 12));
  return calendar !== undefined && calendar.between(noon, noon, context.zone).length > 0;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blackouts-'));
  now = context.now;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the calendar files of blackouts', () => {
  it('are read, and read again a minute after they changed', () => {
    write('a.ics', event('20261224'), 1);
    jobs = [jobWith(file('a.ics'))];
    const files = new BlackoutFiles({ jobs: () => jobs, now: () => now });
    expect(covers(files, 'a.ics', 24)).toBe(true);
    write('a.ics', event('20261231'), 2);
    expect(covers(files, 'a.ics', 31)).toBe(false);
    now = plus(now, minutes(1));
    expect(covers(files, 'a.ics', 31)).toBe(true);
    expect(covers(files, 'a.ics', 24)).toBe(false);
  });

  it('that are not there hold nothing back, and say so', () => {
    jobs = [jobWith(file('none.ics'))];
    const files = new BlackoutFiles({ jobs: () => jobs, now: () => now });
    // Said before any of their jobs is due.
    expect(files.problems()).toHaveLength(1);
    expect(files.calendars().size).toBe(0);
    expect(files.problems()[0]?.message).toContain('No job is held back by it.');
  });

  it('that go away or break count as they were last read', () => {
    write('a.ics', event('20261224'), 1);
    jobs = [jobWith(file('a.ics'))];
    const files = new BlackoutFiles({ jobs: () => jobs, now: () => now });
    expect(covers(files, 'a.ics', 24)).toBe(true);
    write('a.ics', 'half a file', 2);
    files.forget();
    expect(covers(files, 'a.ics', 24)).toBe(true);
    expect(files.problems()).toMatchObject([{ code: 'calendarFile' }]);
    rmSync(file('a.ics'));
    files.forget();
    expect(covers(files, 'a.ics', 24)).toBe(true);
    expect(files.problems()[0]?.message).toContain('as it was last read');
    write('a.ics', event('20261224'), 3);
    files.forget();
    expect(covers(files, 'a.ics', 24)).toBe(true);
    expect(files.problems()).toEqual([]);
  });

  it('that no job names any more are forgotten with their problems', () => {
    jobs = [jobWith(file('none.ics'))];
    const files = new BlackoutFiles({ jobs: () => jobs, now: () => now });
    files.calendars();
    jobs = [];
    files.forget();
    files.calendars();
    expect(files.problems()).toEqual([]);
  });

  it('are looked at again when the clock was put back', () => {
    write('a.ics', event('20261224'), 1);
    jobs = [jobWith(file('a.ics'))];
    const files = new BlackoutFiles({ jobs: () => jobs, now: () => now });
    files.calendars();
    write('a.ics', event('20261231'), 2);
    now = plus(now, minutes(-600));
    expect(covers(files, 'a.ics', 31)).toBe(true);
  });
});
