/** Random jobs as documents, with how their programs behave. */
import * as fc from 'fast-check';
import { durationText, HOUR, MINUTE, NAMES, SECOND, SEQUENCE, type Document } from './names.ts';
import { drawnTrigger, TAKES } from './triggers.ts';

const DAY = 24 * HOUR;

export interface DrawnJob {
  readonly document: Document;
  readonly behaviour: Document;
}

/** One or two days of the first few of a life. */
const blackouts = (start: number): fc.Arbitrary<readonly Document[]> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 1 })).map(([first, more]) => {
        const day = (number: number): string => new Date(start + number * DAY).toISOString().slice(0, 10);
        return [{ from: day(first), to: day(first + more) }];
      }),
    },
  );

const retry = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        limit: fc.integer({ min: 1, max: 3 }),
        delay: fc.constantFrom(30 * SECOND, 10 * MINUTE),
        factor: fc.constantFrom(1, 2),
        maxDelay: fc.option(fc.constant('PT15M'), { nil: undefined }),
        jitter: fc.constantFrom(0, 0.25),
        onExitCodes: fc.option(fc.constant([75]), { nil: undefined, freq: 2 }),
      })
      .map(({ delay, maxDelay, onExitCodes, ...drawn }) => ({
        retry: {
          ...drawn,
          delay: durationText(delay),
          ...(maxDelay === undefined ? {} : { maxDelay }),
          ...(onExitCodes === undefined ? {} : { onExitCodes }),
        },
      })),
  },
);

const timeout = fc
  .record({
    attempt: fc.constantFrom(undefined, undefined, 'PT10M'),
    total: fc.constantFrom(undefined, undefined, undefined, 'PT15M', 'PT2H'),
  })
  .map((drawn) => {
    const given = Object.entries(drawn).filter(([, length]) => length !== undefined);
    return given.length === 0 ? {} : { timeout: Object.fromEntries(given) };
  });

/** Conditions on another job, of every kind. */
const upstreams = (job: string): Document[][] => [
  [{ job, succeeded: 'sinceMyLastRun' }],
  [{ job, within: 'PT6H' }],
  [{ job, succeeded: 'today' }, { network: true }],
  [{ job, succeeded: 'sinceMyLastRun', changed: true }],
];

/** A job that may depend on those before it. */
export function drawnJob(index: number, start: number): fc.Arbitrary<DrawnJob> {
  const id = NAMES[index] ?? 'z';
  return fc
    .record({
      triggers: fc.array(drawnTrigger(index, start), { minLength: 1, maxLength: 2 }),
      zone: fc.constantFrom('local', 'local', 'local', 'Europe/Berlin', 'America/New_York'),
      runs: fc.constantFrom('latest', 'latest', 'earliest', 'all', 'none'),
      limit: fc.integer({ min: 1, max: 3 }),
      within: fc.option(fc.constantFrom(2 * HOUR, 12 * HOUR), { nil: null, freq: 2 }),
      afterSleep: fc.constantFrom(true, true, true, false),
      afterOff: fc.constantFrom(true, true, true, false),
      concurrency: fc.constantFrom('forbid', 'forbid', 'queue', 'replace', 'allow'),
      queueLimit: fc.integer({ min: 1, max: 2 }),
      conditions: fc.constantFrom<Document[]>(
        [],
        [],
        [],
        [],
        [],
        [],
        [],
        [{ network: true }],
        [{ power: 'ac' }],
        ...(index > 0 ? upstreams(NAMES[index - 1] ?? 'a') : []),
      ),
      deadline: fc.constantFrom(3 * HOUR, 24 * HOUR),
      blackouts: blackouts(start),
      retry,
      timeout,
      takes: fc.constantFrom(...TAKES),
      exit: fc.array(fc.constantFrom<unknown>(0, 0, 0, 1, 75, 'SIGSEGV', 'missing'), { minLength: 1, maxLength: 4 }),
      outputs: fc.array(fc.constantFrom<Document>({}, { rows: 0 }, { rows: 3 }, { rows: '4', more: true }), {
        minLength: 1,
        maxLength: 4,
      }),
      ignoresStop: fc.constantFrom(false, false, false, true),
    })
    .map((drawn): DrawnJob => ({
      document: {
        id,
        name: id,
        run: { command: [id] },
        zone: drawn.zone,
        triggers: drawn.triggers,
        catchUp: {
          runs: drawn.runs,
          limit: drawn.limit,
          afterSleep: drawn.afterSleep,
          afterOff: drawn.afterOff,
          ...(drawn.within === null ? {} : { within: durationText(drawn.within) }),
        },
        concurrency: drawn.concurrency,
        queueLimit: drawn.queueLimit,
        max: 2,
        conditions: drawn.conditions,
        deadline: durationText(drawn.deadline),
        blackouts: drawn.blackouts,
        ...drawn.retry,
        ...drawn.timeout,
      },
      behaviour: {
        job: id,
        takes: durationText(drawn.takes),
        exit: drawn.exit,
        outputs: drawn.outputs,
        ...(drawn.ignoresStop ? { ignoresStop: true } : {}),
      },
    }));
}

/** A sequence of some of the jobs, started by hand, every night, or by what happens. */
export function drawnSequence(jobs: number): fc.Arbitrary<Document> {
  const step = fc.tuple(fc.nat({ max: jobs - 1 }), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 2 }));
  return fc
    .record({
      steps: fc.array(step, { minLength: 1, maxLength: 4 }),
      concurrency: fc.constantFrom('oneAtATime', 'free'),
      triggers: fc.constantFrom<Document[]>(
        [],
        [],
        [{ type: 'cron', expression: '45 1 * * *' }],
        [{ type: 'onCalendar', expression: '*-*-* 0/5:25' }, { type: 'resume' }],
      ),
    })
    .map(({ steps, concurrency, triggers }) => ({
      id: SEQUENCE,
      name: SEQUENCE,
      concurrency,
      steps: steps.map(([index, after, priority]) => ({
        job: NAMES[index],
        after: durationText(after * MINUTE),
        priority,
      })),
      triggers,
    }));
}
