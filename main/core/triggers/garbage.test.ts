import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Parsed } from '../problem.ts';
import { readWhen } from '../when.ts';
import { suggestWhen } from '../whenSuggestions.ts';
import { explain } from './explain.ts';
import { parseTrigger } from './registry.ts';
import { reading } from './testing/ask.ts';
import { SEED } from '../testing/seed.ts';

/*
 * Whatever a parser is given, it answers: with a trigger, or with a problem that has a code, a message, and a position
 * within the text. It throws nothing, and it takes no time.
 */

const STRINGS = 100_000;
const context = reading('2026-01-07T12:00:00Z');

/** The When box asks all parsers and then judges: fewer strings take as long. */
const IN_THE_BOX = 20_000;

const parsers: readonly (readonly [name: string, read: (text: string) => Parsed<unknown>])[] = [
  ['phrase', (text) => parseTrigger({ type: 'phrase', text }, context)],
  ['onCalendar', (expression) => parseTrigger({ type: 'onCalendar', expression }, context)],
  ['interval', (every) => parseTrigger({ type: 'interval', every }, context)],
  ['once', (at) => parseTrigger({ type: 'once', at }, context)],
  ['When box', (text) => readWhen(text, context)],
];

/** Pieces that parsers know, so that random texts get beyond the first letter. */
const PIECES = [
  'every', 'schedule.', 'every(', ')', '.', 'day', 'days', 'monday', 'Mon', '..', 'minutes', 'hour', 'at', 'until', 'to', '5', '10:30',
  ':30', '18:30', '2026-12-31', '*', '*-*-*', '~', '/', ',', '-', 'UTC', 'Europe/Berlin', '"', "'", '(', 'timedelta(hours=8)', 'after',
  'ingest', 'when', '~/x', 'changes', 'P', 'T', 'PT5M', 'M', '1', '00', '@daily', '@', '{', '}', '{"type":"cron"}', 'in', 'tomorrow', 'dec',
  '\t', '\n', '  ', 'é', '\u{1f600}', '\0', '.do(', '.tag("x")', '=', ';', '+', '0.5', '99999999999', 'a'.repeat(60),
]; // prettier-ignore

const texts = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }).map((parts) => parts.join(' ')) },
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 9 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40, unit: 'binary' }) },
);

function check(text: string, read: (text: string) => Parsed<unknown>): void {
  const answer = read(text);
  const problems = answer.ok ? answer.warnings : [answer.error];
  for (const { code, message, position, length } of problems) {
    if (!/^[a-z][A-Za-z]*$/.test(code) || message.length === 0 || message.length > 600)
      throw new Error(`${code}: ${message}`);
    if (position !== undefined && (position < 0 || position > text.length))
      throw new Error(`${code} at ${String(position)}`);
    if (length !== undefined && (position ?? NaN) + length > text.length)
      throw new Error(`${code} over ${String(length)}`);
  }
}

describe(`strings at random (seed ${String(SEED)})`, () => {
  it.each(parsers)('the parser of %s throws nothing', (name, read) => {
    fc.assert(
      fc.property(texts, (text) => {
        check(text, read);
      }),
      { numRuns: name === 'When box' ? IN_THE_BOX : STRINGS, seed: SEED },
    );
  });

  it('and what is right is explained', () => {
    let right = 0;
    const now = context.now;
    fc.assert(
      fc.property(texts, (text) => {
        if (explain(text, { zone: context.zone, now, count: 2 }).ok) right += 1;
        suggestWhen(text, context, 2);
      }),
      { numRuns: 5000, seed: SEED },
    );
    expect(right).toBeGreaterThan(20);
  });
});

it('reads any JSON as a trigger or says what is wrong with it', () => {
  const types = [
    'calendar',
    'onCalendar',
    'interval',
    'phrase',
    'once',
    'start',
    'watch',
    'queue',
    'after',
    'keepAlive',
    'idle',
    'power',
    'x',
  ];
  const keys = [
    'entries',
    'expression',
    'every',
    'text',
    'at',
    'paths',
    'job',
    'on',
    'when',
    'for',
    'state',
    'zone',
    'jitter',
    'until',
    '__proto__',
    'constructor',
  ];
  const json = fc.oneof(
    fc.jsonValue(),
    fc
      .tuple(
        fc.constantFrom(...types),
        fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
      )
      .map(([type, rest]) => ({ ...rest, type })),
  );
  fc.assert(
    fc.property(json, (value) => {
      const read = parseTrigger(value, context);
      if (!read.ok && read.error.message === '') throw new Error('An error without a message.');
    }),
    { numRuns: 20_000, seed: SEED },
  );
});

describe('ten kilobytes of anything are answered within 10 ms', () => {
  const size = 10_000;
  const garbage: readonly (readonly [string, string])[] = [
    ['letters', 'a'.repeat(size)],
    ['digits', '9'.repeat(size)],
    ['spaces', ' '.repeat(size)],
    ['stars', '* '.repeat(size / 2)],
    ['commas', ','.repeat(size)],
    ['a list', '1,'.repeat(size / 2)],
    ['parentheses', `every${'('.repeat(size)}`],
    ['a chain', `every()${'.day'.repeat(size / 4)}`],
    ['quotes', `every("${'\\"'.repeat(size / 2)}`],
    ['colons', ':'.repeat(size)],
    ['hyphens', `1${'-1'.repeat(size / 2)}`],
    ['words', 'every '.repeat(size / 6)],
    ['an end', `every day until ${'8 hours '.repeat(size / 8)}`],
    ['weekdays', 'Mon,'.repeat(size / 4)],
    ['a zone', `9:00 ${'Europe/'.repeat(size / 7)}`],
    ['braces', '{'.repeat(size)],
    ['a duration', `P${'1D'.repeat(size / 2)}`],
    ['dots', '.'.repeat(size)],
    ['lines', '\n'.repeat(size)],
    [
      'mixed',
      Array.from({ length: size }, (_, index) => PIECES[(index * 7) % PIECES.length])
        .join(' ')
        .slice(0, size),
    ],
  ];
  for (const [, text] of garbage) for (const [, read] of parsers) read(text);

  it.each(garbage)('%s', (_name, text) => {
    for (const [parser, read] of parsers) {
      // The best of three: other programs run on this computer too.
      const times = [0, 1, 2].map(() => {
        const begun = performance.now();
        read(text);
        return performance.now() - begun;
      });
      expect(Math.min(...times), parser).toBeLessThan(10);
    }
  });
});
