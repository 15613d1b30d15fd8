import type { Problem } from '../problem.ts';
import { nearestWords } from '../nearest.ts';

/** A job as far as its dependence on others goes; a `Job` fits. */
export interface Dependent {
  readonly id: string;
  readonly triggers: readonly { readonly type: string; readonly job?: string }[];
  readonly conditions: readonly { readonly kind: string; readonly job?: string }[];
}

/** One dependence: `job` waits for, or follows, `upstream`. `field` is its place in the job's document. */
export interface UpstreamLink {
  readonly upstream: string;
  readonly kind: 'trigger' | 'condition';
  readonly field: string;
}

/** The jobs that a job depends on, in the order in which its document names them. */
export function upstreamLinks(job: Dependent): readonly UpstreamLink[] {
  const links: UpstreamLink[] = [];
  job.triggers.forEach((trigger, index) => {
    if (trigger.type === 'after' && trigger.job !== undefined) {
      links.push({ upstream: trigger.job, kind: 'trigger', field: `triggers[${String(index)}].job` });
    }
  });
  job.conditions.forEach((condition, index) => {
    if (condition.kind === 'job' && condition.job !== undefined) {
      links.push({ upstream: condition.job, kind: 'condition', field: `conditions[${String(index)}].job` });
    }
  });
  return links;
}

/**
 * Checks one job, about to be saved, against all jobs as they will be (itself among them): every upstream exists (`unknownJob`, with the
 * nearest id) and none depends on it in turn (`upstreamCycle`, with the cycle named). A job whose upstream is deleted later keeps
 * its link; that is for the view to show.
 */
export function checkUpstreams(job: Dependent, all: readonly Dependent[]): readonly Problem[] {
  const byId = new Map(all.map((one) => [one.id, one]));
  byId.set(job.id, job);
  const problems: Problem[] = [];
  for (const link of upstreamLinks(job)) {
    if (!byId.has(link.upstream)) {
      const [near] = nearestWords(link.upstream, [...byId.keys()]);
      const advice = near === undefined ? 'Save that job first.' : `Did you mean "${near}"?`;
      problems.push({
        code: 'unknownJob',
        message: `There is no job "${link.upstream}". ${advice}`,
        field: link.field,
        ...(near === undefined ? {} : { suggestion: near }),
      });
      continue;
    }
    const way = wayBack(link.upstream, job.id, byId);
    if (way !== null) {
      problems.push({
        code: 'upstreamCycle',
        message: `Jobs would wait for each other in a circle: ${[job.id, ...way].join(' → ')}. Remove one of these links.`,
        field: link.field,
      });
    }
  }
  return problems;
}

/** All circles among jobs, each named once from its first job in order: for files that were edited by hand. */
export function findCycles(all: readonly Dependent[]): readonly (readonly string[])[] {
  const byId = new Map(all.map((job) => [job.id, job]));
  const cycles: (readonly string[])[] = [];
  const inCycle = new Set<string>();
  for (const job of all) {
    if (inCycle.has(job.id)) continue;
    for (const { upstream } of upstreamLinks(job)) {
      const way = wayBack(upstream, job.id, byId);
      if (way === null) continue;
      cycles.push([job.id, ...way]);
      for (const id of way) inCycle.add(id);
      break;
    }
  }
  return cycles;
}

/** The shortest way from `from` up to `to` along upstream links, both ends included; null where there is none. */
function wayBack(from: string, to: string, byId: ReadonlyMap<string, Dependent>): readonly string[] | null {
  const cameFrom = new Map<string, string | null>([[from, null]]);
  const queue = [from];
  for (let index = 0; index < queue.length; index += 1) {
    const current = queue[index];
    if (current === undefined) break;
    if (current === to) return traced(current, cameFrom);
    const job = byId.get(current);
    if (job === undefined) continue;
    for (const { upstream } of upstreamLinks(job)) {
      if (cameFrom.has(upstream)) continue;
      cameFrom.set(upstream, current);
      queue.push(upstream);
    }
  }
  return null;
}

function traced(end: string, cameFrom: ReadonlyMap<string, string | null>): readonly string[] {
  const way: string[] = [];
  for (let at: string | null = end; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at);
  return way;
}
