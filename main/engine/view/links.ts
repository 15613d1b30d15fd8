import type { GraphView, JobLink } from '../../../preload/contract.ts';
import type { Condition, StoredJob } from '../../core/job.ts';
import { matchesOn } from '../../core/rules/afterTrigger.ts';
import { judgeUpstream } from '../../core/rules/upstreamCondition.ts';
import type { Trigger } from '../../core/triggers/registry.ts';
import { conditionText } from '../../core/words/jobText.ts';
import { setDurationText } from '../../core/words/durations.ts';
import { zoneNamed } from '../zones.ts';
import type { JobHistory } from './jobHistory.ts';
import { localZone, nameOf, type Reading } from './reading.ts';

/** One dependence between two jobs, with how it stands. */
export interface Link {
  readonly upstream: string;
  readonly downstream: string;
  readonly kind: 'trigger' | 'condition';
  /** "10 minutes after each success, if outputs.rows > 0", without the name of the job. */
  readonly text: string;
  readonly state: 'held' | 'notYet' | 'didNotHold';
}

/** What a job depends on, in the order of its document. */
export function linksOf(stored: StoredJob, history: JobHistory, reading: Reading): readonly Link[] {
  const { job } = stored;
  const links: Link[] = [];
  for (const trigger of job.triggers) {
    if (trigger.type !== 'after') continue;
    links.push({
      upstream: trigger.job,
      downstream: job.id,
      kind: 'trigger',
      text: triggerText(trigger),
      state: triggerState(trigger, job.id, history),
    });
  }
  for (const condition of job.conditions) {
    if (condition.kind !== 'job') continue;
    links.push({
      upstream: condition.job,
      downstream: job.id,
      kind: 'condition',
      text: `waits for ${conditionText(condition, nameOf(reading))}`,
      state: conditionState(condition, stored, history, reading),
    });
  }
  return links;
}

type After = Extract<Trigger, { readonly type: 'after' }>;

function triggerText({ on, delay, if: condition }: After): string {
  const ends = { success: 'each success', failure: 'each failure', any: 'each run' } as const;
  const which = typeof on === 'string' ? ends[on] : `each end with exit code ${on.join(' or ')}`;
  const when = delay === 0 ? `after ${which}` : `${setDurationText(delay)} after ${which}`;
  return condition === null ? when : `${when}, if ${condition}`;
}

/** By the upstream's last run: it led to a run or due moment of the job, or did not; or there was none yet. */
function triggerState(trigger: After, job: string, history: JobHistory): Link['state'] {
  const last = history.runsOf(trigger.job).find(({ outcome }) => outcome !== null);
  if (last === undefined || last.outcome === null) return 'notYet';
  if (!matchesOn(trigger.on, last.outcome, last.exitCode)) return 'didNotHold';
  const { lastDue } = history.of(job);
  const followed =
    history.runsOf(job).some(({ upstream }) => upstream[trigger.job] === last.run) || lastDue?.facts.byRun === last.run;
  if (followed) return 'held';
  return trigger.if === null ? 'notYet' : 'didNotHold';
}

function conditionState(
  condition: Extract<Condition, { readonly kind: 'job' }>,
  stored: StoredJob,
  history: JobHistory,
  reading: Reading,
): Link['state'] {
  const ends = history
    .runsOf(condition.job)
    .flatMap(({ ended, outcome, fingerprint }) =>
      ended === null || outcome === null ? [] : [{ ended, outcome, fingerprint }],
    );
  const mine = history.runsOf(stored.job.id);
  const used = mine[0]?.upstream[condition.job];
  const standing = judgeUpstream(
    condition,
    { lastEnd: ends[0] ?? null, lastSuccess: ends.find(({ outcome }) => outcome === 'succeeded') ?? null },
    {
      lastStarted: mine[0]?.started ?? null,
      usedFingerprint: used === undefined ? null : (history.run(used)?.fingerprint ?? null),
    },
    reading.clock.now(),
    stored.job.zone === 'local' ? localZone(reading) : zoneNamed(stored.job.zone),
  );
  if (standing.kind === 'holds') return 'held';
  return standing.kind === 'failed' ? 'didNotHold' : 'notYet';
}

/** All dependences of all jobs. */
export function allLinks(history: JobHistory, reading: Reading): readonly Link[] {
  return reading.scheduler.jobs().flatMap((stored) => linksOf(stored, history, reading));
}

/** A link seen from one of its ends: `end` is the job it leads to. */
export const jobLink = (link: Link, end: string, reading: Reading): JobLink => ({
  job: end,
  name: nameOf(reading)(end),
  text: link.text,
  kind: link.kind,
  state: link.state,
});

/** The lines of the graph (ui.md §4.6). */
export const graphEdges = (links: readonly Link[]): GraphView['edges'] =>
  links.map(({ upstream, downstream, text, kind, state }) => ({ from: upstream, to: downstream, text, kind, state }));
