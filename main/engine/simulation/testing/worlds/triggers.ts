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
  { type: 'mount' },
  { type: 'watch', paths: ['/in'], settle: 'PT1S' },
  { type: 'watch', paths: ['/in/a', '/out'], settle: 'PT5M' },
];

const zone = fc.option(fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'), { nil: undefined });
const jitter = fc.option(fc.constantFrom('PT4M', 'PT40M'), { nil: undefined, freq: 4 });

/** With a zone of its own and jitter, sometimes. */
const timed = (documents: fc.Arbitrary<Document>): fc.Arbitrary<Document> =>
  fc.tuple(documents, zone, jitter).map(([document, own, most]) => ({
    ...document,
    ...(own === undefined ? {} : { zone: own }),
    ...(most === undefined ? {} : { jitter: most }),
  }));

const grid = fc.tuple(fc.constantFrom(10 * MINUTE, 45 * MINUTE, 7 * HOUR), jitter).map(([every, most]): Document => ({
  type: 'interval',
  every: durationText(every),
  from: 'grid',
  ...(most === undefined ? {} : { jitter: most }),
}));

const period = fc
  .tuple(fc.constantFrom('start', 'finish'), fc.constantFrom(20 * MINUTE, 3 * HOUR))
  .map(([from, every]): Document => ({ type: 'interval', every: durationText(every), from }));

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
    { weight: 2, arbitrary: grid },
    { weight: 1, arbitrary: once },
    { weight: 1, arbitrary: period },
    { weight: 5, arbitrary: fc.constantFrom(...EVENTS) },
    { weight: 2, arbitrary: kept },
  ];
  if (index > 0) {
    const after = fc
      .tuple(fc.nat({ max: index - 1 }), fc.constantFrom('success', 'failure', 'any'), fc.constantFrom(0, 10 * MINUTE))
      .map(([upstream, on, delay]): Document => ({
        type: 'after',
        job: NAMES[upstream] ?? 'a',
        on,
        ...(delay > 0 ? { delay: durationText(delay) } : {}),
      }));
    choices.push({ arbitrary: after, weight: 3 });
  }
  return fc.oneof(...choices);
}

/** Lengths of runs that lie beside the periods above. */
export const TAKES = [0, 3 * SECOND, 5 * MINUTE, 50 * MINUTE, 3 * HOUR] as const;
