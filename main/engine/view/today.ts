import type { DueView, TodayView } from '../../../preload/contract.ts';
import type { StoredJob } from '../../core/job.ts';
import { dayOfWall, epochDay, startOfDay } from '../../core/time/civil.ts';
import { elapsed, type Instant, instant } from '../../core/time/instant.ts';
import { durationText } from '../../core/words/durations.ts';
import { conditionText, wouldCatchUpText } from '../../core/words/jobText.ts';
import { timeText } from '../../core/words/times.ts';
import { whySentence, type WhyContext } from '../../core/words/why.ts';
import { type Away, awakeSince, dueWhileAway, lastAbsence } from './away.ts';
import { type Coming, comingOf, countComing, isOften } from './coming.ts';
import { comingDueView, dueView, dueViews, whyContextOf } from './dueViews.ts';
import { incidentView } from './incidents.ts';
import { failed, type JobHistory, lastOf } from './jobHistory.ts';
import { factsNow, isOwed, runInTheWay } from './openNow.ts';
import { runningRun } from './jobRows.ts';
import { machineBands } from './machine.ts';
import { nameOf, type Reading } from './reading.ts';

const HOUR_MS = 3_600_000;

/** The ribbon shows so much of the past and of what is to come (ui.md §4.1). */
const RIBBON_MS = 12 * HOUR_MS;

/** Squares of the ribbon, half of them past: what is drawn is five high in bins of 7 px, so more are never seen. */
const MOST_MARKS = 2000;

/** Squares of one job in each direction. */
const MOST_OF_ONE = 150;

const COMING_UP_MS = 24 * HOUR_MS;

/** Lines of live output of a running job. */
const TAIL_LINES = 3;

/** Everything of the page Today (ui.md §4.1). */
export function today(history: JobHistory, reading: Reading): TodayView {
  const { scheduler, clock } = reading;
  const now = clock.now();
  const context = whyContextOf(reading);
  const away = lastAbsence(reading);
  const whileAway = away === null ? [] : dueWhileAway(away, history, reading, context);
  const attention = scheduler.openIncidents().map((incident) => incidentView(incident, history, reading));
  const jobs = scheduler.jobs().filter(({ job }) => job.enabled);
  const coming = jobs.map((stored) => ({
    stored,
    moments: comingOf(stored, now, 2, reading, history.usually),
  }));
  const often: StoredJob[] = [];
  const rare: JobComing[] = [];
  for (const each of coming) {
    if (isOften(each.stored, each.moments, reading, history.usually)) often.push(each.stored);
    else rare.push(each);
  }
  const comingUp = comingRows(rare, history, reading, context);
  return {
    now,
    sentence: todaySentence({ away, whileAway, failing: failingJobs(attention), comingUp, coming }, context),
    awakeSince: awakeSince(reading),
    away,
    whileAway,
    attention,
    waiting: waitingRows(jobs, reading, history, context),
    running: scheduler.running().map((entry) => ({
      ...runningRun(entry, history, nameOf(reading)(entry.job)),
      tail: reading.output.tail(entry.run, TAIL_LINES),
    })),
    comingUp,
    often: often.map(({ job }) => ({ job: job.id, name: job.name })),
    ribbon: {
      from: now - RIBBON_MS,
      to: now + RIBBON_MS,
      bands: machineBands(reading, instant(now - RIBBON_MS), now),
      marks: ribbonMarks(rare, history, reading, context),
    },
  };
}

interface JobComing {
  readonly stored: StoredJob;
  readonly moments: readonly Coming[];
}

/** What waits or stands in line, with what it waits for; the nearest deadline first. */
function waitingRows(
  jobs: readonly StoredJob[],
  reading: Reading,
  history: JobHistory,
  context: WhyContext,
): TodayView['waiting'] {
  const rows = jobs.flatMap(({ job }) =>
    reading.scheduler
      .openMoments(job.id)
      .filter(({ entry }) => (entry.fate === 'waiting' || entry.fate === 'queued') && !isOwed(entry, context))
      .map((open) => {
        const { entry } = open;
        const facts = factsNow(open);
        const told = { ...entry, facts };
        const deadline = facts.deadline ?? null;
        const byRun = runInTheWay(entry, history, reading);
        return {
          due: dueView(told, null, context),
          name: job.name,
          text: whySentence(told, null, { ...context, byRun }),
          deadline,
        };
      }),
  );
  return rows.sort((a, b) => (a.deadline ?? Infinity) - (b.deadline ?? Infinity) || a.due.due - b.due.due);
}

/** The next 24 hours, each job once: repeated moments fold into "and 13 more until midnight" in its first row. */
function comingRows(
  jobs: readonly JobComing[],
  history: JobHistory,
  reading: Reading,
  context: WhyContext,
): TodayView['comingUp'] {
  const until = context.now + COMING_UP_MS;
  const midnight = nextMidnight(context);
  const rows = jobs.flatMap(({ stored, moments }) => {
    const { id, name } = stored.job;
    const owed = reading.scheduler
      .openMoments(id)
      .filter(({ entry }) => isOwed(entry, context))
      .map(({ entry }) => dueView(entry, null, context));
    const next = moments.slice(0, 1).map((moment) => comingDueView(id, moment, context));
    const [first] = [...owed, ...next].sort((a, b) => a.due - b.due);
    if (first === undefined || first.due > until) return [];
    const end = instant(first.due < midnight ? midnight - 1 : until);
    const more = owed.length + countComing(stored, context.now, end, reading, history.usually) - 1;
    const moreUntil = more <= 0 ? null : first.due < midnight ? midnight : until;
    return [
      {
        due: first,
        name,
        more: Math.max(0, more),
        moreUntil,
        text: needsText(stored, moments, context, reading),
        ifAway: wouldCatchUpText(stored.job.catchUp),
        within: stored.job.catchUp.runs === 'none' ? null : stored.job.catchUp.within,
      },
    ];
  });
  return rows.sort((a, b) => a.due.due - b.due.due);
}

/** What a coming run hangs on: the job it follows, or what it waits for. */
function needsText(
  { job }: StoredJob,
  [first]: readonly Coming[],
  context: WhyContext,
  { scheduler }: Reading,
): string | null {
  if (scheduler.skipsNext(job.id) !== null) return 'Will be skipped, as you chose';
  if (first !== undefined && first.after !== null) return `After ${context.nameOf(first.after)}`;
  if (job.conditions.length === 0) return null;
  return `Waits for ${job.conditions.map((condition) => conditionText(condition, context.nameOf)).join(' and ')}`;
}

/** Marks of the ribbon. Where there are too many to be seen, jobs that gave trouble lately come first. */
function ribbonMarks(
  jobs: readonly JobComing[],
  history: JobHistory,
  reading: Reading,
  context: WhyContext,
): readonly DueView[] {
  const { now } = context;
  const from = instant(now - RIBBON_MS);
  const to = instant(now + RIBBON_MS);
  const troubled = ({ stored }: JobComing): boolean =>
    history.of(stored.job.id).runs.some(({ outcome }) => failed(outcome));
  const ordered = [...jobs.filter(troubled), ...jobs.filter((job) => !troubled(job))];
  const past: DueView[] = [];
  const coming: DueView[] = [];
  for (const { stored, moments } of ordered) {
    const { id } = stored.job;
    if (past.length < MOST_MARKS / 2 && lastOf(history, id) >= from) {
      past.push(...dueViews(reading.ledger.dueBetween([id], from, to, MOST_OF_ONE), history, context));
    }
    if (coming.length >= MOST_MARKS / 2 || moments[0] === undefined || moments[0].at > to) continue;
    for (const moment of comingOf(stored, now, MOST_OF_ONE, reading, history.usually)) {
      if (moment.at > to) break;
      coming.push(comingDueView(id, moment, context));
    }
  }
  return [...past, ...coming];
}

function nextMidnight({ zone, now }: WhyContext): Instant {
  const found = zone.resolve(startOfDay(epochDay(dayOfWall(zone.wallAt(now)) + 1)));
  return found.kind === 'twice' ? found.first : found.at;
}

const failingJobs = (attention: TodayView['attention']): number =>
  new Set(attention.filter(({ kind }) => kind === 'failing' || kind === 'gaveUp').map(({ job }) => job)).size;

interface SentenceFacts {
  readonly away: Away | null;
  readonly whileAway: readonly DueView[];
  readonly failing: number;
  readonly comingUp: TodayView['comingUp'];
  readonly coming: readonly JobComing[];
}

const jobs = (count: number, verb: readonly [string, string]): string =>
  `${String(count)} ${count === 1 ? `job ${verb[0]}` : `jobs ${verb[1]}`}`;

/** The page in one sentence (ui.md §4.1). Counts are jobs, never due moments. */
export function todaySentence(facts: SentenceFacts, context: WhyContext): string {
  const { away, failing, comingUp, coming } = facts;
  if (away !== null)
    return `${awaySentence(away, facts.whileAway)}${failing === 0 ? '' : ` ${jobs(failing, ['is', 'are'])} failing.`}`;
  if (failing > 0) return `${jobs(failing, ['is', 'are'])} failing.`;
  const next = Math.min(
    ...comingUp.map(({ due }) => due.due),
    ...coming.flatMap(({ moments }) => (moments[0] === undefined ? [] : [moments[0].at])),
  );
  if (Number.isFinite(next)) return `All quiet until ${timeText(instant(next), context)}.`;
  return coming.length === 0 ? 'There are no jobs yet.' : 'All quiet. Nothing is due.';
}

function awaySentence({ from, to }: Away, due: readonly DueView[]): string {
  const length = elapsed(instant(from), instant(to));
  const withFate = (...fates: readonly DueView['fate'][]): number =>
    new Set(due.filter(({ fate }) => fates.includes(fate)).map(({ job }) => job)).size;
  const caughtUp = withFate('caughtUp', 'coalesced', 'running');
  const waits = withFate('waiting', 'queued');
  const expired = withFate('expired');
  const parts = [
    ...(caughtUp === 0 ? [] : [jobs(caughtUp, ['caught up', 'caught up'])]),
    ...(waits === 0
      ? []
      : [caughtUp === 0 ? jobs(waits, ['waits', 'wait']) : `${String(waits)} ${waits === 1 ? 'waits' : 'wait'}`]),
    ...(expired === 0
      ? []
      : [caughtUp + waits === 0 ? jobs(expired, ['expired', 'expired']) : `${String(expired)} expired`]),
  ];
  const what = parts.length === 0 ? 'Nothing was missed' : parts.join(', ');
  return `You were away ${durationText(length)}. ${what}.`;
}
