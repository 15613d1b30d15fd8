import { earlier, type Instant } from '../core/time/instant.ts';
import type { Schedule } from '../core/triggers/trigger.ts';
import type { Parts } from './assembly.ts';
import type { JobState, Pause } from './jobState.ts';
import type { RunEntry } from './ledger.ts';
import type { OpenMoment } from './scheduler.ts';

/** The next instant at which anything of a job is due; null where nothing is. */
export function nextDueOf({ obligations }: Parts, state: JobState | null): Instant | null {
  if (state === null) return null;
  let next = obligations.nextOf(state);
  for (const trigger of state.triggers) {
    if (trigger.next !== null) next = next === null ? trigger.next : earlier(next, trigger.next);
  }
  return next;
}

/** The schedule of one trigger as it is in force. */
export function scheduleOf({ book }: Parts, state: JobState | null, index: number): Schedule | null {
  const trigger = state?.triggers[index];
  return state === null || trigger === undefined ? null : book.scheduleOf(state, trigger);
}

/** What of a job is owed, waits, stands in line or runs, oldest first. */
export function openMomentsOf({ conditions }: Parts, state: JobState | null): readonly OpenMoment[] {
  if (state === null) return [];
  const open: OpenMoment[] = state.owed.map((entry) => ({ entry, condition: null, said: null }));
  for (const { rep, members, stage } of state.pending) {
    const stand = stage === 'conditions' ? conditions.stand(state) : null;
    const said = { condition: stand?.condition ?? null, said: stand?.said ?? null };
    for (const entry of rep === null ? members : [rep, ...members]) open.push({ entry, ...said });
  }
  for (const { due } of state.active) if (due !== null) open.push({ entry: due, condition: null, said: null });
  return open.sort((a, b) => a.entry.due - b.entry.due || a.entry.id - b.entry.id);
}

/** Runs in progress, oldest first. */
export function runningOf({ runs, book }: Parts, job: string | undefined): readonly RunEntry[] {
  const found =
    job === undefined
      ? [...runs.all()].map(({ active }) => active.entry)
      : (book.get(job)?.active ?? []).map(({ entry }) => entry);
  return [...found].sort((a, b) => (a.started ?? 0) - (b.started ?? 0) || a.id - b.id);
}

/** The pause in force now. */
export function pauseOf({ book, turn }: Parts, job: string | undefined): Pause | null {
  const pause = job === undefined ? book.pauseAll : (book.get(job)?.pause ?? null);
  return pause !== null && (pause.until === null || turn.now < pause.until) ? pause : null;
}
