import type { AttemptResult, AttemptUsage, Launch } from '../running/launch.ts';
import type { ProcessIdentity } from '../running/processIdentity.ts';

/**
 * What Wakeful and its resident helper say to each other, one JSON value a line. A new Wakeful may meet the helper of an older one that
 * crashed: what `hello`, `ended` and `stop` mean never changes.
 */
export type ToHelper =
  | { readonly kind: 'start'; readonly launch: Launch }
  | { readonly kind: 'stop'; readonly run: string; readonly graceMs: number }
  /** Answered by `usage` with the same number; not by a helper that is older than this. */
  | { readonly kind: 'usage'; readonly id: number; readonly runs: readonly string[] };

export type FromHelper =
  /** First on every connection. */
  | { readonly kind: 'hello'; readonly runs: readonly string[] }
  | { readonly kind: 'started'; readonly run: string; readonly attempt: number; readonly process: ProcessIdentity }
  | { readonly kind: 'ended'; readonly result: AttemptResult }
  | { readonly kind: 'usage'; readonly id: number; readonly used: readonly AttemptUsage[] };

/** What a helper writes down about itself, so that whoever starts after a crash finds it. */
export interface HelperNote {
  readonly socket: string;
  readonly process: ProcessIdentity;
}
