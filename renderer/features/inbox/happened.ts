import { isFailure } from '../../../main/core/fate.ts';
import type { InboxEntry, JobRow, RunView } from '../../../preload/contract.ts';
import type { GlyphName } from '../../parts/Glyph.tsx';
import { texts } from '../../texts/texts.ts';

/** One thing that happened, or will. */
export interface Happening {
  readonly at: number;
  readonly text: string;
  /** Null: a person was told. */
  readonly glyph: GlyphName | null;
}

/** Failures shown one by one; of more the first and the last. */
const SHOWN = 6;

/**
 * What happened around an entry, oldest first: the last success before an incident, its failures, what was told, and the next try where it is
 * open.
 */
export function happened(entry: InboxEntry, runs: readonly RunView[], row: JobRow | undefined): readonly Happening[] {
  const words = texts.inbox;
  const told: Happening[] = entry.steps.map(({ at, text }) => ({ at, text: words.told(text), glyph: null }));
  const { incident } = entry;
  if (incident === null || incident.kind === 'missed') return told;
  const ended = runs
    .filter((run) => run.ended !== null && run.outcome !== null && run.cause !== 'test')
    .sort((a, b) => (a.ended ?? 0) - (b.ended ?? 0));
  const until = incident.closed ?? Infinity;
  const failures = ended.filter(
    (run) =>
      run.outcome !== null &&
      isFailure(run.outcome) &&
      // The run that opened it ended at that instant, or just before it was decided.
      (run.ended ?? 0) >= incident.opened - 1000 &&
      (run.ended ?? 0) <= until,
  );
  const before = ended.filter((run) => run.outcome === 'succeeded' && (run.ended ?? 0) < incident.opened).pop();
  const recovery = ended.find((run) => run.outcome === 'succeeded' && (run.ended ?? 0) >= incident.opened);
  const shown = failures.length <= SHOWN ? failures : [failures[0], ...failures.slice(1 - SHOWN)];
  const steps: Happening[] = [
    ...(before === undefined ? [] : [{ at: before.ended ?? 0, text: words.lastSuccess, glyph: 'ran' as const }]),
    ...shown.flatMap((run, index): Happening[] =>
      run === undefined
        ? []
        : [{ at: run.ended ?? 0, text: index === 0 ? run.text : words.again(run.text), glyph: 'failed' }],
    ),
    ...(incident.closed !== null && recovery !== undefined
      ? [{ at: recovery.ended ?? 0, text: words.succeeded, glyph: 'ran' as const }]
      : []),
  ];
  const next = row?.next ?? null;
  if (incident.closed === null && next !== null) steps.push({ at: next.at, text: words.nextTry, glyph: 'comingUp' });
  return [...steps, ...told].sort((a, b) => a.at - b.at);
}
