import type { GraphView } from '../../../preload/contract.ts';
import { linkKey } from './layers.ts';

/** Everything that one job asks of another: what one line stands for. */
export interface Rule {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly state: GraphView['edges'][number]['state'];
}

/** The less that was held, the more it says. */
const worst = ['held', 'notYet', 'didNotHold'] as const;

/** One line between two jobs, however many rules bind them: their words together, and the state of the one that holds it back. */
export function rulesOf(edges: GraphView['edges']): readonly Rule[] {
  const rules = new Map<string, Rule>();
  for (const { from, to, text, state } of edges) {
    const key = linkKey({ from, to });
    const known = rules.get(key);
    if (known === undefined) rules.set(key, { from, to, text, state });
    else {
      const both = worst.indexOf(state) > worst.indexOf(known.state) ? state : known.state;
      rules.set(key, { from, to, text: `${known.text}; ${text}`, state: both });
    }
  }
  return [...rules.values()];
}

/** Where a rule is changed: it belongs to the job that waits. */
export const placeOfRule = (to: string): string => `/jobs/${encodeURIComponent(to)}/edit?open=upstream`;
