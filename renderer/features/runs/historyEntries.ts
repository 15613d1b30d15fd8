import { isFailure } from '../../../main/core/fate.ts';
import type { DueView, RunView } from '../../../preload/contract.ts';
import type { GlyphName } from '../../parts/Glyph.tsx';
import { glyphOf } from '../../parts/Glyph.tsx';
import type { Times } from '../../time/times.ts';

/** One line of a job's history: a due moment (or a span of them), or a run that a person asked for. */
export type HistoryEntry =
  | { readonly kind: 'due'; readonly key: string; readonly at: number; readonly due: DueView }
  | { readonly kind: 'run'; readonly key: string; readonly at: number; readonly run: RunView };

/** A line of the list: the name of a day, or an entry. */
export type HistoryLine =
  | { readonly kind: 'day'; readonly key: string; readonly name: string }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: HistoryEntry };

/** What the list may be narrowed to. */
export type FateFilter = 'ran' | 'failed' | 'caughtUp' | 'coalesced' | 'skipped' | 'expired';

/** The drawing of an entry. */
export function glyphOfEntry(entry: HistoryEntry): GlyphName {
  if (entry.kind === 'due') return glyphOf(entry.due.fate, entry.due.outcome);
  const { outcome } = entry.run;
  if (outcome === null) return 'running';
  return outcome === 'stopped' ? 'stopped' : isFailure(outcome) ? 'failed' : 'ran';
}

/** Due moments and wished runs together, newest first. Test runs are not history. */
export function mergeHistory(dues: readonly DueView[], runs: readonly RunView[]): readonly HistoryEntry[] {
  const entries: HistoryEntry[] = dues.map((due) => ({
    kind: 'due',
    key: `due ${due.id ?? 'coming'} ${due.trigger} ${due.due}`,
    at: due.last ?? due.due,
    due,
  }));
  for (const run of runs) {
    if (run.cause !== 'wish') continue;
    entries.push({ kind: 'run', key: `run ${run.run}`, at: run.started ?? run.due ?? 0, run });
  }
  return entries.sort((a, b) => b.at - a.at);
}

/** Whether an entry is of the chosen fate; null is every. */
export function isOfFate(entry: HistoryEntry, fate: FateFilter | null): boolean {
  return fate === null || glyphOfEntry(entry) === fate;
}

/** Whether an entry is the run, or the due moment that it ran for: not one that it only answers for. */
export const isOfRun = (entry: HistoryEntry, run: string): boolean =>
  entry.kind === 'run'
    ? entry.run.run === run
    : entry.due.run === run && entry.due.fate !== 'coalesced' && entry.due.fate !== 'comingUp';

/** Entries under the names of their days. */
export function byDay(entries: readonly HistoryEntry[], times: Times, now: number): readonly HistoryLine[] {
  const lines: HistoryLine[] = [];
  let day = '';
  for (const entry of entries) {
    const date = times.date(entry.at);
    if (date !== day) {
      day = date;
      lines.push({ kind: 'day', key: `day ${date}`, name: times.dayName(entry.at, now) });
    }
    lines.push({ kind: 'entry', key: entry.key, entry });
  }
  return lines;
}

/** The entry that is shown unasked: the newest that is not only coming up. */
export const firstShown = (entries: readonly HistoryEntry[]): HistoryEntry | undefined =>
  entries.find((entry) => entry.kind === 'run' || entry.due.fate !== 'comingUp') ?? entries[entries.length - 1];

/** How long each run took, in milliseconds, by its id; those that go on are left out. */
export function lengthsOf(runs: readonly RunView[]): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (const { run, started, ended } of runs) if (started !== null && ended !== null) lengths.set(run, ended - started);
  return lengths;
}
