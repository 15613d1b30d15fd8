/** Runs, and what they belong to (semantics §10.2, §10.3). */
import { dueLines, hasSteps, ms, runLines, shown, type DueLine, type Life, type Say } from '../life.ts';
import { statesAt, type Stretch } from '../truth.ts';

const OUTCOMES = new Set(['succeeded', 'failed', 'killed', 'timedOut', 'stopped', 'couldNotStart', 'interrupted']);

/** A run belongs to exactly one due moment or wish, and ends with exactly one outcome (semantics §10.2, §10.3). */
export function checkRuns(life: Life, stretches: readonly Stretch[], say: Say): void {
  const owners = new Map<string, DueLine[]>();
  for (const line of dueLines(life)) {
    // What waits waits as one: which of the moments the run is for is known when it starts (semantics §7).
    if (line.run === null || (line.fate !== 'ran' && line.fate !== 'caughtUp' && line.fate !== 'running')) continue;
    owners.set(line.run, [...(owners.get(line.run) ?? []), line]);
  }
  const seen = new Set<string>();
  for (const run of runLines(life)) {
    if (seen.has(run.run)) say(`two runs with one name: ${shown(run)}`);
    seen.add(run.run);
    const own = owners.get(run.run) ?? [];
    if (own.length > 1) say(`a run for several due moments: ${own.map(shown).join(' and ')}`);
    if (run.cause === 'wish' && own.length > 0) say(`a wish's run for a due moment: ${own.map(shown).join()}`);
    if (run.cause === 'due' && own.length === 0 && run.started !== null) say(`a run for no due moment: ${shown(run)}`);
    if ((run.ended === null) !== (run.outcome === null)) say(`an end without an outcome: ${shown(run)}`);
    if (run.outcome !== null && !OUTCOMES.has(run.outcome)) say(`no outcome at all: ${shown(run)}`);
    if (run.outcome !== null && run.started === null && run.outcome !== 'stopped' && run.outcome !== 'couldNotStart') {
      say(`ended without having started: ${shown(run)}`);
    }
    if (run.started !== null && run.attempts < 1) say(`started without an attempt: ${shown(run)}`);
    if (run.started !== null && !statesAt(stretches, ms(run.started), 1000).has('awake')) {
      say(`started while Wakeful could not act: ${shown(run)}`);
    }
    if (run.started !== null && run.ended !== null && ms(run.ended) < ms(run.started) && !hasSteps(life)) {
      say(`ended before it started: ${shown(run)}`);
    }
  }
}
