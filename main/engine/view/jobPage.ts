import type { DueView, JobRow, JobView } from '../../../preload/contract.ts';
import type { StoredJob } from '../../core/job.ts';
import { type Instant, instant } from '../../core/time/instant.ts';
import { jobSentences } from '../../core/words/jobText.ts';
import { comingOf } from './coming.ts';
import { comingDueView, dueView, dueViews, whyContextOf } from './dueViews.ts';
import { incidentView } from './incidents.ts';
import { type JobHistory, last30Days } from './jobHistory.ts';
import { jobRow, unreadableRow } from './jobRows.ts';
import { isOwed } from './openNow.ts';
import { allLinks, jobLink, linksOf } from './links.ts';
import { jobNow, nameOf, type Reading } from './reading.ts';

/** Incidents of a job that its page shows. */
const SHOWN_INCIDENTS = 20;

/** Every job as a row of the list, in the person's order; those that could not be read come first. */
export function listJobs(history: JobHistory, reading: Reading): readonly JobRow[] {
  const context = whyContextOf(reading);
  const incidents = new Map(reading.scheduler.openIncidents().map((incident) => [incident.job, incident]));
  const rows = reading.scheduler
    .jobs()
    .map((stored) => jobRow(jobNow(reading, stored), incidents.get(stored.job.id) ?? null, history, reading, context));
  return [...reading.unreadable().map(unreadableRow), ...rows];
}

/** Everything about one job (ui.md §4.4). */
export function jobPage(stored: StoredJob, history: JobHistory, reading: Reading): JobView {
  const { job, document, revision, created } = stored;
  const context = whyContextOf(reading);
  const open = reading.scheduler.openIncidents().find((incident) => incident.job === job.id) ?? null;
  const downstream = allLinks(history, reading).filter(({ upstream }) => upstream === job.id);
  return {
    row: jobRow(jobNow(reading, stored), open, history, reading, context),
    document,
    revision,
    created,
    sentences: jobSentences(job, nameOf(reading), context.zone),
    usually: history.usually(job.id),
    last30Days: last30Days(job.id, reading),
    upstream: linksOf(stored, history, reading).map((link) => jobLink(link, link.upstream, reading)),
    downstream: downstream.map((link) => jobLink(link, link.downstream, reading)),
    incidents: reading.ledger
      .incidents({ job: job.id, limit: SHOWN_INCIDENTS })
      .map((incident) => incidentView(incident, history, reading)),
  };
}

/** The page of a job that could not be read: what stands in the file, and what is wrong with it. */
export function unreadablePage(id: string, reading: Reading): JobView | null {
  const all = reading.unreadable();
  const index = all.findIndex((job, at) => unreadableRow(job, at).id === id);
  const found = all[index];
  if (found === undefined) return null;
  const { document } = found;
  return {
    row: unreadableRow(found, index),
    document: typeof document === 'object' && document !== null ? { ...document } : {},
    revision: 0,
    created: 0,
    sentences: [],
    usually: null,
    last30Days: { ran: 0, failed: 0, caughtUp: 0, notRun: 0 },
    upstream: [],
    downstream: [],
    incidents: [],
  };
}

/**
 * Due moments of a job, newest first; with `comingUp` that many that are to come on top. Those owed for later are among the coming ones,
 * whatever their number.
 */
export function listDue(
  stored: StoredJob,
  page: { readonly before: Instant | null; readonly limit: number; readonly comingUp: number },
  history: JobHistory,
  reading: Reading,
): readonly DueView[] {
  const context = whyContextOf(reading);
  const { id } = stored.job;
  const before = page.before ?? instant(context.now + 1);
  const entries = page.limit === 0 ? [] : reading.ledger.dueEntries(id, { before, limit: page.limit });
  const past = dueViews(
    entries.filter((entry) => !isOwed(entry, context)),
    history,
    context,
  );
  if (page.comingUp === 0) return past;
  const owed = reading.scheduler
    .openMoments(id)
    .filter(({ entry }) => isOwed(entry, context))
    .map(({ entry }) => dueView(entry, null, context));
  const coming = comingOf(stored, context.now, page.comingUp, reading, history.usually).map((moment) =>
    comingDueView(id, moment, context),
  );
  const top = [...owed, ...coming].sort((a, b) => a.due - b.due).slice(0, Math.max(page.comingUp, owed.length));
  return [...top.reverse(), ...past];
}
