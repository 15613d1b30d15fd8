import type { Fate, FateReason, Outcome, Standing } from '../../main/core/fate.ts';
import type { DueView, MachineBand } from '../../preload/contract.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;

/** An instant of 2026 by the clocks of Berlin, where they go back on 25 October. */
export function at(month: number, day: number, hour: number, minute = 0): number {
  const utc = Date.UTC(2026, month - 1, day, hour, minute);
  return utc - (utc - 2 * HOUR < Date.UTC(2026, 9, 25, 1) ? 2 * HOUR : HOUR);
}

/** Tuesday 27 October 2026, 09:42. */
export const NOW = at(10, 27, 9, 42);
export const ZONE = 'Europe/Berlin';
const START = at(9, 27, 0);
const END = NOW + 9 * DAY;

/** One due moment of the invented month. */
export interface Entry {
  readonly due: number;
  readonly fate: Fate | Standing | 'comingUp';
  readonly reason: FateReason | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly outcome: Outcome | null;
  readonly into: string | null;
  readonly run: string | null;
  readonly estimated: boolean;
}

/** A job of the invented month. */
export interface SampleJob {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly when: string;
  readonly what: string;
  readonly takes: number;
  readonly entries: readonly Entry[];
}

/** A computer of which nobody can tell the future, but the same every time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) / 4_294_967_296;
}

/** When the computer was not there. */
export const bands: readonly MachineBand[] = (() => {
  const draw = chance(20_261_027);
  const away: MachineBand[] = [];
  for (let index = 0; index < 30; index += 1) {
    const noon = START + index * DAY + 12 * HOUR;
    const date = new Date(noon + 2 * HOUR);
    const month = date.getUTCMonth() + 1;
    const day = date.getUTCDate();
    if (month === 10 && day === 26) away.push({ state: 'asleep', from: at(10, 26, 23, 58), to: at(10, 27, 8, 10) });
    else if (month === 10 && day === 22) away.push({ state: 'off', from: at(10, 22, 19, 30), to: at(10, 23, 8, 40) });
    else {
      const from = at(month, day, 23) + (draw() * 100 - 20) * MIN;
      away.push({ state: draw() < 0.12 ? 'off' : 'asleep', from, to: at(month, day, 7, 30) + DAY + draw() * 80 * MIN });
    }
  }
  away.push({ state: 'notRunning', from: at(10, 23, 14, 5), to: at(10, 23, 16, 20) });
  return away.sort((a, b) => a.from - b.from);
})();

const awayAt = (instant: number): MachineBand | undefined =>
  bands.find((band) => instant >= band.from && instant < band.to);

interface Plan {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly when: string;
  readonly what: string;
  readonly minutes: number;
  readonly dues: (from: number, to: number) => number[];
  readonly failFrom?: number;
  readonly within?: number;
  readonly pausedFrom?: number;
  readonly waitingFrom?: number;
  readonly estimated?: boolean;
}

const local = (instant: number): Date => new Date(instant + (instant < Date.UTC(2026, 9, 25, 1) ? 2 : 1) * HOUR);

const every =
  (minutes: number, offset = 0, hours: readonly [number, number] = [0, 24], days: readonly number[] = []) =>
  (from: number, to: number): number[] => {
    const step = minutes * MIN;
    const found: number[] = [];
    for (let due = Math.ceil((from - offset * MIN) / step) * step + offset * MIN; due <= to; due += step) {
      const clock = local(due);
      if (clock.getUTCHours() < hours[0] || clock.getUTCHours() >= hours[1]) continue;
      if (days.length === 0 || days.includes(clock.getUTCDay())) found.push(due);
    }
    return found;
  };

const daily =
  (hour: number, minute: number, fits: (date: Date, index: number) => boolean = () => true) =>
  (from: number, to: number): number[] => {
    const found: number[] = [];
    for (let index = 0; index < 60; index += 1) {
      const date = local(START + index * DAY + 12 * HOUR);
      const due = at(date.getUTCMonth() + 1, date.getUTCDate(), hour, minute);
      if (due >= from && due <= to && fits(date, index)) found.push(due);
    }
    return found;
  };

const weekdays = (date: Date): boolean => date.getUTCDay() > 0 && date.getUTCDay() < 6;

const plans: readonly Plan[] = [
  {
    id: 'ingest-one',
    name: 'Ingest source one',
    tags: ['ingest'],
    when: 'Every hour at :05',
    what: 'python3 ingest.py',
    minutes: 2.2,
    dues: every(60, 5),
  },
  {
    id: 'fetch-two',
    name: 'Fetch source two',
    tags: ['ingest'],
    when: '10 min after Ingest source one, if it brought rows',
    what: 'fetch two',
    minutes: 3.6,
    dues: every(60, 17),
    estimated: true,
  },
  {
    id: 'merge',
    name: 'Merge sources',
    tags: ['ingest'],
    when: 'After Fetch source two succeeds',
    what: 'merge --all',
    minutes: 1.1,
    dues: every(60, 21),
    estimated: true,
  },
  {
    id: 'report',
    name: 'Daily report',
    tags: ['reports'],
    when: 'Weekdays at 11:00, once Merge sources succeeded today',
    what: 'report today',
    minutes: 5,
    dues: daily(11, 0, weekdays),
  },
  {
    id: 'backup-docs',
    name: 'Back up documents',
    tags: ['backup'],
    when: 'Every day at 02:30',
    what: 'restic backup ~/Documents',
    minutes: 14,
    dues: daily(2, 30),
  },
  {
    id: 'backup-photos',
    name: 'Back up photos',
    tags: ['backup'],
    when: 'Every 3 days at 09:38',
    what: 'restic backup ~/Photos',
    minutes: 24,
    dues: daily(9, 38, (_date, index) => index % 3 === 0),
  },
  {
    id: 'mail',
    name: 'Pull mail archive',
    tags: ['mail'],
    when: 'Every 30 minutes, 08:00 to 20:00',
    what: 'mbsync archive',
    minutes: 1.4,
    dues: every(30, 21, [8, 20]),
    failFrom: at(10, 27, 8, 15),
  },
  {
    id: 'uplink',
    name: 'Check the uplink',
    tags: ['network'],
    when: 'Every minute',
    what: 'ping -c 1 192.0.2.1',
    minutes: 0.05,
    dues: every(1),
  },
  {
    id: 'rates',
    name: 'Refresh exchange rates',
    tags: ['ingest'],
    when: 'Every 15 minutes, weekdays 09:00 to 17:00',
    what: 'rates',
    minutes: 0.4,
    dues: every(15, 0, [9, 17], [1, 2, 3, 4, 5]),
  },
  {
    id: 'standup',
    name: 'Stand-up reminder',
    tags: ['reminders'],
    when: 'Weekdays at 07:30, within 30 minutes',
    what: 'notify stand-up',
    minutes: 0.1,
    dues: daily(7, 30, weekdays),
    within: 30,
  },
  {
    id: 'downloads',
    name: 'Tidy the downloads folder',
    tags: ['files'],
    when: 'Every day at 06:00',
    what: 'tidy ~/Downloads',
    minutes: 0.6,
    dues: daily(6, 0),
  },
  {
    id: 'index',
    name: 'Index the photo library',
    tags: ['files'],
    when: 'Every day at 09:00, on mains power',
    what: 'index ~/Photos',
    minutes: 18,
    dues: daily(9, 0),
    waitingFrom: at(10, 27, 9),
  },
  {
    id: 'digest',
    name: 'Publish the weekly digest',
    tags: ['reports'],
    when: 'Every Friday at 16:00',
    what: 'digest',
    minutes: 2,
    dues: daily(16, 0, (date) => date.getUTCDay() === 5),
    pausedFrom: at(10, 20, 0),
  },
  {
    id: 'logs',
    name: 'Rotate the logs',
    tags: ['files'],
    when: 'Every Sunday at 02:30',
    what: 'rotate',
    minutes: 0.4,
    dues: daily(2, 30, (date) => date.getUTCDay() === 0),
  },
];

function live(plan: Plan, draw: () => number): Entry[] {
  const entries: Entry[] = [];
  let number = 0;
  let busy = 0;
  let missed: number[] = [];
  const nothing = {
    reason: null,
    start: null,
    end: null,
    outcome: null,
    into: null,
    run: null,
    estimated: plan.estimated === true,
  };
  const name = (): string => `${plan.id}-${(number += 1)}`;
  const flush = (): void => {
    const last = missed[missed.length - 1];
    const band = last === undefined ? undefined : awayAt(last);
    if (last === undefined || band === undefined || band.state === 'awake') return;
    const run = name();
    const start = band.to + (45 + draw() * 40) * 1000;
    for (const due of missed) {
      if (plan.within !== undefined && band.to - due > plan.within * MIN)
        entries.push({ ...nothing, due, fate: 'expired', reason: 'tooLate' });
      else if (due !== last) entries.push({ ...nothing, due, fate: 'coalesced', reason: band.state, into: run, run });
      else {
        busy = start + plan.minutes * MIN;
        entries.push({
          ...nothing,
          due,
          fate: 'caughtUp',
          reason: band.state,
          start,
          end: busy,
          outcome: 'succeeded',
          run,
        });
      }
    }
    missed = [];
  };
  for (const due of plan.dues(START, END)) {
    const band = due <= NOW ? awayAt(due) : undefined;
    if (band === undefined || (missed[0] !== undefined && awayAt(missed[0]) !== band)) flush();
    if (plan.pausedFrom !== undefined && due > plan.pausedFrom) {
      if (due <= NOW) entries.push({ ...nothing, due, fate: 'skipped', reason: 'paused' });
    } else if (due > NOW) entries.push({ ...nothing, due, fate: 'comingUp' });
    else if (band !== undefined) missed.push(due);
    else if (plan.waitingFrom !== undefined && due >= plan.waitingFrom)
      entries.push({ ...nothing, due, fate: 'waiting' });
    else if (due < busy) entries.push({ ...nothing, due, fate: 'skipped', reason: 'stillRunning' });
    else {
      const start = due + 1000;
      const end = start + plan.minutes * MIN * (0.75 + draw() * 0.6);
      const run = name();
      const failing = (plan.failFrom !== undefined && due > plan.failFrom) || draw() < 0.008;
      if (end > NOW) entries.push({ ...nothing, due, fate: 'running', start, run });
      else entries.push({ ...nothing, due, fate: 'ran', start, end, outcome: failing ? 'failed' : 'succeeded', run });
      busy = end;
    }
  }
  flush();
  return entries.sort((a, b) => a.due - b.due);
}

/** The jobs, with what became of their due moments in a month, and what is coming in the next days. */
export const jobs: readonly SampleJob[] = (() => {
  const draw = chance(7);
  return plans.map((plan) => ({
    id: plan.id,
    name: plan.name,
    tags: plan.tags,
    when: plan.when,
    what: plan.what,
    takes: plan.minutes * MIN,
    entries: live(plan, draw),
  }));
})();

const clock = (instant: number): string => {
  const date = local(instant);
  return `${String(date.getUTCHours()).padStart(2, '0')}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
};
export const clockOf = clock;

function labelOf(entry: Entry): string {
  switch (entry.fate) {
    case 'ran':
      return entry.outcome === 'failed' ? 'Failed, exit code 75' : 'Ran';
    case 'caughtUp':
      return `Caught up ${clock(entry.start ?? entry.due)}`;
    case 'coalesced':
      return 'Coalesced';
    case 'skipped':
      return entry.reason === 'paused' ? 'Skipped, paused' : 'Skipped, still running';
    case 'expired':
      return 'Expired, asleep';
    case 'waiting':
      return 'Waiting';
    case 'queued':
      return 'In line';
    case 'running':
      return 'Running';
    case 'comingUp':
      return 'Coming up';
  }
}

/** An entry as the program shows it. */
export const viewOf = (job: SampleJob, entry: Entry): DueView => ({
  id: entry.fate === 'comingUp' ? null : entry.due,
  job: job.id,
  trigger: 0,
  due: entry.due,
  last: null,
  count: 1,
  fate: entry.fate,
  reason: entry.reason,
  run: entry.run,
  outcome: entry.outcome,
  label: labelOf(entry),
  estimated: entry.estimated,
});

/** Neighbouring coalesced moments of one run as one span. */
export function spansOf(job: SampleJob, entries: readonly Entry[]): readonly DueView[] {
  const views: DueView[] = [];
  for (const entry of entries) {
    const last = views[views.length - 1];
    if (last !== undefined && entry.fate === 'coalesced' && last.fate === 'coalesced' && last.run === entry.run) {
      const count = last.count + 1;
      views[views.length - 1] = {
        ...last,
        last: entry.due,
        count,
        label: `${count} coalesced, until ${clock(entry.due)}`,
      };
    } else views.push(viewOf(job, entry));
  }
  return views;
}
