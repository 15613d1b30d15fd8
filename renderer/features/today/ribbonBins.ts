import type { DueView } from '../../../preload/contract.ts';
import type { GlyphName } from '../../parts/Glyph.tsx';
import { glyphOf } from '../../parts/Glyph.tsx';

/** Width of a bin in pixels, and how many squares it shows at most. */
export const BIN = 7;
export const HIGH = 5;

/** What the squares of a bin are, from below. */
export interface Bin {
  readonly index: number;
  readonly from: number;
  readonly squares: readonly GlyphName[];
  /** Due moments in it, also those that no square was left for. */
  readonly count: number;
}

const order: readonly GlyphName[] = [
  'caughtUp',
  'failed',
  'stopped',
  'ran',
  'running',
  'waiting',
  'queued',
  'coalesced',
  'skipped',
  'expired',
  'comingUp',
];

/** Due moments in bins of the ribbon. A span of coalesced ones counts in each bin it lies in, evenly spread. */
export function binsOf(marks: readonly DueView[], from: number, to: number, width: number): readonly Bin[] {
  const count = Math.max(1, Math.floor(width / BIN));
  const length = (to - from) / count;
  const bins = new Map<number, GlyphName[]>();
  const put = (at: number, name: GlyphName): void => {
    const index = Math.floor((at - from) / length);
    if (index < 0 || index >= count) return;
    const bin = bins.get(index);
    if (bin === undefined) bins.set(index, [name]);
    else bin.push(name);
  };
  for (const mark of marks) {
    const name = glyphOf(mark.fate, mark.outcome);
    const last = mark.last ?? mark.due;
    const shown = Math.min(mark.count, count);
    for (let step = 0; step < shown; step += 1) {
      put(shown <= 1 ? mark.due : mark.due + ((last - mark.due) * step) / (shown - 1), name);
    }
  }
  return [...bins]
    .map(([index, names]) => ({
      index,
      from: from + index * length,
      squares: names.sort((a, b) => order.indexOf(a) - order.indexOf(b)).slice(0, HIGH),
      count: names.length,
    }))
    .sort((a, b) => a.index - b.index);
}
