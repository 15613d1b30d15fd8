import { duration, type Duration } from '../core/time/instant.ts';
import type { Journal, Turn } from './journal.ts';
import type { OpenState } from './ledger.ts';

/** What is kept of a run between two attempts, under `retry/RUN`. */
interface KeptDelay {
  /** When the next attempt is to begin: all the time awake that Wakeful will know of then (`Turn.awakeBefore`). */
  readonly awake: number;
}

const keyOf = (run: string): string => `retry/${run}`;

/** Writes down that a run waits for its next attempt, so that it goes on waiting after a crash. */
export function keepDelay(journal: Journal, run: string, { mono, awakeBefore }: Turn, delay: Duration): void {
  const kept: KeptDelay = { awake: mono + awakeBefore + delay };
  journal.state(keyOf(run), kept);
}

/** The run has its next attempt, or is over. */
export const forgetDelay = (journal: Journal, run: string): void => journal.state(keyOf(run), null);

/** What is left of a run's delay; null where it was not between two attempts. */
export function delayLeft(open: OpenState, run: string, { mono, awakeBefore }: Turn): Duration | null {
  const kept = open.state.get(keyOf(run)) as KeptDelay | undefined;
  return kept === undefined ? null : duration(Math.max(0, kept.awake - mono - awakeBefore));
}
