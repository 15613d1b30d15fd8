import { describe, expect, it } from 'vitest';
import type { StoredJob } from '../../core/job.ts';
import { instant } from '../../core/time/instant.ts';
import { UTC } from '../../core/time/zone.ts';
import { inspectDraft, prepareJob, type SavingContext } from './saving.ts';

const NOW = instant(Date.parse('2026-03-01T12:00:00Z'));
const LATER = instant(Date.parse('2026-03-02T12:00:00Z'));

const context = (all: readonly StoredJob[], now = NOW, reserved: readonly string[] = []): SavingContext => ({
  now,
  zone: UTC,
  draw: () => 0.5,
  all,
  reserved,
});

const run = { command: ['true'] };
const cron = (expression: string) => [{ type: 'cron', expression }];

function saved(id: string | null, document: unknown, all: readonly StoredJob[] = [], now = NOW): StoredJob {
  const result = prepareJob(id, document, context(all, now));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function problemOf(
  id: string | null,
  document: unknown,
  all: readonly StoredJob[] = [],
  reserved: readonly string[] = [],
) {
  const result = prepareJob(id, document, context(all, NOW, reserved));
  return result.ok ? null : { code: result.error.code, field: result.error.field, suggestion: result.error.suggestion };
}

describe('saving a job', () => {
  const ingest = saved(null, { name: 'Ingest Source', run, triggers: cron('5 * * * *') });

  it('makes the id from the name once, a free one', () => {
    expect(ingest.job.id).toBe('ingest-source');
    expect(ingest.document['id']).toBe('ingest-source');
    expect(saved(null, { name: 'Ingest source', run }, [ingest]).job.id).toBe('ingest-source-2');
    expect(saved('ingest-source', { ...ingest.document, name: 'Renamed' }, [ingest]).job.id).toBe('ingest-source');
  });

  it('keeps an id that is free and refuses one that is taken, also by a job that cannot be read', () => {
    expect(saved(null, { id: 'mine', name: 'A', run }).job.id).toBe('mine');
    const refused = { code: 'idTaken', field: 'id', suggestion: 'ingest-source-2' };
    expect(problemOf(null, { id: 'Ingest-Source', name: 'A', run }, [ingest])).toEqual(refused);
    expect(problemOf(null, { id: 'broken', name: 'A', run }, [], ['broken'])?.code).toBe('idTaken');
    expect(saved(null, { name: 'Broken', run }, []).job.id).toBe('broken');
  });

  it('refuses to change the id, and to save a job that is gone', () => {
    expect(problemOf('ingest-source', { id: 'other', name: 'A', run }, [ingest])?.code).toBe('idFixed');
    expect(problemOf('gone', { name: 'A', run }, [ingest])?.code).toBe('unknownJob');
  });

  it('names the field of whatever is wrong, in order', () => {
    const { job, errors } = inspectDraft(null, { name: 'A', run, triggers: cron('99 * * * *'), nice: 40 }, context([]));
    expect(job).toBeNull();
    expect(errors.map(({ field }) => field)).toEqual(['triggers[0].expression', 'nice']);
  });

  it('refuses an upstream that does not exist and a circle, naming the place', () => {
    const after = (job: string) => [{ type: 'after', job, on: 'success' }];
    expect(problemOf(null, { name: 'B', run, triggers: after('ingest-sorce') }, [ingest])).toEqual({
      code: 'unknownJob',
      field: 'triggers[0].job',
      suggestion: 'ingest-source',
    });
    const second = saved(null, { name: 'B', run, triggers: after('ingest-source') }, [ingest]);
    const circle = { ...ingest.document, triggers: after('b') };
    expect(problemOf('ingest-source', circle, [ingest, second])?.code).toBe('upstreamCycle');
  });

  it('counts due moments from when the job was enabled or its triggers changed, and not from other changes', () => {
    expect(ingest.enabledAt).toBe(NOW);
    const edit = (changes: object, before = ingest) =>
      saved('ingest-source', { ...before.document, ...changes }, [before], LATER);
    expect(edit({ description: 'x' })).toMatchObject({ enabledAt: NOW, created: NOW, revision: 2 });
    expect(edit({ triggers: cron('6 * * * *') }).enabledAt).toBe(LATER);
    expect(edit({ zone: 'Europe/Berlin' }).enabledAt).toBe(LATER);
    const disabled = edit({ enabled: false });
    expect(disabled.enabledAt).toBe(NOW);
    expect(edit({ enabled: true }, disabled).enabledAt).toBe(LATER);
  });

  it('keeps what was drawn at random for a trigger', () => {
    const random = saved(null, { name: 'R', run, triggers: cron('0~59 3 * * *') });
    const again = saved('r', random.document, [random], LATER);
    expect(again.job.triggers).toEqual(random.job.triggers);
    expect(again.enabledAt).toBe(NOW);
  });

  it.each([[null], [[]], ['text'], [7], [{}], [{ name: 'A' }], [{ name: 7, run }], [{ name: 'A', run, id: 7 }]])(
    'refuses %j without falling over',
    (document) => {
      expect(problemOf(null, document)).not.toBeNull();
    },
  );
});
