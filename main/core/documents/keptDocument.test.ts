import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptDocument } from './keptDocument.ts';
import { inspectJob, readJob } from './readJob.ts';
import { fullDocument } from './testing/fullDocument.ts';
import { context } from './testing/jobContext.ts';

const least = { name: 'Back up', run: { command: ['backup'] } };

function read(document: unknown) {
  const parsed = readJob(document, context);
  if (!parsed.ok) throw new Error(`${parsed.error.field ?? ''}: ${parsed.error.message}`);
  return parsed.value;
}

describe('what is kept of a document', () => {
  it('is the document with its id', () => {
    const job = read(least);
    expect(keptDocument(least, job)).toEqual({ id: 'back-up', ...least });
  });

  it('has cron @reboot as the trigger it means', () => {
    const document = { ...least, triggers: [{ type: 'cron', expression: '@reboot' }] };
    const job = read(document);
    expect(job.triggers).toMatchObject([{ type: 'start', once: 'perBoot' }]);
    expect(keptDocument(document, job)['triggers']).toEqual([{ type: 'start', once: 'perBoot' }]);
  });

  it('has what was drawn at random, so that it stays', () => {
    const document = { ...least, triggers: [{ type: 'cron', expression: '~ 3 * * *' }] };
    const job = read(document);
    const kept = keptDocument(document, job);
    const other = readJob(kept, { ...context, draw: () => 0.9 });
    expect(other).toMatchObject({ ok: true, value: { triggers: job.triggers } });
  });
});

describe('for any JSON', () => {
  const keys = Object.keys(fullDocument);
  /** Documents that look like jobs: right keys with any values, and now and then a wrong key. */
  const nearlyJob = fc.dictionary(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...keys) }, { weight: 1, arbitrary: fc.string() }),
    fc.oneof(fc.jsonValue(), ...Object.values(fullDocument).map((value) => fc.constant<unknown>(value))),
    { maxKeys: 12 },
  );

  it('reading never throws, and names a field or gives a job', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), nearlyJob), (document) => {
        const report = inspectJob(document, context);
        expect(report.job === null).toBe(report.errors.length > 0);
      }),
      { numRuns: 1500 },
    );
  });

  it('ten thousand unknown keys are refused quickly', () => {
    const document = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${String(index)}`, index]));
    expect(inspectJob(document, context).errors).toHaveLength(100);
  });

  it('what is kept of a job that was read is read as the same job', () => {
    fc.assert(
      fc.property(
        fc.record(
          Object.fromEntries(keys.map((key) => [key, fc.constant(fullDocument[key as keyof typeof fullDocument])])),
          {
            requiredKeys: ['name', 'run'],
          },
        ),
        fc.constantFrom('~ * * * *', '@daily', '@reboot', '5 4 * * mon', '1~5 ~ * * *'),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (document, expression, chance) => {
          const withTrigger = { ...document, triggers: [{ type: 'cron', expression }] };
          const first = readJob(withTrigger, { ...context, draw: () => chance });
          if (!first.ok) throw new Error(first.error.message);
          const kept = keptDocument(withTrigger, first.value);
          const second = readJob(JSON.parse(JSON.stringify(kept)), { ...context, draw: () => 0.123 });
          expect(second).toMatchObject({ ok: true, value: first.value });
          expect(second.ok && keptDocument(kept, second.value)).toEqual(kept);
        },
      ),
      { numRuns: 300 },
    );
  });
});
