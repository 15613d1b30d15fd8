import { nearestWords } from '../../../main/core/nearest.ts';
import type { JobRow, JobState } from '../../../preload/contract.ts';

/** What is typed into the search field, taken apart: `tag:`, `state:` and `fate:` narrow, the rest are words. */
export interface Search {
  readonly words: readonly string[];
  readonly tags: readonly string[];
  readonly states: readonly string[];
  readonly fates: readonly string[];
}

/** Reads a search. Case does not count. */
export function readSearch(text: string): Search {
  const search = { words: [] as string[], tags: [] as string[], states: [] as string[], fates: [] as string[] };
  for (const part of text.toLowerCase().split(/\s+/)) {
    if (part === '') continue;
    const [, key, value] = /^(tag|state|fate):(.+)$/.exec(part) ?? [];
    if (value === undefined) search.words.push(part);
    else if (key === 'tag') search.tags.push(value);
    else if (key === 'state') search.states.push(value);
    else search.fates.push(value);
  }
  return search;
}

const textOf = (row: JobRow): string =>
  `${row.name}\n${row.id}\n${row.tags.join('\n')}\n${row.what}\n${row.when}`.toLowerCase();

/** Whether a row fits: every word occurs in name, id, tag, command or sentence; every narrowing holds. */
export function fits(row: JobRow, search: Search): boolean {
  if (!search.tags.every((tag) => row.tags.some((own) => own.toLowerCase().startsWith(tag)))) return false;
  if (!search.states.every((state) => row.state.startsWith(state))) return false;
  if (!search.fates.every((fate) => fatesOf(row).some((own) => own.startsWith(fate)))) return false;
  if (search.words.length === 0) return true;
  const text = textOf(row);
  return search.words.every((word) => text.includes(word));
}

const fatesOf = ({ lastFate, byHand }: JobRow): string[] =>
  [lastFate?.fate, byHand === null ? lastFate?.outcome : byHand.outcome].flatMap((word) =>
    word === undefined || word === null ? [] : [word.toLowerCase()],
  );

export type Grouping = 'state' | 'tag' | 'none';
export type Sorting = 'next' | 'name' | 'last';

/** Order of the groups by state. */
export const states: readonly JobState[] = ['attention', 'running', 'waiting', 'scheduled', 'paused', 'disabled'];

/** A line of the list: the head of a group, or a job. */
export type Line =
  | { readonly kind: 'group'; readonly id: string; readonly count: number }
  | { readonly kind: 'job'; readonly row: JobRow; readonly group: string };

const byName = (a: JobRow, b: JobRow): number => a.name.localeCompare(b.name);
const far = Number.MAX_SAFE_INTEGER;
const orders: Readonly<Record<Sorting, (a: JobRow, b: JobRow) => number>> = {
  next: (a, b) => (a.next?.at ?? far) - (b.next?.at ?? far) || byName(a, b),
  name: byName,
  last: (a, b) => lastStart(b) - lastStart(a) || byName(a, b),
};
const lastStart = (row: JobRow): number => row.lastRun?.started ?? 0;

/** Jobs in order, under the heads of their groups; groups in `folded` show their head alone. */
export function arrange(
  rows: readonly JobRow[],
  grouping: Grouping,
  sorting: Sorting,
  folded: ReadonlySet<string>,
): readonly Line[] {
  const sorted = [...rows].sort(orders[sorting]);
  if (grouping === 'none') return sorted.map((row) => ({ kind: 'job', row, group: '' }));
  const groups = new Map<string, JobRow[]>();
  if (grouping === 'state') for (const state of states) groups.set(state, []);
  for (const row of sorted) {
    const keys = grouping === 'state' ? [row.state] : row.tags.length > 0 ? row.tags.slice(0, 1) : [''];
    for (const key of keys) groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const order = [...groups].filter(([, members]) => members.length > 0);
  if (grouping === 'tag') order.sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)));
  return order.flatMap(([id, members]): Line[] => [
    { kind: 'group', id, count: members.length },
    ...(folded.has(id) ? [] : members.map((row): Line => ({ kind: 'job', row, group: id }))),
  ]);
}

/** Tags by how many jobs carry them. */
export function tagsOf(rows: readonly JobRow[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const row of rows) for (const tag of row.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || a.localeCompare(b)).map(([tag]) => tag);
}

/** The word of the jobs that a search without a match was most likely meant to be; null where nothing is near. */
export function nearestWord(rows: readonly JobRow[], text: string): string | null {
  const word = readSearch(text).words[0];
  if (word === undefined) return null;
  const known = new Set<string>();
  for (const row of rows) for (const part of textOf(row).split(/[^\p{L}\p{N}]+/u)) if (part.length > 2) known.add(part);
  return nearestWords(word, [...known])[0] ?? null;
}
