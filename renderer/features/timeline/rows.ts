import { useEffect, useMemo, useState } from 'react';
import type { JobRow, TimelineRow, TimelineView } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import type { Known } from '../../api/queries.ts';
import type { Filter } from './FilterMenu.tsx';
import { dueCount, exceptionsOf, onlyExceptions } from './rowDrawing.ts';
import type { Stretch } from './window.ts';

/** How long the window stands still before it is asked for, in milliseconds. */
const SETTLED = 150;

/**
 * The rows for a stretch of time and one screen on each side, so that moving has something to show. While another stretch is
 * asked for, the last answer stays. Times are rounded to a thousandth of the stretch: a pixel's worth asks no new question.
 */
export function useRows(
  jobs: readonly JobRow[],
  stretch: Stretch,
  width: number,
): { readonly known: Known<TimelineView>; readonly view: TimelineView | undefined } {
  const length = stretch.to - stretch.from;
  const grain = Math.max(1000, Math.round(length / 1000));
  const wanted = `${Math.round((stretch.from - length) / grain) * grain} ${Math.round((stretch.to + length) / grain) * grain}`;
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), SETTLED);
    return () => clearTimeout(timer);
  }, [wanted]);
  const [from, to] = settled.split(' ').map(Number);
  const known = useAnswer('timeline', { jobs: null, from: from ?? 0, to: to ?? 0, width: width * 3 });
  const [last, setLast] = useState<TimelineView | undefined>(known.value);
  if (known.value !== undefined && known.value !== last) setLast(known.value);
  const view = known.value ?? last;
  const shown = useMemo((): Known<TimelineView> => ({ ...known, value: view }), [known, view]);
  return { known: shown, view: jobs.length === 0 ? undefined : view };
}

/** Whether anything of a row lies in the stretch. */
function within(row: TimelineRow, stretch: Stretch): TimelineRow {
  const inside = (from: number, to: number): boolean => to >= stretch.from && from <= stretch.to;
  const runs = row.runs.filter((run) => inside(run.from, run.to ?? stretch.to));
  return row.kind === 'columns'
    ? { ...row, runs, columns: row.columns.filter((column) => inside(column.from, column.from + row.bin)) }
    : { ...row, runs, marks: row.marks.filter((mark) => inside(mark.due, mark.last ?? mark.due)) };
}

/** The rows to draw: filtered and in order. What lies outside of the stretch does not count, but is kept for moving. */
export function arrangeRows(
  jobs: readonly JobRow[],
  rows: readonly TimelineRow[],
  filter: Filter,
  stretch: Stretch,
): readonly TimelineRow[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const order = new Map(jobs.map((job, index) => [job.id, index]));
  const kept = rows.flatMap((row) => {
    const job = byId.get(row.job);
    if (filter.tag !== null && job?.tags.includes(filter.tag) !== true) return [];
    const shown = filter.onlyExceptions ? onlyExceptions(row) : row;
    const inView = within(shown, stretch);
    const empty = dueCount(inView) === 0 && inView.runs.length === 0;
    if ((filter.hideEmpty || filter.onlyExceptions) && empty) return [];
    return [{ row: shown, job, exceptions: filter.sort === 'exceptions' ? exceptionsOf(inView) : 0 }];
  });
  const tagOf = (job: JobRow | undefined): string => job?.tags[0] ?? '\uffff';
  kept.sort((a, b) => {
    if (filter.sort === 'exceptions') return b.exceptions - a.exceptions || a.row.name.localeCompare(b.row.name);
    if (filter.sort === 'name') return a.row.name.localeCompare(b.row.name);
    return tagOf(a.job).localeCompare(tagOf(b.job)) || (order.get(a.row.job) ?? 0) - (order.get(b.row.job) ?? 0);
  });
  return kept.map(({ row }) => row);
}
