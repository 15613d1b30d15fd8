import type { InboxEntry } from '../../../preload/contract.ts';
import { type Instant, instant } from '../../core/time/instant.ts';
import type { Incident, Notice } from '../ledger.ts';
import { incidentView } from './incidents.ts';
import type { JobHistory } from './jobHistory.ts';
import { nameOf, type Reading } from './reading.ts';

/** Notices looked through to put an incident together. */
const MOST_NOTICES = 1000;

/** The inbox, newest first: everything notified; an incident is one entry that changes (ui.md §4.8). */
export function inbox(
  before: Instant | null,
  limit: number,
  history: JobHistory,
  reading: Reading,
): readonly InboxEntry[] {
  const { ledger } = reading;
  const notices = ledger.notices({ ...(before === null ? {} : { before }), limit: Math.min(MOST_NOTICES, limit * 5) });
  const entries: InboxEntry[] = [];
  const seen = new Set<number>();
  for (const notice of notices) {
    if (entries.length >= limit) break;
    if (notice.incident === null) {
      entries.push(entryOf(notice, [notice], null, history, reading));
      continue;
    }
    if (seen.has(notice.incident)) continue;
    seen.add(notice.incident);
    const all = notices.filter(({ incident }) => incident === notice.incident);
    entries.push(entryOf(notice, all, incidentOf(notice, reading), history, reading));
  }
  return entries;
}

function incidentOf(notice: Notice, { ledger, scheduler }: Reading): Incident | null {
  if (notice.incident === null) return null;
  const open = scheduler.openIncidents().find(({ id }) => id === notice.incident);
  if (open !== undefined) return open;
  const job = notice.job === null ? {} : { job: notice.job };
  const near = ledger.incidents({ ...job, before: instant(notice.at + 1), limit: 50 });
  return near.find(({ id }) => id === notice.incident) ?? null;
}

function entryOf(
  newest: Notice,
  all: readonly Notice[],
  incident: Incident | null,
  history: JobHistory,
  reading: Reading,
): InboxEntry {
  return {
    id: newest.id,
    at: newest.at,
    kind: newest.kind,
    job: newest.job,
    name: newest.job === null ? null : nameOf(reading)(newest.job),
    run: newest.run,
    title: newest.title,
    body: newest.body,
    read: all.every(({ read }) => read),
    incident: incident === null ? null : incidentView(incident, history, reading),
    steps: [...all].reverse().map(({ at, title }) => ({ at, text: title })),
  };
}

/** Number of notices that were not read, among the newest. */
export const unread = ({ ledger }: Reading): number =>
  ledger.notices({ limit: MOST_NOTICES }).filter(({ read }) => !read).length;

/** Marks entries as read, with every notice of the same incidents. */
export function markRead(ids: readonly number[], { ledger }: Reading): boolean {
  const wanted = new Set(ids);
  const notices = ledger.notices({ limit: MOST_NOTICES });
  const incidents = new Set(
    notices.flatMap(({ id, incident }) => (wanted.has(id) && incident !== null ? [incident] : [])),
  );
  const changes = notices
    .filter(({ id, incident, read }) => !read && (wanted.has(id) || (incident !== null && incidents.has(incident))))
    .map((entry) => ({ kind: 'notice' as const, entry: { ...entry, read: true } }));
  ledger.commit(changes);
  return changes.length > 0;
}
