import { mkdirSync, rmSync } from 'node:fs';
import { openLedger } from '../../main/adapters/openLedger.ts';
import { type Instant, instant } from '../../main/core/time/instant.ts';
import type { Change, DueEntry, RunEntry } from '../../main/engine/ledger.ts';
import { writeJobs } from '../engine/program.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** As much of the past as the month's picture reaches back, with the screen beside it that is drawn as well. */
const PAST_DAYS = 66;

/** A kind of job: how many there are, how often each is due, and the cron text that says so. */
const kinds = [
  { count: 130, every: HOUR, cron: (index: number) => `${index % 60} * * * *` },
  { count: 20, every: 10 * MINUTE, cron: () => '*/10 * * * *' },
  { count: 50, every: DAY, cron: (index: number) => `${index % 60} ${index % 24} * * *` },
] as const;

/** Jobs of all kinds, in the order in which they stand in the list. */
const jobs = kinds.flatMap(({ count, every, cron }) =>
  Array.from({ length: count }, (_, index) => ({ every, expression: cron(index), offset: index % 60 })),
);

const idOf = (index: number): string => `job-${String(index).padStart(3, '0')}`;

/** Every night from 1 to 7 the computer slept: one run at seven answers for the hours before. */
const asleepAt = (at: number): boolean => at % DAY >= HOUR && at % DAY < 7 * HOUR;

/** What became of one due moment. */
function entriesOf(job: string, at: Instant, id: number, every: number): readonly Change[] {
  const run = `r${String(id)}`;
  const common = { job, era: 1, trigger: 0, facts: {}, decided: at } as const;
  const due = (entry: Pick<DueEntry, 'fate' | 'reason' | 'run'>): Change => ({
    kind: 'due',
    entry: { ...common, ...entry, id, due: at, count: 1 },
  });
  const failed = (id / 2 + at / HOUR) % 41 === 0;
  const woke = asleepAt(at) && !asleepAt(at + every);
  if (asleepAt(at) && !woke) return [due({ fate: 'expired', reason: 'tooLate', run: null })];
  const started = instant(woke ? Math.floor(at / DAY) * DAY + 7 * HOUR : at);
  const ran: RunEntry = {
    run,
    job,
    era: 1,
    id: id + 1,
    cause: 'due',
    due: at,
    started,
    ended: instant(started + 40_000),
    outcome: failed ? 'failed' : 'succeeded',
    exitCode: failed ? 1 : 0,
    signal: null,
    message: null,
    attempts: 1,
    process: null,
    outputs: {},
    fingerprint: null,
    upstream: {},
    catchUp: woke,
  };
  return [due({ fate: woke ? 'caughtUp' : 'ran', reason: woke ? 'asleep' : null, run }), { kind: 'run', entry: ran }];
}

/** Machine history: asleep from 1 to 7 every night. */
function nights(from: number, to: number, id: () => number): readonly Change[] {
  const spans: Change[] = [];
  for (let day = Math.floor(from / DAY) * DAY; day < to; day += DAY) {
    const parts = [
      { state: 'awake', from: day, to: day + HOUR },
      { state: 'asleep', from: day + HOUR, to: day + 7 * HOUR },
      { state: 'awake', from: day + 7 * HOUR, to: day + DAY },
    ] as const;
    for (const part of parts) {
      const end = Math.min(part.to, to);
      if (end <= part.from) continue;
      const entry = { id: id(), state: part.state, from: instant(part.from), to: instant(end), era: 1 };
      spans.push({ kind: 'machine', entry });
    }
  }
  return spans;
}

/**
 * A home with 200 jobs that lived for two months until `now`, and go on: some run while the picture is measured. Returns how many due moments
 * lie in a month's picture, past and to come.
 */
export function makeHome(home: string, now: number): number {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const from = now - PAST_DAYS * DAY;
  writeJobs(
    home,
    jobs.map(({ expression }, index) => ({
      id: idOf(index),
      name: `Job number ${String(index)}`,
      tags: [`group ${String(index % 7)}`],
      run: { command: ['true'] },
      triggers: [{ type: 'cron', expression }],
      catchUp: { runs: 'none' },
    })),
    now,
  );
  const { ledger } = openLedger(home, instant(now));
  let last = 1;
  const id = (): number => (last += 2);
  ledger.commit(nights(from, now, id));
  let shown = 0;
  jobs.forEach(({ every, offset }, index) => {
    const changes: Change[] = [];
    for (let at = Math.ceil(from / every) * every + offset * (every / 60); at < now; at += every) {
      if (at > now - 30 * DAY) shown += 1;
      changes.push(...entriesOf(idOf(index), instant(Math.floor(at / 1000) * 1000), id(), every));
    }
    ledger.commit(changes);
  });
  ledger.close();
  const ahead = jobs.reduce((sum, { every }) => sum + (4 * DAY) / every, 0);
  return shown + Math.round(ahead);
}
