/** Processes: never more at once than the job allows, never an attempt twice, never without Wakeful (semantics §6). */
import { runLines, shown, type Life, type Say } from '../life.ts';
import type { Stretch } from '../truth.ts';

export function checkProcesses(life: Life, stretches: readonly Stretch[], say: Say): void {
  const started = new Set<string>();
  const running = new Map<string, Set<string>>();
  const runs = new Map(runLines(life).map((run) => [run.run, run]));
  for (const what of life.traced) {
    const key = `${what.run}/${String(what.attempt)}`;
    const now = running.get(what.job) ?? new Set();
    running.set(what.job, now);
    if (what.kind === 'end') {
      now.delete(key);
      continue;
    }
    if (started.has(key)) say(`attempt ${key} started twice`);
    started.add(key);
    // Stopped between the start and writing down the pid, Wakeful cannot know of this process any more.
    if (life.stopped.some(({ down }) => down === what.elapsed)) continue;
    now.add(key);
    if (!runs.has(what.run)) say(`a process of a run that is not in the ledger: ${key}`);
    const job = life.jobs.find(({ id }) => id === what.job);
    const most = job?.concurrency === 'allow' ? job.max : 1;
    if (now.size > most) say(`${String(now.size)} processes of ${what.job} at once: ${[...now].join(', ')}`);
    const awake = stretches.some(
      ({ from, to, state }) => state === 'awake' && from <= what.elapsed && what.elapsed <= to,
    );
    if (!awake) say(`${key} started while Wakeful was not there`);
  }
  for (const run of runs.values()) {
    const attempts = [...started].filter((key) => key.startsWith(`${run.run}/`)).length;
    if (
      attempts > run.attempts ||
      (life.stopped.length === 0 && run.outcome !== 'stopped' && attempts < run.attempts - 1)
    ) {
      say(`${String(attempts)} processes for ${shown(run)}`);
    }
  }
}
