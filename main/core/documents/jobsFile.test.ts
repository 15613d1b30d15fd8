import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredJob } from '../job.ts';
import { instant } from '../time/instant.ts';
import {
  type JobsFile,
  type JobsFileReading,
  emptyJobsFile,
  jobsFileJson,
  readJobsFile,
  withJob,
  withSequence,
  withoutJob,
  withoutSequence,
} from './jobsFile.ts';
import { migrated } from './migrations.ts';
import { readJob } from './readJob.ts';
import { NOW, berlin, context } from './testing/jobContext.ts';

const fileContext = { now: NOW, zone: berlin, draw: () => 0.5 };

/** Files as old versions wrote them: frozen, never to be changed with the code. */
const frozen = (version: number): unknown =>
  JSON.parse(readFileSync(new URL(`fixtures/jobs.v${String(version)}.json`, import.meta.url), 'utf8'));

function fileOf(reading: JobsFileReading): JobsFile {
  if (reading.kind === 'unreadable') throw new Error(reading.reason);
  return reading.file;
}

const stored = (document: Record<string, unknown>): StoredJob => {
  const read = readJob(document, context);
  if (!read.ok) throw new Error(read.error.message);
  return { document: { ...document, name: 'x', run: {} }, job: read.value, created: NOW, enabledAt: NOW, revision: 1 };
};

const ids = (file: JobsFile): readonly (string | null)[] =>
  file.entries.map((entry) => (entry.kind === 'job' ? entry.stored.job.id : `(${entry.id ?? '?'})`));

describe('a file of the present version', () => {
  const reading = readJobsFile(frozen(1), fileContext);
  const file = fileOf(reading);

  it('is read in its order, with a bad job kept and shown', () => {
    expect(reading).toMatchObject({ kind: 'read', migratedFrom: null });
    expect(ids(file)).toEqual(['ingest', '(broken)', 'spent']);
    expect(file.entries[1]).toMatchObject({ name: 'Broken', problem: { field: 'retry.limit', code: 'wrongType' } });
  });

  it('keeps when a job was created and enabled, and its revision', () => {
    expect(file.entries[0]).toMatchObject({
      stored: { created: Date.UTC(2026, 0, 2, 3, 4, 5), enabledAt: Date.UTC(2026, 1, 3, 4, 5, 6), revision: 7 },
    });
  });

  it('draws nothing anew', () => {
    expect(file.entries[0]).toMatchObject({ stored: { job: { triggers: [{ drawn: [17] }] } } });
  });

  it('reads a sequence, and keeps one that it cannot read', () => {
    expect(file.sequences.map(({ kind }) => kind)).toEqual(['sequence', 'unreadable']);
  });

  it('is written back without losing anything', () => {
    expect(jobsFileJson(file)).toEqual(frozen(1));
  });

  it('keeps the bad job when another is changed', () => {
    const changed = jobsFileJson(withJob(file, stored({ id: 'ingest', name: 'New name', run: { command: ['y'] } })));
    expect(changed['jobs']).toHaveLength(3);
    expect((changed['jobs'] as unknown[])[1]).toEqual((frozen(1) as { jobs: unknown[] }).jobs[1]);
    expect(changed['comment']).toBe('of the person');
  });
});

describe('a file of version 0, which has only documents', () => {
  it('is migrated, step by step', () => {
    const reading = readJobsFile(frozen(0), fileContext);
    expect(reading).toMatchObject({ kind: 'read', migratedFrom: 0 });
    expect(ids(fileOf(reading))).toEqual(['ingest', 'report']);
  });

  it('becomes exactly this in version 1', () => {
    const { jobs, sequences, ...rest } = frozen(0) as { jobs: unknown[]; sequences: unknown[] };
    const now = '2026-10-27T08:42:00Z';
    expect(migrated({ jobs, sequences, ...rest }, 0, { now: NOW })).toEqual({
      version: 1,
      jobs: jobs.map((document) => ({ document, created: now, enabledAt: now, revision: 1 })),
      sequences: sequences.map((document) => ({ document, created: now })),
      settings: { catchUpAtOnce: 2 },
    });
  });
});

describe('a file of a newer version', () => {
  const reading = readJobsFile({ version: 2, jobs: (frozen(1) as { jobs: unknown[] }).jobs, more: {} }, fileContext);

  it('is shown as far as it is understood, and says why nothing is changed', () => {
    expect(reading).toMatchObject({ kind: 'newer', version: 2 });
    expect(ids(fileOf(reading))).toEqual(['ingest', '(broken)', 'spent']);
    expect(reading.kind === 'newer' && reading.reason).toContain('Update Wakeful');
  });
});

describe('what is no jobs file', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['a text', 'jobs'],
    ['a list', []],
    ['an object without jobs', { version: 1 }],
    ['jobs that are no list', { version: 1, jobs: {} }],
    ['a version that is no number', { version: 'one', jobs: [] }],
    ['version zero written out', { version: 0, jobs: [] }],
  ])('%s is to be kept aside', (_name, json) => {
    expect(readJobsFile(json, fileContext).kind).toBe('unreadable');
  });
});

describe('jobs in the file', () => {
  const job = (id: string, more: Record<string, unknown> = {}) => ({
    document: { id, name: id, run: { command: ['x'] }, ...more },
    created: '2026-01-01T00:00:00Z',
    enabledAt: '2026-01-01T00:00:00Z',
    revision: 1,
  });
  const after = (upstream: string) => ({ triggers: [{ type: 'after', job: upstream }] });

  it('that wait for each other in a circle are kept and do not run', () => {
    const jobs = [job('a', after('b')), job('b', after('a')), job('c', after('a'))];
    const file = fileOf(readJobsFile({ version: 1, jobs }, fileContext));
    expect(ids(file)).toEqual(['(a)', '(b)', 'c']);
    expect(file.entries[0]).toMatchObject({ problem: { code: 'upstreamCycle' } });
    expect(jobsFileJson(file)['jobs']).toEqual(jobs);
  });

  it('with an id that is taken, in any case, are kept and do not run', () => {
    const file = fileOf(readJobsFile({ version: 1, jobs: [job('a'), job('A')] }, fileContext));
    expect(ids(file)).toEqual(['a', '(A)']);
  });

  it.each([[null], [5], [{}], [{ document: null }]])('that are %j lose nothing', (raw) => {
    const json = { version: 1, jobs: [raw, job('a')], sequences: [] };
    const file = fileOf(readJobsFile(json, fileContext));
    expect(file.entries.map(({ kind }) => kind)).toEqual(['unreadable', 'job']);
    expect(jobsFileJson(file)).toEqual(json);
  });

  it('are put at the end, replaced in place, and taken out', () => {
    const a = stored({ id: 'a', name: 'A', run: { command: ['x'] } });
    const b = stored({ id: 'b', name: 'B', run: { command: ['x'] } });
    const both = withJob(withJob(emptyJobsFile, a), b);
    expect(ids(both)).toEqual(['a', 'b']);
    expect(ids(withJob(both, { ...a, revision: 2 }))).toEqual(['a', 'b']);
    expect(ids(withoutJob(both, 'a'))).toEqual(['b']);
  });

  it('that are unreadable are taken out only by their own id, and not with a readable one of that id', () => {
    const file = fileOf(readJobsFile({ version: 1, jobs: [job('a'), job('A'), job('z', { retry: 1 })] }, fileContext));
    expect(ids(withoutJob(file, 'z'))).toEqual(['a', '(A)']);
    expect(ids(withoutJob(file, 'a'))).toEqual(['(A)', '(z)']);
  });
});

describe('sequences in the file', () => {
  it('are replaced in place and taken out', () => {
    const file = fileOf(readJobsFile(frozen(1), fileContext));
    const [first] = file.sequences;
    if (first?.kind !== 'sequence') throw new Error('The frozen file has a sequence.');
    const renamed = withSequence(file, { ...first.sequence, name: 'Night batch' });
    expect(renamed.sequences).toHaveLength(2);
    expect(withoutSequence(renamed, 'evening').sequences.map(({ kind }) => kind)).toEqual(['unreadable']);
  });

  it('remember when they were created', () => {
    const file = fileOf(readJobsFile(frozen(1), fileContext));
    expect(file.sequences[0]).toMatchObject({ sequence: { created: instant(Date.UTC(2026, 0, 2, 3, 4, 5)) } });
  });
});

describe('for any JSON', () => {
  it('reading never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(readJobsFile(json, fileContext).kind).not.toBe('newer');
      }),
    );
  });

  it('what a file of this version has is written back, whatever stands in it', () => {
    const anything = fc.array(
      fc.oneof(fc.jsonValue(), fc.record({ document: fc.jsonValue(), created: fc.jsonValue() })),
    );
    fc.assert(
      fc.property(anything, anything, fc.jsonValue(), (jobs, sequences, more) => {
        const json = { version: 1, jobs, sequences, more };
        expect(jobsFileJson(fileOf(readJobsFile(json, fileContext)))).toEqual(json);
      }),
      { numRuns: 500 },
    );
  });
});
