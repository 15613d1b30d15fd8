import type { Duration, Instant } from './instant.ts';

/** An IANA time zone with its transitions found once and cached. Values are shared: the same id is the same object. */
export interface Zone {
  /** Canonical IANA name, never `local`. */
  readonly id: string;
  /** Offset from UTC in force at `at` (local = UTC + offset). */
  offsetAt(at: Instant): Duration;
}
