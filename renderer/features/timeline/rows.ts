import { useMemo, useState } from 'react';
import type { Input, TimelineRow, TimelineView } from '../../../preload/contract.ts';
import { useAnswer, useAnswers } from '../../api/program.tsx';
import type { Known } from '../../api/queries.ts';
import type { Stretch } from './window.ts';
import { lengthOf } from './window.ts';

/** Rows that are asked for together: scrolling by a row or two asks nothing new. */
export const PAGE = 12;

/** The question for some rows: one screen to each side, so that moving has something to show. Rounded to a pixel or so. */
function questionOf(jobs: readonly string[], drawn: Stretch, width: number): Input<'timeline'> {
  const length = lengthOf(drawn);
  const grain = Math.max(1000, Math.round(length / 1000));
  return {
    jobs,
    from: Math.round((drawn.from - length) / grain) * grain,
    to: Math.round((drawn.to + length) / grain) * grain,
    width: width * 3,
  };
}

/** What lies behind the rows: when the computer was away, and changes of the clock. While another stretch is asked for, the last stays. */
export function useGround(drawn: Stretch, width: number): Known<TimelineView> {
  const known = useAnswer('timeline', questionOf([], drawn, width));
  const [last, setLast] = useState(known.value);
  if (known.value !== undefined && known.value !== last) setLast(known.value);
  return useMemo(() => ({ ...known, value: known.value ?? last }), [known, last]);
}

/**
 * The rows of the jobs from `first` to `last`, and of those that share a page with them. A row whose stretch is asked for anew stays
 * as it was until the answer is there.
 */
export function useRows(
  ids: readonly string[],
  first: number,
  last: number,
  drawn: Stretch,
  width: number,
): ReadonlyMap<string, TimelineRow> {
  const questions = useMemo(() => {
    const asked: Input<'timeline'>[] = [];
    const end = Math.min(ids.length - 1, last);
    for (let page = Math.floor(Math.max(0, first) / PAGE); page * PAGE <= end; page += 1) {
      asked.push(questionOf(ids.slice(page * PAGE, (page + 1) * PAGE), drawn, width));
    }
    return asked;
  }, [ids, first, last, drawn, width]);
  const known = useAnswers('timeline', questions);
  const [rows, setRows] = useState<ReadonlyMap<string, TimelineRow>>(new Map());
  const [taken, setTaken] = useState<readonly Known<TimelineView>[]>([]);
  if (known === taken) return rows;
  const merged = withAnswers(rows, known);
  setTaken(known);
  setRows(merged);
  return merged;
}

/** A row that is answered as it was keeps its object, so that it is not drawn again for a neighbour's sake. */
function withAnswers(
  rows: ReadonlyMap<string, TimelineRow>,
  known: readonly Known<TimelineView>[],
): ReadonlyMap<string, TimelineRow> {
  const merged = new Map(rows);
  for (const { value } of known) {
    for (const row of value?.rows ?? []) {
      const before = merged.get(row.job);
      if (before === undefined || !isSame(before, row)) merged.set(row.job, row);
    }
  }
  return merged;
}

function isSame(before: TimelineRow, row: TimelineRow): boolean {
  if (before === row) return true;
  // Rows of another stretch mostly differ at once: only those that may be the same are compared to their end.
  const [a, b] = [momentsOf(before), momentsOf(row)];
  if (before.kind !== row.kind || a.length !== b.length || a[0] !== b[0] || a[a.length - 1] !== b[b.length - 1])
    return false;
  return JSON.stringify(before) === JSON.stringify(row);
}

const momentsOf = (row: TimelineRow): readonly number[] =>
  row.kind === 'marks' ? row.marks.map((mark) => mark.due) : row.columns.map((column) => column.from);
