import { type Outcome, isFailure } from '../fate.ts';
import type { Notify } from '../job.ts';

/** How a job has been doing lately: what the next end of a run is judged by. JSON, kept by the engine. */
export interface IncidentState {
  /** Failures since the last success; a stopped run neither counts nor ends the row. */
  readonly failures: number;
  readonly firstRun: string | null;
  readonly lastRun: string | null;
  /** An incident is open: the person was told that the job fails (semantics §1). */
  readonly open: boolean;
}

/** A job of which nothing is known yet. */
export const noIncident: IncidentState = { failures: 0, firstRun: null, lastRun: null, open: false };

/** A run ended. Test runs are not told. */
export interface RunEnd {
  readonly run: string;
  readonly outcome: Outcome;
}

/** What is to be done about an end. `open` and `close` with `tell`: one notification; without: none. */
export type IncidentEffect =
  | { readonly kind: 'open'; readonly failures: number; readonly firstRun: string; readonly lastRun: string }
  /** A further failure of an open incident: its entry changes, nobody is told again. */
  | { readonly kind: 'worse'; readonly failures: number; readonly lastRun: string }
  | { readonly kind: 'close'; readonly failures: number; readonly recoveredBy: string; readonly tell: boolean };

/**
 * Judges the end of one run (semantics §7, Notifications): the `afterFailures`-th failure in a row opens an incident, further ones change
 * it, the first success closes it. Where the job asks for no notice of failures none opens; one that is open stays until the recovery.
 */
export function afterRun(
  state: IncidentState,
  end: RunEnd,
  notify: Notify,
): { readonly state: IncidentState; readonly effects: readonly IncidentEffect[] } {
  if (end.outcome === 'succeeded') {
    if (!state.open) return { state: noIncident, effects: [] };
    const effect: IncidentEffect = {
      kind: 'close',
      failures: state.failures,
      recoveredBy: end.run,
      tell: notify.recovery,
    };
    return { state: noIncident, effects: [effect] };
  }
  if (!isFailure(end.outcome)) return { state, effects: [] };

  const failures = state.failures + 1;
  const firstRun = state.firstRun ?? end.run;
  const next: IncidentState = { failures, firstRun, lastRun: end.run, open: state.open };
  if (state.open) return { state: next, effects: [{ kind: 'worse', failures, lastRun: end.run }] };
  if (!notify.failure || failures < notify.afterFailures) return { state: next, effects: [] };
  return { state: { ...next, open: true }, effects: [{ kind: 'open', failures, firstRun, lastRun: end.run }] };
}
