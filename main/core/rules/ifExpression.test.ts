import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../time/instant.ts';
import { judgeAfter, matchesOn } from './afterTrigger.ts';
import { type UpstreamEnd, readIf } from './ifExpression.ts';

const end: UpstreamEnd = {
  outcome: 'succeeded',
  exitCode: 0,
  outputs: {
    rows: '96',
    changed: 'true',
    count: 3,
    share: 0.5,
    flag: true,
    list: [1, 2],
    deep: { x: 1 },
    word: 'many',
  },
  duration: seconds(90),
  changed: true,
};

function ask(text: string, change: Partial<UpstreamEnd> = {}) {
  const read = readIf(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.ask({ ...end, ...change });
}

describe('an if', () => {
  it.each<[text: string, holds: boolean]>([
    ['outputs.rows > 0', true],
    ['outputs.rows > 96', false],
    ['100 > outputs.rows', true],
    ['outputs.rows == 96', true],
    ['outputs.rows == "96"', true],
    ['outputs.rows != 96', false],
    ['int(outputs.rows) + 4 == 100', true],
    ["outputs.changed == 'true'", true],
    ['outputs.changed', true],
    ['outputs.flag', true],
    ['outputs.count + 1 == 4', true],
    ['outputs.count >= 2.5', true],
    ['outputs.share < 1', true],
    ['size(outputs.list) == 2', true],
    ['outputs.deep.x == 1', true],
    ['has(outputs.missing)', false],
    ['has(outputs.missing) && outputs.missing > 0', false],
    ['outcome == "succeeded"', true],
    ['exitCode == 0', true],
    ['exitCode in [0, 75]', true],
    ['duration > duration("1m")', true],
    ['duration > 60', true],
    ['duration > 90.5', false],
    ['60 < duration', true],
    ['changed', true],
    ['changed && outcome == "failed"', false],
    ['true', true],
  ])('%s is %s', (text, holds) => {
    expect(ask(text).holds).toBe(holds);
  });

  it.each<[text: string, said: string]>([
    ['outputs.missing > 0', 'outputs.missing > 0 could not be answered: there is no output "missing"'],
    ['outputs.word > 0', 'outputs.word > 0 could not be answered: "many" is not a number'],
    ['outputs.rows > 100', 'outputs.rows > 100 was false'],
    ['outputs.word', 'outputs.word is neither true nor false'],
  ])('%s does not hold, and says why', (text, said) => {
    expect(ask(text)).toEqual({ holds: false, said });
  });

  it('about an exit code that there is not does not hold', () => {
    expect(ask('exitCode > 0', { exitCode: null, outcome: 'killed' }).holds).toBe(false);
    expect(ask('exitCode == 0', { exitCode: null, outcome: 'killed' }).holds).toBe(false);
  });

  it.each<[name: string, text: string, code: string, position: number, suggestion?: string]>([
    ['nothing', '  ', 'ifSyntax', 0],
    ['something missing at the end', 'outputs.rows >', 'ifSyntax', 14],
    ['a character too many', 'outputs.rows > 0 &&& x', 'ifSyntax', 19],
    ['an unknown name', 'output.rows > 0', 'ifName', 0, 'outputs.rows > 0'],
    ['a name that is nothing like any', 'xyz', 'ifName', 0],
    ['text plus number', 'outcome + 1', 'ifType', 0],
    ['no comparison', 'outcome', 'ifType', 0],
    ['a number', 'size(outputs)', 'ifType', 0],
  ])('with %s is refused at its place', (_name, text, code, position, suggestion) => {
    const read = readIf(text);
    expect(read).toMatchObject({ ok: false, error: { code, position } });
    if (!read.ok && suggestion !== undefined) expect(read.error.suggestion).toBe(suggestion);
  });

  it('of any text is read or refused and never throws, and neither does asking it', () => {
    const parts = fc.constantFrom(
      'outputs',
      '.rows',
      'outcome',
      ' > ',
      ' == ',
      '0',
      '"a"',
      '(',
      ')',
      ' && ',
      'changed',
      '[',
      '-',
      'duration',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((all) => all.join('')),
        ),
        (text) => {
          const read = readIf(text);
          if (read.ok) expect(typeof read.value.ask(end).holds).toBe('boolean');
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('the ends that an after trigger asks for', () => {
  it.each<
    [
      on: Parameters<typeof matchesOn>[0],
      outcome: Parameters<typeof matchesOn>[1],
      exitCode: number | null,
      matches: boolean,
    ]
  >([
    ['success', 'succeeded', 0, true],
    ['success', 'failed', 1, false],
    ['success', 'stopped', null, false],
    ['failure', 'failed', 1, true],
    ['failure', 'killed', null, true],
    ['failure', 'timedOut', null, true],
    ['failure', 'couldNotStart', null, true],
    ['failure', 'interrupted', null, true],
    ['failure', 'stopped', null, false],
    ['failure', 'succeeded', 0, false],
    ['any', 'stopped', null, true],
    ['any', 'succeeded', 0, true],
    [[75, 76], 'failed', 75, true],
    [[75, 76], 'failed', 1, false],
    [[0], 'succeeded', 0, true],
    [[75], 'killed', null, false],
  ])('%s: %s with exit code %s is %s', (on, outcome, exitCode, matches) => {
    expect(matchesOn(on, outcome, exitCode)).toBe(matches);
  });

  it('make the job due only where the if holds too, and say what stood against it', () => {
    const read = readIf('outputs.rows > 100');
    if (!read.ok) throw new Error(read.error.message);
    expect(judgeAfter('success', null, end)).toEqual({ due: true });
    expect(judgeAfter('failure', read.value, end)).toEqual({ due: false, by: 'on', said: 'succeeded' });
    expect(judgeAfter([1], null, { ...end, outcome: 'failed', exitCode: 75 })).toEqual({
      due: false,
      by: 'on',
      said: 'exit code 75',
    });
    expect(judgeAfter('success', read.value, end)).toEqual({
      due: false,
      by: 'if',
      said: 'outputs.rows > 100 was false',
    });
  });
});
