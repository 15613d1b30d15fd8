import type { CatchUp } from './job.ts';
import type { Instant } from './time/instant.ts';
import { instant } from './time/instant.ts';

/** On time is what is noticed within this of its due moment, and a run that starts within it (semantics §4, §5.1). */
export const ON_TIME_MS = 60_000;

/** Neighbouring due moments of one trigger, known by their ends and number: never listed one by one. */
export interface Burst {
  readonly first: Instant;
  readonly last: Instant;
  readonly count: number;
  /** Asked for the moments inside; null for a single moment. */
  readonly schedule: { next(after: Instant): Instant | null; previous(at: Instant): Instant | null } | null;
}

/** What a burst falls into when one of its ends is taken off. */
export interface Taken<B extends Burst> {
  readonly one: B;
  readonly rest: B | null;
}

/** Takes the newest moment off a burst. */
export function takeNewest<B extends Burst>(burst: B): Taken<B> {
  if (burst.count === 1) return { one: burst, rest: null };
  const before = burst.schedule?.previous(instant(burst.last - 1)) ?? burst.first;
  return {
    one: { ...burst, first: burst.last, count: 1 },
    rest: { ...burst, last: before, count: burst.count - 1 },
  };
}

/** Takes the oldest moment off a burst. */
export function takeOldest<B extends Burst>(burst: B): Taken<B> {
  if (burst.count === 1) return { one: burst, rest: null };
  const after = burst.schedule?.next(burst.first) ?? burst.last;
  return {
    one: { ...burst, last: burst.first, count: 1 },
    rest: { ...burst, first: after, count: burst.count - 1 },
  };
}

/** What the policy makes of the due moments of one job in one evaluation. */
export interface Plan<B extends Burst> {
  /** Moments that run, in the order in which they start. Each is a single one. */
  readonly run: readonly { readonly moment: B; readonly missed: boolean }[];
  /** Moments that the run of `run[0]` answers for. */
  readonly join: readonly B[];
  /** Moments beyond the `limit` of `all`. */
  readonly overLimit: readonly B[];
}

/**
 * Applies a catch-up policy to moments that are covered by it (semantics §5.3, §5.4): `latest` and `earliest` run once, for an on-time
 * moment where there is one; `all` runs each, the missed ones oldest first, the newest `limit` of them. `none` has no missed ones left.
 */
export function planCatchUp<B extends Burst>(
  policy: Pick<CatchUp, 'runs' | 'limit'>,
  missed: readonly B[],
  onTime: readonly B[],
): Plan<B> {
  if (policy.runs === 'all') {
    const kept = newest(missed, policy.limit);
    const punctual = newest(onTime, Infinity);
    return {
      run: [
        ...kept.taken.map((moment) => ({ moment, missed: true })),
        ...punctual.taken.map((moment) => ({ moment, missed: false })),
      ],
      join: [],
      overLimit: kept.left,
    };
  }
  const pool = onTime.length > 0 ? onTime : missed;
  const others = onTime.length > 0 ? missed : [];
  const chosen = policy.runs === 'earliest' && onTime.length === 0 ? oldestOne(pool) : newestOne(pool);
  if (chosen === null) return { run: [], join: [], overLimit: [] };
  return {
    run: [{ moment: chosen.one, missed: onTime.length === 0 }],
    join: [...others, ...chosen.left],
    overLimit: [],
  };
}

interface Chosen<B> {
  readonly one: B;
  readonly left: readonly B[];
}

function newestOne<B extends Burst>(bursts: readonly B[]): Chosen<B> | null {
  let best: B | null = null;
  for (const burst of bursts) if (best === null || burst.last > best.last) best = burst;
  return best === null ? null : without(bursts, best, takeNewest(best));
}

function oldestOne<B extends Burst>(bursts: readonly B[]): Chosen<B> | null {
  let best: B | null = null;
  for (const burst of bursts) if (best === null || burst.first < best.first) best = burst;
  return best === null ? null : without(bursts, best, takeOldest(best));
}

function without<B extends Burst>(bursts: readonly B[], chosen: B, { one, rest }: Taken<B>): Chosen<B> {
  const left = bursts.flatMap((burst) => (burst !== chosen ? [burst] : rest === null ? [] : [rest]));
  return { one, left };
}

/** The newest `limit` moments of all bursts, oldest first, and what is left of the bursts. */
function newest<B extends Burst>(
  bursts: readonly B[],
  limit: number,
): { readonly taken: readonly B[]; readonly left: readonly B[] } {
  const taken: B[] = [];
  let left = bursts;
  while (taken.length < limit) {
    const chosen = newestOne(left);
    if (chosen === null) break;
    taken.push(chosen.one);
    left = chosen.left;
  }
  // Of moments at the same instant the trigger that stands first was taken first: a stable sort keeps that after the turn.
  return {
    taken: taken
      .map((one, index) => ({ one, index }))
      .sort(byFirst)
      .map(({ one }) => one),
    left,
  };
}

const byFirst = (a: { one: Burst; index: number }, b: { one: Burst; index: number }): number =>
  a.one.first - b.one.first || a.index - b.index;
