import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '../../core/time/instant.ts';
import { RunOutputs } from '../runOutput.ts';
import { OutputWriter } from './outputWriter.ts';
import { LineSearch } from './search.ts';

const now = instant(Date.UTC(2026, 10, 25, 12));
const root = mkdtempSync(join(tmpdir(), 'wakeful-search-'));
let outputs: RunOutputs;
let count = 0;
beforeEach(() => {
  count += 1;
  outputs = new RunOutputs(join(root, String(count)));
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

type Printed = readonly (readonly ['out' | 'err', string])[];

function print(run: string, printed: Printed, limit = 1 << 20): void {
  const writer = new OutputWriter(outputs.folderFor(run, now), limit, []);
  for (const [stream, text] of printed) writer.write(stream, Buffer.from(text));
  writer.close();
}

const search = (run: string, text: string, more: object = {}) =>
  outputs.search(run, { text, matchCase: false, attempt: null, limit: 100, ...more });

describe('searching output', () => {
  it('finds lines, also those cut by pieces and mixed with the other stream, at the place where they begin', async () => {
    print('r', [
      ['out', 'first line\nsecond has an Er'],
      ['err', 'warning\n'],
      ['out', 'ROR in it\nlast error'],
    ]);
    const { matches, more } = await search('r', 'error');
    expect(more).toBe(false);
    expect(matches).toMatchObject([
      { stream: 'out', attempt: 1, line: 'second has an ErROR in it', start: 14, length: 5, place: 11 },
      { stream: 'out', line: 'last error', start: 5 },
    ]);
    for (const { place, line } of matches) {
      const { pieces } = outputs.readText('r', { from: place, limit: 100, attempt: null, ended: true });
      expect(pieces[0]?.text.startsWith(line.slice(0, 10))).toBe(true);
    }
    expect((await search('r', 'error', { matchCase: true })).matches.map(({ line }) => line)).toEqual(['last error']);
  });

  it('takes what is looked for as it stands, and the escape sequences of a terminal as nothing', async () => {
    print('r', [
      [
        'out',
        'a.c\nabc\n\u001b[31mE\u001b[1mrror\u001b[0m: \u001b]8;;http://x\u0007link\u001b]8;;\u0007\n10 %\r50 %\r\n',
      ],
    ]);
    expect((await search('r', 'a.c')).matches.map(({ line }) => line)).toEqual(['a.c']);
    expect((await search('r', 'error: link')).matches).toMatchObject([{ line: 'Error: link', start: 0, length: 11 }]);
    // A progress bar: each state it was drawn in.
    expect((await search('r', '%')).matches.map(({ line }) => line)).toEqual(['10 %', '50 %']);
    expect((await search('r', 'nothing like it')).matches).toEqual([]);
    expect((await search('no such run', 'a')).matches).toEqual([]);
  });

  it('gives so many and says that there are more', async () => {
    print('r', [['out', 'same\n'.repeat(50)]]);
    const { matches, more } = await search('r', 'same', { limit: 10 });
    expect([matches.length, more]).toEqual([10, true]);
    expect((await search('r', 'same', { limit: 50 })).more).toBe(false);
  });

  it('finds what lies far within a line without end, and shows the part around it', async () => {
    print('r', [['out', `${'x'.repeat(300_000)}needle${'y'.repeat(300_000)}`]]);
    const { matches } = await search('r', 'needle');
    expect(matches).toHaveLength(1);
    const [{ line, start, length } = { line: '', start: 0, length: 0 }] = matches;
    expect(line.length).toBeLessThanOrEqual(400);
    expect(line.slice(start, start + length)).toBe('needle');
  });

  it('does not join what lies before and after a part that was left out', async () => {
    print('r', [['out', `${'a'.repeat(499)}n${'b'.repeat(5000)}eedle${'c'.repeat(495)}`]], 1000);
    expect((await search('r', 'needle')).matches).toEqual([]);
    expect((await search('r', 'eedle')).matches).toHaveLength(1);
  });

  it('agrees with looking through the lines of each stream, however they are cut', () => {
    const part = fc.tuple(fc.constantFrom('out' as const, 'err' as const), fc.stringMatching(/^[ab\n]{1,6}$/));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.stringMatching(/^[ab]{1,3}$/), (printed, text) => {
        const found = new LineSearch(text, true);
        let offset = 0;
        for (const [stream, piece] of printed) {
          found.push({ stream, at: 0, offset, bytes: Buffer.from(piece) });
          offset += piece.length;
        }
        found.end();
        const lines = (['out', 'err'] as const).flatMap((stream) =>
          printed
            .filter(([one]) => one === stream)
            .map(([, piece]) => piece)
            .join('')
            .split('\n')
            .filter((line) => line.includes(text)),
        );
        expect(found.found.map(({ line }) => line).sort()).toEqual(lines.sort());
      }),
      { numRuns: 300 },
    );
  });
});
