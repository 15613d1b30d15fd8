import { useMemo } from 'react';
import type { GraphView, JobRow } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import type { Times } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import { lastOf } from '../jobs/jobWords.ts';

/** Letters that fit in the second line of a node. */
const ROOM = 27;

/** What became of a job last and, where there is room, when it is due next: "Ran at 09:05, next 10:05". */
export function nodeText(row: JobRow, times: Times, now: number): string {
  const last = lastOf(row, times, now);
  if (row.next === null || row.running.length > 0 || row.paused !== null || !row.enabled) return last;
  const next = `${row.next.estimated ? '≈ ' : ''}${times.nearWithin(row.next.at, now)}`;
  if (row.lastFate === null && row.byHand === null) return texts.graph.first(next);
  const both = texts.graph.lastAndNext(last, next);
  return both.length <= ROOM ? both : last;
}

/** The second line of a node, kept up to date with the jobs. */
export function useNodeText(): (node: GraphView['nodes'][number]) => string {
  const rows = useAnswer('listJobs', {}).value;
  const times = useTimes();
  const now = useNow();
  return useMemo(() => {
    const byId = new Map((rows ?? []).map((row) => [row.id, row]));
    return (node) => {
      const row = byId.get(node.job);
      return row === undefined ? (node.lastFate?.text ?? texts.jobs.neverRan) : nodeText(row, times, now);
    };
  }, [rows, times, now]);
}
