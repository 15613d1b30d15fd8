/** What a job that follows another is asked at each end of it (semantics §7), from the scripted programs and the printed runs alone. */
import {
  dueLines,
  lengthOf,
  ms,
  runLines,
  type CheckedJob,
  type CheckedTrigger,
  type DueLine,
  type Life,
  type RunLine,
} from '../life.ts';

/** Null: either answer is right, for what decides it cannot be told from outside. */
export type Answer = boolean | null;

/** One end of an upstream's run, as its script says it. */
interface End {
  readonly run: RunLine;
  readonly outcome: string;
  /** The exit code, and what its program said; undefined where it was ended by somebody else. */
  readonly exitCode: number | null | undefined;
  readonly outputs: Readonly<Record<string, unknown>> | undefined;
}

/** Ended by its own program, and not by a limit, a person or by going away. */
const BY_ITSELF = new Set(['succeeded', 'failed', 'killed', 'couldNotStart']);

const numbers = new WeakMap<Life, ReadonlyMap<string, number>>();

/** Which run of its job each was, from 0: the scripts go by it. */
function numbersOf(life: Life): ReadonlyMap<string, number> {
  const known = numbers.get(life);
  if (known !== undefined) return known;
  const found = new Map<string, number>();
  const next = new Map<string, number>();
  for (const { kind, job, run } of life.traced) {
    if (kind !== 'start' || found.has(run)) continue;
    found.set(run, next.get(job) ?? 0);
    next.set(job, (next.get(job) ?? 0) + 1);
  }
  numbers.set(life, found);
  return found;
}

const kth = <T>(list: readonly T[], k: number): T | undefined => list[Math.min(k, list.length - 1)];

function endOf(life: Life, upstream: CheckedJob, run: RunLine): End {
  const outcome = run.outcome ?? '';
  if (!BY_ITSELF.has(outcome)) return { run, outcome, exitCode: undefined, outputs: undefined };
  const k = numbersOf(life).get(run.run) ?? 0;
  const exit = kth(upstream.exits, k) ?? 0;
  const exited = typeof exit === 'number';
  return {
    run,
    outcome,
    exitCode: exited ? exit : null,
    outputs: exited ? (kth(upstream.outputs, k) ?? {}) : {},
  };
}

/** What a success brought; null: it was none. */
const broughtBy = ({ outcome, outputs }: End): string | null =>
  outcome === 'succeeded' ? JSON.stringify(outputs) : null;

/** The expressions that random worlds use, each with what it means. Undefined: it cannot be told. */
const EXPRESSIONS: Readonly<Record<string, (end: End, changed: Answer) => Answer>> = {
  'outputs.rows > 0': ({ outputs }) => (outputs === undefined ? null : Number(outputs['rows'] ?? 0) > 0),
  'exitCode == 75 || outcome == "killed"': ({ exitCode, outcome }) =>
    exitCode === undefined ? null : exitCode === 75 || outcome === 'killed',
  'duration >= 240': ({ run }) => ms(run.ended ?? '') - ms(run.started ?? '') >= 240_000,
  changed: (_end, changed) => changed,
  '!changed && outcome == "succeeded"': ({ outcome }, changed) =>
    outcome !== 'succeeded' ? false : changed === null ? null : !changed,
};

function matchesOn(on: unknown, { outcome, exitCode }: End): Answer {
  if (Array.isArray(on)) return exitCode === undefined ? null : exitCode !== null && on.includes(exitCode);
  if (on === 'any') return true;
  if (on === 'failure') return outcome !== 'succeeded' && outcome !== 'stopped';
  return outcome === 'succeeded';
}

/**
 * Whether each end of the upstream makes the job due, in the order of the ends. `changed` is told where it is certain which run the job
 * last used: none, or one that alone made its newest run due.
 */
export function judgedEnds(
  life: Life,
  trigger: CheckedTrigger,
  usedBefore: (run: RunLine) => string | null | undefined,
): { readonly run: RunLine; readonly due: Answer }[] {
  const upstream = life.jobs.find(({ id }) => id === trigger['job']);
  if (upstream === undefined) return [];
  const text = trigger['if'];
  return runLines(life)
    .filter(({ job: of, outcome, started }) => of === upstream.id && outcome !== null && started !== null)
    .map((run) => {
      const end = endOf(life, upstream, run);
      const on = matchesOn(trigger['on'], end);
      if (on !== true || typeof text !== 'string') return { run, due: on };
      const used = usedBefore(run);
      const brought = broughtBy(end);
      const changed = brought === null ? false : used === undefined ? null : brought !== used;
      return { run, due: EXPRESSIONS[text]?.(end, changed) ?? null };
    });
}

/** What the newest success of a job before an instant brought, itself counted; null: there was none. */
export function broughtAt(
  life: Life,
  name: string,
  at: number,
): { readonly ended: number; readonly brought: string } | null {
  let newest: { ended: number; brought: string } | null = null;
  for (const success of successesOf(life, name))
    if (success.ended <= at && (newest === null || success.ended >= newest.ended)) newest = success;
  return newest;
}

/** What all runs of a job brought that succeeded in one instant. */
export const broughtIn = (life: Life, name: string, at: number): readonly string[] =>
  successesOf(life, name).flatMap(({ ended, brought }) => (ended === at ? [brought] : []));

function successesOf(life: Life, name: string): readonly { readonly ended: number; readonly brought: string }[] {
  const upstream = life.jobs.find(({ id }) => id === name);
  if (upstream === undefined) return [];
  return runLines(life).flatMap((run) =>
    run.job !== name || run.outcome !== 'succeeded' || run.ended === null
      ? []
      : [{ ended: ms(run.ended), brought: broughtBy(endOf(life, upstream, run)) ?? '' }],
  );
}

/** What a run of a follower used, and the run of the upstream whose it was; null: it cannot be told. */
interface Use {
  readonly began: number;
  readonly source: RunLine | null;
  readonly used: string | null | undefined;
}

/**
 * What the run of a follower last used of an upstream, as it stood when a run of that ended; undefined: it cannot be told. A follower uses
 * what made it due.
 */
export function usedOf(life: Life, job: CheckedJob, upstream: string): (run: RunLine) => string | null | undefined {
  const isSimple =
    job.conditions.every((condition) => condition['job'] === undefined) &&
    life.stopped.length === 0 &&
    job.triggers.filter(({ type, job: of }) => type === 'after' && of === upstream).length === 1;
  const index = job.triggers.findIndex(({ type, job: of }) => type === 'after' && of === upstream);
  const delay = lengthOf(job.triggers[index]?.['delay'], 0);
  const upstreamJob = life.jobs.find(({ id }) => id === upstream);
  const lines = new Map<string, DueLine[]>();
  for (const line of dueLines(life)) {
    if (line.job === job.id && line.run !== null) lines.set(line.run, [...(lines.get(line.run) ?? []), line]);
  }
  const ended = runLines(life).filter(({ job: of, ended: end }) => of === upstream && end !== null);
  /** What each run used, where it used anything of the upstream. */
  const uses = runLines(life).flatMap((run): Use[] => {
    if (run.job !== job.id || run.started === null || upstreamJob === undefined) return [];
    const began = ms(run.started);
    const [line, another] = lines.get(run.run) ?? [];
    if (line === undefined && run.cause === 'wish') return [];
    if (line === undefined || another !== undefined || line.sequence !== undefined)
      return [{ began, source: null, used: undefined }];
    if (line.trigger !== index) return [];
    const [source, other] = ended.filter(({ ended: end }) => ms(end ?? '') + delay === ms(line.due));
    const isOne = source !== undefined && other === undefined;
    const used = isOne ? broughtBy(endOf(life, upstreamJob, source)) : undefined;
    return [{ began, source: isOne ? source : null, used }];
  });
  uses.sort((a, b) => a.began - b.began);
  return (run) => {
    if (!isSimple) return undefined;
    const at = ms(run.ended ?? '');
    let used: string | null | undefined = null;
    // What this end itself led to came after it; of other things in the same instant nobody can tell.
    for (const use of uses) if (use.began <= at && use.source !== run) used = use.began === at ? undefined : use.used;
    return used;
  };
}
