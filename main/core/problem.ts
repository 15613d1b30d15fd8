/**
 * Something wrong with a value that came from outside: a job, a trigger, a setting.
 * `code` is stable and for programs, `message` is for people: what is wrong and what would be right.
 */
export interface Problem {
  /** Stable, camelCase: `cronRange`, `neverDue`, `unknownKey`, `unknownZone`, … */
  readonly code: string;
  readonly message: string;
  /** Path of the field in the document: `triggers[0].expression`. Absent where the value has no fields. */
  readonly field?: string;
  /** 0-based offset in the text of the field at which the mistake begins. */
  readonly position?: number;
  /** Number of characters the mistake covers, where `position` is given. */
  readonly length?: number;
  /** What would have been right, ready to be put in the place of the whole text. */
  readonly suggestion?: string;
}

/** What became of reading something: the value with its warnings, or the first problem that prevents it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly error: Problem };

/** A value that was read without complaint, or with warnings. */
export const parsed = <T>(value: T, warnings: readonly Problem[] = []): Parsed<T> => ({ ok: true, value, warnings });

/** A value that could not be read. */
export const refused = <T = never>(error: Problem): Parsed<T> => ({ ok: false, error });

/** Ends a switch over a union: does not compile while a member is not handled. */
export function assertNever(value: never): never {
  throw new Error(`A case is not handled: ${JSON.stringify(value)}`);
}
