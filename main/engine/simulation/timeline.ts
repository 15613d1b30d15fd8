import type { Duration, Instant } from '../../core/time/instant.ts';

/** How a scripted process ends: with an exit code, by a signal, or not even begun because the program is missing. */
export type ScriptedEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: string }
  | { readonly kind: 'missing' };

/**
 * How the runs of one job behave. Of every list the k-th value is for the job's k-th run, wishes included, and for all of its attempts;
 * the last value repeats (semantics §9).
 */
export interface Behaviour {
  /** Time awake that an attempt takes. */
  readonly takes: readonly Duration[];
  readonly ends: readonly ScriptedEnd[];
  readonly outputs: readonly Readonly<Record<string, unknown>>[];
  /** Whether it goes on after a polite signal, until the final one. */
  readonly ignoresStop: boolean;
  /** Whether its attempts use more than the job's `limits` allow, and go on. */
  readonly overLimit: readonly boolean[];
}

/** What happens to the computer. */
export type MachineEvent =
  | { readonly event: 'suspend'; readonly silent: boolean }
  | { readonly event: 'resume'; readonly silent: boolean }
  | { readonly event: 'powerOff' }
  | { readonly event: 'powerOn' }
  | { readonly event: 'quit' }
  | { readonly event: 'launch' }
  | { readonly event: 'crash' }
  | { readonly event: 'clock'; readonly by: Duration }
  | { readonly event: 'zone'; readonly zone: string }
  | { readonly event: 'network'; readonly up: boolean }
  | { readonly event: 'power'; readonly state: 'ac' | 'battery' }
  | { readonly event: 'file'; readonly path: string; readonly removed: boolean }
  | { readonly event: 'input' }
  | { readonly event: 'lock' }
  | { readonly event: 'unlock' }
  | { readonly event: 'mount'; readonly path: string }
  | { readonly event: 'load'; readonly value: number }
  | { readonly event: 'wifi'; readonly name: string | null }
  | { readonly event: 'command'; readonly exit: number };

/** What a person asks of Wakeful. `job: null` is everything. */
export type WishEvent =
  | { readonly event: 'runNow'; readonly job: string }
  | { readonly event: 'stop'; readonly job: string }
  | { readonly event: 'pause'; readonly job: string | null; readonly until: Instant | null }
  | { readonly event: 'unpause'; readonly job: string | null }
  | { readonly event: 'skipNext'; readonly job: string }
  | { readonly event: 'dismiss'; readonly job: string }
  | { readonly event: 'runAgain'; readonly job: string; readonly due: Instant }
  | { readonly event: 'enable'; readonly job: string }
  | { readonly event: 'disable'; readonly job: string }
  | { readonly event: 'startSequence'; readonly sequence: string }
  | { readonly event: 'cancelSequence'; readonly sequence: string; readonly step: number | null };

/** One line of the timeline at its time: true time elapsed since the start. */
export interface TimelineEvent {
  readonly t: Duration;
  /** 1-based line in the file. */
  readonly line: number;
  readonly what: MachineEvent | WishEvent;
}

/** A scripted stretch of a virtual computer's life (semantics §9). */
export interface Timeline {
  /** Wall clock at the beginning. */
  readonly start: Instant;
  /** The computer's zone at the beginning, an IANA name. */
  readonly zone: string;
  /** Length in true time. */
  readonly end: Duration;
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  /** In order of `t`. */
  readonly events: readonly TimelineEvent[];
}

/** A job without a line of its own succeeds at once and says nothing. */
export const plainBehaviour: Behaviour = {
  takes: [0 as Duration],
  ends: [{ kind: 'exit', code: 0 }],
  outputs: [{}],
  ignoresStop: false,
  overLimit: [false],
};
