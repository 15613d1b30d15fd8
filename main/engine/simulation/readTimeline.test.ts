import { describe, expect, it } from 'vitest';
import { readTimeline } from './readTimeline.ts';

const HEAD = '{"start":"2026-01-01T00:00:00Z","zone":"Europe/Berlin","end":"PT24H"}';
const known = { jobs: new Set(['ingest', 'report']), sequences: new Set(['evening']) };
const read = (...lines: string[]) => readTimeline([HEAD, ...lines].join('\n'), known);

function problemsOf(...lines: string[]): { line: number; code: string; field?: string; message: string }[] {
  const result = read(...lines);
  return result.ok ? [] : [...result.errors];
}

describe('a timeline', () => {
  it('is a head, lines on how jobs behave, then events in order', () => {
    const result = read(
      '{"job":"ingest","takes":"PT3S","exit":[1,0],"outputs":{"rows":3}}',
      '',
      '{"t":"PT1H","event":"suspend"}',
      '{"t":"PT2H","event":"resume","silent":true}',
      '{"t":"PT2H","event":"clock","by":"-PT1H"}',
      '{"t":"PT3H","event":"pause"}',
      '{"t":"PT4H","event":"runNow","job":"report"}',
    );
    expect(result).toEqual({
      ok: true,
      value: {
        start: Date.UTC(2026, 0, 1),
        zone: 'Europe/Berlin',
        end: 86_400_000,
        behaviours: new Map([
          [
            'ingest',
            {
              takes: [3000],
              ends: [
                { kind: 'exit', code: 1 },
                { kind: 'exit', code: 0 },
              ],
              outputs: [{ rows: 3 }],
              ignoresStop: false,
              overLimit: [false],
            },
          ],
        ]),
        events: [
          { t: 3_600_000, line: 4, what: { event: 'suspend', silent: false } },
          { t: 7_200_000, line: 5, what: { event: 'resume', silent: true } },
          { t: 7_200_000, line: 6, what: { event: 'clock', by: -3_600_000 } },
          { t: 10_800_000, line: 7, what: { event: 'pause', job: null, until: null } },
          { t: 14_400_000, line: 8, what: { event: 'runNow', job: 'report' } },
        ],
      },
    });
  });

  it.each([
    ['a misspelt event', '{"t":"PT1H","event":"suspnd"}', 'event', 'Did you mean "suspend"?'],
    ['a misspelt key', '{"t":"PT1H","event":"resume","silnt":true}', 'silnt', 'Did you mean "silent"?'],
    ['a job that is not there', '{"t":"PT1H","event":"runNow","job":"ingst"}', 'job', 'Did you mean "ingest"?'],
    ['a wish without its job', '{"t":"PT1H","event":"runNow"}', 'job', '"job" is missing'],
    ['a time without its unit', '{"t":"1h","event":"suspend"}', 't', 'Did you mean PT1H?'],
    ['a time as a number', '{"t":60,"event":"suspend"}', 't', 'a duration in quotes'],
    ['an event without a time', '{"event":"suspend"}', 't', '"t" is missing'],
    ['a time without an event', '{"t":"PT1H"}', 'event', 'What happens at this time is missing'],
    ['an event after the end', '{"t":"PT25H","event":"suspend"}', 't', 'The timeline ends at PT24H'],
    ['a negative time', '{"t":"-PT1H","event":"suspend"}', 't', 'negative'],
    ['a zone that is not there', '{"t":"PT1H","event":"zone","zone":"Europe/Berln"}', 'zone', 'Europe/Berlin'],
    ['a network that is neither', '{"t":"PT1H","event":"network","up":"no"}', 'up', 'true or false'],
    ['a power source unknown', '{"t":"PT1H","event":"power","state":"solar"}', 'state', 'ac, battery'],
    [
      'a sequence that is not there',
      '{"t":"PT1H","event":"startSequence","sequence":"x"}',
      'sequence',
      'no sequence "x"',
    ],
    ['an exit code out of range', '{"job":"ingest","exit":[0,256]}', 'exit[1]', '0 to 255'],
    ['an empty list', '{"job":"ingest","exit":[]}', 'exit', 'empty list'],
    ['outputs that are a list', '{"job":"ingest","outputs":[3]}', 'outputs[0]', 'an object'],
    ['a month, which has no length', '{"job":"ingest","takes":"P1M"}', 'takes', 'no fixed length'],
    ['a job that behaves but is not there', '{"job":"nightly"}', 'job', 'no job "nightly"'],
    ['no JSON', '{"t":', undefined, 'not JSON'],
    ['a list', '[1]', undefined, 'one JSON object'],
  ])('says what is wrong with %s, and where', (_what, line, field, message) => {
    const [problem, ...others] = problemsOf(line);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ line: 2, ...(field === undefined ? {} : { field }) });
    expect(problem?.message).toContain(message);
  });

  it('gives the first problem of every wrong line, in order', () => {
    const problems = problemsOf(
      '{"t":"PT2H","event":"suspend"}',
      '{"t":"PT1H","event":"resume"}',
      '{"job":"ingest"}',
      '{"t":"PT3H","event":"nap"}',
    );
    expect(problems.map(({ line, code, field }) => [line, code, field])).toEqual([
      [3, 'order', 't'],
      [4, 'order', 'job'],
      [5, 'unknownWord', 'event'],
    ]);
  });

  it.each([
    ['', 'empty'],
    ['{"t":"PT1H","event":"suspend"}', 'The first line says when it begins'],
    ['{"start":"2026-01-01","zone":"UTC","end":"PT1H"}', 'does not say in which zone'],
    ['{"start":"2026-01-01T00:00:00Z","zone":"UTC"}', '"end" is missing'],
    ['{"start":"2026-01-01T00:00:00Z","zone":"local","end":"PT1H"}', 'local'],
    ['{"start":"9999-12-31T00:00:00Z","zone":"UTC","end":"P1000D"}', 'year 9999'],
  ])('refuses to begin with %s', (text, message) => {
    const result = readTimeline(text, known);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.errors[0]).toMatchObject({ line: 1, message: expect.stringContaining(message) });
  });

  it('refuses to say twice how a job behaves', () => {
    expect(problemsOf('{"job":"ingest"}', '{"job":"ingest","exit":1}')).toMatchObject([{ line: 3, code: 'twice' }]);
  });
});
