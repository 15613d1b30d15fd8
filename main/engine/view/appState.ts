import type { AppState, GraphView } from '../../../preload/contract.ts';
import { whyContextOf } from './dueViews.ts';
import { unread } from './inbox.ts';
import type { JobHistory } from './jobHistory.ts';
import { jobRow, runningRun } from './jobRows.ts';
import { allLinks, graphEdges } from './links.ts';
import { type About, jobNow, nameOf, type Reading } from './reading.ts';

/** What every page needs. */
export function appState(
  about: About,
  problems: AppState['problems'],
  readOnly: string | null,
  history: JobHistory,
  reading: Reading,
): AppState {
  const { scheduler, clock } = reading;
  const jobs = scheduler.jobs();
  const pause = scheduler.pauseOf();
  let next: AppState['next'] = null;
  for (const { job } of jobs) {
    const at = job.enabled ? scheduler.nextDue(job.id) : null;
    if (at !== null && (next === null || at < next.at)) next = { job: job.id, name: job.name, at };
  }
  return {
    ...about,
    zone: clock.localZone(),
    locale: reading.locale ?? null,
    now: clock.now(),
    jobs: jobs.length,
    running: scheduler.running().map((entry) => runningRun(entry, history, nameOf(reading)(entry.job))),
    paused: pause === null ? null : { until: pause.until },
    openIncidents: scheduler.openIncidents().length,
    unread: unread(reading),
    next,
    readOnly,
    problems: [...problems, ...storageProblem(reading)],
  };
}

/** While the history cannot be written nothing starts: told until it can. */
function storageProblem({ scheduler }: Reading): AppState['problems'] {
  const { storage } = scheduler;
  if (storage === null) return [];
  const message = `The history cannot be written: ${storage.message} Nothing starts until it can; it is tried again and again.`;
  return [{ id: 'storage', code: 'notWritten', message }];
}

/** Who waits for whom (ui.md §4.6); jobs without links are absent. */
export function graph(history: JobHistory, reading: Reading): GraphView {
  const links = allLinks(history, reading);
  const linked = new Set(links.flatMap(({ upstream, downstream }) => [upstream, downstream]));
  const context = whyContextOf(reading);
  const incidents = new Map(reading.scheduler.openIncidents().map((incident) => [incident.job, incident]));
  const nodes = [...linked].flatMap((id) => {
    const stored = reading.scheduler.job(id);
    if (stored === null) return [];
    const row = jobRow(jobNow(reading, stored), incidents.get(id) ?? null, history, reading, context);
    return [{ job: id, name: row.name, state: row.state, lastFate: row.lastFate }];
  });
  const known = new Set(nodes.map(({ job }) => job));
  return { nodes, edges: graphEdges(links.filter(({ upstream }) => known.has(upstream))) };
}
