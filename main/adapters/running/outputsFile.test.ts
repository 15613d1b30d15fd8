import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/launches.ts';
import { parseOutputs, readOutputs } from './outputsFile.ts';

let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

describe('what a run reports', () => {
  it.each<{ readonly what: string; readonly text: string; readonly outputs: unknown }>([
    { what: 'nothing', text: '', outputs: {} },
    {
      what: 'lines, as they stand after the sign',
      text: 'rows=96\nname= a b \nurl=a=b',
      outputs: { rows: '96', name: ' a b ', url: 'a=b' },
    },
    {
      what: 'comments, blank lines and line ends of Windows',
      text: '# note\r\n\r\na=1\r\nb=\r\n',
      outputs: { a: '1', b: '' },
    },
    { what: 'the last of a key that comes twice', text: 'a=1\na=2', outputs: { a: '2' } },
    { what: 'JSON', text: ' {"rows": 96, "list": [1, null]} \n', outputs: { rows: 96, list: [1, null] } },
    {
      what: 'a key that is dangerous elsewhere',
      text: '__proto__=1',
      outputs: Object.fromEntries([['__proto__', '1']]),
    },
  ])('is read: $what', ({ text, outputs }) => {
    expect(parseOutputs(text)).toEqual({ outputs, problem: null });
  });

  it.each([
    ['a=1\nnonsense\nb=2', { a: '1', b: '2' }, 'Line 2 of WAKEFUL_OUTPUT has no "=": key=value was expected.'],
    ['=1', {}, 'Line 1 of WAKEFUL_OUTPUT has no name before "=": key=value was expected.'],
    ['{"a": ', {}, /^WAKEFUL_OUTPUT begins like JSON and is none(?: from character \d+ on)?\.$/],
    [`${'k'.repeat(300)}=1`, {}, /longer than 200 characters/],
    [Array.from({ length: 2000 }, (_, index) => `k${String(index)}=1`).join('\n'), {}, /has 2000 names/],
  ])('is told where it cannot be understood', (text, outputs, problem) => {
    const read = parseOutputs(text);
    expect(read.outputs).toEqual(outputs);
    expect(read.problem).toMatch(problem);
  });

  it('is refused where it is too large, and nothing where there is no file', () => {
    const path = join(folder.path, 'outputs');
    expect(readOutputs(path)).toEqual({ outputs: {}, problem: null });
    writeFileSync(path, 'a=1\n');
    expect(readOutputs(path).outputs).toEqual({ a: '1' });
    writeFileSync(path, Buffer.alloc(2_000_000, 'x'));
    expect(readOutputs(path).problem).toMatch(/holds 2000000 bytes/);
  });
});
