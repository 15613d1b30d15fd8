import { type Outcome, isFailure } from '../fate.ts';
import type { IfExpression, UpstreamEnd } from './ifExpression.ts';

/** After which ends of the upstream a job becomes due (semantics §7). */
export type AfterOn = 'success' | 'failure' | 'any' | readonly number[];

/** Whether an end of the upstream is one of those asked for. A list is of exit codes: an end without one matches none. */
export function matchesOn(on: AfterOn, outcome: Outcome, exitCode: number | null): boolean {
  switch (on) {
    case 'success':
      return outcome === 'succeeded';
    case 'failure':
      return isFailure(outcome);
    case 'any':
      return true;
    default:
      return exitCode !== null && on.includes(exitCode);
  }
}

/** Whether an end of the upstream makes the job due; where not, what stood against it: `on` or the `if`. */
export type AfterAnswer =
  { readonly due: true } | { readonly due: false; readonly by: 'on' | 'if'; readonly said: string };

/** Judges one end of the upstream by an `after` trigger whose `if` was read with `readIf` (null: none). */
export function judgeAfter(on: AfterOn, condition: IfExpression | null, end: UpstreamEnd): AfterAnswer {
  if (!matchesOn(on, end.outcome, end.exitCode)) {
    const said = end.outcome === 'failed' && end.exitCode !== null ? `exit code ${String(end.exitCode)}` : end.outcome;
    return { due: false, by: 'on', said };
  }
  if (condition === null) return { due: true };
  const answer = condition.ask(end);
  return answer.holds ? { due: true } : { due: false, by: 'if', said: answer.said };
}
