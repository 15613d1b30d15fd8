declare const brand: unique symbol;

/** A point in time: whole milliseconds since 1970-01-01T00:00:00Z, independent of any zone. */
export type Instant = number & { readonly [brand]: 'Instant' };

/** A length of real time in whole milliseconds. Calendar lengths (a day, a month) are `CalendarDuration`s. */
export type Duration = number & { readonly [brand]: 'Duration' };

/** Names a number of milliseconds since the epoch as an instant. The caller vouches that it is a whole number. */
export const instant = (epochMs: number): Instant => epochMs as Instant;

/** Names a number of milliseconds as a duration. The caller vouches that it is a whole number. */
export const duration = (ms: number): Duration => ms as Duration;

export const seconds = (count: number): Duration => duration(count * 1000);
export const minutes = (count: number): Duration => duration(count * 60_000);
export const hours = (count: number): Duration => duration(count * 3_600_000);

/** The instant `length` after `at` (before it, where `length` is negative). */
export const plus = (at: Instant, length: Duration): Instant => instant(at + length);

/** The time from `from` to `to`; negative where `to` is earlier. */
export const elapsed = (from: Instant, to: Instant): Duration => duration(to - from);

/** The later of two instants. */
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** The earlier of two instants. */
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);
