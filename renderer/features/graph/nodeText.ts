import { useMemo } from 'react';
import type { GraphView, JobRow } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import type { GlyphName } from '../../parts/Glyph.tsx';
import { glyphOf } from '../../parts/Glyph.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import type { Times } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import { glyphOfJob, lastOf } from '../jobs/jobWords.ts';

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

/** How a node looks: its drawing and its second line. */
export interface NodeLook {
  readonly glyph: GlyphName;
  readonly text: string;
}

/** How nodes look, kept up to date with the jobs. */
export function useNodeLook(): (node: GraphView['nodes'][number]) => NodeLook {
  const rows = useAnswer('listJobs', {}).value;
  const times = useTimes();
  const now = useNow();
  return useMemo(() => {
    const byId = new Map((rows ?? []).map((row) => [row.id, row]));
    return ({ job, lastFate }) => {
      const row = byId.get(job);
      if (row !== undefined) return { glyph: glyphOfJob(row), text: nodeText(row, times, now) };
      return lastFate === null
        ? { glyph: 'comingUp', text: texts.jobs.neverRan }
        : { glyph: glyphOf(lastFate.fate, lastFate.outcome), text: lastFate.text };
    };
  }, [rows, times, now]);
}
