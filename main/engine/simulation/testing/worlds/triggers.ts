/** Random triggers of every type whose due moments an oracle knows, as documents. */
import * as fc from 'fast-check';
import { durationText, HOUR, MINUTE, NAMES, SECOND, type Document } from './names.ts';

const CRONS = [
  '*/15 * * * *',
  '0 * * * *',
  '30 2 * * *',
  '7 3 * * *',
  '0 9 * * 1-5',
  '*/40 * * * *',
  '0 0 * * *',
  '5 8-18/2 * * *',
  '10,40 * * * *',
  '0 */6 * * *',
  '15 1-4 * * *',
  '0 0 13 * 5',
] as const;

const CALENDARS: readonly (readonly Readonly<Record<string, number>>[])[] = [
  [{ hour: 2, minute: 30 }],
  [{ minute: 20 }],
  [
    { hour: 9, minute: 0, weekday: 1 },
    { hour: 21, minute: 15, day: 28, weekday: 7 },
  ],
  [
    { hour: 2, minute: 45 },
    { hour: 3, minute: 45 },
  ],
];

const ON_CALENDARS = [
  'Mon..Fri *-*-* 09:00',
  '*-*-* 02:30',
  '*:0/20',
  'hourly',
  'Sun *-*-* 1..3:15,45',
  '*-*~01 00:05',
  '*-*-* 0/6:50',
] as const;

const PHRASES = [
  'every day at 02:30',
  'every day at 10:30',
  'every monday at 03:15',
  'every hour at :40',
  'every 25 minutes',
  'every 6 hours',
] as const;

const EVENTS: readonly Document[] = [
  { type: 'start' },
  { type: 'start', once: 'perBoot' },
  { type: 'resume' },
  { type: 'resume', after: 'PT5M' },
  { type: 'network' },
  { type: 'power', state: 'ac' },
  { type: 'power', state: 'battery' },
  { type: 'unlock' },
  { type: 'idle', for: 'PT30S' },
  { type: 'idle', for: 'PT20M' },
  { type: 'idle', for: 'PT3H' },
  { type: 'mount' },
  { type: 'watch', paths: ['/in'], settle: 'PT1S' },
  { type: 'watch', paths: ['/in/a', '/out'], settle: 'PT5M' },
];

/** What may be asked of an upstream's end; what each means stands in `oracles/upstreamEnds.ts`. */
const EXPRESSIONS = [
  'outputs.rows > 0',
  'exitCode == 75 || outcome == "killed"',
  'duration >= 240',
  'changed',
  '!changed && outcome == "succeeded"',
] as const;

const zone = fc.option(fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'), { nil: undefined });
const jitter = fc.option(fc.constantFrom('PT4M', 'PT40M'), { nil: undefined, freq: 4 });

/** With a zone of its own and jitter, sometimes. */
const timed = (documents: fc.Arbitrary<Document>): fc.Arbitrary<Document> =>
  fc.tuple(documents, zone, jitter).map(([document, own, most]) => ({
    ...document,
    ...(own === undefined ? {} : { zone: own }),
    ...(most === undefined ? {} : { jitter: most }),
  }));

/** The first at once, sometimes. */
const immediately = fc.option(fc.constant(true), { nil: undefined, freq: 1 });

const exactGrid = fc
  .tuple(fc.constantFrom(10 * MINUTE, 45 * MINUTE, 7 * HOUR), jitter, immediately)
  .map(([every, most, atOnce]): Document => ({
    type: 'interval',
    every: durationText(every),
    from: 'grid',
    ...(atOnce === undefined ? {} : { immediately: atOnce }),
    ...(most === undefined ? {} : { jitter: most }),
  }));

/** Anchors before and after the life, on days that not every month has, and at times that a change of the clock leaves out or repeats. */
const ANCHORS = [
  ['P1D', '2026-02-01T01:30:00Z'],
  ['P1D', '2027-07-01T00:30:00Z'],
  ['P3D', '2026-01-06T07:15:00Z'],
  ['P2W', '2025-12-25T09:00:00Z'],
  ['P2W', '2026-04-10T23:45:00Z'],
  ['P1M', '2026-01-31T06:00:00Z'],
  ['P2M', '2024-12-31T22:10:00Z'],
  ['P3M', '2026-12-30T12:00:00Z'],
  ['P1Y', '2024-03-07T15:00:00Z'],
  ['P1DT12H', '2026-02-01T00:30:00Z'],
  ['P2DT1H30M', '2026-03-01T23:15:00Z'],
  ['P1M15D', '2025-10-31T06:00:00Z'],
  ['P1M1DT6H', '2026-05-31T20:45:00Z'],
  ['PT5H', '2026-08-01T00:20:00Z'],
] as const;

/** An instant within a life. */
const soon = (start: number): fc.Arbitrary<string> =>
  fc.integer({ min: 60, max: 4000 }).map((minutes) => new Date(start + minutes * MINUTE).toISOString());

const anchored = (start: number): fc.Arbitrary<Document> =>
  fc
    .record({
      point: fc.constantFrom(...ANCHORS),
      until: fc.option(soon(start), { nil: undefined, freq: 3 }),
      from: fc.constantFrom(undefined, 'grid'),
    })
    .map(({ point: [every, anchor], until, from }): Document => ({
      type: 'interval',
      every,
      anchor,
      ...(until === undefined ? {} : { until }),
      ...(from === undefined ? {} : { from }),
    }));

const period = (start: number): fc.Arbitrary<Document> =>
  fc
    .record({
      from: fc.constantFrom('start', 'finish'),
      every: fc.constantFrom(20 * MINUTE, 3 * HOUR),
      upTo: fc.option(fc.constant(5 * HOUR), { nil: undefined, freq: 2 }),
      until: fc.option(soon(start), { nil: undefined, freq: 3 }),
      atOnce: immediately,
    })
    .map(({ from, every, upTo, until, atOnce }): Document => ({
      type: 'interval',
      every: durationText(every),
      from,
      ...(atOnce === undefined ? {} : { immediately: atOnce }),
      ...(upTo === undefined ? {} : { upTo: durationText(upTo) }),
      ...(until === undefined ? {} : { until }),
    }));

const kept = fc.oneof(
  fc
    .record({
      when: fc.constantFrom<unknown>('always', 'afterFailure', 'afterSuccess', { pathExists: '/out' }),
      throttle: fc.constantFrom('PT30M', 'PT2H'),
      limit: fc.constantFrom(3, 10),
      window: fc.constantFrom('PT5S', 'PT4H'),
    })
    .map((drawn): Document => ({ type: 'keepAlive', ...drawn })),
  fc
    .constantFrom(30 * MINUTE, 3 * HOUR)
    .map((throttle): Document => ({ type: 'queue', directory: '/in', throttle: durationText(throttle) })),
);

/** A trigger of the job with this index, in a life that begins at `start`. */
export function drawnTrigger(index: number, start: number): fc.Arbitrary<Document> {
  const once = fc
    .integer({ min: 1, max: 4000 })
    .map((minutes): Document => ({ type: 'once', at: new Date(start + minutes * MINUTE).toISOString() }));
  const choices = [
    { weight: 5, arbitrary: timed(fc.constantFrom(...CRONS).map((expression) => ({ type: 'cron', expression }))) },
    { weight: 2, arbitrary: timed(fc.constantFrom(...CALENDARS).map((entries) => ({ type: 'calendar', entries }))) },
    {
      weight: 2,
      arbitrary: timed(fc.constantFrom(...ON_CALENDARS).map((expression) => ({ type: 'onCalendar', expression }))),
    },
    { weight: 2, arbitrary: fc.constantFrom(...PHRASES).map((text): Document => ({ type: 'phrase', text })) },
    { weight: 2, arbitrary: exactGrid },
    { weight: 2, arbitrary: timed(anchored(start)) },
    { weight: 1, arbitrary: once },
    { weight: 1, arbitrary: period(start) },
    { weight: 5, arbitrary: fc.constantFrom(...EVENTS) },
    { weight: 2, arbitrary: kept },
  ];
  if (index > 0) {
    const after = fc
      .record({
        upstream: fc.nat({ max: index - 1 }),
        on: fc.constantFrom<unknown>('success', 'failure', 'any', [75], [0, 1]),
        delay: fc.constantFrom(0, 10 * MINUTE),
        condition: fc.option(fc.constantFrom(...EXPRESSIONS), { nil: undefined, freq: 1 }),
      })
      .map(({ upstream, on, delay, condition }): Document => ({
        type: 'after',
        job: NAMES[upstream] ?? 'a',
        on,
        ...(delay > 0 ? { delay: durationText(delay) } : {}),
        ...(condition === undefined ? {} : { if: condition }),
      }));
    choices.push({ arbitrary: after, weight: 3 });
  }
  return fc.oneof(...choices);
}

/** Lengths of runs that lie beside the periods above. */
export const TAKES = [0, 3 * SECOND, 5 * MINUTE, 50 * MINUTE, 3 * HOUR] as const;
