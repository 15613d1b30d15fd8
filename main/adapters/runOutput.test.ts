import fc from 'fast-check';
import { mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '../core/time/instant.ts';
import type { Stream } from './output/frames.ts';
import { Masking, needlesOf } from './output/masking.ts';
import { OutputReader } from './output/outputReader.ts';
import { OutputWriter } from './output/outputWriter.ts';
import { RunOutputs } from './runOutput.ts';
import { temporaryFolder } from './testing/launches.ts';

let folder = temporaryFolder();
let count = 0;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const newFolder = (): string => {
  count += 1;
  return join(folder.path, String(count));
};

/** The plain model: everything printed, and what is kept of it. */
class Model {
  bytes = Buffer.alloc(0);
  readonly streams: Stream[] = [];
  readonly limit: number;
  constructor(limit: number) {
    this.limit = limit;
  }
  write(stream: Stream, chunk: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, chunk]);
    for (let index = 0; index < chunk.length; index += 1) this.streams.push(stream);
  }
  /** Kept bytes from a position on, each with its place. */
  kept(from: number, limit: number): { readonly offset: number; readonly byte: number; readonly stream: Stream }[] {
    const head = Math.floor(this.limit / 2);
    const tailFrom = Math.max(head, this.bytes.length - (this.limit - head));
    const found: { offset: number; byte: number; stream: Stream }[] = [];
    for (let offset = from; offset < this.bytes.length && found.length < limit; offset += 1) {
      if (offset >= head && offset < tailFrom) continue;
      found.push({ offset, byte: this.bytes[offset] ?? -1, stream: this.streams[offset] ?? 'note' });
    }
    return found;
  }
}

const streams = fc.constantFrom<Stream>('out', 'err');
const steps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('write' as const), stream: streams, length: fc.nat(400) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('write' as const), stream: streams, length: fc.nat(200_000) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('flush' as const), stream: streams, length: fc.nat(0) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reopen' as const), stream: streams, length: fc.nat(0) }) },
  ),
  { maxLength: 40 },
);

describe('the output of a run', () => {
  it('is the first and the last half of its limit, to the byte, from any position, as a plain model has it', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 100_000, max: 600_000 })),
        steps,
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 50_000 }),
        (limit, plan, position, length) => {
          const place = newFolder();
          const model = new Model(limit);
          let writer = new OutputWriter(place, limit, []);
          const reader = new OutputReader(place);
          let byte = 0;
          for (const step of plan) {
            if (step.kind === 'write') {
              const chunk = Buffer.from(Array.from({ length: step.length }, () => (byte = (byte + 7) % 251)));
              writer.write(step.stream, chunk);
              model.write(step.stream, chunk);
            } else if (step.kind === 'flush') {
              writer.flush();
              // Read while it is written: the reader remembers what it saw.
              expect(reader.read(0, 10).total).toBe(model.bytes.length);
            } else {
              writer.close();
              writer = new OutputWriter(place, limit, []);
            }
          }
          writer.close();
          const from = model.bytes.length === 0 ? 0 : position % (model.bytes.length + 1);
          const wanted = model.kept(from, length);
          const { pieces, next, total, omitted } = reader.read(from, length);
          const read = pieces.flatMap(({ bytes, offset, stream }) =>
            Array.from(bytes, (value, index) => ({ offset: offset + index, byte: value, stream })),
          );
          expect(total).toBe(model.bytes.length);
          expect(omitted).toBe(model.bytes.length > limit ? model.bytes.length - limit : null);
          expect(read.length).toBe(wanted.length);
          for (let index = 0; index < read.length; index += 1) {
            const [a, b] = [read[index], wanted[index]];
            if (a?.offset !== b?.offset || a?.byte !== b?.byte || a?.stream !== b?.stream) expect(a).toEqual(b);
          }
          const last = wanted[wanted.length - 1];
          if (last !== undefined) expect(next).toBe(last.offset + 1);
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('takes little more room than its limit', () => {
    const place = newFolder();
    const writer = new OutputWriter(place, 1 << 20, []);
    for (let index = 0; index < 640; index += 1) writer.write('out', Buffer.alloc(1 << 16, index));
    writer.close();
    const size = readdirSync(place).reduce((sum, name) => sum + statSync(join(place, name)).size, 0);
    expect(size).toBeLessThan((1 << 20) * 1.4);
  });

  it('is read up to its last whole frame where a crash cut a file', () => {
    const place = newFolder();
    const writer = new OutputWriter(place, 1000, []);
    writer.write('out', Buffer.from('first'));
    writer.flush();
    writer.write('out', Buffer.from('second'));
    writer.close();
    const path = join(place, 'output.head');
    truncateSync(path, statSync(path).size - 3);
    expect(new OutputReader(place).read(0, 100).pieces.map(({ bytes }) => bytes.toString())).toEqual(['first']);
    const again = new OutputWriter(place, 1000, []);
    again.write('err', Buffer.from('third'));
    again.close();
    expect(new OutputReader(place).read(0, 100).pieces.map(({ bytes }) => bytes.toString())).toEqual([
      'first',
      'third',
    ]);
  });
});

describe('secrets in output', () => {
  it('are masked wherever they are cut, as in one piece, and nothing else is', () => {
    const letters = fc.constantFrom('a', 'b', 'c', 'ab');
    const texts = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.array(
          fc.array(letters, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
          { minLength: 1, maxLength: 3 },
        ),
        texts,
        fc.array(fc.nat(40), { maxLength: 6 }),
        (secrets, text, cuts) => {
          const needles = needlesOf(secrets);
          const run = (places: readonly number[]): string => {
            const masking = new Masking(needles);
            const bounds = [
              0,
              ...[...places].sort((a, b) => a - b).map((cut) => Math.min(cut, text.length)),
              text.length,
            ];
            const pieces = bounds
              .slice(1)
              .map((end, index) => masking.push(Buffer.from(text.slice(bounds[index] ?? 0, end))));
            return Buffer.concat([...pieces, masking.end()]).toString();
          };
          const cut = run(cuts);
          expect(cut).toBe(run([]));
          for (const secret of secrets) expect(cut).not.toContain(secret);
          if (!secrets.some((secret) => text.includes(secret))) expect(cut).toBe(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are masked within JSON and URLs too', () => {
    const masking = new Masking(needlesOf(['p"w &1']));
    const text = 'plain p"w &1, json "p\\"w &1", url ?k=p%22w%20%261.';
    const masked = Buffer.concat([masking.push(Buffer.from(text)), masking.end()]).toString();
    expect(masked).toBe('plain •••, json "•••", url ?k=•••.');
  });
});

describe('the outputs of all runs', () => {
  const now = instant(Date.UTC(2026, 10, 25, 12));
  const write = (outputs: RunOutputs, run: string, text: string | Buffer, at = now): void => {
    const writer = new OutputWriter(outputs.folderFor(run, at), 1 << 20, []);
    writer.write('out', Buffer.from(text));
    writer.close();
  };

  it('are found again after a restart, whatever the run is called', () => {
    for (const run of ['2026-a.b', '../../etc', '.', '..', 'a/b', 'ä:?*', 'CON ']) {
      write(new RunOutputs(folder.path), run, run);
      const again = new RunOutputs(folder.path);
      expect(
        again.readText(run, { from: 0, limit: 100, attempt: null, ended: true }).pieces.map(({ text }) => text),
      ).toEqual([run]);
      expect(again.find(run)?.startsWith(folder.path)).toBe(true);
    }
    expect(new RunOutputs(folder.path).find('unknown')).toBeNull();
    expect(new RunOutputs(folder.path).read('unknown', 0, 10)).toEqual({
      pieces: [],
      next: 0,
      total: 0,
      omitted: null,
    });
  });

  it('are text, with a character that is still coming held back', () => {
    const outputs = new RunOutputs(folder.path);
    const bytes = Buffer.from('aé🌙');
    const writer = new OutputWriter(outputs.folderFor('r', now), 1000, []);
    writer.write('out', bytes.subarray(0, 5));
    writer.flush();
    const first = outputs.readText('r', { from: 0, limit: 100, attempt: null, ended: false });
    expect(first.pieces.map(({ text }) => text)).toEqual(['aé']);
    expect(first.next).toBe(3);
    writer.write('out', bytes.subarray(5));
    writer.close();
    expect(
      outputs
        .readText('r', { from: first.next, limit: 100, attempt: null, ended: false })
        .pieces.map(({ text }) => text)
        .join(''),
    ).toBe('🌙');
    write(outputs, 'broken', Buffer.from([0x61, 0xff, 0x62, 0xe2, 0x82]));
    expect(
      outputs
        .readText('broken', { from: 0, limit: 100, attempt: null, ended: true })
        .pieces.map(({ text }) => text)
        .join(''),
    ).toBe('a\ufffdb\ufffd');
  });

  it('have their last lines as a terminal shows them', () => {
    const outputs = new RunOutputs(folder.path);
    write(outputs, 'r', `${'line\n'.repeat(10_000)}10 %\r50 %\r100 %\r\nlast`);
    expect(outputs.tail('r', 3)).toEqual(['line', '100 %', 'last']);
    expect(outputs.tail('r', 20_000)).toHaveLength(10_002);
    expect(outputs.tail('none', 3)).toEqual([]);
  });

  it('are read the same when they are compressed, and removed when their time is over', async () => {
    const outputs = new RunOutputs(folder.path);
    const old = instant(Date.UTC(2026, 10, 20, 23));
    const text = 'x'.repeat(100_000);
    write(outputs, 'old', text, old);
    write(outputs, 'new', text);
    mkdirSync(join(folder.path, 'not a day'));
    writeFileSync(join(folder.path, 'not a day', 'mine'), '');
    expect(outputs.tail('old', 1)).toEqual([text]);
    expect(await outputs.compressBefore(instant(Date.UTC(2026, 10, 21)))).toBe(1);
    expect(await outputs.compressBefore(instant(Date.UTC(2026, 10, 21)))).toBe(0);
    for (const some of [outputs, new RunOutputs(folder.path)]) {
      expect(some.tail('old', 1)).toEqual([text]);
      expect(some.read('old', 50_000, 10).pieces[0]?.bytes.toString()).toBe('x'.repeat(10));
    }
    expect(readdirSync(outputs.find('old') ?? '')).toEqual(['output.head.gz']);
    outputs.removeBefore(instant(Date.UTC(2026, 10, 21)));
    expect(outputs.find('old')).toBeNull();
    expect(outputs.tail('new', 1)).toEqual([text]);
    expect(readdirSync(folder.path).sort()).toEqual(['2026-11-25', 'not a day']);
  });
});
