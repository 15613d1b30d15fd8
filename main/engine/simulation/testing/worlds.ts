/** Random jobs and random lives of a computer, as the two files that `simulate` reads, with what the checker needs to know of them. */
import * as fc from 'fast-check';
import type { CheckedJob, CheckedTrigger } from './checker.ts';
import type { RawEvent, RawTimeline } from './truth.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Events happen this long after a full minute, so that what is noticed within 30 s is noticed before the next due moment. */
const AFTER_MINUTE = 10 * SECOND;

/** A world: what `simulate` reads, and the same for the checker. */
export interface RandomWorld {
  readonly jobs: readonly Record<string, unknown>[];
  readonly settings: Record<string, unknown>;
  readonly sequences: readonly Record<string, unknown>[];
  readonly timeline: RawTimeline;
  readonly behaviours: readonly Record<string, unknown>[];
  readonly checked: readonly CheckedJob[];
}

export const durationText = (ms: number): string => `${ms < 0 ? '-' : ''}PT${String(Math.abs(ms) / SECOND)}S`;

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

const PLACES = [
  ['2026-01-05T00:00:00Z', 'Europe/Berlin'],
  ['2026-03-27T12:00:00Z', 'Europe/Berlin'],
  ['2026-10-23T22:00:00Z', 'Europe/Berlin'],
  ['2026-03-06T05:00:00Z', 'America/New_York'],
  ['2026-04-03T09:00:00Z', 'Australia/Lord_Howe'],
  ['2026-06-30T20:00:00Z', 'UTC'],
] as const;

const ZONES = ['America/New_York', 'Asia/Tokyo', 'Europe/Berlin', 'UTC', 'Pacific/Auckland'] as const;
const NAMES = ['a', 'b', 'c', 'd'] as const;
const WISHES = ['runNow', 'runNow', 'pause', 'unpause', 'skipNext', 'stop', 'dismiss', 'disable', 'enable'] as const;
const SEQUENCE = 's';

interface DrawnJob {
  readonly doc: Record<string, unknown>;
  readonly checked: CheckedJob;
  readonly behaviour: Record<string, unknown>;
}

type DrawnTrigger = readonly [doc: Record<string, unknown>, checked: CheckedTrigger];

function drawnTrigger(index: number, start: number): fc.Arbitrary<DrawnTrigger> {
  const cron = fc
    .tuple(
      fc.constantFrom(...CRONS),
      fc.option(fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'), { nil: undefined }),
    )
    .map(([expression, zone]): DrawnTrigger => {
      const own = zone === undefined ? {} : { zone };
      return [
        { type: 'cron', expression, ...own },
        { type: 'cron', expression, ...own },
      ];
    });
  const grid = fc.constantFrom(10 * MINUTE, 45 * MINUTE, 7 * HOUR).map((every): DrawnTrigger => [
    { type: 'interval', every: durationText(every), from: 'grid' },
    { type: 'grid', every },
  ]);
  const once = fc.integer({ min: 1, max: 4000 }).map((minutes): DrawnTrigger => {
    const at = start + minutes * MINUTE;
    return [
      { type: 'once', at: new Date(at).toISOString() },
      { type: 'once', at },
    ];
  });
  const period = fc
    .tuple(fc.constantFrom('start', 'finish'), fc.constantFrom(20 * MINUTE, 3 * HOUR))
    .map(([from, every]): DrawnTrigger => [{ type: 'interval', every: durationText(every), from }, { type: 'period' }]);
  const choices = [
    { arbitrary: cron, weight: 5 },
    { arbitrary: grid, weight: 2 },
    { arbitrary: once, weight: 1 },
    { arbitrary: period, weight: 1 },
  ];
  if (index > 0) {
    const after = fc
      .tuple(fc.nat({ max: index - 1 }), fc.constantFrom('success', 'failure', 'any'), fc.constantFrom(0, 10 * MINUTE))
      .map(([upstream, on, delay]): DrawnTrigger => {
        const job = NAMES[upstream] ?? 'a';
        return [
          { type: 'after', job, on, ...(delay > 0 ? { delay: durationText(delay) } : {}) },
          { type: 'after', job, on, delay },
        ];
      });
    choices.push({ arbitrary: after, weight: 2 });
  }
  return fc.oneof(...choices);
}

function drawnJob(index: number, start: number): fc.Arbitrary<DrawnJob> {
  const id = NAMES[index] ?? 'z';
  return fc
    .record({
      triggers: fc.array(drawnTrigger(index, start), { minLength: 1, maxLength: 2 }),
      zone: fc.constantFrom('local', 'local', 'local', 'Europe/Berlin', 'America/New_York'),
      policy: fc.constantFrom(
        'latest' as const,
        'latest' as const,
        'earliest' as const,
        'all' as const,
        'none' as const,
      ),
      limit: fc.integer({ min: 1, max: 3 }),
      within: fc.option(fc.constantFrom(2 * HOUR, 12 * HOUR), { nil: null, freq: 2 }),
      afterSleep: fc.constantFrom(true, true, true, false),
      afterOff: fc.constantFrom(true, true, true, false),
      concurrency: fc.constantFrom(
        'forbid' as const,
        'forbid' as const,
        'queue' as const,
        'replace' as const,
        'allow' as const,
      ),
      queueLimit: fc.integer({ min: 1, max: 2 }),
      conditions: fc.constantFrom<Record<string, unknown>[]>(
        [],
        [],
        [],
        [],
        [{ network: true }],
        [{ power: 'ac' }],
        ...(index > 0 ? [[{ job: NAMES[index - 1], succeeded: 'sinceMyLastRun' }]] : []),
      ),
      deadline: fc.constantFrom(3 * HOUR, 24 * HOUR),
      retries: fc.constantFrom(0, 0, 1, 2),
      retryDelay: fc.constantFrom(30 * SECOND, 10 * MINUTE),
      attemptLimit: fc.constantFrom(null, null, 10 * MINUTE),
      takes: fc.constantFrom(0, 3 * SECOND, 5 * MINUTE, 50 * MINUTE, 3 * HOUR),
      exit: fc.array(fc.constantFrom(0, 0, 1), { minLength: 1, maxLength: 4 }),
    })
    .map((drawn): DrawnJob => {
      const catchUp = {
        runs: drawn.policy,
        limit: drawn.limit,
        afterSleep: drawn.afterSleep,
        afterOff: drawn.afterOff,
        ...(drawn.within === null ? {} : { within: durationText(drawn.within) }),
      };
      const retry = { limit: drawn.retries, delay: durationText(drawn.retryDelay) };
      return {
        doc: {
          id,
          name: id,
          run: { command: [id] },
          zone: drawn.zone,
          triggers: drawn.triggers.map(([doc]) => doc),
          catchUp,
          concurrency: drawn.concurrency,
          queueLimit: drawn.queueLimit,
          max: 2,
          conditions: drawn.conditions,
          deadline: durationText(drawn.deadline),
          ...(drawn.retries > 0 ? { retry } : {}),
          ...(drawn.attemptLimit === null ? {} : { timeout: { attempt: durationText(drawn.attemptLimit) } }),
        },
        checked: {
          id,
          zone: drawn.zone,
          triggers: drawn.triggers.map(([, checked]) => checked),
          policy: drawn.policy,
          limit: drawn.limit,
          within: drawn.within,
          afterSleep: drawn.afterSleep,
          afterOff: drawn.afterOff,
          concurrency: drawn.concurrency,
          max: 2,
          conditions: drawn.conditions.length > 0,
        },
        behaviour: { job: id, takes: durationText(drawn.takes), exit: drawn.exit },
      };
    });
}

/** Something that happens to the computer, with minutes in it: the gap before, and how long it lasts. */
interface Episode {
  readonly gap: number;
  readonly lasts: number;
  readonly begin: Omit<RawEvent, 't'> | null;
  readonly inside: Omit<RawEvent, 't'> | null;
  readonly end: Omit<RawEvent, 't'> | null;
}

function drawnEpisode(jobs: number): fc.Arbitrary<Episode> {
  const minutes = (most: number): fc.Arbitrary<number> => fc.integer({ min: 2, max: most });
  const job = fc.nat({ max: jobs - 1 }).map((index) => NAMES[index] ?? 'a');
  const change = fc.oneof(
    fc
      .constantFrom(
        -MINUTE,
        -5 * MINUTE,
        -HOUR,
        -2 * HOUR,
        -5 * HOUR,
        -26 * HOUR,
        3 * MINUTE,
        HOUR,
        9 * HOUR,
        30 * HOUR,
      )
      .map((by) => ({ event: 'clock', by })),
    fc.constantFrom(...ZONES).map((zone) => ({ event: 'zone', zone })),
    fc.boolean().map((up) => ({ event: 'network', up })),
    fc.constantFrom('ac', 'battery').map((state) => ({ event: 'power', state })),
  );
  const away = fc.oneof(
    fc.boolean().map((silent) => [{ event: 'suspend' }, { event: 'resume', silent }] as const),
    fc.constant([{ event: 'suspend' }, { event: 'resume' }] as const),
    fc.constant([{ event: 'powerOff' }, { event: 'powerOn' }] as const),
    fc.constantFrom('quit', 'crash').map((how) => [{ event: how }, { event: 'launch' }] as const),
  );
  const wish = fc.tuple(fc.constantFrom(...WISHES), job).map(([event, name]) => ({
    event,
    job: name,
  }));
  const sequence = fc.constantFrom('startSequence', 'startSequence', 'cancelSequence').map((event) => ({
    event,
    sequence: SEQUENCE,
  }));
  return fc.oneof(
    {
      weight: 1,
      arbitrary: fc
        .record({ gap: minutes(300), sequence })
        .map(({ gap, sequence: begin }): Episode => ({ gap, lasts: 0, begin, inside: null, end: null })),
    },
    {
      weight: 5,
      arbitrary: fc
        .record({ gap: minutes(500), lasts: minutes(900), away, inside: fc.option(change, { nil: null, freq: 2 }) })
        .map(({ gap, lasts, away: [begin, end], inside }): Episode => ({ gap, lasts, begin, inside, end })),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({ gap: minutes(400), change })
        .map(({ gap, change: begin }): Episode => ({ gap, lasts: 0, begin, inside: null, end: null })),
    },
    {
      weight: 3,
      arbitrary: fc
        .record({ gap: minutes(300), wish })
        .map(({ gap, wish: begin }): Episode => ({ gap, lasts: 0, begin, inside: null, end: null })),
    },
  );
}

function eventsOf(episodes: readonly Episode[]): RawEvent[] {
  const events: RawEvent[] = [];
  let minute = 0;
  const add = (what: Omit<RawEvent, 't'> | null): void => {
    if (what !== null) events.push({ ...what, t: minute * MINUTE + AFTER_MINUTE } as RawEvent);
  };
  for (const episode of episodes) {
    minute += episode.gap;
    add(episode.begin);
    if (episode.lasts === 0) continue;
    minute += Math.ceil(episode.lasts / 2);
    add(episode.inside);
    minute += Math.ceil(episode.lasts / 2);
    add(episode.end);
  }
  return events;
}

/** A sequence of some of the jobs, started by hand or every night. */
function drawnSequence(jobs: number): fc.Arbitrary<Record<string, unknown>> {
  const step = fc.tuple(fc.nat({ max: jobs - 1 }), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 2 }));
  return fc
    .record({
      steps: fc.array(step, { minLength: 1, maxLength: 4 }),
      concurrency: fc.constantFrom('oneAtATime', 'free'),
      nightly: fc.boolean(),
    })
    .map(({ steps, concurrency, nightly }) => ({
      id: SEQUENCE,
      name: SEQUENCE,
      concurrency,
      steps: steps.map(([index, after, priority]) => ({
        job: NAMES[index],
        after: durationText(after * MINUTE),
        priority,
      })),
      ...(nightly ? { triggers: [{ type: 'cron', expression: '45 1 * * *' }] } : {}),
    }));
}

/** Worlds of one to four jobs and up to nine episodes; `steady` ones have no steps of the clock, so that more can be checked. */
export const randomWorld: fc.Arbitrary<RandomWorld> = fc
  .tuple(fc.constantFrom(...PLACES), fc.integer({ min: 1, max: 4 }), fc.boolean())
  .chain(([[start, zone], jobs, steady]) =>
    fc
      .record({
        jobs: fc.tuple(...NAMES.slice(0, jobs).map((_, index) => drawnJob(index, Date.parse(start)))),
        episodes: fc.array(drawnEpisode(jobs), { maxLength: 9 }),
        tail: fc.integer({ min: 2, max: 600 }),
        catchUpAtOnce: fc.integer({ min: 1, max: 3 }),
        sequence: drawnSequence(jobs),
      })
      .map((drawn): RandomWorld => {
        const kept = steady
          ? drawn.episodes.map((episode) => ({
              ...episode,
              begin: episode.begin?.event === 'clock' ? null : episode.begin,
              inside: episode.inside?.event === 'clock' ? null : episode.inside,
            }))
          : drawn.episodes;
        const events = eventsOf(kept);
        const last = events[events.length - 1]?.t ?? 0;
        return {
          jobs: drawn.jobs.map(({ doc }) => doc),
          checked: drawn.jobs.map(({ checked }) => checked),
          behaviours: drawn.jobs.map(({ behaviour }) => behaviour),
          settings: { catchUpAtOnce: drawn.catchUpAtOnce },
          sequences: [drawn.sequence],
          timeline: {
            start: Date.parse(start),
            zone,
            end: last - AFTER_MINUTE * Math.sign(last) + drawn.tail * MINUTE,
            events,
          },
        };
      }),
  );

/** The two files of a world. */
export function filesOf(world: RandomWorld): { jobs: Record<string, unknown>; timeline: string } {
  const { start, zone, end, events } = world.timeline;
  const lines = [
    { start: new Date(start).toISOString(), zone, end: durationText(end) },
    ...world.behaviours,
    ...events.map(({ t, ...rest }) => ({
      t: durationText(t),
      ...rest,
      ...(typeof rest['by'] === 'number' ? { by: durationText(rest['by']) } : {}),
    })),
  ];
  return {
    jobs: { jobs: world.jobs, sequences: world.sequences, settings: world.settings },
    timeline: lines.map((line) => JSON.stringify(line)).join('\n'),
  };
}
