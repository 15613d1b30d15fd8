/**
 * What Wakeful knows of how a process ended (semantics §6): everything but the end of one that went down with the computer, for whoever
 * starts the processes outlives Wakeful.
 */
import {
  iso,
  runLines,
  shown,
  wasQuit,
  type CheckedJob,
  type Life,
  type RunLine,
  type Say,
  type Traced,
} from '../life.ts';
import { stretchAt, type Stretch } from '../truth.ts';

/** `isRetried`: whether a run whose processes end so may have a further attempt. */
export function checkEnds(
  life: Life,
  job: CheckedJob,
  stretches: readonly Stretch[],
  isRetried: (run: RunLine) => boolean,
  say: Say,
): void {
  for (const run of runLines(life)) {
    if (run.job !== job.id || run.started === null) continue;
    const own = life.traced.filter((what) => what.run === run.run);
    const ends = own.filter(({ kind }) => kind === 'end');
    const last = ends[ends.length - 1];
    // Stopped between writing down that it starts and starting it, Wakeful left no process.
    const isWhole = own.length === 2 * run.attempts && ends.length === run.attempts;
    if (last === undefined || !isWhole) continue;
    checkCause(life, run, own, last, stretches, isRetried(run), say);
    checkTime(run, last, stretches, isRetried(run), say);
    const is = stretches[stretches.length - 1];
    if (run.outcome === null && is?.state === 'awake' && is.from > last.elapsed && !isRetried(run))
      say(`its process has ended: ${shown(run)}`);
  }
}

/** Only a process that the computer took with it, or that was ended because Wakeful quit, is `interrupted`. */
function checkCause(
  life: Life,
  run: RunLine,
  own: readonly Traced[],
  last: Traced,
  stretches: readonly Stretch[],
  retried: boolean,
  say: Say,
): void {
  const begun = own[0]?.elapsed ?? 0;
  const fell = life.timeline.events.some(({ event, t }) => event === 'powerOff' && t === last.elapsed);
  // Between two attempts there is no process to see.
  const lost = life.timeline.events.some(
    ({ event, t }) => (event === 'powerOff' || (event === 'quit' && wasQuit(life))) && t >= last.elapsed,
  );
  const quit = life.timeline.events.some(
    ({ event, t }) => event === 'quit' && wasQuit(life) && begun <= t && t <= last.elapsed,
  );
  if (run.outcome === 'interrupted' && !fell && !quit && !(retried && lost))
    say(`how its process ended was known: ${shown(run)}`);
  const offset = stretchAt(stretches, last.elapsed)?.offset ?? 0;
  // At that very instant it may have ended by itself before.
  const isSeen = run.ended !== null && Date.parse(run.ended) === last.elapsed + offset;
  if (run.outcome !== null && run.outcome !== 'interrupted' && fell && own.length === 2 && !isSeen)
    say(`its process went down with the computer: ${shown(run)}`);
}

/** An end that nobody saw is written with its own time. */
function checkTime(run: RunLine, last: Traced, stretches: readonly Stretch[], retried: boolean, say: Say): void {
  const stretch = stretchAt(stretches, last.elapsed);
  if (run.outcome === null || run.outcome === 'interrupted' || retried || stretch?.state !== 'notRunning') return;
  const ended = iso(last.elapsed + stretch.offset);
  if (run.ended !== null && iso(Date.parse(run.ended)) !== ended) say(`its process ended ${ended}: ${shown(run)}`);
}
