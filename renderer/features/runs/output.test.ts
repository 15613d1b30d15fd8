import { describe, expect, it } from 'vitest';
import { Times } from '../../time/times.ts';
import { spansOf, jobs, NOW } from '../../testing/sampleWorld.ts';
import { byDay, firstShown, glyphOfEntry, isOfFate, mergeHistory } from './historyEntries.ts';
import { OutputWriter, sizeText, withoutSequences } from './outputText.ts';

const plain = (text: string): string => withoutSequences(text);
const out = (text: string, stream: 'out' | 'err' = 'out') => ({ stream, attempt: 1, at: 0, text });

describe('output', () => {
  it('has the time before each line, also where a line comes in two pieces', () => {
    const writer = new OutputWriter(() => '08:11');
    expect(plain(writer.write([out('one\ntw'), out('o\n')]))).toBe('08:11  one\r\n08:11  two\r\n');
  });

  it('has the error stream in red', () => {
    expect(new OutputWriter(null).write([out('bad', 'err')])).toBe('\u001b[31mbad\u001b[39m');
  });

  it('lets a progress bar draw its line anew without drawing over the time', () => {
    const text = new OutputWriter(() => '08:11').write([out('10 %\r20 %')]);
    expect(text).toContain('\r\u001b[7C20 %');
  });

  it('says sizes plainly', () => {
    expect([340, 12_288, 4_299_162].map(sizeText)).toEqual(['340 bytes', '12 KiB', '4.1 MiB']);
  });
});

describe('history', () => {
  const job = jobs.find((one) => one.id === 'ingest-one');
  if (job === undefined) throw new Error('The sample has no such job.');
  const dues = spansOf(job, job.entries);
  const wish = {
    run: 'w',
    job: job.id,
    cause: 'wish' as const,
    due: null,
    started: NOW - 60_000,
    ended: NOW,
    outcome: 'stopped' as const,
    exitCode: null,
    signal: null,
    message: null,
    attempts: 1,
    catchUp: false,
    outputs: {},
    text: 'Stopped',
  };

  it('has wished runs between the due moments, newest first, and no test runs', () => {
    const entries = mergeHistory(dues, [wish, { ...wish, run: 't', cause: 'test' }]);
    expect(entries.map((entry) => entry.at)).toEqual([...entries.map((entry) => entry.at)].sort((a, b) => b - a));
    expect(entries.filter((entry) => entry.kind === 'run')).toHaveLength(1);
    expect(firstShown(entries)?.kind).toBe('run');
    expect(glyphOfEntry({ kind: 'run', key: '', at: 0, run: wish })).toBe('stopped');
  });

  it('stands under the names of its days', () => {
    const lines = byDay(mergeHistory(dues, []), new Times('Europe/Berlin', 'en-GB'), NOW);
    const names = lines.flatMap((line) => (line.kind === 'day' ? [line.name] : []));
    expect(names).toContain('Today');
    expect(names).toContain('Yesterday');
  });

  it('is narrowed to one fate', () => {
    const entries = mergeHistory(dues, []);
    const caught = entries.filter((entry) => isOfFate(entry, 'caughtUp'));
    expect(caught.length).toBeGreaterThan(0);
    expect(caught.every((entry) => entry.kind === 'due' && entry.due.fate === 'caughtUp')).toBe(true);
  });
});
