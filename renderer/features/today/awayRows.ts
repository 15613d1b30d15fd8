import type { DueView } from '../../../preload/contract.ts';
import { texts } from '../../texts/texts.ts';

/** One line of what became of an absence. */
export interface AwayRow {
  readonly due: DueView;
  readonly label: string;
}

/**
 * What of an absence is worth a line: a run with everything that it answered for together ("Caught up 08:11, for 9 due moments"), and what came
 * to no run. What ran on time, and for nothing else, was not missed.
 */
export function awayRows(dues: readonly DueView[]): readonly AwayRow[] {
  const answered = new Map<string, number>();
  for (const due of dues) {
    if (due.fate === 'coalesced' && due.run !== null) answered.set(due.run, (answered.get(due.run) ?? 0) + due.count);
  }
  const told = new Set(dues.flatMap(({ fate, run }) => (fate !== 'coalesced' && run !== null ? [run] : [])));
  return dues.flatMap((due): AwayRow[] => {
    if (due.fate === 'coalesced') return due.run !== null && told.has(due.run) ? [] : [{ due, label: due.label }];
    const others = due.run === null ? 0 : (answered.get(due.run) ?? 0);
    if (due.fate === 'ran' && others === 0 && (due.outcome === null || due.outcome === 'succeeded')) return [];
    return [{ due, label: others === 0 ? due.label : texts.today.answersFor(due.label, others + due.count) }];
  });
}
