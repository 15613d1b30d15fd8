/** What random worlds are made of. */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const durationText = (ms: number): string => `${ms < 0 ? '-' : ''}PT${String(Math.abs(ms) / SECOND)}S`;

/** Jobs, in the order in which they may depend on each other. */
export const NAMES = ['a', 'b', 'c', 'd'] as const;
export const SEQUENCE = 's';

/** Files that come and go, in what is watched. */
export const FILES = ['/in/a', '/in/b', '/out'] as const;

export type Document = Readonly<Record<string, unknown>>;
