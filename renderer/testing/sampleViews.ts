import type {
  IncidentView,
  JobRow,
  JobState,
  RunMark,
  RunView,
  TimelineColumn,
  TimelineJob,
  TimelineRow,
  TimelineView,
  TodayView,
  WhyView,
} from '../../preload/contract.ts';
import type { Entry, SampleJob } from './sampleWorld.ts';
import { at, bands, clockOf, jobs, NOW, spansOf, viewOf } from './sampleWorld.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
const DAY = 24 * HOUR;

export const incident: IncidentView = {
  id: 1,
  job: 'mail',
  name: 'Pull mail archive',
  kind: 'failing',
  opened: at(10, 27, 8, 21),
  closed: null,
  failures: 3,
  run:
    jobs
      .find((job) => job.id === 'mail')
      ?.entries.filter((entry) => entry.outcome === 'failed')
      .pop()?.run ?? null,
  text: '3 failures in a row, exit code 75',
  lastLine: 'mailbox is locked by another program',
};

const past = (job: SampleJob): readonly Entry[] => job.entries.filter((entry) => entry.fate !== 'comingUp');

function stateOf(job: SampleJob): JobState {
  if (job.id === 'mail') return 'attention';
  const last = past(job).slice(-1)[0];
  if (last?.fate === 'running') return 'running';
  if (last?.fate === 'waiting') return 'waiting';
  return job.id === 'digest' ? 'paused' : 'scheduled';
}

export function rowOf(job: SampleJob): JobRow {
  const before = past(job);
  const last = before.filter((entry) => entry.fate !== 'coalesced').slice(-1)[0];
  const next = job.entries.find((entry) => entry.fate === 'comingUp');
  const running = before.filter((entry) => entry.fate === 'running');
  const waiting = before.find((entry) => entry.fate === 'waiting');
  const ran = before.filter((entry) => entry.start !== null && entry.end !== null);
  const newest = ran.slice(-1)[0];
  return {
    id: job.id,
    name: job.name,
    tags: job.tags,
    state: stateOf(job),
    enabled: true,
    paused: job.id === 'digest' ? { until: at(11, 2, 8), everything: false } : null,
    when: job.when,
    what: job.what,
    next: next === undefined ? null : { at: next.due, estimated: next.estimated },
    lastFate:
      last === undefined
        ? null
        : {
            fate: last.fate === 'comingUp' ? 'ran' : last.fate,
            reason: last.reason,
            due: last.due,
            outcome: last.outcome,
            text:
              last.fate === 'caughtUp'
                ? `Caught up at ${clockOf(last.start ?? last.due)}`
                : last.fate === 'expired'
                  ? 'Expired, asleep'
                  : `Ran at ${clockOf(last.due)}`,
          },
    byHand: null,
    lastRuns: ran.slice(-20).map((entry): RunMark => {
      const took = (entry.end ?? 0) - (entry.start ?? 0);
      return entry.fate === 'caughtUp' ? [entry.outcome, took, true] : [entry.outcome, took];
    }),
    lastRun: newest === undefined ? null : { run: newest.run ?? '', started: newest.start, outcome: newest.outcome },
    running: running.map((entry) => ({
      run: entry.run ?? '',
      job: job.id,
      name: job.name,
      started: entry.start ?? entry.due,
      usually: job.takes,
      attempt: 1,
      keptRunning: false,
    })),
    waiting: waiting === undefined ? null : { due: waiting.due, condition: 'mains power', deadline: at(10, 27, 11) },
    incident: job.id === 'mail' ? { id: 1, kind: 'failing', failures: 3, opened: at(10, 27, 8, 21) } : null,
    problem: null,
  };
}

/** A thousand jobs: the same ones, many times over. */
export function manyRows(count: number): readonly JobRow[] {
  const rows = jobs.map(rowOf);
  return Array.from({ length: count }, (_, index) => {
    const row = rows[index % rows.length] ?? rows[0];
    if (row === undefined) throw new Error('The sample has no jobs.');
    return index < rows.length ? row : { ...row, id: `${row.id}-${index}`, name: `${row.name}, ${index}`, running: [] };
  });
}

export function runOf(id: string): RunView | null {
  for (const job of jobs) {
    const entry = job.entries.find((one) => one.run === id && one.start !== null);
    if (entry === undefined) continue;
    return {
      run: id,
      job: job.id,
      cause: 'due',
      due: entry.due,
      started: entry.start,
      ended: entry.end,
      outcome: entry.outcome,
      exitCode: entry.outcome === 'failed' ? 75 : entry.end === null ? null : 0,
      signal: null,
      message: null,
      attempts: 1,
      catchUp: entry.fate === 'caughtUp',
      outputs: { rows: 96 },
      text: entry.outcome === 'failed' ? 'Failed with exit code 75 after 1 min 52 s' : 'Succeeded after 2 min 10 s',
    };
  }
  return null;
}

export function whyOf(job: SampleJob, due: number): WhyView {
  const entry = job.entries.find((one) => one.due >= due) ?? job.entries[0];
  if (entry === undefined) throw new Error('The job has no due moment.');
  const view =
    spansOf(
      job,
      job.entries.filter((one) => one.run === entry.run && one.fate === entry.fate),
    )[0] ?? viewOf(job, entry);
  const late = entry.fate === 'caughtUp';
  const band = bands.find((one) => one.from < entry.due && one.to > entry.due);
  const started = entry.start ?? entry.due;
  return {
    due: view,
    sentence: late
      ? `It was due at ${clockOf(entry.due)} and started at ${clockOf(started)}, because this computer was asleep from 23:58 to 08:10.`
      : entry.fate === 'comingUp'
        ? `Due at ${clockOf(entry.due)}. Nothing stands in its way.`
        : `Due at ${clockOf(entry.due)} and started on time.`,
    facts: [
      { name: 'Due', value: `Tue 27 Oct 2026, ${clockOf(entry.due)}:00 (UTC+1)` },
      { name: 'Rule', value: 'Run once for the latest, within 12 h' },
      ...(entry.run === null ? [] : [{ name: 'Run', value: `${entry.run}, 1 attempt, exit code 0` }]),
    ],
    steps: [
      ...(late && band !== undefined
        ? [{ kind: 'asleep' as const, at: band.from, text: `asleep since ${clockOf(band.from)}` }]
        : []),
      { kind: 'due', at: entry.due, text: `due ${clockOf(entry.due)}` },
      ...(late && band !== undefined ? [{ kind: 'woke' as const, at: band.to, text: `woke ${clockOf(band.to)}` }] : []),
      ...(entry.start === null
        ? []
        : [{ kind: 'started' as const, at: entry.start, text: `started ${clockOf(entry.start)}` }]),
      ...(entry.end === null ? [] : [{ kind: 'ended' as const, at: entry.end, text: `ended ${clockOf(entry.end)}` }]),
    ],
    run: entry.run === null ? null : runOf(entry.run),
    canRunAgain: entry.fate !== 'comingUp',
  };
}

const bins = [5, 10, 15, 30, 60, 120, 240, 480, 1440].map((minutes) => minutes * MIN);

function timelineRow(job: SampleJob, from: number, to: number, width: number): TimelineRow {
  const inside = job.entries.filter((entry) => entry.due >= from && entry.due <= to);
  const base = {
    job: job.id,
    name: job.name,
    runs: inside
      .filter((entry) => entry.start !== null)
      .map((entry) => ({
        run: entry.run ?? '',
        from: entry.start ?? 0,
        to: entry.end,
        outcome: entry.outcome,
        due: entry.due,
      })),
  };
  const gaps = inside.slice(1).map((entry, index) => ((entry.due - (inside[index]?.due ?? 0)) / (to - from)) * width);
  const median = [...gaps].sort((a, b) => a - b)[gaps.length >> 1] ?? width;
  if (inside.length <= 24 || median >= 12) return { ...base, kind: 'marks', marks: spansOf(job, inside) };
  const bin = bins.find((size) => (size / (to - from)) * width >= 5.4) ?? DAY;
  const columns = new Map<number, Record<Exclude<keyof TimelineColumn, 'from'>, number>>();
  for (const entry of inside) {
    const start = Math.floor(entry.due / bin) * bin;
    const column = columns.get(start) ?? {
      ran: 0,
      failed: 0,
      caughtUp: 0,
      coalesced: 0,
      skipped: 0,
      expired: 0,
      comingUp: 0,
    };
    const fate = entry.outcome === 'failed' ? 'failed' : entry.fate === 'running' ? 'ran' : entry.fate;
    if (fate !== 'waiting' && fate !== 'queued') column[fate] += 1;
    columns.set(start, column);
  }
  return {
    ...base,
    runs: [],
    kind: 'columns',
    bin,
    columns: [...columns].map(([start, counts]) => ({ from: start, ...counts })),
  };
}

export const timelineOf = (from: number, to: number, width: number): TimelineView => ({
  now: NOW,
  bands,
  clockSteps: [],
  zoneChanges: [{ at: Date.UTC(2026, 9, 25, 1), text: 'clocks back 1 h' }],
  rows: jobs.map((job) => timelineRow(job, from, to, width)),
});

export const timelineJobsOf = (from: number, to: number): readonly TimelineJob[] =>
  jobs.map((job) => {
    const inside = job.entries.filter((entry) => entry.due >= from && entry.due <= to);
    const onTime = inside.filter(
      ({ fate, outcome }) => (fate === 'ran' && outcome !== 'failed') || fate === 'comingUp' || fate === 'running',
    );
    return {
      job: job.id,
      due: inside.length,
      exceptions: inside.length - onTime.length,
      runs: job.entries.some(({ start, end }) => start !== null && start <= to && (end ?? NOW) >= from),
    };
  });

export const today = (): TodayView => {
  const coming = jobs.flatMap((job) => {
    const ahead = job.entries.filter((entry) => entry.fate === 'comingUp' && entry.due < NOW + DAY);
    const first = ahead[0];
    if (first === undefined || job.id === 'uplink') return [];
    return [
      {
        due: viewOf(job, first),
        name: job.name,
        more: ahead.length - 1,
        moreUntil: ahead[ahead.length - 1]?.due ?? null,
        text: first.estimated ? 'After Ingest source one, if rows > 0' : null,
        ifAway: 'would catch up',
        within: null,
      },
    ];
  });
  const away = { from: at(10, 26, 23, 58), to: at(10, 27, 8, 10), state: 'asleep' as const };
  return {
    now: NOW,
    sentence: 'You were away 8 h 12 min. 3 jobs caught up, 1 expired.',
    awakeSince: away.to,
    away,
    whileAway: jobs.flatMap((job) =>
      job.entries
        .filter(
          (entry) =>
            entry.due > away.from && entry.due < away.to && (entry.fate === 'caughtUp' || entry.fate === 'expired'),
        )
        .map((entry) => ({
          ...viewOf(job, entry),
          label:
            entry.fate === 'expired'
              ? `was due ${clockOf(entry.due)}, only useful for 30 min`
              : `was due ${clockOf(entry.due)}, ran at ${clockOf(entry.start ?? 0)}`,
        })),
    ),
    attention: [incident],
    waiting: jobs.flatMap((job) =>
      job.entries
        .filter((entry) => entry.fate === 'waiting')
        .map((entry) => ({
          due: viewOf(job, entry),
          name: job.name,
          text: 'Waits for mains power until 11:00',
          deadline: at(10, 27, 11),
        })),
    ),
    running: jobs.flatMap((job) =>
      rowOf(job).running.map((run) => ({
        ...run,
        tail:
          run.job === 'uplink'
            ? ['09:42:00 3 of 3 hosts asked']
            : [
                '09:41:54 2026/09: 1,204 of 6,880 files, 3.1 GiB',
                '09:41:58 2026/09: 1,231 of 6,880 files, 3.2 GiB',
                '09:42:01 uploading 2026/09/IMG_2231.heic',
              ],
      })),
    ),
    comingUp: coming.sort((a, b) => a.due.due - b.due.due),
    often: [{ job: 'uplink', name: 'Check the uplink' }],
    ribbon: {
      from: NOW - 12.2 * HOUR,
      to: NOW + 11.8 * HOUR,
      bands,
      marks: jobs
        .filter((job) => job.id !== 'uplink')
        .flatMap((job) =>
          spansOf(
            job,
            job.entries.filter((entry) => entry.due > NOW - 12.2 * HOUR && entry.due < NOW + 11.8 * HOUR),
          ),
        ),
    },
  };
};
