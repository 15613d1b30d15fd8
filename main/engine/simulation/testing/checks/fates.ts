/** Every line has the fields that its fate asks for (semantics §4). */
import { dueLines, hasSteps, iso, MINUTE, ms, runLines, shown, type Life, type Say } from '../life.ts';

const AWAY = new Set(['asleep', 'off', 'notRunning', 'clockChanged']);
const LATE = new Set([...AWAY, 'busy', 'waited']);
const SKIPPED = new Set([
  'paused',
  'skipNext',
  'stillRunning',
  'sequenceCancelled',
  'dismissed',
  'jobChanged',
  'blackout',
]);
const EXPIRED = new Set(['noCatchUp', 'tooLate', 'overLimit', 'conditionDeadline', 'upstreamFailed', 'upstreamNotRun']);
const OPEN = new Set(['waiting', 'queued', 'running']);

export function checkFates(life: Life, say: Say): void {
  const runs = new Map(runLines(life).map((run) => [run.run, run]));
  for (const line of dueLines(life)) {
    const run = line.run === null ? undefined : runs.get(line.run);
    if (line.run !== null && run === undefined) say(`names a run that is not there: ${shown(line)}`);
    if (run !== undefined && run.job !== line.job) say(`names another job's run: ${shown(line)}`);
    if ((line.count ?? 1) > 1 !== (line.last !== undefined)) say(`a span without both last and count: ${shown(line)}`);
    // Cancelling a sequence and dismissing decide of steps that are still to come.
    const isAhead = line.reason === 'sequenceCancelled' || line.reason === 'dismissed' || line.reason === 'jobChanged';
    const isEarly = !OPEN.has(line.fate) && (line.era ?? 1) === 1 && ms(line.decided) < ms(line.due);
    if (isEarly && !isAhead && !hasSteps(life)) {
      say(`decided before it was due: ${shown(line)}`);
    }
    switch (line.fate) {
      case 'ran':
      case 'caughtUp': {
        if (run === undefined || run.started === null) {
          say(`${line.fate} without a run that started: ${shown(line)}`);
          break;
        }
        if ((line.count ?? 1) > 1) say(`one run ran for several moments: ${shown(line)}`);
        const late = ms(run.started) - ms(line.due) > MINUTE;
        if ((line.era ?? 1) === (run.era ?? 1) && late !== (line.fate === 'caughtUp')) {
          say(`${line.fate}, but the run started ${iso(ms(run.started))}: ${shown(line)}`);
        }
        if (run.outcome === null) say(`${line.fate} is final, but its run has not ended: ${shown(line)}`);
        if (line.fate === 'ran' && line.reason !== null) say(`ran has a reason: ${shown(line)}`);
        if (line.fate === 'caughtUp' && !LATE.has(line.reason ?? '')) say(`caughtUp without a reason: ${shown(line)}`);
        break;
      }
      case 'coalesced':
        if (run === undefined) say(`coalesced into nothing: ${shown(line)}`);
        if (!LATE.has(line.reason ?? '')) say(`coalesced without a reason: ${shown(line)}`);
        break;
      case 'skipped':
        if (!SKIPPED.has(line.reason ?? '')) say(`skipped without a reason: ${shown(line)}`);
        break;
      case 'expired':
        if (!EXPIRED.has(line.reason ?? '')) say(`expired without a reason: ${shown(line)}`);
        break;
      case 'running':
        if (run === undefined || run.outcome !== null) say(`running, but its run is not: ${shown(line)}`);
        break;
      case 'waiting':
      case 'queued':
        break;
      default:
        say(`no fate at all: ${shown(line)}`);
    }
  }
}
