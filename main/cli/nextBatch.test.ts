import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { answerLine, runBatch } from './nextBatch.ts';

const ask = (question: unknown): unknown => JSON.parse(answerLine(JSON.stringify(question)));

const cron = (expression: string): unknown => ({ type: 'cron', expression });

describe('an answer', () => {
  it('is exactly the line that the format names', () => {
    expect(
      answerLine(
        '{"trigger":{"type":"cron","expression":"30 2 * * *"},"zone":"Europe/Berlin","from":"2026-03-28T00:00:00Z","count":2}',
      ),
    ).toBe('{"due":["2026-03-28T01:30:00Z","2026-03-29T01:00:00Z"]}');
    expect(
      answerLine('{"trigger":{"type":"cron","expression":"0 0 30-5 * *"},"zone":"UTC","from":"2026-01-01T00:00:00Z"}'),
    ).toMatch(/^\{"error":\{"code":"cronRange","message":"[^"]+","position":4\}\}$/);
  });

  it.each([
    ['from is exclusive', cron('0 0 * * *'), 'UTC', '2026-01-01T00:00:00Z', 1, ['2026-01-02T00:00:00Z']],
    [
      'count is 1 where it is not given',
      cron('0 0 * * *'),
      'UTC',
      '2026-01-01T00:00:00Z',
      undefined,
      ['2026-01-02T00:00:00Z'],
    ],
    [
      "the trigger's zone goes before the job's",
      { type: 'cron', expression: '0 12 * * *', zone: 'Asia/Tokyo' },
      'UTC',
      '2026-01-01T00:00:00Z',
      1,
      ['2026-01-01T03:00:00Z'],
    ],
    [
      'a moment that is over leaves none',
      { type: 'once', at: '2025-12-01T08:00:00+01:00' },
      'UTC',
      '2026-01-01T00:00:00Z',
      3,
      [],
    ],
    [
      'a single moment is fewer than asked for',
      { type: 'once', at: '2026-12-01T08:00:00+01:00' },
      'UTC',
      '2026-01-01T00:00:00Z',
      3,
      ['2026-12-01T07:00:00Z'],
    ],
    [
      'periods are chained from one due moment to the next',
      { type: 'interval', every: 'PT90M' },
      'UTC',
      '2026-01-01T00:00:00Z',
      3,
      ['2026-01-01T01:30:00Z', '2026-01-01T03:00:00Z', '2026-01-01T04:30:00Z'],
    ],
    [
      'an immediate first moment is `from` itself and left out',
      { type: 'interval', every: 'PT90M', immediately: true },
      'UTC',
      '2026-01-01T00:00:00Z',
      2,
      ['2026-01-01T01:30:00Z', '2026-01-01T03:00:00Z'],
    ],
    [
      'a grid begins at its anchor',
      { type: 'interval', every: 'PT1H', from: 'grid', anchor: '2020-01-01T00:20:00Z' },
      'UTC',
      '2026-01-01T00:00:00Z',
      2,
      ['2026-01-01T00:20:00Z', '2026-01-01T01:20:00Z'],
    ],
    [
      'a calendar',
      { type: 'calendar', entries: [{ hour: 3, minute: 30, weekday: 1 }] },
      'Europe/Berlin',
      '2026-03-28T00:00:00Z',
      1,
      ['2026-03-30T01:30:00Z'],
    ],
    [
      'a calendar event',
      { type: 'onCalendar', expression: 'Mon..Fri *-*-* 09:00' },
      'Europe/Berlin',
      '2026-03-28T00:00:00Z',
      1,
      ['2026-03-30T07:00:00Z'],
    ],
    [
      'a phrase',
      { type: 'phrase', text: 'every monday at 10:30' },
      'Europe/Berlin',
      '2026-03-28T00:00:00Z',
      2,
      ['2026-03-30T08:30:00Z', '2026-04-06T08:30:00Z'],
    ],
    [
      'a phrase without a time of day',
      { type: 'phrase', text: 'every 10 minutes' },
      'UTC',
      '2026-03-28T00:00:00Z',
      2,
      ['2026-03-28T00:10:00Z', '2026-03-28T00:20:00Z'],
    ],
  ])('%s', (_rule, trigger, zone, from, count, due) => {
    expect(ask({ trigger, zone, from, count })).toEqual({ due });
  });

  it('goes by the zone of the computer where none is named', () => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Asia/Kolkata';
    const question = { trigger: cron('0 12 * * *'), from: '2026-01-01T00:00:00Z' };
    expect(ask(question)).toEqual({ due: ['2026-01-01T06:30:00Z'] });
    expect(ask({ ...question, zone: 'local' })).toEqual({ due: ['2026-01-01T06:30:00Z'] });
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });

  const good = { trigger: cron('0 0 * * *'), zone: 'UTC', from: '2026-01-01T00:00:00Z', count: 1 };

  it.each([
    ['no JSON', '{"trigger":', 'notJson'],
    ['an empty line', '', 'notJson'],
    ['a list', '[]', 'notAnObject'],
    ['null', 'null', 'notAnObject'],
    ['no trigger', JSON.stringify({ ...good, trigger: undefined }), 'missingKey'],
    ['no from', JSON.stringify({ ...good, from: undefined }), 'missingKey'],
    ['from without an offset', JSON.stringify({ ...good, from: '2026-01-01T00:00:00' }), 'instantOffset'],
    ['from as a number', JSON.stringify({ ...good, from: 5 }), 'wrongType'],
    ['an unknown zone', JSON.stringify({ ...good, zone: 'Europe/Berlim' }), 'unknownZone'],
    [
      'an unknown zone of the trigger',
      JSON.stringify({ ...good, trigger: { type: 'cron', expression: '0 0 * * *', zone: 'x' } }),
      'unknownZone',
    ],
    ['count 0', JSON.stringify({ ...good, count: 0 }), 'outOfRange'],
    ['a negative count', JSON.stringify({ ...good, count: -1 }), 'outOfRange'],
    ['half a count', JSON.stringify({ ...good, count: 1.5 }), 'outOfRange'],
    ['a count without end', JSON.stringify({ ...good, count: 1e9 }), 'outOfRange'],
    ['a count in words', JSON.stringify({ ...good, count: 'five' }), 'wrongType'],
    ['an unknown key', JSON.stringify({ ...good, counts: 1 }), 'unknownKey'],
    ['an unknown trigger', JSON.stringify({ ...good, trigger: { type: 'crom' } }), 'unknownTrigger'],
    ['a trigger that is a text', JSON.stringify({ ...good, trigger: '* * * * *' }), 'notAnObject'],
    ['an impossible date', JSON.stringify({ ...good, trigger: cron('0 0 30 2 *') }), 'neverDue'],
    ['an event', JSON.stringify({ ...good, trigger: { type: 'start' } }), 'notATimeTrigger'],
    ['@reboot', JSON.stringify({ ...good, trigger: cron('@reboot') }), 'notATimeTrigger'],
    ['keys of the language itself', '{"__proto__":1,"constructor":2}', 'unknownKey'],
  ])('to %s is an error', (_what, line, code) => {
    expect(JSON.parse(answerLine(line))).toMatchObject({
      error: { code, message: expect.stringMatching(/[.?]$/) as string },
    });
  });
});

/** Everything written to it, as text. */
class Collected extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const QUESTION = '{"trigger":{"type":"cron","expression":"*/5 * * * *"},"zone":"UTC","from":"2026-01-01T00:00:00Z"}';
const ANSWER = '{"due":["2026-01-01T00:05:00Z"]}';

describe('a batch', () => {
  it('answers line by line, in order, however the lines are cut into pieces', async () => {
    const lines = [QUESTION, 'nonsense', QUESTION.replace('*/5', '*/7'), '', '{"é":"ü"}', QUESTION];
    const bytes = Buffer.from(lines.join('\r\n'));
    const expected = lines.map((line) => `${answerLine(line)}\n`).join('');
    for (const size of [1, 2, 3, 7, 64, 10_000]) {
      const pieces: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      const output = new Collected();
      await runBatch(Readable.from(pieces), output);
      expect(output.text).toBe(expected);
    }
  });

  it('answers nothing where nothing was asked, and nothing for the end of the last line', async () => {
    for (const [input, expected] of [
      ['', ''],
      [`${QUESTION}\n`, `${ANSWER}\n`],
    ] as const) {
      const output = new Collected();
      await runBatch(Readable.from([input]), output);
      expect(output.text).toBe(expected);
    }
  });

  it('answers at once who asks one question and waits', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const batch = runBatch(input, output);
    for (let round = 0; round < 3; round += 1) {
      input.write(`${QUESTION}\n`);
      const answer = await new Promise<Buffer>((resolve) => {
        output.once('data', resolve);
      });
      expect(answer.toString()).toBe(`${ANSWER}\n`);
    }
    input.end();
    await batch;
  });

  it('answers a line without end by one error, and goes on', async () => {
    const output = new Collected();
    const piece = 'x'.repeat(65_536);
    function* input(): Iterable<string> {
      for (let index = 0; index < 64; index += 1) yield piece;
      yield `\n${QUESTION}\n`;
    }
    await runBatch(Readable.from(input()), output);
    const [first, second] = output.text.trim().split('\n');
    expect(first).toContain('"lineTooLong"');
    expect(second).toBe(ANSWER);
  });

  it('stops where nobody reads the answers any more', async () => {
    const output = new Writable({
      highWaterMark: 10,
      write: (_chunk, _encoding, done) => {
        done(new Error('broken pipe'));
      },
    });
    output.on('error', () => undefined);
    await expect(
      runBatch(Readable.from(Array.from({ length: 1000 }, () => `${QUESTION}\n`)), output),
    ).rejects.toThrow();
  });

  it('answers 100,000 questions without growing memory, reading no faster than the answers are taken', async () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];
    let asked = 0;
    let answered = 0;
    let farthestAhead = 0;
    function* input(): Iterable<string> {
      for (; asked < 100_000; asked += 1) {
        farthestAhead = Math.max(farthestAhead, asked - answered);
        const zone = zones[asked % zones.length] ?? 'UTC';
        const expression = `${String(asked % 60)} ${String(asked % 24)} * * *`;
        const from = `${String(2020 + (asked % 20))}-03-28T00:00:00Z`;
        yield `${JSON.stringify({ trigger: { type: 'cron', expression }, zone, from, count: 3 })}\n`;
      }
    }
    const memory: number[] = [];
    const output = new Writable({
      highWaterMark: 16_384,
      write: (chunk: Buffer, _encoding, done) => {
        for (const byte of chunk) if (byte === 10) answered += 1;
        if (answered % 20_000 === 0) memory.push(process.memoryUsage().heapUsed + process.memoryUsage().external);
        // Taken late, as by a slow reader.
        if (answered % 50 === 0) setImmediate(done);
        else done();
      },
    });
    await runBatch(Readable.from(input()), output);
    expect(answered).toBe(100_000);
    expect(farthestAhead).toBeLessThan(2000);
    expect(memory.length).toBeGreaterThan(3);
    const grown = (Math.min(...memory.slice(-2)) - (memory[0] ?? 0)) / 1_048_576;
    expect(grown).toBeLessThan(40);
  });
});
