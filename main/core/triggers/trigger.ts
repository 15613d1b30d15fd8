import type { Duration, Instant } from '../time/instant.ts';
import type { Zone } from '../time/zone.ts';
import type { Parsed } from '../problem.ts';

/**
 * A time trigger brought to one zone and one job: answers when it is due. Pure, and bounded in every answer
 * (semantics §3). All instants are whole seconds unless the trigger is finer.
 */
export interface Schedule {
  /** First due moment strictly after `after`; null where there is none any more. */
  next(after: Instant): Instant | null;
  /** Last due moment at or before `at`; null where there is none. */
  previous(at: Instant): Instant | null;
  /** Number of due moments in (after, until], without walking through them where the trigger allows. */
  count(after: Instant, until: Instant): number;
}

/** What a schedule depends on beside its own text. */
export interface ScheduleContext {
  /** The zone in force: the trigger's own, else the job's, `local` already resolved. */
  readonly zone: Zone;
  /** Stable name for drawing randomness that is kept: job id and trigger index. The same seed draws the same. */
  readonly seed: string;
  /** When the job was created: the default anchor of a grid. */
  readonly created: Instant;
  /** When the job (or this trigger of it) was last enabled: periods count from here before the first run. */
  readonly enabled: Instant;
  /**
   * From where the running period of an `interval` from `start` or `finish`, or of a `phrase` without `at`, is counted: the start
   * or end of the last run, or the decision of a due moment that led to none. Null before the first: then `enabled` counts.
   */
  readonly periodFrom: Instant | null;
}

/** How the words of a trigger follow clock and zone changes (semantics §5.8). */
export type Following = 'label' | 'realTime';

/**
 * One trigger type. A further type is one file that exports one of these, and one line in `registry.ts`.
 * `T` is the trigger as it is saved.
 */
export interface TriggerType<T extends { readonly type: string }> {
  readonly type: T['type'];
  /** `time`: has a schedule. `event`: due when something is noticed. `upstream`: due after another job's run. */
  readonly kind: 'time' | 'event' | 'upstream';
  /** Checks and normalises what came from outside. `now` is for what must not be past (`once`, `until`). */
  parse(json: unknown, context: ParseContext): Parsed<T>;
  /** Time triggers only. Compiles once; the schedule is then asked many times. */
  schedule?(trigger: T, context: ScheduleContext): Schedule;
  /** Time triggers only: whether `schedule` depends on `periodFrom`, so that the engine compiles it again after each run. */
  restartsWithRuns?(trigger: T): boolean;
  /** Time triggers only: what a zone change or clock correction does to it. */
  following?(trigger: T): Following;
  /**
   * A plain English sentence without a full stop: "Every 5 minutes", "Every Monday at 02:30". Instants in it are told by the
   * clock of `zone`, or in UTC.
   */
  sentence(trigger: T, zone?: Zone): string;
  /** The trigger as a person would type it again: cron text, phrase, calendar event. Undefined where there is no text form. */
  text?(trigger: T): string | undefined;
  /** What `parse` drew at random, as keys of the document: saved with the trigger, it is kept when parsed again. */
  drawn?(trigger: T): Readonly<Record<string, unknown>>;
}

export interface ParseContext {
  readonly now: Instant;
  /** Zone for reading local dates (`until 18:30`). */
  readonly zone: Zone;
  /**
   * Draw for random parts of the text (`~` in cron), uniform in [0, 1): from real chance when a job is saved,
   * stable from the text for previews. Called once per random part, in order.
   */
  readonly draw: (part: string) => number;
}

/** Options that every time trigger takes. */
export interface TimeTriggerOptions {
  /** IANA name or `local`; default: the job's. */
  readonly zone?: string;
  /** Largest shift of a due moment, drawn stably from job id and due moment. ISO 8601 in the document. */
  readonly jitter?: Duration;
}
