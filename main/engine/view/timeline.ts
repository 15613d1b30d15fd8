import type { DueView, TimelineIncident, TimelineRow, TimelineView } from '../../../preload/contract.ts';
import type { StoredJob } from '../../core/job.ts';
import { type Instant, instant, later } from '../../core/time/instant.ts';
import type { WhyContext } from '../../core/words/why.ts';
import { BIN_MS } from '../fateBins.ts';
import type { FateCounts, Incident, RunEntry } from '../ledger.ts';
import { areDense, areDenseIn, binFor, Columns, DENSE_COUNT, momentsOf } from './columns.ts';
import { comingOf, countComing } from './coming.ts';
import { comingDueView, dueView, whyContextOf } from './dueViews.ts';
import type { JobHistory } from './jobHistory.ts';
import { machineBands, zoneChanges } from './machine.ts';
import { localZone, type Reading } from './reading.ts';

/** A run bar is drawn when it is longer than this (ui.md §4.3). */
const SHORTEST_BAR_PX = 5;

/** From this width of columns on incidents are marked, not every column with a failure: month zoom. Milliseconds. */
const INCIDENTS_FROM_BIN = 4 * BIN_MS.hour;

/** Single entries are read up to this many a row. */
const MOST_ENTRIES = 2000;

/** Columns narrower than an hour are filled from so many due moments at most, of each row. */
const MOST_IN_COLUMNS = 5000;

/** Bars of one row. */
const MOST_RUNS = 500;

/** What is asked for, and what the rows of one answer share. */
interface Window {
  readonly from: Instant;
  readonly to: Instant;
  readonly msPerPx: number;
  /** The bin of columns at this zoom. */
  readonly bin: number;
  readonly context: WhyContext;
}

/**
 * The picture of [from, to] at `width` pixels (ui.md §4.3, §11): machine history, and each job's due moments and runs, singly or in columns.
 * Where they are dense the counters of hours and days are read, never the entries of a wide view.
 */
export function timeline(
  input: {
    readonly jobs: readonly string[] | null;
    readonly from: number;
    readonly to: number;
    readonly width: number;
  },
  history: JobHistory,
  reading: Reading,
): TimelineView {
  const from = instant(Math.floor(input.from));
  const to = instant(Math.max(Math.ceil(input.to), from + 1));
  const { scheduler, clock, ledger } = reading;
  const now = clock.now();
  const asked = input.jobs ?? scheduler.jobs().map(({ job }) => job.id);
  const window: Window = {
    from,
    to,
    msPerPx: (to - from) / input.width,
    bin: binFor(from, to, input.width),
    context: whyContextOf(reading),
  };
  return {
    now,
    bands: machineBands(reading, from, to),
    clockSteps: ledger.clockSteps(from, to).map((step) => ({ from: step.from, to: step.to })),
    zoneChanges: zoneChanges(reading, from, to),
    rows: asked.flatMap((id) => {
      const stored = scheduler.job(id);
      return stored === null ? [] : [row(stored, window, history, reading)];
    }),
  };
}

function row(stored: StoredJob, window: Window, history: JobHistory, reading: Reading): TimelineRow {
  const { from, to, msPerPx, context } = window;
  const { id, name } = stored.job;
  const { ledger } = reading;
  const begin = later(from, context.now);
  const coming = begin < to ? countComing(stored, begin, to, reading, history.usually) : 0;
  // Counters say how dense it is without a single entry being read.
  const past = pastColumns(id, Math.max(window.bin, BIN_MS.hour), window, history, reading);
  const stretches = past.list().map((column) => ({ length: past.bin, count: totalOf(column) }));
  if (areDenseIn([...stretches, { length: Math.max(0, to - begin), count: coming }], msPerPx)) {
    return columnsRow(stored, window, past, history, reading);
  }

  const entries = from <= context.now ? ledger.dueBetween([id], from, to, MOST_ENTRIES) : [];
  const owed = new Set(entries.map(({ due }) => due));
  const next =
    coming > 0 ? comingOf(stored, begin, DENSE_COUNT * 8, reading, history.usually).filter(({ at }) => at <= to) : [];
  const moments = [...entries.flatMap((entry) => [...momentsOf(entry)]), ...next.map(({ at }) => at)]
    .filter((at) => at >= from && at <= to)
    .sort((a, b) => a - b);
  if (entries.length >= MOST_ENTRIES || areDense(moments, msPerPx)) {
    return columnsRow(stored, window, past, history, reading);
  }

  const runs = runsIn(id, window, reading);
  const byId = new Map(runs.map((run) => [run.run, run]));
  const runOf = (run: string | null): RunEntry | null => (run === null ? null : (byId.get(run) ?? history.run(run)));
  const marks: DueView[] = entries.map((entry) => dueView(entry, runOf(entry.run), context));
  for (const moment of next) if (!owed.has(moment.at)) marks.push(comingDueView(id, moment, context));
  // A late run is led to from its due moment, and one that answers for others from theirs, however short it is.
  const answering = new Set(
    marks.flatMap(({ run, fate }) => (run !== null && (fate === 'caughtUp' || fate === 'coalesced') ? [run] : [])),
  );
  const beyond = [...answering].flatMap((run) => (byId.has(run) ? [] : (history.run(run) ?? [])));
  return { job: id, name, kind: 'marks', marks, runs: bars([...runs, ...beyond], window, answering) };
}

/**
 * What was, in columns of a width. What is settled is remembered and not read again; the rest is asked for stretch by stretch of one offset of
 * the zone.
 */
function pastColumns(
  id: string,
  bin: number,
  { from, to, context }: Window,
  history: JobHistory,
  reading: Reading,
): Columns {
  const zone = localZone(reading);
  const columns = new Columns(bin, zone);
  if (from >= context.now) return columns;
  const { era } = reading.scheduler;
  const first = columns.startOf(from);
  let begin = history.settled.take(id, era, columns, first);
  const end = instant(to + 1);
  for (const { at, before } of zone.transitions(begin, end)) {
    if (begin < at) columns.addCounts(reading.ledger.fateColumns(id, bin, before, begin, at));
    begin = at;
  }
  if (begin < end) columns.addCounts(reading.ledger.fateColumns(id, bin, zone.offsetAt(begin), begin, end));
  history.settled.keep(id, era, columns, first, reading);
  return columns;
}

function columnsRow(
  stored: StoredJob,
  window: Window,
  past: Columns,
  history: JobHistory,
  reading: Reading,
): TimelineRow {
  const { from, to, context } = window;
  const { id, name } = stored.job;
  // As narrow as asked for only where so few moments lie in them that they can be told apart.
  const isNarrow =
    window.bin < BIN_MS.hour && past.list().reduce((sum, column) => sum + totalOf(column), 0) <= MOST_IN_COLUMNS;
  const columns = isNarrow ? pastColumns(id, window.bin, window, history, reading) : past;
  const begin = later(from, context.now);
  if (begin < to) addComing(columns, stored, begin, to, history, reading);
  return {
    job: id,
    name,
    kind: 'columns',
    bin: columns.bin,
    columns: columns.list(),
    ...(columns.bin < INCIDENTS_FROM_BIN
      ? {}
      : { incidents: reading.ledger.incidentsBetween(id, from, to).map(marked) }),
    runs: bars(longRuns(id, window, history, reading), window),
  };
}

const marked = ({ id, kind, opened, closed, failures, lastRun }: Incident): TimelineIncident => ({
  id,
  kind,
  opened,
  closed,
  failures,
  run: lastRun,
});

/** Runs that could be long enough for a bar: where the last ones were all much shorter, only those in progress. */
function longRuns(id: string, window: Window, history: JobHistory, reading: Reading): readonly RunEntry[] {
  const shortest = SHORTEST_BAR_PX * window.msPerPx;
  const longest = Math.max(
    0,
    ...history.of(id).runs.map(({ started, ended }) => (started === null || ended === null ? 0 : ended - started)),
  );
  return longest * 2 < shortest ? reading.scheduler.running(id) : runsIn(id, window, reading);
}

function addComing(
  columns: Columns,
  stored: StoredJob,
  begin: Instant,
  to: Instant,
  history: JobHistory,
  reading: Reading,
): void {
  for (let at = begin; at < to;) {
    const next = instant(Math.min(to, columns.startOf(instant(columns.startOf(at) + columns.bin * 1.5))));
    const end = next > at ? next : instant(Math.min(to, at + columns.bin));
    // A moment on a column's border belongs to the column that begins there; one that is now has an entry already.
    const after = at === begin ? at : instant(at - 1);
    columns.add(at, 'comingUp', countComing(stored, after, instant(end - 1), reading, history.usually));
    at = end;
  }
}

const runsIn = (job: string, { from, to }: Window, { ledger }: Reading): readonly RunEntry[] =>
  ledger.runsBetween([job], from, to, MOST_RUNS);

/** Runs that are long enough for a bar, and those of `always`. */
function bars(
  runs: readonly RunEntry[],
  { from, to, msPerPx, context }: Window,
  always: ReadonlySet<string> = new Set(),
): TimelineRow['runs'] {
  const shortest = SHORTEST_BAR_PX * msPerPx;
  return runs.flatMap(({ run, started, ended, outcome, due }) => {
    if (started === null) return [];
    const end = ended ?? context.now;
    const bar = started <= to && end >= from && end - started >= shortest;
    return bar || always.has(run) ? [{ run, from: started, to: ended, outcome, due }] : [];
  });
}

const totalOf = ({ ran, failed, caughtUp, coalesced, skipped, expired }: Omit<FateCounts, 'from'>): number =>
  ran + failed + caughtUp + coalesced + skipped + expired;
