import type { Answer } from '../../../preload/contract.ts';
import { nearestWords } from '../../core/nearest.ts';
import type { Parsed, Problem } from '../../core/problem.ts';

/** A call that was carried out. */
export const answer = <T>(value: T): Answer<T> => ({ ok: true, value });

/** A call that was not, and why. */
export const refuse = (code: string, message: string, more: Partial<Problem> = {}): Answer<never> => ({
  ok: false,
  error: { code, message, ...more },
});

export const nothing: Record<string, never> = {};

/** What was read, or why it could not be. */
export const answerOf = <T, U>(read: Parsed<T>, value: (read: T, warnings: readonly Problem[]) => U): Answer<U> =>
  read.ok ? answer(value(read.value, read.warnings)) : { ok: false, error: read.error };

/** There is no such job, and which was probably meant. */
export function noSuchJob(id: string, known: readonly string[]): Answer<never> {
  const [near] = nearestWords(id, known);
  const advice = near === undefined ? '' : ` Did you mean "${near}"?`;
  return refuse('unknownJob', `There is no job "${id}".${advice}`, near === undefined ? {} : { suggestion: near });
}

export const noSuchRun = (run: string): Answer<never> => refuse('unknownRun', `There is no run "${run}".`);
