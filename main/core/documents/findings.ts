import type { Problem } from '../problem.ts';

/** Problems past this many are of no use to anybody. */
export const MOST_PROBLEMS = 100;

/** What reading a document finds: everything that is wrong with it, and everything that is worth knowing. */
export class Findings {
  readonly errors: Problem[] = [];
  readonly warnings: Problem[] = [];

  /** Something that prevents the document from being used. */
  error(code: string, field: string, message: string, more: Pick<Problem, 'suggestion'> = {}): void {
    this.errors.push({ code, message, field, ...more });
  }

  warn(code: string, field: string, message: string, more: Pick<Problem, 'suggestion'> = {}): void {
    this.warnings.push({ code, message, field, ...more });
  }
}

/** `retry` and `delay` make `retry.delay`; a list's place is `triggers[0]`. */
export const inField = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Place of a problem found inside a field: `triggers[0]` and `expression` make `triggers[0].expression`. */
export const within = (path: string, problem: Problem): Problem => ({
  ...problem,
  field: problem.field === undefined || problem.field === '' ? path : inField(path, problem.field),
});
